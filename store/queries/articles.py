"""The Articles pane: dates, outlets and titles, newest first; the typed filter is a full-text query."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Final

from store.queries.filters import Condition, Filters, Listing
from store.queries.listing import Order, Sort, Walk, after, marks, ordered
from store.queries.stories import Copies, copies_of

if TYPE_CHECKING:
    from store.queries.first_texts import FirstTexts
    from store.queries.full_text import FullTextQuery

_FEW: Final = 2000
"""Matches up to which articles are looked up one by one; more are picked out while walking along the wanted order."""
_TITLE: Final = "substr(articles.title, 1, 40) COLLATE NOCASE"
"""What titles are ordered by, as in the index."""
_BY_OUTLET: Final = "outlets CROSS JOIN articles ON articles.outlet_id = outlets.id"
_NO_OUTLET: Final = Walk("articles.date DESC", "articles.outlet_id IS NULL")
_FEWEST_CLAIMS: Final = tuple(Walk("articles.date DESC", f"articles.claims = {number}") for number in range(6))
_TITLE_SHOWN: Final = 400
"""Characters of a title that are read for a list; the reader shows the rest."""

_ALONE: Final = Copies(0, True)


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article as the list shows it; ``claims`` counts what it claims.

    ``copies`` counts the others that tell its story in the same words, or nearly; ``first`` says whether it is the one
    that the story counts for.
    """

    id: int
    date: str | None
    outlet: str | None
    title: str
    language: str | None
    claims: int
    copies: int = 0
    first: bool = True


class Articles:
    """The listing of articles. With ``first_texts`` the first matches of what is being typed come at once."""

    listing = Listing.ARTICLES
    sorts: Sequence[Sort] = (
        Sort("date", "date", "articles.date DESC, articles.id DESC", "articles.date NULLS LAST, articles.id"),
        Sort(
            "title",
            "title",
            f"{_TITLE}, articles.id",
            f"{_TITLE} DESC, articles.id DESC",
        ),
        Sort(
            "outlet",
            "outlet",
            "(SELECT folded FROM outlets WHERE id = articles.outlet_id) NULLS LAST, articles.date DESC",
            "(SELECT folded FROM outlets WHERE id = articles.outlet_id) DESC NULLS LAST, articles.date DESC",
            (Walk("outlets.folded, articles.date DESC", table=_BY_OUTLET), _NO_OUTLET),
            (Walk("outlets.folded DESC, articles.date DESC", table=_BY_OUTLET), _NO_OUTLET),
            whole=True,
        ),
        Sort(
            "claims",
            "claims",
            "articles.claims DESC, articles.date DESC",
            "articles.claims, articles.date DESC",
            back=_FEWEST_CLAIMS,
        ),
    )

    def __init__(self, first_texts: FirstTexts | None = None) -> None:
        self._first_texts = first_texts

    def ids(self, connection: sqlite3.Connection, filters: Filters, text: str, order: Order) -> Iterator[int]:
        """Stream the ids of articles that pass the filters and the full-text query."""
        if not text.strip():
            return self.select(connection, filters, None, order)
        from store.queries import full_text  # the first frame needs no query

        query = full_text.parse(text)
        if self._first_texts is None or not query.match or query.conditions:
            return self.select(connection, filters, query, order)
        return self._first_ones_first(self._first_texts, connection, filters, query, order)

    def prepare(self, connection: sqlite3.Connection, filters: Filters, order: Order) -> None:
        """Read what the first letters of a query are looked for in."""
        if self._first_texts is not None:
            self._first_texts.prepare(connection, lambda: self.select(connection, filters, None, order), filters, order)

    def _first_ones_first(
        self,
        first_texts: FirstTexts,
        connection: sqlite3.Connection,
        filters: Filters,
        query: FullTextQuery,
        order: Order,
    ) -> Iterator[int]:
        def listed() -> Iterator[int]:
            return self.select(connection, filters, None, order)

        first = first_texts.matching(connection, listed, filters, order, query.match)
        return after(first, lambda: self.select(connection, filters, query, order))

    def select(
        self, connection: sqlite3.Connection, filters: Filters, query: FullTextQuery | None, order: Order
    ) -> Iterator[int]:
        """Stream the ids of articles that pass the filters and a query that has been read already."""
        conditions = filters.conditions(self.listing)
        if query is not None:
            conditions.extend(query.conditions)
            if query.match:
                conditions.append(_matching(connection, query.match))
        return ordered(connection, "articles", conditions, self.sorts, order)

    def rows(self, connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, ArticleRow]:
        """Fetch the records of some articles."""
        found = connection.execute(
            f"""
            SELECT articles.id, articles.date, outlets.name AS outlet,
                   substr(articles.title, 1, {_TITLE_SHOWN}) AS title, articles.language,
                   (SELECT count(*) FROM claims WHERE article_id = articles.id) AS claims
            FROM articles LEFT JOIN outlets ON outlets.id = articles.outlet_id
            WHERE articles.id IN ({marks(ids)})
            """,
            tuple(ids),
        )
        copies = copies_of(connection, ids)
        return {row[0]: ArticleRow(*row, *astuple(copies.get(row[0], _ALONE))) for row in found}

    def total(self, connection: sqlite3.Connection) -> int:
        """Count all articles."""
        counted: int = connection.execute("SELECT count(*) FROM articles").fetchone()[0]
        return counted


def _matching(connection: sqlite3.Connection, match: str) -> Condition:
    """Return the condition that an article matches a full-text expression, in the form that is fast for so many."""
    inner = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?"
    hits = connection.execute(f"{inner} LIMIT {_FEW + 1}", (match,)).fetchall()
    if len(hits) <= _FEW:
        return Condition(f"articles.id IN ({','.join(str(hit[0]) for hit in hits)})")
    # The plus keeps SQLite from looking up every match by its id and sorting them all before it shows the first.
    return Condition(f"+articles.id IN ({inner})", (match,))
