"""The shell is one of two doors: the same acts leave the same records by either."""

from datetime import date, time

from kanban.domain.operations import cards, goals, wins
from kanban.domain.records import Item, WinKind
from kanban.domain.steps import steps
from kanban.exchange.reading import fingerprint, read_draft
from kanban.exchange.taking import take
from tests.domain.builder import records

from .shell import FrozenClock

LISTED = "- [ ] Plant beans\n- [x] Mow\n"


def by_shell(shell, path: str) -> None:
    shell.ok("add", "Test login", "--column", "Doing", "--tag", "bug", "--due", "fri 5pm")
    shell.ok("add", "-", "--goal", "launch", stdin="Write the page\nPick testers\nAsk Ann\n")
    shell.wait(minutes=5)
    shell.ok("move", "2", "4", "2")
    shell.ok("done", "1")
    shell.ok("undo")
    shell.ok("redo")
    shell.wait(minutes=5)
    shell.ok("win", "Sent that email", "--goal", "launch")
    shell.ok("win", "-", stdin="one\ntwo\n")
    shell.ok("undo")
    shell.ok("done", "2", "3")
    shell.ok("move", "3", "To Do")
    shell.ok("next", "3", "Name", "one")
    shell.ok("forward", "3", "Asked two of them")
    shell.ok("forward", "4")
    shell.ok(
        *("stuck", "4", "--learned", "Ann is away", "--kind", "knowledge"),
        *("--in-the-way", "No answer", "--next", "Ask Bo", "--blocked"),
    )
    shell.ok("stuck", "--learned", "It is the cookie", "--kind", "clarity")
    shell.ok("win", "Ann can help", "--kind", "leverage")
    shell.ok("edit", "5", "4", "--repeat", "every 2 weeks", "--due", "today", "--blocked", "x")
    shell.ok(
        "edit", "3", "--waits-for", "4", "--title", "Pick two", "--item", "Ann", "--check", "1"
    )
    shell.ok("tag", "3", "4", "--add", "soon", "--remove", "bug")
    shell.ok("edit", "4", "--unblock", "--notes", "# Why")
    shell.ok("done", "4")
    shell.wait(days=1)
    shell.ok("import", path)
    shell.ok("done", "3")


def by_keeper(shell) -> None:
    with shell.keeper("other") as held:
        held.do(goals.add, title="Launch", why="", steps=())
        due = {"tags": ("bug",), "due_on": date(2026, 11, 27), "due_at": time(17)}
        held.do(cards.add, titles=("Test login",), column_id=2, fields=due)
        titles = ("Write the page", "Pick testers", "Ask Ann")
        held.do(cards.add, titles=titles, fields={"goal_id": 1})
        shell.wait(minutes=5)
        held.do(cards.move, card_ids=(2, 4), column_id=2)
        held.do(cards.finish, card_ids=(1,))
        held.undo()
        held.redo()
        shell.wait(minutes=5)
        held.do(wins.log, texts=("Sent that email",), goal_id=1)
        held.do(wins.log, texts=steps("one\ntwo\n"))
        held.undo()
        held.do(cards.finish, card_ids=(2, 3))
        held.do(cards.move, card_ids=(3,), column_id=1)
        held.do(cards.next_step, card_id=3, title="Name one")
        held.do(wins.forward, card_id=3, text="Asked two of them")
        held.do(wins.forward, card_id=4)
        held.do(
            wins.reframe,
            learned="Ann is away",
            kind=WinKind.KNOWLEDGE,
            card_id=4,
            in_the_way="No answer",
            next_title="Ask Bo",
            is_blocked=True,
        )
        held.do(wins.reframe, learned="It is the cookie", kind=WinKind.CLARITY)
        held.do(wins.log, texts=("Ann can help",), kind=WinKind.LEVERAGE)
        fields = {"repeat": "every 2 weeks", "due_on": date(2026, 11, 22), "due_at": None}
        held.do(cards.amend_many, card_ids=(5, 4), fields={**fields, "blocked": "x"})
        items = (Item("Ann", is_done=True),)
        two = {"waits_for": (4,), "title": "Pick two", "checklist": items}
        held.do(cards.amend, card_id=3, fields=two)
        held.do(cards.amend_many, card_ids=(3, 4), add_tags=("soon",), remove_tags=("bug",))
        fields = {"blocked": "", "waits_for": (), "notes": "# Why"}
        held.do(cards.amend, card_id=4, fields=fields)
        held.do(cards.finish, card_ids=(4,))
        shell.wait(days=1)
        held.do(
            take,
            draft=read_draft(LISTED.encode(), "garden.txt"),
            fingerprint=fingerprint(LISTED.encode()),
            title="garden",
            done=None,
            again=False,
            localize=FrozenClock().localize,
        )
        held.do(cards.finish, card_ids=(3,))


def test_the_same_story_by_the_shell_and_by_a_keeper_leaves_the_same_records(shell, file):
    shell.goal("Launch")
    by_shell(shell, file("garden.txt", LISTED))
    shell.wait(days=-1, minutes=-10)
    by_keeper(shell)
    ours, theirs = records(shell.board()), records(shell.board("other"))
    ours.pop("about"), theirs.pop("about")  # the titles of two boards differ
    assert ours == theirs
    assert len(ours["wins"]) > 3
    assert shell.board().next_ids() == shell.board("other").next_ids()


def test_an_open_board_sees_what_the_shell_did(shell):
    with shell.keeper() as held:
        shell.ok("win", "Sent that email")
        news = held.follow()
        assert [change.words for change in news.changes] == ['Logged the win "Sent that email"']
        assert [win.text for win in held.board.wins_on(FrozenClock()().day)] == ["Sent that email"]


def test_the_shell_sees_what_an_open_board_did(shell):
    with shell.keeper() as held:
        held.do(cards.add, titles=("One",))
        shell.ok("done", "1")
        held.follow()
        assert held.board.is_done(held.board.card(1))
