import asyncio
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from textual.worker import WorkerFailed

from kanban.boards import board_file, create_board, open_board
from kanban.domain.history import Commit
from kanban.domain.operations import cards, wins
from kanban.domain.records import Win
from kanban.errors import StorageError
from kanban.keeper import Keeper
from kanban.store.memory import MemoryStore
from kanban.ui import desk
from kanban.ui.app import ProgressBoard
from kanban.ui.desk import Desk

from .driver import NOON, board_of, noon, running, unchanged, until


class SlowStore(MemoryStore):
    """Appends when it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.may_go = threading.Event()

    def append(self, commit: object) -> None:
        self.may_go.wait(5)

    def lock_holder(self) -> str:
        return "4711"


class FullStore(MemoryStore):
    """Has no room until there is."""

    is_full = True

    def append(self, commit: object) -> None:
        if self.is_full:
            raise StorageError("Cannot write the board: the disk is full.", "Free some space.")


class WatchedStore(MemoryStore):
    """Counts the looks for news.

    Attributes:
        looked: Gives one for each.
        act: Called in each.
    """

    act: Callable[[], object] = staticmethod(lambda: None)

    def __init__(self) -> None:
        super().__init__()
        self.looked = threading.Semaphore(0)

    def news(self) -> tuple[Commit, ...]:
        self.looked.release()
        self.act()
        return super().news()

    async def is_looked_at(self, times: int = 1) -> bool:
        """Wait for so many more looks; return False where none comes."""
        looks = [await asyncio.to_thread(self.looked.acquire, timeout=5) for _ in range(times)]
        return all(looks)


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> WatchedStore:
    """A store that is looked at all the time."""
    monkeypatch.setattr(desk, "FOLLOW_S", 0.001)
    return WatchedStore()


def keeper_of(store: MemoryStore, *titles: str) -> Keeper:
    keeper = Keeper(store, noon)
    for act in board_of(*titles):
        keeper.board.apply(act(keeper.board))
    return keeper


def keeper_on_disk(folder: Path, *titles: str) -> Keeper:
    """Return the keeper of a new board that nothing tidies up beside."""
    create_board(folder, "main", noon).close()
    keeper = Keeper(board_file(folder, "main"), noon)
    keeper.do(cards.add, titles=titles)
    return keeper


async def test_a_slow_disk_is_spoken_of_and_keys_wait_in_order() -> None:
    store = SlowStore()
    async with running(keeper=keeper_of(store, "a", "b", "c")) as driver:
        driver.app.simulate_key("d")
        driver.app.simulate_key("d")
        driver.app.simulate_key("j")
        await driver.pilot.pause(0.3)
        assert "Waiting for process 4711, which is writing. Your keys are kept." in driver.text
        assert driver.board.wins_on(NOON.day) == []
        store.may_go.set()
        await driver.settle()
        await driver.pilot.pause(0.1)
        assert driver.column("Done").titles == ["b", "a"]
        assert driver.selected == "c"


async def test_what_a_full_disk_would_not_take_is_told_kept_and_tried_again() -> None:
    store = FullStore()
    async with running(keeper=keeper_of(store, "a", "b")) as driver:
        with unchanged(driver.board):
            await driver.do("card.done")
            await driver.do("walk.down")
            await driver.do("card.done")
        assert driver.column("To Do").titles == ["a", "b"]
        assert "2 changes are not saved yet" in driver.lines[1]
        assert "the disk is full" in driver.lines[1]
        store.is_full = False
        await driver.app._desk.retry()
        await driver.settle()
        assert driver.column("Done").titles == ["b", "a"]
        assert "Saved. Everything is on disk." in driver.lines[1]


async def test_the_next_act_takes_what_waits_along_in_order() -> None:
    store = FullStore()
    async with running(keeper=keeper_of(store, "a", "b")) as driver:
        await driver.do("card.done")
        store.is_full = False
        await driver.do("win.log")
        await driver.write("x")
        await driver.press("enter")
        texts = [win.text for win in driver.board.wins_on(NOON.day)]
        assert texts == ["a", "x"]


async def test_quitting_asks_while_something_is_not_on_disk() -> None:
    async with running(keeper=keeper_of(FullStore(), "a")) as driver:
        await driver.do("card.done")
        await driver.do("app.leave")
        assert "Not on disk yet: 1." in driver.lines[1]
        assert not driver.app._exit
        await driver.do("app.leave")
        assert driver.app._exit


async def test_a_fault_writes_a_private_report_and_shows_no_card(tmp_path: Path) -> None:
    async def crash() -> None:
        async with running(board_of("a secret")) as driver:
            apps.append(driver.app)
            driver.app._crash_folder = tmp_path / "crashes"
            driver.app.call_later(lambda: 1 // 0)
            await driver.settle()

    apps: list[ProgressBoard] = []
    with pytest.raises(ZeroDivisionError):
        await crash()
    report = apps[0].crash_report
    assert report is not None
    assert "ZeroDivisionError" in report.read_text()
    assert "a secret" not in report.read_text()
    assert report.stat().st_mode & 0o777 == 0o600


async def test_a_fault_in_a_look_is_reported_with_the_place_it_comes_from(
    watched: WatchedStore, tmp_path: Path
) -> None:
    async def crash() -> None:
        async with running(keeper=keeper_of(watched, "a secret")) as driver:
            apps.append(driver.app)
            driver.app._crash_folder = tmp_path / "crashes"
            watched.act = lambda: 1 // 0
            await until(driver, lambda: driver.app.has_failed)

    apps: list[ProgressBoard] = []
    with pytest.raises(WorkerFailed):
        await crash()
    report = apps[0].crash_report
    assert report is not None
    assert "ZeroDivisionError" in report.read_text()
    assert "in has_news" in report.read_text()


async def test_what_another_process_did_shows_by_itself(tmp_path: Path) -> None:
    keeper = keeper_on_disk(tmp_path, "a")
    other = open_board(tmp_path, "main", noon)
    async with running(keeper=keeper) as driver:
        other.do(wins.log, texts=("Sent that email",))
        await driver.pilot.pause(0.6)
        assert "1 win today" in driver.lines[0]
        assert 'Logged the win "Sent that email".' in driver.lines[1]
        other.fold()
        other.do(cards.finish, card_ids=(1,))
        await driver.pilot.pause(0.6)
        assert driver.column("Done").titles == ["a"]
        assert driver.selected == "a"
    other.close()


async def test_a_board_that_nobody_changes_is_looked_at_without_waking_the_screen(
    watched: WatchedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    woken: list[Desk] = []

    async def follow(desk: Desk) -> None:
        woken.append(desk)

    monkeypatch.setattr(Desk, "follow", follow)
    async with running(keeper=keeper_of(watched, "a")) as driver:
        assert await watched.is_looked_at(times=3)
        assert driver.is_on_board
    assert woken == []


async def test_what_a_look_could_not_read_is_told_until_it_can_be_read(
    watched: WatchedStore,
) -> None:
    def fail() -> None:
        raise StorageError("Cannot read the board: the disk is gone.", "Plug it in.")

    async with running(keeper=keeper_of(watched, "a")) as driver:
        watched.act = fail
        assert await watched.is_looked_at(times=20)
        await driver.settle()
        assert "the disk is gone" in driver.lines[1]
        watched.act = lambda: None
        assert await watched.is_looked_at(times=20)
        await driver.do("card.done")
        assert driver.column("Done").titles == ["a"]


async def test_who_closes_a_desk_waits_for_the_look_that_is_under_way_and_none_follows(
    watched: WatchedStore,
) -> None:
    may_go = threading.Event()
    async with running(board_of("a")) as driver:
        watched.act = partial(may_go.wait, 5)
        left = Desk(keeper_of(watched, "a"), driver.app)
        watching = asyncio.create_task(left.watch())
        assert await watched.is_looked_at()
        closing = asyncio.create_task(left.close())
        await driver.settle()
        assert not closing.done()
        may_go.set()
        await asyncio.wait_for(closing, 5)
        await asyncio.wait_for(watching, 5)
        assert not watched.looked.acquire(blocking=False)


async def test_undoing_what_another_process_changed_since_is_refused_with_the_reason(
    tmp_path: Path,
) -> None:
    keeper = keeper_on_disk(tmp_path, "a")
    other = open_board(tmp_path, "main", noon)
    async with running(keeper=keeper) as driver:
        await driver.do("card.done")
        other.do(cards.move, card_ids=(1,), column_id=2)
        await driver.do("change.undo")
        assert "It was changed elsewhere since." in driver.lines[1]
        assert driver.column("Doing").titles == ["a"]
        assert len(driver.board.table(Win)) == 1
    other.close()


async def test_leaving_with_something_typed_asks_once() -> None:
    async with running(board_of("a")) as driver:
        await driver.do("card.open")
        await driver.write("changed", into="title")
        await driver.press("ctrl+q")
        assert "Not saved yet" in driver.text
        assert driver.app.is_running
        await driver.press("ctrl+q")
        assert driver.app._exit
