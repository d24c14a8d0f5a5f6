"""What a typed name finds: the seam between the listings and the search over names in every spelling and script."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from store.names import fold

MOST_FOUND: Final = 5000
"""Entities that a typed name finds at most; nobody reads further, and a longer text finds fewer."""


@dataclass(frozen=True, slots=True)
class FoundNames:
    """Ids of entities; ``ranked`` where the best come first."""

    ids: Sequence[int]
    ranked: bool


class NameFilter:
    """Finds entities by a part of any of their names, ignoring case and accents; beginnings of names first."""

    def search(self, connection: sqlite3.Connection, text: str) -> FoundNames:
        """Return the entities one of whose names holds every word of the text."""
        words = fold(text).split()[:8]
        if not words:
            return FoundNames((), ranked=False)
        holds = " AND ".join("instr(names.folded, ?) > 0" for _ in words)
        found = connection.execute(
            f"""
            SELECT names.entity_id, min(CASE WHEN substr(names.folded, 1, ?) = ? THEN 0 ELSE 1 END) AS rank
            FROM names WHERE {holds} GROUP BY names.entity_id LIMIT {MOST_FOUND}
            """,
            (len(words[0]), words[0], *words),
        ).fetchall()
        ids = [row[0] for row in found]
        return FoundNames(ids, ranked=False)
