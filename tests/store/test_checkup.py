"""The checkup finds what is wrong and changes nothing; mending does only what is safe."""

from datetime import date, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kanban.domain.board import Board
from kanban.domain.operations import cards
from kanban.domain.operations.mending import find_faults, mend
from kanban.domain.records import (
    About,
    Card,
    Column,
    Day,
    Goal,
    Item,
    Record,
    Win,
    WinKind,
)
from kanban.domain.values import replace
from kanban.errors import RuleError
from kanban.keeper import Keeper
from kanban.store.board_file import BoardFile
from kanban.store.checkup import Checkup, check
from kanban.store.conflicts import conflict_copies
from kanban.store.snapshot import seal, unseal
from tests.domain.builder import HOSTILE, all_records, brute_force, observed
from tests.faults.disks import QuickDisk

from .builder import START, a_day_of_work, add, bytes_in, reopened, state

AT = START.at
COLUMNS = (
    Column(id=1, name="To Do", rank="80000000"),
    Column(id=2, name="Doing", rank="80000001"),
    Column(id=3, name="Done", rank="80000002", is_done=True),
)
ABOUT = About(title="Launch", created_at=AT)
GOAL = Goal(id=1, title="Launch the product", rank="80000000", milestones=("beta",))


def card(number: int, **fields) -> Card:
    made = Card(
        id=number, title=f"Card {number}", column_id=1, rank=f"8{number:07x}", created_at=AT
    )
    return replace(made, **fields)


def win(number: int, **fields) -> Win:
    made = Win(
        id=number, kind=WinKind.NOTE, text=f"Win {number}", at=AT, zone="Europe/Berlin",
        utc_offset_minutes=60, day=START.day,
    )  # fmt: skip
    return replace(made, **fields)


def board_of(*records: Record, **arguments) -> Board:
    return Board([ABOUT, *COLUMNS, GOAL, *records], **arguments)


def words_about(board: Board) -> list[str]:
    return [fault.words for fault in find_faults(board, AT)]


def mended(board: Board) -> Board:
    """Return the board after mending, of which a second look finds nothing more to mend."""
    board.apply(mend(board, START))
    assert observed(board) == brute_force(board)
    assert not any(fault.is_mendable for fault in find_faults(board, AT))
    return board


def checked(folder: Path) -> Checkup:
    return check(folder / "main.json", AT, QuickDisk())


def said(folder: Path) -> list[str]:
    return [finding.words for finding in checked(folder).findings]


# -- records -------------------------------------------------------------------------------------


def test_a_board_made_by_its_own_operations_has_no_faults(folder: Path, keeper: Keeper):
    a_day_of_work(keeper, 30)
    assert find_faults(keeper.board, AT) == []
    with pytest.raises(RuleError, match="nothing to mend"):
        mend(keeper.board, START)


def test_a_card_whose_column_is_gone_goes_to_the_end_of_the_first():
    board = board_of(card(1), card(2, column_id=9, title="Test login"), card(3, column_id=8))
    assert words_about(board)[0] == 'Card 2 "Test login" is in column 9, which does not exist.'
    assert [each.id for each in mended(board).cards_in(1)] == [1, 2, 3]


def test_an_archived_card_whose_column_is_gone_stays_archived():
    board = mended(board_of(card(1, column_id=9, archived_at=AT)))
    assert (board.card(1).column_id, board.card(1).archived_at) == (1, AT)
    assert board.cards_in(1) == []


def test_a_card_of_a_goal_that_is_gone_belongs_to_none():
    board = board_of(card(1, goal_id=7))
    assert words_about(board) == ['Card 1 "Card 1" belongs to goal 7, which does not exist.']
    assert mended(board).card(1).goal_id is None


def test_a_milestone_that_a_goal_lacks_is_added_so_that_no_word_is_lost():
    board = board_of(
        card(1, goal_id=1, milestone="release"), card(2, goal_id=1, milestone="release")
    )
    assert words_about(board) == [
        'Cards of the goal "Launch the product" name milestones that it has not: "release".'
    ]
    assert mended(board).goal(1).milestones == ("beta", "release")


