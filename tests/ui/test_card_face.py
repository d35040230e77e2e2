from datetime import date, time, timedelta

import pytest

from kanban import theme_files
from kanban.domain.records import Card
from kanban.domain.values import replace
from kanban.ui.inks import Inks
from kanban.ui.widgets.card_face import Part, Setting, second_line

from .driver import NOON

CARD = Card(id=1, title="a", column_id=1, rank="a", created_at=NOON.at)
SETTING = Setting(
    NOON, Inks(next(iter(theme_files.load_palettes(theme_files.shipped_folder())[0].values())))
)


def parts(setting: Setting = SETTING, **fields: object) -> list[Part]:
    return second_line(replace(CARD, **fields), setting, False, 60)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("days", "at", "words", "role"),
    [
        (0, None, "today", "accent"),
        (0, time(17), "today 17:00", "accent"),
        (0, time(9), "was today 09:00", "muted"),
        (1, None, "tomorrow", "accent"),
        (5, time(8, 30), "fri 27 08:30", "muted"),
        (-1, None, "was yesterday", "muted"),
        (-40, None, "was 13 Oct", "muted"),
    ],
)
def test_due_is_said_in_words_and_what_is_over_is_the_quieter(
    days: int, at: time | None, words: str, role: str
) -> None:
    [part] = parts(due_on=NOON.day + timedelta(days=days), due_at=at)
    assert (part.text, part.role) == (words, role)


def test_a_card_that_comes_again_has_a_sign_behind_its_day() -> None:
    [part] = parts(due_on=date(2026, 11, 27), repeat="every fri")
    assert part.text == "fri 27 ↻"


def test_a_card_says_for_what_it_waits_and_when_it_is_free() -> None:
    others = [replace(CARD, id=2, title="Ask Noor"), replace(CARD, id=3, title="b")]

    def waits(count: int, is_quiet: bool = False) -> str:
        held = SETTING._replace(open_waits=lambda _card: others[:count], is_quiet=is_quiet)
        return parts(held, waits_for=(2, 3))[0].text

    assert [waits(count) for count in (0, 1, 2)] == ["free", "waits for Ask Noor", "waits for 2"]
    assert waits(2, is_quiet=True) == "waits"
    assert parts(blocked="no phone", waits_for=(2,))[0].text == "blocked"


def test_a_tag_has_its_own_hue() -> None:
    assert [(part.text, part.role) for part in parts(tags=("bug", "web"))] == [
        ("#bug", "tag-rose"),
        ("#web", "tag-violet"),
    ]
