"""Which format a text is in, told by what it holds; its name is only asked about `.json`.

Refuses a declared format that the text plainly is not.
"""

import re

from kanban.errors import UsageError
from kanban.exchange import board_csv, board_markdown
from kanban.exchange.outline import without_front_matter

FORMATS = ("trello", "taskell", "obsidian", "md", "csv", "lines")
"""What is read into a draft; a whole board as JSON is not, and `board_json.py` reads it."""
JSON = "json"

_JSON_LIST = re.compile(r"\[\s*[{\"]")
_HEADING = re.compile(r"^#{2,6}[ \t]+\S", re.MULTILINE)
_BOX = re.compile(r"^[-*+][ \t]+\[.\]", re.MULTILINE)
_ENTRY = re.compile(r"^[-*+][ \t]+\S", re.MULTILINE)


def detect(text: str, name: str) -> str:
    """Return the format of a text, one of `FORMATS`."""
    if is_json(text) or name.casefold().endswith(".json"):
        return "trello"
    if board_markdown.is_one(text):
        return "md"
    if _is_of_plugin(text):
        return "obsidian"
    if name.casefold().endswith(".csv") or board_csv.is_one(text):
        return "csv"
    heading = _HEADING.search(text)
    entries = len(_ENTRY.findall(text, heading.end())) if heading else 0
    boxes = len(_BOX.findall(text, heading.end())) if heading else 0
    if boxes and boxes * 2 >= entries:  # of fewer, a box is some title's own
        return "obsidian"
    return "taskell" if entries else "lines"


def refuse_misfit(text: str, name: str, declared: str) -> None:
    """Refuse a declared format that the text plainly is not.

    Raises:
        UsageError: There is no such format, or the text is in another one.
    """
    if declared not in FORMATS:
        names = ", ".join((*FORMATS, JSON))
        raise UsageError(f'There is no format "{declared}".', f"Name one of {names}.")
    if is_json(text) != (declared == "trello"):
        found = "JSON" if is_json(text) else "not JSON"
        raise UsageError(
            f'"{name}" is {found}, so its format cannot be {declared}.',
            "Leave --format out, or name another one.",
        )
    if declared == "taskell" and _is_of_plugin(text):
        raise UsageError(
            f'"{name}" is a board of Obsidian, so its format cannot be taskell.',
            "Leave --format out, or name obsidian.",
        )


def is_json(text: str) -> bool:
    """Tell whether a text starts as JSON does; `[ ] milk` and `[[page]]` are lines of a list."""
    start = text[:200].lstrip()
    return start.startswith("{") or _JSON_LIST.match(start) is not None


def _is_of_plugin(text: str) -> bool:
    front, _ = without_front_matter(text.split("\n"))
    return any(line.startswith("kanban-plugin") for line in front)
