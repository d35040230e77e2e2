"""Migration: files of an older form are read as if they had been written today.

Owns the steps from one form to the next and what is read with them: the snapshot, and the journal
beside it. A step sees whole tables of documents, with every commit of the journal in them, so it
may look from one table into another. Nothing is written here: the store writes the new form with
the first change, after a backup of the old one.
"""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from kanban.domain.change import Change
from kanban.domain.history import DEPTH, Commit, CommitKind, History, Origin
from kanban.domain.records import TABLES
from kanban.errors import DamagedError, StorageError
from kanban.store import journal, snapshot
from kanban.store.documents import Document
from kanban.store.snapshot import Tables, seal

MIGRATIONS: Mapping[int, Callable[[Tables], Tables]] = {}
"""The step from each form to the next, by the older one's number.

A step changes the documents of the tables and, with `each_document`, those in the edits of the
`history`, which undo reads. It is given tables of its own and may change them in place.
"""


class Upgrade(NamedTuple):
    """A board's files in an older form, and what becomes of them.

    Attributes:
        old: A sealed snapshot in the older form, with every commit of the journal in it.
        new: The same in today's form.
        seq: The last commit in both.
    """

    old: bytes
    new: bytes
    seq: int


def form_of(tables: Tables, name: str) -> int:
    """Return the number of the form that tables are in.

    Raises:
        DamagedError: They name none.
    """
    try:
        form = tables["store"]["1"]["schema"]
    except (KeyError, TypeError) as error:
        raise _not_a_board(name, error) from error
    if type(form) is not int or form < 1:
        raise DamagedError(f"{name} names no form that there ever was: {form!r}.")
    return form


def migrated(tables: Tables, name: str, to_form: int | None = None) -> Tables:
    """Return tables in today's form, or another; those given are not to be used again.

    Raises:
        DamagedError: They are not what their form says.
        StorageError: There is no step from their form.
    """
    form = form_of(tables, name)
    while form < (to_form or snapshot.SCHEMA):
        step = MIGRATIONS.get(form)
        if step is None:
            raise StorageError(
                f"{name} is in form {form}, which this version can no longer read.",
                "Open it once with an earlier version of progress-board.",
            )
        try:
            tables = step(tables)
            form += 1
            tables["store"]["1"]["schema"] = form
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise _not_a_board(name, error) from error
    return tables


def upgrade(snapshot_data: bytes, data: bytes | None, path: Path) -> tuple[Tables, Upgrade] | None:
    """Return tables in today's form, and what to write; None where the files are in it already.

    Args:
        snapshot_data: The snapshot's bytes.
        data: The journal's bytes, read before the snapshot's; None where there is none.
        path: The snapshot, for an error.

    Raises:
        DamagedError: The files are not what was written.
        StorageError: They are in a form that cannot be read.
    """
    if not is_pending(snapshot_data, data, path):
        return None
    name = str(path)
    tables = snapshot.unseal(snapshot_data, name)
    tables.pop("seal", None)
    tables = with_commits(tables, _documents(data, tables, path) if data else [], name)
    old, seq = seal(tables), tables["store"]["1"]["seq"]
    tables = migrated(tables, name)
    return tables, Upgrade(old, seal(tables), seq)


def is_pending(snapshot_data: bytes | None, data: bytes | None, path: Path) -> bool:
    """Tell whether a board's files are in an older form.

    Raises:
        DamagedError: They are not what was written.
        StorageError: A newer version wrote them.
    """
    form = snapshot.form(snapshot_data or b"", str(path))
    return not (form == _journal_form(data, path) == snapshot.SCHEMA)


def with_commits(tables: Tables, documents: list[Document], name: str) -> Tables:
    """Return tables with commits folded into them, whatever form both are in.

    Raises:
        DamagedError: The commits do not fit.
    """
    try:
        store = tables["store"]["1"]
        held = {**tables["history"]}
        skeletons = [skeleton(document) for document in held.values()]
        history = History(
            done=[each for each in skeletons if each.kind is not CommitKind.UNDO][-DEPTH:],
            undone=[each for each in skeletons if each.kind is CommitKind.UNDO][-DEPTH:],
        )
        for document in documents:
            commit = skeleton(document)
            _put(tables, document["edits"], name)
            history.adopt(commit)
            held[str(commit.seq)] = document
            store["seq"] = commit.seq
        keep = [str(commit.seq) for commit in (*history.done, *history.undone)]
        tables["history"] = {key: held[key] for key in keep}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _not_a_board(name, error) from error
    return tables


