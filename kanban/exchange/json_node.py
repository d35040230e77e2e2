"""JSON from outside: parsed without surprises, and read by shape.

Owns the errors: whatever is wrong is one sentence that names the file and the place. Refuses what
the standard reader lets through or trips over: NaN, a key given twice, numbers of thousands of
digits, nesting without end.
"""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct

from kanban.errors import UsageError
from kanban.exchange.draft import YEARS

AGAIN = "Export it again, and import the new file."


class Node(Struct, frozen=True):
    """One object of a file.

    Attributes:
        fields: Its keys and values.
        path: Where it is in the file, `cards[3].`; empty for the root.
        name: What errors call the file.
    """

    fields: Mapping[str, Any]
    path: str
    name: str

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; a missing one or null is the default, and refused without one.

        Raises:
            UsageError: It is something else.
        """
        value = self.fields.get(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, str):
            raise self._wrong(key, value, "text")
        return value

    def is_set(self, key: str) -> bool:
        """Return a truth; a missing one or null is False.

        Raises:
            UsageError: It is something else.
        """
        value = self.fields.get(key)
        if value is not None and not isinstance(value, bool):
            raise self._wrong(key, value, "true or false")
        return bool(value)

    def number(self, key: str) -> int | float | None:
        """Return a number, None where there is something else."""
        value = self.fields.get(key)
        return value if isinstance(value, int | float) and not isinstance(value, bool) else None

    def instant(self, key: str) -> datetime | None:
        """Return an instant in UTC; None for a missing one or null.

        Raises:
            UsageError: It is something else, or out of the years 1970 to 2199.
        """
        written = self.text(key, "")
        if not written:
            return None
        try:
            at = datetime.fromisoformat(written)
            at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
        except (ValueError, OverflowError):
            raise self._wrong(key, written, "a date") from None
        if at.year not in YEARS:
            raise self._wrong(key, written, "a date")
        return at

    def node(self, key: str) -> "Node | None":
        """Return an object, None for a missing one or null.

        Raises:
            UsageError: It is something else.
        """
        value = self.fields.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self._wrong(key, value, "an object")
        return Node(value, f"{self.path}{key}.", self.name)

    def nodes(self, key: str) -> "list[Node]":
        """Return a list of objects; a missing one or null is empty.

        Raises:
            UsageError: It is something else.
        """
        return [
            Node(value, f"{self.path}{key}[{index}].", self.name)
            for index, value in enumerate(self._list(key, dict, "objects"))
        ]

    def texts(self, key: str) -> list[str]:
        """Return a list of texts; a missing one or null is empty.

        Raises:
            UsageError: It is something else.
        """
        return self._list(key, str, "texts")

    def _list(self, key: str, kind: type[Any], words: str) -> list[Any]:
        value = self.fields.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self._wrong(key, value, f"a list of {words}")
        for index, entry in enumerate(value):
            if not isinstance(entry, kind):
                raise self._wrong(f"{key}[{index}]", entry, f"one of a list of {words}")
        return value

    def _wrong(self, key: str, value: object, wanted: str) -> UsageError:
        return UsageError(
            f'"{self.name}" cannot be understood:'
            f" {self.path}{key} is {_said(value)}, not {wanted}.",
            AGAIN,
        )


def parse(text: str, name: str) -> Node:
    """Return the root object of a JSON text.

    Raises:
        UsageError: It is not JSON, or its root is not an object.
    """
    try:
        value = json.loads(text, parse_constant=_no_constant, object_pairs_hook=_distinct)
    except json.JSONDecodeError as error:
        what = "breaks off" if _is_cut(text) else "is not valid JSON"
        raise UsageError(
            f'"{name}" {what} at line {error.lineno}, column {error.colno}.', AGAIN
        ) from error
    except RecursionError:
        raise UsageError(f'"{name}" is nested too deeply to be a board.', AGAIN) from None
    except _OddError as error:
        raise UsageError(f'"{name}" is not valid JSON: {error}.', AGAIN) from None
    except ValueError:
        raise UsageError(f'"{name}" holds a number of too many digits.', AGAIN) from None
    if not isinstance(value, dict):
        root = "null" if value is None else _said(value)
        raise UsageError(
            f'"{name}" is not a board: its JSON is {root}, not an object.',
            "Export the whole board, and import that file.",
        )
    return Node(value, "", name)


def _is_cut(text: str) -> bool:
    return text.lstrip()[:1] in ("{", "[") and text.rstrip()[-1:] not in ("}", "]")


class _OddError(Exception):
    """Something that the standard reader takes and JSON does not know."""


def _no_constant(constant: str) -> None:
    raise _OddError(f"{constant} is not a number")


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
        raise _OddError(f"one object names {json.dumps(twice[:60])} twice")
    return fields


def _said(value: object) -> str:
    if value is None:
        return "missing"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, str):
        return json.dumps(value[:60])
    if isinstance(value, int | float):
        return "a number"
    return "a list" if isinstance(value, list) else "an object"
