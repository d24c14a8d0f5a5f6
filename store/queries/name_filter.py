"""What a typed name finds: the seam between the listings and the search over names in every spelling and script."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from store.names import fold
from store.queries.filters import Broad, Condition
from store.queries.first_texts import state_of

if TYPE_CHECKING:
    from store.queries.name_index import StoreNames

MOST_BEST: Final = 50
"""Entities that the search over spellings adds at most to those that hold the typed letters."""
_SURE: Final = 0.8
_LIKELY: Final = 0.45
"""Scores from which a look-alike is shown: beside names that hold the typed letters, and where there is none."""
_SHORTEST_SEARCH: Final = 3


@dataclass(frozen=True, slots=True)
class FoundNames:
    """What a typed name finds: entities that hold its letters, and before them the ``best`` ones, in order.

    ``held`` are those entities where they were looked up already; looking through all names takes a while.
    """

    words: tuple[str, ...]
    best: Sequence[int] = ()
    held: Sequence[int] | None = None

    def entities(self) -> Condition:
        """Return the condition that an entity is among the found."""
        return Condition(f"entities.id IN ({self._ids})", self._values)

    def sides(self, table: str, *columns: str) -> Condition:
        """Return the condition that one of some columns of a table names an entity among the found."""
        # A union of look-ups uses one index for each column, where OR walks through the whole table.
        parts = (f"SELECT id FROM {table} WHERE {column} IN ({self._ids})" for column in columns)
        # The plus keeps SQLite from looking up each side and sorting all that it finds.
        walked = " OR ".join(f"+{table}.{column} IN ({self._ids})" for column in columns)
        values = self._values * len(columns)
        broad = Broad(walked, values, f"{table} WHERE {columns[0]} IN ({self._ids})", self._values)
        return Condition(f"{table}.id IN ({' UNION '.join(parts)})", values, broad)

    @property
    def _values(self) -> tuple[str, ...]:
        if self.held is None:
            return self.words
        return ("[" + ",".join(map(str, dict.fromkeys((*self.held, *self.best)))) + "]",)

    @property
    def _ids(self) -> str:
        if self.held is not None:
            return "SELECT value FROM json_each(?)"
        best = "".join(f" UNION SELECT {entity}" for entity in self.best)
        return f"SELECT entity_id FROM names WHERE {self.holds}{best}"

    @property
    def holds(self) -> str:
        """The test of a name for every word."""
        return " AND ".join("instr(names.folded, ?) > 0" for _ in self.words) or "0"

    def looked_up(self, connection: sqlite3.Connection) -> Self:
        """Return the same with its entities looked up."""
        sql = f"SELECT entity_id FROM names WHERE {self.holds}"
        return replace(self, held=tuple({row[0]: None for row in connection.execute(sql, self.words)}))


@dataclass(frozen=True, slots=True)
class LiteralNames(FoundNames):
    """What a typed name finds in its own script and spelling only; ``words`` holds the one pattern of it."""

    @property
    def holds(self) -> str:
        """The test of a name for the one pattern."""
        return r"name LIKE ? ESCAPE '\'"


_NARROWED: Final = 20_000
"""Names up to which those found last are kept: the next letter leaves some of them."""


class NameFilter:
    """Finds entities by parts of any of their names, ignoring case, accents and punctuation."""

    def __init__(self) -> None:
        self._last: tuple[object, tuple[str, ...], list[tuple[int, str]]] | None = None

    def letters_of(self, text: str) -> tuple[str, ...]:
        """Return the folded words that names must hold, where nothing else decides; none where something else does."""
        return _words_of(text)

    def search(self, connection: sqlite3.Connection, text: str) -> FoundNames:
        """Return the entities one of whose names holds every word of the text."""
        found = FoundNames(_words_of(text))
        if len("".join(found.words)) < _SHORTEST_SEARCH:
            return found.looked_up(connection)
        state, last = state_of(connection), self._last
        if last is not None and last[0] == state and _narrows(last[1], found.words):
            names = [name for name in last[2] if all(word in name[1] for word in found.words)]
        else:
            names = connection.execute(
                f"SELECT entity_id, folded FROM names WHERE {found.holds}", found.words
            ).fetchall()
        self._last = (state, found.words, names) if len(names) <= _NARROWED else None
        return replace(found, held=tuple({name[0]: None for name in names}))

    def reasons(self, connection: sqlite3.Connection, text: str) -> dict[int, str]:
        """Return why entities were found whose names do not hold the words as they were typed."""
        return {}


def _words_of(text: str) -> tuple[str, ...]:
    return tuple(fold(text).split()[:8])


def _narrows(before: tuple[str, ...], now: tuple[str, ...]) -> bool:
    """Whether every name that holds some words also holds those before."""
    return all(any(earlier in word for word in now) for earlier in before)


class SpellingFilter(NameFilter):
    """Finds entities by any spelling as well, as soon as the search over the store's names is ready.

    With ``exact`` set, only names that hold the typed letters as they are, in their own script.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.exact = False
        self._path = path
        self._names: StoreNames | None = None

    @property
    def ready(self) -> bool:
        """Whether other spellings are found already."""
        return self._names is not None

    def prepare(self, connection: sqlite3.Connection) -> None:
        """Load or build the search; takes seconds for a million names, so it belongs into a worker of its own."""
        from store.queries.name_index import StoreNames  # heavy, and not needed before something is typed

        names = StoreNames(self._path)
        names.refresh(connection)
        names.search(connection, "first", 1)  # loads what a search needs
        self._names = names

    def letters_of(self, text: str) -> tuple[str, ...]:
        """Return the folded words, where look-alikes are not searched for as well."""
        words = super().letters_of(text)
        alike = self._names is not None and len("".join(words)) >= _SHORTEST_SEARCH
        return () if self.exact or alike else words

    def search(self, connection: sqlite3.Connection, text: str) -> FoundNames:
        """Return the entities that hold the text's words, and before them the best by spelling."""
        if self.exact:
            literal = re.sub(r"([%_\\])", r"\\\1", " ".join(text.split()))
            return LiteralNames((f"%{literal}%",)).looked_up(connection)
        found = super().search(connection, text)
        if self._names is None or len("".join(found.words)) < _SHORTEST_SEARCH:
            return found
        hits = self._names.search(connection, text, MOST_BEST)
        least = _SURE if found.held else _LIKELY
        best = dict.fromkeys(hit.entity_id for hit in hits if hit.score >= least)
        return replace(found, best=tuple(best))

    def reasons(self, connection: sqlite3.Connection, text: str) -> dict[int, str]:
        """Return the name that each look-alike was found by, and what makes it alike."""
        if self.exact or self._names is None or not text.strip():
            return {}
        return {
            hit.entity_id: f"{hit.name}: {hit.why}"
            for hit in self._names.search(connection, text, MOST_BEST)
            if hit.why
        }
