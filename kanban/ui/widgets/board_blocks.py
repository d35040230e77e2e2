"""What stands in the list of boards: one that is at hand, and one that was put away."""

from msgspec import Struct

from kanban.ui.cells import Row, apart, cut

WHEN_CELLS = 18
"""What a title leaves for the last change at its right."""


class BoardView(Struct, frozen=True):
    """A board as it is shown.

    Attributes:
        title: What its header shows.
        name: What `--board` takes, where that is not the title; else empty.
        words: What it holds, in words; empty where that is not known yet.
        wins: Today's wins, in words; empty for none.
        when: Its last change, in words.
        is_here: Whether it is the one that is open.
        trouble: Why it cannot be read; empty where it can.
    """

    title: str
    name: str = ""
    words: str = ""
    wins: str = ""
    when: str = ""
    is_here: bool = False
    trouble: str = ""


class BoardBlock(Struct, frozen=True):
    """A board: its title, and what it holds."""

    view: BoardView
    is_selectable: bool = True

    def rows(self, width_cells: int, is_selected: bool) -> list[Row]:
        """Return two rows and a gap; the one that is open has its bar in the accent."""
        view, room = self.view, width_cells - 2
        edge = ("█ " if is_selected else "▌ ", "accent" if view.is_here else "dim")
        title: Row = [(cut(view.title, room - WHEN_CELLS), "title")]
        if view.is_here:
            title.append(("  here", "accent"))
        held: Row
        if view.trouble:
            held = [(cut(view.trouble, room), "blocked")]
        else:
            wins: Row = [(f"  {view.wins}", "accent")] if view.wins else []
            name: Row = [(cut(view.name, room // 2), "dim")]
            held = apart([(cut(view.words, room), "muted"), *wins], name, room)
        when: Row = [(view.when, "muted")] if view.when else []
        return [[edge, *apart(title, when, room)], [edge, *held], []]


class AwayBlock(Struct, frozen=True):
    """A board that was put away, in one row."""

    view: BoardView
    is_selectable: bool = True

    def rows(self, width_cells: int, is_selected: bool) -> list[Row]:
        """Return its row."""
        role = "selected-title" if is_selected else "muted"
        edge = ("█ " if is_selected else "  ", "dim")
        title = cut(self.view.title, width_cells - WHEN_CELLS - 4)
        left: Row = [edge, ("· ", "dim"), (title, role)]
        return [apart(left, [(self.view.when, "dim")], width_cells)]
