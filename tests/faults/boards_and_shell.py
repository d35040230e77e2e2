"""Two boards in terminals and the shell at one board, some of them killed now and then.

The boards are used by random keys in their first column; the shell adds to the second and brings
its own cards to Done, so that nobody takes back what another was told is done.
"""

import os
import random
import signal
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

from kanban.domain.records import Card, Win
from tests.terminal.program import HEADER, PROGRAM, Home
from tests.terminal.terminal import NotSeenError, Terminal

from .subjects import is_separated
from .tally import Tally

LATEST_S = 1.0
NEVER_S = 4.0
PROBE_EVERY_S = 6.0
KILL_EVERY_S = 9.0
SIZE = (160, 40)
SHELL_COLUMN = "Doing"


def boards_and_shell(minutes: float, folder: Path, home: Home | None = None) -> Tally:
    """Use a board from three sides for some minutes, and look at what is there then."""
    tally = Tally("two boards and the shell, killed now and then")
    with ExitStack() as stack:
        crowd = _Crowd(tally, home or Home(folder / "home"), stack)
        try:
            crowd.live(60 * minutes)
        except NotSeenError as error:
            tally.fail("a board does not answer", str(error)[-280:])
    crowd.count()
    return tally


class _Player:
    """One board in a terminal, and who presses its keys."""

    def __init__(self, name: str, home: Home) -> None:
        self.name = name
        self.home = home
        self.opened = 0
        self.terminal = self.open()
        self.acts = 0
        self.undoable = 0

    def open(self) -> Terminal:
        """Open the board anew."""
        self.opened += 1
        self.undoable = 0
        terminal = Terminal(PROGRAM, self.home.env, SIZE)
        terminal.wait(lambda seen: "? keys" in seen.text and "today" in seen.lines[HEADER])
        return terminal

    def press(self, rng: random.Random) -> None:
        """Do one random thing by keys; undo takes back only what was done since it was opened."""
        way = rng.randrange(8 if self.undoable else 6)
        self.acts += 1
        title = f"{self.name}{self.opened}-{self.acts}"
        if way < 2:
            self.terminal.send(f"aCard {title}\r")
        elif way == 2:
            self.terminal.send(f"wWin {title}\r")
        else:
            self.terminal.send({3: "d", 4: "j", 5: "k"}.get(way, "u"))
        self.undoable += {0: 1, 1: 1, 2: 1, 6: -1, 7: -1}.get(way, 0)

    def look(self) -> None:
        """Take in what was drawn."""
        self.terminal.wait(lambda _: True, quiet_s=0.02)

    def kill(self) -> None:
        """Kill it and open it again."""
        self.terminal.close()
        self.terminal = self.open()


