"""Child processes, forked from a parent that has loaded everything already."""

import os
import select
import signal
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

_NUMBER = struct.Struct("<Id")


@dataclass
class Child:
    """A running child and the end of the pipe on which it tells numbers."""

    process: int
    told: int

    def listen(self, seconds: float) -> Iterator[tuple[int, float]]:
        """Yield (number, when it was told) until the time is up or the child is gone."""
        until = time.monotonic() + seconds
        while True:
            rest = max(0.0, until - time.monotonic())
            if not select.select([self.told], [], [], rest)[0]:
                return
            data = os.read(self.told, _NUMBER.size * 256)
            if not data:
                return
            yield from _NUMBER.iter_unpack(data)

    def kill(self) -> list[tuple[int, float]]:
        """End the child at once and return what it had told and nobody had heard."""
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        rest = list(self.listen(0.0))
        os.close(self.told)
        self.process = 0
        return rest


Tell = Callable[[int], None]


def fork(work: Callable[[Tell], None]) -> Child:
    """Start a child that works and tells numbers."""
    reader, writer = os.pipe()
    process = os.fork()
    if not process:
        status = 1
        try:
            os.close(reader)

            def tell(number: int) -> None:
                os.write(writer, _NUMBER.pack(number, time.monotonic()))

            work(tell)
            status = 0
        except BaseException as error:
            if os.environ.get("FAULTS_SHOW"):
                os.write(2, f"{error!r}\n".encode())
        finally:
            os._exit(status)
    os.close(writer)
    return Child(process, reader)


@contextmanager
def forked(work: Callable[[Tell], None]) -> Iterator[Child]:
    """Have a child for a while; it is killed at the end."""
    child = fork(work)
    try:
        yield child
    finally:
        if child.process:
            child.kill()
