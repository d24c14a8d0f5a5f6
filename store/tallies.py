"""Keeping relationships and entities in step with their claims and mentions, by what each batch adds and takes away.

The cost of a claim does not grow with the number of claims that its relationship has: a batch adds up differences and
writes each touched row once, in the transaction that writes the claims themselves.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from store.months import MonthSums
from store.records import Status

_OUTLETS: Final = "(SELECT count(*) FROM relationship_outlets WHERE relationship_id = relationships.id AND claims > 0)"

_ADD_TO_RELATIONSHIP: Final = f"""
UPDATE relationships SET
    claims = claims + :claims, asserted = asserted + :asserted, reported = reported + :reported,
    planned = planned + :planned, denied = denied + :denied,
    -- min() and max() of two values are NULL where one of them is, hence the doubled ifnull
    first_date = min(ifnull(first_date, :first), ifnull(:first, first_date)),
    last_date = max(ifnull(last_date, :last), ifnull(:last, last_date)),
    outlets = {_OUTLETS}
WHERE id = :id
"""

# Setting a column writes every index that has it, whether its value changes or not: dates that stay are not set.
_ADD_TO_ENTITY: Final = """
UPDATE entities SET articles = articles + ?, mentions = mentions + ?, claims = claims + ? WHERE id = ?
"""
_WIDEN_ENTITY: Final = """
UPDATE entities SET
    first_date = min(ifnull(first_date, :first), :first), last_date = max(ifnull(last_date, :last), :last)
WHERE id = :id AND (first_date IS NULL OR last_date IS NULL OR first_date > :first OR last_date < :last)
"""

# Each date comes from one end of an index over the relationship's claims.
_RELATIONSHIP_DATES: Final = """
UPDATE relationships SET
    first_date = (SELECT min(date) FROM claims WHERE relationship_id = :id AND verdict IS NOT 'rejected'),
    last_date = (SELECT max(date) FROM claims WHERE relationship_id = :id AND verdict IS NOT 'rejected')
WHERE id = :id
"""

_ENTITY_DATES: Final = """
UPDATE entities SET (first_date, last_date) = (
    SELECT min(date), max(date) FROM articles
    WHERE id IN (
        SELECT article_id FROM entity_articles WHERE entity_id = :id
        UNION SELECT article_id FROM event_actors WHERE entity_id = :id
    )
) WHERE id = :id
"""

_COUNTED: Final = """
    count(*) AS claims, coalesce(sum(status = 'asserted'), 0) AS asserted,
    coalesce(sum(status = 'reported'), 0) AS reported, coalesce(sum(status = 'planned'), 0) AS planned,
    coalesce(sum(status = 'denied'), 0) AS denied, min(date) AS first_date, max(date) AS last_date
"""

_RECOUNT_RELATIONSHIP: Final = f"""
UPDATE relationships SET
    claims = t.claims, asserted = t.asserted, reported = t.reported, planned = t.planned, denied = t.denied,
    first_date = t.first_date, last_date = t.last_date,
    outlets = {_OUTLETS}
FROM (SELECT {_COUNTED} FROM claims WHERE relationship_id = :id AND verdict IS NOT 'rejected') AS t
WHERE id = :id
"""

# A claim counts for the outlet of its story; the outlet that copied the story has it among its copies.
_BY_OUTLET: Final = """
SELECT relationship_id, outlet_id, sum(own), sum(copied) FROM (
    SELECT c.relationship_id, ifnull(s.outlet_id, a.outlet_id) AS outlet_id, 1 AS own, 0 AS copied
    FROM claims AS c JOIN articles AS a ON a.id = c.article_id LEFT JOIN story_articles AS s ON s.article_id = a.id
    WHERE {relationship} AND c.verdict IS NOT 'rejected'
    UNION ALL
    SELECT c.relationship_id, a.outlet_id, 0, 1
    FROM claims AS c JOIN articles AS a ON a.id = c.article_id JOIN story_articles AS s ON s.article_id = a.id
    WHERE {relationship} AND c.verdict IS NOT 'rejected' AND a.outlet_id <> s.outlet_id
) WHERE outlet_id IS NOT NULL GROUP BY 1, 2
"""

_RECOUNT_ENTITY: Final = """
UPDATE entities SET
    articles = (SELECT count(*) FROM (
        SELECT article_id FROM entity_articles WHERE entity_id = :id
        UNION SELECT article_id FROM event_actors WHERE entity_id = :id
    )),
    mentions = (
        SELECT count(*) FROM entity_articles AS e CROSS JOIN mentions AS m
        ON m.article_id = e.article_id AND m.entity_id = e.entity_id WHERE e.entity_id = :id
    ),
    claims = (SELECT count(*) FROM claims WHERE (subject_id = :id OR object_id = :id) AND verdict IS NOT 'rejected')
