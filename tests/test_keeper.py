"""The keeper: lock, catch up, decide, commit, adopt; undo over restarts and beside others."""

import errno
import json
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kanban.boards import board_names, create_board, open_board
from kanban.domain.change import Change, Edit
from kanban.domain.operations import cards, wins
from kanban.domain.operations.mending import find_faults
from kanban.domain.records import Card, Win
from kanban.domain.values import replace
from kanban.errors import DamagedError, RuleError, StorageError, UsageError
from kanban.keeper import Keeper
from kanban.store import board_file, journal
from tests.domain.builder import observed
from tests.faults.disks import FailingDisk
from tests.store.builder import (
    TickingClock,
    a_day_of_work,
    add,
    bytes_in,
    new_keeper,
    one_act,
    reopened,
    state,
    win_texts,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the test's board lives."""
    return tmp_path / "boards"


@pytest.fixture
def ours(folder: Path) -> Keeper:
    """The keeper of a board just set up."""
    return new_keeper(folder)


@pytest.fixture
def theirs(ours: Keeper, folder: Path) -> Keeper:
    """Another process's keeper of the same board."""
    return reopened(folder)


# -- one keeper ------------------------------------------------------------------------------------


def test_a_move_and_its_win_are_one_line(ours, folder):
    (card_id,) = add(ours, "Call Noor")
    ours.do(cards.finish, card_ids=(card_id,))
    last = (folder / "main.journal").read_bytes().splitlines()[-1]
    assert [edit[0] for edit in json.loads(last[9:])["edits"]] == ["cards", "wins"]


def test_the_board_is_the_same_after_a_restart(ours, folder):
    a_day_of_work(ours, 24)
    before = observed(ours.board)
    ours.close()
    assert observed(reopened(folder).board) == before


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EFBIG])
@pytest.mark.parametrize("act", ["write", "sync"])
@pytest.mark.parametrize("takes_half", [False, True])
def test_a_failed_commit_leaves_files_and_board_as_they_were(folder, code, act, takes_half):
    disk = FailingDisk(code=code, takes_half=takes_half)
    keeper = new_keeper(folder, disk)
    a_day_of_work(keeper)
    before, files = state(keeper.board), bytes_in(folder)
    disk.refuses = lambda _number, name: name == act
    for attempt in (lambda: one_act(keeper, 0), keeper.undo):
        with pytest.raises(StorageError):
            attempt()
        assert state(keeper.board) == before
        assert bytes_in(folder) == files
    disk.refuses = lambda _number, _name: False
    one_act(keeper, 0)
    assert state(reopened(folder).board) == state(keeper.board)
    assert keeper.board.seq == before["seq"] + 1


def test_what_was_refused_does_not_come_back_though_it_could_not_be_cut(folder):
    """A worn disk fails the sync, and the cut after it too: the line stays where it was."""
    disk = FailingDisk(code=errno.EIO)
    keeper = new_keeper(folder, disk)
    add(keeper, "One")
    disk.refuses = lambda _number, name: name in ("sync", "truncate")
    for _ in range(3):
        with pytest.raises(StorageError):
            add(keeper, "Two")
        assert not keeper.follow()
        assert keeper.board.seq == 1
    disk.refuses = lambda _number, _name: False
    add(keeper, "Three")
    assert [card.title for card in reopened(folder).board.cards_in(1)] == ["One", "Three"]


def test_what_no_file_can_hold_is_never_committed(ours, folder):
    (card_id,) = add(ours, "Call Noor")
    card = ours.board.card(card_id)
    for wrong in ({"due_on": card.created_at}, {"title": "\ud800"}, {"tags": ["a list"]}):
        change = Change("Wrong", (Edit(card, replace(card, **wrong)),))
        before, files = state(ours.board), bytes_in(folder)
        with pytest.raises(ValueError, match=r"Wrong|surrogate"):
            ours.do(lambda _board, _now, change=change: change)
        assert state(ours.board) == before
        assert bytes_in(folder) == files
    add(ours, "Goes on")


def test_a_commit_that_could_not_be_adopted_is_read_from_the_file_at_the_next_look(ours, folder):
    add(ours, "One")

    def interrupted(_commit):
        raise KeyboardInterrupt

    ours.board.adopt = interrupted
    with pytest.raises(KeyboardInterrupt):
        add(ours, "Two")
    assert ours.follow().is_reloaded
    add(ours, "Three")
    assert [card.title for card in ours.board.cards_in(1)] == ["One", "Two", "Three"]
    assert state(reopened(folder).board) == state(ours.board)


def test_the_journal_asks_to_be_folded_when_it_is_long(ours, folder, monkeypatch):
    monkeypatch.setattr("kanban.keeper.FOLD_BYTES", 2_000)
    assert not ours.wants_folding
    a_day_of_work(ours)
    assert ours.wants_folding
    ours.fold()
    assert not ours.wants_folding
    assert board_file.FOLD_BYTES == 256 * 1024


# -- undo and redo ---------------------------------------------------------------------------------


