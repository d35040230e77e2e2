"""A recap as plain lines, for a terminal, a mail or a chat."""

from kanban.domain.dates import say_long
from kanban.domain.periods import LookBack, Span
from kanban.domain.text import harmless
from kanban.exchange.page import Line, page


def write(view: LookBack, *, is_quiet: bool = False) -> str:
    """Return the text, without a newline at its end.

    Args:
        view: The period.
        is_quiet: Leaves every count out.
    """
    said = page(view, is_quiet=is_quiet)
    is_day = view.period.span is Span.DAY
    title = say_long(view.period.first) if is_day else said.title
    lines = [f"{title}: {said.counts}" if said.counts else title]
    if said.nothing and not is_day:
        lines.append(said.nothing)
    for section in said.sections:
        if section.is_one_line and len(section.lines) == 1:
            lines.append(f"{section.title}: {section.lines[0].text}")
            continue
        if not is_day:
            lines.append("")
        if section.title:
            lines.append(f"{section.title}, {section.aside}" if section.aside else section.title)
        lead_cells = max(len(line.lead) for line in section.lines)
        lines += [_line(line, lead_cells) for line in section.lines]
    return "\n".join(map(harmless, lines))


def _line(line: Line, lead_cells: int) -> str:
    lead = f"{line.lead.ljust(lead_cells)}  " if lead_cells else ""
    aside = f"  ({line.aside})" if line.aside else ""
    return f"  {lead}{line.text}{aside}"
