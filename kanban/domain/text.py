"""The only door for text from outside: titles, notes, names, imported cards.

What comes through is data, never markup and never a control code: every terminal can print it,
and no reader of the file is turned around by it. Nothing is silently cut; what is too long is
refused with the limit named.
"""

import unicodedata

from kanban.errors import RuleError

TITLE_GRAPHEMES = 500
TITLE_BYTES = 4_000
NOTES_BYTES = 64_000
COMBINING_MARKS = 8
"""Most combining marks kept on one base; more of them only deface the lines around."""

_BIDI = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_CONTROLS = {code: chr(0x2400 + code) for code in range(0x20)}
_CONTROLS |= dict.fromkeys(range(128, 160), "�")
_CONTROLS |= dict.fromkeys(range(55296, 57344), "�")
_CONTROLS |= {0x7F: "\u2421", 0xAD: "", 0xFEFF: ""}
_LINE = {**_CONTROLS, **_BIDI, 0x09: " ", 0x0A: " ", 0x0D: " ", 0x2028: " ", 0x2029: " "}
_NOTES = {**_CONTROLS, **_BIDI, 0x09: "    ", 0x0A: "\n", 0x2028: "\n", 0x2029: "\n"}
_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0\U0001d159")
_EMOJI = range(0x1F000, 0x1FC00)
"""Python 3.11 knows the emoji of 2021; of the newer ones it says that they are unassigned."""


def clean(text: str, what: str = "title") -> str:
    """Return one line of text as it may be kept and shown.

    Args:
        text: Anything.
        what: The word for it in an error, as in "A title ...".

    Raises:
        RuleError: Nothing visible is left, or more than 500 graphemes or 4,000 bytes.
    """
    line = _harmless(text, _LINE).strip()
    if not is_visible(line):
        raise RuleError(f"A {what} needs at least one visible character.", "Write a few words.")
    size = len(line.encode())
    if size > TITLE_BYTES or _graphemes(line) > TITLE_GRAPHEMES:
        raise RuleError(
            f"This {what} is too long: {len(line)} characters in {size} bytes, where"
            f" {TITLE_GRAPHEMES} characters and {TITLE_BYTES} bytes are the limit.",
            "Shorten it and put the rest into the notes.",
        )
    return line


def clean_optional(text: str, what: str) -> str:
    """Return one line as `clean` does, or the empty string where nothing visible was given."""
    return clean(text, what) if is_visible(_harmless(text, _LINE)) else ""


def clean_notes(text: str) -> str:
    """Return many lines as they may be kept and shown; may be empty.

    Raises:
        RuleError: More than 64,000 bytes.
    """
    notes = _harmless(text.replace("\r\n", "\n").replace("\r", "\n"), _NOTES).strip("\n")
    size = len(notes.encode())
    if size > NOTES_BYTES:
        raise RuleError(
            f"These notes are too long: {size} bytes, where {NOTES_BYTES} are the limit.",
            "Keep the long text in a file and note its name.",
        )
    return notes.rstrip()


def clean_tag(text: str) -> str:
    """Return a tag without its `#` and without blanks.

    Raises:
        RuleError: Nothing visible is left, or it is too long.
    """
    words = [word for word in _harmless(text, _LINE).split() if word.strip("#")]
    return clean("-".join(words).lstrip("#"), "tag")


def is_visible(text: str) -> bool:
    """Tell whether a person would see anything of it."""
    return any(_has_ink(char) for char in text)


def _has_ink(char: str) -> bool:
    category = unicodedata.category(char)
    is_shape = category[0] in "LNPS" or category == "Co" or ord(char) in _EMOJI
    return is_shape and char not in _BLANKS


def harmless(text: str) -> str:
    """Return one line as any terminal can print it, whatever a file holds."""
    return _harmless(text, _LINE)


def _harmless(text: str, table: dict[int, str | None]) -> str:
    if text.isascii() and text.isprintable():
        return text
    return _few_marks(unicodedata.normalize("NFC", text.translate(table)))


def _few_marks(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for char in text:
        category = unicodedata.category(char)
        if category in ("Mn", "Me"):
            marks += 1
        elif category != "Cf":  # no width, so what follows still lands on the same base
            marks = 0
        if marks <= COMBINING_MARKS or category == "Cf":
            kept.append(char)
    return "".join(kept)


def _graphemes(text: str) -> int:
    if len(text) <= TITLE_GRAPHEMES:
        return len(text)
    from wcwidth import iter_graphemes  # 40 ms, and needed for a very long title alone

    return sum(1 for _ in iter_graphemes(text))
