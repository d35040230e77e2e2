from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanban.domain.change import Change
from kanban.domain.history import DEPTH, Commit, CommitKind, History, Origin
from kanban.domain.records import Card

from .builder import Desk, local_moment, moderate, observed, rebuilt, records

AT = local_moment("2026-11-22 09:00").at


def commit(history: History, seq: int, kind: CommitKind, origin: Origin, reverses: int = 0) -> None:
    history.adopt(Commit(seq, kind, origin, AT, Change(f"Act {seq}", ()), reverses))


@dataclass
class Entry:
    seq: int
    token: str
    kind: CommitKind
    is_open: bool = True


@dataclass
class PlainHistory:
    """The rule of the docstring, word for word, over a plain log of everything."""

    log: list[Entry] = field(default_factory=list)

    def newest(self, origin: Origin, *, is_undo: bool) -> int | None:
        kept = [
            entry
            for entry in self.log
            if entry.is_open and (entry.kind is CommitKind.UNDO) != is_undo
        ][-DEPTH:]
        seen = [e.seq for e in kept if e.token == origin.token or e.seq <= origin.since]
        return max(seen, default=None)

    def add(self, seq: int, kind: CommitKind, origin: Origin, reverses: int) -> None:
        for entry in self.log:
            is_own = entry.token == origin.token or entry.seq <= origin.since
            ends_redo = kind is CommitKind.DO and entry.kind is CommitKind.UNDO and is_own
            if entry.seq == reverses or ends_redo:
                entry.is_open = False
        self.log.append(Entry(seq, origin.token, kind))


acts = st.lists(st.sampled_from(["do", "do", "undo", "undo", "redo"]), max_size=60)


@moderate
@given(acts)
def test_the_history_of_one_session_is_two_plain_stacks(acts: list[str]) -> None:
    history, origin = History(), Origin("here", 0)
    words = {0: "nothing"}
    done: list[str] = []
    undone: list[str] = []
    for seq, act in enumerate(acts, start=1):
        if act == "do":
            words[seq] = f"act {seq}"
            commit(history, seq, CommitKind.DO, origin)
            done.append(words[seq])
            undone.clear()
        else:
            is_undo = act == "undo"
            found = history.undoable(origin) if is_undo else history.redoable(origin)
            source, target = (done, undone) if is_undo else (undone, done)
            assert (found is None) == (not source)
            if found is None:
                continue
            assert words[found.seq] == source[-1]
            words[seq] = source.pop()
            target.append(words[seq])
            commit(history, seq, CommitKind(act), origin, found.seq)
        assert [words[each.seq] for each in history.done] == done
        assert [words[each.seq] for each in history.undone] == undone


@moderate
@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.sampled_from(["do", "do", "undo", "redo", "reopen"])),
        max_size=80,
    )
)
def test_a_session_takes_back_what_it_made_or_found_and_nothing_else(
    steps: list[tuple[int, str]],
) -> None:
    history, plain, seq, opened = History(), PlainHistory(), 0, 3
    origins = [Origin(f"session {index}", 0) for index in range(3)]
    for who, act in steps:
        origin = origins[who]
        if act == "reopen":
            opened += 1
            origins[who] = Origin(f"session {opened}", seq)
        else:
            reverses = 0
            if act != "do":
                reverses = plain.newest(origin, is_undo=act == "undo") or 0
            if act == "do" or reverses:
                seq += 1
                commit(history, seq, CommitKind(act), origin, reverses)
                plain.add(seq, CommitKind(act), origin, reverses)
        for each in origins:
            undoable, redoable = history.undoable(each), history.redoable(each)
            assert (undoable and undoable.seq) == plain.newest(each, is_undo=True)
            assert (redoable and redoable.seq) == plain.newest(each, is_undo=False)


def test_a_win_from_elsewhere_is_not_taken_back_by_who_did_not_see_it(desk: Desk) -> None:
    shell = desk.beside("shell")
    desk.add("Test login")
    shell.win("Sent that email")
    desk.undo()
    assert desk.wins_today() == ["Sent that email"]
    assert desk.board.table(Card) == {}
    assert desk.undo() is None


