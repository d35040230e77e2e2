"""The person's settings: what can be set, each declared once, and reading them from a file.

A new setting is one more field of `Config`: what holds where nothing is set, its reader, and the
words that stand above it in a settings file. A setting that is wrong is named with its file, never
guessed at. Knows nothing of what a setting does; whether a theme or a command exists is for those
who own themes and commands to say.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import time
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from msgspec import Struct

from kanban import setting_readers as read
from kanban.domain.dates import WEEKDAYS
from kanban.domain.moment import DAY_STARTS_AT
from kanban.domain.values import replace
from kanban.errors import StorageError, UsageError

Value = TypeVar("Value")
DENSITIES = ("compact", "cosy", "roomy")
"""From the least room to the most."""
Plain: TypeAlias = str | int | bool | time
"""What one setting can be changed to by the program itself."""


def setting(default: Value, reader: Callable[[object], Value], about: str) -> Value:
    """Declare a setting.

    Args:
        default: What holds where nothing is set; no list or table.
        reader: Returns a TOML value as `Config` holds it, or raises `setting_readers.UnfitError`.
        about: What it does, its range and its unit, for whoever reads the settings file.
    """
    return field(default=default, metadata={"reader": reader, "about": about})


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Every setting, with what holds where nothing is set."""

    theme: str = setting(
        "evening",
        read.theme_name,
        "The colours: evening, ember, paper, mono, contrast, or a file of your own in themes/,"
        " by its name without the ending.",
    )
    aim: int = setting(3, read.whole_number(1, 99), "Wins a day that fill the meter, 1 to 99.")
    day_starts_at: time = setting(
        DAY_STARTS_AT, read.day_start, "When a new day begins, from 00:00 to 12:00, local time."
    )
    animations: bool = setting(True, read.truth, "Whether anything moves on the screen.")
    quiet: bool = setting(
        False,
        read.truth,
        "Whether counts are hidden: on every screen, in `status --format`, in the answer to a win."
        " What is asked for by its name, as `status` is, keeps its numbers, and so does trouble.",
    )
    today_panel: bool = setting(
        True, read.truth, "Whether the Today panel is shown where the terminal is wide enough."
    )
    density: str = setting(
        "cosy",
        read.one_of(*DENSITIES),
        'How much room a card takes: "compact" (a row), "cosy" (two) or "roomy" (three).',
    )
    wip: str = setting(
        "soft",
        read.one_of("soft", "hard", "off"),
        'What a column\'s limit does: "soft" asks once more, "hard" lets no card past it, "off"'
        " shows it alone.",
    )
    nudge: str = setting(
        "line",
        read.one_of("line", "bell", "terminal", "off"),
        'How the evening is told of, once: "line", "bell", "terminal" (a notification) or "off".',
    )
    recap_at: time = setting(
        time(17), read.hour, "When the evening begins that is told of, local time."
    )
    rest_days: tuple[str, ...] = setting(
        (),
        read.some_of(*WEEKDAYS),
        'Weekdays without a nudge, that are no gap: ["sat", "sun"].',
    )
    greeting: bool = setting(
        True, read.truth, "Whether the first start of a day shows the day before."
    )
    journal_folder: str = setting(
        "",
        read.folder,
        "Where a Markdown note of each closed day is kept, a full path or from ~; empty for none.",
    )
    split_command: tuple[str, ...] = setting(
        (),
        read.command_line,
        'A program that drafts the steps of a goal: ["my-helper", "--short"]; empty for none.',
    )
    split_timeout_s: int = setting(
        60,
        read.whole_number(1, 600, of="seconds"),
        "How many seconds that program may take, 1 to 600.",
    )
    glyphs: str = setting(
        "unicode",
        read.one_of("unicode", "ascii"),
        'What bars, marks and rules are drawn with on the screen: "unicode" or "ascii".',
    )
    key_map: str = setting(
        "default",
        read.one_of("default", "vim"),
        'The keys to begin with: "default", or "vim", which has counts (3j), dd, gg and G.',
    )
    keys: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict,
        metadata={
            "reader": read.no_table,
            "about": "Keys of your own, by the id of their command; docs/keys.md names them all."
            ' A key of several strokes has a space between: "g d". An empty list takes keys away.',
        },
    )


