"""Palettes as Textual themes: the only place where a colour gets its name in the stylesheets."""

from textual.theme import Theme

from kanban.theme_files import Palette

OWN_COLORS = ("selected", "rule", "muted", "dim", "done", "blocked")


def to_theme(palette: Palette) -> Theme:
    """Return the theme of a palette."""
    return Theme(
        name=palette.id,
        dark=palette.dark,
        primary=palette.accent,
        secondary=palette.muted,
        accent=palette.accent,
        warning=palette.blocked,
        error=palette.blocked,
        success=palette.done,
        foreground=palette.text,
        background=palette.background,
        surface=palette.surface,
        panel=palette.surface,
        variables=variables(palette),
    )


def variables(palette: Palette) -> dict[str, str]:
    """Return the variables that the stylesheets use beyond Textual's own."""
    own = {name: getattr(palette, name) for name in OWN_COLORS}
    goals = {f"goal-{name}": color for name, color in palette.goals.items()}
    return own | goals | _textual_variables(palette)


def _textual_variables(palette: Palette) -> dict[str, str]:
    """Give Textual's own widgets the palette's levels instead of tints of one colour."""
    return {
        "text-muted": palette.muted,
        "text-disabled": palette.dim,
        "border": palette.accent,
        "border-blurred": palette.rule,
        "block-cursor-background": palette.selected,
        "block-cursor-foreground": palette.text,
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": palette.surface,
        "block-cursor-blurred-foreground": palette.text,
        "block-hover-background": palette.selected,
        "input-cursor-background": palette.accent,
        "input-cursor-foreground": palette.background,
        "input-selection-background": palette.rule,
        "scrollbar": palette.rule,
        "scrollbar-hover": palette.dim,
        "scrollbar-active": palette.accent,
        "scrollbar-background": palette.surface,
        "scrollbar-background-hover": palette.surface,
        "scrollbar-background-active": palette.surface,
        "scrollbar-corner-color": palette.surface,
    }
