"""The shape that every listing shares: sorts, streaming of ids, fetching of pages."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from store.queries.filters import Condition, Filters, Listing, where

PAGE: Final = 128
"""Rows fetched at once at most; far below SQLite's limit of bound values."""


@dataclass(frozen=True, slots=True)
class Sort:
    """One way to order a listing: ``sql`` orders as first offered, ``reverse`` the other way round."""

    key: str
    label: str
    sql: str
    reverse: str


@dataclass(frozen=True, slots=True)
class Order:
    """A chosen sort and its direction."""

    key: str
    reverse: bool = False

    def turned(self, key: str) -> Order:
        """Return the order after choosing a column: another one as offered, the same one the other way round."""
        return Order(key, not self.reverse) if key == self.key else Order(key)


class Record(Protocol):
    """What a row of a listing is known by."""

    @property
    def id(self) -> int:
        """The row's id in its table."""


class Source(Protocol):
    """What a pane needs of a listing's module."""

    listing: Listing
    sorts: Sequence[Sort]

    def ids(self, connection: sqlite3.Connection, filters: Filters, text: str, order: Order) -> Iterator[int]:
        """Stream the ids of the rows that pass, in order."""

    def rows(self, connection: sqlite3.Connection, ids: Sequence[int]) -> Mapping[int, Record]:
        """Fetch the records of some ids; ids that are no longer there are left out."""

    def total(self, connection: sqlite3.Connection) -> int:
        """Count the rows there are without any filter."""


def order_by(sorts: Sequence[Sort], order: Order) -> str:
    """Return the ORDER BY clause of a chosen order; an unknown key means the first sort."""
    chosen = next((sort for sort in sorts if sort.key == order.key), sorts[0])
    return " ORDER BY " + (chosen.reverse if order.reverse else chosen.sql)


def stream(connection: sqlite3.Connection, select: str, conditions: list[Condition], ordering: str) -> Iterator[int]:
    """Run a query of one id column and yield its values one by one."""
    clause, values = where(conditions)
    for (found,) in _plain_cursor(connection).execute(f"{select}{clause}{ordering}", values):
        yield found


def _plain_cursor(connection: sqlite3.Connection) -> sqlite3.Cursor:
    """Return a cursor that yields tuples: they cost less than named rows for a million ids."""
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor


def marks(values: Sequence[object]) -> str:
    """Return question marks for an IN list."""
    return ",".join("?" * len(values))
