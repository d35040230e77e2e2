"""Which picture belongs to which page of the insights."""

from collections.abc import Callable
from functools import partial

from rich.cells import cell_len

from kanban.domain.flow import PERCENTS, Ageing
from kanban.domain.insights import GoalWins, Insights
from kanban.ui.cells import cut
from kanban.ui.widgets.bars import Bar, lying
from kanban.ui.widgets.day_bars import inner_tracks, week_bars, win_bars
from kanban.ui.widgets.flow_bands import bands
from kanban.ui.widgets.heat_map import heat_map
from kanban.ui.widgets.outlook import outlook
from kanban.ui.widgets.picture import Draw, Row

TABS = ("Year", "Days", "Goals", "Felt", "Cycle", "Weeks", "Flow", "Ageing", "Ahead")
"""Short names of the pages, in the order of `insight_words.words`."""

COLUMN_CELLS = 16
"""The most that a column's name takes beside a card."""


def picture(page: str, found: Insights, *, is_quiet: bool) -> Draw:
    """Return what draws the picture of a page, by the id of its words."""
    return partial(_DRAWN[page], found, is_quiet)


def _year(found: Insights, is_quiet: bool, width: int, height: int) -> list[Row]:
    return heat_map(found.year, found.month, width, height, is_quiet)


def _days(found: Insights, is_quiet: bool, width: int, height: int) -> list[Row]:
    return win_bars(found.recent, width, height, is_quiet)


def _goals(found: Insights, is_quiet: bool, width: int, height: int) -> list[Row]:
    return lying([_goal(each, is_quiet) for each in found.goals], width, height)


def _goal(each: GoalWins, is_quiet: bool) -> Bar:
    words = "" if is_quiet else f"{each.wins}"
    if each.goal is None:
        return Bar("No goal", each.wins, "dim", words)
    return Bar(each.goal.title, each.wins, f"goal-{each.goal.color}", words)


def _inner(found: Insights, is_quiet: bool, width: int, height: int) -> list[Row]:
    return inner_tracks(found.inner, width, height)


def _cycle_time(found: Insights, is_quiet: bool, width: int, height: int) -> list[Row]:
    from kanban.ui.widgets.plots import scatter

    flow = found.flow
    return scatter(flow.times, flow.percentiles, flow.first, found.today, width, height, is_quiet)


def _throughput(found: Insights, is_quiet: bool, width: int, height: int) -> list[Row]:
    return week_bars(found.flow.first, found.flow.throughput, width, height, is_quiet)


def _cumulative(found: Insights, is_quiet: bool, width: int, height: int) -> list[Row]:
    return bands(found.flow.cumulative, width, height, is_quiet)


def _ageing(found: Insights, is_quiet: bool, width: int, height: int) -> list[Row]:
    flow = found.flow
    mark = flow.percentiles[PERCENTS.index(85)] if flow.percentiles else None
    name = max(cell_len(cut(each.column.name, COLUMN_CELLS)) for each in flow.ageing)
    bars = [_card(each, name, is_quiet) for each in flow.ageing]
    return lying(bars, width, height, mark)


def _card(each: Ageing, name_cells: int, is_quiet: bool) -> Bar:
    days = "" if is_quiet else f"{each.days:>3}d  "
    column = cut(each.column.name, COLUMN_CELLS)
    padding = " " * (name_cells - cell_len(column))
    return Bar(each.card.title, each.days, "accent", f"{days}{column}{padding}")


def _forecast(found: Insights, is_quiet: bool, width: int, height: int) -> list[Row]:
    return outlook(found.forecasts, found.today, width, height, is_quiet)


_DRAWN: dict[str, Callable[[Insights, bool, int, int], list[Row]]] = {
    "year": _year,
    "days": _days,
    "goals": _goals,
    "inner_work_life": _inner,
    "cycle_time": _cycle_time,
    "throughput": _throughput,
    "cumulative_flow": _cumulative,
    "ageing": _ageing,
    "forecast": _forecast,
}
