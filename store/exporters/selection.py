"""What an export holds: the rows of a store that pass the filters of the listings, whole, page by page."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from store.queries.articles import Articles
from store.queries.claims import Claims
from store.queries.filters import Condition, Filter, Filters, Listing, where
from store.queries.groups import Groups
from store.queries.listing import Order, marks
from store.queries.relationships import RelationshipRow, Relationships, read_relationships, undirected
from store.queries.stories import copies_of
from store.reasons import ReasonReader
from store.records import Confidence, Kind, Relation, Stance, Status

if TYPE_CHECKING:
    from store.queries.name_filter import NameFilter

_PAGE: Final = 500


@dataclass(frozen=True, slots=True)
class Name:
    """One spelling of an entity."""

    name: str
    type: str
    since: int | None
    until: int | None
    origin: str


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity with every name it has; ``listed`` is its key in the world lists."""

    id: int
    name: str
    kind: Kind
    listed: str | None
    articles: int
    mentions: int
    claims: int
    first_date: str | None
    last_date: str | None
    added_at: str
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """One article; ``claims`` counts what it claims, ``text`` is empty where texts were not asked for.

    ``story`` is the id of the first article of its story and ``copies`` the number of that story's other printings.
    """

    id: int
    title: str
    outlet: str | None
    date: str | None
    language: str | None
    address: str | None
    path: str
    position: int | None
    kind: str
    added_at: str
    claims: int
    text: str
    story: int | None = None
    copies: int = 0


@dataclass(frozen=True, slots=True)
class Relationship(RelationshipRow):
    """One relationship with its counts, its outlets, and those that only print copies of their stories.

    ``undirected`` counts the claims that leave open which side acted.
    """

    outlet_names: tuple[str, ...]
    copied_by: tuple[str, ...] = ()
    undirected: int = 0

    @property
    def sign(self) -> int:
        """What a signed network counts: -1 hostile, 1 cooperative, 0 for the rest."""
        return {Stance.HOSTILE: -1, Stance.COOPERATIVE: 1}.get(self.stance, 0)


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim with its whole evidence and the article that says it."""

    id: int
    relationship_id: int | None
    subject_id: int
    subject: str
    relation: Relation
    object_id: int
    object: str
    status: Status
    confidence: Confidence
    said_by: str | None
    date: str | None
    dated_by: str | None
    verdict: str | None
    evidence: str
    start: int
    end: int
    reasons: tuple[str, ...]
    extractor: str
    article_id: int
    title: str
    outlet: str | None
    article_date: str | None
    address: str | None
    undirected: bool


_ARTICLE: Final = """
SELECT articles.id, title, outlets.name, date, language, address, path, position, kind, added_at,
       (SELECT count(*) FROM claims WHERE article_id = articles.id AND verdict IS NOT 'rejected'), {text},
       (SELECT story_id FROM story_articles WHERE article_id = articles.id)
FROM articles LEFT JOIN outlets ON outlets.id = articles.outlet_id WHERE articles.id IN ({ids})
"""

_ENTITY: Final = """
SELECT id, name, kind, listed, articles, mentions, claims, first_date, last_date, added_at FROM entities
WHERE id IN ({ids})
"""

_CLAIM: Final = """
SELECT claims.id, relationship_id, subject_id, subjects.name, relation, object_id, objects.name, status, confidence,
       said_by, claims.date, dated_by, verdict, substr(articles.text, claims.start + 1, claims.end - claims.start),
       start, end, reasons, extractor, article_id, title, outlets.name, articles.date, articles.address, undirected