WHERE id = :id
"""

_OF_ALL_OUTLETS: Final = _BY_OUTLET.format(relationship="c.relationship_id IS NOT NULL")
_WRONG_RELATIONSHIPS: Final = f"""
SELECT r.id FROM relationships AS r LEFT JOIN (
    SELECT relationship_id, {_COUNTED} FROM claims WHERE verdict IS NOT 'rejected' GROUP BY relationship_id
) AS t ON t.relationship_id = r.id
WHERE (r.claims, r.asserted, r.reported, r.planned, r.denied, r.first_date, r.last_date) IS NOT (
    ifnull(t.claims, 0), ifnull(t.asserted, 0), ifnull(t.reported, 0), ifnull(t.planned, 0), ifnull(t.denied, 0),
    t.first_date, t.last_date
) OR NOT EXISTS (SELECT 1 FROM claims WHERE relationship_id = r.id)
UNION SELECT id FROM relationships
WHERE outlets <> {_OUTLETS}
UNION SELECT relationship_id FROM ({_OF_ALL_OUTLETS} EXCEPT SELECT * FROM relationship_outlets)
UNION SELECT relationship_id FROM (SELECT * FROM relationship_outlets EXCEPT {_OF_ALL_OUTLETS})
"""

_WRONG_ENTITIES: Final = """
SELECT e.id FROM entities AS e LEFT JOIN (
    SELECT n.entity_id, count(DISTINCT n.article_id) AS articles, min(a.date) AS first_date, max(a.date) AS last_date
    FROM article_entities AS n JOIN articles AS a ON a.id = n.article_id GROUP BY n.entity_id
) AS t ON t.entity_id = e.id LEFT JOIN (
    SELECT entity_id, count(*) AS mentions FROM mentions GROUP BY entity_id
) AS m ON m.entity_id = e.id LEFT JOIN (
    SELECT entity_id, count(DISTINCT id) AS claims FROM (
        SELECT subject_id AS entity_id, id FROM claims WHERE verdict IS NOT 'rejected'
        UNION ALL SELECT object_id, id FROM claims WHERE verdict IS NOT 'rejected'
    ) GROUP BY entity_id
) AS c ON c.entity_id = e.id
WHERE (e.articles, e.mentions, e.claims, e.first_date, e.last_date) IS NOT (
    ifnull(t.articles, 0), ifnull(m.mentions, 0), ifnull(c.claims, 0), t.first_date, t.last_date
)
"""


@dataclass(slots=True)
class _Dates:
    """The first and last date that a batch adds."""

    first: str | None = None
    last: str | None = None

    def see(self, date: str | None) -> None:
        if date is not None:
            self.first = date if self.first is None else min(self.first, date)
            self.last = date if self.last is None else max(self.last, date)


@dataclass(slots=True)
class _EntitySum(_Dates):
    """What a batch changes of one entity."""

    claims: int = 0
    articles: int = 0
    mentions: int = 0


@dataclass(slots=True)
class _RelationshipSum(_Dates):
    """What a batch changes of one relationship."""

    claims: int = 0
    statuses: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    outlets: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    copies: dict[int, int] = field(default_factory=lambda: defaultdict(int))


class CountedClaim(NamedTuple):
    """What of a claim counts: its relationship and entities, status, date and outlet.

    ``outlet_id`` is the outlet that it counts for, ``copied_by`` the one that printed it in a copy of that one's story.
    """

    relationship_id: int
    subject_id: int
    object_id: int
    status: str
    date: str | None
    outlet_id: int | None
    copied_by: int | None = None


class Tallies:
    """The sums of one batch; :meth:`write` them at its end, inside its transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._relationships: dict[int, _RelationshipSum] = defaultdict(_RelationshipSum)
        self._entities: dict[int, _EntitySum] = defaultdict(_EntitySum)
        self._lost_claims: set[int] = set()
        self._moved_claims: set[int] = set()
        self._lost_articles: set[tuple[int, int]] = set()
        self._redated: set[int] = set()
        self._months = MonthSums()

    def add_claim(self, claim: CountedClaim) -> None:
        """Count a claim that was written."""
        self._count(claim, 1)
        self._relationships[claim.relationship_id].see(claim.date)

    def remove_claim(self, claim: CountedClaim) -> None:
        """Take a claim that was counted out of the count."""
        self._count(claim, -1)
        self._lost_claims.add(claim.relationship_id)

    def move_claim(self, relationship_id: int, own: int | None, before: int | None, after: int | None) -> None:
        """Count a claim, printed by the outlet ``own``, for another outlet than before: its story has another first."""
        self._count_outlet(relationship_id, before, own, -1)
        self._count_outlet(relationship_id, after, own, 1)
        self._moved_claims.add(relationship_id)

    def add_mentions(self, entity_id: int, article_id: int, mentions: int, date: str | None) -> None:
        """Count an article of that date that names an entity so many times, or in whose columns it stands."""
        found = self._entities[entity_id]
        # An entity that is named again in the article that was taken out keeps its dates.
        self._lost_articles.discard((entity_id, article_id))
        found.articles += 1
        found.mentions += mentions
        found.see(date)

    def add_event(self, entity_ids: Iterable[int], article_id: int, date: str | None) -> None:
        """Count an event of that date in whose columns these entities stand."""
        for entity_id in entity_ids:
            found = self._entities[entity_id]
            found.articles += 1
            if date is not None:
                if found.first is None or found.last is None:
                    found.first = found.last = date
                elif date < found.first:
                    found.first = date
                elif date > found.last:
                    found.last = date
            if self._lost_articles:
                self._lost_articles.discard((entity_id, article_id))

    def remove_mentions(self, entity_id: int, article_id: int, mentions: int) -> None:
        """Take an article in which an entity was named so many times out of the count."""
        found = self._entities[entity_id]
        found.articles -= 1
        found.mentions -= mentions
        self._lost_articles.add((entity_id, article_id))

    def date_anew(self, entity_id: int) -> None:
        """Look up the first and last date of an entity whose articles changed their dates."""
        self._redated.add(entity_id)

    def write(self) -> bool:
        """Write all sums, each touched row once, drop relationships that lost their last claim, and forget the sums.

        Return whether any may have been dropped.
        """
        self._months.write(self._connection)
        many = self._connection.executemany
        by_outlet = [
            (relationship_id, outlet_id, found.outlets.get(outlet_id, 0), found.copies.get(outlet_id, 0))
            for relationship_id, found in self._relationships.items()
            for outlet_id in found.outlets.keys() | found.copies.keys()
        ]
        many(
            "INSERT INTO relationship_outlets (relationship_id, outlet_id, claims, copies) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET claims = claims + excluded.claims, copies = copies + excluded.copies",
            [row for row in by_outlet if row[2] or row[3]],
        )
        lost = [(relationship_id,) for relationship_id in sorted(self._lost_claims | self._moved_claims)]
        many("DELETE FROM relationship_outlets WHERE relationship_id = ? AND claims <= 0 AND copies <= 0", lost)
        many(
            _ADD_TO_RELATIONSHIP,
            [
                {"id": relationship_id, "claims": found.claims, "first": found.first, "last": found.last}
                | {status.value: found.statuses[status.value] for status in Status}
                for relationship_id, found in self._relationships.items()
            ],
        )
        many(_RELATIONSHIP_DATES, [{"id": relationship_id} for relationship_id in sorted(self._lost_claims)])
        entities = sorted(self._entities.items())
        many(_ADD_TO_ENTITY, [(found.articles, found.mentions, found.claims, key) for key, found in entities])
        many(
            _WIDEN_ENTITY,
            [
                {"id": key, "first": found.first, "last": found.last}
                for key, found in entities
                if found.first is not None
            ],
        )
        dates = [{"id": entity_id} for entity_id in sorted({e for e, _ in self._lost_articles} | self._redated)]
        many(_ENTITY_DATES, dates)
        drop_unclaimed(self._connection, sorted(self._lost_claims))
        dropped = bool(self._lost_claims)
        self.clear()
        return dropped

    def clear(self) -> None:
        """Forget all sums, after a batch was rolled back."""
        self._relationships.clear()
        self._entities.clear()
        self._lost_claims.clear()
        self._moved_claims.clear()
        self._lost_articles.clear()
        self._redated.clear()
        self._months.clear()

    def _count(self, claim: CountedClaim, by: int) -> None:
        found = self._relationships[claim.relationship_id]
        found.claims += by
        found.statuses[claim.status] += by
        self._count_outlet(claim.relationship_id, claim.outlet_id, claim.copied_by, by)
        sides = (claim.subject_id, claim.object_id)
        self._months.count(claim.relationship_id, sides, claim.status, claim.date, by)
        for entity_id in sides:
            self._entities[entity_id].claims += by

    def _count_outlet(self, relationship_id: int, outlet_id: int | None, printed_by: int | None, by: int) -> None:
        found = self._relationships[relationship_id]
        if outlet_id is not None:
            found.outlets[outlet_id] += by
        if printed_by is not None and printed_by != outlet_id:
            found.copies[printed_by] += by


