import json
from datetime import date, timedelta

import pytest

from kanban.domain.change import Change, Edit
from kanban.domain.records import Day

KEYS = [
    "day",
    "year",
    "rhythm",
    "goals",
    "cycle_time",
    "throughput",
    "cumulative_flow",
    "ageing",
    "forecast",
    "inner_work_life",
]


@pytest.fixture
def worked(shell):
    """A shell after six weeks in which two cards of a goal were done each Monday."""
    shell.goal("Launch")
    steps = "\n".join(f"Step {number}" for number in range(18))
    shell.ok("add", "-", "--goal", "launch", stdin=steps)
    shell.wait(days=1)
    for week in range(7):
        shell.ok("done", str(2 * week + 1), str(2 * week + 2))
        shell.wait(days=7 if week < 6 else 1)
    shell.ok("move", "15", "doing")
    return shell


def test_insights_prints_each_picture_in_words(worked):
    lines = worked.ok("insights").lines
    assert [line for line in lines if line and not line.startswith(" ")] == [
        "A year of wins",
        "8 weeks, day by day",
        "Wins by goal",
        "Cycle time",
        "Throughput",
        "Cumulative flow",
        "Under way",
        "Forecast",
    ]
    assert "  7 days of the last year hold a win; the fullest was Mon 4 Jan, with 2." in lines
    assert "  Launch, 85 %: by 18 Jan, from 12 cards in 6 weeks." in lines


def test_a_new_board_is_told_which_verb_fills_each_picture(shell):
    lines = shell.ok("insights").lines
    assert "  progress-board win logs the first win of this year." in lines
    assert "  progress-board done moves a card to Done; its week rises here." in lines


def test_insights_as_json_has_the_figures_of_every_picture(worked):
    found = worked.ok("insights", "--json").json
    assert list(found) == KEYS
    assert found["day"] == "2027-01-05"
    first = date.fromisoformat(found["year"]["first"])
    assert first + timedelta(days=len(found["year"]["wins"]) - 1) == date(2027, 1, 5)
    assert sum(found["year"]["wins"]) == 14
    assert found["rhythm"] == [{"days": 1, "of": 7}, {"days": 4, "of": 28}]
    assert found["goals"] == [{"goal": "Launch", "wins": 14}]
    assert found["cycle_time"]["percentiles"] == {"50": 1, "85": 1, "95": 1}
    assert found["cycle_time"]["cards"][0] == {
        "id": 1,
        "title": "Step 0",
        "started_on": "2026-11-23",
        "finished_on": "2026-11-23",
        "days": 1,
    }
    assert found["throughput"]["cards"] == [0, 0, 0, 0, 0, 2, 2, 2, 2, 2, 2, 2]
    columns = {each["name"]: each for each in found["cumulative_flow"]["columns"]}
    assert {name: each["cards"][-1] for name, each in columns.items()} == {
        "To Do": 3,
        "Doing": 1,
        "Done": 14,
    }
    assert found["ageing"] == [{"id": 15, "title": "Step 14", "column": "Doing", "days": 1}]
    assert [each["goal"] for each in found["forecast"]] == [None, "Launch"]
    assert found["forecast"][1] == {
        "goal": "Launch",
        "remaining": 4,
        "cards": 12,
        "weeks": 6,
        "by": {"50": "2027-01-18", "85": "2027-01-18", "95": "2027-01-18"},
    }


def test_a_new_board_has_every_key(shell):
    found = shell.ok("insights", "--json").json
    assert list(found) == KEYS
    assert found["cycle_time"] == {"percentiles": None, "cards": []}
    assert found["forecast"] == []


# -- how days felt is private --------------------------------------------------------------------


def test_how_a_day_felt_is_told_only_when_asked_for_by_name(shell):
    with shell.keeper() as held:
        today = held.clock().day
        day = Day(id=1, on=today, emotion=4, perception=2)
        held.do(lambda _board, _now: Change("Felt", (Edit(None, day),)))
    assert shell.ok("insights", "--json").json["inner_work_life"] is None
    assert shell.ok("insights", "--json", "--with-private").json["inner_work_life"] == [
        {"day": "2026-11-22", "wins": 0, "emotion": 4, "motivation": None, "perception": 2}
    ]
    assert "felt" not in shell.ok("insights").out


def test_what_is_private_is_not_printed_in_lines(shell):
    shell("insights", "--with-private").refuses(2, "--with-private goes with --json")


def test_json_stays_json_whatever_the_titles_are(shell):
    shell.ok("add", "[red]\x1b[31m", "--column", "doing")
    (one,) = json.loads(shell.ok("insights", "--json").out)["ageing"]
    assert one["title"] == "[red]␛[31m"
