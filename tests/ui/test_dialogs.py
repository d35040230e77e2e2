from datetime import date, timedelta
from pathlib import Path

from textual.widgets import Static

from kanban import config
from kanban.domain.demo import demo_acts
from kanban.domain.operations import goals
from kanban.domain.recap import recap
from kanban.domain.records import Goal, Item, Win
from kanban.errors import DamagedError

from .driver import NOON, board_of, running, unchanged


async def test_a_board_left_empty_names_the_next_key() -> None:
    async with running(size=(80, 24)) as driver:
        await driver.press("escape")
        assert driver.is_on_board
        assert "a adds a small step." in driver.text


async def test_a_card_is_opened_changed_and_saved_as_one_change() -> None:
    acts = [*board_of("a"), lambda board: goals.add(board, NOON, title="Launch", why="")]
    async with running(acts) as driver:
        await driver.do("card.open")
        await driver.write("b", into="title")
        await driver.write("# Notes\n[red]", into="notes")
        await driver.write("tomorrow", into="due")
        await driver.write("bug later", into="tags")
        driver.app.screen.query_one("#goal").value = 1  # type: ignore[attr-defined]
        await driver.write("first item", into="item")
        await driver.press("ctrl+s")
        assert driver.is_on_board
        card = driver.card("b")
        assert card.notes == "# Notes\n[red]"
        assert card.due_on == date(2026, 11, 23)
        assert card.tags == ("bug", "later")
        assert card.goal_id == 1
        assert card.checklist == (Item("first item"),)
        assert driver.board.seq == 1


async def test_checklist_items_are_ticked_and_taken_away_by_key() -> None:
    async with running(demo_acts(NOON)) as driver:
        await driver.column("To Do").select("Finalize landing page copy")
        await driver.do("card.open")
        driver.app.screen.query_one("ItemList").focus()
        await driver.press("down", "space", "down", "delete")
        await driver.press("ctrl+s")
        card = driver.card("Finalize landing page copy")
        assert card.checklist == (Item("Headline", True), Item("Three reasons", True))
        assert "☑ 2/2" in driver.text


async def test_a_due_date_that_names_no_day_is_refused_and_nothing_is_lost() -> None:
    async with running(board_of("a")) as driver:
        await driver.do("card.open")
        await driver.write("someday", into="due")
        with unchanged(driver.board):
            await driver.press("ctrl+s")
        assert not driver.is_on_board
        assert '"someday" names no day.' in driver.text


async def test_leaving_a_changed_card_asks_once() -> None:
    async with running(board_of("a")) as driver:
        await driver.do("card.open")
        await driver.write("changed", into="title")
        with unchanged(driver.board):
            await driver.press("escape")
            assert "Not saved yet" in driver.text
            await driver.press("escape")
        assert driver.is_on_board


async def test_s_splits_the_card_into_steps_behind_it() -> None:
    async with running(board_of("big", "other")) as driver:
        await driver.column("To Do").select("big")
        await driver.do("card.split")
        await driver.write("\n".join(f"- step {number}" for number in range(30)), into="steps")
        assert "30 cards" in driver.text
        await driver.press("ctrl+s")
        titles = driver.column("To Do").titles
        assert titles == ["big", *(f"step {number}" for number in range(30)), "other"]
        await driver.do("change.undo")
        assert driver.column("To Do").titles == ["big", "other"]


async def test_the_recap_is_saved_in_two_keys_with_the_days_wins() -> None:
    async with running(demo_acts(NOON)) as driver:
        await driver.do("recap.show")
        assert "Draft the pricing mail" in driver.text
        assert "People can start without calling us" in driver.text
        await driver.press("ctrl+s")
        day = driver.board.day(NOON.day)
        assert day is not None
        assert day.three == (
            "Draft the pricing mail",
            "Asked for the contract",
            "Pay the printer's invoice",
        )


async def test_any_past_day_can_be_opened_and_written_and_changes_no_win() -> None:
    async with running(demo_acts(NOON)) as driver:
        before = dict(driver.board.table(Win))
        await driver.do("recap.show")
        await driver.press("left_square_bracket", "left_square_bracket")
        assert "Fri 20 Nov" in driver.text
        await driver.write("Call Noor", into="first_step")
        await driver.press("ctrl+s")
        day = driver.board.day(NOON.day - timedelta(days=2))
        assert day is not None
        assert day.first_step == "Call Noor"
        assert dict(driver.board.table(Win)) == before


async def test_the_recap_does_not_go_past_today() -> None:
    async with running(demo_acts(NOON)) as driver:
        await driver.do("recap.show")
        await driver.press("right_square_bracket")
        assert "Today, Sun 22 Nov" in driver.text


async def test_the_recap_stays_at_its_day_where_another_year_cannot_be_read(monkeypatch) -> None:
    def refusing(board, day):
        if day < NOON.day:
            raise DamagedError("The wins of 2024 are missing.", "progress-board doctor tells.")
        return recap(board, day)

    async with running(demo_acts(NOON)) as driver:
        await driver.do("recap.show")
        monkeypatch.setattr("kanban.ui.screens.recap.recap", refusing)
        await driver.press("left_square_bracket")
        assert "Today, Sun 22 Nov" in driver.text
        assert "The wins of 2024 are missing." in driver.text
        await driver.press("right_square_bracket")
        assert "Today, Sun 22 Nov" in driver.text


async def test_the_keys_screen_names_every_command_with_a_key() -> None:
    async with running(board_of("a")) as driver:
        await driver.do("keys.show")
        listed = " ".join(str(driver.app.screen.query_one("#keys", Static).content).split())
        for command in driver.app._commands.commands:
            if command.keys and not command.id.startswith("card.send-to"):
                assert command.help in listed
        await driver.press("escape")
        assert driver.is_on_board


async def test_the_palette_runs_any_command_by_name() -> None:
    async with running(board_of("a")) as driver:
        await driver.press("ctrl+p")
        await driver.press(*"movethecardtodone")
        await driver.pilot.pause(0.2)
        await driver.press("enter")
        await driver.settle()
        assert driver.column("Done").titles == ["a"]


async def test_a_chosen_theme_is_remembered(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    async with running(board_of("a"), config_file=file) as driver:
        driver.app.theme = "paper"
        await driver.settle()
    assert config.load(file).theme == "paper"


async def test_a_goal_added_by_key_stands_in_the_today_panel() -> None:
    async with running(board_of("a")) as driver:
        await driver.do("goal.add")
        await driver.write("Paper", into="title")
        await driver.write("outline", into="steps")
        await driver.press("ctrl+s")
        assert [goal.title for goal in driver.board.table(Goal).values()] == ["Paper"]
        assert "0/1" in driver.text
