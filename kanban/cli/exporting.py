"""The verb that writes a whole board for other programs: export."""

from argparse import ArgumentParser, Namespace
from typing import Any

from kanban.cli import diagnostics, output
from kanban.cli.session import Session

JSON = "json"
FORMATS = (JSON, "md", "taskell", "obsidian", "csv")


def register(verbs: Any, shared: ArgumentParser) -> None:
    """Add the verb to the command line."""
    export = verbs.add_parser("export", parents=[shared], help="print the whole board")
    export.add_argument("--format", choices=FORMATS, default=JSON, help="else json")
    export.add_argument(
        "--json", dest="format", action="store_const", const=JSON, help="the same as json"
    )
    export.set_defaults(run=_export)


def _export(arguments: Namespace, session: Session) -> None:
    board, localize = session.keeper.board, session.clock.localize
    if arguments.format == JSON:
        from kanban.exchange import board_json

        output.write_json(board_json.write(board, session.board_name))
        return
    from kanban.exchange import board_csv, board_markdown, obsidian, taskell
    from kanban.exchange.leaving_out import left_out

    if arguments.format == "md":
        lines = board_markdown.write(board)
    elif arguments.format == "taskell":
        lines = taskell.write(board, localize)
    elif arguments.format == "obsidian":
        lines = obsidian.write(board)
    else:
        lines = board_csv.write(board)
    output.write(lines)
    if told := left_out(board, arguments.format, localize):
        diagnostics.warn(f"Left out: {', '.join(told)}. --format json holds everything.")
