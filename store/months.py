"""Claims counted by month and stance, of each entity and of the whole store: what timelines and sparklines read.

What counts is neither denied nor rejected. :class:`store.tallies.Tallies` keeps the counts in step with claims that
come and go; triggers follow every change of a claim that stays.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from store.records import Relation, Stance, Status

_STANCES: Final = tuple(Stance)
_COLUMNS: Final = ", ".join(stance.value for stance in _STANCES)
_ADDED: Final = ", ".join(f"{stance.value} = {stance.value} + excluded.{stance.value}" for stance in _STANCES)
_TOLD: Final = "status != 'denied' AND verdict IS NOT 'rejected'"
_SUMS: Final = ", ".join(
    "sum(relation IN ({}))".format(", ".join(f"'{relation}'" for relation in Relation if relation.stance is stance))
    for stance in _STANCES
)
_OF_ENTITIES: Final = f"""
SELECT side AS entity_id, ifnull(substr(date, 1, 7), '') AS month, {_SUMS} FROM (
    SELECT subject_id AS side, date, relation FROM claims WHERE {_TOLD}
    UNION ALL SELECT object_id, date, relation FROM claims WHERE {_TOLD} AND object_id != subject_id
) GROUP BY 1, 2
"""
_OF_ALL: Final = f"SELECT ifnull(substr(date, 1, 7), '') AS month, {_SUMS} FROM claims WHERE {_TOLD} GROUP BY 1"


class MonthSums:
    """What a batch adds to the months of entities; relationships tell the stance when it is written."""

    def __init__(self) -> None:
        self._by_relationship: dict[tuple[int, int, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))

    def count(self, relationship_id: int, sides: tuple[int, int], status: str, date: str | None, by: int) -> None:
        """Count a claim of a relationship in or out."""
        if status != Status.DENIED.value:
            self._by_relationship[relationship_id, *sides][date[:7] if date else ""] += by

    def write(self, connection: sqlite3.Connection) -> None:
        """Add the sums to the tables and forget them. Call inside a transaction, while the relationships are there."""
        if not self._by_relationship:
            return
        stances = _stances(connection, {key[0] for key in self._by_relationship})
        entities: dict[tuple[int | str, ...], list[int]] = defaultdict(lambda: [0] * len(_STANCES))
        months: dict[tuple[int | str, ...], list[int]] = defaultdict(lambda: [0] * len(_STANCES))
        for (relationship_id, *sides), counted in self._by_relationship.items():
            place = stances.get(relationship_id)
            if place is None:
                continue
            for month, by in counted.items():
                months[(month,)][place] += by
                for side in set(sides):
                    entities[side, month][place] += by
        marks = ", ".join("?" * len(_STANCES))
        _add(connection, f"entity_months (entity_id, month, {_COLUMNS}) VALUES (?, ?, {marks})", entities)
        _add(connection, f"months (month, {_COLUMNS}) VALUES (?, {marks})", months)
        self.clear()

    def clear(self) -> None:
        """Forget the sums, after a batch was rolled back."""
        self._by_relationship.clear()


def _stances(connection: sqlite3.Connection, relationships: Iterable[int]) -> dict[int, int]:
    places = {stance.value: place for place, stance in enumerate(_STANCES)}
    found: dict[int, int] = {}
    for relationship_id in relationships:
        row = connection.execute("SELECT stance FROM relationships WHERE id = ?", (relationship_id,)).fetchone()
        if row is not None:
            found[relationship_id] = places[row[0]]
    return found


def _add(connection: sqlite3.Connection, target: str, sums: Mapping[tuple[int | str, ...], list[int]]) -> None:
    rows = [(*key, *counts) for key, counts in sorted(sums.items()) if any(counts)]
    connection.executemany(f"INSERT INTO {target} ON CONFLICT DO UPDATE SET {_ADDED}", rows)


def wrong_months(connection: sqlite3.Connection) -> list[tuple[int | None, str]]:
    """Return (entity id, month) of every count that is not that of the claims; ``None`` for the whole store.

    Reads all claims.
    """
    filled = " + ".join(stance.value for stance in _STANCES)
    kept = f"SELECT entity_id, month, {_COLUMNS} FROM entity_months WHERE {filled} != 0"
    kept_of_all = f"SELECT month, {_COLUMNS} FROM months WHERE {filled} != 0"
    entities = connection.execute(
        f"SELECT DISTINCT entity_id, month FROM (SELECT * FROM ({_OF_ENTITIES} EXCEPT {kept})"
        f" UNION ALL SELECT * FROM ({kept} EXCEPT {_OF_ENTITIES}))"
    ).fetchall()
    months = connection.execute(
        f"SELECT DISTINCT month FROM (SELECT * FROM ({_OF_ALL} EXCEPT {kept_of_all})"
        f" UNION ALL SELECT * FROM ({kept_of_all} EXCEPT {_OF_ALL}))"
    ).fetchall()
    return [(int(row[0]), str(row[1])) for row in entities] + [(None, str(row[0])) for row in months]


def rebuild_months(connection: sqlite3.Connection) -> None:
    """Count all months anew from the claims. Call inside a transaction."""
    connection.execute("DELETE FROM entity_months")
    connection.execute("DELETE FROM months")
    connection.execute(f"INSERT INTO entity_months (entity_id, month, {_COLUMNS}) {_OF_ENTITIES}")
    connection.execute(f"INSERT INTO months (month, {_COLUMNS}) {_OF_ALL}")
