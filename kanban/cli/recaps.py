"""Printing a recap: a day, a week, a month or a year, in the format that was asked for.

What puts it together is loaded when it is asked for: a win is logged by way of this module too.
"""

from argparse import ArgumentParser, Namespace
from datetime import date
from typing import TYPE_CHECKING

from kanban.cli import output
from kanban.cli.session import Session
from kanban.domain.dates import parse_day
from kanban.errors import UsageError

if TYPE_CHECKING:
    from kanban.domain.periods import LookBack
    from kanban.theme_files import Palette

DAY = "day"
SPANS = ("week", "month", "year")
FORMATS = ("text", "md", "html", "json", "svg")
STANDUP = "standup"


def add_options(recap: ArgumentParser) -> None:
    """Add the options of the verb that prints a recap."""
    recap.add_argument("--day", metavar="DAY", help="yesterday, mon, -3d, 2026-11-22; else today")
    spans = recap.add_mutually_exclusive_group()
    for span in SPANS:
        words = f"the {span} that holds the day"
        spans.add_argument(f"--{span}", dest="span", action="store_const", const=span, help=words)
    spans.add_argument(
        f"--{STANDUP}", dest="span", action="store_const", const=STANDUP, help="for a stand-up"
    )
    recap.add_argument("--format", choices=FORMATS, default="text", help="else text")
    recap.add_argument(
        "--json", dest="format", action="store_const", const="json", help="the same as json"
    )
    recap.add_argument("--with-private", action="store_true", help="with how the day felt")


def asks_for_more(arguments: Namespace) -> bool:
    """Tell whether any of these options was given."""
    is_plain = arguments.format == "text" and not arguments.with_private
    return bool(arguments.day or arguments.span or not is_plain)


def print_recap(arguments: Namespace, session: Session) -> None:
    """Print what was asked for.

    Raises:
        UsageError: No such day, or a format that a stand-up does not have.
    """
    today = session.clock().day
    day = parse_day(arguments.day, today, past=True) if arguments.day else today
    if arguments.span == STANDUP:
        _print_standup(arguments, session, day)
        return
    from kanban.domain.periods import Span, look_back, period
    from kanban.domain.sharing import shareable

    held = period(Span(arguments.span or DAY), day)
    view = look_back(session.keeper.board, held, today, session.config.rest_days)
    _print(view if arguments.with_private else shareable(view), arguments, session)


def _print_standup(arguments: Namespace, session: Session, day: date) -> None:
    if arguments.format != "text":
        raise UsageError("A stand-up is printed as text alone.", "Leave --format out.")
    from kanban.domain.standup import stand_up
    from kanban.exchange import standup_text

    _say(standup_text.write(stand_up(session.keeper.board, day)))


def _print(view: "LookBack", arguments: Namespace, session: Session) -> None:
    from kanban.exchange import recap_markdown, recap_text

    if arguments.format == "text":
        _say(recap_text.write(view))
    elif arguments.format == "md":
        _say(recap_markdown.write(view))
    elif arguments.format == "html":
        from kanban.exchange import recap_html

        _say(recap_html.write(view, _palette(session)))
    elif arguments.format == "svg":
        from kanban.exchange import recap_svg

        _say(recap_svg.write(view, _palette(session)))
    else:
        from kanban.exchange import recap_json

        output.say_json(recap_json.document(view, with_private=arguments.with_private))


def _palette(session: Session) -> "Palette":
    from kanban import theme_files

    palettes, _ = theme_files.load_palettes(session.places.themes)
    return theme_files.pick(palettes, session.config.theme)


def _say(text: str) -> None:
    for line in text.split("\n"):
        output.say(line)
