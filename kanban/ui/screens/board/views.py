"""What the board's widgets draw, put together from the board; reads, and decides nothing."""

from collections.abc import Callable, Iterator, Set
from datetime import date
from functools import partial

from kanban.domain.board import Board
from kanban.domain.challenge import DAYS, Challenge, challenge
from kanban.domain.column_cards import ColumnCards
from kanban.domain.dates import say_day, say_long
from kanban.domain.progress import goal_bars, meter, rhythm, week
from kanban.domain.recap import first_step_for, wins_with_goals
from kanban.domain.records import Card, Column, Goal, WinKind
from kanban.domain.waiting import open_waits
from kanban.ui.desk import Desk
from kanban.ui.screens.board.cursor import Sight
from kanban.ui.screens.board.older import OlderFold
from kanban.ui.settings import Settings
from kanban.ui.widgets.board_header import HeaderView
from kanban.ui.widgets.card_face import Lens, Setting
from kanban.ui.widgets.column import ColumnView, FoldedWeek
from kanban.ui.widgets.today_panel import GLYPHS, PICK_UP, TodayView

NOTHING_FOUND = "Nothing found here."


def setting(desk: Desk, settings: Settings, lens: Lens | None = None) -> Setting:
    """Return what a card's face needs to know; `lens` is what is searched for."""
    chosen = settings.chosen
    goals = desk.board.table(Goal)
    marks = _marks(desk.board, desk.now.day)
    return Setting(
        desk.now,
        settings.inks,
        goals,
        chosen.quiet,
        chosen.day_starts_at,
        marks,
        desk.board.parts_tally,
        partial(open_waits, desk.board),
        chosen.density,
        lens,
    )


def _marks(board: Board, day: date) -> dict[int, str]:
    """Return, by card, the glyphs of the wins that it has on a day without being finished."""
    marks: dict[int, list[str]] = {}
    for win in board.wins_on(day):
        if win.card_id is not None and win.kind is not WinKind.CARD:
            marks.setdefault(win.card_id, []).append(GLYPHS[win.kind])
    return {card_id: " ".join(dict.fromkeys(glyphs)) for card_id, glyphs in marks.items()}


def header_view(desk: Desk, settings: Settings, key: Callable[[str], str]) -> HeaderView:
    """Return what the header draws; `key` returns the key of a command."""
    board, day = desk.board, desk.now.day
    return HeaderView(
        title=board.title,
        meter=meter(board, day, settings.chosen.aim),
        rhythm=rhythm(board, day),
        day=say_long(day),
        inks=settings.inks,
        is_quiet=settings.chosen.quiet,
        hidden=_hidden(board, settings, key),
    )


def _hidden(board: Board, settings: Settings, key: Callable[[str], str]) -> tuple[str, ...]:
    """Return how many columns are hidden, at length and in short; nothing where none is."""
    count = len(board.columns()) - len(board.shown_columns())
    if not count:
        return ()
    words = "some hidden" if settings.chosen.quiet else f"{count} hidden"
    return (f"{words}, {key('columns.show')} shows", words)


def today_view(desk: Desk, settings: Settings, key: Callable[[str], str]) -> TodayView:
    """Return what the Today panel draws."""
    board, day = desk.board, desk.now.day
    return TodayView(
        wins=wins_with_goals(board, day),
        bars=tuple(goal_bars(board)),
        week=week(board, day),
        weekday=day.weekday(),
        first_step=first_step_for(board, day),
        days=days_under_way(desk),
        invite=f"{key('card.done')} on a card, or {key('win.log')} for a win",
        inks=settings.inks,
        is_quiet=settings.chosen.quiet,
    )


def days_under_way(desk: Desk) -> Challenge | None:
    """Return the seven days that today is one of, None where there are none."""
    about, day = desk.board.about, desk.now.day
    if about is None or about.challenge_on is None:
        return None
    is_among = 0 <= (day - about.challenge_on).days < DAYS  # days long past are not read for it
    return challenge(desk.board, day) if is_among else None


def days_line(days: Challenge) -> str:
    """Return the seven days in one line, today in brackets."""
    boxes = [
        f"[{mark}]" if place == days.today else mark
        for place, mark in enumerate("■" if thing else "□" for thing in days.things)
    ]
    return f"{' '.join(boxes)}  {PICK_UP if days.is_picked_up else 'seven days'}"


def marked_words(count: int, settings: Settings) -> str:
    """Return how many cards are marked; in quiet mode that some are."""
    if settings.chosen.quiet:
        return "Cards are marked."
    return "1 card is marked." if count == 1 else f"{count} cards are marked."


def column_views(
    desk: Desk,
    settings: Settings,
    key: Callable[[str], str],
    only: set[int] | None = None,
    *,
    marked: Set[int] = frozenset(),
    older: OlderFold | None = None,
    sight: Sight | None = None,
) -> Iterator[ColumnView]:
    """Yield what the columns draw, from left to right.

    Args:
        desk: Where the board is.
        settings: What the person chose.
        key: Returns the key of a command, for the words of an empty column.
        only: Ids of the columns that are asked for; None for all.
        marked: Ids of the cards that are marked.
        older: What is folded away of the done column; None for nothing.
        sight: What a search leaves of the board; None for all of it.
    """
    board = desk.board
    for place, column in enumerate(board.shown_columns()):
        if only is None or column.id in only:
            count, cards = _count(board, column, desk), board.cards_in(column.id)
            empty = _empty(place, column, key)
            if sight is not None:
                count = f"{sight.count_in(column.id)}/{board.count_in(column.id)}"
                cards = ColumnCards(board.table(Card), list(sight.ids_in(column.id)))
                empty = NOTHING_FOUND
            yield ColumnView(
                column_id=column.id,
                name=column.name,
                count="" if settings.chosen.quiet else count,
                cards=cards,
                is_done=column.is_done,
                is_narrow=column.is_narrow,
                is_over=bool(column.wip_limit and board.count_in(column.id) > column.wip_limit),
                empty=empty,
                marked=marked,
                folded=_folded(column, older, desk.now.day),
            )


def _count(board: Board, column: Column, desk: Desk) -> str:
    count = board.count_in(column.id)
    if column.wip_limit:
        return f"{count}/{column.wip_limit}"
    if column.is_done:
        today = sum(win.card_id is not None for win in board.wins_on(desk.now.day))
        return f"{today} today" if today else f"{count}"
    return f"{count}"


def _folded(column: Column, older: OlderFold | None, today: date) -> tuple[FoldedWeek, ...]:
    weeks = older.folded(column) if older else ()
    return tuple(FoldedWeek(_week_words(week.monday, today), week.count) for week in weeks)


def _week_words(monday: date | None, today: date) -> str:
    if monday is None:
        return "earlier"
    is_last = (today - monday).days <= today.weekday() + 7
    return "last week" if is_last else f"week of {say_day(monday, today)}"


def _empty(place: int, column: Column, key: Callable[[str], str]) -> str:
    if column.is_done:
        return f"{key('card.done')} brings a card here."
    if place == 0:
        return f"{key('card.add')} adds a small step."
    return f"{key('card.carry-right')} brings a card here."
