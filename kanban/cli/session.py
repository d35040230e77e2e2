"""What every verb needs: where things are, what the person chose, and the board."""

import sys
from argparse import Namespace
from functools import cached_property

from kanban import config, keeper
from kanban.clock import SystemClock
from kanban.config import Config
from kanban.keeper import Keeper
from kanban.paths import Places, check_board_name, places

DEFAULT_BOARD = "main"


class Session:
    """One call of the program."""

    def __init__(self, arguments: Namespace) -> None:
        self.board_name = check_board_name(getattr(arguments, "board", DEFAULT_BOARD))
        self._is_creating = getattr(arguments, "create", False)

    @cached_property
    def places(self) -> Places:
        """Where boards and settings are."""
        return places()

    @cached_property
    def config(self) -> Config:
        """What the person chose."""
        return config.load(self.places.config_file)

    @cached_property
    def clock(self) -> SystemClock:
        """Tells the moment."""
        return SystemClock(self.config.day_starts_at)

    @cached_property
    def keeper(self) -> Keeper:
        """The board; the default one is set up when it is first needed."""
        if self.board_name == DEFAULT_BOARD or self._is_creating:
            return keeper.create_board(self.places.boards, self.board_name, self.clock)
        return keeper.open_board(self.places.boards, self.board_name, self.clock)

    def use_board(self, name: str) -> None:
        """Turn to another board, which is set up where there is none; before the first use."""
        self.board_name = check_board_name(name)
        self._is_creating = True

    def close(self) -> None:
        """Let go of the board, and fold its journal when that has grown long."""
        if "keeper" in self.__dict__:
            if self.keeper.wants_folding:
                self.keeper.fold()
            self.keeper.close()


def read_text(words: list[str]) -> str:
    """Return the words of an argument as one text; a single `-` stands for stdin."""
    if words == ["-"]:
        return sys.stdin.buffer.read().decode("utf-8", "replace")
    return " ".join(words)
