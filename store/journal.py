"""The journal: every step of curation as changed rows, from which undo and redo work.

A step changes rows only through :class:`Step`, which keeps what each row was before and is after. Undoing puts back
what was before, in reverse; what has gone from the store meanwhile (mentions of an article that was read anew, say) is
passed over.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

Row: TypeAlias = Mapping[str, Any]

KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "entities": ("id",),
    "names": ("id",),
    "mentions": ("article_id", "start", "end", "entity_id"),
    "event_actors": ("article_id", "entity_id", "role"),
    "claims": ("id",),
    "merge_suggestions": ("id",),
}
"""The tables that curation changes, with the columns by which a row is found again."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One step as the journal keeps it; ``details`` tells it in words and values for the screen."""

    id: int
    at: str
    action: str
    details: dict[str, Any]
    undone: bool


class Step:
    """The changes of one step of curation, made through one connection inside its transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.changes: list[tuple[str, Row | None, Row | None]] = []

    def change(self, table: str, row: Row, **values: Any) -> None:
        """Change columns of a row, given as it is now with all its columns."""
        after = {**row, **values}
        if after == dict(row):
            return
        _write(self._connection, table, row, after)
        kept = {*KEYS[table], *_SIDES.get(table, ()), *(column for column in after if after[column] != row.get(column))}
        self.changes.append((table, {c: row.get(c) for c in kept}, {c: after[c] for c in kept}))

    def insert(self, table: str, row: Row) -> int:
        """Insert a row and return its rowid."""
        columns = ", ".join(f'"{column}"' for column in row)
        cursor = self._connection.execute(
            f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(row))})", tuple(row.values())
        )
        assert cursor.lastrowid is not None
        key = {"id": cursor.lastrowid} if KEYS[table] == ("id",) else {column: row[column] for column in KEYS[table]}
        self.changes.append((table, None, _find(self._connection, table, key)))
        return cursor.lastrowid

    def delete(self, table: str, row: Row) -> None:
        """Delete a row, given as it is now with all its columns."""
        _write(self._connection, table, row, None)
        self.changes.append((table, dict(row), None))

    def record(self, at: str, action: str, details: Mapping[str, Any]) -> int:
        """Write the step into the journal and return the entry's id."""
        cursor = self._connection.execute(
            "INSERT INTO journal (at, action, details, undo) VALUES (?, ?, ?, ?)",
            (at, action, json.dumps(details, ensure_ascii=False), json.dumps(self.changes, ensure_ascii=False)),
        )
        assert cursor.lastrowid is not None
        return cursor.lastrowid


def apply(connection: sqlite3.Connection, entry_id: int, *, forward: bool) -> list[tuple[str, Row | None, Row | None]]:
    """Make the changes of an entry again, or take them back; return what was changed.

    Call inside a transaction.
    """
    (stored,) = connection.execute("SELECT undo FROM journal WHERE id = ?", (entry_id,)).fetchone()
    changes = [(table, before, after) for table, before, after in json.loads(stored)]
    for table, before, after in changes if forward else reversed(changes):
        _write(connection, table, before if forward else after, after if forward else before)
    return changes


def entries(connection: sqlite3.Connection, limit: int = 100) -> list[Entry]:
    """Return the latest steps, newest first."""
    rows = connection.execute(
        "SELECT id, at, action, details, undone_at IS NOT NULL FROM journal ORDER BY id DESC LIMIT ?", (limit,)
    )
    return [Entry(row[0], row[1], row[2], json.loads(row[3]), bool(row[4])) for row in rows]


def count_entries(connection: sqlite3.Connection) -> int:
    """Count the steps, those that were undone too."""
    return int(connection.execute("SELECT count(*) FROM journal").fetchone()[0])


def entry(connection: sqlite3.Connection, entry_id: int) -> Entry:
    """Return one step."""
    row = connection.execute(
        "SELECT id, at, action, details, undone_at IS NOT NULL FROM journal WHERE id = ?", (entry_id,)
    ).fetchone()
    return Entry(row[0], row[1], row[2], json.loads(row[3]), bool(row[4]))


def claims_as_read(connection: sqlite3.Connection) -> dict[int, set[tuple[int, str, int]]]:
    """Return what mended claims said as they were read: subject, relation and object by the claim's id.

    Entities that were merged since stand as what they became. Reading the article anew finds these again.
    """
    became = dict(connection.execute("SELECT id, merged_into FROM entities WHERE merged_into IS NOT NULL"))
    found: dict[int, set[tuple[int, str, int]]] = {}
    for (stored,) in connection.execute(
        "SELECT undo FROM journal WHERE action IN ('retype', 'swap', 'mend') AND undone_at IS NULL"
    ):
        for table, before, _after in json.loads(stored):
            if table == "claims" and before is not None:
                subject, target = (became.get(before[side], before[side]) for side in ("subject_id", "object_id"))
                found.setdefault(before["id"], set()).add((subject, before["relation"], target))
    return found


def fetch(connection: sqlite3.Connection, table: str, condition: str, values: Sequence[Any]) -> list[dict[str, Any]]:
    """Return whole rows of a table that curation may change."""
    cursor = connection.execute(f"SELECT * FROM {table} WHERE {condition}", values)
    columns = [column[0] for column in cursor.description]
    # Counters are derived and kept in step elsewhere: undo must not bring old ones back.
    return [
        {column: value for column, value in zip(columns, row, strict=True) if (table, column) not in _DERIVED}
        for row in cursor.fetchall()
    ]


_SIDES: Final[Mapping[str, tuple[str, ...]]] = {"claims": ("subject_id", "relation", "object_id")}
"""Columns that stand in the journal unchanged too: whose counts a change concerns, and what it was a change of."""

_DERIVED: Final = frozenset(
    ("entities", column) for column in ("articles", "mentions", "claims", "first_date", "last_date")
) | {("claims", "relationship_id")}


def _find(connection: sqlite3.Connection, table: str, key: Row) -> dict[str, Any]:
    condition = " AND ".join(f'"{column}" = ?' for column in key)
    return fetch(connection, table, condition, tuple(key.values()))[0]


def _write(connection: sqlite3.Connection, table: str, before: Row | None, after: Row | None) -> None:
    """Turn a row from what it was into what it shall be; do nothing where it is no longer there."""
    key_columns = KEYS[table]
    where = " AND ".join(f'"{column}" = ?' for column in key_columns)
    if before is None:
        assert after is not None
        columns = ", ".join(f'"{column}"' for column in after)
        marks = ", ".join("?" * len(after))
        connection.execute(f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})", tuple(after.values()))
        return
    key = tuple(before[column] for column in key_columns)
    if after is None:
        connection.execute(f"DELETE FROM {table} WHERE {where}", key)
        return
    changed = {column: value for column, value in after.items() if before.get(column) != value}
    assignments = ", ".join(f'"{column}" = ?' for column in changed)
    connection.execute(f"UPDATE OR IGNORE {table} SET {assignments} WHERE {where}", (*changed.values(), *key))
