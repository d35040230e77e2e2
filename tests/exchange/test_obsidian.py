from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from kanban.domain.board import Board
from kanban.domain.records import Item, Win
from kanban.errors import UsageError
from kanban.exchange.obsidian_marks import marks
from kanban.exchange.reading import read_draft

from .builder import import_into, titles

BOARD = """\
---

kanban-plugin: board

---

## Seeds

- [ ] #bed Order beans @{2026-12-01} ^a1b2c3
- [ ] Sort the seeds #shed
\t
\tBy month:
\t- [x] Spring
\t\t- [ ] early
\t- plain line ^d4e5


## Grown

**Complete**
- [x] Harvest kale @completed(2026-11-20)
- [x] Dig

***

## Archive

- [x] Old one
- [x] Older one

%% kanban:settings
```
{"kanban-plugin":"board"}
```
%%
"""


def test_lanes_cards_notes_and_nested_checklists_are_kept():
    board = Board()
    import_into(board, BOARD)
    assert [column.name for column in board.columns()] == ["Seeds", "Grown"]
    assert titles(board, "Seeds") == ["Order beans", "Sort the seeds"]
    sort = board.card(2)
    assert sort.notes == "By month:\n- plain line"
    assert sort.checklist == (Item("Spring", is_done=True), Item("early"))
    assert (board.card(1).tags, sort.tags) == (("bed",), ("shed",))
    assert board.card(1).due_on == date(2026, 12, 1)


def test_settings_front_matter_and_archive_are_left_out_and_told():
    draft = read_draft(BOARD.encode(), "b.md")
    assert len(draft.cards) == 4
    assert draft.left_out == (
        "1 settings block: settings of another program",
        "2 archived cards: put away in Obsidian",
        "1 block of front matter: settings of another program",
    )


def test_a_lane_called_archive_without_a_rule_before_it_is_a_column():
    draft = read_draft(b"## A\n- [ ] b\n***\n\ntext\n\n## Archive\n- [ ] c\n", "b.md")
    assert [column.name for column in draft.columns] == ["A", "Archive"]


def test_the_lane_marked_complete_is_the_done_column():
    board = Board()
    import_into(board, "## Out\n**Complete**\n- [x] a\n## In\n- [ ] b\n")
    assert board.done_column.name == "Out"


def test_of_several_marked_lanes_the_one_called_done_is_the_done_column():
    board = Board()
    import_into(board, "## Done\n**Complete**\n- [x] a\n## Never\n**Complete**\n- [x] b\n")
    assert board.done_column.name == "Done"


def test_a_completed_day_is_the_day_of_the_win():
    board = Board()
    found = import_into(board, BOARD)
    (win,) = board.table(Win).values()
    assert (win.text, win.day) == ("Harvest kale", date(2026, 11, 20))
    assert win.at == datetime(2026, 11, 20, 3, tzinfo=UTC)  # noon in Tokyo
    assert board.card(win.card_id or 0).moves[-1].at == win.at
    assert found.adjusted == ("1 card in Grown without a win: the file tells no finish date",)


@pytest.mark.parametrize(
    ("written", "day", "at"),
    [
        ("2026-11-20T02:30", date(2026, 11, 19), datetime(2026, 11, 19, 17, 30, tzinfo=UTC)),
        ("2026-11-20 10:00:05", date(2026, 11, 20), datetime(2026, 11, 20, 1, 0, 5, tzinfo=UTC)),
        ("2026-11-20T20:00Z", date(2026, 11, 21), datetime(2026, 11, 20, 20, tzinfo=UTC)),
        ("2026-11-22", date(2026, 11, 22), datetime(2026, 11, 22, 3, tzinfo=UTC)),
    ],
)
def test_a_completed_time_is_of_the_persons_wall_clock_unless_it_names_a_zone(written, day, at):
    board = Board()
    import_into(board, f"## Done\n- [x] a @completed({written})\n")
    (win,) = board.table(Win).values()
    assert (win.day, win.at) == (day, at)


@pytest.mark.parametrize("written", ["2026-11-23", "2026-11-22T13:00", "2199-12-31T23:59+14:00"])
def test_a_completed_day_ahead_of_now_is_no_win_yet(written):
    board = Board()
    import_into(board, f"## Done\n- [x] a @completed({written})\n")
    assert not board.table(Win)
    assert board.card(1).title == "a"


