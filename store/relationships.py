"""Filing claims under their relationships after what they say has changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from store.records import Relation


def find_relationship(
    connection: sqlite3.Connection, subject: int, relation: Relation, target: int, *, undirected: bool = False
) -> int:
    """Return the id of the relationship of a claim, making one where there is none. Call inside a transaction.

    A symmetric relation stands once, with the entity of the lower id as its subject; so does an undirected claim.
    """
    if (undirected or relation.symmetric) and target < subject:
        subject, target = target, subject
    key = (subject, relation.value, target)
    row = connection.execute(
        "SELECT id FROM relationships WHERE subject_id = ? AND relation = ? AND object_id = ?", key
    ).fetchone()
    if row is not None:
        return int(row[0])
    cursor = connection.execute(
        "INSERT INTO relationships (subject_id, relation, object_id, stance) VALUES (?, ?, ?, ?)",
        (*key, relation.stance.value),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def file_claims(connection: sqlite3.Connection, claim_ids: Iterable[int]) -> set[int]:
    """File claims where they belong now; return the ids of the relationships they left and came to.

    A claim whose subject and object have become one entity belongs to no relationship.
    """
    touched: set[int] = set()
    for claim_id in claim_ids:
        row = connection.execute(
            "SELECT relationship_id, subject_id, relation, object_id, undirected FROM claims WHERE id = ?", (claim_id,)
        ).fetchone()
        if row is None:
            continue
        old, subject, relation, target, undirected = row
        new = None
        if subject != target:
            new = find_relationship(connection, subject, Relation(relation), target, undirected=bool(undirected))
        if new != old:
            connection.execute("UPDATE claims SET relationship_id = ? WHERE id = ?", (new, claim_id))
        touched |= {found for found in (old, new) if found is not None}
    return touched
