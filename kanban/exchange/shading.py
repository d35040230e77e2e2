"""How strongly a day is coloured by its wins, in the colours of a palette."""

from kanban.theme_files import Palette

LEVELS = 4
"""Shades of a day with wins, the strongest for the most of the period."""


def level(count: int, most: int) -> int:
    """Return the shade of a day: 0 without a win, up to `LEVELS` for the most."""
    return -(-count * LEVELS // most) if count else 0


def mixed(front: str, back: str, share: float) -> str:
    """Return a colour between two of `#rrggbb`; `share` of the first, 0 to 1."""
    pairs = [(int(front[at : at + 2], 16), int(back[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(one * share + two * (1 - share)):02x}" for one, two in pairs)


def shades(palette: Palette) -> list[str]:
    """Return the colour of each level; the first is that of a day without a win."""
    steps = [mixed(palette.accent, palette.background, 0.25 + 0.25 * n) for n in range(LEVELS)]
    return [mixed(palette.rule, palette.background, 0.45), *steps]
