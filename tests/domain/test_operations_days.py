from dataclasses import replace
from datetime import date

import pytest

from kanban.domain.change import Change, Edit
from kanban.domain.records import Day

from .builder import Desk, local_moment

TODAY = date(2026, 11, 22)


def test_a_day_is_saved_in_the_persons_words(desk: Desk) -> None:
    change = desk.write(
        three=(" Sent that email ", "Launched"), first_step=" Call Ana ", note="# Good\r\n\nday\n"
    )
    assert change.words == "Saved the day 2026-11-22"
    assert desk.board.day(TODAY) == Day(
        id=1,
        on=TODAY,
        three=("Sent that email", "Launched"),
        first_step="Call Ana",
        note="# Good\n\nday",
        written_at=desk.now.at,
        closed_at=desk.now.at,
    )


def test_every_field_of_a_day_may_be_left_empty(desk: Desk) -> None:
    desk.write()
    day = desk.board.day(TODAY)
    assert (day.three, day.first_step, day.note, day.setback) == ((), "", "", "")
    assert (day.emotion, day.motivation, day.perception) == (None, None, None)


@pytest.mark.parametrize(
    ("three", "kept"),
    [
        (("", "Launched", " "), ("Launched",)),
        (("\u200b", "\u3164", ""), ()),
        (("a", "b", "c"), ("a", "b", "c")),
        (("a", "a"), ("a", "a")),
    ],
)
def test_empty_achievements_are_left_out(
    desk: Desk, three: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    desk.write(three=three, note="n")
    assert desk.board.day(TODAY).three == kept


def test_writing_again_replaces_the_words_and_keeps_the_first_instants(desk: Desk) -> None:
    desk.write(three=("First",), note="n")
    first = desk.now.at
    desk.wait(hours=3)
    desk.write(three=("Second",))
    assert desk.board.day(TODAY) == Day(
        id=1, on=TODAY, three=("Second",), written_at=first, closed_at=first
    )
    assert len(desk.board.table(Day)) == 1


def test_any_day_before_can_be_written_later(desk: Desk) -> None:
    desk.write(on=date(2026, 11, 1), note="Late")
    assert desk.board.day(date(2026, 11, 1)).written_at == desk.now.at
    assert desk.board.day(TODAY) is None


@pytest.mark.parametrize(
    ("wall", "on"), [("2026-11-23 03:59", TODAY), ("2026-11-23 04:00", date(2026, 11, 23))]
)
def test_today_lasts_until_four(desk: Desk, wall: str, on: date) -> None:
    desk.now = local_moment(wall)
    desk.write(on=on)
    with desk.refusal("not here yet"):
        desk.write(on=date.fromordinal(on.toordinal() + 1))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"on": date(2026, 11, 23)}, "2026-11-23 is not here yet"),
        ({"three": ("a", "b", "c", "d")}, "3 achievements, not 4"),
        ({"three": ("a" * 501,)}, "This achievement is too long"),
        ({"first_step": "a" * 501}, "This first step is too long"),
        ({"note": "a" * 64_001}, "64000"),
        ({"note": "as it was "}, "Nothing changed on 2026-11-22"),
    ],
)
def test_what_cannot_be_saved_is_refused_whole(desk: Desk, arguments: dict, words: str) -> None:
    desk.write(note="as it was")
    with desk.refusal(words):
        desk.write(**arguments)


def test_saving_a_day_keeps_what_only_another_screen_writes(desk: Desk) -> None:
    desk.write(note="n")
    day = desk.board.day(TODAY)
    desk.commit(
        Change("Felt", (Edit(day, replace(day, emotion=4, setback="s", extra={"new": 1})),))
    )
    desk.write(note="other")
    day = desk.board.day(TODAY)
    assert (day.emotion, day.setback, day.extra, day.note) == (4, "s", {"new": 1}, "other")


def test_a_day_saved_can_be_taken_back(desk: Desk) -> None:
    desk.write(note="First")
    desk.write(note="Second")
    desk.undo()
    assert desk.board.day(TODAY).note == "First"
    desk.undo()
    assert desk.board.day(TODAY) is None
    desk.redo()
    assert desk.board.day(TODAY).note == "First"


def test_hostile_text_is_kept_harmless_in_a_day(desk: Desk, hostile: str) -> None:
    desk.write(three=(hostile,), first_step=hostile, note=hostile)
    day = desk.board.day(TODAY)
    for text in (*day.three, day.first_step, day.note):
        assert text
        assert all(char.isprintable() or char in "\n\u200b\u200d" for char in text)
