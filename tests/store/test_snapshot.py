"""The snapshot is a plain TinyDB file, and opens only as what was written."""

import json
import re
import zlib
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as some
from tinydb import TinyDB

from kanban.domain.board import Board
from kanban.domain.history import History
from kanban.domain.older_wins import OlderWins
from kanban.domain.records import NOTHING, TABLES, Day
from kanban.errors import DamagedError, StorageError
from kanban.keeper import Keeper
from kanban.store.memory import MemoryStore
from kanban.store.snapshot import SCHEMA, Tables, board_tables, read_board, seal, to_board, unseal
from tests.domain.builder import all_records, moderate, records

from .builder import (
    TickingClock,
    a_day_of_work,
    add,
    bytes_in,
    new_keeper,
    put,
    reopened,
    starting_board,
    state,
)
from .strategies import any_known_record, any_record, texts


@pytest.fixture
def folded(folder: Path) -> Path:
    """The snapshot of a day's work, nothing left in the journal."""
    keeper = new_keeper(folder)
    a_day_of_work(keeper, 24)
    keeper.undo()
    keeper.fold()
    return folder / "main.json"


def resealed(path: Path, edit) -> None:
    """Change a snapshot's tables and seal them, as another version would."""
    tables = json.loads(path.read_bytes())
    del tables["seal"]
    edit(tables)
    put(path, seal(tables))


def test_stock_tinydb_shows_every_table_by_its_name(folded, folder):
    board = reopened(folder).board
    with TinyDB(folded) as plain:
        assert plain.tables() >= {*TABLES, "history", "store"}
        for table, held in records(board).items():
            assert {document.doc_id for document in plain.table(table)} == set(held)
        titles = {document["title"] for document in plain.table("cards")}
    assert titles == {card.title for card in records(board)["cards"].values()}


def test_looking_with_stock_tinydb_changes_no_byte(folded):
    before = folded.read_bytes()
    with TinyDB(folded) as plain:
        assert plain.table("cards").all()
    assert folded.read_bytes() == before


def test_what_stock_tinydb_has_written_is_told_apart_from_ours(folded, folder):
    with TinyDB(folded) as plain:
        plain.table("cards").insert({"title": "Smuggled in"})
    with pytest.raises(DamagedError, match="another program"):
        reopened(folder)


def test_a_snapshot_brings_back_the_board_and_what_can_be_undone(folded, folder):
    keeper = reopened(folder)
    assert len(keeper.board.history.done) == 23
    assert len(keeper.board.history.undone) == 1
    before = state(keeper.board)
    keeper.fold()
    assert state(reopened(folder).board) == before


@moderate
@given(some.lists(any_record, max_size=6, unique_by=lambda record: (type(record), record.id)))
def test_any_records_come_back_from_a_snapshot(held):
    days = {record.on: record.id for record in held if hasattr(record, "on")}
    held = [record for record in held if not hasattr(record, "on") or days[record.on] == record.id]
    board = Board(held, seq=7, history=History())
    again = to_board(unseal(seal(board_tables(board)), "x"), "x")
    assert records(again) == records(board)
    assert again.next_ids() == board.next_ids()
    assert again.seq == 7


@moderate
@given(some.lists(any_known_record, max_size=6, unique_by=lambda record: (type(record), record.id)))
def test_what_this_version_writes_is_read_by_its_types(held):
    days = {record.on: record.id for record in held if isinstance(record, Day)}
    held = [each for each in held if not isinstance(each, Day) or days[each.on] == each.id]
    data = seal(board_tables(Board(held, seq=7, history=History())))
    whole = to_board(unseal(data, "x"), "x")
    with patch("kanban.store.snapshot.unseal", side_effect=AssertionError("read as a whole")):
        board, tables = read_board(data, "x", away)
    assert state(board) == state(whole)
    assert list(tables) == ["store", "history", "seal"]
    for record in all_records(board):
        assert record.extra is NOTHING
        with pytest.raises(AttributeError):
            record.id = 2


