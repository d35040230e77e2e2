"""The welcome: from a goal to a first win, a question a page, each of which may be left out."""

import pytest

from kanban.boards import board_in_memory
from kanban.domain.operations import cards
from kanban.domain.records import Win, WinKind
from kanban.errors import StorageError
from kanban.keeper import Keeper

from .driver import NOON, Act, BoardDriver, board_of, noon, running, unchanged

QUESTIONS = (
    "What do you want to bring about?",
    "Why does it matter to you?",
    "Which three small steps come first?",
    "What have you done today already?",
)


def new_board() -> Keeper:
    return board_in_memory(noon, board_of())


def page_of(driver: BoardDriver) -> int:
    """Return which of the questions is asked; exactly one is."""
    (page,) = [place for place, words in enumerate(QUESTIONS) if words in driver.text]
    return page


async def answer(driver: BoardDriver, *answers: str) -> None:
    """Answer questions in their order, each with what ends it."""
    for text in answers:
        await driver.write(text)
        await driver.press("tab")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_four_questions_lead_to_a_board_with_its_first_card_selected(
    size: tuple[int, int],
) -> None:
    async with running(size=size) as driver:
        assert page_of(driver) == 0
        await driver.write("Launch [red]")
        await driver.press("enter")
        assert page_of(driver) == 1
        assert "▌ Launch [red]" in driver.text
        await driver.write("People wait for it")
        await driver.press("enter")
        assert page_of(driver) == 2
        assert "▌ People wait for it" in driver.text
        await driver.press(*"one", "enter", *"two", "enter", *"three", "enter", "enter")
        assert page_of(driver) == 3
        assert "is your first win" in driver.text
        with unchanged(driver.board):
            await driver.write("Sent that email")
        await driver.press("enter")
        assert driver.is_on_board
        assert driver.column("To Do").titles == ["one", "two", "three"]
        assert driver.selected == "one"
        assert driver.board.goals()[0].why == "People wait for it"
        assert driver.board.seq == 2
        assert [(win.kind, win.text) for win in driver.board.wins_on(NOON.day)] == [
            (WinKind.FORWARD, 'Split "Launch [red]" into 3 steps'),
            (WinKind.NOTE, "Sent that email"),
        ]
        assert "d moves a step to Done, w logs a win, ? shows every key." in driver.lines[1]


async def test_every_question_may_be_left_out_by_an_empty_enter() -> None:
    async with running() as driver:
        await driver.press("enter")
        assert page_of(driver) == 2  # without a goal there is no why
        await driver.press("enter")
        assert page_of(driver) == 3
        assert "first win" not in driver.text
        await driver.press("enter")
        assert driver.is_on_board
        assert driver.board.is_unused
        assert "a adds a small step, w logs a win, ? shows every key." in driver.lines[1]


@pytest.mark.parametrize("page", range(4))
@pytest.mark.parametrize("key", ["escape", "ctrl+s"])
async def test_on_any_page_what_is_there_is_kept(page: int, key: str) -> None:
    answers = ["Launch", "People wait", "one\ntwo", "Sent that email"]
    async with running() as driver:
        await answer(driver, *answers[:page])
        await driver.write(answers[page])
        await driver.press(key)
        assert driver.is_on_board
        board = driver.board
        assert board.goals()[0].title == "Launch"
        assert board.goals()[0].why == ("People wait" if page > 0 else "")
        assert driver.column("To Do").titles == (["one", "two"] if page > 1 else [])
        by_hand = [win.text for win in board.wins_on(NOON.day) if win.kind is WinKind.NOTE]
        assert by_hand == (["Sent that email"] if page > 2 else [])
        assert board.seq == (2 if page > 2 else 1)


@pytest.mark.parametrize("page", range(4))
async def test_on_any_page_escape_leaves_an_untouched_board_untouched(page: int) -> None:
    async with running() as driver:
        for _ in range(page):
            await driver.press("tab")
        await driver.press("escape")
        assert driver.is_on_board
        assert driver.board.seq == 0


async def test_going_back_shows_what_was_written() -> None:
    async with running() as driver:
        await answer(driver, "Launch", "People wait")
        await driver.press("shift+tab", "shift+tab", "shift+tab")
        assert page_of(driver) == 0
        await driver.press(*" it", "tab", "tab")
        assert page_of(driver) == 2
        assert "▌ Launch it" in driver.text
        assert "▌ People wait" in driver.text


