"""The verb insights: what the pictures show, as lines and as JSON.

How a day felt is private: no line tells it, and JSON does only when asked for by name.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import Any

from kanban.cli import output
from kanban.cli.session import Session
from kanban.clock import local_days
from kanban.domain.flow import PERCENTS
from kanban.domain.forecast import Forecast
from kanban.domain.insight_words import words
from kanban.domain.insights import CardFlow, InnerDay, Insights, insights
from kanban.errors import UsageError

_VERBS = {
    "win.log": "progress-board win",
    "card.add": "progress-board add",
    "card.done": "progress-board done",
    "card.carry-right": "progress-board move",
    "goal.add": "G on the board",
}
"""How the shell gives a command that a picture waits for."""


def register(verbs: Any, shared: ArgumentParser) -> None:
    """Add the verb to the command line."""
    verb = verbs.add_parser("insights", parents=[shared], help="print what the pictures show")
    verb.add_argument("--json", action="store_true", help="print JSON")
    verb.add_argument(
        "--with-private", action="store_true", help="with --json: how the days felt, too"
    )
    verb.set_defaults(run=_insights)


def _insights(arguments: Namespace, session: Session) -> None:
    if arguments.with_private and not arguments.json:
        raise UsageError("--with-private goes with --json.", "The screen shows how days felt: i.")
    now = session.clock()
    day_of = local_days(now, session.config.day_starts_at)
    found = insights(session.keeper.board, now.day, day_of)
    if arguments.json:
        output.say_json(_document(found, is_private=arguments.with_private))
        return
    for place, each in enumerate(words(found, _VERBS.__getitem__, with_private=False)):
        if place:
            output.say()
        output.say(each.title)
        for line in filter(None, (each.reading, each.numbers)):
            output.say(f"  {line}")


def _document(found: Insights, *, is_private: bool) -> dict[str, Any]:
    return {
        "day": found.today.isoformat(),
        "year": {"first": found.year.first.isoformat(), "wins": list(found.year.wins)},
        "rhythm": [{"days": each.days, "of": each.of} for each in (found.week, found.month)],
        "goals": [
            {"goal": each.goal.title if each.goal else None, "wins": each.wins}
            for each in found.goals
        ],
        **_flow_document(found.flow),
        "forecast": [_forecast_document(each) for each in found.forecasts],
        "inner_work_life": _inner_document(found.inner) if is_private else None,
    }


def _flow_document(flow: CardFlow) -> dict[str, Any]:
    return {
        "cycle_time": {
            "percentiles": _by_percent(flow.percentiles),
            "cards": [
                {
                    "id": each.card.id,
                    "title": each.card.title,
                    "started_on": each.started_on.isoformat(),
                    "finished_on": each.finished_on.isoformat(),
                    "days": each.days,
                }
                for each in flow.times
            ],
        },
        "throughput": {"first": flow.first.isoformat(), "cards": list(flow.throughput)},
        "cumulative_flow": {
            "first": flow.cumulative.first.isoformat(),
            "columns": [
                {"name": column.name, "is_done": column.is_done, "cards": list(counts)}
                for column, counts in zip(
                    flow.cumulative.columns, flow.cumulative.counts, strict=True
                )
            ],
        },
        "ageing": [
            {
                "id": each.card.id,
                "title": each.card.title,
                "column": each.column.name,
                "days": each.days,
            }
            for each in flow.ageing
        ],
    }


def _forecast_document(each: Forecast) -> dict[str, Any]:
    by = [day and day.isoformat() for day in each.by]
    return {
        "goal": each.goal.title if each.goal else None,
        "remaining": each.remaining,
        "cards": each.cards,
        "weeks": each.weeks,
        "by": _by_percent(by),
    }


def _inner_document(inner: tuple[InnerDay, ...]) -> list[dict[str, Any]]:
    return [
        {
            "day": each.on.isoformat(),
            "wins": each.wins,
            "emotion": each.emotion,
            "motivation": each.motivation,
            "perception": each.perception,
        }
        for each in inner
        if each.is_written
    ]


def _by_percent(values: Sequence[Any]) -> dict[str, Any] | None:
    """Return values by their percentage; null where there are none."""
    if not values:
        return None
    return {str(percent): value for percent, value in zip(PERCENTS, values, strict=True)}
