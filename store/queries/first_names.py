"""The first rows of a listing with the names they bear, for the first letters that are typed.

One letter is part of most names of a large store; to find them all takes longer than a key may. Among the rows that
stand first in the wanted order a screenful of them is found at once; all names are looked through for the rest.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from typing import Final

from store.queries.filters import Condition, Filters
from store.queries.first_texts import ENOUGH, state_of
from store.queries.listing import Order, after
from store.queries.name_filter import FoundNames, NameFilter

_LOOKED_AT: Final = 1024
_SOME: Final = "(SELECT value FROM json_each(?))"


class FirstNames:
    """The first rows of one listing, read anew when order, filters or store change; safe to use from many threads.

    ``columns`` of ``table`` name the entities of a row.
    """

    def __init__(self, table: str, *columns: str) -> None:
        self._lock = threading.Lock()
        self._read_for: object = None
        self._ids: list[int] = []
        self._names: dict[int, list[str]] = {}
        self._table, self._columns = table, columns

    def passing(
        self,
        connection: sqlite3.Connection,
        listed: Callable[[], Iterator[int]],
        filters: Filters,
        order: Order,
        words: Sequence[str],
        condition_of: Callable[[FoundNames], Condition],
        best: Sequence[int] = (),
    ) -> list[int]:
        """Return the first ids of a listing that pass a condition on the entities whose names hold some words.

        They come in the listing's order, none where they are few. ``listed`` begins the listing without the condition;
        the ``best`` entities are found whatever their names.
        """
        with self._lock:
            self._prepare(connection, listed, (filters, order, state_of(connection)))
            ids, names = self._ids, self._names
        held = (
            entity for entity, folded in names.items() if any(all(word in name for word in words) for name in folded)
        )
        condition = condition_of(FoundNames(tuple(words), best, tuple(held)))
        test, values = condition.sql, condition.values
        if condition.broad is not None:
            test, values = condition.broad.sql, condition.broad.values
        sql = f"SELECT {self._table}.id FROM {self._table} WHERE {self._table}.id IN {_SOME} AND ({test})"
        found = {row[0] for row in connection.execute(sql, (json.dumps(ids), *values))}
        return [row for row in ids if row in found] if len(found) >= ENOUGH else []

    def _prepare(self, connection: sqlite3.Connection, listed: Callable[[], Iterator[int]], wanted: object) -> None:
        if self._read_for == wanted:
            return
        ids = list(islice(listed(), _LOOKED_AT))
        sql = f"SELECT {', '.join(self._columns)} FROM {self._table} WHERE id IN {_SOME}"
        named = {*chain.from_iterable(connection.execute(sql, (json.dumps(ids),)))} - {None}
        names: dict[int, list[str]] = defaultdict(list)
        sql = f"SELECT entity_id, folded FROM names WHERE entity_id IN {_SOME}"
        for entity, folded in connection.execute(sql, (json.dumps(sorted(named)),)):
            names[entity].append(folded)
        self._ids, self._names, self._read_for = ids, dict(names), wanted


def typed(
    connection: sqlite3.Connection,
    first: FirstNames | None,
    names: NameFilter,
    asked: tuple[Filters, str, Order],
    listed: Callable[..., Iterator[int]],
    condition_of: Callable[[FoundNames, str], Condition],
) -> Iterator[int]:
    """Stream the ids of a listing that a typed name finds, the first ones at once where ``first`` finds enough.

    ``listed`` gives the listing that passes further conditions, ``condition_of`` the one of found names and the text.
    """
    filters, text, order = asked

    def rest() -> Iterator[int]:
        return listed(condition_of(names.search(connection, text), text))

    words = names.letters_of(text)
    if first is None or not words:
        return rest()
    best = names.alike(connection, text)
    found = first.passing(connection, listed, filters, order, words, lambda held: condition_of(held, text), best)
    return after(found, rest)
