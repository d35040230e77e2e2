"""A record is the same record after it was a document."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import Phase, given, settings
from msgspec.structs import fields

from kanban.domain.change import Change, Edit
from kanban.domain.history import Commit, CommitKind, Origin
from kanban.domain.records import TABLES, Card, Move
from kanban.domain.values import replace
from kanban.errors import DamagedError
from kanban.store import journal
from kanban.store.documents import commit_document, from_json, to_commit, to_document, to_json
from kanban.store.documents import to_record as read_record
from tests.domain.builder import moderate

from .strategies import any_record, commits, records

TABLE_OF = {kind: table for table, kind in TABLES.items()}
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
CARD = Card(id=7, title="Call Noor", column_id=1, rank="8", created_at=NOON)
WRONG = (None, True, 1, -1, 1.5, "text", "2026-13-45", [], ["a"], [1], [[1, "x", 2]], {}, {"a": 1})
"""Values that fit some fields and no others."""


@pytest.mark.parametrize("table", TABLES)
def test_every_field_of_every_kind_of_record_is_tried(table):
    """A strategy that forgets a field would prove nothing about it."""
    varied = set()

    @settings(max_examples=60, phases=[Phase.generate], database=None, derandomize=True)
    @given(records[table])
    def look(record):
        for field in fields(type(record)):
            if getattr(record, field.name) != field.default:
                varied.add(field.name)

    look()
    assert varied == {field.name for field in fields(TABLES[table])}


@moderate
@given(any_record)
def test_a_record_is_the_same_after_it_was_a_document(record):
    document = from_json(to_json(to_document(record)))
    table = TABLE_OF[type(record)]
    assert read_record(table, record.id, document) == record


@moderate
@given(any_record)
def test_a_record_that_was_read_is_of_its_kind_and_as_frozen_as_any(record):
    read = read_record(TABLE_OF[type(record)], record.id, to_document(record))
    assert type(read) is type(record)
    with pytest.raises(AttributeError):
        read.id = 2


@moderate
@given(any_record)
def test_a_document_is_byte_identical_after_it_was_a_record(record):
    """So fields that this version does not know are written back as they were."""
    written = to_json(to_document(record))
    table = TABLE_OF[type(record)]
    assert to_json(to_document(read_record(table, record.id, from_json(written)))) == written


@moderate
@given(commits)
def test_a_commit_is_the_same_after_it_was_a_line(commit):
    line = journal.line(commit)
    assert line.count(b"\n") == 1
    assert journal.read_commits(line, commit.seq - 1, "x").commits == (commit,)


def test_a_document_leaves_out_what_has_its_default():
    assert set(to_document(CARD)) == {"title", "column_id", "rank", "created_at"}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("value", WRONG, ids=repr)
def test_a_wrong_value_in_any_field_is_damage_or_comes_back_as_it_is(table, value):
    for field in fields(TABLES[table]):
        if field.name in ("id", "extra"):
            continue
        document = {**_whole_document(table), field.name: value}
        try:
            record = read_record(table, 1, document)
        except DamagedError:
            continue
        again = to_document(record)
        default = field.name not in again and getattr(record, field.name) == field.default
        assert default or again[field.name] == value
        assert type(again.get(field.name, value)) is type(value)


@pytest.mark.parametrize("document", [None, [], "text", 5, {}, {"title": "x"}], ids=repr)
@pytest.mark.parametrize("table", TABLES)
def test_what_is_no_document_of_a_record_is_damage(table, document):
    with pytest.raises(DamagedError):
        read_record(table, 1, document)


@pytest.mark.parametrize("number", [0, -1, True, "1", None, 1.0], ids=repr)
def test_a_number_that_no_board_hands_out_is_damage(number):
    with pytest.raises(DamagedError):
        read_record("cards", number, to_document(CARD))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("seq", 0),
        ("seq", "1"),
        ("kind", "forget"),
        ("by", 5),
        ("since", None),
        ("at", "2026-11-22T12:00:00"),
        ("at", "0001-01-01T00:00:00+14:00"),
        ("reverses", "none"),
        ("words", None),
        ("edits", {"cards": 1}),
        ("edits", [["cards", 7, None, None]]),
        ("edits", [["tables", 7, None, {}]]),
        ("edits", [[["cards"], 7, None, {}]]),
        ("edits", [["cards", 7]]),
        ("edits", [["cards", 7, None, ["title"]]]),
    ],
)
def test_a_commit_with_a_wrong_part_is_damage(name, value):
    document = commit_document(_commit(CARD))
    assert to_commit(document)
    with pytest.raises(DamagedError):
        to_commit({**document, name: value})
    with pytest.raises(DamagedError):
        to_commit({key: part for key, part in document.items() if key != name})


@pytest.mark.parametrize(
    "broken",
    [
        replace(CARD, due_on=NOON),
        replace(CARD, title=5),
        replace(CARD, title="lone \ud800 surrogate"),
        replace(CARD, created_at=NOON.replace(tzinfo=None)),
        replace(CARD, tags=["a list"]),
        replace(CARD, moves=(Move(True, NOON),)),
        replace(CARD, extra={"future": float("nan")}),
        replace(CARD, extra={"future": (1, 2)}),
        replace(CARD, id=0),
    ],
)
def test_what_could_not_be_read_again_is_never_written(broken):
    with pytest.raises((ValueError, TypeError)):
        journal.line(_commit(broken))


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_a_number_that_could_not_be_written_back_is_refused(number):
    with pytest.raises(ValueError, match=number):
        from_json(b'{"future": %s}' % number.encode())


def _commit(card: Card) -> Commit:
    change = Change("Added", (Edit(None, card),))
    return Commit(1, CommitKind.DO, Origin("here", 0), NOON, change)


def _whole_document(table: str) -> dict:
    needed = {
        "about": {"title": "T", "created_at": "2026-11-22T12:00:00Z"},
        "columns": {"name": "N", "rank": "8"},
        "goals": {"title": "T", "rank": "8"},
        "cards": json.loads(to_json(to_document(CARD))),
        "wins": {
            "kind": "note",
            "text": "T",
            "at": "2026-11-22T12:00:00Z",
            "zone": "Europe/Berlin",
            "utc_offset_minutes": 60,
            "day": "2026-11-22",
        },
        "days": {"on": "2026-11-22"},
    }
    return needed[table]


@pytest.mark.parametrize("half", [b"\\ud800", b"\\uDFFF x", b"\\udc00\\ud800"])
def test_half_a_character_is_refused_when_read_and_a_whole_pair_is_not(half: bytes) -> None:
    with pytest.raises(ValueError, match="surrogates"):
        from_json(b'{"title": "' + half + b'"}')
    assert from_json(b'{"title": "\\ud83d\\ude00"}') == {"title": "\U0001f600"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
def test_what_is_not_plain_utf_8_is_refused(encoding):
    with pytest.raises(ValueError, match=r"BOM|decode|Expecting"):
        from_json('{"title": "Café"}'.encode(encoding))
    with pytest.raises(ValueError, match=r"BOM|decode|Expecting"):
        from_json(b'{"title": "\xed\xa0\xbd"}')
