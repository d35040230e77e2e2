import math
import os
from itertools import combinations
from pathlib import Path

import pytest

from kanban import theme_files
from kanban.domain.records import COLORS
from kanban.errors import UsageError
from kanban.theme_files import load_palettes, pick, shipped_folder

IDS = ("contrast", "ember", "evening", "mono", "paper")
GROUNDS = ("background", "surface", "selected")
SHIPPED, SHIPPED_PROBLEMS = load_palettes(Path("no such folder"))
GOOD = (shipped_folder() / "ember.toml").read_text(encoding="utf-8")

shipped = pytest.mark.parametrize("palette", SHIPPED.values(), ids=SHIPPED)


def linear(color):
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def contrast(one, other):
    """Contrast ratio, 1 to 21: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    red, green, blue = zip(linear(one), linear(other), strict=True)
    light = [0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in zip(red, green, blue, strict=True)]
    return (max(light) + 0.05) / (min(light) + 0.05)


def oklab(color):
    """Perceived lightness 0 to 1, and two axes of hue: https://bottosson.github.io/posts/oklab."""
    r, g, b = linear(color)
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    middle = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def hues(palette):
    return {"done": palette.done, "blocked": palette.blocked, **palette.goals}


def assert_contrast(palette, colors, ground, least):
    under = getattr(palette, ground)
    low = {name: round(contrast(value, under), 2) for name, value in colors.items()}
    assert {name: ratio for name, ratio in low.items() if ratio < least} == {}


def test_five_palettes_are_shipped_without_a_problem():
    assert SHIPPED_PROBLEMS == []
    assert tuple(SHIPPED) == IDS
    assert [palette.dark for palette in SHIPPED.values()] == [True, True, True, True, False]


@shipped
def test_every_goal_colour_has_a_hue(palette):
    assert tuple(palette.goals) == COLORS


@shipped
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_is_read_with_ease_on_every_ground(palette, ground):
    assert_contrast(palette, {"text": palette.text}, ground, 7)


@shipped
@pytest.mark.parametrize(("ground", "least"), [*zip(GROUNDS, (4.5, 4.5, 4), strict=True)])
def test_muted_text_is_read_on_every_ground(palette, ground, least):
    assert_contrast(palette, {"muted": palette.muted}, ground, least)


@shipped
def test_dim_text_can_still_be_made_out(palette):
    assert_contrast(palette, {"dim": palette.dim}, "background", 3)


@shipped
@pytest.mark.parametrize(("ground", "least"), [*zip(GROUNDS, (4.5, 4, 4), strict=True)])
def test_every_hue_can_be_a_word(palette, ground, least):
    assert_contrast(palette, {"accent": palette.accent, **hues(palette)}, ground, least)


@pytest.mark.parametrize("ground", GROUNDS)
def test_the_contrast_palette_keeps_what_its_name_says(ground):
    palette = SHIPPED["contrast"]
    first = {name: getattr(palette, name) for name in ("text", "muted", "accent")}
    assert_contrast(palette, first, ground, 7)
    assert_contrast(palette, {"dim": palette.dim, **hues(palette)}, ground, 4.5)
    assert_contrast(palette, {"rule": palette.rule}, "background", 4.5)


@shipped
def test_the_three_levels_of_text_are_three(palette):
    for ground in GROUNDS:
        under = getattr(palette, ground)
        levels = [contrast(each, under) for each in (palette.text, palette.muted, palette.dim)]
        assert levels[0] > levels[1] * 1.2 > levels[2] * 1.2**2


@shipped
def test_the_hues_are_clearly_apart(palette):
    # 0.02 in OKLab is a difference one just sees side by side.
    labs = {name: oklab(color) for name, color in hues(palette).items()}
    least = 0.03 if palette.id == "mono" else 0.05
    close = [(a, b) for a, b in combinations(labs, 2) if math.dist(labs[a], labs[b]) < least]
    assert close == []


@pytest.mark.parametrize("theme", sorted(set(IDS) - {"mono"}))
def test_no_goal_shouts_louder_than_another(theme):
    lightness = [oklab(color)[0] for color in SHIPPED[theme].goals.values()]
    assert max(lightness) - min(lightness) < 0.09


@pytest.mark.parametrize("theme", sorted(set(IDS) - {"mono"}))
def test_what_is_blocked_is_clay_and_not_red(theme):
    _, green_red, blue_yellow = oklab(SHIPPED[theme].blocked)
    assert math.hypot(green_red, blue_yellow) < 0.12
    assert 30 < math.degrees(math.atan2(blue_yellow, green_red)) < 60


def test_mono_is_greys_alone():
    palette = SHIPPED["mono"]
    fields = (getattr(palette, name) for name in palette.__slots__)
    greys = [value for value in (*fields, *palette.goals.values()) if str(value).startswith("#")]
    assert len(greys) == 18
    assert all(value[1:3] == value[3:5] == value[5:7] for value in greys)


def test_themes_come_from_the_repository_where_the_package_has_none():
    assert shipped_folder().is_dir()
    assert (shipped_folder() / "evening.toml").is_file()


def test_themes_beside_the_package_come_first(monkeypatch, tmp_path):
    (tmp_path / "kanban" / "themes").mkdir(parents=True)
    (tmp_path / "themes").mkdir()
    monkeypatch.setattr(theme_files, "__file__", str(tmp_path / "kanban" / "theme_files.py"))
    assert shipped_folder() == tmp_path / "kanban" / "themes"


