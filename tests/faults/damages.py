"""Damage the files in every way a worn disk does; none may open as something it never was."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kanban.errors import BoardError
from kanban.keeper import Keeper
from tests.domain.builder import records

from .disks import QuickDisk
from .subjects import Opener, do, move, old_wins, opener
from .tally import Tally

ACTS = 24
Files = dict[str, bytes]


class Victim:
    """A board of known states, half in its snapshot and half in its journal."""

    def __init__(self, folder: Path, open_: Opener | None = None) -> None:
        self.open_ = open_ or opener(QuickDisk)
        self.folder = folder
        keeper = self.open_(folder / "whole")
        self.states = [records(keeper.board)]
        for number in range(2 * ACTS):
            do(keeper, move)
            self.states.append(records(keeper.board))
            if number + 1 == ACTS:
                keeper.fold()
        keeper.close()
        whole = folder / "whole"
        self.files: Files = {path.name: path.read_bytes() for path in whole.iterdir()}

    def outcome(self, tally: Tally, files: Files) -> None:
        """Open damaged files and count what comes of it."""
        tally.tried += 1
        place = self.folder / "damaged"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        for name, data in files.items():
            (place / name).write_bytes(data)
        try:
            keeper = self.open_(place)
        except BoardError:
            tally.seen["refused"] += 1
            if {path.name: path.read_bytes() for path in place.iterdir()} != files:
                tally.fail("overwritten", "refused, and then other bytes")
            return
        except Exception as error:
            tally.fail("traceback", repr(error))
            return
        self._opened(tally, keeper, files)

    def _opened(self, tally: Tally, keeper: Keeper, files: Files) -> None:
        seq = keeper.board.seq
        if seq >= len(self.states) or records(keeper.board) != self.states[seq]:
            tally.fail("silently wrong", f"opens at {seq}")
        elif seq == len(self.states) - 1:
            tally.seen["whole"] += 1
        elif not keeper.warnings:
            tally.fail("silently shorter", f"opens at {seq}")
        elif not self._keeps_the_rest(keeper, files):
            tally.fail("overwritten", f"the end behind {seq}")
        else:
            tally.seen["opened less an end that was told and kept"] += 1

    def _keeps_the_rest(self, keeper: Keeper, files: Files) -> bool:
        """Tell whether every damaged byte is still there after the next change."""
        data = files.get("main.journal", b"")
        do(keeper, move)
        after = (self.folder / "damaged" / "main.journal").read_bytes()
        kept = {path.read_bytes() for path in (self.folder / "damaged").glob("*.damaged-*")}
        good = after[: after.rfind(b"\n", 0, -1) + 1]
        return data.startswith(good) and data[len(good) :] in kept | {b""}


def damages(tries: int, folder: Path, open_: Opener | None = None, seed: int = 5) -> Tally:
    """Flip, delete, double and zero bytes of the snapshot and the journal."""
    tally = Tally("random damage")
    rng = random.Random(seed)
    victim = Victim(folder, open_)
    names = [name for name in victim.files if name.endswith((".json", ".journal"))]
    while tally.tried < tries:
        files = dict(victim.files)
        for name in rng.choice([*([name] for name in names), names]):
            files[name] = rng.choice(DAMAGES)(files[name], rng)
        if files != victim.files:
            victim.outcome(tally, files)
    return tally


def years(tries: int, folder: Path, open_: Opener | None = None, seed: int = 6) -> Tally:
    """Damage a yearly file, put another's bytes there or take it away, and look at every win."""
    tally = Tally("damage to a yearly file")
    rng = random.Random(seed)
    open_ = open_ or opener(QuickDisk)
    keeper = open_(folder / "whole")
    for _ in range(8):
        do(keeper, old_wins)
    keeper.fold()
    expected = records(keeper.board)
    shutil.rmtree(folder / "whole" / "backups")
    paths = sorted((folder / "whole" / "years").rglob("*.json"))
    while tally.tried < tries:
        shutil.rmtree(folder / "damaged", ignore_errors=True)
        shutil.copytree(folder / "whole", folder / "damaged")
        path = folder / "damaged" / rng.choice(paths).relative_to(folder / "whole")
        data = path.read_bytes()
        made = rng.choice((*DAMAGES, _another_of(paths), _nothing))(data, rng)
        if made == data:
            continue
        path.unlink()
        if made is not None:
            path.write_bytes(made)
        tally.tried += 1
        _look_at_all(tally, open_(folder / "damaged"), expected, path, made)
    return tally


