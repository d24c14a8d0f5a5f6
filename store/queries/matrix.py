"""Who stands how to whom: a signed matrix of the groups with most claims, ordered so that blocs stand together."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from itertools import islice
from typing import Final

from store.queries.caching import wide_cache
from store.queries.filters import Condition, Filters, Listing, OutletFilter, where
from store.queries.filters.base import COUNTS
from store.queries.groups import Groups
from store.queries.listing import Order

MOST_GROUPS: Final = 60
"""Groups that a matrix shows where nobody says how many."""
MOST_EVER: Final = 500
"""Groups that a matrix can show; beyond, neither eyes nor the ordering by blocs get anywhere."""
_ROUNDS: Final = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """What is told of two groups, in either direction; ``outlets`` counts those of the relation told by most."""

    cooperative: int
    hostile: int
    outlets: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Groups in bloc order, and the cells of each pair, the smaller id first; ``total`` counts all that pass."""

    ids: tuple[int, ...]
    names: tuple[str, ...]
    cells: dict[tuple[int, int], Cell]
    total: int

    def cell(self, one: int, other: int) -> Cell | None:
        """Return what is told of two groups, or None."""
        return self.cells.get((min(one, other), max(one, other)))


def matrix(connection: sqlite3.Connection, filters: Filters, most: int = MOST_GROUPS) -> Matrix:
    """Return the matrix of the groups that pass, at most ``most`` of them; what is only denied does not count."""
    with wide_cache(connection):
        return _matrix(connection, filters, most)


def _matrix(connection: sqlite3.Connection, filters: Filters, most: int) -> Matrix:
    listing = Groups()
    # Filters that look at all relationships once list every group as quickly as the first.
    once = any(condition.inner for condition in filters.conditions(Listing.GROUPS))
    passing = list(islice(listing.ids(connection, filters, "", Order("claims")), None if once else 4 * most))
    total = len(passing) if once or len(passing) < 4 * most else listing.passing(connection, filters)
    passing = passing[: 4 * most]
    told = _told_by_claims if any(part.of_claim(Listing.RELATIONSHIPS) for part in filters) else _told_of_relationships
    cells = told(connection, filters, ",".join(map(str, passing)))
    tied = {entity for pair in cells for entity in pair}
    ids = [entity for entity in passing if entity in tied][:most]
    kept = set(ids)
    cells = {pair: cell for pair, cell in cells.items() if kept.issuperset(pair)}
    ids = _by_blocs(ids, cells)
    rows = listing.rows(connection, ids) if ids else {}
    return Matrix(tuple(ids), tuple(rows[entity].name for entity in ids), cells, total)


def _told_of_relationships(
    connection: sqlite3.Connection, filters: Filters, listed: str
) -> dict[tuple[int, int], Cell]:
    """Return the cells of the listed groups where filters let all claims of a relationship pass or none."""
    clause, values = where(filters.conditions(Listing.RELATIONSHIPS))
    joined = f"{clause} AND" if clause else " WHERE"
    return _cells(
        connection,
        f"""
        SELECT subject_id, object_id, stance, claims - denied AS told, outlets
        FROM relationships{joined} stance IN ('cooperative', 'hostile') AND claims > denied
        AND subject_id IN ({listed}) AND object_id IN ({listed}) AND subject_id != object_id
        """,
        values,
    )


