"""Writes `docs/progress-board.1` from the parsers and `docs/cli.md`: `make docs`."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import wrap

from kanban.cli.grammar import Argument, Command
from kanban.cli.main import commands

DOCS = Path(__file__).parent
PAGE = DOCS / "progress-board.1"
PROGRAM = "progress-board"
WIDTH = 78
HEAD = r""".\" Made by "make docs" from the parsers in kanban/cli/ and from docs/cli.md.
.TH PROGRESS\-BOARD 1 "" "progress\-board {version}" "User Commands"
.SH NAME
progress\-board \- a terminal Kanban board that keeps your wins"""
OPENS = """With `--plain` the board opens line by line, for screen readers. With a command, that
one runs and ends: it writes the same records as the keys do, and a board that is open shows them
within a second. `--board` may stand before or behind a command."""
FILES = """`progress-board where` prints where boards, settings and themes are kept.
`progress-board config` writes a settings file with every setting in it, each with its words."""
MORE = """`?` on the board lists its keys. docs/cli.md in the source has an example for every
command, and tells the keys of all JSON."""

_INLINE = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\([^)]*\)")
_HELP = ("-h", "--help")


def man_page() -> str:
    """Return the whole page."""
    page = (DOCS / "cli.md").read_text()
    program = commands()
    project = tomllib.loads((DOCS.parent / "pyproject.toml").read_text())["project"]
    lines = [HEAD.format(version=plain(project["version"]))]
    lines += [".SH SYNOPSIS", *synopsis(program)]
    lines += [".SH DESCRIPTION", *prose(f"{program.help}\n\n{' '.join(OPENS.split())}")]
    lines += [".SH OPTIONS", *options(program)]
    lines += [".SH COMMANDS"]
    for command in program.acts:
        lines += about(command, page)
    lines += [".SH PLAIN MODE", *prose(section(page, "## Plain mode"))]
    lines += [".SH ENVIRONMENT", *table(section(page, "## Environment"))]
    lines += [".SH EXIT STATUS", *table(section(page, "## Exit codes"))]
    lines += [".SH FILES", *prose(FILES), ".SH SEE ALSO", *prose(MORE)]
    return "\n".join(folded(lines)) + "\n"


def synopsis(program: Command) -> Iterator[str]:
    """Yield how the program is called."""
    yield rf"\fB{plain(PROGRAM)}\fR [\fIOPTION\fR ...] [\fICOMMAND\fR [\fIARGUMENT\fR ...]]"


def about(command: Command, page: str) -> Iterator[str]:
    """Yield the part on a command, with the acts that it is divided into."""
    yield f".SS {plain(' '.join(command.words))}"
    yield from prose(first_paragraph(section(page, f"### {command.words[0]}")))
    for each in command.all():
        if each.acts:
            continue
        yield ".PP"
        yield rf"\fB{plain(' '.join((PROGRAM, *each.words)))}\fR {plain(usage(each))}".rstrip()
        if each is not command:
            yield ".br"
            yield plain(each.help)
        yield from options(each)


def usage(command: Command) -> str:
    """Return what stands behind a command."""
    return " ".join(
        [
            *(each.value + (" ..." if each.is_many else "") for each in command.places),
            *(["[options]"] if any(each.names != _HELP for each in command.options) else []),
        ]
    )


def options(command: Command) -> Iterator[str]:
    """Yield a paragraph for each option, and for what is known by its place."""
    shown = [each for each in command.arguments if each.names != _HELP]
    for each in shown:
        if not command.words or "--board" not in each.names:
            yield ".TP"
            yield named(each)
            yield plain(each.help)


def named(argument: Argument) -> str:
    """Return the words for an argument."""
    names = ", ".join(rf"\fB{plain(name)}\fR" for name in argument.names)
    value = "|".join(argument.choices) if argument.choices and argument.names else argument.value
    return f"{names} \\fI{plain(value)}\\fR".strip() if value else names


def section(page: str, heading: str) -> str:
    """Return what stands under a heading, up to the next one of its level or above."""
    level = heading.partition(" ")[0]
    found = re.search(
        rf"^{re.escape(heading)}\n(.*?)(?=^#{{1,{len(level)}}} |\Z)", page, re.DOTALL | re.MULTILINE
    )
    assert found, heading
    return found[1]


def first_paragraph(text: str) -> str:
    """Return the first paragraph that is no example."""
    return next(part for part in text.strip("\n").split("\n\n") if not part.startswith("    "))


def prose(text: str) -> Iterator[str]:
    """Yield paragraphs and lists; examples are left out."""
    for part in re.split(r"\n\n+", text.strip("\n")):
        if not part.strip() or part.startswith(("    ", "<!--")):
            continue
        if part.startswith("- "):
            for item in re.split(r"^- ", part, flags=re.MULTILINE)[1:]:
                yield ".IP \\(bu 2"
                yield inline(item)
        else:
            yield ".PP"
            yield inline(part)


def table(text: str) -> Iterator[str]:
    """Yield a paragraph for each row of the first table."""
    rows = [line for line in text.splitlines() if line.startswith("|")][2:]
    for row in rows:
        first, *rest = (cell.strip() for cell in row.strip("|").split(" | "))
        yield ".TP"
        yield f"\\fB{plain(first.strip(' `'))}\\fR"
        yield inline(f"{rest[0]}.")


def inline(text: str) -> str:
    """Return words of Markdown as roff, one line."""
    words = " ".join(text.split())
    pieces, last = [], 0
    for match in _INLINE.finditer(words):
        pieces.append(plain(words[last : match.start()]))
        bold = match[1] or match[2]
        pieces.append(f"\\fB{plain(bold)}\\fR" if bold else plain(match[3]))
        last = match.end()
    line = "".join([*pieces, plain(words[last:])])
    return f"\\&{line}" if line[:1] in (".", "'") else line


def plain(text: str) -> str:
    """Return text in which roff sees nothing to do."""
    line = text.replace("\\", "\\e").replace("-", "\\-").replace("`", "\\(ga").replace("'", "\\(aq")
    return line.replace("^", "\\(ha").replace("~", "\\(ti")


def folded(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines none of which is long, and no paragraph where a heading has begun one."""
    before = ""
    for line in lines:
        if line.startswith((".", "'")):
            if line != ".PP" or not before.startswith((".SH", ".SS")):
                yield line
        else:
            for part in wrap(line, WIDTH, break_long_words=False, break_on_hyphens=False):
                yield f"\\&{part}" if part.startswith((".", "'")) else part
        before = line


if __name__ == "__main__":
    PAGE.write_text(man_page())
