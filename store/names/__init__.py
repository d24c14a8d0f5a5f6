"""Names: a name in any spelling or script, found again, scored, and with the reason why it matched.

``NameIndex`` searches many names; ``similarity`` compares two; ``fold`` is the cheap normal form for exact lookup and
needs nothing beyond the standard library. numpy and rapidfuzz are imported with the first use of the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from store.names.folding import fold

if TYPE_CHECKING:
    from store.names.comparison import MERGE_THRESHOLD, SUGGEST_THRESHOLD, similarity
    from store.names.index import Match, NameIndex

__all__ = ["MERGE_THRESHOLD", "SUGGEST_THRESHOLD", "Match", "NameIndex", "fold", "similarity"]

_SIMILARITY = {"MERGE_THRESHOLD", "SUGGEST_THRESHOLD", "similarity"}


def __getattr__(name: str) -> Any:
    """Load the search, or the comparison of two names, with its first use."""
    if name in {"Match", "NameIndex"}:
        from store.names import index

        return getattr(index, name)
    if name in _SIMILARITY:
        import importlib

        return getattr(importlib.import_module("store.names.comparison"), name)
    raise AttributeError(name)