@pytest.mark.parametrize(
    "edit",
    [
        lambda tables: tables.update(teams={}),
        lambda tables: tables["cards"]["1"].update(mood="calm"),
        lambda tables: tables["cards"]["1"].update(id=1),
        lambda tables: tables["cards"]["1"].update(extra={}),
        lambda tables: tables["cards"]["1"].update({"(id)": 1}),
        lambda tables: tables["cards"]["1"].update({"(extra)": {}}),
        lambda tables: tables["cards"].update({"0": tables["cards"]["1"]}),
        lambda tables: tables["cards"].update({"-1": tables["cards"]["1"]}),
        lambda tables: tables["cards"]["1"].update(due_at="17:00:30"),
        lambda tables: tables["cards"]["1"].update(created_at="2026-11-22T12:00:00"),
        lambda tables: tables["cards"]["1"].update(created_at=0),
        lambda tables: tables["cards"]["1"].update(goal_id="1"),
        lambda tables: tables["cards"]["1"].update(goal_id=1.0),
        lambda tables: tables["wins"]["1"].update(starred=1),
        lambda tables: tables["cards"]["1"]["moves"][0].append(1),
        lambda tables: tables["cards"]["1"]["moves"][0].pop(),
        lambda tables: tables["cards"]["1"].update(checklist=[["Read", False, 1]]),
        lambda tables: tables["store"].update({"2": {}}),
    ],
)
def test_what_this_version_does_not_write_is_read_or_refused_as_a_whole(folded, edit):
    resealed(folded, edit)
    data = folded.read_bytes()
    assert read_by_type(data) == read_as_a_whole(data)


def away(noted):
    return OlderWins(noted, lambda year: [])


def sealed_text(text: str) -> bytes:
    """Seal a text whatever it is, as a program does that knows how to but not what."""
    body = text.encode(errors="surrogatepass")
    return body + b', "seal": {"1": {"crc32": "%08x"}}}\n' % zlib.crc32(body)


def read_as_a_whole(data: bytes) -> object:
    """Return the board or the kind of refusal, each document parsed before any is read."""
    try:
        return state(to_board(unseal(data, "x"), "x", away))
    except StorageError as error:
        return type(error)


def read_by_type(data: bytes) -> object:
    """Return the same as a board file reads it."""
    try:
        return state(read_board(data, "x", away)[0])
    except StorageError as error:
        return type(error)


def small_text(others: Tables) -> str:
    """Return the text of a day's work with other tables, without what seals it."""
    keeper = Keeper(MemoryStore(starting_board()), TickingClock())
    a_day_of_work(keeper)
    keeper.undo()
    tables = board_tables(keeper.board, others)
    return seal(tables).decode().rpartition(', "seal"')[0]


SMALL = small_text({"teams": {"1": {"name": "Ours"}}})
SMALL_AND_KNOWN = small_text({})
PIECES = ["{", "}", "[", "]", '"', ",", ", ", ":", ": ", "\\", "\\ud800", "\n", " ", "\x00", "é"]
PIECES += [
    "0",
    "-",
    "9" * 5000,
    "NaN",
    "1e999",
    "null",
    "true",
    "{}",
    '"1": ',
    '"01": ',
    '"seal": ',
]
PIECES += ['"store": ', '"cards": {}, ', '"cards": ', ', "wins": {}', "[" * 3000, "\ud83d"]


@moderate
@given(some.data())
def test_a_board_read_by_type_is_read_or_refused_as_when_read_whole(data):
    text = data.draw(some.sampled_from([SMALL, SMALL_AND_KNOWN]))
    for _ in range(data.draw(some.integers(1, 3))):
        near = [place.start() for place in re.finditer(r'[{}],? ?"', text)]
        start = data.draw(some.sampled_from(near) | some.integers(0, len(text)))
        start += data.draw(some.integers(0, 2))
        end = start + data.draw(some.sampled_from([0, 0, 1, 2, 3, 40]))
        text = text[:start] + data.draw(some.sampled_from(["", *PIECES])) + text[end:]
    sealed = sealed_text(text)
    assert read_by_type(sealed) == read_as_a_whole(sealed)


