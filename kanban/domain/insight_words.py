"""Each picture of the insights in words: what it shows, one sentence read from it, its numbers.

All counts stand in `reading` and `numbers`, so that quiet mode can leave these two out.
"""

from collections.abc import Callable, Sequence
from datetime import date

from msgspec import Struct

from kanban.domain.dates import MONTHS, say_long
from kanban.domain.flow import WEEK_DAYS, WEEKS
from kanban.domain.forecast import LEAST_CARDS, LEAST_WEEKS, Forecast
from kanban.domain.inner_life import SCALES
from kanban.domain.insights import DAYS_WEEKS, CardFlow, GoalWins, InnerDay, Insights

Way = Callable[[str], str]
"""Returns how a command is given here: its key on the screen, its verb in the shell."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LEAST_WIN_DAYS = 10
"""From less days than these no weekday is named and no feeling compared."""
LEAST_COMPARED = 5
"""Days that each side of a comparison needs."""
SOON_DAYS = 300
"""A day nearer than that needs no year to be told from its like."""
MOST_TOLD = 12
"""Cards under way whose days are told one by one."""


class Words(Struct, frozen=True):
    """One picture in words.

    Attributes:
        id: The picture's name in code and JSON.
        title: Its heading.
        shows: What it shows, without a number.
        reading: One sentence read from it; where it is empty, what would fill it.
        numbers: Its numbers in one line; empty where there is nothing to draw.
    """

    id: str
    title: str
    shows: str
    reading: str
    numbers: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw yet."""
        return not self.numbers


def words(found: Insights, way: Way, *, with_private: bool) -> tuple[Words, ...]:
    """Return every picture in words, in the order of the pages.

    Args:
        found: The figures.
        way: How a command is given.
        with_private: Whether how the days felt is told, which is for the person alone.
    """
    return (
        _year(found, way),
        _days(found, way),
        _goals(found.goals, way),
        *([_inner(found.inner, way)] if with_private else []),
        _cycle_time(found.flow, way),
        _throughput(found.flow, way),
        _cumulative(found.flow, way),
        _ageing(found.flow, way),
        _forecast(found, way),
    )


def say_date(day: date | None, today: date) -> str:
    """Return a day to come: `12 Dec`, with its year where it is not soon; None is far off."""
    if day is None:
        return "more than two years away"
    year = f" {day.year}" if (day - today).days >= SOON_DAYS else ""
    return f"{day.day} {MONTHS[day.month - 1]}{year}"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: `1 card`, `2 cards`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _year(found: Insights, way: Way) -> Words:
    title, shows = "A year of wins", "Each square is a day; the fuller, the more wins it holds."
    year = found.year
    if not year.total:
        return Words("year", title, shows, f"{way('win.log')} logs the first win of this year.")
    day, most = year.fullest()
    if year.days == 1:
        reading = f"One day of the last year holds a win: {say_long(day)}."
    else:
        reading = f"{year.days} days of the last year hold a win; "
        reading += f"the fullest was {say_long(day)}, with {most}."
    numbers = f"{counted(year.total, 'win')}; a win on {found.week.days} of the last "
    numbers += f"{found.week.of} days and on {found.month.days} of the last {found.month.of}."
    return Words("year", title, shows, reading, numbers)


def _days(found: Insights, way: Way) -> Words:
    title = f"{DAYS_WEEKS} weeks, day by day"
    shows = "Each bar is a day; a dot below it says that it holds a win."
    recent = found.recent
    if not recent.total:
        invite = f"{way('win.log')} logs a win; its day rises here."
        return Words("days", title, shows, invite)
    weekdays = [sum(recent.wins[place::WEEK_DAYS]) for place in range(WEEK_DAYS)]
    most = max(weekdays)
    if recent.days >= LEAST_WIN_DAYS and weekdays.count(most) == 1:
        reading = f"{WEEKDAYS[weekdays.index(most)]} is the day with the most wins, {most} in all."
    else:
        reading = f"{counted(recent.days, 'day')} of these weeks {_hold(recent.days)} a win."
    weeks = [sum(recent.wins[at : at + WEEK_DAYS]) for at in range(0, len(recent.wins), WEEK_DAYS)]
    numbers = f"{counted(recent.total, 'win')}; a week: {_row(weeks[:-1])}; this week {weeks[-1]}."
    return Words("days", title, shows, reading, numbers)


def _goals(goals: Sequence[GoalWins], way: Way) -> Words:
    title, shows = "Wins by goal", "Each bar is a goal; its length is the wins that served it."
    if not goals:
        invite = f"{way('goal.add')} adds a goal; the wins of its cards gather here."
        return Words("goals", title, shows, invite)
    total = sum(each.wins for each in goals)
    first = goals[0]
    if first.goal is None:
        reading = "The wins of the last year served no goal by name."
    else:
        reading = f"{first.wins} of the {counted(total, 'win')} of the last year served "
        reading += f"{first.goal.title}."
    rows = [f"{each.goal.title if each.goal else 'no goal'} {each.wins}" for each in goals]
    return Words("goals", title, shows, reading, f"{', '.join(rows)}.")


def _inner(inner: Sequence[InnerDay], way: Way) -> Words:
    title = "How the days felt"
    shows = "Above how each day felt, 1 to 5, below its wins. It is shown on this screen alone."
    written = [day for day in inner if day.is_written]
    if not written:
        invite = (
            f"{way('recap.show')} opens the recap; how a day felt is drawn here, for you alone."
        )
        return Words("inner_work_life", title, shows, invite)
    with_win = [_felt(day) for day in written if day.wins]
    without = [_felt(day) for day in written if not day.wins]
    if len(written) >= LEAST_WIN_DAYS and min(len(with_win), len(without)) >= LEAST_COMPARED:
        reading = f"Days with a win felt like {_mean(with_win):.1f} of 5, "
        reading += f"days without one like {_mean(without):.1f}."
    else:
        reading = f"{counted(len(written), 'day')} of {DAYS_WEEKS} weeks said how they felt."
    parts = [
        f"{name} {_mean(given):.1f}"
        for name in SCALES
        if (given := [value for day in written if (value := getattr(day, name)) is not None])
    ]
    numbers = f"{', '.join(parts).capitalize()} of 5 on {counted(len(written), 'day')}."
    return Words("inner_work_life", title, shows, reading, numbers)