def test_a_hundred_acts_are_undone_and_redone_across_restarts(folder):
    keeper = new_keeper(folder)
    seen = [content(keeper)]
    for number in range(120):
        one_act(keeper, number)
        seen.append(content(keeper))
    for back in range(1, 101):
        if back % 9 == 0:
            keeper = reopened(folder)
        if back % 31 == 0:
            keeper.fold()
        keeper.undo()
        assert shown(keeper) == seen[-1 - back]["shown"]
    with pytest.raises(RuleError, match="nothing to undo"):
        keeper.undo()
    for forth in range(100):
        if forth % 13 == 0:
            keeper = reopened(folder)
        keeper.redo()
        assert shown(keeper) == seen[21 + forth]["shown"]
    with pytest.raises(RuleError, match="nothing to redo"):
        keeper.redo()
    assert content(keeper) == seen[-1]


def content(keeper: Keeper) -> dict:
    held = keeper.board
    return {"shown": shown(keeper), "cards": dict(held.table(Card)), "wins": dict(held.table(Win))}


def shown(keeper: Keeper) -> dict:
    """Return what a person sees: columns with their cards, goals, and the wins that count."""
    held = keeper.board
    columns = {column.name: list(held.cards_in(column.id)) for column in held.columns()}
    counting = [win for win in held.table(Win).values() if win.withdrawn_at is None]
    return {"columns": columns, "goals": held.goals(), "wins": counting}


def test_undo_takes_back_only_what_this_session_did_or_found(ours, theirs):
    add(ours, "Ours")
    add(theirs, "Theirs")
    assert ours.undo().words == 'Added "Ours"'
    with pytest.raises(RuleError, match="nothing to undo"):
        ours.undo()
    assert [card.title for card in ours.board.cards_in(1)] == ["Theirs"]


def test_undo_of_what_another_has_changed_since_is_refused_with_the_reason(ours, theirs, folder):
    (card_id,) = add(ours, "Call Noor")
    ours.do(cards.move, card_ids=(card_id,), column_id=2)
    theirs.do(cards.finish, card_ids=(card_id,))
    before = bytes_in(folder)
    with pytest.raises(RuleError, match=r'Moved "Call Noor" to Doing.*changed elsewhere') as caught:
        ours.undo()
    assert caught.value.hint
    assert bytes_in(folder) == before
    assert ours.board.card(card_id).column_id == 3


def test_redo_of_what_another_has_changed_since_is_refused_with_the_reason(ours, theirs):
    (card_id,) = add(ours, "Call Noor")
    ours.do(cards.move, card_ids=(card_id,), column_id=2)
    ours.undo()
    theirs.do(cards.amend, card_id=card_id, fields={"title": "Call Noor today"})
    with pytest.raises(RuleError, match=r"Cannot redo.*changed elsewhere"):
        ours.redo()


def test_undo_withdraws_a_win_and_redo_brings_it_back_as_it_was_earned(ours, folder):
    (card_id,) = add(ours, "Call Noor")
    ours.do(cards.finish, card_ids=(card_id,))
    earned = dict(ours.board.table(Win))
    again = reopened(folder)
    again.undo()
    assert win_texts(again.board) == []
    assert len(again.board.table(Win)) == 1
    reopened(folder).redo()
    assert dict(reopened(folder).board.table(Win)) == earned


# -- two keepers -----------------------------------------------------------------------------------


def test_two_keepers_see_each_others_changes(ours, theirs):
    add(ours, "Ours")
    news = theirs.follow()
    assert [change.words for change in news.changes] == ['Added "Ours"']
    assert not news.is_reloaded
    assert not theirs.follow()
    add(theirs, "Theirs")
    ours.follow()
    assert state(ours.board) == state(theirs.board)


def test_a_look_tells_that_there_is_news_and_leaves_it_to_whoever_follows(ours, theirs):
    assert not theirs.has_news()
    add(ours, "Ours")
    assert theirs.has_news()
    add(theirs, "Theirs")
    assert theirs.has_news()
    assert [change.words for change in theirs.follow().changes] == ['Added "Ours"']
    assert not theirs.has_news()
    ours.fold()
    add(ours, "More")
    ours.fold()
    assert theirs.has_news()
    assert theirs.follow().is_reloaded


def test_an_act_is_decided_on_the_newest_board(ours, theirs):
    assert add(ours, "One") == [1]
    assert add(theirs, "Two") == [2]
    assert add(ours, "Three") == [3]


def test_a_follower_that_was_passed_by_a_fold_goes_on_where_it_can(ours, theirs):
    a_day_of_work(ours)
    assert len(theirs.follow().changes) == 12
    ours.fold()
    assert not theirs.follow()
    add(ours, "After it")
    assert [change.words for change in theirs.follow().changes] == ['Added "After it"']


@pytest.mark.parametrize("look", ["follow", "do", "undo", "fold"])
def test_a_keeper_left_behind_by_a_fold_loads_the_board_anew(ours, theirs, folder, look):
    add(theirs, "Theirs")
    a_day_of_work(ours)
    ours.fold()
    if look == "follow":
        assert theirs.follow().is_reloaded
    elif look == "do":
        theirs.do(wins.log, texts=("A win",))
    elif look == "undo":
        assert theirs.undo().words == 'Added "Theirs"'
    else:
        theirs.fold()
    ours.follow()
    assert state(ours.board) == state(theirs.board) == state(reopened(folder).board)


