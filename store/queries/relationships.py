"""The Relationships pane: who does what to whom, with counts of claims and of distinct outlets, and dates."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from store.names import fold
from store.queries.filters import Condition, Filters, Listing
from store.queries.first_names import FirstNames, typed
from store.queries.listing import Order, Sort, Walk, marks, ordered
from store.queries.name_filter import FoundNames, NameFilter
from store.records import Kind, Relation, Stance

_NAME_SHOWN: Final = 300
# Those without a claim are few and stand at one end of an index; counting all takes no look at any row.
_TOTAL: Final = "SELECT (SELECT count(*) FROM relationships) - (SELECT count(*) FROM relationships WHERE claims <= 0)"
_SUBJECT: Final = "(SELECT name FROM entities WHERE id = relationships.subject_id) COLLATE NOCASE"
_BY_SUBJECT: Final = "entities AS subjects CROSS JOIN relationships ON relationships.subject_id = subjects.id"
_BY_STANCE: Final = tuple(
    Walk("relationships.claims DESC, relationships.id", f"relationships.relation = '{relation}'")
    for relation in sorted(Relation, key=lambda relation: (relation.stance, relation))
)


@dataclass(frozen=True, slots=True)
class RelationshipRow:
    """One relationship as the list shows it; the four counts by status add up to ``claims``."""

    id: int
    subject_id: int
    subject: str
    subject_kind: Kind
    relation: Relation
    stance: Stance
    object_id: int
    object: str
    object_kind: Kind
    claims: int
    outlets: int
    asserted: int
    reported: int
    planned: int
    denied: int
    first_date: str | None
    last_date: str | None


@dataclass(frozen=True, slots=True)
class DirectedRow(RelationshipRow):
    """One relationship with how many of its claims leave open which side acted, as coded battles do."""

    undirected: int


class Relationships:
    """The listing of relationships. ``names`` decides what the typed filter finds."""

    listing = Listing.RELATIONSHIPS
    sorts: Sequence[Sort] = (
        Sort(
            "claims",
            "claims",
            "relationships.claims DESC, relationships.id",
            "relationships.claims, relationships.id DESC",
        ),
        Sort(
            "outlets",
            "outlets",
            "relationships.outlets DESC, relationships.claims DESC, relationships.id",
            "relationships.outlets, relationships.claims, relationships.id DESC",
        ),
        Sort(
            "last",
            "last date",
            "relationships.last_date DESC, relationships.id",
            "relationships.last_date NULLS LAST, relationships.id",
        ),
        Sort(
            "first",
            "first date",
            "relationships.first_date NULLS LAST, relationships.id",
            "relationships.first_date DESC NULLS LAST, relationships.id",
        ),
        Sort(
            "sentence",
            "sentence",
            f"{_SUBJECT}, relationships.subject_id, relationships.relation",
            f"{_SUBJECT} DESC, relationships.subject_id DESC, relationships.relation",
            (Walk("subjects.name COLLATE NOCASE, subjects.id, relationships.relation", table=_BY_SUBJECT),),
            (Walk("subjects.name COLLATE NOCASE DESC, subjects.id DESC, relationships.relation", table=_BY_SUBJECT),),
            whole=True,
        ),
        Sort(
            "stance",
            "stance",
            "relationships.stance, relationships.relation, relationships.claims DESC",
            "relationships.stance DESC, relationships.relation DESC, relationships.claims DESC",
            _BY_STANCE,
            _BY_STANCE[::-1],
            whole=True,
        ),
    )

    def __init__(self, names: NameFilter | None = None, first: FirstNames | None = None) -> None:
        self.names = names or NameFilter()
        self._first = first

    def ids(self, connection: sqlite3.Connection, filters: Filters, text: str, order: Order) -> Iterator[int]:
        """Stream the ids of relationships that pass; the text finds names on either side and words of relations."""
        conditions = [Condition("relationships.claims > 0"), *filters.conditions(self.listing)]

        def listed(*more: Condition) -> Iterator[int]:
            return ordered(connection, "relationships", [*conditions, *more], self.sorts, order)

        if not text.strip():
            return listed()
        return typed(connection, self._first, self.names, (filters, text, order), listed, self._typed)

    @staticmethod
    def _typed(named: FoundNames, text: str) -> Condition:
        sides = named.sides("relationships", "subject_id", "object_id")
        word = fold(text).replace(" ", "_")
        relations = [relation.value for relation in Relation if word and word in relation.value]
        relations += [relation.value for relation in Relation if word and relation.stance.value.startswith(word)]
        if not relations:
            return sides
        within = f"relationships.relation IN ({marks(relations)})"
        return sides.either(within, tuple(relations), f"relationships WHERE {within}")

    def rows(self, connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, RelationshipRow]:
        """Fetch the records of some relationships."""
        return {row[0]: RelationshipRow(*row) for row in read_relationships(connection, ids, _NAME_SHOWN)}

    def total(self, connection: sqlite3.Connection) -> int:
        """Count all relationships that have a claim."""
        counted: int = connection.execute(_TOTAL).fetchone()[0]
        return counted


class DirectedRelationships(Relationships):
    """The same listing for those who read it whole: what is counted from the claims themselves comes with the rows."""

    def rows(self, connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, RelationshipRow]:
        """Fetch the records of some relationships, each a :class:`DirectedRow`."""
        open_claims = undirected(connection, ids)
        return {
            row[0]: DirectedRow(*(*row, open_claims.get(row[0], 0)))
            for row in read_relationships(connection, ids, _NAME_SHOWN)
        }


def undirected(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, int]:
    """Count the claims of relationships that leave open which side acted, rejected ones aside; none is no entry."""
    found = connection.execute(
        f"SELECT relationship_id, count(*) FROM claims WHERE relationship_id IN ({marks(ids)}) AND undirected"
        " AND verdict IS NOT 'rejected' GROUP BY relationship_id",
        tuple(ids),
    )
    return dict(found.fetchall())


def read_relationships(
    connection: sqlite3.Connection, ids: Sequence[int], longest: int = -1
) -> Iterator[tuple[Any, ...]]:
    """Yield the fields of :class:`RelationshipRow` of some relationships, names cut to ``longest`` characters."""
    name = f"substr({{}}.name, 1, {longest})" if longest >= 0 else "{}.name"
    found = connection.execute(
        f"""
        SELECT relationships.id, subject_id, {name.format("subjects")}, subjects.kind, relation, stance,
               object_id, {name.format("objects")}, objects.kind, relationships.claims, outlets,
               asserted, reported, planned, denied, relationships.first_date, relationships.last_date
        FROM relationships
        JOIN entities AS subjects ON subjects.id = relationships.subject_id
        JOIN entities AS objects ON objects.id = relationships.object_id
        WHERE relationships.id IN ({marks(ids)})
        """,
        tuple(ids),
    )
    for row in found:
        subject_kind, relation, stance, object_kind = Kind(row[3]), Relation(row[4]), Stance(row[5]), Kind(row[8])
        yield (*row[:3], subject_kind, relation, stance, *row[6:8], object_kind, *row[9:])
