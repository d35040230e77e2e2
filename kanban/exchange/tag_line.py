"""Tags as the last line of notes, `Tags: #one #two`, for formats that have no place for them.

Where the notes themselves end in such a line, and there are no tags, an empty one is put behind it:
the last line is then never taken for what it is not.
"""

import re
from collections.abc import Sequence

_WORD = "Tags:"
_LINE = re.compile(r"Tags:(?: #\S+)*")


def with_tags(notes: str, tags: Sequence[str]) -> str:
    """Return notes that end in these tags, where there are any."""
    last = notes.rpartition("\n")[2]
    if not tags and not _LINE.fullmatch(last):
        return notes
    line = " ".join([_WORD, *(f"#{tag}" for tag in tags)])
    return f"{notes}\n{line}" if notes else line


def without_tags(notes: str) -> tuple[str, tuple[str, ...]]:
    """Return notes without the line that `with_tags` wrote, and its tags."""
    rest, _, last = notes.rpartition("\n")
    if not _LINE.fullmatch(last):
        return notes, ()
    if last == _WORD:
        return (rest if _LINE.fullmatch(rest.rpartition("\n")[2]) else notes), ()
    return rest, tuple(word[1:] for word in last.split(" ")[1:])
