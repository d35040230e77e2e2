"""A disk that remembers what was done to it, and what a power cut could have left of that.

The rules are those of POSIX, with nothing that a file system may add out of kindness: bytes and
sizes are durable once the file was synced, names once the folder was. Until then each write may be
there, missing, cut anywhere or there by some of its 512-byte sectors; sizes may have grown without
bytes; and every change of a name may have happened or not, whatever came before it.
"""

import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kanban.store.disk import Disk

SECTOR = 512


class PulledError(BaseException):
    """The process was killed; no handler of the program sees it."""


@dataclass(eq=False)
class Node:
    """A file, whatever its name.

    Attributes:
        durable: What it holds for certain.
        pending: What was done to it since, as (place, bytes), or (size, None) for a cut.
    """

    durable: bytes = b""
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)

    def after(self, chosen: Callable[[bytes, int, bytes | None], bytes]) -> bytes:
        """Return what the file holds when each pending act left what `chosen` says."""
        data = self.durable
        for place, written in self.pending:
            data = chosen(data, place, written)
        return data

    @property
    def now(self) -> bytes:
        """What a running program reads."""
        return self.after(whole)


@dataclass
class World:
    """Folders' names and files, durable and pending.

    Attributes:
        names: What is durable.
        pending: The changes of names since, each within one folder.
        made: The folders that were made here; their own names are among the names.
    """

    names: dict[Path, Node] = field(default_factory=dict)
    pending: list[dict[Path, Node | None]] = field(default_factory=list)
    made: set[Path] = field(default_factory=set)

    def current(self) -> dict[Path, Node]:
        """Return the names as a running program sees them."""
        return self.named(self.pending)

    def named(self, changes: list[dict[Path, Node | None]]) -> dict[Path, Node]:
        """Return the names after some of the pending changes."""
        names: dict[Path, Node | None] = dict(self.names)
        for change in changes:
            names.update(change)
        return {name: node for name, node in names.items() if node is not None}

    def settle(self, folder: Path) -> None:
        """Make the names in one folder durable, and no other's."""
        settled = [change for change in self.pending if _folder_of(change) == folder]
        self.pending = [change for change in self.pending if _folder_of(change) != folder]
        self.names = self.named(settled)

    def crash(self, rng: random.Random) -> dict[Path, bytes]:
        """Return files that a power cut could leave."""
        kept = rng.choice((0.0, 0.3, 0.5, 0.7, 1.0))
        named = self.named([change for change in self.pending if rng.random() < kept])
        style = rng.choice((torn(rng), torn(rng), whole, dropped))
        return {
            name: node.after(style)
            for name, node in named.items()
            if name not in self.made
            and all(parent in named for parent in name.parents if parent in self.made)
        }


def _folder_of(change: dict[Path, Node | None]) -> Path:
    return next(iter(change)).parent


class RecordingDisk(Disk):
    """Does everything without waiting, and keeps the world as a power cut would find it.

    Args:
        looks: Called after each act that changed something.
    """

    def __init__(self, looks: Callable[[], None] = lambda: None) -> None:
        self.world = World()
        self.looks = looks
        self.kill_at = -1
        self.acts = 0
        self._nodes: dict[int, Node] = {}

    def adopt(self, path: Path) -> None:
        """Take a file that is there for one that has always been."""
        self._nodes[path.stat().st_ino] = node = Node(path.read_bytes())
        self.world.names[path] = node

    def new_folder(self, folder: Path) -> None:
        super().new_folder(folder)
        self.world.made.add(folder)
        self.world.pending.append({folder: Node()})
        self._done()

    def new_file(self, path: Path) -> int:
        descriptor = super().new_file(path)
        self._nodes[os.fstat(descriptor).st_ino] = node = Node()
        self.world.pending.append({path: node})
        self._done()
        return descriptor

    def write(self, descriptor: int, data: bytes) -> int:
        count = super().write(descriptor, data)
        node = self._node(descriptor)
        node.pending.append((len(node.now), data[:count]))
        self._done()
        return count

    def truncate(self, descriptor: int, size: int) -> None:
        super().truncate(descriptor, size)
        self._node(descriptor).pending.append((size, None))
        self._done()

    def sync(self, descriptor: int) -> None:
        node = self._node(descriptor)
        node.durable, node.pending = node.now, []
        self._done()

    def sync_folder(self, folder: Path) -> None:
        self.world.settle(folder)
        self._done()

    def rename(self, source: Path, target: Path) -> None:
        held = self.world.current()
        super().rename(source, target)
        moved = {source: None, target: held[source]}
        for name in [each for each in held if source in each.parents]:  # a folder takes all along
            moved |= {name: None, target / name.relative_to(source): held[name]}
        self.world.made |= {
            target / name.relative_to(source)
            for name in self.world.made
            if name == source or source in name.parents
        }
        self.world.pending.append(moved)
        self._done()

    def remove(self, path: Path) -> None:
        super().remove(path)
        if path in self.world.current():
            self.world.pending.append({path: None})
            self._done()

    def _node(self, descriptor: int) -> Node:
        return self._nodes[os.fstat(descriptor).st_ino]

    def _done(self) -> None:
        self.acts += 1
        self.looks()
        if self.acts == self.kill_at:
            raise PulledError


def whole(data: bytes, place: int, written: bytes | None) -> bytes:
    """All of it arrived."""
    if written is None:
        return data[:place]
    return data[:place].ljust(place, b"\0") + written + data[place + len(written) :]


def dropped(data: bytes, _place: int, _written: bytes | None) -> bytes:
    """Nothing of it arrived."""
    return data


def torn(rng: random.Random) -> Callable[[bytes, int, bytes | None], bytes]:
    """Return a way in which some of it arrived."""

    def choose(data: bytes, place: int, written: bytes | None) -> bytes:
        way = rng.randrange(5)
        if way == 0 or (written is None and way == 1):
            return data
        if way == 1 or written is None:
            return whole(data, place, written)
        if way == 2:
            return whole(data, place, written[: rng.randrange(len(written) + 1)])
        size = rng.choice((len(data), place + len(written)))
        return by_sectors(data, whole(data, place, written), size, rng)

    return choose


def by_sectors(before: bytes, after: bytes, size: int, rng: random.Random) -> bytes:
    """Return a file whose sectors are each the old one or the new one."""
    parts = list(_sectors(before.ljust(len(after), b"\0"), after, rng))
    return b"".join(parts)[: max(size, len(before))]


def _sectors(before: bytes, after: bytes, rng: random.Random) -> Iterator[bytes]:
    for start in range(0, len(after), SECTOR):
        yield (before if rng.random() < 0.5 else after)[start : start + SECTOR]
