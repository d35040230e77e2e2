"""The one owner of stdout: lines for people, JSON for programs.

Text from a board goes out as any terminal can print it: never a control code.
"""

import json
import os
import sys
from collections.abc import Mapping
from typing import Any

from kanban.domain.text import harmless


def say(line: str = "") -> None:
    """Print one line for people."""
    print(harmless(line).rstrip())


def say_json(document: Mapping[str, Any]) -> None:
    """Print one JSON document for programs."""
    print(json.dumps(document, ensure_ascii=False, indent=2))


def prepare() -> None:
    """Let stdout take any text, whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def hang_up() -> None:
    """Give up stdout whose reader has gone, so that the end of the program does not complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
