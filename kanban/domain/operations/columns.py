"""Columns: what a new board starts with, its title, and whatever is done to a column after."""

from collections.abc import Sequence

from kanban.domain import rank
from kanban.domain.arrivals import arrival_edits
from kanban.domain.board import Board
from kanban.domain.change import Change, Edit
from kanban.domain.moment import Moment
from kanban.domain.records import About, Card, Column, Move
from kanban.domain.text import clean
from kanban.domain.values import replace
from kanban.errors import RuleError

STARTING_COLUMNS = ("To Do", "Doing", "Done")
MOST_COLUMNS = 50
HIGHEST_LIMIT = 999
MOST_CARDS_MOVED = 10_000


def set_up(
    board: Board,
    now: Moment,
    *,
    title: str,
    names: tuple[str, ...] = STARTING_COLUMNS,
    done: str | None = None,
) -> Change:
    """Give an empty board its title and its columns; `done` names the done one, else the last.

    Raises:
        RuleError: The board has columns, no name is given, a name is doubled or not possible.
    """
    if board.columns():
        raise RuleError(f'The board "{board.title}" is set up already.', "Choose another name.")
    about = About(title=clean(title, "board title"), created_at=now.at)
    return Change(
        f'Set up "{about.title}"',
        (
            Edit(None, about),
            *(Edit(None, column) for column in lay_out(names, done, board.next_id(Column))),
        ),
    )


def lay_out(names: tuple[str, ...], done: str | None, first_id: int) -> list[Column]:
    """Return new columns from left to right, one of them the done column.

    Raises:
        RuleError: No name is given, one is doubled or not possible, or `done` is not among them.
    """
    cleaned = [clean(name, "column name") for name in names]
    keys = [name.casefold() for name in cleaned]
    if not keys or len(keys) > MOST_COLUMNS:
        raise RuleError(
            f"A board has 1 to {MOST_COLUMNS} columns, not {len(keys)}.", "Name other columns."
        )
    if len(set(keys)) < len(keys):
        raise RuleError("Two columns have the same name.", "Give each a name of its own.")
    done_key = keys[-1] if done is None else clean(done, "column name").casefold()
    if done_key not in keys:
        raise RuleError(
            f'There is no column "{done}" to be the done column.', f"It has {', '.join(cleaned)}."
        )
    ranks = rank.spread(None, None, len(cleaned))
    return [
        Column(id=number, name=name, rank=place, is_done=name.casefold() == done_key)
        for number, (name, place) in enumerate(zip(cleaned, ranks, strict=True), start=first_id)
    ]


def retitle(board: Board, now: Moment, *, title: str) -> Change:
    """Give the board another title.

    Raises:
        RuleError: The title is not possible, or the board is not set up.
    """
    about = board.about
    if about is None:
        raise RuleError("This board is not set up.", "Set up its columns first.")
    new = replace(about, title=clean(title, "board title"))
    return Change(f'Renamed the board to "{new.title}"', (Edit(about, new),))


def add(
    board: Board, now: Moment, *, name: str, place: int | None = None, wip_limit: int | None = None
) -> Change:
    """Add a column.

    Args:
        board: The board.
        now: When.
        name: No other column has it, in any case.
        place: Its place among all columns, from 1; None is right before the done column.
        wip_limit: See `limit`.

    Raises:
        RuleError: The name, the place or the limit is not possible, or there are 50 already.
    """
    order = board.columns()
    if len(order) >= MOST_COLUMNS:
        raise RuleError(
            f"This board has {len(order)} columns, where {MOST_COLUMNS} are the most.",
            "Remove one first.",
        )
    if place is None:
        place = order.index(board.done_column) + 1
    column = Column(
        id=board.next_id(Column),
        name=_free_name(board, name),
        rank="",
        wip_limit=_checked_limit(wip_limit),
    )
    return Change(f'Added the column "{column.name}"', _placed(order, column, place))


def rename(board: Board, now: Moment, *, column_id: int, name: str) -> Change:
    """Give a column another name.

    Raises:
        RuleError: The name is not possible or another column's, or nothing would change.
    """
    column = board.column(column_id)
    new = replace(column, name=_free_name(board, name, column))
    words = f'Renamed the column "{column.name}" to "{new.name}"'
    return _amended(column, new, words, f'The column is called "{column.name}" already.')