def recount_relationships(connection: sqlite3.Connection, relationship_ids: Iterable[int]) -> None:
    """Recount relationships from their claims, where differences are not known; drop those left without any claim.

    Call inside a transaction.
    """
    for relationship_id in relationship_ids:
        connection.execute("DELETE FROM relationship_outlets WHERE relationship_id = ?", (relationship_id,))
        counted = _BY_OUTLET.format(relationship="c.relationship_id = :id")
        connection.execute(f"INSERT INTO relationship_outlets {counted}", {"id": relationship_id})
        connection.execute(_RECOUNT_RELATIONSHIP, {"id": relationship_id})
    drop_unclaimed(connection, relationship_ids)


def drop_unclaimed(connection: sqlite3.Connection, relationship_ids: Iterable[int]) -> None:
    """Drop those relationships of the given ones that no claim is left of. Call inside a transaction."""
    connection.executemany(
        "DELETE FROM relationships WHERE id = ? AND NOT EXISTS"
        " (SELECT 1 FROM claims WHERE relationship_id = relationships.id)",
        [(relationship_id,) for relationship_id in relationship_ids],
    )


def recount_entities(connection: sqlite3.Connection, entity_ids: Iterable[int]) -> None:
    """Recount entities from their mentions and claims. Call inside a transaction."""
    parameters = [{"id": entity_id} for entity_id in entity_ids]
    connection.executemany(_RECOUNT_ENTITY, parameters)
    connection.executemany(_ENTITY_DATES, parameters)


def wrong_relationships(connection: sqlite3.Connection) -> list[int]:
    """Return the ids of the relationships whose counts or dates are not those of their claims; reads all claims."""
    return [int(row[0]) for row in connection.execute(_WRONG_RELATIONSHIPS)]


def wrong_entities(connection: sqlite3.Connection) -> list[int]:
    """Return the ids of the entities whose counts or dates are not those of their mentions and claims; reads all."""
    return [int(row[0]) for row in connection.execute(_WRONG_ENTITIES)]