def test_waiting_for_a_missing_card_or_for_itself_ends():
    board = board_of(card(1, waits_for=(1, 2, 99)), card(2))
    assert "waits for card 1, 99" in words_about(board)[0]
    assert mended(board).card(1).waits_for == (2,)


def test_waiting_in_a_circle_ends_where_the_circle_closes():
    board = board_of(
        card(1, waits_for=(2,)), card(2, waits_for=(3,)), card(3, waits_for=(1, 4)), card(4)
    )
    assert words_about(board) == ['Card 3 "Card 3" waits for card 1, that closes a circle.']
    assert mended(board).card(3).waits_for == (4,)


def test_a_repeat_rule_that_is_none_is_told_and_kept():
    board = board_of(card(1, repeat="every blue moon"), card(2, repeat="every fri"))
    assert words_about(board) == ['Card 1 "Card 1" repeats by "every blue moon", which is no rule.']
    (fault,) = find_faults(board, AT)
    assert "progress-board edit 1 --repeat" in fault.remedy
    assert not fault.is_mendable


def test_a_time_of_no_day_goes():
    board = board_of(card(1, due_at=time(17)), card(2, due_at=time(9), due_on=date(2026, 11, 27)))
    assert words_about(board) == ['Card 1 "Card 1" is due at 17:00 of no day.']
    after = mended(board)
    assert (after.card(1).due_at, after.card(2).due_at) == (None, time(9))


def test_waiting_in_a_very_long_row_is_no_fault():
    row = [card(n, waits_for=(n + 1,)) for n in range(1, 5_000)]
    assert words_about(board_of(*row, card(5_000))) == []


@given(st.dictionaries(st.integers(1, 6), st.lists(st.integers(1, 7), max_size=4), max_size=6))
def test_after_mending_no_card_waits_for_itself_by_any_way(waits: dict[int, list[int]]):
    board = board_of(*(card(n, waits_for=tuple(waits.get(n, ()))) for n in range(1, 7)))
    if find_faults(board, AT):
        mended(board)
    waiting = {each.id: set(each.waits_for) for each in board.table(Card).values()}
    for _ in range(7):
        ends = {number for number, others in waiting.items() if not others}
        waiting = {n: others - ends for n, others in waiting.items() if n not in ends}
    assert waiting == {}


def test_without_a_done_column_the_last_one_becomes_it():
    board = Board([ABOUT, *COLUMNS[:2], card(1)])
    assert words_about(board) == ["No column is the done column."]
    assert mended(board).done_column.name == "Doing"


def test_of_two_done_columns_the_one_in_use_stays():
    board = board_of(
        Column(id=4, name="Shipped", rank="80000003", is_done=True), card(1, column_id=4)
    )
    assert words_about(board) == ['2 columns are the done column: "Done", "Shipped".']
    in_use = board.done_column
    after = mended(board)
    assert [column.id for column in after.columns() if column.is_done] == [in_use.id]
    assert after.card(1).column_id == 4


def test_a_board_without_columns_gets_the_starting_ones_and_its_cards_back():
    board = mended(Board([ABOUT, card(1, column_id=2)], next_ids={"columns": 4}))
    assert [column.name for column in board.columns()] == ["To Do", "Doing", "Done"]
    assert [column.id for column in board.columns()] == [4, 5, 6]
    assert [each.id for each in board.cards_in(4)] == [1]


def test_a_board_without_a_title_gets_one():
    assert mended(Board([*COLUMNS])).title == "Board"


@pytest.mark.parametrize(
    "ranks",
    [
        ("80000000", "80000000", "80000001"),
        ("80000000",) * 5,
        ("", "x", "80000000", "8000000", "800000001"),
        ("ffffffff", "ffffffff", "ffffffff"),
        ("80000000", "800000000", "8000000000"),
        ("00000001", "00000001", "00000001"),
    ],
)
def test_cards_on_one_place_get_places_of_their_own_in_the_order_shown(ranks: tuple[str, ...]):
    board = board_of(*(card(n, rank=rank) for n, rank in enumerate(ranks, start=1)))
    shown = [each.id for each in board.cards_in(1)]
    after = mended(board)
    assert [each.id for each in after.cards_in(1)] == shown
    for card_id, by in ((shown[0], 1), (shown[-1], -1)):  # and they can be carried again
        after.apply(cards.shift(after, START, card_id=card_id, by=by))
        assert observed(after) == brute_force(after)