FROM claims
JOIN entities AS subjects ON subjects.id = subject_id
JOIN entities AS objects ON objects.id = object_id
JOIN articles ON articles.id = article_id
LEFT JOIN outlets ON outlets.id = articles.outlet_id
"""


class Selection:
    """The rows of one store that pass filters and a typed text, read through one connection.

    Every listing streams in the order of its pane. The connection should stay in one read transaction, so that what is
    written belongs together while another program writes.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        filters: Filters | None = None,
        text: str = "",
        names: NameFilter | None = None,
    ) -> None:
        self.connection = connection
        self.filters = filters or Filters()
        self.text = text
        self._names = names
        self._reasons = ReasonReader(connection)

    def narrowed(self, further: Filter) -> Selection:
        """Return the selection of those rows that pass one more filter."""
        return Selection(self.connection, self.filters & further, self.text, self._names)

    def articles(self, *, text: bool = False) -> Iterator[Article]:
        """Stream the articles that pass, newest first; with their texts only where ``text`` asks for them."""
        ids = array("q", Articles().ids(self.connection, self.filters, self.text, Order("date")))
        for page in _pages(ids):
            yield from self.articles_of(page, text=text)

    def articles_of(self, ids: Sequence[int], *, text: bool = False) -> list[Article]:
        """Return the articles of a page of ids, in that order."""
        sql = _ARTICLE.format(text="articles.text" if text else "''", ids=marks(ids))
        rows = {row[0]: Article(*row) for row in self.connection.execute(sql, tuple(ids))}
        for article_id, told in copies_of(self.connection, ids).items():
            rows[article_id] = replace(rows[article_id], copies=told.more)
        return [rows[each] for each in ids if each in rows]

    def groups(self) -> Iterator[Entity]:
        """Stream the groups that pass, most claimed first."""
        ids = array("q", Groups(self._names).ids(self.connection, self.filters, self.text, Order("claims")))
        yield from self.entities(ids)

    def entities(self, ids: Sequence[int]) -> Iterator[Entity]:
        """Stream entities of any kind, in the order of their ids as given."""
        for page in _pages(ids):
            names: dict[int, list[Name]] = {}
            for row in self.connection.execute(
                f"SELECT entity_id, name, type, since, until, origin FROM names WHERE entity_id IN ({marks(page)})"
                " ORDER BY type != 'canonical', id",
                tuple(page),
            ):
                names.setdefault(row[0], []).append(Name(*tuple(row)[1:]))
            rows = {}
            for row in self.connection.execute(_ENTITY.format(ids=marks(page)), tuple(page)):
                rows[row[0]] = Entity(
                    id=row[0],
                    name=row[1],
                    kind=Kind(row[2]),
                    listed=row[3],
                    articles=row[4],
                    mentions=row[5],
                    claims=row[6],
                    first_date=row[7],
                    last_date=row[8],
                    added_at=row[9],
                    names=tuple(names.get(row[0], ())),
                )
            yield from (rows[each] for each in page if each in rows)

    def relationship_ids(self) -> array[int]:
        """Return the ids of the relationships that pass, most claimed first."""
        listing = Relationships(self._names)
        return array("q", listing.ids(self.connection, self.filters, self.text, Order("claims")))

    def relationships(self, ids: Sequence[int] | None = None) -> Iterator[Relationship]:
        """Stream the relationships that pass, most claimed first, or those of the given ids."""
        for page in _pages(self.relationship_ids() if ids is None else ids):
            outlets: dict[int, list[str]] = {}
            copied: dict[int, list[str]] = {}
            for relationship_id, outlet, counted in self.connection.execute(
                "SELECT relationship_id, outlets.name, claims > 0 FROM relationship_outlets"
                f" JOIN outlets ON outlets.id = outlet_id WHERE relationship_id IN ({marks(page)})"
                " ORDER BY outlets.folded",
                tuple(page),
            ):
                (outlets if counted else copied).setdefault(relationship_id, []).append(outlet)
            unsaid = undirected(self.connection, page)
            rows = {
                row[0]: Relationship(
                    *(*row, tuple(outlets.get(row[0], ())), tuple(copied.get(row[0], ())), unsaid.get(row[0], 0))
                )
                for row in read_relationships(self.connection, page)
            }
            yield from (rows[each] for each in page if each in rows)

    def sides(self, ids: Sequence[int]) -> dict[int, tuple[str | None, str | None]]:
        """Return the entities on either side of relationships, each with the first and last dates of those."""
        found: dict[int, tuple[str | None, str | None]] = {}
        for page in _pages(ids):
            sql = f"SELECT subject_id, object_id, first_date, last_date FROM relationships WHERE id IN ({marks(page)})"
            for subject, target, first, last in self.connection.execute(sql, tuple(page)):
                for entity in (subject, target):
                    found[entity] = wider(found.get(entity, (None, None)), first, last)
        return found

    def claims(self) -> Iterator[Claim]:
        """Stream the claims that pass, newest first, the rejected ones among them."""
        ids = array("q", Claims(self._names).ids(self.connection, self.filters, self.text, Order("date")))
        for page in _pages(ids):
            sql = f"{_CLAIM} WHERE claims.id IN ({marks(page)})"
            rows = {row[0]: self._claim(row) for row in self.connection.execute(sql, tuple(page))}
            yield from (rows[each] for each in page if each in rows)

    def evidence(self, relationship_id: int) -> Iterator[Claim]:
        """Stream the claims behind a relationship that pass and are not rejected: the surest first, then by date."""
        clause, values = self._behind(relationship_id)
        order = (
            " ORDER BY claims.verdict IS NULL,"
            " CASE claims.confidence WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END, claims.date, claims.id"
        )
        for row in self.connection.execute(_CLAIM + clause + order, values):
            yield self._claim(row)

    def claim_dates(self, relationship_id: int) -> list[str]:
        """Return the distinct dates of the claims that :meth:`evidence` streams."""
        clause, values = self._behind(relationship_id)
        rows = self.connection.execute(f"SELECT DISTINCT date FROM claims{clause} AND date IS NOT NULL", values)
        return [row[0] for row in rows]

    def _claim(self, row: Iterable[object]) -> Claim:
        values = list(row)
        values[4] = Relation(str(values[4]))
        values[7], values[8] = Status(str(values[7])), Confidence(str(values[8]))
        values[16] = self._reasons.told(str(values[16]))
        values[-1] = bool(values[-1])
        return Claim(*values)  # type: ignore[arg-type]

    def _behind(self, relationship_id: int) -> tuple[str, tuple[str | int, ...]]:
        own = Condition("claims.relationship_id = ? AND claims.verdict IS NOT 'rejected'", (relationship_id,))
        # Each of the few claims is tested; looking up all that pass costs as much for every relationship as for all.
        passing = (
            condition if condition.broad is None else Condition(condition.broad.sql, condition.broad.values)
            for condition in self.filters.conditions(Listing.CLAIMS)
        )
        return where([own, *passing])


def wider(
    span: tuple[str | None, str | None], first: str | None, last: str | None
) -> tuple[str | None, str | None]:  # fmt: skip
    """Return the span of dates that holds both; ``None`` is unknown, not endless."""
    firsts, lasts = [*filter(None, (span[0], first))], [*filter(None, (span[1], last))]
    return min(firsts, default=None), max(lasts, default=None)


def _pages(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _PAGE):
        yield ids[start : start + _PAGE]
