"""The palettes: what a theme file holds, and which of them are good.

Never fails over a person's theme: what is good is loaded, what is bad is listed. Knows no toolkit.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import Struct

from kanban.domain.records import COLORS
from kanban.domain.text import clean
from kanban.errors import RuleError, UsageError
from kanban.toml_files import nearest, quoted, read_toml

_TOP_KEYS = ("name", "dark", "colors", "goals")
_COLOR_KEYS = (
    *("background", "surface", "selected", "rule"),
    *("text", "muted", "dim", "accent", "done", "blocked"),
)
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")


class Palette(Struct, frozen=True, kw_only=True):
    """The colours of one theme, each `#rrggbb` in lower case.

    Attributes:
        id: What a setting calls it: the file's name without its ending.
        name: What the screen calls it.
        dark: Whether light text stands on a dark ground.
        background: The ground of the board.
        surface: The ground of what is raised: the Today panel, dialogs.
        selected: The ground of the selected row.
        rule: Lines, and the empty part of a bar.
        text: What is read first.
        muted: What is read second: dates, counts, what is done.
        dim: What is read last: tags, empty blocks.
        accent: Wins, focus and keys.
        done: What was done.
        blocked: What is in the way.
        goals: A hue for each of `COLORS`.
    """

    id: str
    name: str
    dark: bool
    background: str
    surface: str
    selected: str
    rule: str
    text: str
    muted: str
    dim: str
    accent: str
    done: str
    blocked: str
    goals: Mapping[str, str]


class Problem(NamedTuple):
    """Why a theme was not loaded.

    Attributes:
        path: The file or folder.
        key: The key, as in `colors.text`; empty where it is about the whole file.
        message: One plain sentence, or two.
    """

    path: Path
    key: str
    message: str


def shipped_folder() -> Path:
    """Return the folder of the shipped themes: beside the package, else in the repository."""
    package = Path(__file__).parent
    inside = package / "themes"
    return inside if inside.is_dir() else package.parent / "themes"


def load_palettes(user_folder: Path) -> tuple[dict[str, Palette], list[Problem]]:
    """Return the good palettes by id, shipped ones first, and what is wrong with the others.

    Args:
        user_folder: The person's themes, which replace shipped ones of the same id; need not exist.
    """
    palettes: dict[str, Palette] = {}
    problems: list[Problem] = []
    for folder in (shipped_folder(), user_folder):
        paths, found = _theme_paths(folder)
        problems += found
        for path in paths:
            loaded = _load(path)
            if isinstance(loaded, Palette):
                palettes[loaded.id] = loaded
            else:
                problems += loaded
    return palettes, problems


def pick(palettes: Mapping[str, Palette], wanted: str) -> Palette:
    """Return the palette of that id.

    Raises:
        UsageError: There is none; the hint names those that exist.
    """
    if wanted in palettes:
        return palettes[wanted]
    hint = f"{nearest(wanted, palettes)} The themes are: {', '.join(sorted(palettes)) or 'none'}."
    raise UsageError(f"There is no theme {quoted(wanted)}.", hint.strip())


def _theme_paths(folder: Path) -> tuple[list[Path], list[Problem]]:
    try:
        paths = sorted(folder.iterdir())
    except FileNotFoundError:
        return [], []
    except OSError as error:
        return [], [Problem(folder, "", f"The folder cannot be read: {error.strerror}.")]
    # A name with a leading dot is an editor's or a file manager's, not a theme.
    return [each for each in paths if each.suffix == ".toml" and each.name[0] != "."], []


def _load(path: Path) -> Palette | list[Problem]:
    try:
        table = read_toml(path)
    except OSError as error:
        return [Problem(path, "", f"It cannot be read: {error.strerror}.")]
    except ValueError as error:
        return [Problem(path, "", str(error))]
    faults = [*_name_faults("", path.stem), *_faults(table)]
    if faults:
        return [Problem(path, key, message) for key, message in faults]
    goals = {name: table["goals"][name].lower() for name in COLORS}
    colors = {key: table["colors"][key].lower() for key in _COLOR_KEYS}
    return Palette(
        id=clean(path.stem, "name"),
        name=clean(table["name"], "name"),
        dark=table["dark"],
        goals=goals,
        **colors,
    )


def _faults(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each key that is wrong, with a sentence."""
    yield from _key_faults("", table, _TOP_KEYS)
    if "name" in table:
        yield from _name_faults("name", table["name"])
    if "dark" in table and not isinstance(table["dark"], bool):
        yield "dark", f"It must be true or false, not {quoted(table['dark'])}."
    for section, known in (("colors", _COLOR_KEYS), ("goals", COLORS)):
        if section in table:
            yield from _section_faults(section, table[section], known)


def _key_faults(
    prefix: str, table: Mapping[str, Any], known: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    for key in table:
        if key not in known:
            hint = nearest(key, known) or f"The keys are: {', '.join(known)}."
            yield prefix + quoted(key)[1:-1], f"There is no such key. {hint}"
    for key in known:
        if key not in table:
            yield prefix + key, "This key is missing."


def _name_faults(key: str, name: object) -> Iterator[tuple[str, str]]:
    if not isinstance(name, str):
        yield key, f"It must be a text, not {quoted(name)}."
        return
    try:
        clean(name, "name")
    except RuleError as error:
        yield key, error.message


def _section_faults(
    section: str, table: object, known: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    if not isinstance(table, dict):
        yield section, f"It must be a table of colours, [{section}], not {quoted(table)}."
        return
    yield from _key_faults(f"{section}.", table, known)
    for key in known:
        value = table.get(key)
        is_color = isinstance(value, str) and _COLOR.fullmatch(value)
        if key in table and not is_color:
            yield f"{section}.{key}", f"{quoted(value)} is not a colour such as #1f2430."
