"""The report of a fault in the program itself: a private file, so that no card is shown by it."""

import os
import platform
import traceback
from datetime import UTC, datetime
from pathlib import Path


def write_report(error: BaseException, folder: Path) -> Path:
    """Write what happened to a new file that its owner alone can read; return its path.

    The traceback has no values of variables, for those are people's words.
    """
    import kanban

    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    at = datetime.now(UTC)
    path = folder / f"crash-{at:%Y%m%dT%H%M%S.%f}Z.txt"
    lines = [
        f"progress-board {kanban.__version__}, Python {platform.python_version()},"
        f" {platform.system()} {platform.release()}, {at:%Y-%m-%d %H:%M:%S} UTC\n\n",
        *traceback.format_exception(error),
    ]
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
        file.writelines(lines)
    return path
