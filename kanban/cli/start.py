"""The way in and out: quick at both ends, for a verb is over before a tidy process has begun.

The collector stays off until the screen's first paint. The way out skips taking the modules apart:
by then all output is flushed and every change is on disk.
"""

import gc
import os
import sys
from typing import NoReturn


def run() -> NoReturn:
    """Run the program on the command line's arguments."""
    gc.disable()
    from kanban.cli.main import main

    os._exit(main(sys.argv[1:]))
