"""Rows that wait to be written many at a time, and what SQL writes them: the end of the one write path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from store.reasons import ReasonWriter
from store.records import FoundClaim

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

Row: TypeAlias = tuple[Any, ...]

_INSERTS: Final = {
    "articles": (
        "INSERT INTO articles (id, text_hash, title, outlet_id, date, language, address, path, position, kind,"
        " import_id, added_at, extractor_version, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ),
    "mentions": "INSERT INTO mentions (article_id, start, end, entity_id) VALUES (?, ?, ?, ?)",
    "claims": (
        "INSERT INTO claims (article_id, relationship_id, subject_id, relation, object_id, start, end,"
        " trigger_start, trigger_end, status, confidence, said_by, said_by_id, date, dated_by, extractor,"
        " extractor_version, reasons, undirected) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ),
    "events": (
        "INSERT INTO events (article_id, dataset, row_id, row_hash, type, subtype, latitude, longitude, deaths,"
        " deaths_low, deaths_high, sources) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ),
    "event_actors": "INSERT INTO event_actors (article_id, entity_id, role) VALUES (?, ?, ?)",
}
"""In the order that the foreign keys ask for."""


class PendingRows:
    """Rows of several tables, appended as plain tuples and written together."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.reasons = ReasonWriter(connection)
        self.articles: list[Row] = []
        self.mentions: list[Row] = []
        self.claims: list[Row] = []
        self.events: list[Row] = []
        self.event_actors: list[Row] = []

    def write(self) -> None:
        """Write all rows and forget them. Call inside a transaction."""
        for table, sql in _INSERTS.items():
            rows: list[Row] = getattr(self, table)
            if rows:
                self._connection.executemany(sql, rows)
        if self.articles:
            # Ids are given upwards, so the new ones are all from the first on.
            index_texts(self._connection, self.articles[0][0], self.articles[-1][0])
        self.clear()

    def forget(self) -> None:
        """Forget all rows and what was remembered of the store, after a batch was rolled back."""
        self.clear()
        self.reasons.forget()

    def clear(self) -> None:
        """Forget all rows."""
        for table in _INSERTS:
            getattr(self, table).clear()

    def add_claim(
        self,
        article_id: int,
        relationship_id: int,
        claim: FoundClaim,
        ids: Mapping[str, int],
        article_date: str | None,
    ) -> None:
        """Append a claim whose entities have these ids in the store; its extractor's version is its article's."""
        date = claim.date or article_date
        trigger = claim.trigger
        self.claims.append(
            (
                article_id,
                relationship_id,
                ids[claim.subject],
                claim.relation.value,
                ids[claim.object],
                claim.evidence.start,
                claim.evidence.end,
                trigger.start if trigger else None,
                trigger.end if trigger else None,
                claim.status.value,
                claim.confidence.value,
                claim.said_by,
                ids.get(claim.said_by_key) if claim.said_by_key is not None else None,
                date,
                None if date is None else "text" if claim.date else "article",
                claim.extractor,
                "",
                self.reasons.stored(claim.reasons),
                int(claim.undirected),
            )
        )


def index_texts(connection: sqlite3.Connection, first: int, last: int) -> None:
    """Put new articles, by their ids, into the full-text index. Call inside a transaction, once for each article."""
    connection.execute(
        "INSERT INTO articles_fts (rowid, title, text) SELECT id, title, text FROM articles WHERE id BETWEEN ? AND ?",
        (first, last),
    )
