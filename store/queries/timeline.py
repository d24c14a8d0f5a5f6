"""Claims per month by stance, of one entity or of a pair, with the splits, mergers and renames among them."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from store.queries.filters import Filters, Listing, where
from store.records import Relation, Stance

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
    """Months in order, those without claims left out, and how many claims have no date."""

    months: tuple[Month, ...]
    undated: int


def timeline(connection: sqlite3.Connection, filters: Filters) -> Timeline:
    """Return the timeline of the claims that pass.

    Denied claims are left out, for they tell of nothing done, and so are those that the analyst rejected.
    """
    clause, values = where(filters.conditions(Listing.CLAIMS))
    counts_for = "claims.status != 'denied' AND claims.verdict IS NOT 'rejected'"
    told = f"{clause} AND {counts_for}" if clause else f" WHERE {counts_for}"
    counts: dict[str, dict[Stance, int]] = defaultdict(lambda: dict.fromkeys(Stance, 0))
    undated = 0
    for month, relation, number in connection.execute(
        f"SELECT substr(date, 1, 7), relation, count(*) FROM claims{told} GROUP BY 1, 2", values
    ):
        if month is None:
            undated += number
        else:
            counts[month][Relation(relation).stance] += number
    points = ", ".join(f"'{relation}'" for relation in TURNING_POINTS)
    marks: dict[str, list[Mark]] = defaultdict(list)
    for month, subject, relation, object_, number in connection.execute(
        f"""
        SELECT substr(date, 1, 7), substr(s.name, 1, 200), relation, substr(o.name, 1, 200), count(*) FROM claims
        JOIN entities AS s ON s.id = claims.subject_id JOIN entities AS o ON o.id = claims.object_id
        {told} AND relation IN ({points}) AND date IS NOT NULL GROUP BY 1, subject_id, relation, object_id
        ORDER BY count(*) DESC
        """,
        values,
    ):
        marks[month].append(Mark(subject, Relation(relation), object_, number))
    months = tuple(Month(month, counts[month], tuple(marks[month])) for month in sorted(counts))
    return Timeline(months, undated)
