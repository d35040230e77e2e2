from collections.abc import Callable
from datetime import timedelta

import pytest
from textual import events
from textual.widgets import Markdown, Select

from kanban.config import Config
from kanban.domain.board import Board
from kanban.domain.change import Change
from kanban.domain.operations import cards, goals
from kanban.domain.records import Card, Item
from kanban.ui.widgets.checklist import ItemList
from kanban.ui.widgets.notes import MOST_BLOCKS, NotesField, Page
from tests.domain.builder import later

from .driver import NOON, BoardDriver, board_of, running, unchanged
from .hostile import HOSTILE

ITEMS = (Item("one"), Item("two", is_done=True), Item("three"))


def with_fields(**fields: object) -> list[Callable[[Board], Change]]:
    """Return the acts of a board with one card, which has some fields."""
    return [*board_of("a"), lambda board: cards.amend(board, NOON, card_id=1, fields=fields)]


async def focus(driver: BoardDriver, name: str) -> None:
    driver.app.screen.query_one(name).focus()
    await driver.settle()


def saved(driver: BoardDriver) -> Card:
    card = driver.board.get(Card, 1)
    assert card is not None
    return card


# -- notes -----------------------------------------------------------------------------------------


async def test_notes_are_read_as_markdown_and_written_by_one_key() -> None:
    async with running(with_fields(notes="# Plan\n\nSay **why**")) as driver:
        await driver.do("card.open")
        assert "# Plan" not in driver.text
        assert "Say why" in driver.text
        await driver.do("card-page.write-notes")
        assert "Say **why**" in driver.text
        await driver.write("# Plan\n\nSay *how*")
        await driver.do("card-page.write-notes")
        assert "Say how" in driver.text
        await driver.do("dialog.save")
        assert saved(driver).notes == "# Plan\n\nSay *how*"


async def test_notes_go_back_to_being_read_when_another_field_is_gone_to() -> None:
    async with running(with_fields(notes="Say **why**")) as driver:
        await driver.do("card.open")
        await focus(driver, Page.__name__)
        await driver.press("enter", "end", "x")
        assert "Say **why**x" in driver.text
        await driver.press("tab")
        assert "Say whyx" in driver.text
        assert not driver.app.screen.query_one(NotesField).is_writing


async def test_a_card_without_notes_says_how_to_write_them() -> None:
    async with running(board_of("a")) as driver:
        await driver.do("card.open")
        assert "ctrl+n writes here, in Markdown; ctrl+o in your editor." in driver.text


async def test_a_link_in_notes_is_words_and_an_address_and_opens_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    notes = "[here](https://example.org/x) <https://example.org/y>\n\n![cat](https://example.org/cat.png)"
    async with running(with_fields(notes=notes)) as driver:
        driver.app.open_url = lambda url, **_: opened.append(url)  # type: ignore[method-assign]
        await driver.do("card.open")
        row = next(y for y, line in enumerate(driver.lines) if "here (" in line)
        assert "here (https://example.org/x) https://example.org/y" in driver.lines[row]
        assert "[cat] (https://example.org/cat.png)" in driver.text
        for word in ("here", "example.org/y"):
            await driver.pilot.click(offset=(driver.lines[row].index(word) + 1, row))
            await driver.settle()
            await driver.do("card-page.write-notes")
        assert opened == []


@pytest.mark.parametrize(
    "notes",
    [
        "".join(f"{text}\n\n" for text in HOSTILE),
        "<b>bold</b> &#x202e;turned &#27;[31m `\u202eturned`\n\n```\n\u202eturned\n```",
        "> " * 300 + "deep",
        "[" * 4_000 + "](" * 100,
        "| a " * 200 + "|\n" + "|-" * 200 + "|\n" + "| b " * 200 + "|",
        "1000000000. a\n" + "* " * 60,
    ],
    ids=range(6),
)
async def test_hostile_notes_are_shown_and_nothing_else(notes: str) -> None:
    async with running(with_fields(notes=notes)) as driver:
        await driver.do("card.open")
        assert driver.app.screen.query_one(Page).children
        assert all(line.isprintable() for line in driver.lines)
        await driver.press("escape")
        assert driver.is_on_board


async def test_html_in_notes_is_shown_as_it_is_written() -> None:
    async with running(with_fields(notes="<b>bold</b> and [@click=app.quit]x[/]")) as driver:
        await driver.do("card.open")
        assert "<b>bold</b> and [@click=app.quit]x[/]" in driver.text


async def test_notes_of_very_many_parts_are_shown_as_they_are_written() -> None:
    notes = "- *a*\n\n" * MOST_BLOCKS
    async with running(with_fields(notes=notes)) as driver:
        await driver.do("card.open")
        assert "- *a*" in driver.text
        assert not driver.app.screen.query(Markdown)


async def test_an_editor_where_no_terminal_can_be_given_away_is_told() -> None:
    async with running(board_of("a")) as driver:
        await driver.do("card.open")
        await driver.do("card-page.open-editor")
        assert "This terminal cannot be given to an editor." in driver.text


# -- the checklist ---------------------------------------------------------------------------------


async def test_items_are_ticked_reworded_carried_and_taken_away_by_key() -> None:
    async with running(with_fields(checklist=ITEMS)) as driver:
        await driver.do("card.open")
        assert "Checklist  1/3" in driver.text
        await focus(driver, ItemList.__name__)
        await driver.press("space", "j", "x", "e")
        await driver.write("third")
        await driver.press("enter", "K")
        assert "Checklist  1/2" in driver.text
        await driver.do("dialog.save")
        assert saved(driver).checklist == (Item("third"), Item("one", is_done=True))