def test_a_commit_that_does_not_fit_is_damage_and_nothing_is_written_behind_it(ours, folder):
    """A line with a right checksum and number, whose record is another than the board's."""
    (card_id,) = add(ours, "Call Noor")
    add(ours, "Another")
    last = ours.board.history.done[-1]
    card = ours.board.card(card_id)
    change = Change("Never decided", (Edit(replace(card, title="Not it"), card),))
    file = folder / "main.journal"
    with file.open("ab") as opened:
        opened.write(journal.line(replace(last, seq=3, change=change)))
    before, files = state(ours.board), bytes_in(folder)
    for attempt in (ours.follow, lambda: add(ours, "More"), ours.undo, ours.fold):
        with pytest.raises(DamagedError, match="does not fit"):
            attempt()
    assert state(ours.board) == before
    assert bytes_in(folder) == files


def test_damage_found_while_following_is_told_each_time_and_never_written_over(
    ours, theirs, folder
):
    add(ours, "One")
    file = folder / "main.journal"
    add(ours, "Two")
    add(ours, "Three")
    data = file.read_bytes()
    file.write_bytes(data.replace(b"Two", b"Tow"))
    broken = bytes_in(folder)
    for look in (theirs.has_news, theirs.follow) * 2:
        with pytest.raises(DamagedError, match="damaged at byte"):
            look()
        with pytest.raises(DamagedError):
            add(theirs, "Four")
    assert bytes_in(folder) == broken
    file.write_bytes(data)
    assert len(theirs.follow().changes) == 3


def test_a_board_that_is_written_to_elsewhere_is_waited_for(ours, folder):
    waiting = new_keeper(folder, wait_s=0.01)
    with ours._store.lock():
        with pytest.raises(StorageError, match=r"Process \d+ has been writing.* for 0.01 seconds"):
            add(waiting, "One")
        assert waiting.follow().changes == ()
    add(waiting, "One")


def test_an_act_that_waits_gives_up_when_there_is_a_hurry(ours, folder):
    waiting = new_keeper(folder, wait_s=60)
    before = bytes_in(folder)
    with ours._store.lock(), ThreadPoolExecutor(1) as pool:
        act = pool.submit(add, waiting, "One")
        waiting.hurry()
        with pytest.raises(StorageError, match="has been writing"):
            act.result(timeout=5)
    assert bytes_in(folder) == before


def test_undo_beside_another_leaves_no_two_cards_on_one_rank(ours, theirs):
    add(ours, "One")
    (card_id,) = add(ours, "Two")
    ours.do(cards.finish, card_ids=(card_id,))
    add(theirs, "Three")
    ours.undo()
    assert [card.title for card in ours.board.cards_in(1)] == ["One", "Three", "Two"]
    assert not find_faults(ours.board, ours.clock().at)
    theirs.follow()
    assert state(theirs.board) == state(ours.board)
    ours.redo()
    ours.undo()
    assert not find_faults(ours.board, ours.clock().at)


def test_leaving_beside_one_that_writes_waits_for_nothing_and_leaves_the_rest_to_the_next(
    ours, folder
):
    add(ours, "One")
    files = bytes_in(folder)
    with new_keeper(folder)._store.lock():
        began = time.monotonic()
        ours.leave()
        assert time.monotonic() - began < 5
    assert {name: bytes_in(folder)[name] for name in ("main.json", "main.journal")} == {
        name: files[name] for name in ("main.json", "main.journal")
    }
    again = reopened(folder)
    again.leave()
    assert bytes_in(folder)["main.json"] != files["main.json"]
    assert state(reopened(folder).board) == state(ours.board)


def test_leaving_does_not_hide_damage(ours, folder):
    add(ours, "One")
    (folder / "main.journal").unlink()
    with pytest.raises(DamagedError, match="is gone"):
        ours.leave()


# -- opening ---------------------------------------------------------------------------------------


def test_a_board_that_is_not_there_is_refused_by_name(tmp_path):
    create_board(tmp_path, "home", TickingClock())
    with pytest.raises(RuleError, match=r'no board called "work".*home.*--create'):
        open_board(tmp_path, "work", TickingClock())


def test_creating_twice_opens_what_is_there(tmp_path):
    first = create_board(tmp_path, "home", TickingClock())
    add(first, "A card")
    assert state(create_board(tmp_path, "home", TickingClock()).board) == state(first.board)
    assert first.board.title == "Home"
    assert board_names(tmp_path) == ["home"]


def test_setting_a_board_up_is_nothing_that_undo_takes_back(tmp_path):
    keeper = create_board(tmp_path, "home", TickingClock())
    with pytest.raises(RuleError, match="nothing to undo"):
        keeper.undo()


@pytest.mark.parametrize("name", ["../up", "a/b", "", ".", "nul"])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path, name):
    with pytest.raises(UsageError):
        create_board(tmp_path, name, TickingClock())
