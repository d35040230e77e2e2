from datetime import date

import pytest

from kanban.domain.change import Change, Edit
from kanban.domain.operations import days
from kanban.domain.records import Card, Day, Win, WinKind
from kanban.domain.values import replace

from .builder import Desk, local_moment

TODAY = date(2026, 11, 22)


def test_a_day_is_kept_in_the_persons_words(desk: Desk) -> None:
    change = desk.write(
        three=(" Sent that email ", "Launched"), first_step=" Call Ana ", note="# Good\r\n\nday\n"
    )
    assert change.words == "Wrote about Sun 22 Nov"
    assert desk.board.day(TODAY) == Day(
        id=1,
        on=TODAY,
        three=("Sent that email", "Launched"),
        first_step="Call Ana",
        note="# Good\n\nday",
        written_at=desk.now.at,
        written_on=TODAY,
    )


def test_every_field_of_a_closed_day_may_be_left_empty(desk: Desk) -> None:
    assert desk.close().words == "Closed Sun 22 Nov"
    day = desk.board.day(TODAY)
    assert (day.three, day.first_step, day.note, day.setback) == ((), "", "", "")
    assert (day.emotion, day.motivation, day.perception) == (None, None, None)
    assert day.closed_at == desk.now.at


def test_nothing_written_about_a_day_makes_no_record_until_it_is_closed(desk: Desk) -> None:
    with desk.refusal("Nothing changed on Sun 22 Nov"):
        desk.write(note=" ", three=("",))
    assert desk.board.day(TODAY) is None


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
    desk.close(three=("First",), note="n")
    first = desk.now.at
    desk.wait(hours=3)
    assert desk.close(three=("Second",)).words == "Wrote more about Sun 22 Nov"
    day = desk.board.day(TODAY)
    assert (day.three, day.note) == (("Second",), "n")
    assert (day.written_at, day.closed_at) == (first, first)
    assert len(desk.board.table(Day)) == 1


def test_what_is_written_while_a_day_is_open_leaves_it_open(desk: Desk) -> None:
    desk.write(three=("First",))
    assert desk.board.day(TODAY).closed_at is None
    desk.close()
    desk.write(note="More")
    assert desk.board.day(TODAY).closed_at is not None


def test_any_day_before_can_be_written_later_and_tells_so(desk: Desk) -> None:
    before = date(2026, 11, 1)
    desk.close(before, note="Late")
    assert desk.board.day(before).written_on == TODAY
    assert desk.board.day(TODAY) is None


@pytest.mark.parametrize(
    ("wall", "on"), [("2026-11-23 03:59", TODAY), ("2026-11-23 04:00", date(2026, 11, 23))]
)
def test_today_lasts_until_four(desk: Desk, wall: str, on: date) -> None:
    desk.now = local_moment(wall)
    desk.close(on)
    with desk.refusal("not here yet"):
        desk.close(date.fromordinal(on.toordinal() + 1))


@pytest.mark.parametrize(
    ("on", "fields", "words"),
    [
        (date(2026, 11, 23), {}, "Mon 23 Nov is not here yet"),
        (TODAY, {"three": ("a", "b", "c", "d")}, "3 achievements, not 4"),
        (TODAY, {"three": ("a" * 501,)}, "This achievement is too long"),
        (TODAY, {"first_step": "a" * 501}, "This first step is too long"),
        (TODAY, {"mattered": "a" * 501}, "This line is too long"),
        (TODAY, {"note": "a" * 64_001}, "64000"),
        (TODAY, {"emotion": 6}, "rated 1 to 5, not 6"),
        (TODAY, {"perception": 0}, "rated 1 to 5, not 0"),
        (TODAY, {"helped": ("luck",)}, 'nothing called "luck"'),
        (TODAY, {"learned_kind": WinKind.CARD}, "What was learned is no card"),
        (TODAY, {"first_card_id": 99}, "There is no card 99"),
        (TODAY, {"note": "as it was "}, "Nothing changed on Sun 22 Nov"),
    ],
)
@pytest.mark.parametrize("operation", [days.write, days.close])
def test_what_cannot_be_kept_is_refused_whole(
    desk: Desk, on: date, fields: dict, words: str, operation
) -> None:
    desk.close(note="as it was")
    with desk.refusal(words):
        desk.do(operation, on=on, fields=fields)


def test_a_field_that_a_person_does_not_write_is_a_mistake_of_ours(desk: Desk) -> None:
    with pytest.raises(KeyError):
        days.write(desk.board, desk.now, on=TODAY, fields={"closed_at": None})


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
    desk.close(
        three=(hostile,),
        mattered=hostile,
        setback=hostile,
        learned=hostile,
        learned_kind=WinKind.CLARITY,
        first_step=hostile,
        note=hostile,
    )
    day = desk.board.day(TODAY)
    for text in (*day.three, day.mattered, day.setback, day.learned, day.first_step, day.note):
        assert text
        assert all(char.isprintable() or char in "\n\u200b\u200d" for char in text)