def _look_at_all(
    tally: Tally, keeper: Keeper, expected: dict[str, Any], path: Path, made: bytes | None
) -> None:
    """Look at every win of a board, one of whose yearly files is damaged, and work on."""
    try:
        found = records(keeper.board)
    except BoardError:
        tally.seen["refused"] += 1
    except Exception as error:
        tally.fail("traceback", repr(error))
        return
    else:
        tally.seen["whole"] += 1
        if found != expected:
            tally.fail("silently wrong", path.name)
    do(keeper, move)
    keeper.fold()
    if (path.read_bytes() if path.exists() else None) != made:
        tally.fail("overwritten", path.name)


def _another_of(paths: list[Path]) -> Callable[[bytes, random.Random], bytes]:
    return lambda _data, rng: rng.choice(paths).read_bytes()


def _nothing(_data: bytes, _rng: random.Random) -> None:
    return None


def tails(folder: Path, every: int = 1, open_: Opener | None = None) -> Tally:
    """Cut the journal at each byte of its last three lines and flip each bit of the last one."""
    tally = Tally("cut and flip of every byte of the tail")
    victim = Victim(folder, open_)
    data = victim.files["main.journal"]
    ends = [place + 1 for place, byte in enumerate(data) if byte == 0x0A]
    held = [data[:cut] for cut in range(ends[-4], len(data), every)]
    held += [
        _flipped(data, place, bit)
        for place in range(ends[-2], len(data), every)
        for bit in range(0, 8, every)
    ]
    for each in held:
        before = tally.seen["refused"]
        victim.outcome(tally, {**victim.files, "main.journal": each})
        if tally.seen["refused"] > before:
            tally.fail("refused", f"{len(each)} of {len(data)} bytes")
    return tally


def _flipped(data: bytes, place: int, bit: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :]


def _flips(data: bytes, rng: random.Random) -> bytes:
    for _ in range(rng.randint(1, 8)):
        data = _flipped(data, rng.randrange(len(data)), rng.randrange(8))
    return data


def _span(data: bytes, rng: random.Random) -> tuple[int, int]:
    start = rng.randrange(len(data))
    return start, min(len(data), start + rng.choice((1, 2, 9, 100, 512, 1024, 4096)))


def _delete(data: bytes, rng: random.Random) -> bytes:
    start, end = _span(data, rng)
    return data[:start] + data[end:]


def _double(data: bytes, rng: random.Random) -> bytes:
    start, end = _span(data, rng)
    return data[:end] + data[start:end] + data[end:]


def _zero(data: bytes, rng: random.Random) -> bytes:
    start, end = _span(data, rng)
    return data[:start] + bytes(end - start) + data[end:]


def _zero_sector(data: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(data)) // 512 * 512
    end = min(len(data), start + 512 * rng.randint(1, 8))
    return data[:start] + bytes(end - start) + data[end:]


def _cut(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data))]


def _cut_at_a_line(data: bytes, rng: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    first = rng.randrange(len(lines))
    return b"".join(lines[:first] + lines[first + rng.randint(1, 4) :])


def _swap(data: bytes, rng: random.Random) -> bytes:
    """Exchange two blocks, as a disk does that wrote one to another's place."""
    size = rng.choice((16, 512))
    one, two = (rng.randrange(len(data)) // size * size for _ in range(2))
    held = bytearray(data)
    held[one : one + size], held[two : two + size] = (
        data[two : two + size],
        data[one : one + size],
    )
    return bytes(held)


DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flips,
    _delete,
    _double,
    _zero,
    _zero_sector,
    _cut,
    _cut_at_a_line,
    _swap,
)
