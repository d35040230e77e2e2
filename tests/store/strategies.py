"""Every kind of record, with every field anywhere in its range, for Hypothesis."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as some

from kanban.domain.change import Change, Edit
from kanban.domain.history import Commit, CommitKind, Origin
from kanban.domain.records import (
    COLORS,
    NOTHING,
    TABLES,
    About,
    Card,
    Column,
    Day,
    Goal,
    Item,
    Move,
    SavedFilter,
    Win,
    WinKind,
)
from kanban.domain.values import replace

texts = some.text(some.characters(exclude_categories=["Cs"]), max_size=12)
numbers = some.integers(1, 10**9)
instants = some.integers(-62_135_500_000, 253_402_200_000).map(
    lambda second: (
        datetime(1970, 1, 1, tzinfo=UTC)
        + timedelta(seconds=second, microseconds=second % 1_000_000)
    )
)
"""From the year 1 to the year 9999, by microseconds."""
dates = some.dates(date(1, 1, 1), date(9999, 12, 31))
wall_times = some.builds(time, some.integers(0, 23), some.integers(0, 59))
"""As a clock in a room shows them: no seconds."""
marks = some.none() | some.integers(1, 5)
many = some.lists(texts, max_size=3).map(tuple)

_values = some.recursive(
    some.none()
    | some.booleans()
    | some.integers(-(10**20), 10**20)
    | texts
    | some.floats(allow_nan=False, allow_infinity=False),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
unknown_fields = some.dictionaries(texts.map(lambda name: f"future {name}"), _values, max_size=2)
"""Fields that a newer version may have written."""

records = {
    "about": some.builds(
        About,
        id=numbers,
        title=texts,
        created_at=instants,
        imports=many,
        extra=unknown_fields,
        challenge_on=some.none() | dates,
        filters=some.lists(some.builds(SavedFilter, texts, texts), max_size=2).map(tuple),
    ),
    "columns": some.builds(
        Column,
        id=numbers,
        name=texts,
        rank=texts,
        is_done=some.booleans(),
        wip_limit=some.none() | numbers,
        is_hidden=some.booleans(),
        is_narrow=some.booleans(),
        extra=unknown_fields,
    ),
    "goals": some.builds(
        Goal,
        id=numbers,
        title=texts,
        rank=texts,
        why=texts,
        color=some.sampled_from(COLORS),
        milestones=many,
        target_on=some.none() | dates,
        achieved_at=some.none() | instants,
        set_aside_at=some.none() | instants,
        made_possible=texts,
        extra=unknown_fields,
    ),
    "cards": some.builds(
        Card,
        id=numbers,
        title=texts,
        column_id=numbers,
        rank=texts,
        created_at=instants,
        notes=texts,
        goal_id=some.none() | numbers,
        milestone=some.none() | texts,
        tags=many,
        due_on=some.none() | dates,
        due_at=some.none() | wall_times,
        repeat_from=some.none() | dates,
        repeat=texts,
        checklist=some.lists(some.builds(Item, texts, some.booleans()), max_size=3).map(tuple),
        blocked=texts,
        waits_for=some.lists(numbers, max_size=3).map(tuple),
        split_from=some.none() | numbers,
        sent_as=texts,
        moves=some.lists(some.builds(Move, numbers, instants), max_size=3).map(tuple),
        archived_at=some.none() | instants,
        extra=unknown_fields,
    ),
    "wins": some.builds(
        Win,
        id=numbers,
        kind=some.sampled_from(WinKind),
        text=texts,
        at=instants,
        zone=texts,
        utc_offset_minutes=some.integers(-900, 900),
        day=dates,
        card_id=some.none() | numbers,
        goal_id=some.none() | numbers,
        starred=some.booleans(),
        why_it_mattered=texts,
        in_the_way=texts,
        source=texts,
        withdrawn_at=some.none() | instants,
        extra=unknown_fields,
    ),
    "days": some.builds(
        Day,
        id=numbers,
        on=dates,
        three=many,
        mattered=texts,
        setback=texts,
        learned=texts,
        learned_kind=some.none() | some.sampled_from(WinKind),
        learned_win_id=some.none() | numbers,
        emotion=marks,
        motivation=marks,
        perception=marks,
        helped=many,
        hindered=many,
        first_step=texts,
        first_card_id=some.none() | numbers,
        note=texts,
        written_at=some.none() | instants,
        written_on=some.none() | dates,
        closed_at=some.none() | instants,
        extra=unknown_fields,
    ),
}
any_record = some.sampled_from(sorted(TABLES)).flatmap(lambda table: records[table])
any_known_record = any_record.map(lambda record: replace(record, extra=NOTHING))
"""Without the fields of a newer version."""

edits = any_record.flatmap(
    lambda record: some.sampled_from([Edit(None, record), Edit(record, None), Edit(record, record)])
)
commits = some.builds(
    Commit,
    seq=numbers,
    kind=some.sampled_from(CommitKind),
    origin=some.builds(Origin, texts, some.integers(0, 10**9)),
    at=instants,
    change=some.builds(Change, texts, some.lists(edits, max_size=3).map(tuple)),
    reverses=some.integers(0, 10**9),
)