def _cycle_time(flow: CardFlow, way: Way) -> Words:
    title = "Cycle time"
    shows = "Each dot is a finished card: across when, upwards how many days it was under way."
    if not flow.times:
        invite = f"{way('card.done')} moves a card to Done; how long it took is a dot here."
        return Words("cycle_time", title, shows, invite)
    half, most, nearly_all = flow.percentiles
    if len(flow.times) < LEAST_CARDS:
        last = flow.times[-1]
        reading = f'"{last.card.title}" took {counted(last.days, "day")}.'
    else:
        reading = f"85 % of the cards took {counted(most, 'day')} or less."
    numbers = f"{counted(len(flow.times), 'card')} in {WEEKS} weeks; 50 %: {half}, "
    numbers += f"85 %: {most}, 95 %: {nearly_all} days or less."
    return Words("cycle_time", title, shows, reading, numbers)


def _throughput(flow: CardFlow, way: Way) -> Words:
    title, shows = "Throughput", "Each bar is a week; its height is the cards finished in it."
    if not flow.times:
        invite = f"{way('card.done')} moves a card to Done; its week rises here."
        return Words("throughput", title, shows, invite)
    *before, this = flow.throughput
    total = sum(before)
    reading = f"{counted(this, 'card')} this week"
    if total:
        reading += f"; {counted(total, 'card')} in the {len(before)} weeks before, "
        reading += f"{total / len(before):.1f} a week"
    numbers = f"Cards a week: {_row(before)}; this week {this}."
    return Words("throughput", title, shows, f"{reading}.", numbers)


def _cumulative(flow: CardFlow, way: Way) -> Words:
    title = "Cumulative flow"
    shows = "Each band is a column; its height is the cards in it at the end of a day."
    counts = flow.cumulative.counts
    if not any(any(row) for row in counts):
        invite = f"{way('card.add')} adds a card; it begins to flow here."
        return Words("cumulative_flow", title, shows, invite)
    columns = flow.cumulative.columns
    between = sum(
        row[-1] for column, row in zip(columns[1:], counts[1:], strict=True) if not column.is_done
    )
    reading = f"{counted(len(flow.times), 'card')} came to Done in {WEEKS} weeks; "
    reading += f"{between} {'is' if between == 1 else 'are'} under way."
    rows = [f"{column.name} {row[-1]}" for column, row in zip(columns, counts, strict=True)]
    return Words("cumulative_flow", title, shows, reading, f"Today: {', '.join(rows)}.")


def _ageing(flow: CardFlow, way: Way) -> Words:
    title = "Under way"
    shows = "Each bar is a card under way; the mark is where 85 % of finished cards were done."
    if not flow.ageing:
        invite = f"{way('card.carry-right')} carries a card on; it is shown here while under way."
        return Words("ageing", title, shows, invite)
    oldest = flow.ageing[0]
    reading = f'"{oldest.card.title}" has been under way for {counted(oldest.days, "day")}.'
    days = [each.days for each in flow.ageing]
    rest = f" and {len(days) - MOST_TOLD} more" if len(days) > MOST_TOLD else ""
    numbers = f"{counted(len(days), 'card')}, days: {_row(days[:MOST_TOLD])}{rest}"
    if flow.percentiles:
        numbers += f"; 85 % of finished cards took {flow.percentiles[1]} or less"
    return Words("ageing", title, shows, reading, f"{numbers}.")


def _forecast(found: Insights, way: Way) -> Words:
    title = "Forecast"
    shows = "Each row leads from today to the days by which its last card may be done."
    ready = [each for each in found.forecasts if each.by]
    if not found.forecasts:
        invite = f"{way('card.add')} adds a card; with some history its end is estimated here."
        return Words("forecast", title, shows, invite)
    if not ready:
        weeks = found.forecasts[0].weeks
        within = f" in {counted(weeks, 'week')}" if weeks else ""
        so_far = counted(len(found.flow.times), "card")
        reading = f"A date is said from {LEAST_CARDS} cards finished over {LEAST_WEEKS} weeks. "
        reading += f"So far: {so_far}{within}."
        return Words("forecast", title, shows, reading)
    best = next((each for each in ready if each.goal), ready[0])
    reading = f"{_whose(best)}, 85 %: by {say_date(best.by[1], found.today)}, {_basis(best)}."
    rows = []
    for each in ready:
        dates = ", ".join(say_date(day, found.today) for day in each.by)
        rows.append(f"{_whose(each)}, {each.remaining} to go: {dates}")
    return Words("forecast", title, shows, reading, f"50, 85 and 95 %. {'; '.join(rows)}.")


def _whose(each: Forecast) -> str:
    return each.goal.title if each.goal else "All cards"


def _basis(each: Forecast) -> str:
    return f"from {counted(each.cards, 'card')} in {counted(each.weeks, 'week')}"


def _felt(day: InnerDay) -> float:
    given = (day.emotion, day.motivation, day.perception)
    return _mean([value for value in given if value is not None])


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)  # `statistics` takes 10 ms to load


def _hold(days: int) -> str:
    return "holds" if days == 1 else "hold"


def _row(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))
