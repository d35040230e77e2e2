"""The verbs find and archive."""

from datetime import timedelta

import pytest

from .shell import MORNING, FrozenClock, Shell


@pytest.fixture
def full(shell: Shell) -> Shell:
    shell.goal("Launch the product")
    shell.ok("add", "Write the landing page", "--goal", "launch", "--tag", "text", "--due", "fri")
    shell.ok("add", "Fix array[/] bug", "--column", "doing", "--tag", "bug")
    shell.ok("add", "Landing lights")
    shell.ok("done", "3")
    shell.ok("win", "Sent", "the", "landing", "mail", "--goal", "launch")
    return shell


def titles(shell: Shell, *argv: str) -> list[str]:
    return [card["title"] for card in shell.ok("find", *argv, "--json").json["cards"]]


def test_cards_come_in_the_order_of_the_board_and_wins_the_newest_first(full: Shell) -> None:
    found = full.ok("find", "LANDING", "--json").json
    assert [card["title"] for card in found["cards"]] == [
        "Write the landing page",
        "Landing lights",
    ]
    assert [win["text"] for win in found["wins"]] == ["Sent the landing mail", "Landing lights"]
    card = full.ok("list", "--json").json["columns"][0]["cards"][0]
    assert found["cards"][0] == card
    win = full.ok("recap", "--week", "--json").json["wins"][-1]
    assert found["wins"][0] == win


def test_terms_and_excluded_words_go_together(full: Shell) -> None:
    assert titles(full, "tag:bug") == ["Fix array[/] bug"]
    assert titles(full, "-tag:bug", "-is:done") == ["Write the landing page"]
    assert titles(full, "landing", "-lights") == ["Write the landing page"]
    assert titles(full, "due:week") == ["Write the landing page"]
    assert titles(full, '"landing page"', "goal:launch") == ["Write the landing page"]


def test_archived_cards_are_found_where_they_are_asked_for(full: Shell) -> None:
    full.ok("archive", "1")
    assert titles(full, "landing") == ["Landing lights"]
    assert titles(full, "landing", "--archived") == ["Landing lights", "Write the landing page"]
    assert titles(full, "is:archived") == ["Write the landing page"]
    assert full.ok("find", "page", "--archived").lines[0] == "Archive"


def test_wins_alone(full: Shell) -> None:
    found = full.ok("find", "landing", "--wins", "--json").json
    assert found["cards"] == []
    assert len(found["wins"]) == 2
    assert full.ok("find", "mail", "--wins").lines == [
        "Wins",
        "  Sun 22 Nov  Sent the landing mail  (Launch the product)",
    ]


def test_nothing_found_is_no_error(full: Shell) -> None:
    assert full.ok("find", "qqq").lines == ["Nothing found."]
    assert full.ok("find", "qqq", "--json").json == {"cards": [], "wins": []}


def test_what_cannot_be_understood_is_refused(full: Shell) -> None:
    full("find", "tga:bug").refuses(2, 'Did you mean "tag:"?')
    full("find", "column:dong").refuses(2, 'Did you mean "Doing"?')
    full("find").refuses(2, "nothing to find")
    full("find", "--filters", "--forget", "x").refuses(2, "do not go together")
    full("archive", "--list", "--restore").refuses(2, "do not go together")


def test_a_search_is_kept_used_and_let_go(full: Shell) -> None:
    assert full.ok("find", "tag:bug", "--keep", "Bugs").lines == ['Kept the search "Bugs".']
    assert titles(full, "--filter", "bugs") == ["Fix array[/] bug"]
    assert titles(full, "--filter", "bugs", "-array") == []
    assert full.ok("find", "--filters").lines == ["Bugs  tag:bug"]
    assert full.ok("find", "--filters", "--json").json == {
        "filters": [{"name": "Bugs", "query": "tag:bug"}]
    }
    full("find", "tag:bug", "--keep", "Bugs").refuses(1, "that search already")
    full("find", "tga:bug", "--keep", "More").refuses(2, "tag:")
    full("find", "--filter", "Bgus").refuses(1, 'Did you mean "Bugs"?')
    full.ok("find", "--forget", "BUGS")
    full("find", "--filter", "Bugs").refuses(1, "None is kept yet.")
    full.ok("undo")
    assert full.ok("find", "--filters").lines == ["Bugs  tag:bug"]


def test_a_card_goes_into_the_archive_and_comes_back_to_its_place(full: Shell) -> None:
    full.ok("add", "Last")
    before = full.ok("list").out
    assert full.ok("archive", "1", "4").lines == ["Archived 2 cards."]
    assert [card["id"] for card in full.ok("archive", "--list", "--json").json["cards"]] == [4, 1]
    assert full.ok("archive", "--list").lines[1].startswith("     1  Write the landing page")
    assert full.ok("archive", "--restore", "4", "1").lines == ["Took 2 cards out of the archive."]
    assert full.ok("list").out == before
    full("archive", "--restore", "1").refuses(1, "on the board already")
    full.ok("undo")
    assert len(full.ok("archive", "--list").lines) == 2
    full("archive").refuses(1, "No card is named")


def test_what_was_finished_before_a_day_is_put_away(
    full: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert full.ok("archive", "--done-before", "today").lines == [
        "No card was finished before that day."
    ]
    monkeypatch.setattr(FrozenClock, "wall", MORNING + timedelta(days=3))
    assert full.ok("archive", "--done-before", "-1d").lines == ['Archived "Landing lights".']
    assert len(full.ok("find", "landing", "--wins", "--json").json["wins"]) == 2


def test_a_year_that_cannot_be_read_is_told_and_the_rest_is_found(full: Shell) -> None:
    monkey = pytest.MonkeyPatch()
    with monkey.context() as patch:
        patch.setattr("kanban.cli.finding.all_wins", _with_trouble)
        answer = full("find", "landing", "--wins")
    assert answer.code == 0
    assert answer.err == "progress-board: The wins of 2019 cannot be read.\n"
    assert "Sent the landing mail" in answer.out


def _with_trouble(board):  # type: ignore[no-untyped-def]
    from kanban.domain.archive import AllWins, all_wins

    return AllWins(all_wins(board).wins, ["The wins of 2019 cannot be read."])
