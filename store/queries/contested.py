"""Where outlets or speakers contradict each other: claims that cannot both be so, side by side."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from enum import StrEnum

from store.queries.contradictions import DAYS, MOST, Row, former_names, founders, friend_and_foe, two_holders
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


def contested(connection: sqlite3.Connection, filters: Filters) -> list[Contested]:
    """Return the contradictions among the relationships that pass, by sort, those with most claims first."""
    conditions = settled(connection, filters.conditions(Listing.RELATIONSHIPS))
    sorts = (
        (Contradiction.FRIEND_AND_FOE, friend_and_foe(connection, conditions)),
        (Contradiction.TWO_HOLDERS, two_holders(connection, conditions)),
        (Contradiction.DENIED, _denied(connection, conditions)),
        (Contradiction.FOUNDERS, founders(connection, conditions)),
        (Contradiction.FORMER_NAMES, former_names(connection, conditions)),
    )
    return [Contested(sort, *row) for sort, rows in sorts for row in rows[:MOST]]


def _denied(connection: sqlite3.Connection, conditions: list[Condition]) -> list[Row]:
    claimed_and_denied = Condition("denied > 0 AND asserted + reported > 0")
    clause, values = where([claimed_and_denied, *conditions])
    return connection.execute(
        f"""
        SELECT id, id,
               (SELECT id FROM claims WHERE relationship_id = relationships.id AND status IN ('asserted', 'reported')
                AND verdict IS NOT 'rejected' ORDER BY date LIMIT 1),
               (SELECT id FROM claims WHERE relationship_id = relationships.id AND status = 'denied'
                AND verdict IS NOT 'rejected' ORDER BY date LIMIT 1),
               claims, last_date
        FROM relationships{clause} ORDER BY claims DESC, id LIMIT {MOST}
        """,
        values,
    ).fetchall()


__all__ = ["DAYS", "MOST", "Contested", "Contradiction", "contested"]
