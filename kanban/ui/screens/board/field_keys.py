"""What the keys do to fields of the chosen cards: due, tags, goal, what is in the way."""

from collections.abc import Callable
from typing import Any, TypeAlias

from kanban.domain.board import Board
from kanban.domain.change import Change
from kanban.domain.moment import Moment
from kanban.domain.operations import cards
from kanban.domain.records import Card, Goal
from kanban.ui.cells import cut
from kanban.ui.desk import Outcome
from kanban.ui.screens.board.keys import BoardKeys, ended

Arguments: TypeAlias = dict[str, Any]
TITLE_CELLS = 40
"""The most of a card's title in the title of a prompt."""


class FieldKeys(BoardKeys):
    """Sets one field of all chosen cards, as one change."""

    def action_card_set_due(self) -> None:
        """Ask when the cards are due, and how they repeat."""
        from kanban.domain.due_words import read_due_line, say_due_line, write_due_line

        chosen = self._chosen()
        if not chosen:
            return

        def echo(text: str) -> str:
            return say_due_line(read_due_line(text, self._desk.now), self._desk.now)

        async def set_due(text: str) -> Outcome:
            def arguments(_board: Board, now: Moment) -> Arguments:
                return {"fields": read_due_line(text, now)}

            return await self._amend(chosen, arguments, lambda: echo(text))

        self._ask(
            f"When is {self._about(chosen)} due?",
            set_due,
            value=_same(chosen, write_due_line),
            placeholder='fri 17:00, +3d, 28 nov, every 2 weeks, or "never"',
            can_clear=True,
            echo=echo,
        )

    def action_card_set_tags(self) -> None:
        """Ask for the tags of the cards: those that all of them have stand there."""
        from kanban.domain.tags import completed, read_tags, shared_tags, tags_of
        from kanban.ui.widgets.completion import Completion
        from kanban.ui.widgets.tag_field import TagHues

        chosen = self._chosen()
        if not chosen:
            return
        shared = shared_tags(chosen)

        async def set_tags(text: str) -> Outcome:
            wish = read_tags(text, shared)

            def arguments(_board: Board, _now: Moment) -> Arguments:
                return {"add_tags": wish.added, "remove_tags": wish.removed}

            return await self._amend(chosen, arguments, lambda: wish.words)

        self._ask(
            f"Tags of {self._about(chosen)}",
            set_tags,
            value="".join(f"{tag} " for tag in shared),  # what is typed begins a tag of its own
            placeholder="words, parted by blanks; -word takes one away",
            can_clear=True,
            echo=lambda text: read_tags(text, shared).words,
            known=Completion(lambda: tags_of(self._desk.board), completed),
            highlighter=TagHues(self._settings.inks),
        )

    def action_card_set_goal(self) -> None:
        """Choose the goal of the cards."""
        from kanban.ui.screens.goal_choice import NO_GOAL, GoalChoiceScreen

        chosen = self._chosen()
        if not chosen:
            return
        goals = [goal for goal in self._desk.board.goals() if goal.achieved_at is None]
        if not goals:
            self.say(f"No goal yet. {self._key('goal.add')} adds one.")
            return

        async def put(choice: str) -> Outcome:
            goal = self._desk.board.get(Goal, int(choice))
            fields = {"goal_id": goal.id if goal else None}
            words = f"Under {goal.title}." if goal else "Under no goal."
            return await self._amend(chosen, lambda _board, _now: {"fields": fields}, lambda: words)

        title = f"Put {self._about(chosen)} under a goal"
        here = {str(card.goal_id) if card.goal_id else NO_GOAL for card in chosen}
        only = here.pop() if len(here) == 1 else None
        self.app.push_screen(GoalChoiceScreen(title, goals, only, self._keymap, put))

    def action_card_set_blocked(self) -> None:
        """Ask what is in the way of the cards: other cards, or a reason."""
        from kanban.domain import waiting_words as words
        from kanban.ui.widgets.completion import Completion

        chosen = self._chosen()
        if not chosen:
            return
        board = self._desk.board

        def echo(text: str) -> str:
            return words.say_held(board, words.read_held(board, text))

        async def hold(text: str) -> Outcome:
            def arguments(now_board: Board, _now: Moment) -> Arguments:
                held = words.read_held(now_board, text)
                return {"fields": {"blocked": held.blocked, "waits_for": held.waits_for}}

            return await self._amend(chosen, arguments, lambda: echo(text))

        def write(card: Card) -> str:
            return words.write_held(words.Held(card.waits_for, card.blocked))

        self._ask(
            f"What is in the way of {self._about(chosen)}?",
            hold,
            value=_same(chosen, write),
            placeholder='a reason, a card it waits for, or "nothing"',
            can_clear=True,
            echo=echo,
            known=Completion(lambda: words.open_titles(board), words.completed),
        )

    async def _amend(
        self,
        chosen: list[Card],
        arguments: Callable[[Board, Moment], Arguments],
        words: Callable[[], str],
    ) -> Outcome:
        """Set fields of cards as one change, and say what is so now, and of which."""
        ids = tuple(card.id for card in chosen)

        def amend(board: Board, now: Moment) -> Change:
            return cards.amend_many(board, now, card_ids=ids, **arguments(board, now))

        change = await self._desk.do(amend)
        if isinstance(change, Change):
            what = cut(words(), self._title_cells).rstrip(".")
            self.say(ended(f"{what}: {self._about(chosen, TITLE_CELLS // 2)}"))
        return change

    def _about(self, chosen: list[Card], cells: int = TITLE_CELLS) -> str:
        """Return the chosen cards in few words."""
        if len(chosen) == 1:
            return cut(chosen[0].title, cells)
        return "these cards" if self._settings.chosen.quiet else f"{len(chosen)} cards"


def _same(chosen: list[Card], write: Callable[[Card], str]) -> str:
    """Return what is written of the cards where that is the same for all; else nothing."""
    words = {write(card) for card in chosen}
    return words.pop() if len(words) == 1 else ""
