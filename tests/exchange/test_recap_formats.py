"""A recap in every format: said in full, and inert whatever the board's texts are."""

import json
import re
import shutil
import subprocess
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kanban import theme_files
from kanban.domain.board import Board
from kanban.domain.periods import LookBack, Span, look_back, period
from kanban.domain.records import About, Day, Goal, Win, WinKind
from kanban.domain.sharing import shareable
from kanban.domain.standup import StandUp
from kanban.domain.text import harmless
from kanban.domain.values import replace
from kanban.exchange import (
    recap_html,
    recap_json,
    recap_markdown,
    recap_svg,
    recap_text,
    shading,
    standup_text,
)
from tests.domain.builder import HOSTILE, few, written_win

TODAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
SPANS = (Span.DAY, Span.WEEK, Span.MONTH, Span.YEAR)
PALETTES, _ = theme_files.load_palettes(Path("no-such-folder"))
PALETTE = PALETTES["evening"]
ACTING = (
    *HOSTILE,
    "[a link](http://example.com)",
    "![a picture](http://example.com/x.png)",
    '" onmouseover="alert(1)',
    "</style></title></svg><b>",
    "<!-- hidden -->",
    "<%tp.file.title%> {{title}} {% raw %}",
    "&amp; &lt;b&gt; &#60;b&#62;",
    "a | b | c",
    "# heading",
    "- item",
    "+ item",
    "-- rule",
    "---",
    "===",
    "1. first",
    "12) twelfth",
    "> quote",
    "[ ] task",
    "    code",
    "``` fence",
    "`code` *strong* _soft_ ~~gone~~ ==bright==",
    "[[wiki|link]] ![[embed]] #tag @ann %%hidden%% ^block $x^2$ key:: value :smile:",
    "http://example.com www.example.com ann@example.com",
    "[ref]: http://example.com",
    "[^1]: note",
    "=1+1",
    "]]> <![CDATA[ x",
    "\ufffe\uffff end",
    "ends with \\",
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
)


def board_of(text: str) -> Board:
    """Return a board with a text in every field that a recap says."""
    goals = [Goal(id=1, title=text, why=text, rank="a"), Goal(id=2, title=text, rank="b")]
    wins = [
        written_win(
            n + 1,
            TODAY - timedelta(days=days),
            text=text,
            goal_id=(1, 2, None)[n % 3],
            kind=WinKind.GOAL if n == 1 else WinKind.NOTE,
            in_the_way=text,
        )
        for n, days in enumerate((0, 0, 0, 1, 3, 9, 31, 40, 365))
    ]
    days = [
        Day(
            id=n + 1,
            on=TODAY - timedelta(days=n),
            three=(text, text, text),
            mattered=text,
            setback=text,
            learned=f"{text} learned",
            learned_kind=WinKind.CLARITY,
            emotion=3,
            motivation=4,
            helped=("help",),
            hindered=("time",),
            first_step=text,
            note=f"{harmless(text)}\n{harmless(text)}",
            closed_at=AT,
        )
        for n in range(12)
    ]
    about = About(title=text, created_at=datetime(2026, 1, 1, tzinfo=UTC))
    return Board([about, *goals, *wins, *days])


def view_of(text: str, span: Span = Span.DAY) -> LookBack:
    return look_back(board_of(text), period(span, TODAY), TODAY)


def said(text: str) -> str:
    """Return how a text stands in a line of ours: harmless, without blanks around it."""
    return harmless(text).strip()


# -- text ------------------------------------------------------------------------------------------


def test_the_text_of_a_day_says_everything_that_was_written() -> None:
    view = shareable(view_of("Called Ann"))
    assert recap_text.write(view).split("\n") == [
        "Sun 22 Nov: 3 wins",
        "  12:01  Called Ann  (Called Ann)",
        "  12:02  Called Ann  (Called Ann)",
        "  12:03  Called Ann",
        "Three things that moved",
        "  Called Ann",
        "  Called Ann",
        "  Called Ann",
        "Why it mattered: Called Ann",
        "Learned: Called Ann learned",
        "First step for the next day: Called Ann",
    ]


