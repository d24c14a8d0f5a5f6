"""Search of one segment: candidates, ranking, acronyms and reasons put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from store.names import candidates, explain, ranking
from store.names.candidates import Scanner
from store.names.query import Query

ACRONYM_ROWS: Final = 400


@dataclass(frozen=True, slots=True)
class Hit:
    """One name found."""

    id: int
    name: str
    score: float
    why: str


def search(scanner: Scanner, query: Query, limit: int, removed: set[int]) -> list[Hit]:
    """Give the best names of a segment for a query, best first, each id once."""
    seg = scanner.segment
    if not query.words or not seg.count:
        return []
    singles = len(query.words)
    cut = candidates.WORDS_CUT if singles == 1 else max(candidates.WORDS_CUT // singles, 200)
    end = singles - 1
    matches = [scanner.words_like(word, cut, unfinished=word.last == end) for word in query.lookups]
    weights = candidates.weights_of(query, matches, scanner)
    rows = scanner.rows(matches, weights)
    spelled_rows = _acronym_rows(scanner, query)
    spelled = np.zeros(len(rows), dtype=np.bool_)
    if len(spelled_rows):
        rows = np.concatenate([spelled_rows, np.setdiff1d(rows, spelled_rows)])
        spelled = np.arange(len(rows)) < len(spelled_rows)
    if removed:
        alive = ~np.isin(seg.ids[rows], np.fromiter(removed, dtype=np.int64))
        rows, spelled = rows[alive], spelled[alive]
    if not len(rows):
        return []
    table, folded = ranking.features(scanner, query, matches, weights, rows, spelled)
    scores = np.clip(table @ ranking.weights()["all"], 0.0, 1.0)
    order = sorted(range(len(rows)), key=lambda k: (-round(float(scores[k]), 6), folded[k], int(seg.ids[rows[k]])))
    hits: dict[int, Hit] = {}
    for k in order:
        key = int(seg.ids[rows[k]])
        if key in hits:
            continue
        name = seg.name(int(rows[k]))
        why = explain.why(query, name, folded[k], bool(spelled[k]))
        hits[key] = Hit(key, name, round(float(scores[k]), 6), why)
        if len(hits) == limit:
            break
    return list(hits.values())


def _acronym_rows(scanner: Scanner, query: Query) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    seg = scanner.segment
    if not query.acronym:
        return np.zeros(0, dtype=np.int32)
    goal = np.uint64(query.acronym)
    low, high = np.searchsorted(seg.initials, goal, "left"), np.searchsorted(seg.initials, goal, "right")
    return np.unique(seg.initials_row[low:high])[:ACRONYM_ROWS]
