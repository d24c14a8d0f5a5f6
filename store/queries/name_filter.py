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
from store.queries.name_texts import NameTexts

if TYPE_CHECKING:
    from store.queries.name_index import NameHit, StoreNames

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


class NameFilter:
    """Finds entities by parts of any of their names, ignoring case, accents and punctuation."""

    def letters_of(self, text: str) -> tuple[str, ...]:
        """Return the folded words; the names that hold all of them are found. None where something else decides."""
        return _words_of(text)

    def alike(self, connection: sqlite3.Connection, text: str) -> tuple[int, ...]:
        """Return the best entities that are found beside those whose names hold the words, where some do."""
        return ()

    def search(self, connection: sqlite3.Connection, text: str) -> FoundNames:
        """Return the entities one of whose names holds every word of the text."""
        return FoundNames(_words_of(text)).looked_up(connection)

    def reasons(self, connection: sqlite3.Connection, text: str) -> dict[int, str]:
        """Return why entities were found whose names do not hold the words as they were typed."""
        return {}


def _words_of(text: str) -> tuple[str, ...]:
    return tuple(fold(text).split()[:8])


class SpellingFilter(NameFilter):
    """Finds entities by any spelling as well, as soon as the search over the store's names is ready.

    With ``exact`` set, only names that hold the typed letters as they are, in their own script.
    """

    def __init__(self, path: Path) -> None:
        self.exact = False
        self._path = path
        self._names: StoreNames | None = None
        self._texts = NameTexts()
        self._hits: tuple[object, list[NameHit]] = ((), [])

    @property
    def ready(self) -> bool:
        """Whether other spellings are found already."""
        return self._names is not None

    def prepare(self, connection: sqlite3.Connection) -> None:
        """Load or build the search; takes seconds for a million names, so it belongs into a worker of its own."""
        from store.queries.name_index import StoreNames  # heavy, and not needed before something is typed

        self._texts.prepare(connection)
        names = StoreNames(self._path)
        names.refresh(connection)
        names.search(connection, "first", 1)  # loads what a search needs
        self._names = names

    def letters_of(self, text: str) -> tuple[str, ...]:
        """Return the folded words, unless the letters count as they are typed."""
        return () if self.exact else super().letters_of(text)

    def alike(self, connection: sqlite3.Connection, text: str) -> tuple[int, ...]:
        """Return the entities of which a name is surely meant, however it is spelled, best first."""
        return self._best(connection, text, _SURE)

    def _best(self, connection: sqlite3.Connection, text: str, least: float) -> tuple[int, ...]:
        if self._names is None or len("".join(_words_of(text))) < _SHORTEST_SEARCH:
            return ()
        asked, hits = self._hits
        now = (self._names, text, state_of(connection))
        if asked != now:
            hits = self._names.search(connection, text, MOST_BEST)
            self._hits = (now, hits)
        return tuple(dict.fromkeys(hit.entity_id for hit in hits if hit.score >= least))

    def search(self, connection: sqlite3.Connection, text: str) -> FoundNames:
        """Return the entities that hold the text's words, and before them the best by spelling."""
        if self.exact:
            literal = re.sub(r"([%_\\])", r"\\\1", " ".join(text.split()))
            return LiteralNames((f"%{literal}%",)).looked_up(connection)
        found = FoundNames(_words_of(text))
        held = self._texts.holding(connection, found.words) if len("".join(found.words)) >= _SHORTEST_SEARCH else None
        found = found.looked_up(connection) if held is None else replace(found, held=held)
        return replace(found, best=self._best(connection, text, _SURE if found.held else _LIKELY))

    def reasons(self, connection: sqlite3.Connection, text: str) -> dict[int, str]:
        """Return the name that each look-alike was found by, and what makes it alike."""
        if self.exact or self._names is None or not text.strip():
            return {}
        return {
            hit.entity_id: f"{hit.name}: {hit.why}"
            for hit in self._names.search(connection, text, MOST_BEST)
            if hit.why
        }