_MEND = "Correct the file, or move it away."
SETTINGS: Mapping[str, Mapping[str, Any]] = {each.name: each.metadata for each in fields(Config)}
"""The reader and the words of each setting, by its name."""


class Fault(Struct, frozen=True):
    """What is wrong with one setting.

    Attributes:
        name: The setting, or `keys.` and a command; empty where it is about the whole file.
        error: The sentence.
        line: Where it stands, from 1; None where that cannot be told.
    """

    name: str
    error: UsageError
    line: int | None = None

    def in_file(self, path: Path) -> UsageError:
        """Return the sentence with the file and the line."""
        where = f"{path}, line {self.line}" if self.line else f"{path}"
        return UsageError(f"{where}: {self.error.message}", self.error.hint)


def load(path: Path) -> Config:
    """Return the settings in a file; those it does not name, or no file, are as shipped.

    Raises:
        UsageError: A line is not TOML, a setting does not exist or has a value it cannot have.
        StorageError: The file is there and cannot be read.
    """
    try:
        path.stat()  # where there is no file, as with most people, nothing more is loaded
    except FileNotFoundError:
        return Config()
    except OSError as error:
        raise _unreadable(path, error) from None
    try:
        config, faults = understood(text_of(path))
    except UsageError as error:
        raise Fault("", error).in_file(path) from None
    for fault in faults:
        raise fault.in_file(path)
    return config


def text_of(path: Path) -> str:
    """Return the text of a settings file that is there.

    Raises:
        UsageError: It is no text of a sensible size.
        StorageError: It cannot be read.
    """
    from kanban.toml_files import read_text

    try:
        return read_text(path)
    except OSError as error:
        raise _unreadable(path, error) from None
    except ValueError as error:
        raise UsageError(str(error), _MEND) from None


def understood(text: str) -> tuple[Config, list[Fault]]:
    """Return what the text of a settings file says, and what is wrong in it, which is left out."""
    from kanban.toml_files import line_of, parse_toml

    try:
        table = parse_toml(text)
    except ValueError as error:
        return Config(), [Fault("", UsageError(str(error), _MEND))]
    found: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, value in table.items():
        try:
            if name == "keys" and isinstance(value, dict):
                found[name] = _keys(value, faults)
            else:
                found[name] = checked(name, value)
        except UsageError as error:
            faults.append(Fault(name, error))
    return Config(**found), [replace(each, line=line_of(text, each.name)) for each in faults]


def checked(name: str, value: object) -> Any:
    """Return a setting's value as `Config` holds it.

    Args:
        name: The setting.
        value: What TOML says it is.

    Raises:
        UsageError: There is no such setting, or it cannot have that value.
    """
    if name in SETTINGS:
        return _read(name, SETTINGS[name]["reader"], value)
    from kanban.toml_files import nearest, quoted

    hint = nearest(name, SETTINGS) or f"The settings are: {', '.join(SETTINGS)}."
    raise UsageError(f"There is no setting {quoted(name)}.", hint)


def _keys(table: Mapping[str, Any], faults: list[Fault]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for command, keys in by_dotted_name(table):
        name = f"keys.{command}"
        try:
            found[command] = _read(name, read.key_names, keys)
        except UsageError as error:
            faults.append(Fault(name, error))
    return found


def by_dotted_name(table: Mapping[str, Any]) -> list[tuple[str, object]]:
    """Return a table's values by full name: `card.done = "d"` is a table in a table to TOML."""
    found: list[tuple[str, object]] = []
    waiting = list(table.items())
    while waiting:
        name, value = waiting.pop(0)
        if isinstance(value, dict):
            waiting[:0] = [(f"{name}.{inner}", each) for inner, each in value.items()]
        else:
            found.append((name, value))
    return found


def _read(name: str, reader: Callable[[object], Any], value: object) -> Any:
    try:
        return reader(value)
    except read.UnfitError as error:
        from kanban.toml_files import nearest, quoted

        near = nearest(error.wrong, error.known) if isinstance(error.wrong, str) else ""
        raise UsageError(
            f"{quoted(name)[1:-1]} must be {error}, not {quoted(value)}.",
            near or "Correct the setting, or take it out to have the shipped one.",
        ) from None


def _unreadable(path: Path, error: OSError) -> StorageError:
    return StorageError(
        f"{path} cannot be read: {error.strerror}.", "Check its folder and who owns it."
    )
