"""A recap as one HTML page: everything is in it, nothing in it runs or leads anywhere."""

from collections.abc import Iterator
from datetime import date
from html import escape

from kanban.domain.dates import MONTHS, WEEKDAYS, say_long
from kanban.domain.periods import LookBack, Span, say_wins
from kanban.domain.text import harmless
from kanban.exchange.page import Line, Section, page
from kanban.exchange.shading import level, shades
from kanban.theme_files import Palette

_STYLE = """
:root {{ color-scheme: {scheme}; }}
* {{ box-sizing: border-box; }}
body {{ margin: 0; padding: 3rem 1.5rem; background: {background}; color: {text};
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }}
main {{ max-width: 46rem; margin: 0 auto; overflow-wrap: anywhere; }}
h1 {{ font-size: 1.9rem; line-height: 1.2; margin: 0; letter-spacing: -.01em; }}
.counts {{ color: {muted}; margin: .35rem 0 2rem; }}
h2 {{ font-size: 1rem; margin: 2.4rem 0 .2rem; display: flex; gap: .75rem; align-items: baseline; }}
h2 small {{ flex: none; }}
h2 small, .note, .lead, .aside {{ color: {muted}; font-weight: 400; }}
.note {{ margin: 0 0 .4rem; }}
p {{ margin: .3rem 0; }}
ul {{ list-style: none; margin: .4rem 0 0; padding: 0; display: grid;
  grid-template-columns: auto 1fr auto; gap: 2px 0; }}
li {{ display: grid; grid-column: 1 / -1; grid-template-columns: subgrid;
  padding: .3rem 0 .3rem .8rem; border-left: 3px solid {rule}; }}
.lead, .aside {{ font-size: .875rem; line-height: 1.75; font-variant-numeric: tabular-nums; }}
.lead:not(:empty) {{ padding-right: 1rem; }}
.aside:not(:empty) {{ padding-left: 1rem; }}
.aside {{ text-align: right; max-width: 14rem; }}
table {{ border-collapse: separate; border-spacing: 3px; margin: 1.5rem 0 .5rem -3px; }}
th {{ font-weight: 400; font-size: .7rem; line-height: {cell_line}; color: {muted};
  text-align: left; padding: 0 .35rem 0 0; white-space: nowrap; }}
thead th {{ line-height: 1.5; padding: 0; }}
td {{ width: {cell}; height: {cell}; border-radius: 2px; padding: 0; font-size: .7rem;
  text-align: center; }}
{shades}
{goals}
footer {{ margin-top: 3rem; color: {muted}; font-size: .8rem; }}
@media print {{ body {{ padding: 0; }} }}
"""


def write(view: LookBack, palette: Palette) -> str:
    """Return the page, in the colours of a palette."""
    said = page(view)
    body = [f"<h1>{plain(said.title)}</h1>", f'<p class="counts">{plain(said.counts)}</p>']
    if view.period.span is not Span.DAY and view.wins:
        body += _year(view) if view.period.span is Span.YEAR else _calendar(view)
    if said.nothing:
        body.append(f"<p>{plain(said.nothing)}</p>")
    for section in said.sections:
        body += _section(section)
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{plain(said.title)}</title>",
            f"<style>{_style(palette, view)}</style>",
            "</head>",
            "<body><main>",
            *body,
            "<footer>progress-board</footer>",
            "</main></body>",
            "</html>",
        ]
    )


def plain(text: str) -> str:
    """Return one line of text as it may stand in a page or in an attribute."""
    return escape(harmless(text).strip())


def _style(palette: Palette, view: LookBack) -> str:
    is_year = view.period.span is Span.YEAR
    colors = shades(palette)
    return _STYLE.format(
        scheme="dark" if palette.dark else "light",
        background=palette.background,
        text=palette.text,
        muted=palette.muted,
        rule=palette.rule,
        cell="11px" if is_year else "2.6rem",
        cell_line="11px" if is_year else "1.5",
        shades="\n".join(
            f"td.l{n} {{ background: {color};"
            f" color: {palette.background if n > 2 else palette.text}; }}"
            for n, color in enumerate(colors)
        ),
        goals="\n".join(
            f"li.{name} {{ border-color: {color}; }} h2.{name} {{ color: {color}; }}"
            for name, color in palette.goals.items()
        ),
    )


def _section(section: Section) -> Iterator[str]:
    if section.title:
        aside = f" <small>{plain(section.aside)}</small>" if section.aside else ""
        yield f'<h2 class="{plain(section.color)}">' + plain(section.title) + f"{aside}</h2>"
    if section.note:
        yield f'<p class="note" dir="auto">{plain(section.note)}</p>'
    if section.is_one_line:
        yield from (f'<p dir="auto">{plain(line.text)}</p>' for line in section.lines)
    else:
        yield "<ul>"
        yield from map(_line, section.lines)
        yield "</ul>"


def _line(line: Line) -> str:
    return (
        f'<li class="{plain(line.color)}"><span class="lead">{plain(line.lead)}</span>'
        f'<span dir="auto">{plain(line.text)}</span>'
        f'<span class="aside" dir="auto">{plain(line.aside)}</span></li>'
    )


def _calendar(view: LookBack) -> Iterator[str]:
    """Yield a table with a row a week, Monday first."""
    counts = {each.day: len(each.wins) for each in view.days}
    head = "".join(f"<th>{name.capitalize()}</th>" for name in WEEKDAYS)
    yield f"<table><thead><tr>{head}</tr></thead><tbody>"
    first = view.period.first.toordinal() - view.period.first.weekday()
    for monday in range(first, view.period.last.toordinal() + 1, 7):
        cells = (_cell(monday + after, counts, has_number=True) for after in range(7))
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody></table>"


def _year(view: LookBack) -> Iterator[str]:
    """Yield a table with a column a week and a row a weekday."""
    counts = {each.day: len(each.wins) for each in view.days}
    first = view.period.first.toordinal() - view.period.first.weekday()
    mondays = range(first, view.period.last.toordinal() + 1, 7)
    yield f"<table><thead><tr><th></th>{''.join(_month_heads(view, mondays))}</tr></thead><tbody>"
    for after, name in enumerate(WEEKDAYS):
        label = name.capitalize() if after % 2 == 0 else ""
        cells = (_cell(monday + after, counts) for monday in mondays)
        yield f"<tr><th>{label}</th>{''.join(cells)}</tr>"
    yield "</tbody></table>"


def _month_heads(view: LookBack, mondays: range) -> Iterator[str]:
    """Yield the names of the months, each over the weeks in which it has its first Monday on."""
    months = [max(date.fromordinal(max(monday, 1)), view.period.first).month for monday in mondays]
    for month in dict.fromkeys(months):
        yield f'<th colspan="{months.count(month)}">{MONTHS[month - 1]}</th>'


def _cell(ordinal: int, counts: dict[date, int], *, has_number: bool = False) -> str:
    day = date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None
    if day not in counts or day is None:
        return "<td></td>"
    shade = level(counts[day], max(counts.values()))
    number = day.day if has_number else ""
    words = f"{say_long(day)}: {say_wins(counts[day])}"
    return f'<td class="l{shade}" title="{words}">{number}</td>'
