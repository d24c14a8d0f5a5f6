"""Similarity of two names: whether two texts are spellings of one name."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from store.names import acronyms, costs, folding, scripts

MERGE_THRESHOLD: Final = 0.88
"""From here on two names are taken for one without asking."""
SUGGEST_THRESHOLD: Final = 0.7
"""From here on two names are worth showing to the analyst as perhaps one."""


@lru_cache(maxsize=50_000)
def _alike(left: str, right: str) -> float:
    if left == right:
        return 1.0
    (a, read_a), (b, read_b) = scripts.units(left), scripts.units(right)
    if not read_a or not read_b:
        return 0.0
    if any(c.isdigit() for c in left + right):
        return 0.0
    return min(_one_way(a, read_a, b, read_b), _one_way(b, read_b, a, read_a))


def _one_way(a: int, read_a: str, b: int, read_b: str) -> float:
    import numpy as np

    table = costs.between(a, b)
    query, candidate = scripts.place(a, read_a), scripts.place(b, read_b)
    ends = np.array([0], dtype=np.int32), np.array([len(candidate)], dtype=np.int32)
    padded = np.concatenate([candidate, np.zeros(scripts.WORD_LIMIT, dtype=np.uint8)])
    whole, _, filled = costs.distances(table, query, padded, *ends)
    norm = int(table.leave_out[query].sum()) + int(filled[0])
    return max(0.0, 1 - float(whole[0]) / max(norm, 1))


def similarity(a: str, b: str) -> float:
    """Give how surely two names are spellings of one name: 0 to 1, symmetric.

    Every word must find its like: one word that differs (North and South, 4th and 5th, Army and Front) keeps the names
    apart, however much else they share.
    """
    left, right = folding.words(folding.fold(a)), folding.words(folding.fold(b))
    if not left or not right:
        return 0.0
    if left == right:
        return 1.0
    if "".join(left) == "".join(right):
        return 0.99
    left = [w for w in left if w not in acronyms.SMALL_WORDS] or left
    right = [w for w in right if w not in acronyms.SMALL_WORDS] or right
    if left == right:
        return 0.97
    return round(min(_cover(left, right), _cover(right, left)), 4)


def _cover(left: list[str], right: list[str]) -> float:
    free = list(range(len(right)))
    worst = 1.0
    for word in left:
        scored = [(_alike(word, right[k]), -k) for k in free]
        if not scored:
            return 0.0
        value, place = max(scored)
        free.remove(-place)
        worst = min(worst, value)
    return worst if not free else worst * 0.5
