from kanban.config import Config
from kanban.domain.operations import cards

from .driver import NOON, board_of, running


def waiting(title: str, *others: int):
    """Return the act that adds a card which waits for others."""
    return lambda board: cards.add(board, NOON, titles=(title,), fields={"waits_for": others})


def repeating(title: str, rule: str):
    """Return the act that adds a card which repeats."""
    return lambda board: cards.add(board, NOON, titles=(title,), fields={"repeat": rule})


async def test_the_notice_says_when_a_finished_card_comes_again() -> None:
    async with running([*board_of(), repeating("Water", "every day")]) as driver:
        await driver.do("card.done")
        assert "Done: Water. 1 win today. Again tomorrow." in driver.lines[1]
        assert driver.column("To Do").titles == ["Water"]
        await driver.do("change.undo")
        assert driver.column("To Do").titles == ["Water"]
        assert driver.column("Done").titles == []
        assert len(driver.board.cards_in(driver.board.first_column.id)) == 1


async def test_the_notice_names_a_card_that_became_free() -> None:
    async with running([*board_of("First"), waiting("Second", 1)]) as driver:
        await driver.do("card.done")
        assert "Done: First. 1 win today. Free now: Second." in driver.lines[1]


async def test_of_many_that_became_free_two_are_named() -> None:
    acts = [*board_of("First"), *(waiting(f"Card {number}", 1) for number in range(4))]
    async with running(acts) as driver:
        await driver.do("card.send-to-3")
        assert "Free now: Card 0, Card 1, 2 more." in driver.lines[1]


async def test_on_a_narrow_screen_one_is_named() -> None:
    acts = [*board_of("First"), *(waiting(f"Card {number}", 1) for number in range(2))]
    async with running(acts, size=(80, 24)) as driver:
        await driver.do("card.done")
        assert "Free now: Card 0, 1 more." in driver.lines[1]


async def test_carrying_the_last_card_says_so_too_and_quiet_mode_counts_nothing() -> None:
    acts = [*board_of("First"), *(waiting(f"Card {number}", 1) for number in range(4))]
    async with running(acts, config=Config(quiet=True)) as driver:
        await driver.do("card.carry-right", times=2)
        assert "Done: First. Free now: Card 0, Card 1, more." in driver.lines[1]


async def test_a_long_title_leaves_room_for_what_is_free() -> None:
    acts = [*board_of("A very long title " * 5), waiting("[@click=app.quit]x[/] " * 5, 1)]
    async with running(acts, size=(80, 24)) as driver:
        await driver.do("card.done")
        line = driver.lines[1]
        assert "Done: A very long title" in line
        assert "Free now: [@click=app.quit]x[…." in line
