from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from kanban.domain.board import Board
from kanban.domain.change import inverse
from kanban.domain.moment import moment
from kanban.domain.operations import cards, columns
from kanban.domain.records import About, Card, Column, Win
from kanban.errors import RuleError
from kanban.exchange.draft import Draft, DraftCard, DraftColumn
from kanban.exchange.reading import fingerprint, read_draft
from kanban.exchange.taking import take

from .builder import NOW, TOKYO, import_into, in_tokyo, titles


@pytest.fixture
def board():
    made = Board()
    made.apply(columns.set_up(made, NOW, title="Home", names=("Next", "Doing", "Finished")))
    made.apply(cards.add(made, NOW, titles=("Here", "before")))
    return made


def taken(board, draft, **arguments):
    given = {"fingerprint": "f", "title": "T", "done": None, "again": False, "localize": in_tokyo}
    change = take(board, NOW, draft=draft, **(given | arguments))
    board.apply(change)
    return change


@pytest.mark.parametrize(
    ("names", "done"),
    [
        (("A", "DONE", "B"), "DONE"),
        (("closed", "A"), "closed"),
        (("Complete", "Closed", "A"), "Closed"),
        (("Closed", "Done", "A"), "Done"),
        (("A", "B", "Abandoned"), "Abandoned"),
        (("Done",), "Done"),
    ],
)
def test_the_done_column_is_called_so_or_else_the_last(names, done):
    board = Board()
    draft = Draft(title=None, columns=tuple(map(DraftColumn, names)), cards=())
    taken(board, draft)
    assert [column.name for column in board.columns() if column.is_done] == [done]


def test_the_done_column_named_by_the_person_comes_before_all_others():
    board = Board()
    draft = Draft(
        title=None, columns=(DraftColumn("Über"), DraftColumn("Done")), cards=(), complete=(1,)
    )
    taken(board, draft, done=" u\u0308BER ")
    assert board.done_column.name == "Über"


def test_a_done_column_that_the_file_does_not_have_is_refused_with_those_it_has():
    draft = Draft(title=None, columns=(DraftColumn("A"), DraftColumn("B")), cards=())
    with pytest.raises(RuleError, match="A, B"):
        taken(Board(), draft, done="C")


def test_an_empty_board_gets_the_title_and_the_files_columns():
    board = Board()
    found = import_into(board, "## A\n- b\n## C\n", title="Allotment")
    assert board.title == "Allotment"
    assert (found.columns, found.new_columns, found.cards) == (2, 2, 1)


def test_the_words_name_the_file_by_its_own_title_and_count():
    board = Board()
    draft = Draft(title="Own", columns=(DraftColumn("A"),), cards=(DraftCard(title="x"),))
    assert taken(board, draft).words == 'Imported 1 card from "Own"'
    many = Draft(title=None, columns=(), cards=(DraftCard(title="x"), DraftCard(title="y")))
    assert taken(board, many, fingerprint="g").words == 'Imported 2 cards from "T"'


def test_columns_are_matched_by_name_and_missing_ones_stand_before_done(board):
    found = import_into(board, "## DOING\n- a\n## Review\n- b\n## Test\n- c\n## finished\n- d\n")
    names = [column.name for column in board.columns()]
    assert names == ["Next", "Doing", "Review", "Test", "Finished"]
    assert [column.id for column in board.columns()] == [1, 2, 4, 5, 3]
    assert board.done_column.name == "Finished"
    assert titles(board, "Finished") == ["d"]
    assert (found.columns, found.new_columns) == (4, 2)


def test_missing_columns_stand_before_done_where_done_is_the_first():
    board = Board()
    board.apply(columns.set_up(board, NOW, title="Home", names=("Done", "Open"), done="Done"))
    import_into(board, "## New\n- a\n")
    assert [column.name for column in board.columns()] == ["New", "Done", "Open"]


def test_cards_go_to_the_end_of_their_column_in_the_files_order(board):
    import_into(board, "## Next\n- a\n- b\n- c\n")
    assert titles(board, "Next") == ["Here", "before", "a", "b", "c"]


def test_a_plain_list_goes_into_the_first_column_and_what_is_ticked_into_done(board):
    import_into(board, "- a\n- [x] b\n", "shop.txt")
    assert titles(board, "Next") == ["Here", "before", "a"]
    assert titles(board, "Finished") == ["b"]
    assert not board.table(Win)


def test_a_board_keeps_its_done_column(board):
    with pytest.raises(RuleError) as caught:
        import_into(board, "## Done\n- a\n", done="Done")
    assert '"Finished"' in caught.value.message
    assert "--into" in caught.value.hint
    import_into(board, "## Done\n- a\n", done="FINISHED")
    assert board.done_column.name == "Finished"


def test_more_columns_than_a_board_can_have_are_refused(board):
    text = "".join(f"## c{number}\n- x\n" for number in range(48))
    with pytest.raises(RuleError, match="51 columns"):
        import_into(board, text)
    assert len(board.columns()) == 3


