"""What was exported comes back equal: all of it from JSON, the cards from every other format."""

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from kanban.domain.board import Board
from kanban.domain.change import inverse
from kanban.domain.demo import demo_acts
from kanban.domain.history import Commit, CommitKind, Origin
from kanban.domain.moment import Moment, moment
from kanban.domain.naming import column_named
from kanban.domain.older_wins import OlderWins, PutAway
from kanban.domain.operations import columns
from kanban.domain.operations.cards import add
from kanban.domain.records import TABLES, Card, Column, Day, Goal, Item, Win
from kanban.domain.values import replace
from kanban.errors import RuleError, StorageError, UsageError
from kanban.exchange import board_csv, board_json, board_markdown, obsidian, taskell
from kanban.exchange.detection import detect
from kanban.exchange.leaving_out import left_out
from tests.domain.builder import moderate
from tests.store.strategies import unknown_fields

from .boards import MADE, boards, kept
from .builder import NOW, import_into, in_tokyo

REAL = Path(__file__).parents[3] / "shared" / "boards"
WRITERS: dict[str, Callable[[Board], Iterator[str]]] = {
    "md": board_markdown.write,
    "taskell": lambda board: taskell.write(board, in_tokyo),
    "obsidian": obsidian.write,
    "csv": board_csv.write,
}
SUFFIX = {"md": "md", "taskell": "md", "obsidian": "md", "csv": "csv"}
each_format = pytest.mark.parametrize("format_", WRITERS)


def exported(board: Board, format_: str) -> str:
    return "".join(f"{line}\n" for line in WRITERS[format_](board))


def again(board: Board, format_: str, declared: str | None = None) -> Board:
    """Return the board that an export of a board makes."""
    made = Board()
    done = board.done_column.name if format_ == "taskell" else None
    import_into(made, exported(board, format_), f"b.{SUFFIX[format_]}", declared, done=done)
    return made


def board_of(*titles: str, **fields: object) -> Board:
    """Return a board with cards in its first column."""
    board = Board()
    board.apply(columns.set_up(board, NOW, title="Garden"))
    board.apply(add(board, NOW, titles=titles, fields=fields))
    return board


def everything(board: Board) -> dict[str, dict[int, object]]:
    return {table: dict(board.table(kind)) for table, kind in TABLES.items()}


def json_of(board: Board) -> bytes:
    return "".join(f"{line}\n" for line in board_json.write(board, "main")).encode()


def unused() -> Board:
    board = Board()
    board.apply(columns.set_up(board, NOW, title="Main"))
    return board


def restored(data: bytes, board: Board | None = None) -> Board:
    board = unused() if board is None else board
    whole = board_json.read(data, "b.json", NOW)
    board.apply(board_json.restore(board, NOW, whole=whole))
    return board


@pytest.fixture(scope="module")
def full() -> Board:
    """A board with a year of wins, goals, days, and a card that was put away."""
    board = Board()
    for act in demo_acts(NOW):
        board.apply(act(board))
    (card, *_) = board.cards_in(board.first_column.id)
    records = [record for table in TABLES.values() for record in board.table(table).values()]
    put_away = replace(
        card, archived_at=MADE, repeat="every fri", extra={"future": [1, {"a": "é"}]}
    )
    changed = [put_away if record == card else record for record in records]
    return Board(changed, next_ids=board.next_ids())


# -- every format but JSON -----------------------------------------------------------------------


@each_format
@moderate
@given(board=boards())
def test_columns_and_cards_come_back_equal(format_, board):
    without = ("limit",) if format_ == "taskell" else ()
    assert kept(again(board, format_, format_)) == kept(board, without=without)


@each_format
@moderate
@given(board=boards())
def test_what_is_exported_twice_is_the_same_to_the_byte(format_, board):
    there = exported(board, format_)
    assert (
        exported(again(board, format_, format_), format_).split("\n")[4:] == there.split("\n")[4:]
    )


@each_format
def test_a_board_of_work_is_known_again_without_naming_its_format(format_, full):
    assert detect(exported(full, format_), f"b.{SUFFIX[format_]}") == format_
    assert detect(exported(full, format_), "stdin") == format_
    without = ("limit",) if format_ == "taskell" else ()
    assert kept(again(full, format_)) == kept(full, without=without)


@each_format
@pytest.mark.skipif(not REAL.is_dir(), reason="the folder of real boards is not beside this")
@pytest.mark.parametrize(
    "name",
    [
        "sprint.trello.json",
        "clipkit.trello.json",
        "taskell-roadmap.taskell.md",
        "modpack.obsidian.md",
    ],
)
def test_the_boards_of_people_come_back_equal(format_, name):
    board = Board()
    import_into(board, (REAL / name).read_bytes(), name)
    assert kept(again(board, format_)) == kept(board)
    assert everything(restored(json_of(board))) == everything(board)