def test_a_persons_theme_joins_the_shipped_ones(tmp_path):
    text = GOOD.replace('"Ember"', '" Our\\u001b Sunday "').replace("#1b1310", "#ABCDEF")
    (tmp_path / "sunday.toml").write_text(text, encoding="utf-8")
    palettes, problems = load_palettes(tmp_path)
    assert problems == []
    assert set(palettes) == {*IDS, "sunday"}
    assert palettes["sunday"].background == "#abcdef"
    assert palettes["sunday"].name == "Our\u241b Sunday"


def test_a_persons_theme_takes_the_place_of_a_shipped_one(tmp_path):
    (tmp_path / "evening.toml").write_text(GOOD, encoding="utf-8")
    palettes, problems = load_palettes(tmp_path)
    assert (palettes["evening"].name, problems) == ("Ember", [])


def test_a_bad_theme_leaves_the_shipped_one_in_its_place(tmp_path):
    (tmp_path / "evening.toml").write_text("name = 1")
    palettes, problems = load_palettes(tmp_path)
    assert palettes == SHIPPED
    assert problems


@pytest.mark.parametrize(
    ("old", "new", "key", "told"),
    [
        ("rule =", "#", "colors.rule", "This key is missing."),
        ("teal =", "#", "goals.teal", "This key is missing."),
        ("dark = true", "", "dark", "This key is missing."),
        ("dark = true", 'dark = "yes"', "dark", 'It must be true or false, not "yes".'),
        ("dark = true", "dark = 1", "dark", "It must be true or false, not 1."),
        ('"Ember"', "3", "name", "It must be a text, not 3."),
        ('"Ember"', '" "', "name", "needs at least one visible character"),
        ('"#1b1310"', '"red"', "colors.background", '"red" is not a colour such as #1f2430.'),
        ('"#1b1310"', '"#fff"', "colors.background", "is not a colour"),
        ('"#1b1310"', '"#1b1310\\n"', "colors.background", "is not a colour"),
        ('"#1b1310"', "[]", "colors.background", "a list is not a colour"),
        ("[goals]", "[goals]\npink = 1", "goals.pink", "There is no such key."),
        ("[colors]", "[colors]\nmutd = 1", "colors.mutd", 'Did you mean "muted"?'),
        ("dark = true", "dark = true\nauthor = 1", "author", "The keys are: name, dark"),
        ("dark = true", "dark = tru", "", "at line 4"),
        ("dark = true", 'dark = true\n"\\u001b" = 1', "\u241b", "There is no such key."),
    ],
)
def test_a_fault_is_told_with_file_and_key_in_a_plain_sentence(tmp_path, old, new, key, told):
    assert old in GOOD
    path = tmp_path / "mine.toml"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    palettes, problems = load_palettes(tmp_path)
    assert "mine" not in palettes
    assert [(each.path, each.key) for each in problems] == [(path, key)]
    assert told in problems[0].message
    assert problems[0].message.endswith((".", "?"))


def test_every_fault_of_a_theme_is_told_at_once(tmp_path):
    (tmp_path / "mine.toml").write_text('name = "Mine"\ncolors = 3\n[goal]\nteal = 1\n')
    problems = load_palettes(tmp_path)[1]
    assert [each.key for each in problems] == ["goal", "dark", "goals", "colors"]
    assert 'Did you mean "goals"?' in problems[0].message
    assert "[colors]" in problems[3].message


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b'name = "\xe9"\n', "Line 1 is not UTF-8"),
        (b"\x00", "not valid TOML"),
        (b"a = " + b"[" * 30_000, "not valid TOML"),
        (b"a = " + b"1" * 5_000, "not valid TOML"),
        (b"#" * 64_001, "larger than 64 kB"),
    ],
)
def test_a_file_that_is_no_toml_is_told(tmp_path, raw, told):
    (tmp_path / "mine.toml").write_bytes(raw)
    palettes, problems = load_palettes(tmp_path)
    assert palettes == SHIPPED
    assert told in problems[0].message


def test_a_theme_of_64_kb_is_not_too_large(tmp_path):
    (tmp_path / "mine.toml").write_text(GOOD.ljust(64_000, "#"), encoding="utf-8")
    assert "mine" in load_palettes(tmp_path)[0]


def test_what_is_no_plain_file_is_told_and_never_waited_for(tmp_path):
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "gone.toml").symlink_to("nowhere")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.toml")
    problems = load_palettes(tmp_path)[1]
    assert {each.path.name for each in problems} == {each.name for each in tmp_path.iterdir()}


def test_other_files_in_the_folder_are_no_themes(tmp_path):
    for name in ("notes.txt", ".mine.toml", "._mine.toml", "mine.toml~"):
        (tmp_path / name).write_text("?")
    assert load_palettes(tmp_path) == (SHIPPED, [])


def test_a_file_in_place_of_the_folder_is_told(tmp_path):
    (tmp_path / "themes").write_text("")
    palettes, problems = load_palettes(tmp_path / "themes")
    assert palettes == SHIPPED
    assert problems[0].path == tmp_path / "themes"


def test_the_wanted_theme_is_picked():
    assert pick(SHIPPED, "paper") is SHIPPED["paper"]


def test_an_unknown_theme_is_told_with_those_that_exist():
    with pytest.raises(UsageError) as refused:
        pick(SHIPPED, "papre\x1b")
    assert str(refused.value) == (
        'There is no theme "papre\u241b". Did you mean "paper"?'
        " The themes are: contrast, ember, evening, mono, paper."
    )
