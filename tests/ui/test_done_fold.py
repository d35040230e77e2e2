"""Done, newest first: this week stands open, older ones are folded by week."""

from datetime import timedelta

from kanban.config import Config
from kanban.domain.moment import Moment
from kanban.domain.operations import cards
from kanban.domain.values import replace

from .driver import NOON, Act, BoardDriver, board_of, running, unchanged

QUIET = Config(animations=False, quiet=True)


def days_ago(count: int) -> Moment:
    ago = timedelta(days=count)
    return replace(NOON, at=NOON.at - ago, day=NOON.day - ago)


def done(title: str, ago: int) -> list[Act]:
    """Return the acts of a card that was done so many days ago."""
    then = days_ago(ago)
    return [
        lambda board: cards.add(board, then, titles=(title,)),
        lambda board: cards.finish(board, then, card_ids=(board.next_id(cards.Card) - 1,)),
    ]


def weeks(*, this_week: bool = True) -> list[Act]:
    """Return a board with cards done in the course of nine weeks; noon is a Sunday's."""
    acts = board_of("to do")
    for ago in (60, 50, 40, 33, 26, 19, 13, 12, 8, 7):
        acts += done(f"{ago} days ago", ago)
    return [*acts, *done("tuesday", 5), *done("today", 0)] if this_week else acts


def shown(driver: BoardDriver) -> list[str]:
    """Return the rows of Done that say something, from its first card on."""
    rows = (" ".join(line.split()) for line in driver.column("Done").lines[2:])
    return [row for row in rows if "✓" in row or "⋯" in row or "⋮" in row]


FOLDED = [
    "⋯ last week 4",
    "⋯ week of 2 Nov 1",
    "⋯ week of 26 Oct 1",
    "⋯ week of 19 Oct 1",
    "⋯ week of 12 Oct 1",
    "⋯ week of 28 Sep 1",
    "⋯ earlier 1",
]


async def test_this_week_is_open_and_older_weeks_are_a_line_each() -> None:
    async with running(weeks()) as driver:
        assert shown(driver) == ["▌ ✓ today", "▌ ✓ tuesday", *FOLDED]
        await driver.do("counts.toggle-quiet")
        assert shown(driver)[2:] == [line.rpartition(" ")[0] for line in FOLDED]


async def test_z_opens_what_is_older_and_folds_it_again() -> None:
    async with running(weeks()) as driver:
        with unchanged(driver.board):
            await driver.do("column.toggle-older")
            assert "Older cards are open. Z folds them." in driver.lines[1]
            assert shown(driver)[:3] == ["▌ ✓ today", "▌ ✓ tuesday", "▌ ✓ 7 days ago"]
            await driver.column("Done").select("33 days ago")
            await driver.do("column.toggle-older")
            assert shown(driver) == ["▌ ✓ today", "█ ✓ tuesday", *FOLDED]


async def test_walking_stops_at_the_fold_and_says_what_opens_it() -> None:
    async with running(weeks()) as driver:
        await driver.do("walk.right", times=2)
        await driver.do("walk.last")
        assert driver.selected == "tuesday"
        await driver.do("walk.down")
        assert driver.selected == "tuesday"
        assert "What was done before is folded. Z opens it." in driver.lines[1]


async def test_where_all_is_older_no_card_is_selected_and_acts_say_what_opens_it() -> None:
    async with running(weeks(this_week=False)) as driver:
        await driver.do("walk.right", times=2)
        assert driver.selected is None
        with unchanged(driver.board):
            for command in ("card.carry-left", "card.archive", "card.mark-all", "card.open"):
                await driver.do(command)
                assert "What was done before is folded. Z opens it." in driver.lines[1]
        assert shown(driver) == FOLDED
        await driver.do("column.toggle-older")
        await driver.do("walk.up")
        assert driver.selected == "7 days ago"


async def test_marking_all_of_done_leaves_out_what_is_folded() -> None:
    async with running(weeks()) as driver:
        await driver.do("walk.right", times=2)
        await driver.do("card.mark-all")
        assert "2 cards are marked." in driver.lines[1]


async def test_a_card_that_is_sent_from_above_the_fold_leaves_the_cursor_above_it() -> None:
    async with running(weeks()) as driver:
        await driver.column("Done").select("tuesday")
        await driver.press("1")
        assert driver.selected == "today"
        assert shown(driver) == ["█ ✓ today", *FOLDED]
        await driver.do("change.undo")
        assert driver.selected == "tuesday"


async def test_the_fold_opens_for_the_card_at_the_cursor() -> None:
    async with running(weeks()) as driver:
        await driver.do("column.toggle-older")
        await driver.column("Done").select("33 days ago")
        await driver.do("card.carry-left")
        await driver.do("column.toggle-older")
        assert driver.selected == "33 days ago"
        await driver.do("change.undo")
        assert driver.selected == "33 days ago"
        assert "█ ✓ 33 days ago" in driver.text


async def test_where_everything_is_of_this_week_there_is_nothing_to_open() -> None:
    async with running([*board_of("a"), *done("today", 0)]) as driver:
        await driver.do("column.toggle-older")
        assert "All that is in Done is of this week." in driver.lines[1]


async def test_where_rows_are_few_the_weeks_that_do_not_fit_are_told_together() -> None:
    async with running(weeks(), size=(80, 14)) as driver:
        assert shown(driver) == ["▌ ✓ today", "▌ ✓ tuesday", *FOLDED[:2], "⋯ earlier 5"]
    many = [act for number in range(20) for act in done(f"step {number}", 0)]
    async with running([*weeks(this_week=False), *many], size=(80, 24)) as driver:
        assert shown(driver)[-1] == "⋮ 14 more"
        await driver.do("walk.right", times=2)
        await driver.do("walk.last")
        assert shown(driver)[-1] == "⋯ older 10"


async def test_at_the_turn_of_the_week_what_was_open_is_folded() -> None:
    async with running([*weeks(), *done("later", -1)]) as driver:
        driver.keeper.clock = lambda: days_ago(-1)
        driver.app.tell_changed(None, is_ours=False)
        await driver.settle()
        assert shown(driver)[:2] == ["▌ ✓ later", "⋯ last week 2"]
