"""A torn last line is cut; all else that cannot be read is refused, and left as it is."""

import zlib
from pathlib import Path

import pytest

from kanban.errors import DamagedError, StorageError
from kanban.store.documents import to_json

from .builder import a_day_of_work, add, bytes_in, new_keeper, put, reopened, state


@pytest.fixture
def day(folder: Path):
    """Return the states of a day of nine acts, whose files lie in the folder."""
    keeper = new_keeper(folder)
    states = a_day_of_work(keeper, 9)
    keeper.close()
    return states


@pytest.fixture
def file(folder: Path) -> Path:
    """The journal."""
    return folder / "main.journal"


def line_ends(data: bytes) -> list[int]:
    return [index + 1 for index, byte in enumerate(data) if byte == 0x0A]


def test_cut_at_every_byte_of_the_last_three_lines_all_whole_lines_are_kept(day, folder, file):
    data = file.read_bytes()
    ends = line_ends(data)
    for cut in range(ends[-4], len(data) + 1):
        put(file, data[:cut])
        whole = sum(end <= cut for end in ends) - 1
        assert state(reopened(folder).board) == day[whole]


def test_a_flip_of_any_byte_of_the_last_line_costs_at_most_the_last_change(day, folder, file):
    data = file.read_bytes()
    start = line_ends(data)[-2]
    for place in range(start, len(data)):
        put(file, flipped(data, place, place % 8))
        opened = reopened(folder)
        assert state(opened.board) == day[-2]
        assert opened.warnings


def test_what_is_cut_is_told_and_kept_beside_the_journal(day, folder, file):
    data = file.read_bytes()
    torn = data[line_ends(data)[-2] : -7]
    put(file, data[:-7])
    keeper = reopened(folder)
    assert any(f"last {len(torn)} bytes" in words for words in keeper.warnings)
    assert file.read_bytes() == data[:-7]  # looking changes nothing

    add(keeper, "Written after it")
    (kept,) = folder.glob("main.damaged-*")
    assert kept.read_bytes() == torn
    assert kept.stat().st_mode & 0o777 == 0o600
    again = reopened(folder)
    assert state(again.board) == state(keeper.board)
    assert again.warnings == ()


def test_what_is_cut_by_a_fold_is_kept_too(day, folder, file):
    data = file.read_bytes()
    put(file, data + b"0123")
    keeper = reopened(folder)
    keeper.fold()
    (kept,) = folder.glob("main.damaged-*")
    assert kept.read_bytes() == b"0123"
    assert state(reopened(folder).board) == day[-1]


def test_two_torn_ends_are_two_kept_files(day, folder, file):
    for torn in (b"first", b"second"):
        put(file, file.read_bytes() + torn)
        add(reopened(folder), "Next")
    kept = {path.read_bytes() for path in folder.glob("main.damaged-*")}
    assert kept == {b"first", b"second"}


def test_changes_missing_at_the_end_are_told_though_nothing_is_torn(day, folder, file):
    data = file.read_bytes()
    put(file, data[: line_ends(data)[-3]])
    keeper = reopened(folder)
    assert state(keeper.board) == day[-3]
    assert any("2 changes that were on disk are gone" in words for words in keeper.warnings)


def test_a_whole_journal_warns_of_nothing(day, folder):
    assert reopened(folder).warnings == ()


def test_damage_in_the_middle_is_refused_and_the_files_are_untouched(day, folder, file):
    data = file.read_bytes()
    for place in range(0, line_ends(data)[-2], 7):
        assert refused(folder, file, flipped(data, place, place % 8))


