"""Cards that are due at a time, come again and wait for others: by keys and by the shell."""

import pytest

from .program import Home

pytestmark = pytest.mark.terminal


def test_a_card_that_comes_again_and_one_that_waited_for_it_are_told_and_undone_as_one(
    home: Home,
) -> None:
    home.run("add", "Water the plants", "--repeat", "every day", "--due", "tomorrow 17:00")
    home.run("add", "Sell the tomatoes", "--waits-for", "1")
    before = home.columns
    with home.opened() as board:
        board.select("Water the plants")
        board.press("d", "Done: Water the plants. 1 win today. Again ")
        board.terminal.wait(lambda seen: "Free now: Sell the tomatoes." in seen.text)
        assert home.columns["To Do"] == ["Sell the tomatoes", "Water the plants"]
        assert home.columns["Done"] == ["Water the plants"]
        assert home.wins == ["Water the plants"]
        (coming,) = (card for card in home.json("list")["columns"][0]["cards"] if card["repeat"])
        assert (coming["due_at"], coming["repeat"]) == ("17:00", "every day")

        board.press("u", "0 wins today")
        assert home.columns == before
        board.press("U", "1 win today")
        assert home.columns["To Do"] == ["Sell the tomatoes", "Water the plants"]
    assert home.wins == ["Water the plants"]


def test_what_the_shell_changes_on_many_cards_shows_on_an_open_board(home: Home) -> None:
    home.run("add", "-", stdin="Dig the bed\nBuy seeds\nSow\n")
    with home.opened() as board:
        board.select("Dig the bed")
        home.run("tag", "1", "2", "--add", "garden")
        board.terminal.wait(lambda seen: seen.text.count("#garden") == 2)
        home.run("edit", "1", "2", "--due", "tomorrow 17:00")
        board.terminal.wait(lambda seen: seen.text.count("tomorrow") == 2)
        home.run("undo")
        board.terminal.wait(lambda seen: "tomorrow" not in seen.text)
        home.run("edit", "3", "--waits-for", "1", "--waits-for", "2")
        home.run("done", "1", "2")
        board.terminal.wait(lambda seen: "2 wins today" in seen.text)
    assert home.run("list").splitlines()[:2] == ["To Do (1)", "     3  Sow"]