async def test_steps_without_a_goal_are_cards_and_marked_up_ones_keep_their_day_and_stage() -> None:
    async with running() as driver:
        await answer(driver, "", "- [ ] call Ann @fri\n")
        await driver.press("escape")
        assert driver.column("To Do").titles == ["call Ann @fri"]
    async with running() as driver:
        await answer(driver, "Launch", "", "# Ready\n- [ ] call Ann @fri #people\n")
        await driver.press("escape")
        card = driver.card("call Ann")
        assert (card.milestone, card.tags, str(card.due_on)) == ("Ready", ("people",), "2026-11-27")


async def test_what_is_refused_is_said_on_its_page_and_nothing_is_lost() -> None:
    async with running(size=(80, 24)) as driver:
        await driver.write("x" * 501)
        with unchanged(driver.board):
            await driver.press("enter")
        assert page_of(driver) == 0
        assert "This goal is too long" in driver.text
        await answer(driver, "Launch", "People wait")
        await driver.press("shift+tab", "shift+tab")
        await driver.write("")
        with unchanged(driver.board):
            await driver.press("ctrl+s")
        assert page_of(driver) == 0
        assert "Name the goal that this is the reason for." in driver.text
        await driver.write("Launch")
        await driver.press("ctrl+s")
        assert driver.board.goals()[0].why == "People wait"


async def test_a_refusal_found_at_the_end_opens_its_page_and_escape_leaves_the_second_time() -> (
    None
):
    async with running() as driver:
        await driver.press("enter")
        await driver.write("y" * 501)
        await driver.press("escape")
        assert page_of(driver) == 2
        assert "This step is too long" in driver.text
        await driver.press("escape")
        assert driver.is_on_board
        assert driver.board.is_unused


async def test_it_is_asked_once() -> None:
    held = new_board()
    async with running(keeper=held) as driver:
        await driver.press("escape")
    async with running(keeper=held) as driver:
        assert driver.is_on_board


async def test_a_board_that_is_used_is_not_asked() -> None:
    async with running(board_of("One")) as driver:
        assert driver.is_on_board


async def test_a_program_that_ends_in_the_middle_goes_on_there_the_next_time() -> None:
    held = new_board()
    async with running(keeper=held) as driver:
        await answer(driver, "Launch", "People wait")
        await driver.press(*"one")
        driver.app.exit()
    async with running(keeper=held) as driver:
        assert page_of(driver) == 2
        assert driver.app.focused.text == "one"
        await driver.press("escape")
        assert driver.column("To Do").titles == ["one"]
        assert held.drawer.names() == ["welcomed"]


@pytest.mark.parametrize("note", [{}, {"page": 9, "goal": 1}, {"page": "two"}, {"page": -1}])
async def test_a_draft_that_makes_no_sense_begins_anew(note: dict[str, object]) -> None:
    held = new_board()
    held.drawer.put("welcome", note)
    async with running(keeper=held) as driver:
        assert page_of(driver) == 0


async def test_a_drawer_that_takes_nothing_is_told_and_keeps_nobody_from_the_board(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held = new_board()

    def refuse(_name: str, _note: object) -> None:
        raise StorageError("The disk is full.", "Make room.")

    monkeypatch.setattr(held.drawer, "put", refuse)
    async with running(keeper=held) as driver:
        await driver.press("x")
        assert "The disk is full." in driver.text
        await driver.press("escape")
        assert driver.is_on_board
        assert held.board.goals()[0].title == "x"


async def test_what_another_process_adds_meanwhile_disturbs_nothing() -> None:
    acts: list[Act] = board_of()
    async with running(acts) as driver:
        await driver.write("Launch")
        driver.keeper.do(cards.add, titles=("From elsewhere",))
        driver.app.tell_changed(None, is_ours=False)
        await driver.settle()
        await driver.press("tab", "tab", *"one", "escape")
        assert driver.column("To Do").titles == ["From elsewhere", "one"]
        assert driver.selected == "one"
        assert len(driver.board.table(Win)) == 1
