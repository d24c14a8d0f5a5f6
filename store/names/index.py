"""The index: names in, ranked matches out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from store.names import cache, exact, explain, search
from store.names.candidates import Scanner
from store.names.query import parse
from store.names.segment import Segment, build

SMALL_SEGMENT: Final = 20_000
SMALL_SEGMENTS: Final = 4
"""When there are so many segments below that size, the next names that come in join them to one."""


class Match:
    """One entity that a query may mean. The reason is worked out when it is first asked for."""

    __slots__ = ("_why", "id", "name", "score")

    def __init__(self, id: int, name: str, score: float, why: str | Callable[[], str]) -> None:  # noqa: A002
        self.id: Final = id
        self.name: Final = name
        """The name of it that fits best, as it was stored."""
        self.score: Final = score
        """0 to 1."""
        self._why = why

    @property
    def why(self) -> str:
        """Why it fits, in words for a screen."""
        if not isinstance(self._why, str):
            self._why = self._why()
        return self._why

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Match) and (self.id, self.name, self.score) == (other.id, other.name, other.score)

    def __hash__(self) -> int:
        return hash((self.id, self.name, self.score))

    def __repr__(self) -> str:
        return f"Match(id={self.id}, name={self.name!r}, score={self.score}, why={self.why!r})"


class NameIndex:
    """Search over names in any script and spelling. The store is the truth; this is a cache of it."""

    def __init__(self, segments: list[Segment] | None = None, removed: Iterable[int] = ()) -> None:
        self._scanners = [Scanner(s) for s in segments or [] if s.count]
        self._removed = set(removed)

    @classmethod
    def build(cls, pairs: Iterable[tuple[int, str]]) -> NameIndex:
        """Index (id, name) pairs; one id may own several names."""
        return cls([build(pairs)])

    def __len__(self) -> int:
        """Give how many names are indexed, removed ones included."""
        return sum(s.segment.count for s in self._scanners)

    def pairs(self) -> Iterator[tuple[int, str]]:
        """Give every (id, name) that the index holds, removed ones left out."""
        for scanner in self._scanners:
            segment = scanner.segment
            for row in range(segment.count):
                if (key := int(segment.ids[row])) not in self._removed:
                    yield key, segment.name(row)

    def add(self, pairs: Iterable[tuple[int, str]]) -> None:
        """Add names; they are found from the next search on. An id that was removed before is back with them only."""
        fresh = list(pairs)
        if not fresh:
            return
        again = self._removed.intersection(key for key, _ in fresh)
        if again:
            # Its old names must not come back with the id: rebuild without them.
            self._scanners = [self._without(s, again) for s in self._scanners]
            self._removed -= again
        small = [s for s in self._scanners if s.segment.count < SMALL_SEGMENT]
        if len(small) >= SMALL_SEGMENTS:
            old = [(int(s.segment.ids[r]), s.segment.name(r)) for s in small for r in range(s.segment.count)]
            fresh = [(key, name) for key, name in old if key not in self._removed] + fresh
            self._scanners = [s for s in self._scanners if s not in small]
        self._scanners.append(Scanner(build(fresh)))

    def remove(self, ids: Iterable[int]) -> None:
        """Take every name of these ids out of the results."""
        self._removed.update(int(i) for i in ids)

    def search(self, query: str, limit: int = 10, *, exact: bool = False) -> list[Match]:
        """Give the best matches, best first, each id once.

        With ``exact`` only names that contain the query in the same script and spelling, whatever their case.
        An empty query, or one without letters and digits, gives nothing. Never raises on bad text.
        """
        if limit <= 0:
            return []
        find = _exact if exact else _fuzzy
        found = [m for s in self._scanners for m in find(s, query, limit, self._removed)]
        found.sort(key=lambda m: (-m.score, m.name, m.id))
        best: dict[int, Match] = {}
        for match in found:
            best.setdefault(match.id, match)
        return list(best.values())[:limit]

    def save(self, path: Path | str, stamp: str) -> None:
        """Write the index to a cache file that ``load`` takes back under the same stamp; whole or not at all."""
        cache.save(Path(path), stamp, [s.segment for s in self._scanners], self._removed)

    @classmethod
    def load(cls, path: Path | str, stamp: str) -> NameIndex | None:
        """Read a cache file; None when it is absent, damaged, of another version or under another stamp."""
        data = cache.load(Path(path), stamp)
        return cls(*data) if data is not None else None

    @staticmethod
    def _without(scanner: Scanner, ids: set[int]) -> Scanner:
        seg = scanner.segment
        return Scanner(build((int(k), seg.name(r)) for r, k in enumerate(seg.ids.tolist()) if k not in ids))


def _fuzzy(scanner: Scanner, text: str, limit: int, removed: set[int]) -> list[Match]:
    query = parse(text)
    return [
        Match(hit.id, hit.name, hit.score, partial(explain.why, query, hit.name, hit.folded, hit.spelled))
        for hit in search.search(scanner, query, limit, removed)
    ]


def _exact(scanner: Scanner, text: str, limit: int, removed: set[int]) -> list[Match]:
    return [Match(*hit) for hit in exact.search(scanner, text, limit, removed)]
