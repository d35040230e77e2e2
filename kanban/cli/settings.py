"""The verb for the settings file: config."""

from argparse import Namespace
from typing import Any

from kanban import config_file, theme_files
from kanban.cli import output
from kanban.cli.session import Session
from kanban.errors import UsageError


def register(verbs: Any, shared: Any) -> None:
    """Add the verb to the command line."""
    config = verbs.add_parser("config", parents=[shared], help="write or check the settings file")
    config.add_argument("--check", action="store_true", help="check it; write none")
    config.add_argument("--print", action="store_true", help="print one with every setting")
    config.add_argument("--json", action="store_true", help="print JSON")
    config.set_defaults(run=_config)


def _config(arguments: Namespace, session: Session) -> None:
    if arguments.print:
        for line in config_file.explained().splitlines():
            output.say(line)
        return
    path = session.places.config_file
    is_new = not arguments.check and config_file.write_explained(path)
    palettes, _ = theme_files.load_palettes(session.places.themes)
    faults = config_file.check(path, palettes)
    if arguments.json:
        told = [
            {"line": fault.line, "words": fault.error.message, "hint": fault.error.hint}
            for fault in faults
        ]
        output.say_json({"file": str(path), "is_new": is_new, "faults": told})
    elif is_new:
        output.say(f"Wrote {path}: every setting, each with what it does.")
    elif not path.exists():
        output.say(f"There is no {path}: everything is as shipped.")
    elif not faults:
        output.say(f"{path} is in order.")
    else:
        for fault in faults:
            output.say(str(fault.in_file(path)))
    if faults:
        what = "One thing is" if len(faults) == 1 else f"{len(faults)} things are"
        raise UsageError(f"{what} to be corrected in the settings.", "The board opens after that.")
