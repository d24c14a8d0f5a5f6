"""How much a name that the search found has in common with what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from store.queries.name_index import NameHit

ALIKE: Final = 0.4
"""From this similarity on (:func:`store.names.similarity`) a name holds what was typed, or may be a spelling of it."""

_SURE: Final = 0.5
"""From this score on the search itself is sure enough; of lower ones only their order means something."""


def likeness(query: str, hit: NameHit) -> float:
    """Return how alike a hit is to the query: 1 for the same letters, below :data:`ALIKE` for a mere guess."""
    from store.names import similarity

    alike = similarity(query, hit.name)
    return max(alike, hit.score) if hit.score >= _SURE else alike