# -- what a setback turned into --------------------------------------------------------------------


def test_what_was_learned_today_is_a_win_of_today(desk: Desk) -> None:
    desk.close(setback="The login broke", learned="It is the cookie", learned_kind=WinKind.CLARITY)
    (win,) = desk.board.wins_on(TODAY)
    assert (win.kind, win.text) == (WinKind.CLARITY, "It is the cookie")
    assert win.in_the_way == "The login broke"
    assert desk.board.day(TODAY).learned_win_id == win.id


def test_closing_a_day_twice_makes_one_win_of_what_was_learned(desk: Desk) -> None:
    desk.close(learned="It is the cookie", learned_kind=WinKind.CLARITY)
    (win,) = desk.board.wins_on(TODAY)
    desk.wait(hours=1)
    desk.close(learned="It is the proxy", learned_kind=WinKind.KNOWLEDGE)
    (again,) = desk.board.wins_on(TODAY)
    assert again == replace(win, text="It is the proxy", kind=WinKind.KNOWLEDGE)


def test_what_was_learned_and_taken_out_again_lowers_no_number(desk: Desk) -> None:
    desk.close(learned="It is the cookie", learned_kind=WinKind.CLARITY)
    desk.close(learned="")
    assert desk.wins_today() == ["It is the cookie"]


def test_a_setback_alone_is_no_win(desk: Desk) -> None:
    desk.close(setback="The login broke", learned="It is the cookie")
    assert desk.wins_today() == []


def test_writing_about_a_past_day_changes_no_win(desk: Desk) -> None:
    desk.win("Before")
    wins = dict(desk.board.table(Win))
    desk.wait(days=1)
    desk.close(
        TODAY,
        three=("Before",),
        setback="The login broke",
        learned="It is the cookie",
        learned_kind=WinKind.CLARITY,
        emotion=2,
    )
    assert dict(desk.board.table(Win)) == wins
    assert desk.board.day(TODAY).learned == "It is the cookie"


# -- the first step --------------------------------------------------------------------------------


def test_the_first_step_becomes_a_card_on_top_of_the_first_column(desk: Desk) -> None:
    desk.add("Something else")
    desk.close(first_step="Call Ana")
    assert desk.titles("To Do") == ["Call Ana", "Something else"]
    assert desk.board.day(TODAY).first_card_id == 2


def test_a_card_that_is_chosen_as_the_first_step_comes_to_the_top(desk: Desk) -> None:
    desk.add("One")
    desk.add("Two")
    desk.close(first_step="Two", first_card_id=2)
    assert desk.titles("To Do") == ["Two", "One"]
    assert len(desk.board.table(Card)) == 2


def test_a_chosen_card_that_is_under_way_stays_where_it_is(desk: Desk) -> None:
    desk.add("One", to="Doing")
    desk.add("Two")
    desk.close(first_step="One", first_card_id=1)
    assert (desk.titles("Doing"), desk.titles("To Do")) == (["One"], ["Two"])


def test_closing_a_day_twice_makes_one_card_of_its_first_step(desk: Desk) -> None:
    desk.close(first_step="Call Ana")
    desk.close(note="More")
    assert desk.titles("To Do") == ["Call Ana"]


def test_the_evening_before_can_be_closed_in_the_morning_with_a_first_step(desk: Desk) -> None:
    desk.wait(days=1)
    desk.close(TODAY, first_step="Call Ana")
    assert desk.titles("To Do") == ["Call Ana"]


def test_the_first_step_of_a_day_long_gone_makes_no_card(desk: Desk) -> None:
    desk.close(date(2026, 11, 1), first_step="Call Ana")
    assert desk.titles("To Do") == []


def test_writing_without_closing_makes_neither_card_nor_win(desk: Desk) -> None:
    desk.write(first_step="Call Ana", learned="It is clear", learned_kind=WinKind.CLARITY)
    assert (desk.titles("To Do"), desk.wins_today()) == ([], [])


def test_a_closed_day_is_taken_back_whole(desk: Desk) -> None:
    desk.close(first_step="Call Ana", learned="It is clear", learned_kind=WinKind.CLARITY)
    desk.undo()
    assert desk.board.day(TODAY) is None
    assert (desk.titles("To Do"), desk.wins_today()) == ([], [])
    desk.redo()
    assert (desk.titles("To Do"), desk.wins_today()) == (["Call Ana"], ["It is clear"])