def test_the_text_of_a_week_says_its_wins_by_goal_its_best_days_and_memories() -> None:
    lines = recap_text.write(shareable(view_of("Called Ann", Span.WEEK))).split("\n")
    assert lines == [
        "16 to 22 Nov 2026: 5 wins on 3 of 7 days",
        "",
        "Called Ann, 2 wins",
        "  Sat 21 Nov  Called Ann",
        "  Sun 22 Nov  Called Ann",
        "",
        "Called Ann, 2 wins",
        "  Thu 19 Nov  Called Ann",
        "  Sun 22 Nov  Called Ann",
        "",
        "Without a goal, 1 win",
        "  Sun 22 Nov  Called Ann",
        "",
        "Achieved",
        "  Called Ann",
        "",
        "Best days",
        "  Sun 22 Nov  Called Ann  (3 wins)",
        "  Thu 19 Nov  Called Ann  (1 win)",
        "  Sat 21 Nov  Called Ann  (1 win)",
        "",
        "A month ago, Thu 22 Oct 2026",
        "  Called Ann",
        "",
        "A year ago, Sat 22 Nov 2025",
        "  Called Ann",
    ]


def test_a_year_in_review_has_a_win_a_month_its_goals_and_its_best_weeks() -> None:
    text = recap_text.write(shareable(view_of("Called Ann", Span.YEAR)))
    for words in ("Month by month", "  Oct  Called Ann  (2 wins)", "By goal", "Best weeks"):
        assert words in text
    assert "  16 to 22 Nov 2026  Called Ann  (5 wins)" in text
    assert "A month ago" not in text


@pytest.mark.parametrize("span", SPANS)
def test_an_empty_period_is_one_calm_line(span: Span) -> None:
    view = look_back(Board(), period(span, TODAY), TODAY)
    text = recap_text.write(view)
    assert text.startswith(("Sun 22 Nov: 0 wins", view.period.words))
    assert text.count("\n") == (0 if span is Span.DAY else 1)
    assert f"No wins are kept for this {span}." in recap_markdown.write(view)
    assert f"No wins are kept for this {span}." in recap_html.write(view, PALETTE)
    assert f"No wins are kept for this {span}." in recap_svg.write(view, PALETTE)


@pytest.mark.parametrize("span", SPANS)
def test_quiet_text_says_no_count(span: Span) -> None:
    text = recap_text.write(view_of("Called Ann", span), is_quiet=True)
    assert not re.search(r"[0-9] wins?|of [0-9]|motivation", text)
    assert "Called Ann" in text


@pytest.mark.parametrize("text", ACTING, ids=ascii)
def test_no_text_breaks_the_lines_of_the_text(text: str) -> None:
    for span in SPANS:
        lines = recap_text.write(view_of(text, span)).split("\n")
        assert len(lines) == len(recap_text.write(view_of("plain", span)).split("\n"))
        assert all(line == harmless(line) for line in lines)


# -- markdown --------------------------------------------------------------------------------------

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def read(markdown: str) -> tuple[list[str], list[str]]:
    """Return the structure a reader sees, and the texts in it."""
    blocks = READER.parse(markdown)
    inner = [each for block in blocks for each in block.children or ()]
    kinds = [each.type for each in (*blocks, *inner) if each.type != "text_special"]
    texts = [_words(block) for block in blocks if block.type == "inline"]
    return [kind for kind in kinds if kind != "text"], texts


def _words(block: Token) -> str:
    return "".join(each.content for each in block.children or ())


@pytest.mark.parametrize("text", ACTING, ids=ascii)
def test_markdown_says_a_text_as_it_is_and_lets_nothing_act(text: str) -> None:
    for span in SPANS:
        kinds, texts = read(recap_markdown.write(view_of(text, span)))
        assert kinds == read(recap_markdown.write(view_of("plain words", span)))[0]
        assert any(said(text) in each for each in texts)


INERT = ("[[", "]]", "%%", "{{", "}}", "<%", "![", "](", "==", "~~", "$", "://", "@", " #", "^")


@pytest.mark.parametrize("text", ACTING, ids=ascii)
def test_markdown_leaves_no_sign_that_other_readers_act_on(text: str) -> None:
    bare = re.sub(r"\\[\W_]", "", recap_markdown.plain(text))
    assert not [sign for sign in INERT if sign in f" {bare}"]
    assert "<" not in bare