def _told_by_claims(connection: sqlite3.Connection, filters: Filters, listed: str) -> dict[tuple[int, int], Cell]:
    """Return the cells of the listed groups, counted from the claims that pass; what is only denied does not count."""
    tests = [
        condition if condition.broad is None else Condition(condition.broad.sql, condition.broad.values)
        for condition in filters.conditions(Listing.CLAIMS)
    ]
    outlet = next((part.outlet_id for part in filters if isinstance(part, OutletFilter)), None)
    if outlet is not None:
        says = "EXISTS (SELECT 1 FROM relationship_outlets WHERE relationship_id = r.id AND outlet_id = ?)"
        tests.insert(0, Condition(says, (outlet,)))
    outlets = "1" if outlet is not None else f"count(DISTINCT {_OUTLET})"
    clause, values = where([*tests, Condition("claims.status != 'denied'"), Condition(COUNTS)])
    return _cells(
        connection,
        f"""
        SELECT r.subject_id, r.object_id, r.stance, count(*) AS told, {outlets} AS outlets
        FROM relationships AS r CROSS JOIN claims ON claims.relationship_id = r.id{clause}
        AND r.stance IN ('cooperative', 'hostile') AND r.claims > r.denied
        AND r.subject_id IN ({listed}) AND r.object_id IN ({listed}) AND r.subject_id != r.object_id GROUP BY r.id
        """,
        values,
    )


_OUTLET: Final = (
    "(SELECT coalesce(s.outlet_id, a.outlet_id) FROM articles AS a "
    "LEFT JOIN story_articles AS s ON s.article_id = a.id "
    "WHERE a.id = claims.article_id)"
)
"""The outlet that a claim counts for: of copies that of the story's first article."""


def _cells(connection: sqlite3.Connection, told: str, values: tuple[str | int, ...]) -> dict[tuple[int, int], Cell]:
    found = connection.execute(
        f"""
        SELECT min(subject_id, object_id), max(subject_id, object_id),
               sum(CASE stance WHEN 'cooperative' THEN told ELSE 0 END),
               sum(CASE stance WHEN 'hostile' THEN told ELSE 0 END), max(outlets) FROM ({told}) GROUP BY 1, 2
        """,
        values,
    )
    return {(one, other): Cell(*counts) for one, other, *counts in found}


def _by_blocs(ids: list[int], cells: dict[tuple[int, int], Cell]) -> list[int]:
    """Order groups by the leading eigenvector of the signed matrix, found by power iteration.

    Groups that are friendly with each other and hostile to the same ones get values close to each other (the spectral
    form of structural balance, Kunegis et al. 2010).
    """
    ties: dict[int, list[tuple[int, float]]] = {entity: [] for entity in ids}
    for (one, other), cell in cells.items():
        told = cell.cooperative + cell.hostile
        weight = (cell.cooperative - cell.hostile) / told if told else 0.0
        ties[one].append((other, weight))
        ties[other].append((one, weight))
    order: list[int] = []
    for bloc in _islands(ids, ties):
        values = _leading(bloc, ties)
        order += sorted(bloc, key=lambda entity: -values[entity])
    return order


def _islands(ids: list[int], ties: dict[int, list[tuple[int, float]]]) -> list[list[int]]:
    """Return the groups that are tied to each other at all, directly or through others, the largest set first."""
    islands: list[list[int]] = []
    seen: set[int] = set()
    for start in ids:
        if start in seen:
            continue
        seen.add(start)
        island, waiting = [], [start]
        while waiting:
            entity = waiting.pop()
            island.append(entity)
            for other, _ in ties[entity]:
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
        islands.append(sorted(island, key=ids.index))
    return sorted(islands, key=len, reverse=True)


def _leading(ids: list[int], ties: dict[int, list[tuple[int, float]]]) -> dict[int, float]:
    """Return the leading eigenvector over the groups of one island."""
    # A start without symmetry, so that no bloc is missed; the shift makes the largest value the leading one.
    values = {entity: 1.0 / (place + 1) - 0.3 * (place % 2) for place, entity in enumerate(ids)}
    shift = max((sum(abs(weight) for _, weight in ties[entity]) for entity in ids), default=1.0)
    for _ in range(_ROUNDS):
        new = {e: shift * values[e] + sum(w * values[o] for o, w in ties[e]) for e in ids}
        size = max((abs(value) for value in new.values()), default=0.0) or 1.0
        values = {entity: value / size for entity, value in new.items()}
    return values