def test_one_double_place_is_mended_by_one_edit():
    board = board_of(*(card(n) for n in range(1, 50)), card(50, rank=card(25).rank))
    assert len(mend(board, START).edits) == 1


def test_a_win_outlives_its_card_without_being_a_fault():
    board = board_of(card(5), win(1, card_id=2, goal_id=1, kind=WinKind.CARD))
    assert words_about(board) == []


def test_a_win_that_names_what_never_was_stands_by_itself():
    board = board_of(card(1), win(1, card_id=400, goal_id=9, utc_offset_minutes=9_999))
    assert words_about(board) == [
        'Win 1 "Win 1" names card 400 and goal 9 and utc offset minutes 9999, which never was.'
    ]
    after = mended(board).get(Win, 1)
    assert after == win(1, utc_offset_minutes=0)


def test_a_win_on_a_wrong_day_is_told_and_left():
    board = board_of(win(1, day=date(2026, 11, 18)))
    (fault,) = find_faults(board, AT)
    assert fault.words == 'Win 1 "Win 1" counts for 2026-11-18, which is not the day it was earned.'
    assert not fault.is_mendable


@pytest.mark.parametrize("days", [-1, 0])
def test_a_win_of_a_night_owl_is_on_the_right_day(days: int):
    assert words_about(board_of(win(1, day=START.day + timedelta(days=days)))) == []


def test_a_day_written_twice_is_told_and_both_are_kept():
    board = board_of(Day(id=1, on=START.day, note="one"), Day(id=2, on=START.day, note="two"))
    (fault,) = find_faults(board, AT)
    assert fault.words == "2026-11-22 was written twice, and one of the two is not shown."
    assert not fault.is_mendable


def test_a_rating_beyond_the_scale_is_left_open():
    board = board_of(Day(id=1, on=START.day, emotion=9, motivation=5))
    assert words_about(board) == ["2026-11-22 rates its emotion beyond 1 to 5."]
    after = mended(board).day(START.day)
    assert after is not None
    assert (after.emotion, after.motivation) == (None, 5)


def test_a_day_lets_go_of_a_win_and_a_card_that_never_were():
    board = board_of(win(1), Day(id=1, on=START.day, learned_win_id=2, first_card_id=7, emotion=9))
    assert words_about(board) == [
        "2026-11-22 rates its emotion beyond 1 to 5.",
        "2026-11-22 names learned win 2 and first card 7, which never was.",
    ]
    after = mended(board).day(START.day)
    assert after is not None
    assert (after.learned_win_id, after.first_card_id) == (None, None)


def test_a_limit_of_no_cards_is_taken_off():
    board = Board([ABOUT, COLUMNS[0], replace(COLUMNS[1], wip_limit=0), COLUMNS[2]])
    assert mended(board).column(2).wip_limit is None


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_text_that_did_not_come_through_the_door_is_cleaned_everywhere(text: str):
    board = board_of(
        card(1, title=text, notes=text, tags=(text,), blocked=text, checklist=(Item(text),)),
        win(1, text=text, why_it_mattered=text, in_the_way=text),
        Day(
            id=1,
            on=START.day,
            three=(text,),
            mattered=text,
            learned=text,
            first_step=text,
            note=text,
        ),
        Goal(id=2, title=text, rank="80000001", why=text, milestones=(text,)),
    )
    if find_faults(board, AT):
        mended(board)
    assert words_about(board) == []


def test_a_title_of_nothing_visible_gets_words_and_keeps_the_card():
    board = mended(board_of(card(1, title="\u2066\u2069"), win(1, text=" ")))
    assert board.card(1).title == "Card without words"
    assert board.get(Win, 1) == win(1, text="Win without words")