async def test_items_are_added_one_by_one_and_pasted_many_at_once() -> None:
    async with running(with_fields(checklist=ITEMS[:1])) as driver:
        await driver.do("card.open")
        await focus(driver, ItemList.__name__)
        await driver.press("a", *"two", "enter", *"three")
        driver.app.post_message(events.Paste("- [x] four\n\n  * five\r\n"))
        await driver.settle()
        await driver.do("dialog.save")
        names = [(item.text, item.is_done) for item in saved(driver).checklist]
        assert names == [
            ("one", False), ("two", False), ("four", True), ("five", False), ("three", False)
        ]  # fmt: skip


async def test_lines_pasted_onto_the_list_are_items_too() -> None:
    async with running(with_fields(checklist=ITEMS[:1])) as driver:
        await driver.do("card.open")
        await focus(driver, ItemList.__name__)
        driver.app.post_message(events.Paste("1. two\n2. three"))
        await driver.settle()
        await driver.do("dialog.save")
        assert [item.text for item in saved(driver).checklist] == ["one", "two", "three"]


async def test_leaving_while_an_item_is_reworded_leaves_it_as_it_was() -> None:
    async with running(with_fields(checklist=ITEMS)) as driver:
        await driver.do("card.open")
        await focus(driver, ItemList.__name__)
        with unchanged(driver.board):
            await driver.press("down", "e", *"more", "escape")
            assert not driver.is_on_board
            await driver.press("escape")
        assert driver.is_on_board
        assert saved(driver).checklist == ITEMS


async def test_the_last_item_taken_away_leaves_the_line_for_a_new_one() -> None:
    async with running(with_fields(checklist=ITEMS[:1])) as driver:
        await driver.do("card.open")
        await focus(driver, ItemList.__name__)
        await driver.press("x", *"new")
        await driver.do("dialog.save")
        assert saved(driver).checklist == (Item("new"),)


# -- all else --------------------------------------------------------------------------------------


async def test_a_tag_is_completed_from_those_of_the_board() -> None:
    acts = [
        *board_of("a", "b"),
        lambda board: cards.amend(board, NOON, card_id=2, fields={"tags": ("people", "paper")}),
    ]
    async with running(acts) as driver:
        await driver.do("card.open")
        await focus(driver, "#tags")
        await driver.press(*"pa", "right", "space", *"pe", "right")
        await driver.do("dialog.save")
        assert saved(driver).tags == ("paper", "people")


async def test_the_milestones_offered_are_those_of_the_goal() -> None:
    acts = [
        *board_of("a"),
        lambda board: goals.add(board, NOON, title="Launch", why=""),
        lambda board: goals.amend(board, NOON, goal_id=1, fields={"milestones": ("Shown", "Out")}),
        lambda board: goals.add(board, NOON, title="Paper", why=""),
    ]
    async with running(acts) as driver:
        await driver.do("card.open")
        goal, milestone = (driver.app.screen.query_one(f"#{name}", Select) for name in GOAL)
        assert milestone.disabled
        goal.value = 1
        await driver.settle()
        milestone.value = "Out"
        await driver.do("dialog.save")
        assert (saved(driver).goal_id, saved(driver).milestone) == (1, "Out")
        await driver.do("card.open")
        driver.app.screen.query_one("#goal", Select).value = 2
        await driver.settle()
        await driver.do("dialog.save")
        assert (saved(driver).goal_id, saved(driver).milestone) == (2, None)


GOAL = ("goal", "milestone")


async def test_the_way_of_a_card_is_told_with_its_age() -> None:
    acts = [
        lambda board: board_of("a")[0](board),
        lambda board: cards.add(board, later(NOON, days=-9), titles=("a",)),
        lambda board: cards.move(board, later(NOON, days=-2), card_ids=(1,), column_id=2),
    ]
    for is_quiet in (False, True):
        async with running(acts, config=Config(animations=False, quiet=is_quiet)) as driver:
            await driver.do("walk.right")
            await driver.do("card.open")
            assert "Card 1 in Doing since fri 20" in driver.text
            assert "made in To Do" in driver.text
            for words in ("fri 20, 2 days", "made in To Do, 7 days"):
                assert (words in driver.text) != is_quiet


async def test_a_part_names_the_card_it_was_split_from() -> None:
    acts = [
        *board_of("whole"),
        lambda board: goals.split_card(board, NOON, card_id=1, steps=("one", "two")),
    ]
    async with running(acts) as driver:
        await driver.column("To Do").select("one")
        await driver.do("card.open")
        assert "Split from" in driver.text
        assert "1 whole" in driver.text


async def test_a_reason_for_being_blocked_is_written_on_the_card() -> None:
    async with running(board_of("a")) as driver:
        await driver.do("card.open")
        await driver.write("no answer yet", into="blocked")
        await driver.do("dialog.save")
        assert saved(driver).blocked == "no answer yet"


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)], ids=str)
async def test_every_field_can_be_reached_at_every_size(size: tuple[int, int]) -> None:
    acts = with_fields(checklist=ITEMS, notes="n", due_on=NOON.day + timedelta(days=1))
    async with running(acts, size=size) as driver:
        await driver.do("card.open")
        seen = set()
        for _ in range(12):
            focused = driver.app.focused
            assert focused is not None
            seen.add(focused.id or type(focused).__name__)
            assert focused.region.bottom <= size[1] - 1
            assert focused.region in driver.app.screen.region
            await driver.press("tab")
        assert {"title", "Page", "ItemList", "item", "goal", "due", "tags", "blocked"} <= seen
