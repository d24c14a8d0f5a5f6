"""Rows of the store for listings: a connection that reads, and the pages of one listing as a stream."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from store.queries.filters import Filters
from store.queries.listing import PAGE, Order, Sort
from tui.cli.upgrading import bring_up_to_date

_Row_co = TypeVar("_Row_co", covariant=True)


class Listing(Protocol[_Row_co]):
    """What a listing's module of the read side offers."""

    @property
    def sorts(self) -> Sequence[Sort]:
        """The orders it knows."""

    def ids(self, connection: sqlite3.Connection, filters: Filters, text: str, order: Order) -> Iterator[int]:
        """Stream the ids of the rows that pass, in order."""

    def rows(self, connection: sqlite3.Connection, ids: Sequence[int]) -> Mapping[int, _Row_co]:
        """Fetch the records of some ids."""


class Rows(Generic[_Row_co]):
    """The rows that pass, at most as many as wanted, fetched page by page; ``total`` counts all that pass."""

    def __init__(self, connection: sqlite3.Connection, listing: Listing[_Row_co], ids: array[int], limit: int) -> None:
        self._connection = connection
        self._listing = listing
        self._ids = ids[:limit] if limit else ids
        self.total = len(ids)

    @property
    def shown(self) -> int:
        """How many rows come."""
        return len(self._ids)

    def __iter__(self) -> Iterator[_Row_co]:
        for start in range(0, len(self._ids), PAGE):
            page = self._ids[start : start + PAGE]
            rows = self._listing.rows(self._connection, page)
            # A row that another program has removed since is left out.
            yield from (rows[row_id] for row_id in page if row_id in rows)


def fetch(
    connection: sqlite3.Connection, listing: Listing[_Row_co], filters: Filters, text: str, order: Order, limit: int
) -> Rows[_Row_co]:
    """Find the rows of a listing that pass; ``limit`` 0 means all of them."""
    return Rows(connection, listing, array("q", listing.ids(connection, filters, text, order)), limit)


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Lend a read-only connection to a store, brought up to date first where an older version wrote it.

    Raises :class:`store.errors.StoreError`, in one line, for whatever the file or SQLite refuses.
    """
    from store.database import explain, open_reader

    bring_up_to_date(path)
    connection = open_reader(path)
    try:
        yield connection
    except sqlite3.Error as error:
        raise explain(path, error) from error
    finally:
        connection.close()
