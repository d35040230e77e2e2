"""The archive, the searches that are kept, and a goal's cards on the board."""

from kanban.domain.operations import cards, filters, goals, wins
from kanban.domain.values import replace

from .driver import NOON, Act, BoardDriver, running, unchanged
from .test_find import acts, search


def archived() -> list[Act]:
    return [
        *acts(),
        lambda board: goals.add(board, NOON, title='Say "hello"', steps=()),
        lambda board: cards.amend(board, NOON, card_id=2, fields={"goal_id": 1}),
        lambda board: cards.archive(board, NOON, card_ids=(2, 3)),
        lambda board: wins.log(board, NOON, texts=("Sent the landing mail",)),
    ]


def rows(driver: BoardDriver) -> list[str]:
    """Return the rows of the list that have something in them."""
    return [line.strip() for line in driver.lines[4:-2] if line.strip()]


async def test_archived_cards_are_listed_searched_and_taken_out_in_one_change() -> None:
    async with running(archived()) as driver:
        await driver.do("archive.show")
        assert [row.split("  ")[0] for row in rows(driver)] == ["▌ Land the ship", "▌ Pick testers"]
        assert 'Say "hello"  archived today' in driver.text
        await search_here(driver, "pick")
        assert [row.split("  ")[0] for row in rows(driver)] == ["▌ Pick testers"]
        assert "1 found" in driver.lines[-2]
        await driver.press("enter", "x")
        assert "Back in To Do: Pick testers." in driver.text
        await driver.press("escape")
        assert [row.split("  ")[0] for row in rows(driver)] == ["▌ Land the ship"]
        await driver.press("u")
        assert len(rows(driver)) == 2
        await driver.press("U", "escape")
        assert driver.is_on_board
        assert driver.column("To Do").titles == ["Write the landing page", "Pick testers"]


async def search_here(driver: BoardDriver, text: str) -> None:
    await driver.press("slash", *text)


async def test_all_wins_are_listed_and_searched() -> None:
    async with running(archived()) as driver:
        await driver.do("archive.show")
        await driver.press("tab")
        assert any("Sent the landing mail" in row and "Sun 22 Nov" in row for row in rows(driver))
        with unchanged(driver.board):
            await driver.press("x")
        assert "Wins are never put away." in driver.text
        await search_here(driver, "qqq")
        assert "Nothing found here." in driver.text
        assert "nothing found" in driver.lines[-2]
        await driver.press("escape", "enter")
        assert "Y stand-up" in driver.text


async def test_the_archive_opens_a_card_and_says_what_is_not_understood() -> None:
    async with running(archived()) as driver:
        await driver.do("archive.show")
        await search_here(driver, "x:")
        assert 'There is no "x:" to search by.' in driver.text
        await driver.press("escape", "j", "enter")
        assert "Pick testers" in driver.text
        assert len(driver.app.screen_stack) == 3


async def test_letters_are_the_searchs_in_the_archive_too() -> None:
    async with running(archived()) as driver:
        await driver.do("archive.show")
        with unchanged(driver.board):
            await search_here(driver, "xujq")
        assert len(driver.app.screen_stack) == 2
        await driver.press("up", "pagedown", "escape", "escape")
        assert driver.is_on_board


async def test_an_empty_archive_names_the_key_that_fills_it() -> None:
    async with running(acts()) as driver:
        await driver.do("archive.show")
        assert "Nothing is archived. x on the board puts a card away." in driver.text
        await driver.press("x", "enter", "2", "enter")
        assert "Wins will stand here." in driver.text
        await driver.press("1")
        assert "Nothing is archived." in driver.text


# -- searches that are kept ------------------------------------------------------------------------


def kept(driver: BoardDriver) -> list[tuple[str, str]]:
    about = driver.board.about
    assert about is not None
    return [(each.name, each.query) for each in about.filters]


async def test_a_search_is_kept_applied_renamed_and_let_go_by_keys() -> None:
    async with running(acts()) as driver:
        await driver.do("filters.show")
        assert "None kept yet. / on the board searches" in driver.text
        await driver.press("a", "enter", "e", "x", "escape")
        await search(driver, "landing")
        await driver.press("enter")
        await driver.do("filters.show")
        assert "None kept yet. a keeps the search of now." in driver.text
        await driver.press("a")
        await driver.write("Pages")
        await driver.press("enter")
        assert kept(driver) == [("Pages", "landing")]
        assert "/ Pages" in driver.text
        await driver.press("escape", "escape")
        assert driver.is_on_board
        await driver.do("filters.show")
        await driver.press("enter")
        assert driver.is_on_board
        assert driver.column("Doing").titles == ["Order landing lights"]
        await driver.do("filters.show")
        await driver.press("e")
        await driver.write("Lights")
        await driver.press("enter")
        assert kept(driver) == [("Lights", "landing")]
        await driver.press("x")
        assert kept(driver) == []
        await driver.press("escape")
        await driver.do("change.undo")
        assert kept(driver) == [("Lights", "landing")]


async def test_a_kept_search_whose_column_is_gone_is_told() -> None:
    held = [*acts(), lambda board: filters.keep(board, NOON, name="D", query="column:doing")]
    async with running(held) as driver:
        await driver.do("filters.show")
        driver.keeper.do(lambda board, now: _rename(board))
        await driver.press("enter")
        assert 'There is no column "doing".' in driver.text


def _rename(board):  # type: ignore[no-untyped-def]
    from kanban.domain.change import Change, Edit

    column = board.column(2)
    return Change("Renamed", (Edit(column, replace(column, name="Now")),))


async def test_a_goals_cards_are_seen_on_the_board() -> None:
    held = [*archived(), lambda board: cards.restore(board, NOON, card_ids=(2,))]
    async with running(held) as driver:
        await driver.do("goals.show")
        await driver.press("slash")
        assert driver.is_on_board
        assert driver.column("To Do").titles == ["Pick testers"]
        assert "goal:1   1 of 1" in driver.lines[1]
