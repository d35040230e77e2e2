"""A form made up for tests: boards as a version before today's would have left them.

Boards are written in today's form, then put into an "older" one in which a card's title is called
headline and tags are one text; today's form is called 2 meanwhile.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from kanban.store import journal, migration, snapshot
from kanban.store.documents import Document
from kanban.store.snapshot import Tables


@contextmanager
def form_2() -> Iterator[None]:
    """Call today's form 2, with a step from 1; for those who have no monkeypatch."""
    with (
        patch.object(snapshot, "SCHEMA", 2),
        patch.object(journal, "FORM", 2),
        patch.object(migration, "MIGRATIONS", {1: to_form_2}),
    ):
        yield


def headlined(document: Document) -> Document:
    renamed = {"headline" if name == "title" else name: document[name] for name in document}
    return renamed | ({"tags": ",".join(document["tags"])} if "tags" in document else {})


def titled(document: Document) -> Document:
    renamed = {"title" if name == "headline" else name: document[name] for name in document}
    return renamed | ({"tags": document["tags"].split(",")} if "tags" in document else {})


def to_form_2(tables: Tables) -> Tables:
    return migration.each_document(tables, "cards", titled)


def age(folder: Path) -> None:
    """Put the test's board into the older form."""
    path = folder / "main.json"
    path.write_bytes(aged_snapshot(path.read_bytes()))
    journal_path = folder / "main.journal"
    header, *lines = journal_path.read_bytes().splitlines(keepends=True)
    base = json.loads(header[9:])["base"]
    written = [journal._line({"journal": 1, "base": base}), *(aged_line(line) for line in lines)]
    journal_path.write_bytes(b"".join(written))


def aged_snapshot(data: bytes) -> bytes:
    tables = snapshot.unseal(data, "main")
    tables.pop("seal")
    tables["store"]["1"]["schema"] = 1
    return snapshot.seal(migration.each_document(tables, "cards", headlined))


def aged_line(line: bytes) -> bytes:
    document = json.loads(line[9:])
    tables: dict[str, Any] = {"cards": {}, "history": {"1": document}}
    migration.each_document(tables, "cards", headlined)
    return journal._line(document)
