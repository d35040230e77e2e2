"""The way in: quiets the collector before anything is loaded, for a verb ends before it would pay.

The screen turns it on again after its first paint.
"""

import gc
import sys
from typing import NoReturn


def run() -> NoReturn:
    """Run the program on the command line's arguments."""
    gc.disable()
    from kanban.cli.main import main

    sys.exit(main(sys.argv[1:]))
