"""Adapter of the name search for the name-search benchmark's ``score.py``.

    PYTHONPATH=. python SCORE.py benchmarks.name_search --sizes 100000

where SCORE.py is the scorer beside the benchmark's data.
"""

from __future__ import annotations

from collections.abc import Iterable

from store.names import NameIndex


class Index:
    """What the scorer asks for: ids, best first."""

    def __init__(self, index: NameIndex) -> None:
        self._index = index

    def search(self, query: str, limit: int) -> list[int]:
        """Give the ids of the best matches."""
        return [match.id for match in self._index.search(query, limit)]


def build(names: Iterable[tuple[int, str]]) -> Index:
    """Build an index of (id, name) pairs."""
    return Index(NameIndex.build(names))
