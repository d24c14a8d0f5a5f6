"""The profile of one group: its names, who leads it, what it is part of, friends and foes, territory."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Final

from store.queries.groups import GroupRow, Groups
from store.records import Kind, Relation, Stance

_MOST: Final = 200
"""Entries of one part of a profile; whatever has more is cut and counted."""


@dataclass(frozen=True, slots=True)
class ProfileName:
    """One name, its type, the years in which it was in use, and where it comes from."""

    name: str
    type: str
    since: int | None
    until: int | None
    origin: str


@dataclass(frozen=True, slots=True)
class Tie:
    """Everything of one relation between the group and one other entity, seen from the group.

    ``outward`` tells whether the group is the subject. ``relationship_id`` is the relationship it opens.
    """

    relationship_id: int
    other_id: int
    other: str
    other_kind: Kind
    relation: Relation
    outward: bool
    claims: int
    outlets: int
    denied: int
    first_date: str | None
    last_date: str | None

    @property
    def stance(self) -> Stance:
        """The stance of the relation."""
        return self.relation.stance


@dataclass(frozen=True, slots=True)
class Profile:
    """A group with all its names and ties, those with most claims first; ``ties_total`` counts what was cut."""

    group: GroupRow
    names: tuple[ProfileName, ...]
    ties: tuple[Tie, ...]
    ties_total: int


def profile(connection: sqlite3.Connection, entity_id: int) -> Profile | None:
    """Return the profile of an entity, or None where it is not there."""
    group = Groups().rows(connection, [entity_id]).get(entity_id)
    if group is None:
        return None
    names = connection.execute(
        """
        SELECT substr(name, 1, 300), type, since, until, origin FROM names WHERE entity_id = ?
        ORDER BY CASE type WHEN 'canonical' THEN 0 WHEN 'original' THEN 1 WHEN 'former' THEN 2 WHEN 'acronym' THEN 3
                 ELSE 4 END, since, name LIMIT ?
        """,
        (entity_id, _MOST),
    )
    # A union uses one index for each side, where OR walks through all relationships.
    ids = "SELECT id FROM relationships WHERE subject_id = ? UNION SELECT id FROM relationships WHERE object_id = ?"
    sides = f"FROM relationships WHERE claims > 0 AND id IN ({ids})"
    total: int = connection.execute(f"SELECT count(*) {sides}", (entity_id, entity_id)).fetchone()[0]
    ties = connection.execute(
        f"""
        SELECT r.id, e.id, substr(e.name, 1, 300), e.kind, r.relation, r.subject_id = ?, r.claims, r.outlets, r.denied,
               r.first_date, r.last_date
        FROM (SELECT * {sides} ORDER BY claims DESC, outlets DESC, id LIMIT ?) AS r
        JOIN entities AS e ON e.id = CASE r.subject_id WHEN ? THEN r.object_id ELSE r.subject_id END
        ORDER BY r.claims DESC, r.outlets DESC, r.id
        """,
        (entity_id, entity_id, entity_id, 5 * _MOST, entity_id),
    )
    return Profile(
        group=group,
        names=tuple(ProfileName(*row) for row in names),
        ties=tuple(_tie(row) for row in ties),
        ties_total=total,
    )


def _tie(row: sqlite3.Row) -> Tie:
    return Tie(
        relationship_id=row[0],
        other_id=row[1],
        other=row[2],
        other_kind=Kind(row[3]),
        relation=Relation(row[4]),
        outward=bool(row[5]),
        claims=row[6],
        outlets=row[7],
        denied=row[8],
        first_date=row[9],
        last_date=row[10],
    )
