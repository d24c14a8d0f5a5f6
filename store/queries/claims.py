"""The Claims pane: every sentence behind a relationship, with outlet, date, status, speaker and confidence."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from store.names import fold
from store.queries.filters import Condition, Filters, Listing, where
from store.queries.first_names import FirstNames, typed
from store.queries.listing import Order, Sort, Walk, marks, ordered, record_of
from store.queries.name_filter import FoundNames, NameFilter
from store.reasons import ReasonReader
from store.records import Confidence, Relation, Span, Stance, Status

_EVIDENCE_SHOWN: Final = 1200
"""Characters of evidence that are read for a list; the reader shows the whole."""
_NEWEST: Final = "claims.date DESC, claims.id DESC"
_SURE: Final = "CASE claims.confidence WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END"
_BY_STATUS: Final = tuple(Walk(_NEWEST, f"claims.status = '{status}'") for status in sorted(Status))
_BY_CONFIDENCE: Final = tuple(Walk(_NEWEST, f"claims.confidence = '{sure}'") for sure in Confidence)
_OF_ARTICLES: Final = "articles CROSS JOIN claims ON claims.article_id = articles.id"
# SQLite walks along the articles of one outlet after the other, each from its end.
_BY_OUTLET: Final = f"outlets CROSS JOIN {_OF_ARTICLES} AND articles.outlet_id = outlets.id"
_NO_OUTLET: Final = Walk("articles.date DESC", "articles.outlet_id IS NULL", _OF_ARTICLES)


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim as the list shows it.

    ``trigger`` and ``sides`` are spans within ``evidence``: the words that say it, and the mentions of both sides.
    ``undirected`` claims leave open which side acted.
    """

    id: int
    article_id: int
    relationship_id: int | None
    subject_id: int
    subject: str
    relation: Relation
    stance: Stance
    object_id: int
    object: str
    status: Status
    confidence: Confidence
    said_by: str | None
    date: str | None
    verdict: str | None
    outlet: str | None
    article_date: str | None
    title: str
    address: str | None
    start: int
    end: int
    evidence: str
    trigger: Span | None
    sides: tuple[Span, ...]
    reasons: tuple[str, ...]
    extractor: str
    undirected: bool


class Claims:
    """The listing of claims. ``names`` decides whom the typed filter finds."""

    listing = Listing.CLAIMS
    sorts: Sequence[Sort] = (
        Sort("date", "date", "claims.date DESC NULLS LAST, claims.id DESC", "claims.date NULLS LAST, claims.id"),
        Sort(
            "status",
            "status",
            "claims.status, claims.date DESC, claims.id DESC",
            "claims.status DESC, claims.date DESC, claims.id DESC",
            _BY_STATUS,
            _BY_STATUS[::-1],
        ),
        Sort(
            "confidence",
            "confidence",
            f"{_SURE}, {_NEWEST}",
            f"{_SURE} DESC, {_NEWEST}",
            _BY_CONFIDENCE,
            _BY_CONFIDENCE[::-1],
        ),
        Sort(
            "outlet",
            "outlet",
            "(SELECT outlet_id FROM articles WHERE articles.id = claims.article_id), claims.article_id DESC",
            "(SELECT outlet_id FROM articles WHERE articles.id = claims.article_id) DESC, claims.article_id DESC",
            (_NO_OUTLET, Walk("outlets.id, articles.date DESC", table=_BY_OUTLET)),
            (Walk("outlets.id DESC, articles.date", table=_BY_OUTLET), _NO_OUTLET),
            whole=True,
        ),
        Sort(
            "place", "place in the article", "claims.article_id DESC, claims.start", "claims.article_id, claims.start"
        ),
    )

    def __init__(self, names: NameFilter | None = None, first: FirstNames | None = None) -> None:
        self.names = names or NameFilter()
        self._first = first

    def ids(self, connection: sqlite3.Connection, filters: Filters, text: str, order: Order) -> Iterator[int]:
        """Stream the ids of claims that pass; the text finds names on either side, speakers and words of relations."""
        conditions = filters.conditions(self.listing)

        def listed(*more: Condition) -> Iterator[int]:
            return ordered(connection, "claims", [*conditions, *more], self.sorts, order)

        if not text.strip():
            return listed()
        return typed(connection, self._first, self.names, (filters, text, order), listed, self._typed)

    def conditions(self, connection: sqlite3.Connection, filters: Filters, text: str) -> list[Condition]:
        """Return what filters and a typed text ask of claims."""
        conditions = filters.conditions(self.listing)
        if text.strip():
            conditions.append(self._typed(self.names.search(connection, text), text))
        return conditions

    @staticmethod
    def _typed(named: FoundNames, text: str) -> Condition:
        found = named.sides("claims", "subject_id", "object_id", "said_by_id")
        word = fold(text).replace(" ", "_")
        relations = [relation.value for relation in Relation if word and word in relation.value]
        if relations:
            found = found.either(f"claims.relation IN ({marks(relations)})", tuple(relations))
        if word in set(Status):
            found = found.either("claims.status = ?", (word,))
        if word in set(Confidence):
            found = found.either("claims.confidence = ?", (word,))
        return found

    def rows(self, connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, ClaimRow]:
        """Fetch the records of some claims with their evidence."""
        found = connection.execute(
            f"""
            SELECT claims.*, substr(subjects.name, 1, 300) AS subject, substr(objects.name, 1, 300) AS object,
                   outlets.name AS outlet, articles.date AS article_date, substr(articles.title, 1, 400) AS title,
                   articles.address,
                   substr(articles.text, claims.start + 1, min(claims.end - claims.start, {_EVIDENCE_SHOWN}))
                       AS evidence
            FROM claims
            JOIN entities AS subjects ON subjects.id = claims.subject_id
            JOIN entities AS objects ON objects.id = claims.object_id
            JOIN articles ON articles.id = claims.article_id
            LEFT JOIN outlets ON outlets.id = articles.outlet_id
            WHERE claims.id IN ({marks(ids)})
            """,
            tuple(ids),
        ).fetchall()
        reasons = ReasonReader(connection)
        return {row["id"]: _row(connection, row, reasons) for row in found}

    def total(self, connection: sqlite3.Connection) -> int:
        """Count all claims."""
        counted: int = connection.execute("SELECT count(*) FROM claims").fetchone()[0]
        return counted

    def count(self, connection: sqlite3.Connection, filters: Filters) -> int:
        """Count the claims that pass."""
        clause, values = where(filters.conditions(self.listing))
        counted: int = connection.execute(f"SELECT count(*) FROM claims{clause}", values).fetchone()[0]
        return counted


def _row(connection: sqlite3.Connection, row: sqlite3.Row, reasons: ReasonReader) -> ClaimRow:
    start, end = row["start"], row["end"]
    sides = connection.execute(
        "SELECT start, end FROM mentions WHERE article_id = ? AND start >= ? AND start < ? AND entity_id IN (?, ?)",
        (row["article_id"], start, end, row["subject_id"], row["object_id"]),
    ).fetchall()
    relation = Relation(row["relation"])
    trigger = None
    if row["trigger_start"] is not None and row["trigger_end"] is not None:
        trigger = Span(row["trigger_start"] - start, row["trigger_end"] - start)
    return record_of(
        ClaimRow,
        row,
        relation=relation,
        stance=relation.stance,
        status=Status(row["status"]),
        confidence=Confidence(row["confidence"]),
        trigger=trigger,
        sides=tuple(Span(side[0] - start, side[1] - start) for side in sides),
        reasons=reasons.told(row["reasons"]),
        undirected=bool(row["undirected"]),
    )
