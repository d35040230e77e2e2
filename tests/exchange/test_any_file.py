"""Whatever a file holds, it is taken whole onto a sound board or refused in one sentence."""

import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kanban.domain.board import Board
from kanban.domain.moment import Moment, moment
from kanban.domain.operations import columns
from kanban.domain.records import Card, Column, Win
from kanban.errors import BoardError
from kanban.exchange.detection import FORMATS

from .builder import NOW, import_into

ZONES = ("Asia/Tokyo", "America/St_Johns", "Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC")
NAMES = st.sampled_from(["b.md", "b.json", "b.txt"])
DECLARED = st.one_of(st.none(), st.sampled_from(FORMATS))
INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2026, 11, 21)).map(  # noqa: DTZ001
    lambda at: f"{at.isoformat()}Z"
)
TEXTS = st.one_of(st.text(max_size=40), st.sampled_from(["Done", "done", "", "[red]", "\x1b[2J"]))
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXTS, INSTANTS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=6,
)
PIECES = st.sampled_from(
    [
        *("## Done\n", "## A\n", "# T\n", "- [ ] a\n", "- [x] b @completed(2026-11-20)\n", "- c\n"),
        *(
            "    > note\n",
            "    * [ ] sub\n",
            "    @ 2026-01-01\n",
            "\t- [ ] in\n",
            "---\n",
            "***\n",
        ),
        *("kanban-plugin: board\n", "**Complete**\n", "## Archive\n", "%% kanban:settings\n"),
        *("%%\n", " #tag", " ^id", " @{2026-11-28}", "@completed(2026-11-20T23:59+14:00)", "<br>"),
        *("\n", "\r", "\t", "{", "[", '"', "1. "),
    ]
)


def sound(board: Board) -> None:
    """What holds for every board, however its cards came."""
    assert sum(column.is_done for column in board.columns()) == 1
    names = [column.name.casefold() for column in board.columns()]
    assert len(set(names)) == len(names)
    for card in board.table(Card).values():
        assert board.get(Column, card.column_id)
        assert card.title.isprintable() or not card.title.isascii()
        assert card.moves[-1].column_id == card.column_id
        assert [move.at for move in card.moves] == sorted(move.at for move in card.moves)
        assert card.created_at <= card.moves[0].at
        assert card.moves[-1].at <= NOW.at
    for win in board.table(Win).values():
        assert win.day <= NOW.day
        assert win.at <= NOW.at
        assert board.is_done(board.card(win.card_id or 0))


def take_or_refuse(data: bytes, name: str, declared: str | None = None) -> None:
    for board in (Board(), made()):
        before = (board.columns(), dict(board.table(Card)))
        refusal = None
        try:
            import_into(board, data, name, declared)
        except BoardError as error:
            refusal = error.message
        if refusal is None:
            sound(board)
        else:
            assert refusal
            assert "\n" not in refusal
            assert (board.columns(), dict(board.table(Card))) == before


def made() -> Board:
    board = Board()
    board.apply(columns.set_up(board, NOW, title="Home"))
    return board


@given(st.binary(max_size=300), NAMES, DECLARED)
@example(b'{"lists": [], "cards": []}', "b.json", None)
def test_any_bytes_are_taken_or_refused(data, name, declared):
    take_or_refuse(data, name, declared)


@given(st.lists(PIECES, max_size=40).map("".join), NAMES, DECLARED)
def test_any_markdown_is_taken_or_refused(text, name, declared):
    take_or_refuse(text.encode(), name, declared)


@given(VALUES)
def test_any_json_is_taken_or_refused(value):
    take_or_refuse(json.dumps(value).encode(), "b.json")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_trello_board_with_anything_changed_is_taken_or_refused(garden, data):
    spoiled = json.loads(json.dumps(garden))
    for _ in range(data.draw(st.integers(1, 4))):
        place = spoiled
        while True:
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            if not keys:
                break
            key = data.draw(st.sampled_from(keys))
            inner = place[key]
            if isinstance(inner, dict | list) and data.draw(st.booleans()):
                place = inner
                continue
            place[key] = data.draw(VALUES)
            break
    take_or_refuse(json.dumps(spoiled).encode(), "b.json")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_trello_board_with_any_byte_changed_is_taken_or_refused(garden, data):
    text = bytearray(json.dumps(garden).encode())
    for _ in range(data.draw(st.integers(1, 3))):
        text[data.draw(st.integers(0, len(text) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(text)))
    take_or_refuse(bytes(text[:cut] if data.draw(st.booleans()) else text), "b.json")


@given(st.dates(date(2020, 1, 1), date(2026, 11, 20)), st.times(), st.sampled_from(ZONES))
def test_a_completed_day_is_the_same_day_in_every_zone(day, time, zone):
    def local(at: datetime) -> Moment:
        return moment(at.astimezone(ZoneInfo(zone)), zone)

    board = Board()
    import_into(board, f"## Done\n- [x] a @completed({day})\n", localize=local)
    (win,) = board.table(Win).values()
    assert win.day == day
    clock = Board()
    written = f"{day}T{time:%H:%M:%S}"
    import_into(clock, f"## Done\n- [x] a @completed({written})\n", localize=local)
    (win,) = clock.table(Win).values()
    skipped_hour = local(win.at).at.astimezone(ZoneInfo(zone)).strftime("%H") != f"{time:%H}"
    assert skipped_hour or win.day == (
        day if time.hour >= 4 else date.fromordinal(day.toordinal() - 1)
    )


@pytest.mark.parametrize("zone", ZONES)
def test_the_ends_of_the_calendar_are_no_trouble_in_any_zone(zone):
    def local(at: datetime) -> Moment:
        return moment(at.astimezone(ZoneInfo(zone)), zone)

    for written in ("0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00", "1970-01-01", "2199-12-31"):
        board = Board()
        import_into(
            board, f"## Done\n- [x] a @completed({written}) @{{{written[:10]}}}\n", localize=local
        )
        sound(board)