def test_a_text_that_is_too_long_is_told_and_left():
    board = board_of(card(1, title="x" * 5_000))
    (fault,) = find_faults(board, AT)
    assert "500 characters" in fault.words
    assert not fault.is_mendable


def test_finding_faults_does_not_change_the_board():
    board = board_of(card(1, column_id=9, title="\x1b[31m"))
    before = observed(board)
    find_faults(board, AT)
    assert observed(board) == before


def _anything() -> st.SearchStrategy[list[Record]]:
    """Return boards on which every reference, place and text may be wrong."""
    numbers = st.integers(1, 4)
    ranks = st.sampled_from(["80000000", "80000001", "8000000", "", "ffffffff", "00000001"])
    text = st.sampled_from(["a", "", "\x1b", "x" * 501, "b\u202e"])
    made_cards = st.builds(
        card, numbers, column_id=numbers, rank=ranks, title=text, goal_id=st.none() | numbers,
        milestone=st.none() | text, waits_for=st.lists(numbers, max_size=3).map(tuple),
        archived_at=st.none() | st.just(AT),
    )  # fmt: skip
    made_columns = st.builds(
        Column, id=numbers, name=text, rank=ranks, is_done=st.booleans(), wip_limit=numbers
    )
    made_wins = st.builds(win, numbers, card_id=st.integers(-1, 6), goal_id=numbers, text=text)
    made_goals = st.builds(Goal, id=numbers, title=text, rank=ranks)
    return st.lists(
        st.one_of(made_cards, made_columns, made_wins, made_goals),
        max_size=14,
        unique_by=lambda record: (type(record), record.id),
    )


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(_anything())
def test_mending_any_board_loses_no_record_and_leaves_nothing_to_mend(records: list[Record]):
    board = Board(records)
    before = {(type(each), each.id) for each in all_records(board)}
    if any(fault.is_mendable for fault in find_faults(board, AT)):
        mended(board)
    assert {(type(each), each.id) for each in all_records(board)} >= before
    assert sum(column.is_done for column in board.columns()) == 1


# -- files ---------------------------------------------------------------------------------------


def test_a_healthy_board_has_no_findings_and_is_not_touched(folder: Path, keeper: Keeper):
    a_day_of_work(keeper)
    keeper.back_up()
    before = bytes_in(folder)
    found = checked(folder)
    assert (found.findings, found.good_backups, found.is_readable) == ((), 1, True)
    assert bytes_in(folder) == before


def test_a_damaged_board_is_told_and_not_touched(folder: Path, keeper: Keeper):
    (folder / "main.json").write_bytes(b"hello")
    before = bytes_in(folder)
    found = checked(folder)
    assert not found.is_readable
    assert "main.json is damaged" in str(found.look.trouble)
    assert bytes_in(folder) == before


def test_files_that_others_can_read_are_made_private(folder: Path, keeper: Keeper):
    path = keeper.back_up()
    assert path is not None
    for each in (folder / "main.json", path, path.parent):
        each.chmod(each.stat().st_mode | 0o044)
    findings = checked(folder).findings
    assert len(findings) == 3
    for finding in findings:
        finding.mend()
    assert checked(folder).findings == ()


def test_what_a_dead_process_left_is_removed_and_what_a_living_one_writes_is_not(
    folder: Path, keeper: Keeper
):
    import os

    (folder / "main.json.4194999-1.new").touch(0o600)
    (folder / f"main.json.{os.getpid()}-1.new").touch(0o600)
    (finding,) = checked(folder).findings
    assert "main.json.4194999-1.new was left half written" in finding.words
    finding.mend()
    assert checked(folder).findings == ()
    assert (folder / f"main.json.{os.getpid()}-1.new").exists()


def test_a_change_cut_short_is_told(folder: Path, keeper: Keeper):
    add(keeper, "One")
    with (folder / "main.journal").open("ab") as file:
        file.write(b"01234567 {")
    assert said(folder) == ["The last 10 bytes of main.journal are a change that was cut short."]