def move(board: Board, now: Moment, *, column_id: int, place: int) -> Change:
    """Bring a column to a place among all columns, from 1.

    Raises:
        RuleError: There is no such place, or it is there already.
    """
    column = board.column(column_id)
    order = board.columns()
    if order.index(column) == place - 1:
        raise RuleError(f"{column.name} is at place {place} already.")
    others = [each for each in order if each.id != column.id]
    return Change(f'Moved the column "{column.name}"', _placed(others, column, place))


def limit(board: Board, now: Moment, *, column_id: int, wip_limit: int | None) -> Change:
    """Say how many cards are meant to be in a column at once, 1 to 999; None for any number.

    Raises:
        RuleError: There is no such limit, or it has that one already.
    """
    column = board.column(column_id)
    new = replace(column, wip_limit=_checked_limit(wip_limit))
    if wip_limit is None:
        words, same = f"Took the limit off {column.name}", f"{column.name} has no limit as it is."
        return _amended(column, new, words, same)
    words = f"Changed the limit of {column.name}"
    return _amended(column, new, words, f"{column.name} has the limit {wip_limit} already.")


def hide(board: Board, now: Moment, *, column_id: int) -> Change:
    """Leave a column off the screen; its cards stay in it and are found.

    The done column is always shown, for what is finished belongs in sight, and so is one column
    beside it, for new cards go to the first one that is shown.

    Raises:
        RuleError: It has to be shown, or is hidden already.
    """
    column = board.column(column_id)
    if column.is_done:
        raise RuleError(
            f"{column.name} is the done column, which is always shown.",
            "Hide another, or make another one the done column.",
        )
    _check_one_stays(board, column)
    new = replace(column, is_hidden=True)
    return _amended(column, new, f'Hid the column "{column.name}"', f"{column.name} is hidden.")


def show(board: Board, now: Moment, *, column_id: int) -> Change:
    """Put a hidden column back on the screen; refused where it is shown."""
    column = board.column(column_id)
    new = replace(column, is_hidden=False)
    return _amended(column, new, f'Showed the column "{column.name}"', f"{column.name} is shown.")


def narrow(board: Board, now: Moment, *, column_id: int) -> Change:
    """Show a column as a strip while the cursor is elsewhere; refused where it is one."""
    column = board.column(column_id)
    new = replace(column, is_narrow=True)
    words = f'Narrowed the column "{column.name}"'
    return _amended(column, new, words, f"{column.name} is narrow already.")


def widen(board: Board, now: Moment, *, column_id: int) -> Change:
    """Show a column at its full width again; refused where it is."""
    column = board.column(column_id)
    new = replace(column, is_narrow=False)
    words = f'Widened the column "{column.name}"'
    return _amended(column, new, words, f"{column.name} is at its full width already.")


def make_done(board: Board, now: Moment, *, column_id: int) -> Change:
    """Make a column the done column in place of the one that is; a hidden one is shown by that.

    No card moves, so no win is made and none withdrawn (docs/decisions/0001): what was won stays
    won, and what stands in the column was not finished by calling it so.

    Raises:
        RuleError: It is the done column.
    """
    column, before = board.column(column_id), board.done_column
    if column.is_done:
        raise RuleError(f"{column.name} is the done column already.")
    new = replace(column, is_done=True, is_hidden=False)
    edits = (Edit(before, replace(before, is_done=False)), Edit(column, new))
    return Change(f"Made {column.name} the done column", edits)