@each_format
def test_a_column_without_cards_comes_back_in_its_place(format_):
    board = board_of("One")
    assert [column.name for column in again(board, format_).columns()] == ["To Do", "Doing", "Done"]


@pytest.mark.parametrize("format_", ["md", "obsidian", "csv"])
def test_the_done_column_comes_back_whatever_it_is_called(format_):
    board = Board()
    names = ("Done", "Later", "Out")
    board.apply(columns.set_up(board, NOW, title="A", names=names, done="Later"))
    assert again(board, format_).done_column.name == "Later"


# -- what each format looks like -----------------------------------------------------------------

SAMPLE = {
    "tags": ("soil", "v1.2"),
    "due_on": date(2026, 11, 28),
    "notes": "Two **spades** deep\n\n- and rake",
    "checklist": (Item("Find the spade", is_done=True), Item("Ask #anna")),
}


def sample(format_: str) -> list[str]:
    board = board_of("Dig [the] bed", **SAMPLE)
    column = column_named(board, "doing")
    timed = replace(board.card(1), due_at=time(17))
    records = [*board.table(Column).values(), timed, board.about]
    changed = [replace(each, wip_limit=3) if each == column else each for each in records]
    return exported(Board(changed), format_).split("\n")


def test_markdown_is_for_people():
    assert sample("md") == [
        board_markdown.FIRST_LINE,
        "",
        "# Garden",
        "",
        "## To Do",
        "",
        "- [ ] Dig \\[the\\] bed #soil #v1.2 @2026-11-28 17:00",
        "  > Two **spades** deep",
        "  >",
        "  > - and rake",
        "  - [x] Find the spade",
        "  - [ ] Ask \\#anna",
        "",
        "## Doing",
        "",
        "*At most 3 cards.*",
        "",
        "",
        "## Done",
        "",
        "*The done column.*",
        "",
        "",
    ]


def test_taskell_gets_due_description_and_subtasks_in_its_order():
    assert sample("taskell") == [
        "## To Do",
        "",
        "- Dig [the] bed",
        "    @ 2026-11-28 08:00 UTC",
        "    > Two **spades** deep",
        "    > ",
        "    > - and rake",
        "    > Tags: #soil #v1.2",
        "    * [x] Find the spade",
        "    * [ ] Ask #anna",
        "",
        "## Doing",
        "",
        "",
        "## Done",
        "",
        "",
    ]


def test_obsidian_gets_what_its_plugin_writes_itself():
    assert sample("obsidian") == [
        "---",
        "",
        "kanban-plugin: board",
        "",
        "---",
        "",
        "## To Do",
        "",
        "- [ ] Dig [the] bed @{2026-11-28} @@{17:00}",
        "    Two **spades** deep",
        "    ",
        "    - and rake",
        "    Tags: #soil #v1.2",
        "    - [x] Find the spade",
        "    - [ ] Ask #anna",
        "",
        "## Doing (3)",
        "",
        "",
        "## Done",
        "",
        "**Complete**",
        "",
        "",
    ]


def test_tags_that_obsidian_knows_stand_behind_the_title():
    board = board_of("Fix #12 and #bug", tags=("bug", "a/b"))
    assert "- [ ] Fix \\#12 and \\#bug #bug #a/b" in exported(board, "obsidian")


def test_a_spreadsheet_gets_a_row_a_card():
    assert sample("csv") == [
        "column,done,limit,title,due,tags,checklist,notes",
        'To Do,,,Dig [the] bed,2026-11-28 17:00,soil v1.2,"[x] Find the spade',
        '[ ] Ask #anna","Two **spades** deep',
        "",
        '- and rake"',
        "Doing,,3,,,,,",
        "Done,yes,,,,,,",
        "",
    ]


@pytest.mark.parametrize("title", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "＝1", "'=1"])
def test_a_spreadsheet_runs_no_title(title):
    board = board_of(title, notes=title)
    row = exported(board, "csv").split("\n")[1]
    assert f",'{title[:3]}" in row or f",\"'{title[:3]}" in row
    assert again(board, "csv").card(1).title == title


# -- CSV of other programs -----------------------------------------------------------------------


def test_a_table_of_another_program_is_read_by_the_names_in_its_first_row():
    board = Board()
    table = "Name;Status;Labels;Due Date;Assignee\nDig;Now;soil, hard work;2026-12-01;Ann\n"
    found = import_into(board, table, "export.csv")
    card = board.card(1)
    assert (card.title, card.tags, card.due_on) == ("Dig", ("soil", "hard-work"), date(2026, 12, 1))
    assert [column.name for column in board.columns()] == ["Now"]
    assert found.left_out == ('1 field "assignee": a card has no place for that',)


