"""A recap as Markdown, for notes: a person's words stand in it as they are and never act.

Escaped is what CommonMark, GitHub and Obsidian read as markup: links and wiki links, tags, HTML,
comments, formulas, templates, block ids, and what opens a block at the beginning of a line.
"""

import re

from kanban.domain.periods import LookBack
from kanban.domain.text import harmless
from kanban.exchange.page import Line, Section, page

_ACTS = re.compile(
    r"[\\`*_\[\]{}~|$^=%#@!>]"  # emphasis, links, tags, tables, formulas, comments, mentions
    r"|:(?=[^\s0-9])"  # addresses, emoji by name, fields
    r"|(?<=www)\."
    r"|^[-+](?=\s|[-+]|$)"  # lists, rules
    r"|(?<=^[0-9])[.)]|(?<=^[0-9]{2})[.)]|(?<=^[0-9]{3})[.)]|(?<=^[0-9]{4})[.)]",
    re.IGNORECASE,
)
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;"})


def write(view: LookBack) -> str:
    """Return the Markdown, without a newline at its end."""
    said = page(view)
    blocks = [f"# {plain(said.title)}", said.counts]
    blocks += [said.nothing] if said.nothing else []
    for section in said.sections:
        blocks += _section(section)
    return "\n\n".join(blocks)


def plain(text: str) -> str:
    """Return one line of text so that Markdown shows it as it is, wherever in a line it stands."""
    line = harmless(text).strip()
    return _ACTS.sub(lambda match: f"\\{match[0]}", line).translate(_ENTITIES)


def _section(section: Section) -> list[str]:
    blocks = []
    if section.title:
        aside = f" · {section.aside}" if section.aside else ""
        blocks.append(f"## {plain(section.title)}{aside}")
    if section.note:
        blocks.append(plain(section.note))
    if section.is_one_line:
        blocks += [plain(line.text) for line in section.lines]
    else:
        blocks.append("\n".join(map(_line, section.lines)))
    return blocks


def _line(line: Line) -> str:
    lead = f"{line.lead} " if line.lead else ""
    aside = f" · {plain(line.aside)}" if line.aside else ""
    return f"- {lead}{plain(line.text)}{aside}"
