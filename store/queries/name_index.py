"""The search over every name in a store, kept beside it as a cache and brought up to date as names come in.

The store is the truth. The cache file (``STORE-names-N``, N being the last name it holds) only saves building the index
anew; it is written atomically, taken only where its stamp fits the store, and never needed: where it cannot be
written, the index is built in memory.
"""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from store.records import Kind

if TYPE_CHECKING:
    from store.names import Match, NameIndex

_SAVE_AFTER: Final = 0.02
"""The share of names, added since the cache was written, from which on it is written again."""

_MERGED: Final = (
    "SELECT n.id, coalesce(e.merged_into, e.id), n.name FROM names AS n JOIN entities AS e ON e.id = n.entity_id"
)


@dataclass(frozen=True, slots=True)
class NameHit:
    """An entity that a query may mean, with the name of it that fits, and why."""

    entity_id: int
    entity: str
    kind: Kind
    name: str
    score: float
    why: str


class StoreNames:
    """The names of one store, searchable; safe to use from several threads, one search at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._index: NameIndex | None = None
        self._generation = ""
        self._last = 0
        self._saved = 0

    def search(
        self,
        connection: sqlite3.Connection,
        query: str,
        limit: int = 10,
        *,
        exact: bool = False,
        kinds: Collection[Kind] = tuple(Kind),
    ) -> list[NameHit]:
        """Return the best matches among the store's entities of some kinds, best first.

        With ``exact`` only names that contain the query in its own script and spelling. Never raises for bad text.
        """
        with self._lock:
            index = self._current(connection)
            # Other kinds may stand among the best: ask for more until enough of the wanted ones are there.
            asked = limit if len(kinds) == len(Kind) else 2 * limit
            while True:
                matches = index.search(query, asked, exact=exact)
                hits = list(self._hits(connection, matches, kinds))
                if len(hits) >= limit or len(matches) < asked:
                    return hits[:limit]
                asked *= 4

    def refresh(self, connection: sqlite3.Connection) -> None:
        """Load, build or bring up to date now, so that the next search finds everything ready."""
        with self._lock:
            self._current(connection)

    def unfit_caches(self, connection: sqlite3.Connection) -> list[Path]:
        """Return the cache files that would be taken for this store's though they do not hold its names."""
        from store.names import NameIndex

        unfit: list[Path] = []
        self._generation = self._curated(connection)
        for cache, upto in self._caches():
            index = NameIndex.load(cache, self._stamp(connection, upto))
            if index is not None:
                rows = connection.execute(f"{_MERGED} WHERE n.id <= ?", (upto,))
                if set(index.pairs()) != {(row[1], row[2]) for row in rows}:
                    unfit.append(cache)
        return unfit

    def _hits(
        self, connection: sqlite3.Connection, matches: Sequence[Match], kinds: Collection[Kind]
    ) -> Iterator[NameHit]:
        entities: dict[int, tuple[str, str]] = {}
        for first in range(0, len(matches), 500):
            ids = [match.id for match in matches[first : first + 500]]
            rows = connection.execute(
                f"SELECT id, name, kind FROM entities WHERE id IN ({','.join('?' * len(ids))})", ids
            ).fetchall()
            entities |= {row[0]: (row[1], row[2]) for row in rows}
        for match in matches:
            if match.id in entities:
                entity, kind = entities[match.id]
                if Kind(kind) in kinds:
                    yield NameHit(match.id, entity, Kind(kind), match.name, match.score, match.why)

    def _current(self, connection: sqlite3.Connection) -> NameIndex:
        last = int(connection.execute("SELECT ifnull(max(id), 0) FROM names").fetchone()[0])
        generation = self._curated(connection)
        if self._index is None or generation != self._generation or last < self._last:
            self._load_or_build(connection, generation, last)
        assert self._index is not None
        if last > self._last:
            rows = connection.execute(f"{_MERGED} WHERE n.id > ? AND n.id <= ?", (self._last, last)).fetchall()
            self._index.add([(row[1], row[2]) for row in rows])
            self._last = last
        if self._last - self._saved > _SAVE_AFTER * self._last:
            self._save(connection)
        return self._index

    def _load_or_build(self, connection: sqlite3.Connection, generation: str, last: int) -> None:
        from store.names import NameIndex

        self._generation = generation
        for cache, upto in self._caches():
            if upto <= last:
                loaded = NameIndex.load(cache, self._stamp(connection, upto))
                if loaded is not None:
                    self._index, self._last, self._saved = loaded, upto, upto
                    return
        rows = connection.execute(f"{_MERGED} WHERE n.id <= ? ORDER BY n.id", (last,))
        self._index = NameIndex.build((row[1], row[2]) for row in rows)
        self._last, self._saved = last, 0

    def _save(self, connection: sqlite3.Connection) -> None:
        assert self._index is not None
        self._saved = self._last  # also where it cannot be written: a second attempt would fail like the first
        target = self._path.with_name(f"{self._path.name}-names-{self._last}")
        with suppress(OSError):
            self._index.save(target, self._stamp(connection, self._last))
            for old, _ in self._caches():
                if old != target:
                    old.unlink(missing_ok=True)

    def _caches(self) -> list[tuple[Path, int]]:
        """Cache files beside the store, the one with most names first."""
        prefix = f"{self._path.name}-names-"
        found: list[tuple[Path, int]] = []
        with suppress(OSError):
            for file in self._path.parent.iterdir():
                upto = file.name[len(prefix) :]
                if file.name.startswith(prefix) and upto.isdigit():
                    found.append((file, int(upto)))
        return sorted(found, key=lambda cache: -cache[1])

    @staticmethod
    def _curated(connection: sqlite3.Connection) -> str:
        """Return what changes with every step of curation, after which names may have moved to other entities."""
        row = connection.execute(
            "SELECT ifnull(max(id), 0), count(undone_at), ifnull(max(undone_at), '') FROM journal"
        ).fetchone()
        return "|".join(map(str, row))

    def _stamp(self, connection: sqlite3.Connection, upto: int) -> str:
        """Return what a cache of the names up to ``upto`` must carry to be this store's."""
        rows = connection.execute(
            "SELECT n.id, n.name, e.added_at FROM names AS n JOIN entities AS e ON e.id = n.entity_id"
            " WHERE n.id IN ((SELECT min(id) FROM names), ?) ORDER BY n.id",
            (upto,),
        ).fetchall()
        seen = repr([tuple(row) for row in rows])
        return f"{self._generation}:{upto}:{hashlib.blake2b(seen.encode(), digest_size=12).hexdigest()}"
