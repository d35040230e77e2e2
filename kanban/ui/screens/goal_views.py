"""What the goals' screens draw, put together from the board; reads, and decides nothing."""

from datetime import time
from itertools import groupby

from msgspec import Struct

from kanban.domain.board import Board
from kanban.domain.dates import say_day, say_long
from kanban.domain.moment import Moment, moment, wall_clock
from kanban.domain.progress import goal_bar, goal_wins, goal_wins_in_week, stages
from kanban.domain.records import Card, Goal, WinKind
from kanban.errors import BoardError
from kanban.ui.desk import Desk
from kanban.ui.settings import Settings
from kanban.ui.widgets.blocks import Block
from kanban.ui.widgets.goal_bar import color_of
from kanban.ui.widgets.goal_blocks import (
    CardBlock,
    ClosedBlock,
    GoalBlock,
    GoalHead,
    GoalView,
    HeadingBlock,
    LinesBlock,
    WinBlock,
    WordsBlock,
)
from kanban.ui.widgets.today_panel import GLYPHS

Entry = tuple[int | None, Block]
"""A block with the id of the goal or card it stands for, None for none."""


class Scene(Struct, frozen=True):
    """What every view is made from."""

    board: Board
    now: Moment
    is_quiet: bool
    day_starts_at: time

    def day_of(self, goal: Goal) -> str:
        """Return the day on which a goal was achieved or set aside, in words."""
        at = goal.achieved_at or goal.set_aside_at
        if at is None:
            return ""
        local = wall_clock(at, self.now.utc_offset_minutes)
        return say_day(moment(local, day_starts_at=self.day_starts_at).day, self.now.day)


def scene(desk: Desk, settings: Settings) -> Scene:
    """Return the board as it is now and as the person wants it shown."""
    return Scene(desk.board, desk.now, settings.chosen.quiet, settings.chosen.day_starts_at)


def goal_view(seen: Scene, goal: Goal, split_key: str) -> GoalView:
    """Return a goal as it is shown; `split_key` is named where it has no cards yet."""
    bar = goal_bar(seen.board, goal)
    wins = 0 if seen.is_quiet else goal_wins_in_week(seen.board, goal.id, seen.now.day)
    ended = "achieved" if goal.achieved_at else "set aside" if goal.set_aside_at else ""
    words = ended or bar.words
    is_hidden = seen.is_quiet and any(char.isdigit() for char in words)
    return GoalView(
        bar=bar,
        stages=stages(seen.board, goal),
        by=f"by {say_day(goal.target_on, seen.now.day)}" if goal.target_on else "",
        wins=f"{wins} {'win' if wins == 1 else 'wins'} this week" if wins else "",
        words="" if is_hidden else words,
        invite="" if ended else f"Not split yet. {split_key} makes small steps of it.",
        is_quiet=seen.is_quiet,
    )


def goal_entries(seen: Scene, *, split_key: str, add_key: str) -> list[Entry]:
    """Return the list of all goals: those that are open, then quietly the others."""
    goals = seen.board.goals()
    achieved = [goal for goal in goals if goal.achieved_at]
    aside = [goal for goal in goals if goal.set_aside_at and not goal.achieved_at]
    is_open = [
        (goal.id, GoalBlock(goal_view(seen, goal, split_key)))
        for goal in goals
        if not goal.achieved_at and not goal.set_aside_at
    ]
    entries: list[Entry] = [*is_open]
    if not is_open:
        words = "No goal is open." if goals else "No goals yet."
        entries.append((None, WordsBlock(f"{words} {add_key} adds one.")))
    ended = (("Achieved", GLYPHS[WinKind.GOAL], achieved), ("Set aside", "·", aside))
    for words, glyph, closed in ended:
        if closed:
            has_gap = not is_open or len(entries) > len(is_open)  # a goal leaves one
            entries.append((None, HeadingBlock(words, has_rule=False, has_gap=has_gap)))
        for goal in closed:
            block = ClosedBlock(goal_bar(seen.board, goal), glyph, seen.day_of(goal))
            entries.append((goal.id, block))
    return entries


def step_entries(seen: Scene, goal: Goal, *, split_key: str) -> list[Entry]:
    """Return the goal that is open, and its cards by column, from left to right."""
    view = goal_view(seen, goal, split_key)
    entries: list[Entry] = [(None, GoalHead(view))]
    held: dict[int, list[Card]] = {}
    for card in seen.board.table(Card).values():
        if card.goal_id == goal.id and card.archived_at is None:
            held.setdefault(card.column_id, []).append(card)
    for column in seen.board.columns():
        cards = sorted(held.get(column.id, ()), key=lambda card: (card.rank, card.id))
        if cards:
            count = "" if seen.is_quiet else f" {len(cards)}"
            entries.append((None, HeadingBlock(column.name, count)))
            color = color_of(view.bar)
            entries += [(card.id, CardBlock(card, color, column.is_done)) for card in cards]
    return entries


def story_entries(seen: Scene, goal: Goal, *, has_gap: bool) -> list[Entry]:
    """Return a goal's story: how it ended, then its wins by day, the newest first."""
    entries: list[Entry] = [(None, HeadingBlock("Story", has_gap=has_gap))]
    if goal.achieved_at:
        entries.append((None, WordsBlock(f"Achieved {seen.day_of(goal)}")))
    if goal.made_possible:
        entries.append((None, WordsBlock("What made it possible")))
        entries.append((None, LinesBlock(goal.made_possible)))
    try:
        wins = goal_wins(seen.board, goal.id)
    except BoardError as error:  # those of an older year cannot be read
        return [*entries, (None, WordsBlock("")), (None, LinesBlock(str(error)))]
    for day, of_day in groupby(reversed(wins), key=lambda win: win.day):
        year = f" {day.year}" if day.year != seen.now.day.year else ""
        entries.append((None, WordsBlock(f"{say_long(day)}{year}")))
        entries += [(None, WinBlock(win, f"goal-{goal.color}")) for win in of_day]
    if len(entries) == 1:
        entries.append((None, WordsBlock("Its wins will stand here.")))
    return entries