def skeleton(document: Document) -> Commit:
    """Return a commit without its edits, which an older form may write in another way.

    Raises:
        KeyError: It is not the document of a commit; so do TypeError and ValueError.
    """
    return Commit(
        seq=int(document["seq"]),
        kind=CommitKind(document["kind"]),
        origin=Origin(document["by"], document["since"]),
        at=datetime.min.replace(tzinfo=UTC),
        change=Change(document["words"], ()),
        reverses=document["reverses"],
    )


def each_document(tables: Tables, table: str, rewrite: Callable[[Document], Document]) -> Tables:
    """Return tables with every document of one table written anew, in the history too."""

    def side(document: Document | None) -> Document | None:
        return None if document is None else rewrite(document)

    tables[table] = {key: rewrite(document) for key, document in tables.get(table, {}).items()}
    for commit in tables["history"].values():
        commit["edits"] = [
            [name, key, side(before), side(after)] if name == table else [name, key, before, after]
            for name, key, before, after in commit["edits"]
        ]
    return tables


def _journal_form(data: bytes | None, path: Path) -> int:
    if data is None:
        return snapshot.SCHEMA
    _, start = journal.read_header(data, _journal_name(path))
    form: int = json.loads(data[9:start])["journal"]
    return form


def _journal_name(path: Path) -> str:
    return str(path.with_suffix(".journal"))


def _documents(data: bytes, tables: Tables, path: Path) -> list[Document]:
    """Return the commits of a journal that the tables do not hold, in the tables' form."""
    name = _journal_name(path)
    base, start = journal.read_header(data, name)
    store = tables["store"]["1"]
    lines: dict[int, Document] = {}

    def keep(document: Document) -> Commit:
        lines[document["seq"]] = document
        return skeleton(document)

    journal.read_commits(data[start:], base, name, keep)
    newer = [document for seq, document in lines.items() if seq > store["seq"]]
    form = _journal_form(data, path)
    if base > store["seq"] or (newer and form > store["schema"]):
        raise DamagedError(f"{path} is older than its journal.")
    return _rewritten(newer, form, store["schema"], name)


def _rewritten(documents: list[Document], form: int, to_form: int, name: str) -> list[Document]:
    """Return commits in a newer form.

    They lie behind a snapshot of a newer form when a process of the older version wrote on while
    another was killed between putting the new snapshot and the new journal in place.
    """
    tables: Tables = {table: {} for table in TABLES}
    tables["store"] = {"1": {"schema": form, "seq": 0, "next_ids": {}}}
    tables["history"] = {str(document["seq"]): document for document in documents}
    return list(migrated(tables, name, to_form)["history"].values())


def _put(tables: Tables, edits: list[list[Any]], name: str) -> None:
    next_ids: dict[str, Any] = tables["store"]["1"]["next_ids"]
    for table, key, before, after in edits:
        records = tables.setdefault(table, {})
        is_away = table == "wins" and str(key) not in records and _is_put_away(before, tables)
        if not is_away and records.get(str(key)) != before:
            raise DamagedError(f"{name} does not fit its journal: {table} {key} is another.")
        if after is None:
            records.pop(str(key), None)
        else:
            records[str(key)] = after
        next_ids[table] = max(next_ids.get(table, 1), key + 1)


def _is_put_away(win: Document | None, tables: Tables) -> bool:
    """Tell whether a win may be in a yearly file, for it is of a year that was put away."""
    return win is not None and win["day"][:4] in tables["store"]["1"].get("years", {})


def _not_a_board(name: str, error: Exception) -> DamagedError:
    return DamagedError(f"{name} is not a board: {error!r}.")
