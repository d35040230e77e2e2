from collections.abc import Callable

import pytest

from kanban.domain.board import Board
from kanban.domain.moment import Moment

from .builder import HOSTILE, ZONES, Desk, local_moment


@pytest.fixture
def at() -> Callable[..., Moment]:
    """Return moments by wall clock and zone; Berlin where no zone is named."""
    return local_moment


@pytest.fixture
def now() -> Moment:
    """A Sunday morning in Berlin."""
    return local_moment("2026-11-22 09:12")


@pytest.fixture
def desk(now: Moment) -> Desk:
    """A session at a new board with To Do, Doing and Done."""
    return Desk.new(now)


@pytest.fixture
def board(desk: Desk) -> Board:
    """The board of the session."""
    return desk.board


@pytest.fixture(params=ZONES)
def zone(request: pytest.FixtureRequest) -> str:
    """Each of six zones: summer time early and late, none, by half and quarter hours."""
    return request.param


@pytest.fixture(params=HOSTILE, ids=ascii)
def hostile(request: pytest.FixtureRequest) -> str:
    """Each of the texts that harm a program which trusts them."""
    return request.param