def test_changes_that_were_on_disk_and_are_gone_are_told(folder: Path, keeper: Keeper):
    data = (folder / "main.journal").read_bytes()
    add(keeper, "One")
    add(keeper, "Two")
    (folder / "main.journal").write_bytes(data)
    assert said(folder) == ["main.journal ends 2 changes before what was on disk."]


def test_a_missing_journal_is_told(folder: Path, keeper: Keeper):
    (folder / "main.journal").unlink()
    assert "main.journal is missing" in said(folder)[0]


def test_a_damaged_backup_is_told_by_its_number(folder: Path, keeper: Keeper):
    path = keeper.back_up()
    assert path is not None
    path.write_bytes(path.read_bytes()[:-5])
    found = checked(folder)
    assert found.good_backups == 0
    assert found.findings[0].words.startswith("Backup 1: ")


def test_damaged_files_that_were_kept_are_told(folder: Path, keeper: Keeper):
    (folder / "main.damaged-20261122T081200Z").touch(0o600)
    assert "was kept when the board was damaged" in said(folder)[0]


def test_a_number_that_is_taken_is_told(folder: Path, keeper: Keeper):
    add(keeper, "One", "Two")
    keeper.fold()
    tables = unseal((folder / "main.json").read_bytes(), "main")
    tables.pop("seal")
    tables["store"]["1"]["next_ids"]["cards"] = 2
    (folder / "main.json").write_bytes(seal(tables))
    assert said(folder) == ["The next number of the cards is 2, which is taken."]


def test_faults_of_records_are_among_the_findings(folder: Path):
    board = board_of(card(1, column_id=9))
    BoardFile(folder / "main.json", QuickDisk()).create(lambda: board)
    (finding,) = checked(folder).findings
    assert (finding.is_mendable, finding.act) == (True, None)


# -- copies that a synced folder left ------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "main (conflicted copy 2026-11-22).json",
        "main (Anna's conflicted copy 2026-11-22).json",
        "main (In Konflikt stehende Kopie von Anna 2026-11-22).json",
        "main (conflicted copy 2026-11-22 091200).journal",
        "main (1).json",
        "main.sync-conflict-20261122-091200-ABCDEFG.json",
        "main.sync-conflict-20261122-091200-ABCDEFG.journal",
        "main_conflict-20261122-091200.json",
    ],
)
def test_a_copy_of_a_synced_folder_is_told_by_its_name(folder: Path, keeper: Keeper, name: str):
    (folder / name).write_bytes(b"")
    assert conflict_copies(folder / "main.json") == [folder / name]
    assert str(folder / name) in said(folder)[-1]


@pytest.mark.parametrize(
    "name", ["main-work", "main 2", "main_conflict", "mainly", "main-conflicts", "work", "main-3"]
)
def test_another_board_is_no_copy_whatever_its_name(folder: Path, keeper: Keeper, name: str):
    other = replace(ABOUT, created_at=AT + timedelta(seconds=1))
    BoardFile(folder / f"{name}.json", QuickDisk()).create(lambda: Board([other, *COLUMNS]))
    (folder / f"{name}.journal").unlink()
    assert said(folder) == []


@pytest.mark.parametrize("name", ["main-laptop", "main 2"])
def test_a_copy_under_a_boards_name_is_told_by_what_it_holds(
    folder: Path, keeper: Keeper, name: str
):
    (folder / f"{name}.json").write_bytes((folder / "main.json").read_bytes())
    (folder / f"{name}.json").chmod(0o600)
    assert said(folder) == [
        f"{folder / name}.json is another version of this board, left by a synced folder."
    ]


# -- mending through the keeper ------------------------------------------------------------------


def test_mending_is_one_change_that_undo_takes_back(folder: Path):
    records: list[Record] = [card(1, column_id=9), card(2, goal_id=4), win(1, text="\x1b[31m")]
    BoardFile(folder / "main.json", QuickDisk()).create(lambda: board_of(*records))
    keeper = reopened(folder)
    before = state(keeper.board)["records"]
    change = keeper.do(mend)
    assert change.words == "Mended 3 faults"
    assert state(reopened(folder).board)["records"] != before
    assert reopened(folder).undo() is not None
    assert state(reopened(folder).board)["records"] == before
