"""Where outlets or speakers contradict each other: claims that cannot both be so, side by side."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from store.queries.filters import Filters, Listing, where

DAYS: Final = 21
"""Claims this close to each other are taken to speak of the same weeks."""
MOST: Final = 500
"""Contradictions of one sort that are listed at most."""


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


_FIRST: Final = "CASE WHEN json_valid(claims.reasons) THEN json_extract(claims.reasons, '$[0]') END"
_HOW: Final = f"coalesce((SELECT text FROM reasons WHERE id = {_FIRST}), {_FIRST})"
"""What fired where a claim was read: the first of its reasons."""


def _says(*words: str) -> str:
    return "(" + " OR ".join(f"{_HOW} LIKE '%{word}%'" for word in words) + ")"


_FOUNDED: Final = _says(
    "founde", "founding", "(found)", "verb found)", "co-found", "establish", "(form)", "verb form)", "(create)",
    "verb create)", "(set up)", "into being",
)  # fmt: skip
_FORMERLY: Final = _says("former", "previous", "erstwhile")
_RENAMED: Final = _says("rename", "rebrand", "re-brand", "rechristen", "restyle", "call itself", "the name", "its name")


def contested(connection: sqlite3.Connection, filters: Filters) -> list[Contested]:
    """Return the contradictions among the relationships that pass, by sort, those with most claims first."""
    clause, values = where(filters.conditions(Listing.RELATIONSHIPS))
    within = f"(SELECT relationships.id FROM relationships{clause})"
    denied = connection.execute(
        f"""
        SELECT id, id,
               (SELECT id FROM claims WHERE relationship_id = relationships.id AND status IN ('asserted', 'reported')
                AND verdict IS NOT 'rejected' ORDER BY date LIMIT 1),
               (SELECT id FROM claims WHERE relationship_id = relationships.id AND status = 'denied'
                AND verdict IS NOT 'rejected' ORDER BY date LIMIT 1),
               claims, last_date
        FROM relationships WHERE denied > 0 AND asserted + reported > 0 AND id IN {within}
        ORDER BY claims DESC, id LIMIT {MOST}
        """,
        values,
    ).fetchall()
    allied = _neighbours(
        connection,
        "min(subject_id, object_id) || '-' || max(subject_id, object_id)",
        "relation",
        "relation IN ('allied_with', 'fights')",
        within,
        values,
    )
    held = _neighbours(connection, "object_id", "subject_id", "relation = 'controls'", within, values)
    founded = _rivals(connection, "object_id", "subject_id", f"relation = 'leads' AND {_FOUNDED}", within, values)
    # "A, formerly B" has the later name as its subject, "B renamed itself A" the former one.
    named = _rivals(
        connection,
        f"CASE WHEN {_FORMERLY} THEN subject_id ELSE object_id END",
        f"CASE WHEN {_FORMERLY} THEN object_id ELSE subject_id END",
        f"relation = 'same_as' AND ({_FORMERLY} OR {_RENAMED})",
        within,
        values,
    )
    sorts = (
        (Contradiction.FRIEND_AND_FOE, allied),
        (Contradiction.TWO_HOLDERS, held),
        (Contradiction.DENIED, denied),
        (Contradiction.FOUNDERS, founded),
        (Contradiction.FORMER_NAMES, named),
    )
    return [Contested(sort, *row) for sort, rows in sorts for row in rows]


def _neighbours(
    connection: sqlite3.Connection, about: str, says: str, which: str, within: str, values: tuple[str | int, ...]
) -> list[tuple[int, int, int, int, int, str]]:
    """Return the claims that say different things about the same within :data:`DAYS`, compared with the one before.

    Looking only at neighbours in time finds every change of what is said without comparing each claim with each. Claims
    of one article do not count against each other: that is a question of reading it, not of whom to believe.
    """
    return connection.execute(
        f"""
        WITH told AS (
            SELECT id, relationship_id, article_id, date, {about} AS about, {says} AS says FROM claims
            WHERE {which} AND status IN ('asserted', 'reported') AND verdict IS NOT 'rejected' AND length(date) = 10
            AND relationship_id IN {within}
        ), paired AS (
            SELECT id, relationship_id, article_id, date, says, lag(id) OVER earlier AS id_before,
                   lag(relationship_id) OVER earlier AS relationship_before, lag(date) OVER earlier AS date_before,
                   lag(says) OVER earlier AS said_before, lag(article_id) OVER earlier AS article_before
            FROM told WINDOW earlier AS (PARTITION BY about ORDER BY date, id)
        )
        SELECT relationship_before, relationship_id, id_before, id, count(*), max(date) FROM paired
        WHERE says != said_before AND article_id != article_before
        AND julianday(date) - julianday(date_before) <= {DAYS}
        GROUP BY min(relationship_before, relationship_id), max(relationship_before, relationship_id)
        ORDER BY count(*) DESC, max(date) DESC LIMIT {MOST}
        """,
        values,
    ).fetchall()


def _rivals(
    connection: sqlite3.Connection, about: str, says: str, which: str, within: str, values: tuple[str | int, ...]
) -> list[tuple[int, int, int, int, int, str]]:
    """Return what different articles say differently of the same, whenever they say it.

    Two answers that one article gives together, such as two founders, do not speak against each other.
    """
    return connection.execute(
        f"""
        WITH told AS (
            SELECT id, relationship_id, article_id, date, {about} AS about, {says} AS says FROM claims
            WHERE {which} AND status IN ('asserted', 'reported') AND verdict IS NOT 'rejected'
            AND relationship_id IN {within}
        ), answers AS (
            SELECT about, says, min(id) AS id, relationship_id, count(*) AS claims, max(date) AS last FROM told
            GROUP BY about, says
        )
        SELECT a.relationship_id, b.relationship_id, a.id, b.id, a.claims + b.claims, max(a.last, b.last)
        FROM answers AS a JOIN answers AS b ON b.about = a.about AND b.says > a.says
        WHERE NOT EXISTS (
            SELECT 1 FROM told AS one JOIN told AS other ON other.article_id = one.article_id
            WHERE one.about = a.about AND one.says = a.says AND other.about = a.about AND other.says = b.says
        )
        ORDER BY a.claims + b.claims DESC, a.id LIMIT {MOST}
        """,
        values,
    ).fetchall()