@pytest.mark.parametrize("lines", [2, 3])
def test_a_torn_end_of_more_than_one_line_is_refused(day, folder, file, lines):
    """Each line is durable before the next is begun, so no crash leaves two."""
    data = file.read_bytes()
    ends = line_ends(data)
    for start, end in zip(ends[-1 - lines : -1], ends[-lines:], strict=True):
        data = flipped(data, (start + end) // 2, 3)
    assert refused(folder, file, data)


def test_two_lines_run_into_one_are_refused_for_the_second_is_whole(day, folder, file):
    data = file.read_bytes()
    assert refused(folder, file, flipped(data, line_ends(data)[-2] - 1, 2))


@pytest.mark.parametrize("first", range(9))
def test_a_missing_line_is_refused_and_so_is_one_that_is_there_twice(day, folder, file, first):
    data = file.read_bytes()
    ends = line_ends(data)
    line = data[ends[first] : ends[first + 1]]
    assert refused(folder, file, data.replace(line, line + line))
    if first < 8:
        assert refused(folder, file, data.replace(line, b""))


@pytest.mark.parametrize("data", [b"", b"\n", b"{}\n", b"\x00" * 512], ids=repr)
def test_a_journal_without_its_first_line_is_refused(day, folder, file, data):
    """It is put in place whole, so a journal of no bytes is damage too."""
    assert refused(folder, file, data)
    assert not data or refused(folder, file, data + file.read_bytes())


def test_a_journal_shorter_than_its_snapshot_is_refused(day, folder, file):
    old = file.read_bytes()
    reopened(folder).fold()
    assert refused(folder, file, old[: line_ends(old)[-2]])


def test_a_journal_that_begins_behind_its_snapshot_is_refused(day, folder, file):
    snapshot = folder / "main.json"
    old = snapshot.read_bytes()
    keeper = reopened(folder)
    keeper.fold()
    put(snapshot, old)
    assert refused(folder, file, file.read_bytes())


def test_a_journal_of_another_board_is_refused(day, folder, file, tmp_path):
    other = new_keeper(tmp_path / "other")
    other.fold()
    for title in "abcdefghij":
        add(other, title)
    other.fold()
    add(other, "more")
    assert refused(folder, file, (tmp_path / "other" / "main.journal").read_bytes())


@pytest.mark.parametrize("form", [2, 99])
def test_a_journal_of_a_newer_form_is_refused_with_what_to_do(folder, file, form):
    new_keeper(folder)
    body = to_json({"journal": form, "base": 0})
    put(file, b"%08x %s\n" % (zlib.crc32(body), body))
    with pytest.raises(StorageError, match=r"newer version.*Update"):
        reopened(folder)


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"5",
        b"null",
        b"{not json",
        b'{"seq":NaN}',
        b'"\xff"',
        b"[" * 100_000,
        b'{"seq":' + b"9" * 10_000 + b"}",
        b'{"journal":1,"base":true}',
        b'{"journal":1,"base":-1}',
        b'{"journal":0,"base":0}',
    ],
    ids=lambda body: repr(body[:20]),
)
def test_a_line_with_a_right_checksum_and_wrong_words_is_damage(folder, file, body):
    add(new_keeper(folder), "A card")
    line = b"%08x %s\n" % (zlib.crc32(body), body)
    assert refused(folder, file, file.read_bytes() + line)
    assert refused(folder, file, line)


def test_a_text_that_looks_like_a_line_is_a_text(folder, file):
    body = b'{"seq": 2}'
    looks = f"{zlib.crc32(body):08x} {body.decode()}"
    keeper = new_keeper(folder)
    add(keeper, looks)
    data = file.read_bytes()
    put(file, data[:-3])
    assert reopened(folder).board.seq == 0
    put(file, data)
    assert reopened(folder).board.card(1).title == looks


def flipped(data: bytes, place: int, bit: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :]


def refused(folder: Path, file: Path, data: bytes) -> bool:
    """Tell whether the journal is refused with these bytes, and every file left as it is."""
    whole = file.read_bytes()
    put(file, data)
    before = bytes_in(folder)
    with pytest.raises(DamagedError) as caught:
        reopened(folder)
    assert caught.value.message
    untouched = bytes_in(folder) == before
    put(file, whole)
    return untouched