@few
@given(st.text(alphabet=st.sampled_from("ab1 \\`*_{}[]()<>#+-.!|~^=:$%&@\"'\t/;wW"), max_size=12))
def test_markdown_gives_any_text_back(text: str) -> None:
    line = f"- {recap_markdown.plain(f'{text}x')}"
    kinds, texts = read(line)
    assert kinds == read("- x")[0]
    assert texts == [said(f"{text}x")]


# -- html and svg ----------------------------------------------------------------------------------


class Seen(HTMLParser):
    """What a reader of HTML sees."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: set[str] = set()
        self.texts: list[str] = []
        self.others: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags[tag] += 1
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data):
        self.texts.append(data)

    def handle_comment(self, data):
        self.others.append(data)

    def unknown_decl(self, data):
        self.others.append(data)

    def handle_pi(self, data):
        self.others.append(data)


@pytest.mark.parametrize("text", ACTING, ids=ascii)
def test_html_says_a_text_as_it_is_and_lets_nothing_act(text: str) -> None:
    for span in SPANS:
        seen = Seen(recap_html.write(view_of(text, span), PALETTE))
        plain = Seen(recap_html.write(view_of("plain words", span), PALETTE))
        assert seen.tags == plain.tags
        assert seen.attributes == plain.attributes
        assert seen.others == []
        assert said(text) in seen.texts


def test_html_is_one_page_that_runs_and_fetches_nothing() -> None:
    page = recap_html.write(view_of("plain", Span.YEAR), PALETTE)
    seen = Seen(page)
    assert not set(seen.tags) & {"script", "a", "img", "link", "iframe", "form", "object"}
    assert not seen.attributes & {"href", "src", "action", "style"}
    assert "default-src 'none'" in page
    assert not re.search(r"url\(|@import|https?:", page)


@pytest.mark.parametrize("text", ACTING, ids=ascii)
def test_svg_is_xml_that_says_a_text_and_lets_nothing_act(text: str) -> None:
    for span in SPANS:
        root = ElementTree.fromstring(recap_svg.write(view_of(text, span), PALETTE))
        plain = ElementTree.fromstring(recap_svg.write(view_of("plain words", span), PALETTE))
        assert [each.tag for each in root.iter()] == [each.tag for each in plain.iter()]
        tags = {each.tag.rpartition("}")[2] for each in root.iter()}
        assert tags <= {"svg", "title", "rect", "text"}
        beginning = recap_svg.cut(text, 20).removesuffix("…")
        assert any((each.text or "").startswith(beginning) for each in root.iter())


def test_svg_holds_long_and_many_texts_within_its_card() -> None:
    wins = [written_win(n + 1, TODAY, text="宽" * 400) for n in range(40)]
    view = look_back(Board(wins), period(Span.DAY, TODAY), TODAY)
    root = ElementTree.fromstring(recap_svg.write(view, PALETTE))
    texts = [each.text or "" for each in root.iter() if each.tag.endswith("text")]
    assert "and 28 more" in texts
    assert all(recap_svg._cells(text) * recap_svg.CELL_PX < recap_svg.WIDTH for text in texts)


@pytest.mark.parametrize("palette", PALETTES)
def test_html_and_svg_wear_every_theme(palette: str) -> None:
    for write in (recap_html.write, recap_svg.write):
        text = write(view_of("plain", Span.MONTH), PALETTES[palette])
        assert PALETTES[palette].background in text
        assert PALETTES[palette].goals["teal"] in text


@pytest.mark.parametrize(("count", "most", "shade"), [(0, 7, 0), (1, 7, 1), (7, 7, 4), (1, 1, 4)])
def test_the_shade_of_a_day_tells_its_part_of_the_most(count: int, most: int, shade: int) -> None:
    assert shading.level(count, most) == shade


@pytest.mark.parametrize("palette", PALETTES)
def test_every_shade_can_be_told_from_the_next(palette: str) -> None:
    colors = shading.shades(PALETTES[palette])
    assert len(set(colors)) == shading.LEVELS + 1
    assert all(re.fullmatch("#[0-9a-f]{6}", color) for color in colors)
    assert colors[-1] == PALETTES[palette].accent


@pytest.mark.terminal
@pytest.mark.parametrize("ending", ["html", "svg"])
def test_a_browser_finds_nothing_that_acts(tmp_path: Path, ending: str) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("no chromium to read it with")
    wins = [written_win(n + 1, TODAY, text=text) for n, text in enumerate(reversed(ACTING))]
    view = look_back(Board(wins), period(Span.DAY, TODAY), TODAY)
    write = {"html": recap_html.write, "svg": recap_svg.write}[ending]
    path = tmp_path / f"recap.{ending}"
    path.write_text(write(view, PALETTE))
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", "--no-first-run")
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    command = [chromium, *flags, profile, path.as_uri()]
    dom = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    seen = Seen(dom)
    assert not set(seen.tags) & {"script", "img", "b", "a"}
    assert not [name for name in seen.attributes if name.startswith("on")]
    assert said("<script>alert(1)</script>") in seen.texts
    assert "parsererror" not in seen.tags


# -- json ------------------------------------------------------------------------------------------


def test_json_of_a_day_holds_what_was_written_and_private_keys_when_named() -> None:
    view = view_of("One")
    open_keys = set(recap_json.document(shareable(view)))
    held = recap_json.document(view, with_private=True)
    assert set(held) - open_keys == {
        *("setback", "emotion", "motivation", "perception", "helped", "hindered", "note")
    }
    assert (held["setback"], held["emotion"], held["perception"]) == ("One", 3, None)
    assert held["wins"][0]["in_the_way"] == "One"
    json.dumps(held)


@pytest.mark.parametrize("span", SPANS[1:])
def test_json_of_a_period_has_each_win_once_in_all_and_once_by_goal(span: Span) -> None:
    view = view_of("One", span)
    held = recap_json.document(view)
    assert held["span"] == span
    assert [held["from"], held["to"]] == [f"{view.period.first}", f"{view.period.last}"]
    by_goal = sorted(each for goal in held["goals"] for each in goal["wins"])
    assert by_goal == sorted(win["id"] for win in held["wins"])
    assert sum(day["wins"] for day in held["days"]) == len(held["wins"])
    assert ("months" in held) == (span is Span.YEAR)
    assert not {"helped", "hindered", "flywheel"} & set(held)
    assert {"helped", "hindered", "flywheel"} < set(recap_json.document(view, with_private=True))


# -- private words ---------------------------------------------------------------------------------


def private_board() -> Board:
    board = board_of("One")
    days = [
        replace(day, setback="secret s", note="secret n", learned="One")
        for day in board.table(Day).values()
    ]
    wins = [replace(win, in_the_way="secret w") for win in board.table(Win).values()]
    goals = list(board.table(Goal).values())
    return Board([About(title="One", created_at=AT), *goals, *wins, *days])


@pytest.mark.parametrize("span", SPANS)
def test_what_is_private_is_in_no_format_and_in_each_when_named(span: Span) -> None:
    view = look_back(private_board(), period(span, TODAY), TODAY)

    def formats(held: LookBack, with_private: bool) -> list[str]:
        return [
            recap_text.write(held),
            recap_markdown.write(held),
            recap_html.write(held, PALETTE),
            recap_svg.write(held, PALETTE),
            json.dumps(recap_json.document(held, with_private=with_private)),
        ]

    for text in formats(shareable(view), False):
        assert not re.search("secret|motivation|emotion|helped|hindered", text)
    for text in formats(view, True):
        assert re.search("secret|hindered", text)


# -- the stand-up ----------------------------------------------------------------------------------


def test_a_stand_up_says_yesterday_today_and_in_the_way() -> None:
    spoken = StandUp(TODAY, date(2026, 11, 21), ("Sent it",), ("Open the draft",), ())
    assert standup_text.write(spoken).split("\n") == [
        "Yesterday",
        "  Sent it",
        "Today",
        "  Open the draft",
        "In the way",
        "  Nothing to tell.",
    ]


def test_a_stand_up_names_the_last_working_day() -> None:
    spoken = StandUp(TODAY, date(2026, 11, 20), ("Sent it",), (), ("Call\x1b[2J",))
    text = standup_text.write(spoken)
    assert text.startswith("Fri 20 Nov\n  Sent it\nToday\n  Nothing to tell.")
    assert text.endswith("In the way\n  Call␛[2J")
