"""The words of the program inform; they judge nobody, hurry nobody, count no loss and do not cheer.

Every string constant under `kanban/` is looked at, docstrings left out: what a person reads is made
of them. A word that stands for a file or a disk, never for a person, is allowed by its sentence.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "kanban"

JUDGING = (
    *("only", "merely", "streak", "streaks", "should have", "shouldn't", "lazy", "laziness"),
    *("fail", "failed", "fails", "failing", "failure", "miss", "missed", "missing", "misses"),
    *("behind", "overdue", "too late", "unproductive", "idle", "wasted", "waste", "guilt"),
    *("bad", "badly", "poor", "poorly", "worse", "worst", "weak", "wrong", "what went wrong"),
    *("lost", "lose", "losing", "loss", "too few", "not enough", "at least try", "sorry", "oops"),
    *("great", "awesome", "amazing", "well done", "good job", "congratulations", "keep it up"),
    *("hooray", "bravo", "hero", "score", "points", "level up", "badge", "reward", "hurry up"),
)
"""What judges, praises, rewards, or says that something was taken away."""
WORD = re.compile(rf"(?<![\w-])({'|'.join(JUDGING)})(?![\w-])", re.IGNORECASE)
CHEER = re.compile(r"\w!(?=\s|$)")

ALLOWED = {
    "it is open to look at only": "a newer version's board, and what can be done with it",
    "means missing": "the means are, not the person; one of the book's eleven factors",
    "once nothing in it is missed": "a file kept aside by the checkup",
    "is missing": "a file, a key of a theme",
    "are missing": "a file with the wins of a year",
}
"""Sentences, or their ends, in which such a word speaks of a thing; each with what it speaks of."""

ALLOWED_IN = {
    "domain/query.py": ("overdue", "a value that people write into every search of this kind"),
    "exchange/json_node.py": ("missing", "what another program's file holds at a place"),
    "store/documents.py": ("missing", "fields of a document in the board's own file"),
}
"""Modules that say such a word of a thing alone, with what they say it of."""


def strings_of(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the string constants of a module with their lines, docstrings left out."""
    prose = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.lineno, node.value


def judgements(text: str) -> list[str]:
    """Return the words of a text that judge or cheer and that no sentence allows."""
    for sentence in ALLOWED:
        text = re.sub(rf"(?<![\w-]){re.escape(sentence)}(?![\w-])", "", text)
    return [match[0] for match in (*WORD.finditer(text), *CHEER.finditer(text))]


MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("name", MODULES)
def test_no_word_of_the_program_judges_a_person(name: str) -> None:
    tree = ast.parse((PACKAGE / name).read_text())
    allowed, _ = ALLOWED_IN.get(name, ("", ""))
    found = [
        (line, text)
        for line, text in strings_of(tree)
        if any(word != allowed for word in judgements(text))
    ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "Only 1 win today",
        "You failed to close the day",
        "A streak of 5",
        "2 missed days",
        "You should have split it",
        "Great",
        "Done!",
        "3 days behind",
        "No wins yet, not enough",
        "Your score",
    ],
)
def test_words_that_judge_are_seen(text: str) -> None:
    assert judgements(text)


@pytest.mark.parametrize("text", ["3 wins today", "It is read-only", "means missing", "a != b"])
def test_words_that_inform_are_let_through(text: str) -> None:
    assert judgements(text) == []


def test_every_sentence_that_is_allowed_is_said_somewhere() -> None:
    everything = "\n".join((PACKAGE / name).read_text() for name in MODULES)
    assert [sentence for sentence in ALLOWED if sentence not in everything] == []
