from datetime import date, time

from kanban.config import Config
from kanban.domain.demo import demo_acts
from kanban.domain.operations import cards, goals
from kanban.domain.records import Card

from .driver import NOON, BoardDriver, board_of, running, unchanged

GOALS = [
    *board_of("a", "b", "c"),
    lambda board: goals.add(board, NOON, title="Launch", why=""),
    lambda board: goals.add(board, NOON, title="Paper", why=""),
]


def first_three(driver: BoardDriver) -> list[Card]:
    return [driver.board.card(card_id) for card_id in (1, 2, 3)]


async def mark_two(driver: BoardDriver) -> None:
    """Mark the first two cards."""
    await driver.do("card.mark", times=2)


async def test_a_due_day_with_a_time_and_a_rule_is_set_and_said_back() -> None:
    async with running(board_of("a")) as driver:
        await driver.do("card.set-due")
        await driver.write("fri 5pm every 2 weeks")
        assert "Due fri 27 17:00 (2026-11-27), every 2 weeks." in driver.text
        await driver.press("enter")
        card = driver.card("a")
        assert (card.due_on, card.due_at) == (date(2026, 11, 27), time(17))
        assert card.repeat == "every 2 weeks"
        assert "Due fri 27 17:00 (2026-11-27), every 2 weeks: a." in driver.text
        assert "fri 27 17:00 ↻" in driver.text
        await driver.do("card.set-due")
        await driver.write("")
        await driver.press("enter")
        assert (driver.card("a").due_on, driver.card("a").repeat) == (None, "")


async def test_a_tag_that_is_typed_begins_behind_those_that_stand_there() -> None:
    acts = [
        *board_of("a"),
        lambda board: cards.amend(board, NOON, card_id=1, fields={"tags": ("web",)}),
    ]
    async with running(acts) as driver:
        await driver.do("card.set-tags")
        await driver.press(*"new", "enter")
        assert driver.card("a").tags == ("web", "new")


async def test_a_title_that_is_cut_off_is_not_followed_by_a_full_stop() -> None:
    async with running(board_of("step by step " * 20)) as driver:
        await driver.do("card.set-due")
        await driver.write("tomorrow")
        await driver.press("enter")
        assert "Due tomorrow (2026-11-23): step" in driver.text
        assert "…." not in driver.text


async def test_words_that_name_no_day_are_refused_and_stay_to_be_mended() -> None:
    async with running(board_of("a")) as driver:
        await driver.do("card.set-due")
        await driver.write("someday")
        with unchanged(driver.board):
            await driver.press("enter")
        assert '"someday"' in driver.text
        assert not driver.is_on_board


async def test_what_stands_there_is_left_as_it_is_without_a_change() -> None:
    acts = [
        *board_of("a"),
        lambda board: cards.amend(
            board, NOON, card_id=1, fields={"tags": ("web",), "due_on": NOON.day, "blocked": "no"}
        ),
        lambda board: goals.add(board, NOON, title="Launch", why=""),
    ]
    async with running(acts) as driver:
        with unchanged(driver.board):
            for key in ("card.set-due", "card.set-tags", "card.set-blocked"):
                await driver.do(key)
                await driver.press("enter")
                assert driver.is_on_board, key
            await driver.do("card.set-goal")
            await driver.press("down", "enter")  # no goal, as it is
            assert driver.is_on_board


async def test_each_key_acts_on_all_marked_cards_as_one_change() -> None:
    async with running(GOALS) as driver:
        await mark_two(driver)
        for key, text, words in (
            ("card.set-due", "tomorrow", "Due tomorrow (2026-11-23): 2 cards."),
            ("card.set-tags", "web bug", "Adds #web #bug: 2 cards."),
            ("card.set-blocked", "c, no phone", 'Waits for "c". Blocked: no phone: 2 cards.'),
        ):
            before = driver.board.seq
            await driver.do(key)
            await driver.write(text)
            await driver.press("enter")
            assert words in driver.text
            assert driver.board.seq == before + 1
        await driver.do("card.set-goal")
        await driver.press("down", "enter")
        assert "Under Paper: 2 cards." in driver.text
        one, two, three = first_three(driver)
        for card in (one, two):
            assert card.due_on == date(2026, 11, 23)
            assert card.tags == ("web", "bug")
            assert card.goal_id == 2
            assert (card.waits_for, card.blocked) == ((3,), "no phone")
        assert (three.due_on, three.tags, three.goal_id, three.waits_for) == (None, (), None, ())
        await driver.do("change.undo", times=4)
        assert first_three(driver)[0].tags == ()


async def test_the_tags_that_marked_cards_share_stand_there_and_others_stay() -> None:
    acts = [
        *board_of("a", "b"),
        lambda board: cards.amend(board, NOON, card_id=1, fields={"tags": ("web", "own", "old")}),
        lambda board: cards.amend(board, NOON, card_id=2, fields={"tags": ("old", "web")}),
    ]
    async with running(acts) as driver:
        await mark_two(driver)
        await driver.do("card.set-tags")
        assert "web old" in driver.text
        await driver.write("web new -own")
        assert "Adds #new. Takes #old #own away." in driver.text
        await driver.press("enter")
        assert driver.card("a").tags == ("web", "new")
        assert driver.card("b").tags == ("web", "new")


async def test_a_card_that_is_waited_for_is_completed_by_its_title() -> None:
    async with running(board_of("a", "Ask Noor")) as driver:
        await driver.do("card.set-blocked")
        await driver.press(*"as", "right")
        assert 'Waits for "Ask Noor".' in driver.text
        await driver.press("enter")
        assert driver.card("a").waits_for == (2,)
        assert "waits for Ask Noor" in driver.text
        await driver.do("walk.down")
        await driver.do("card.done")
        await driver.press("escape")
        assert "free" in driver.text
        await driver.do("walk.up")
        await driver.do("card.set-blocked")
        await driver.write("nothing")
        await driver.press("enter")
        assert driver.card("a").waits_for == ()


async def test_a_circle_is_refused_in_the_prompt() -> None:
    acts = [
        *board_of("a", "b"),
        lambda board: cards.amend(board, NOON, card_id=2, fields={"waits_for": (1,)}),
    ]
    async with running(acts) as driver:
        await driver.do("card.set-blocked")
        await driver.write("b")
        with unchanged(driver.board):
            await driver.press("enter")
        assert "circle" in driver.text


async def test_without_a_goal_or_a_card_the_next_key_is_named() -> None:
    async with running(board_of("a")) as driver:
        await driver.do("card.set-goal")
        assert "No goal yet. G adds one." in driver.text
    async with running() as driver:
        await driver.press("escape")
        for key in ("card.set-goal", "card.set-due", "card.set-tags", "card.set-blocked"):
            await driver.do(key)
            assert "No card here yet. a adds one." in driver.text


async def test_many_cards_are_not_counted_in_quiet_mode() -> None:
    async with running(demo_acts(NOON), config=Config(animations=False, quiet=True)) as driver:
        await mark_two(driver)
        await driver.do("card.set-tags")
        assert "Tags of these cards" in driver.text
