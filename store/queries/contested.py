"""Where outlets or speakers contradict each other: claims that cannot both be so, side by side."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from store.queries.caching import wide_cache
from store.queries.contradictions import DAYS, MOST, STORY, Row, former_names, founders, friend_and_foe, two_holders
from store.queries.filters import Condition, Filters, Listing, settled, where


class Contradiction(StrEnum):
    """The sorts of contradiction; the value says it in words."""

    DENIED = "claimed and denied"
    FOUNDERS = "differing founders"
    FORMER_NAMES = "differing former names"
    FRIEND_AND_FOE = "allied and fighting in the same weeks"
    TWO_HOLDERS = "one place, two holders in the same weeks"


@dataclass(frozen=True, slots=True)
class Contested:
    """Two sets of claims against each other: a claim of each side, and how many there are.

    ``one`` and ``other`` are ids of relationships (the same one where a claim stands against its denial).
    """

    sort: Contradiction
    one: int
    other: int
    one_claim: int
    other_claim: int
    claims: int
    last_date: str | None


class AllContested(list[Contested]):
    """Contradictions in the order of their sorts, those with most claims first.

    ``uncompared`` counts, of each sort that is cut short, the claims that could have contradicted others and were not
    compared with them: as many as fit into the time are looked at, those of the most told first.
    """

    def __init__(self, found: Iterable[Contested], uncompared: Mapping[Contradiction, int]) -> None:
        super().__init__(found)
        self.uncompared = uncompared


def contested(connection: sqlite3.Connection, filters: Filters) -> AllContested:
    """Return the contradictions among the relationships that pass."""
    with wide_cache(connection):
        return _contested(connection, settled(connection, filters.conditions(Listing.RELATIONSHIPS)))


def _contested(connection: sqlite3.Connection, conditions: list[Condition]) -> AllContested:
    both = friend_and_foe(connection, conditions)
    held = two_holders(connection, conditions)
    sorts = (
        (Contradiction.DENIED, _denied(connection, conditions)),
        (Contradiction.FOUNDERS, founders(connection, conditions)),
        (Contradiction.FORMER_NAMES, former_names(connection, conditions)),
        (Contradiction.FRIEND_AND_FOE, both.rows),
        (Contradiction.TWO_HOLDERS, held.rows),
    )
    left = {Contradiction.FRIEND_AND_FOE: both.left, Contradiction.TWO_HOLDERS: held.left}
    return AllContested(
        (Contested(sort, *row) for sort, rows in sorts for row in rows[:MOST]),
        {sort: number for sort, number in left.items() if number},
    )


def _denied(connection: sqlite3.Connection, conditions: list[Condition]) -> list[Row]:
    clause, values = where([Condition("denied > 0 AND asserted + reported > 0"), *conditions])
    relationships = connection.execute(
        f"SELECT id, claims, last_date FROM relationships{clause} ORDER BY claims DESC, id LIMIT {MOST}", values
    ).fetchall()
    sides = ((number, _claim_and_denial(connection, number), claims, last) for number, claims, last in relationships)
    return [(number, number, *pair, claims, last) for number, pair, claims, last in sides if pair is not None]


_SAID: Final = "claims.status IN ('asserted', 'reported')"
_DENIED: Final = "claims.status = 'denied'"


def _claim_and_denial(connection: sqlite3.Connection, relationship: int) -> tuple[int, int] | None:
    """Return the first claim and the first denial that two stories tell, or else those that one article tells.

    A claim in one copy of a story and its denial in another copy are not two voices.
    """
    said, denied = _first(connection, relationship, _SAID), _first(connection, relationship, _DENIED)
    if said is None or denied is None:
        return None
    if said[1] == denied[1]:
        other = _first(connection, relationship, _DENIED, said[1])
        if other is not None:
            return said[0], other[0]
        other = _first(connection, relationship, _SAID, said[1])
        if other is None:
            return _within_one_article(connection, relationship)
        said = other
    return said[0], denied[0]


def _first(
    connection: sqlite3.Connection, relationship: int, which: str, not_story: int | None = None
) -> tuple[int, int] | None:
    """Return the earliest claim of a relationship that is not of one story, and its own story."""
    found: tuple[int, int] | None = connection.execute(
        f"""
        SELECT id, {STORY} AS story FROM claims WHERE relationship_id = ? AND {which} AND verdict IS NOT 'rejected'
        AND story IS NOT ? ORDER BY date LIMIT 1
        """,
        (relationship, not_story),
    ).fetchone()
    return found


def _within_one_article(connection: sqlite3.Connection, relationship: int) -> tuple[int, int] | None:
    found: tuple[int, int] | None = connection.execute(
        f"""
        SELECT claims.id, other.id FROM claims JOIN claims AS other ON other.article_id = claims.article_id
        AND other.relationship_id = claims.relationship_id
        WHERE claims.relationship_id = ? AND {_SAID} AND claims.verdict IS NOT 'rejected'
        AND other.status = 'denied' AND other.verdict IS NOT 'rejected' ORDER BY claims.date, claims.id LIMIT 1
        """,
        (relationship,),
    ).fetchone()
    return found


__all__ = ["DAYS", "MOST", "AllContested", "Contested", "Contradiction", "contested"]