def test_a_completed_card_outside_of_done_is_no_win():
    board = Board()
    found = import_into(board, "## A\n- [x] a @completed(2026-11-20)\n## Done\n")
    assert not board.table(Win)
    assert found.adjusted == ("1 card with a tick: left in the file's column",)


@pytest.mark.parametrize(
    ("line", "title", "tags"),
    [
        ("#a #b/c do it #d", "do it", ("a", "b/c", "d")),
        ("ask #anna about it", "ask #anna about it", ("anna",)),
        ("fix #12", "fix #12", ()),
        ("#only", "#only", ("only",)),
        ("see [[Plans (main)#^7461f9]]", "see [[Plans (main)#^7461f9]]", ()),
        ("a@b.org #x, then", "a@b.org #x, then", ("x",)),
        ("# heading", "# heading", ()),
    ],
)
def test_tags_around_a_title_leave_it_and_those_inside_stay(line, title, tags):
    found = marks(line)
    assert (found.title, found.tags) == (title, tags)


@pytest.mark.parametrize(
    "line",
    [
        "pay @{28-11-2026}",
        "pay @{2026-02-30}",
        "pay @{0001-01-01}",
        "pay @completed(soon)",
        "pay @completed(2026-99-99)",
        "pay @@{10:00}",
        "pay @completed(0001-01-01)",
    ],
)
def test_a_mark_that_cannot_be_read_stays_as_text(line):
    found = marks(line)
    assert (found.title, found.due, found.finished) == (line, None, None)


def test_a_due_date_may_be_a_link_with_a_time_beside_it():
    board = Board()
    import_into(board, "## A\n- [ ] call @[[2026-12-01]] @@{10:00} back\n")
    card = board.card(1)
    assert (card.title, card.due_on, card.due_at) == ("call back", date(2026, 12, 1), time(10))


def test_a_time_of_day_that_cannot_be_read_is_left_out_and_told():
    draft = read_draft(b"## A\n- [ ] call @{2026-12-01} @@{10 am} back\n", "b.md")
    assert (draft.cards[0].title, draft.cards[0].due) == ("call back", date(2026, 12, 1))
    assert draft.left_out == ("1 time of day: it is not written as 17:00",)


def test_blanks_inside_a_title_stay_as_they_are():
    assert marks("#a one  two\u3000three @{2026-12-01}").title == "one  two\u3000three"


@pytest.mark.parametrize(
    ("heading", "name", "limit"),
    [
        ("Doing (3)", "Doing", 3),
        ("Phase (2) (0)", "Phase (2)", None),
        ("Phase (two)", "Phase (two)", None),
        ("(3)", "(3)", None),
        ("A (9999999999)", "A (9999999999)", None),
    ],
)
def test_a_number_behind_a_lanes_name_is_its_limit(heading, name, limit):
    (column,) = read_draft(f"## {heading}\n- [ ] a\n".encode(), "b.md").columns
    assert (column.name, column.wip_limit) == (name, limit)


def test_what_stands_behind_a_backslash_is_text():
    found = marks(r"learn C\# \#not \@{2026-12-01} C:\dir a \^b")
    assert found.title == r"learn C# #not @{2026-12-01} C:\dir a ^b"
    assert (found.tags, found.due) == ((), None)


def test_a_zone_in_a_completed_time_is_kept():
    found = marks("a @completed(2026-11-20T10:00+02:00)").finished
    assert found == datetime(2026, 11, 20, 10, tzinfo=timezone(timedelta(hours=2)))


def test_a_break_in_a_first_line_starts_the_notes():
    card = read_draft(b"## A\n- [ ] first<br>second<br>third\n", "b.md").cards[0]
    assert (card.title, card.notes) == ("first", "second\nthird")


def test_what_looks_like_base64_stays_text():
    assert read_draft(b"## A\n- [ ] aGVsbG8=\n", "b.md").cards[0].title == "aGVsbG8="


def test_settings_that_break_off_are_dropped_to_the_end():
    draft = read_draft(b'## A\n- [ ] b\n\n%% kanban:settings\n```\n{"x"', "b.md")
    assert [card.title for card in draft.cards] == ["b"]


def test_settings_on_one_line_end_there():
    draft = read_draft(b"## A\n%% kanban:settings {} %%  \n- [ ] b\n%%\n", "b.md")
    assert [card.title for card in draft.cards] == ["b"]


def test_a_file_without_a_lane_is_no_obsidian_board():
    with pytest.raises(UsageError, match="not a board of Obsidian"):
        read_draft(b"---\nkanban-plugin: board\n---\n", "b.md")