class _Shell:
    """The shell in a loop: one verb after the other, each in a process of its own."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.running: subprocess.Popen[str] | None = None
        self.what: tuple[str, ...] = ()
        self.added: dict[str, int] = {}
        self.done: set[int] = set()
        self.number = 0

    def start(self, *what: str) -> None:
        """Start a verb."""
        self.what = what
        self.running = subprocess.Popen(
            [*PROGRAM, *what],
            env=os.environ | self.home.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def start_any(self, rng: random.Random) -> None:
        """Add a card, or bring one of its own to Done."""
        waiting = [each for each in self.added.values() if each not in self.done]
        if waiting and rng.random() < 0.5:
            self.start("done", str(rng.choice(waiting)))
        else:
            self.number += 1
            self.start("add", f"Shell {self.number}", "--column", SHELL_COLUMN)

    def heard(self, *, is_killed: bool = False) -> str:
        """Note what the verb acknowledged, once it is over; return what it complained of."""
        if self.running is None:
            return ""
        out, err = self.running.communicate()
        code, self.running = self.running.returncode, None
        if self.what[0] == "add" and out.strip().isdecimal():
            self.added[self.what[1]] = int(out)
        if self.what[0] == "done" and code == 0:
            self.done.add(int(self.what[1]))
        return "" if code == 0 or is_killed else f"{self.what}: {err}"


class _Crowd:
    """All three of them."""

    def __init__(self, tally: Tally, home: Home, stack: ExitStack) -> None:
        self.tally = tally
        self.home = home
        self.rng = random.Random(5)
        home.run("add", "The first")
        home.run("win", "The first")
        self.shell = _Shell(home)
        self.players: list[_Player] = []
        for name in "AB":
            self.players.append(player := _Player(name, home))
            stack.callback(lambda player=player: player.terminal.close())
        self.latest_ms = 0
        self.probes = 0

    def live(self, seconds: float) -> None:
        """Go on for so long."""
        now = time.monotonic()
        until, probe_at, kill_at = now + seconds, now + 2, now + min(KILL_EVERY_S, seconds / 3)
        while now < until:
            for player in self.players:
                player.press(self.rng)
                player.look()
            self.turn_shell()
            if now > probe_at:
                self.probe()
                probe_at = time.monotonic() + PROBE_EVERY_S
            if now > kill_at:
                self.kill_one()
                kill_at = time.monotonic() + self.rng.uniform(0.5, 1.5) * KILL_EVERY_S
            now = time.monotonic()
        self.rest()

    def turn_shell(self) -> None:
        """Let the shell begin its next verb, if the last one is over."""
        if self.shell.running is None:
            self.shell.start_any(self.rng)
        elif self.shell.running.poll() is not None:
            self.hear()

    def hear(self) -> None:
        """Count what the shell was told."""
        self.tally.tried += 1
        if complaint := self.shell.heard():
            self.tally.fail("the shell was refused", complaint)

    def rest(self) -> None:
        """Let all three finish what they have begun."""
        if self.shell.running is not None:
            self.hear()
        for player in self.players:
            player.terminal.send("\x1b")
        for player in self.players:
            player.terminal.wait(lambda seen: "? keys" in seen.text, quiet_s=0.3)

    def kill_one(self) -> None:
        """Kill one of the three at once."""
        victim = self.rng.choice([*self.players, self.shell])
        if isinstance(victim, _Player):
            victim.kill()
            self.tally.seen["boards killed"] += 1
            return
        if self.shell.running is None:
            self.shell.start_any(self.rng)
            time.sleep(self.rng.uniform(0.0, 0.3))
        if self.shell.running is not None:
            self.shell.running.send_signal(signal.SIGKILL)
            self.shell.heard(is_killed=True)
            self.tally.seen["verbs killed"] += 1

    def probe(self) -> None:
        """Have one of the three log a win, and see how soon it is counted on the others' screens.

        Told is when the verb has ended, or when the count stands on the actor's own screen.
        """
        self.rest()
        self.probes += 1
        wins = self.home.board.table(Win).values()
        words = f" {1 + sum(win.withdrawn_at is None for win in wins)} wins today"
        actor = self.rng.choice([*self.players, None])
        if actor is None:
            self.home.run("win", f"Probe {self.probes}")
            told = time.perf_counter()
        else:
            actor.terminal.send(f"wProbe {self.probes}\r")
            actor.undoable += 1
            told = actor.terminal.wait(words, NEVER_S, quiet_s=0.01).at
        for player in self.players:
            if player is not actor:
                self.see(player, words, told)

    def see(self, player: _Player, words: str, told: float) -> None:
        """Wait until words are on a screen, and count how long that took."""
        self.tally.seen["looks at another's change"] += 1
        try:
            seen = player.terminal.wait(words, NEVER_S, quiet_s=0.01)
        except NotSeenError as error:
            self.tally.fail("never seen elsewhere", error)
            return
        took = seen.at - told
        self.latest_ms = max(self.latest_ms, round(1000 * took))
        if took > LATEST_S:
            self.tally.fail("seen too late", f"{took:.2f} s")

    def count(self) -> None:
        """Look at what is there in the end."""
        tally, shell = self.tally, self.shell
        shell.heard(is_killed=True)
        tally.seen["ms until the last of them was seen elsewhere"] = self.latest_ms
        tally.seen["keys pressed"] = sum(player.acts for player in self.players)
        try:
            board = self.home.board
            self.home.run("doctor")
        except Exception as error:
            tally.fail("not healthy", error)
            return
        tally.seen["changes"] = board.seq
        if is_separated(board):
            tally.fail("a win without its move, or a move without its win")
        cards = board.table(Card)
        counting = {win.card_id for win in board.table(Win).values() if win.withdrawn_at is None}
        titles = [card.title for card in cards.values()]
        if len(set(shell.added.values())) < len(shell.added) or len(set(titles)) < len(titles):
            tally.fail("a number or a card twice")
        for title, card_id in shell.added.items():
            if card_id not in cards or cards[card_id].title != title:
                tally.fail("lost: added", title)
        for card_id in shell.done - counting:
            tally.fail("lost: done", card_id)
        tally.seen["acts of the shell"] = len(shell.added) + len(shell.done)
