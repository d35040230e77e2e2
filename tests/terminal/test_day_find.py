"""Finding, by keys in a real terminal: search, walk, narrow, keep, the archive."""

from pathlib import Path

import pytest

from .program import NOTICE, Home

pytestmark = pytest.mark.terminal

GARDEN = """## Ideas

- [ ] Ask a neighbour for a ladder
- [ ] Fix array[/] bug #bug
- [ ] 屋根の写真を撮る

## This week

- [ ] Order the bricks #build
- [ ] Draw the ladder window

## Done

- [x] Measure the garden
"""


@pytest.fixture
def garden(home: Home) -> Home:
    """A home with a small board that came from another program."""
    home.folder.mkdir()
    (home.folder / "garden.md").write_text(GARDEN)
    home.run("import", str(home.folder / "garden.md"))
    return home


@pytest.mark.parametrize("size", [(120, 36), (60, 20)], ids=str)
def test_a_day_of_finding(garden: Home, size: tuple[int, int]) -> None:
    with garden.opened(size) as board:
        # While typing the cursor goes to what is found; esc brings it back.
        board.press("/", "esc back")
        board.press("ladder", "1 of 2")
        board.press("\x1b[B", "2 of 2")
        board.select("Draw the ladder window")
        board.press("\x1b", "? keys")
        board.select("Ask a neighbour for a ladder")

        # A slip is told with what is near; what was typed stays.
        board.press("/tga:", 'There is no "tga:"')
        board.press("\x7f" * 4, "esc back")
        board.press("屋根", "1 of 1")
        board.press("\r", "? keys")
        board.select("屋根の写真を撮る")
        board.terminal.wait(lambda seen: "1 of 1" in seen.lines[NOTICE])
        board.press("\x1b", lambda seen: "1 of 1" not in seen.text)

        # The rest goes out of sight; keys act on what is left; it is kept under a name.
        board.press("/-ladder -column:done\t", "Ideas 2/3")
        board.press("\r", "? keys")
        board.press("F", "keeps the search of now")
        board.press("a", "Keep this search as")
        board.press("Not the ladder\r", "/ Not the ladder")
        board.press("\x1b", lambda seen: "/ Not the ladder" not in seen.text)
        board.press("\x1b", "Ideas 3")
        board.press("F", "Not the ladder")
        board.press("\r", "Ideas 2/3")
        board.press("\x1b", "Ideas 3")

        # What was put away is found in the archive and comes back to its place.
        before = garden.columns
        board.press("/array\r", "1 of 1")
        board.press("x", "Archived")
        board.press("X", "Archived cards")
        board.press("/array", "1 found")
        board.press("\r", "x take out")
        board.press("x", "Back in Ideas")
        board.press("\x1b", "Nothing is archived")
        board.press("\t", "Wins will stand here.")
        board.press("\x1b", "Ideas 3")
        assert garden.columns == before
        assert board.quit() == 0
    filters = garden.json("find", "--filters")["filters"]
    assert filters == [{"name": "Not the ladder", "query": "-ladder -column:done"}]


def test_the_shell_finds_what_the_keys_find(garden: Home) -> None:
    found = garden.json("find", "ladder")
    assert [card["title"] for card in found["cards"]] == [
        "Ask a neighbour for a ladder",
        "Draw the ladder window",
    ]
    number = garden.json("find", "tag:bug")["cards"][0]["id"]
    before = garden.columns
    garden.run("archive", str(number))
    assert garden.json("find", "array")["cards"] == []
    assert garden.json("find", "array", "--archived")["cards"][0]["id"] == number
    garden.run("archive", "--restore", str(number))
    assert garden.columns == before


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")
