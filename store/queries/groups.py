"""The Groups pane: armed groups, states and organizations with their counts, most claimed first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from store.queries.filters import Condition, Filters, Listing, where
from store.queries.listing import Order, Sort, after, marks, order_by, stream
from store.queries.name_filter import NameFilter
from store.records import Kind

if TYPE_CHECKING:
    from store.queries.first_names import FirstNames

LISTED: Final = "entities.kind NOT IN ('person', 'place') AND entities.merged_into IS NULL"
"""What tells a group, in the words of the indexes over groups."""


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group as the list shows it."""

    id: int
    name: str
    kind: Kind
    articles: int
    claims: int
    first_date: str | None
    last_date: str | None


class Groups:
    """The listing of groups. ``names`` decides what the typed filter finds; ``first`` finds the first ones at once."""

    listing = Listing.GROUPS
    sorts: Sequence[Sort] = (
        Sort(
            "claims",
            "claims",
            "entities.claims DESC, entities.articles DESC, entities.id",
            "entities.claims, entities.articles, entities.id",
        ),
        Sort(
            "name",
            "name",
            "entities.name COLLATE NOCASE, entities.id",
            "entities.name COLLATE NOCASE DESC, entities.id",
        ),
        Sort("articles", "articles", "entities.articles DESC, entities.id", "entities.articles, entities.id"),
        Sort("kind", "kind", "entities.kind, entities.claims DESC", "entities.kind DESC, entities.claims DESC"),
        Sort(
            "first",
            "first seen",
            "entities.first_date NULLS LAST, entities.id",
            "entities.first_date DESC NULLS LAST, entities.id",
        ),
        Sort(
            "last",
            "last seen",
            "entities.last_date DESC NULLS LAST, entities.id",
            "entities.last_date NULLS LAST, entities.id",
        ),
    )

    def __init__(self, names: NameFilter | None = None, first: FirstNames | None = None) -> None:
        self.names = names or NameFilter()
        self._first = first

    def ids(self, connection: sqlite3.Connection, filters: Filters, text: str, order: Order) -> Iterator[int]:
        """Stream the ids of groups that pass; with a typed text the best matching names come first."""
        conditions = [Condition(LISTED), *filters.conditions(self.listing)]
        select, ordering = "SELECT entities.id FROM entities", order_by(self.sorts, order)
        if not text.strip():
            return stream(connection, select, conditions, ordering)

        def listed() -> Iterator[int]:
            return stream(connection, select, conditions, ordering)

        def best_of(best: Sequence[int]) -> list[int]:
            if not best or order != Order(self.sorts[0].key):
                return []
            among = Condition(f"entities.id IN ({','.join(map(str, best))})")
            passing = set(stream(connection, select, [*conditions, among], ""))
            return [entity for entity in best if entity in passing]

        def rest() -> Iterator[int]:
            found = self.names.search(connection, text)
            passing = [*conditions, found.entities()]
            return after(best_of(found.best), lambda: stream(connection, select, passing, ordering))

        words = self.names.letters_of(text)
        if self._first is None or not words:
            return rest()
        best = self.names.alike(connection, text)
        first = self._first.passing(connection, listed, filters, order, words, lambda found: found.entities(), best)
        return after([*dict.fromkeys((*best_of(best), *first))] if first else [], rest)

    def rows(self, connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, GroupRow]:
        """Fetch the records of some groups (or of any entities)."""
        found = connection.execute(
            f"""
            SELECT id, substr(name, 1, 300) AS name, kind, articles, claims, first_date, last_date
            FROM entities WHERE id IN ({marks(ids)})
            """,
            tuple(ids),
        )
        return {
            row["id"]: GroupRow(
                row["id"],
                row["name"],
                Kind(row["kind"]),
                row["articles"],
                row["claims"],
                row["first_date"],
                row["last_date"],
            )
            for row in found
        }

    def passing(self, connection: sqlite3.Connection, filters: Filters) -> int:
        """Count the groups that pass, all looked up at once; walking along an order is quicker for the first only."""
        clause, values = where([Condition(LISTED), *filters.conditions(self.listing)])
        counted: int = connection.execute(f"SELECT count(*) FROM entities{clause}", values).fetchone()[0]
        return counted

    def total(self, connection: sqlite3.Connection) -> int:
        """Count all groups."""
        counted: int = connection.execute(f"SELECT count(*) FROM entities WHERE {LISTED}").fetchone()[0]
        return counted
