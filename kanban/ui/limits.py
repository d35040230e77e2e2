"""The limits of columns while the board is open: what is asked once more, and what that is told.

A change that takes a column past its limit is refused once; the same change asked for again goes
through, and is told then. With `wip = "hard"` it is refused each time, with "off" never.
"""

from kanban.domain.board import Board
from kanban.domain.change import Change
from kanban.domain.records import Card
from kanban.domain.wip import Crowd, crowds
from kanban.errors import NudgeError, RuleError
from kanban.keymap import Keymap
from kanban.ui.cells import cut
from kanban.ui.settings import Settings

NAME_CELLS = 20
"""The most of a column's name in a notice."""


class Limits:
    """Looks at each act of this session before it is committed; the keeper's guard."""

    def __init__(self, settings: Settings, keymap: Keymap) -> None:
        self._settings = settings
        self._keymap = keymap
        self._asked: object = None
        self._passed: list[Crowd] = []

    def __call__(self, board: Board, change: Change) -> None:
        """Let a change through, or refuse it.

        Raises:
            NudgeError: It takes a column past its limit; asked for again it does not raise.
            RuleError: It does, and limits are kept hard.
        """
        wip = self._settings.chosen.wip
        found = [] if wip == "off" else crowds(board, change)
        ids = frozenset(edit.record.id for edit in change.of(Card))
        asked = (change.words, ids, tuple(found)) if found else None
        if found and wip == "hard":
            raise RuleError(
                f"{self._fullness(found[0])}, and its limit is kept.",
                f"{self._keymap.key('column.limit')} changes it.",
            )
        is_new, self._asked = asked != self._asked, asked
        if found and is_new:
            raise NudgeError(
                f"{self._fullness(found[0])}.", "Press again to put it there all the same."
            )
        self._passed = found

    def told(self) -> str:
        """Return what is to be said of the last change, once; empty for nothing."""
        passed, self._passed = self._passed, []
        if not passed or passed[0].column.is_done:  # of a win there is more to say
            return ""
        crowd, key = passed[0], self._keymap.key("change.undo")
        name = cut(crowd.column.name, NAME_CELLS)
        if self._settings.chosen.quiet:
            return f"{name} is past its limit now. {key} takes it back."
        return f"{name} holds {crowd.after} of {crowd.limit} now. {key} takes it back."

    def _fullness(self, crowd: Crowd) -> str:
        name = cut(crowd.column.name, NAME_CELLS)
        if self._settings.chosen.quiet:
            return f"{name} is full"
        return f"{name} holds {crowd.before} of {crowd.limit}"
