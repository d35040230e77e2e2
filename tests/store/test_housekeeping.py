import os
import runpy
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from kanban.boards import board_in_memory, create_board, open_board
from kanban.domain.operations import cards
from kanban.errors import StorageError
from kanban.store.disk import Disk
from kanban.store.housekeeping import STEPS_BACK, Housekeeping, keep_house
from kanban.store.journal import header
from kanban.store.presence import nobody_at
from kanban.store.system import AUTOGROUP, step_back

from .builder import TickingClock


def test_keeping_house_backs_up_and_leaves_a_short_journal(tmp_path: Path) -> None:
    keeper = create_board(tmp_path, "main", TickingClock())
    keeper.do(cards.add, titles=("a",))
    keep_house(tmp_path / "main.json")
    assert (tmp_path / "main.journal").read_bytes() == header(keeper.board.seq)
    assert len(list((tmp_path / "backups" / "main").glob("*.json"))) == 1
    keeper.follow()
    keeper.do(cards.finish, card_ids=(1,))
    assert len(open_board(tmp_path, "main", TickingClock()).board.cards_in(3)) == 1


def test_what_went_wrong_beside_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "main.json").write_text("not a board")
    house = Housekeeping(tmp_path / "main.json")
    house.start()
    running = house._running
    assert running is not None
    running.wait(20)
    assert "main.json is damaged" in house.trouble()
    assert house.trouble() == ""


def test_a_board_that_is_left_is_folded_beside_and_let_go_of(tmp_path: Path) -> None:
    keeper = create_board(tmp_path, "main", TickingClock())
    keeper.do(cards.add, titles=("a",))
    keeper.tidy()
    keeper.do(cards.add, titles=("b",))
    assert keeper.leave_beside() == ""
    assert (tmp_path / "main.journal").read_bytes() == header(keeper.board.seq)
    with nobody_at(tmp_path / "main.json", Disk()):
        pass


def test_what_went_wrong_with_a_board_that_is_left_is_returned(tmp_path: Path) -> None:
    keeper = create_board(tmp_path, "main", TickingClock())
    (tmp_path / "main.json").write_text("not a board")
    assert "main.json is damaged" in keeper.leave_beside()


def test_a_board_in_memory_is_left_without_a_process() -> None:
    assert board_in_memory(TickingClock()).leave_beside() == ""


def test_the_process_beside_lets_keys_go_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_board(tmp_path, "main", TickingClock()).close()
    taken: list[int] = []
    monkeypatch.setattr(os, "nice", taken.append)
    monkeypatch.setattr("kanban.store.system.AUTOGROUP", tmp_path / "autogroup")
    monkeypatch.setattr(sys, "argv", ["housekeeping", str(tmp_path / "main.json")])
    monkeypatch.delitem(sys.modules, "kanban.store.housekeeping")
    runpy.run_module("kanban.store.housekeeping", run_name="__main__")
    assert taken == [STEPS_BACK]
    assert len(list((tmp_path / "backups" / "main").glob("*.json"))) == 1


@pytest.mark.skipif(not AUTOGROUP.exists(), reason="the system shares without regard to sessions")
def test_a_session_of_its_own_steps_back_as_a_whole() -> None:
    source = """
import os
from kanban.store.system import AUTOGROUP, step_back
step_back(3)
print(os.nice(0), AUTOGROUP.read_text())
"""
    command = [sys.executable, "-c", source]
    run = partial(subprocess.run, command, check=True, capture_output=True, text=True)
    before, own_session = os.nice(0), AUTOGROUP.read_text()
    beside = run(start_new_session=True).stdout
    assert beside.startswith(f"{before + 3} ")
    assert beside.strip().endswith("nice 3")
    run()
    assert AUTOGROUP.read_text() == own_session


def test_a_system_that_shares_otherwise_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[int] = []
    monkeypatch.setattr(os, "nice", taken.append)
    monkeypatch.setattr(os, "getsid", lambda _process: os.getpid())
    monkeypatch.setattr("kanban.store.system.AUTOGROUP", Path("/no/such/folder/autogroup"))
    step_back(3)
    assert taken == [3]


def test_a_process_that_cannot_be_started_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-such-python"))
    with pytest.raises(StorageError, match="could not be backed up"):
        Housekeeping(tmp_path / "main.json").start()
