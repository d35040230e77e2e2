from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kanban.domain.board import Board
from kanban.domain.periods import Span, look_back, period
from kanban.ui.widgets.days_chart import BAR_ROWS, days_chart
from tests.domain.builder import few, written_win

TODAY = date(2026, 11, 22)


def rows(span: Span, wins: dict[int, int]) -> list[str]:
    """Return the picture of the period that ends with today or later; wins by days ago."""
    days = [ago for ago, count in wins.items() for _ in range(count)]
    board = Board([written_win(n + 1, TODAY - timedelta(days=ago)) for n, ago in enumerate(days)])
    view = look_back(board, period(span, TODAY), TODAY)
    return [row.plain for row in days_chart(span, view.days, TODAY)]


def test_a_week_stands_on_a_line_with_its_days_below() -> None:
    assert [row.rstrip() for row in rows(Span.WEEK, {0: 3, 1: 1, 6: 2})] == [
        "                                                ████",
        "████                                            ████",
        "████                                    ████    ████",
        "▔▔▔▔    ▔▔▔▔    ▔▔▔▔    ▔▔▔▔    ▔▔▔▔    ▔▔▔▔    ▔▔▔▔",
        "Mon 16  Tue 17  Wed 18  Thu 19  Fri 20  Sat 21  Sun 22",
    ]


def test_a_month_names_its_mondays_and_leaves_blank_what_is_ahead() -> None:
    *_, line, names = rows(Span.MONTH, {0: 1})
    assert line.rstrip() == " ".join("▔" * 22)
    for day in (2, 9, 16, 23, 30):
        assert names[2 * (day - 1) :].startswith(str(day))
    assert names.split() == ["2", "9", "16", "23", "30"]


def test_a_period_without_a_win_has_no_picture() -> None:
    for span in (Span.WEEK, Span.MONTH, Span.YEAR):
        assert rows(span, {}) == []


@few
@given(st.dictionaries(st.integers(0, 320), st.integers(1, 9), min_size=1, max_size=40))
def test_a_year_has_a_square_for_each_day_with_a_win_and_a_dot_for_each_without(wins) -> None:
    months, *weekdays = rows(Span.YEAR, wins)
    squares = "".join(row[5:] for row in weekdays)
    assert squares.count("▪") + squares.count("■") == len(wins)
    assert squares.count("·") == 326 - len(wins)
    assert months.split() == [
        *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
        *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    ]
    for ago in wins:
        day = TODAY - timedelta(days=ago)
        column = (day - date(2025, 12, 29)).days // 7
        assert weekdays[day.weekday()][5 + column] in "▪■"


@few
@given(st.dictionaries(st.integers(0, 6), st.integers(1, 30), min_size=1))
def test_every_day_with_a_win_is_seen_and_the_most_stands_highest(wins: dict[int, int]) -> None:
    bars = rows(Span.WEEK, wins)[:BAR_ROWS]
    heights = [sum(" ▁▂▃▄▅▆▇█".index(row[8 * place]) for row in bars) for place in range(7)]
    assert {6 - place for place, height in enumerate(heights) if height} == set(wins)
    most = max(wins.values())
    assert all((heights[6 - ago] == max(heights)) >= (count == most) for ago, count in wins.items())
