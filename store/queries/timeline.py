"""Claims per month by stance, of one entity or of a pair, with the splits, mergers and renames among them."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from store.queries.caching import wide_cache
from store.queries.filters import (
    Condition,
    DateFilter,
    EntityFilter,
    Filters,
    KindFilter,
    Listing,
    PairFilter,
    RelationFilter,
    RelationshipFilter,
    StanceFilter,
    where,
)
from store.records import Relation, Stance

MOST_MARKED: Final = 2000
TURNING_POINTS: Final = (Relation.SPLIT_FROM, Relation.MERGED_INTO, Relation.SAME_AS)


@dataclass(frozen=True, slots=True)
class Mark:
    """A split, merger or rename that claims date in a month."""

    subject: str
    relation: Relation
    object: str
    claims: int


@dataclass(frozen=True, slots=True)
class Month:
    """One month with claims: how many of each stance, and the turning points in it. ``month`` is YYYY-MM, or YYYY."""

    month: str
    counts: dict[Stance, int]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Months in order, those without claims left out, and how many claims have no date.

    ``unmarked`` counts relationships that are splits, mergers or renames and stand in no month's marks, because more
    than :data:`MOST_MARKED` others have more claims.
    """

    months: tuple[Month, ...]
    undated: int
    unmarked: int = 0


def timeline(connection: sqlite3.Connection, filters: Filters) -> Timeline:
    """Return the timeline of the claims that pass.

    Denied claims are left out, for they tell of nothing done, and so are those that the analyst rejected.
    """
    asked = _asked_of_months(filters)
    with wide_cache(connection):
        counts = _counts(connection, filters) if asked is None else _kept_counts(connection, asked)
        marks, unmarked = _marks(connection, filters)
    undated = sum(counts.pop("", {}).values())
    months = tuple(Month(month, counts[month], tuple(marks.get(month, ()))) for month in sorted(counts))
    return Timeline(months, undated, unmarked)


_COUNTS: Final = "claims.status != 'denied' AND claims.verdict IS NOT 'rejected'"
_OF_RELATIONSHIPS: Final = (EntityFilter, KindFilter, PairFilter, RelationFilter, RelationshipFilter, StanceFilter)
"""Filters that let either all claims of a relationship pass or none."""
_POINTS: Final = ", ".join(f"'{relation}'" for relation in TURNING_POINTS)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the counts kept by month can answer: an entity or the whole store, between two dates of whole months."""

    entity_id: int | None
    since: str
    until: str


def _asked_of_months(filters: Filters) -> _Asked | None:
    entity: int | None = None
    since = until = ""
    for part in filters:
        if isinstance(part, EntityFilter) and entity is None:
            entity = part.entity_id
        elif isinstance(part, DateFilter) and not since and not until and max(len(part.since), len(part.until)) <= 7:
            since, until = part.since, part.until
        else:
            return None
    return _Asked(entity, since, until)


def _kept_counts(connection: sqlite3.Connection, asked: _Asked) -> dict[str, dict[Stance, int]]:
    of_entity = asked.entity_id is not None
    table, values = ("entity_months WHERE entity_id = ?", (asked.entity_id,)) if of_entity else ("months", ())
    columns = ", ".join(stance.value for stance in Stance)
    found = {
        row[0]: dict(zip(Stance, row[1:], strict=True))
        for row in connection.execute(f"SELECT month, {columns} FROM {table}", values)
        if any(row[1:])
    }
    return {month: counts for month, counts in found.items() if _within(month, asked.since, asked.until)}


def _within(month: str, since: str, until: str) -> bool:
    """Whether a month lies between two dates as :class:`DateFilter` understands them."""
    if not month:
        return not since and not until
    return month >= since[: len(month)] and (not until or month < until + "~")


def _counts(connection: sqlite3.Connection, filters: Filters) -> dict[str, dict[Stance, int]]:
    clause, values = where([*filters.conditions(Listing.CLAIMS), Condition(_COUNTS)])
    counts: dict[str, dict[Stance, int]] = defaultdict(lambda: dict.fromkeys(Stance, 0))
    for month, relation, number in connection.execute(
        f"SELECT ifnull(substr(date, 1, 7), ''), relation, count(*) FROM claims{clause} GROUP BY 1, 2", values
    ):
        counts[month][Relation(relation).stance] += number
    return dict(counts)


def _marks(connection: sqlite3.Connection, filters: Filters) -> tuple[dict[str, list[Mark]], int]:
    """Return the turning points of each month, and how many relationships were left out."""
    of_relationships = [part for part in filters if isinstance(part, _OF_RELATIONSHIPS)]
    narrowed = [Condition(f"relationships.relation IN ({_POINTS})")]
    for part in of_relationships:
        # Turning points are few, the claims of an entity or a kind may be very many.
        condition = part.condition(Listing.RELATIONSHIPS)
        narrowed += [] if condition is None else [condition]
    clause, values = where(narrowed)
    points, unmarked = f"SELECT relationships.id FROM relationships{clause}", 0
    if len(of_relationships) == len(filters):
        (total,) = connection.execute(f"SELECT count(*) FROM ({points})", values).fetchone()
        if total > MOST_MARKED:
            points, unmarked = f"{points} ORDER BY claims DESC, id LIMIT {MOST_MARKED}", total - MOST_MARKED
    conditions = [Condition(f"claims.relationship_id IN ({points})", values), Condition("date IS NOT NULL")]
    by_claims = [part.condition(Listing.CLAIMS) for part in filters if part not in of_relationships]
    conditions += [condition for condition in by_claims if condition is not None]
    told, values = where([*conditions, Condition(_COUNTS)])
    marks: dict[str, list[Mark]] = defaultdict(list)
    for month, subject, relation, object_, number in connection.execute(
        f"""
        SELECT substr(date, 1, 7), substr(s.name, 1, 200), relation, substr(o.name, 1, 200), count(*) FROM claims
        CROSS JOIN entities AS s ON s.id = claims.subject_id CROSS JOIN entities AS o ON o.id = claims.object_id
        {told} GROUP BY 1, subject_id, relation, object_id ORDER BY count(*) DESC
        """,
        values,
    ):
        marks[month].append(Mark(subject, Relation(relation), object_, number))
    return dict(marks), unmarked