def test_the_same_file_is_taken_twice_only_when_asked():
    board = Board()
    import_into(board, "## A\n- b\n")
    before = dict(board.table(Card))
    with pytest.raises(RuleError) as caught:
        import_into(board, "## A\n- b\n")
    assert "--again" in caught.value.hint
    assert dict(board.table(Card)) == before
    import_into(board, "## A\n- b\n", again=True)
    assert titles(board, "A") == ["b", "b"]
    assert board.about is not None
    assert board.about.imports == (fingerprint(b"## A\n- b\n"),)


def test_a_file_that_was_undone_can_be_taken_again_under_new_ids():
    board = Board()
    draft = read_draft(b"## A\n- b\n", "b.md")
    change = taken(board, draft)
    board.apply(inverse(change, NOW.at))
    assert not board.table(Column)
    taken(board, draft)
    assert [column.id for column in board.columns()] == [2]
    assert list(board.table(Card)) == [2]


def test_edits_come_as_about_columns_cards_and_wins():
    draft = read_draft(b"## A\n- b\n## Done\n- [x] c @completed(2026-11-20)\n", "b.md")
    kinds = [type(edit.record) for edit in taken(Board(), draft).edits]
    assert kinds == [About, Column, Column, Card, Card, Win]


def test_wins_of_one_day_stand_in_the_order_they_were_earned():
    board = Board()
    import_into(
        board,
        "## Done\n"
        "- [x] evening @completed(2026-11-20T20:00)\n"
        "- [x] morning @completed(2026-11-20T08:00)\n",
    )
    assert [win.text for win in board.wins_on(date(2026, 11, 20))] == ["morning", "evening"]


def finished(when, now=NOW, localize=in_tokyo):
    board = Board()
    draft = Draft(
        title=None,
        columns=(DraftColumn("Done"),),
        cards=(DraftCard(title="x", finished=when),),
    )
    board.apply(
        take(
            board,
            now,
            draft=draft,
            fingerprint="f",
            title="T",
            done=None,
            again=False,
            localize=localize,
        )
    )
    (win,) = board.table(Win).values()
    return win


def test_a_card_finished_today_before_noon_is_a_win_of_now():
    morning = in_tokyo(datetime(2026, 11, 22, 0, 30, tzinfo=UTC))
    win = finished(date(2026, 11, 22), morning)
    assert (win.day, win.at) == (morning.day, morning.at)


def test_a_day_is_that_day_even_where_days_start_after_noon():
    def late(at):
        return moment(at.astimezone(TOKYO), "Asia/Tokyo", time(13))

    assert finished(date(2026, 11, 20), late(NOW.at), late).day == date(2026, 11, 20)


def test_a_wall_clock_right_after_the_clocks_change_is_its_instant():
    def new_york(at):
        return moment(at.astimezone(ZoneInfo("America/New_York")), "America/New_York")

    win = finished(datetime(2025, 11, 2, 3), new_york(NOW.at), new_york)  # noqa: DTZ001
    assert (win.at, win.utc_offset_minutes) == (datetime(2025, 11, 2, 8, tzinfo=UTC), -300)


def test_an_import_leaves_todays_meter_as_it_was():
    board = Board()
    import_into(board, "## A\n- a\n## Done\n- b\n- c\n")
    assert board.wins_on(NOW.day) == []


def test_a_past_that_lies_ahead_of_now_is_not_believed():
    board = Board()
    ahead = datetime(2027, 1, 1, tzinfo=UTC)
    card = DraftCard(title="x", column=1, created_at=ahead, made_in=0, moves=((1, ahead),))
    draft = Draft(title=None, columns=(DraftColumn("A"), DraftColumn("B")), cards=(card,))
    taken(board, draft)
    (kept,) = board.table(Card).values()
    assert kept.created_at == NOW.at
    assert [(move.column_id, move.at) for move in kept.moves] == [(1, NOW.at), (2, NOW.at)]
    assert not board.table(Win)


def test_a_record_that_ends_elsewhere_is_completed_by_where_the_card_is():
    board = Board()
    at = datetime(2026, 11, 1, tzinfo=UTC)
    card = DraftCard(title="x", column=0, moves=((1, at),))
    draft = Draft(title=None, columns=(DraftColumn("A"), DraftColumn("B")), cards=(card,))
    taken(board, draft)
    (kept,) = board.table(Card).values()
    assert [(move.column_id, move.at) for move in kept.moves] == [(2, at), (1, at)]
    assert kept.created_at == at


def test_a_board_nobody_has_used_takes_the_files_columns_in_place_of_its_own():
    board = Board()
    board.apply(columns.set_up(board, NOW, title="Main"))
    import_into(board, "## Ideas\n\n- one\n\n## Done\n\n- two\n", title="Garden")
    assert [column.name for column in board.columns()] == ["Ideas", "Done"]
    assert board.title == "Garden"
    assert min(column.id for column in board.columns()) > 3


def test_a_board_with_a_card_keeps_its_columns_and_gets_those_it_lacks():
    board = Board()
    board.apply(columns.set_up(board, NOW, title="Main"))
    board.apply(cards.add(board, NOW, titles=("mine",)))
    import_into(board, "## Ideas\n\n- one\n\n## Done\n\n- two\n", title="Garden")
    assert [column.name for column in board.columns()] == ["To Do", "Doing", "Ideas", "Done"]
    assert board.title == "Main"