def test_a_due_date_of_a_table_that_cannot_be_read_stands_in_the_notes_and_is_told():
    board = Board()
    found = import_into(board, "title,due\nDig,28.11.\n", "a.csv")
    assert board.card(1).notes == "Due: 28.11."
    assert found.adjusted == ("1 due date: not readable, so kept in the notes",)


def test_a_table_without_columns_is_a_list_in_which_done_cards_are_done():
    board = Board()
    import_into(board, "title,done\nDig,yes\nRake,\n", "a.csv")
    assert [card.title for card in board.cards_in(board.done_column.id)] == ["Dig"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("milk,bread\n1,2\n", 'names no "title"'),
        ('title,notes\n"a\n', "cannot be read as CSV"),
    ],
)
def test_a_table_that_is_none_is_refused(data, sentence):
    with pytest.raises(UsageError) as caught:
        import_into(Board(), data, "a.csv")
    assert sentence in caught.value.message
    assert caught.value.hint


def test_markdown_that_was_written_by_hand_keeps_its_words():
    board = Board()
    text = (
        f"{board_markdown.FIRST_LINE}\n# Plan\n\n## Now\n\n- [ ] Call *Ann* #soon @2026-12-01\n"
        "  first\n\n  second\n- [ ] @2026-12-01 17:00\n- [ ] see @fri 17:00\n"
    )
    import_into(board, text)
    first, second, third = board.table(Card).values()
    assert (first.title, first.tags, first.due_on) == ("Call *Ann*", ("soon",), date(2026, 12, 1))
    assert first.notes == "first\n\nsecond"
    assert (second.title, second.due_on) == ("@2026-12-01 17:00", None)
    assert third.title == "see @fri 17:00"


def test_markdown_without_a_column_is_refused():
    with pytest.raises(UsageError, match="has no column"):
        import_into(Board(), f"{board_markdown.FIRST_LINE}\n- [ ] a\n")


# -- what is left out ----------------------------------------------------------------------------


def test_what_is_left_out_is_said(full):
    said = ", ".join(left_out(full, "md", in_tokyo))
    for kind, noun in ((Goal, "goal"), (Win, "win"), (Day, "written day")):
        assert f"{len(full.table(kind))} {noun}" in said
    assert "36 archived cards" in said
    assert "the board's title" not in said
    assert "the board's title" in left_out(full, "csv", in_tokyo)


def test_nothing_is_left_out_of_a_board_that_has_nothing_but_columns():
    assert left_out(unused(), "md", in_tokyo) == []


def test_taskell_is_said_to_lose_limits_and_a_done_column_of_another_name():
    board = Board()
    board.apply(columns.set_up(board, NOW, title="A", names=("Done", "Out"), done="Out"))
    first, second = board.columns()
    limited = Board([board.about, replace(first, wip_limit=2), second])
    said = left_out(limited, "taskell", in_tokyo)
    assert said[1:] == [
        "1 column's limit",
        'that "Out" is the done column (import it with --done)',
    ]


def test_a_time_that_clocks_skip_is_said_to_be_lost_and_its_day_is_kept():
    berlin = ZoneInfo("Europe/Berlin")

    def localize(at: datetime) -> Moment:
        return moment(at.astimezone(berlin), "Europe/Berlin")

    board = board_of("One", due_on=date(2027, 3, 28))
    skipped = Board([board.about, *board.columns(), replace(board.card(1), due_at=time(2, 30))])
    assert "    @ 2027-03-28" in list(taskell.write(skipped, localize))
    assert "1 time that clocks skip" in left_out(skipped, "taskell", localize)


def test_a_due_day_beyond_the_calendars_of_others_is_said_to_be_lost():
    board = board_of("One", due_on=date(9999, 12, 31))
    assert again(board, "md").card(1).due_on is None
    assert "1 due day too far off" in left_out(board, "md", in_tokyo)


# -- JSON ----------------------------------------------------------------------------------------


def test_json_makes_an_equal_board(full):
    board = restored(json_of(full))
    assert everything(board) == everything(full)
    assert board.next_ids() == full.next_ids()
    assert kept(board) == kept(full)


@moderate
@given(boards(), unknown_fields)
def test_json_keeps_every_text_and_fields_of_a_newer_version(board, fields):
    records = [record for kind in TABLES.values() for record in board.table(kind).values()]
    newer = Board([replace(record, extra=fields) for record in records])
    assert everything(restored(json_of(newer))) == everything(newer)


