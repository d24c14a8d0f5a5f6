"""A typed query as conditions on articles: an FTS5 expression that is never a syntax error, and what narrows further.

The language stands in :mod:`store.queries.search_language`.
"""

from __future__ import annotations

from dataclasses import dataclass

from store.queries.filters import Condition, Listing
from store.queries.search_language import SHORTEST_BEGINNING, Query, read_query
from store.queries.typed_filters import filters_of

__all__ = ["SHORTEST_BEGINNING", "FullTextQuery", "conditions_of", "parse"]


@dataclass(frozen=True, slots=True)
class FullTextQuery:
    """A typed query in parts: an FTS5 expression (empty where no word is asked for) and conditions on articles."""

    match: str
    conditions: tuple[Condition, ...]

    @property
    def empty(self) -> bool:
        """Whether the query asks for nothing, so that everything passes."""
        return not self.match and not self.conditions


def parse(typed: str) -> FullTextQuery:
    """Read a typed query; whatever it holds, the result is a query that SQLite accepts."""
    return conditions_of(read_query(typed))


def conditions_of(query: Query) -> FullTextQuery:
    """Return what a query asks of articles."""
    conditions = filters_of(query.fields).conditions(Listing.ARTICLES)
    if query.unwanted and not query.wanted:
        # FTS5 has no query of exclusions only, so they are taken away from all articles instead.
        sql = "articles.id NOT IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?)"
        conditions.append(Condition(sql, (query.exclusion,)))
    return FullTextQuery(query.match, tuple(conditions))