def test_undo_works_after_a_restart(desk: Desk) -> None:
    desk.add("Test login")
    desk.finish(1)
    again = Desk(rebuilt(desk.board), desk.now, "tomorrow")
    again.undo()
    assert again.titles("To Do") == ["Test login"]
    again.redo()
    assert again.titles("Done") == ["Test login"]


def test_redo_works_after_a_restart(desk: Desk) -> None:
    desk.add("Test login")
    desk.undo()
    again = Desk(rebuilt(desk.board), desk.now, "tomorrow")
    again.redo()
    assert again.titles("To Do") == ["Test login"]


def test_a_new_act_ends_what_its_session_could_have_redone(desk: Desk) -> None:
    desk.add("One")
    desk.undo()
    desk.add("Two")
    assert desk.redo() is None


def test_an_act_elsewhere_leaves_what_a_session_can_redo(desk: Desk) -> None:
    shell = desk.beside("shell")
    desk.add("One")
    desk.undo()
    shell.add("Two")
    desk.redo()
    assert sorted(desk.titles("To Do")) == ["One", "Two"]


def test_a_session_that_opens_later_finds_everything_before(desk: Desk) -> None:
    shell = desk.beside("shell")
    shell.add("From the shell")
    late = desk.beside("late")
    late.undo()
    assert late.titles("To Do") == []
    assert shell.undo() is None


def test_a_hundred_acts_can_be_undone_and_redone(desk: Desk) -> None:
    assert DEPTH == 100
    states = [records(desk.board)]
    for number in range(DEPTH + 30):
        desk.add(f"Card {number}")
        states.append(records(desk.board))
    for steps in range(1, DEPTH + 1):
        assert desk.undo() is not None
        assert records(desk.board) == states[-1 - steps]
    assert desk.undo() is None
    assert len(desk.titles("To Do")) == 30
    for _ in range(DEPTH):
        assert desk.redo() is not None
    assert desk.redo() is None
    assert records(desk.board) == states[-1]
    assert len(desk.board.history.done) == DEPTH


def test_a_board_whose_history_is_full_stays_level(desk: Desk) -> None:
    for number in range(DEPTH + 1):
        desk.add(f"Card {number}")
    for _ in range(3):
        while desk.undo():
            pass
        while desk.redo():
            pass
    assert len(desk.board.history.done) == DEPTH
    assert desk.board.history.undone == []


@pytest.mark.parametrize("kind", list(CommitKind))
def test_an_empty_history_has_nothing_for_anyone(kind: CommitKind) -> None:
    history = History()
    assert history.undoable(Origin("here", 99)) is None
    assert history.redoable(Origin("here", 99)) is None
    commit(history, 1, kind, Origin("elsewhere", 0), reverses=99)
    assert history.undoable(Origin("here", 0)) is None
    assert history.redoable(Origin("here", 0)) is None


def test_only_an_undo_or_a_redo_names_what_it_reverses(desk: Desk) -> None:
    desk.add("Test login")
    assert Commit(1, CommitKind.DO, desk.origin, AT, Change("Act", ())).reverses == 0
    assert desk.board.history.done[-1].reverses == 0
    desk.undo()
    assert desk.board.history.undone[-1].reverses == 1
    desk.redo()
    assert desk.board.history.done[-1].reverses == 2


def test_undo_and_redo_are_commits_themselves(desk: Desk) -> None:
    desk.add("Test login")
    desk.undo()
    desk.redo()
    assert desk.board.seq == 3
    assert [each.kind for each in desk.board.history.done] == [CommitKind.REDO]


def test_reading_a_history_changes_nothing(desk: Desk) -> None:
    desk.add("Test login")
    before = observed(desk.board)
    for _ in range(2):
        desk.board.history.undoable(desk.origin)
        desk.board.history.redoable(desk.origin)
    assert observed(desk.board) == before
    assert len(desk.board.history.done) == 1