def put_away(full: Board, read: Callable[[int], list[Win]]) -> Board:
    """Return a board whose wins of a year lie in a file of their own."""
    records = [record for kind in TABLES.values() for record in full.table(kind).values()]
    kept = [record for record in records if record not in read_all(full)]
    return Board(kept, next_ids=full.next_ids(), older=OlderWins({2025: PutAway(9)}, read))


def read_all(full: Board) -> list[Win]:
    return [win for win in full.table(Win).values() if win.day.year == 2025]


def test_json_holds_the_wins_of_years_that_were_put_away(full):
    board = put_away(full, lambda _year: read_all(full))
    assert len(board.on_hand(Win)) < len(full.table(Win))
    assert everything(restored(json_of(board))) == everything(full)


def test_where_a_year_cannot_be_read_nothing_is_exported(full):
    def gone(_year: int) -> list[Win]:
        raise StorageError("The wins of 2025 cannot be read.")

    lines = board_json.write(put_away(full, gone), "main")
    with pytest.raises(StorageError, match="2025"):
        next(lines)


def test_json_has_one_record_a_line(full):
    lines = json_of(full).decode().splitlines()
    records = [line for line in lines if line.startswith('{"id"')]
    assert len(records) == sum(len(full.table(kind)) for kind in TABLES.values())
    assert json.loads("".join(lines))["progress-board"]["board"] == "main"


def test_a_board_in_use_is_not_replaced(full):
    with pytest.raises(RuleError, match="Somebody has worked"):
        restored(json_of(full), board_of("One"))


def test_what_was_undone_can_be_imported_again(full):
    board = unused()
    whole = board_json.read(json_of(full), "b.json", NOW)
    change = board_json.restore(board, NOW, whole=whole)
    board.adopt(Commit(1, CommitKind.DO, Origin("a", 0), NOW.at, change))
    board.apply(inverse(change, NOW.at))
    assert board.is_unused
    assert everything(restored(json_of(full), board)) == everything(full)


def test_a_board_with_a_withdrawn_win_of_its_own_is_not_replaced(full):
    board = unused()
    column = board.done_column
    change = add(board, NOW, titles=("One",), column_id=column.id)
    board.apply(change)
    board.apply(inverse(change, NOW.at))
    assert board.is_unused
    with pytest.raises(RuleError, match="Somebody has worked"):
        restored(json_of(full), board)


def test_the_number_of_a_card_that_was_undone_is_not_handed_out_again():
    board = unused()
    change = add(board, NOW, titles=("One",), column_id=board.done_column.id)
    board.apply(change)
    board.apply(inverse(change, NOW.at))
    assert restored(json_of(board)).next_id(Card) == 2


def damaged(full: Board, change: Callable[[dict], object]) -> bytes:
    held = json.loads(json_of(full))
    change(held)
    return json.dumps(held).encode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda held: held["progress-board"].update(form=2), "newer version"),
        (lambda held: held["progress-board"].update(form="x"), "not a whole board"),
        (lambda held: held["progress-board"].pop("next_ids"), "it has no 'next_ids'"),
        (lambda held: held["progress-board"]["next_ids"].update(cards=10**12), "next number"),
        (lambda held: held["cards"].append(held["cards"][0]), "doubled"),
        (lambda held: held["cards"][0].update(title=7), "not a whole board"),
        (lambda held: held["cards"][0].pop("id"), "it has no 'id'"),
        (lambda held: held.update(about=[]), "not exactly one record about itself"),
        (lambda held: held.update(cards=7), "not a whole board"),
    ],
)
def test_a_file_that_is_no_whole_board_is_refused(full, change, words):
    with pytest.raises(UsageError) as caught:
        restored(damaged(full, change))
    assert words in caught.value.message
    assert caught.value.hint


def test_a_file_that_breaks_off_is_refused(full):
    data = json_of(full)
    for length in (20, len(data) // 2, len(data) - 3):
        with pytest.raises(UsageError):
            restored(data[:length])


def test_a_text_too_long_for_a_board_is_refused(full):
    data = damaged(full, lambda held: held["cards"][0].update(title="x" * 600))
    with pytest.raises(RuleError, match="too long"):
        restored(data)


def test_what_a_terminal_must_not_get_is_taken_out_and_told(full):
    data = damaged(full, lambda held: held["cards"][0].update(title="\x1b[31mred"))
    whole = board_json.read(data, "b.json", NOW)
    assert "\x1b" not in min(whole.board.table(Card).items())[1].title
    assert len(whole.mended) == 1


@given(some.binary(max_size=60))
@settings(max_examples=200)
@example(b'{"progress-board": ' + b"[" * 10_000)
def test_any_bytes_are_no_whole_board(data):
    with pytest.raises(UsageError):
        board_json.read(b'{"progress-board"' + data, "b.json", NOW)
