"""The editor of steps: a text area that keeps the indentation, by which lines become milestones."""

from datetime import date

from textual import events
from textual.widgets import TextArea

from kanban.domain.splitting import can_open_milestone

INDENT_CELLS = 2


class StepsArea(TextArea):
    """Takes one step a line; enter begins a line as deep as the last, tab goes deeper."""

    def __init__(self, text: str) -> None:
        super().__init__(text, id="steps", show_line_numbers=False, tab_behavior="focus")
        self.indent_width = INDENT_CELLS

    @property
    def row(self) -> int:
        """The line of the cursor, from 0."""
        return self.cursor_location[0]

    async def _on_key(self, event: events.Key) -> None:
        """Take the keys that indent; a text area takes the others as they are."""
        if event.key == "enter":
            self._begin_line()
        elif event.key == "tab":
            start, end = self.selection
            self._replace_via_keyboard(" " * self._find_columns_to_next_tab_stop(), start, end)
        else:
            return
        event.stop()
        event.prevent_default()

    def add(self, lines: str) -> None:
        """Put lines behind those that stand here; the cursor stays with its words."""
        before = "" if not self.text or self.text.endswith("\n") else "\n"
        place = self.selection
        self.insert(f"{before}{lines}\n", self.document.end, maintain_selection_offset=False)
        self.selection = place

    def make_smaller(self, today: date) -> str | None:
        """Begin a deeper line under the step at the cursor, or under the last one above it.

        Returns:
            The words of that step where the deeper lines make a milestone of it; None where it
            stands under one, or is one, so that the new line is as deep as it.
        """
        row = self.row
        while row > 0 and not self.document[row].strip():
            row -= 1
        words = self.document[row]
        if not words.strip():
            return None
        is_heading = words.lstrip().startswith("# ")
        opens = not is_heading and can_open_milestone(self.document.lines[: row + 1], today)
        indent = _indent(words) + " " * (INDENT_CELLS if opens else 0)
        below = row + 1
        is_free = below < self.document.line_count and not self.document[below].strip()
        end = (below, len(self.document[below])) if is_free else (row, len(words))
        self.replace(f"\n{indent}", (row, len(words)), end, maintain_selection_offset=False)
        self.move_cursor((below, len(indent)))
        return words.strip() if opens else None

    def _begin_line(self) -> None:
        row, column = self.cursor_location
        words = self.document[row]
        start, end = self.selection
        if start == end and words and words.isspace():  # nothing was written so deep: come out
            self._replace_via_keyboard("", (row, 0), (row, len(words)))
        else:
            self._replace_via_keyboard("\n" + _indent(words)[:column], start, end)


def _indent(words: str) -> str:
    return words[: len(words) - len(words.lstrip())]