@pytest.mark.parametrize(
    "edit",
    [
        lambda tables: json.dumps(tables, separators=(",", ":")),
        lambda tables: json.dumps(tables, indent=1),
        lambda tables: json.dumps(tables, sort_keys=True),
        lambda tables: json.dumps({"teams": {}, **tables}),
        lambda tables: json.dumps(dict(reversed(tables.items()))),
        lambda tables: json.dumps(tables)[:-1] + ', "cards": {}}',
        lambda tables: json.dumps(tables)[:-1] + ', "store": {"1": {"schema": 99}}}',
        lambda tables: json.dumps(tables)[:-1] + ', "seal": {"2": {}}}',
        lambda tables: json.dumps(tables).replace('"cards": {', '"cards": {"1": null, '),
        lambda tables: json.dumps(tables).replace('"cards": {', '"cards": {"1": {}, '),
        lambda tables: json.dumps(tables).replace('"cards": {', '"cards": {, '),
        lambda tables: json.dumps(tables).replace('"cards": {"1"', '"cards": {"01"'),
        lambda tables: json.dumps({**tables, "wins": {}})[:-1] + ', "wins": {}',
        lambda tables: json.dumps(tables | {"days": tables.pop("days")})[:-1],
        lambda tables: json.dumps(tables).replace('"history": {', '"history": { '),
        lambda tables: json.dumps(tables).replace('"schema": 1', '"schema": 1, "schema": 2'),
        lambda tables: json.dumps(tables).replace('"schema": 1', '"schema": 1, "schema": true'),
        lambda tables: json.dumps(tables).replace('"schema": 1', '"schema": 1.0'),
        lambda tables: json.dumps(tables | {"teams": 5}),
        lambda tables: json.dumps(tables | {"teams\n": {}}).replace("\\n", "\n"),
        lambda tables: json.dumps(tables | {"teams": {"1": {"\ud800": 1}}}),
        lambda tables: json.dumps(tables | {"teams": {"1": {"\U0001f600": 1}}}),
        lambda tables: json.dumps(tables)[:-1] + ", }",
    ],
)
def test_what_is_laid_out_otherwise_is_read_or_refused_as_a_whole(edit):
    sealed = sealed_text(edit(json.loads(SMALL + "}"))[:-1])
    assert read_by_type(sealed) == read_as_a_whole(sealed)


@moderate
@given(texts)
def test_unknown_tables_and_fields_survive_loading_editing_and_folding(word):
    import tempfile

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        keeper = new_keeper(folder)
        (card_id, _) = add(keeper, "Known", "Untouched")
        keeper.fold()

        def edit(tables):
            tables["teams"] = {"1": {"name": word, "deep": [{"x": 1.5, word: None}]}}
            tables["store"]["1"]["sync"] = {"server": word}
            for card in tables["cards"].values():
                card["mood"] = [word, {"of": word}]

        resealed(folder / "main.json", edit)
        keeper = reopened(folder)
        from kanban.domain.operations import cards

        keeper.do(cards.finish, card_ids=(card_id,))
        keeper.fold()
        for _ in range(2):  # the second fold by one that only ever read the first one's
            held = json.loads((folder / "main.json").read_bytes())
            assert list(held["teams"].values()) == [
                {"name": word, "deep": [{"x": 1.5, word: None}]}
            ]
            assert held["store"]["1"]["sync"] == {"server": word}
            assert [card["mood"] for card in held["cards"].values()] == [[word, {"of": word}]] * 2
            keeper = reopened(folder)
            add(keeper, "Another")
            keeper.board.table  # noqa: B018
            keeper.undo()
            keeper.fold()


