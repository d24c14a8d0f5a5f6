"""The shape that every listing shares: sorts, streaming of ids, fetching of pages."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeVar

from store.queries.filters import Condition, Filters, Listing, settled, where

_Kept = TypeVar("_Kept")

PAGE: Final = 128
"""Rows fetched at once at most; far below SQLite's limit of bound values."""


FIRST: Final = 256
"""Rows that an order's walks give before all others are sorted."""


@dataclass(frozen=True, slots=True)
class Walk:
    """A stretch of an order that an index gives without sorting.

    ``order`` is its ORDER BY, ``where`` what tells its rows, ``table`` a FROM clause in place of the listing's own.
    """

    order: str
    where: str = ""
    table: str = ""


PARTS: Final = 10
"""Equal parts into which bars cut the time between the store's first and last article."""


@dataclass(frozen=True, slots=True)
class Sort:
    """One way to order a listing: ``sql`` orders as first offered, ``reverse`` the other way round.

    Where no index gives the order, ``walks`` and ``back`` give its first rows, one stretch after the other; with
    ``whole`` they give all of them well.
    """

    key: str
    label: str
    sql: str
    reverse: str
    walks: tuple[Walk, ...] = ()
    back: tuple[Walk, ...] = ()
    whole: bool = False


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


def record_of(kind: type[_Kept], row: sqlite3.Row, **made: object) -> _Kept:
    """Build a dataclass from the columns of a row that bear its fields' names; ``made`` gives the others."""
    described: Any = kind
    return kind(**{name: row[name] for name in described.__match_args__ if name not in made}, **made)


def order_by(sorts: Sequence[Sort], order: Order) -> str:
    """Return the ORDER BY clause of a chosen order; an unknown key means the first sort."""
    chosen = _chosen(sorts, order)
    return " ORDER BY " + (chosen.reverse if order.reverse else chosen.sql)


def _chosen(sorts: Sequence[Sort], order: Order) -> Sort:
    return next((sort for sort in sorts if sort.key == order.key), sorts[0])


def ordered(
    connection: sqlite3.Connection, table: str, conditions: list[Condition], sorts: Sequence[Sort], order: Order
) -> Iterator[int]:
    """Yield the ids of the rows that pass in a chosen order, the first ones before the rest is sorted."""
    chosen = _chosen(sorts, order)
    conditions = settled(connection, conditions, by_date=chosen.key == "date")
    walks = chosen.back if order.reverse else chosen.walks
    if any(condition.few for condition in conditions):
        walks = ()
    first: list[int] = []
    for walk in walks:
        within = [*conditions, Condition(walk.where)] if walk.where else conditions
        limit = "" if chosen.whole else f" LIMIT {FIRST - len(first)}"
        select = f"SELECT {table}.id FROM {walk.table or table}"
        for found in stream(connection, select, within, f" ORDER BY {walk.order}{limit}"):
            yield found
            if not chosen.whole:
                first.append(found)
        if len(first) >= FIRST:
            break
    if walks and (chosen.whole or len(first) < FIRST):
        return
    seen = frozenset(first)
    for found in stream(connection, f"SELECT {table}.id FROM {table}", conditions, order_by(sorts, order)):
        if found not in seen:
            yield found


def after(first: Sequence[int], rest: Callable[[], Iterator[int]]) -> Iterator[int]:
    """Yield the first ids of a listing, then all others of it, which are not asked for before they are wanted."""
    yield from first
    seen = frozenset(first)
    for found in rest():
        if found not in seen:
            yield found


def stream(connection: sqlite3.Connection, select: str, conditions: list[Condition], ordering: str) -> Iterator[int]:
    """Run a query of one id column and yield its values one by one."""
    clause, values = where(settled(connection, conditions))
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