def remove(board: Board, now: Moment, *, column_id: int, to_id: int | None = None) -> Change:
    """Remove a column; where it holds cards, they go to the end of another one.

    Cards that come to the done column by this are wins, as by any other way. Archived cards stay in
    the archive, and belong to a column that is not the done one.

    Args:
        board: The board.
        now: When.
        column_id: The column.
        to_id: Where its cards go; None for a column that holds none.

    Raises:
        RuleError: It is the done column or the last one beside it, or its cards have no place.
    """
    column = board.column(column_id)
    others = [each for each in board.columns() if each.id != column.id]
    target = _target(board, column, to_id)
    moving = list(board.cards_in(column.id))
    archived = [
        card
        for card in board.table(Card).values()
        if card.column_id == column.id and card.archived_at is not None
    ]
    if len(moving) + len(archived) > MOST_CARDS_MOVED:
        raise RuleError(
            f"{column.name} holds {len(moving) + len(archived)} cards, archived ones counted, where"
            f" {MOST_CARDS_MOVED} can be moved at once.",
            "Move some first.",
        )
    words = f'Removed the column "{column.name}"'
    edits: tuple[Edit, ...] = ()
    if moving and target is not None:
        what = "its card" if len(moving) == 1 else f"its {len(moving)} cards"
        words += f", {what} to {target.name}"
        pairs = _arrivals(board, now, moving, target)
        edits += arrival_edits(board, now, list(pairs), going=column)
    kept = next(each for each in (target, *others) if each is not None and not each.is_done)
    edits += tuple(Edit(card, replace(card, column_id=kept.id)) for card in archived)
    return Change(words, (*edits, Edit(column, None)))


def _check_one_stays(board: Board, column: Column) -> None:
    """Refuse to take away the last column that is shown and takes new cards."""
    if [each.id for each in board.shown_columns() if not each.is_done] == [column.id]:
        raise RuleError(
            f"{column.name} is the last column shown beside {board.done_column.name}.",
            "Show or add another one first.",
        )


def _target(board: Board, column: Column, to_id: int | None) -> Column | None:
    """Return where the cards of a column go that is to be removed, or say why it is not."""
    if column.is_done:
        raise RuleError(
            f"{column.name} is the done column, which a board cannot be without.",
            "Make another one the done column first.",
        )
    _check_one_stays(board, column)
    if to_id == column.id:
        raise RuleError(f"The cards of {column.name} cannot stay there.", "Name another column.")
    count = board.count_in(column.id)
    if to_id is None and count:
        raise RuleError(
            f"{column.name} holds {count} {'card' if count == 1 else 'cards'}.",
            "Name the column they go to.",
        )
    return None if to_id is None else board.column(to_id)


def _arrivals(
    board: Board, now: Moment, moving: Sequence[Card], target: Column
) -> list[tuple[Card, Card]]:
    ranks = board.ranks_in(target.id)
    if target.is_done:
        places = rank.spread(None, ranks[0][0] if ranks else None, len(moving))
    else:
        places = rank.spread(ranks[-1][0] if ranks else None, None, len(moving))
    move = Move(target.id, now.at)
    return [
        (card, replace(card, column_id=target.id, rank=place, moves=(*card.moves, move)))
        for card, place in zip(moving, places, strict=True)
    ]


def _amended(column: Column, new: Column, words: str, same: str) -> Change:
    if new == column:
        raise RuleError(same)
    return Change(words, (Edit(column, new),))


def _free_name(board: Board, name: str, column: Column | None = None) -> str:
    """Return a name as it may be kept that no other column has."""
    cleaned = clean(name, "column name")
    for each in board.columns():
        if each != column and each.name.casefold() == cleaned.casefold():
            raise RuleError(f'There is a column "{each.name}" already.', "Take another name.")
    return cleaned


def _checked_limit(wip_limit: int | None) -> int | None:
    if wip_limit is not None and not 1 <= wip_limit <= HIGHEST_LIMIT:
        raise RuleError(
            f"A limit is 1 to {HIGHEST_LIMIT} cards, not {wip_limit}.", "Leave it out for none."
        )
    return wip_limit


def _placed(others: list[Column], column: Column, place: int) -> tuple[Edit, ...]:
    """Return the edits that put a column, new where it has no rank yet, at a place from 1."""
    if not 1 <= place <= len(others) + 1:
        raise RuleError(
            f"There is no place {place} among {len(others) + 1} columns.",
            "They are counted from 1.",
        )
    before = column if column.rank else None
    low = others[place - 2].rank if place > 1 else None
    high = others[place - 1].rank if place <= len(others) else None
    if low is None or high is None or low < high:
        return (Edit(before, replace(column, rank=rank.between(low, high))),)
    # Two columns of old, or from elsewhere, share a rank: nothing fits between those.
    order = [*others[: place - 1], column, *others[place - 1 :]]
    ranks = rank.spread(None, None, len(order))
    return tuple(
        Edit(before if each is column else each, replace(each, rank=fresh))
        for each, fresh in zip(order, ranks, strict=True)
        if each is column or each.rank != fresh
    )