def test_what_another_process_folded_in_is_not_folded_away(folder):
    ours, theirs = new_keeper(folder), reopened(folder)
    add(theirs, "One")
    theirs.fold()
    resealed(folder / "main.json", lambda tables: tables.update(teams={"1": {"name": "new"}}))
    add(ours, "Two")
    ours.fold()
    assert json.loads((folder / "main.json").read_bytes())["teams"] == {"1": {"name": "new"}}


def test_a_flip_of_any_bit_is_refused_and_the_file_untouched(folded, folder):
    data = folded.read_bytes()
    for place in [*range(0, len(data) - 1, 97), *range(len(data) - 60, len(data) - 1)]:
        put(folded, data[:place] + bytes([data[place] ^ 1 << place % 8]) + data[place + 1 :])
        before = bytes_in(folder)
        with pytest.raises(DamagedError):
            reopened(folder)
        assert bytes_in(folder) == before


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"{}",
        b"[]",
        b"null",
        b'{"_default": {}}',
        b"\x00" * 4096,
        b"\xef\xbb\xbf{}",
        b"[" * 100_000,
        b'{"cards": {"1": {"title": ' + b"9" * 10_000 + b"}}}",
    ],
    ids=lambda data: repr(data[:16]),
)
def test_what_is_no_board_is_refused_in_one_sentence(folded, folder, data):
    sealed = data[:-1] + b', "seal": {"1": {"crc32": "%08x"}}}\n' % zlib.crc32(data[:-1])
    for held in (data, sealed):
        put(folded, held)
        with pytest.raises(DamagedError) as caught:
            reopened(folder)
        assert "\n" not in caught.value.message
        assert folded.read_bytes() == held


@pytest.mark.parametrize(
    "edit",
    [
        lambda tables: tables.pop("store"),
        lambda tables: tables.pop("cards"),
        lambda tables: tables.pop("history"),
        lambda tables: tables["store"]["1"].update(seq="7"),
        lambda tables: tables["store"]["1"].update(seq=-1),
        lambda tables: tables["store"]["1"].update(seq=True),
        lambda tables: tables["store"]["1"].update(next_ids={"cards": "7"}),
        lambda tables: tables["store"]["1"].update(next_ids=[]),
        lambda tables: tables["store"]["1"].update(schema="1"),
        lambda tables: tables["store"]["1"].update(schema=None),
        lambda tables: tables["store"]["1"].update(schema=0),
        lambda tables: tables["store"]["1"].update(schema=True),
        lambda tables: tables["cards"].update({" 1": tables["cards"]["1"]}),
        lambda tables: tables["cards"].update({"01": tables["cards"]["1"]}),
        lambda tables: tables["cards"].update({"\u0661": tables["cards"]["1"]}),
        lambda tables: tables["cards"].update({"-3": tables["cards"]["1"]}),
        lambda tables: tables["cards"]["1"].update(title=None),
        lambda tables: tables["cards"]["1"].update(moves=[["a", "b"]]),
        lambda tables: tables["cards"].update({"1": None}),
        lambda tables: tables.update(cards=[]),
        lambda tables: tables.update(wins=None),
        lambda tables: tables["history"].update({"1": {}}),
    ],
)
def test_a_rightly_sealed_file_with_wrong_types_is_damage(folded, folder, edit):
    resealed(folded, edit)
    with pytest.raises(DamagedError):
        reopened(folder)


@pytest.mark.parametrize("schema", [SCHEMA + 1, 99])
def test_a_newer_form_is_refused_with_what_to_do_and_left_alone(folded, folder, schema):
    resealed(folded, lambda tables: tables["store"]["1"].update(schema=schema))
    before = bytes_in(folder)
    with pytest.raises(StorageError, match=r"newer version.*Update") as caught:
        reopened(folder)
    assert not isinstance(caught.value, DamagedError)
    assert bytes_in(folder) == before


def test_a_cut_snapshot_is_refused_wherever_it_is_cut(folded, folder):
    data = folded.read_bytes()
    for cut in range(0, len(data) - 1, 53):
        put(folded, data[:cut])
        with pytest.raises(DamagedError):
            reopened(folder)
