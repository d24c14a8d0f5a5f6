"""Search of one segment: candidates, ranking, acronyms and reasons put together."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from store.names import candidates, features, ranking
from store.names.candidates import Scanner, ranges
from store.names.query import Query

ACRONYM_ROWS: Final = 20_000
ACRONYMS_KEPT: Final = 40


@dataclass(frozen=True, slots=True)
class Hit:
    """One name found."""

    id: int
    name: str
    score: float
    folded: str
    spelled: bool
    """Its initials spell the query."""


def search(scanner: Scanner, query: Query, limit: int, removed: set[int]) -> list[Hit]:
    """Give the best names of a segment for a query, best first, each id once."""
    seg = scanner.segment
    if not query.words or not seg.count:
        return []
    table = lookup(scanner, query, removed)
    if table is None:
        return []
    scores = ranking.scores(query, table).round(6).tolist()
    ids = seg.ids[table.rows].tolist()
    order = sorted(range(len(ids)), key=lambda k: (-scores[k], table.folded[k], ids[k]))
    hits: dict[int, Hit] = {}
    for k in order:
        if ids[k] in hits:
            continue
        name = seg.name(int(table.rows[k]))
        hits[ids[k]] = Hit(ids[k], name, scores[k], table.folded[k], bool(table.spelled[k]))
        if len(hits) == limit:
            break
    return list(hits.values())


def lookup(scanner: Scanner, query: Query, removed: set[int]) -> features.Table | None:
    """Give the names of a segment that a query may mean, with their features; None when there are none."""
    singles = len(query.words)
    cut = candidates.WORDS_CUT[min(singles, len(candidates.WORDS_CUT)) - 1]
    telling = scanner.telling(query)
    matches: list[candidates.WordMatches] = []
    for word in query.lookups:
        again = next((m for m in matches if m.word.text == word.text and word.last != singles - 1), None)
        if again is not None:
            matches.append(dataclasses.replace(again, word=word))
            continue
        # Short words share their skeleton with many; comparing them is quick, so that more may pass.
        size = len(word.readings[0]) if word.readings else 1
        passing = cut * 8 // max(min(size, 12), 3) if any(word is one for one in telling) else 0
        if word.first != word.last:
            passing //= 4
        matches.append(scanner.words_like(word, passing, alone=singles == 1, unfinished=word.last == singles - 1))
    weights = candidates.weights_of(query, matches, scanner)
    rows = scanner.rows(matches, weights)
    spelled_rows = _acronym_rows(scanner, query)
    spelled = np.zeros(len(rows), dtype=np.bool_)
    if len(spelled_rows):
        rows = np.concatenate([spelled_rows, np.setdiff1d(rows, spelled_rows)])
        spelled = np.arange(len(rows)) < len(spelled_rows)
    if removed:
        alive = ~np.isin(scanner.segment.ids[rows], np.fromiter(removed, dtype=np.int64))
        rows, spelled = rows[alive], spelled[alive]
    if not len(rows):
        return None
    rough = ranking.rough_weights()[ranking.query_class(query)]
    return features.features(scanner, query, matches, weights, rows, spelled, rough)


def _acronym_rows(scanner: Scanner, query: Query) -> npt.NDArray[np.int32]:
    """Give the rows whose initials spell the query; of many, those with most group words."""
    seg = scanner.segment
    if not query.acronym:
        return np.zeros(0, dtype=np.int32)
    goal = np.uint64(query.acronym)
    low, high = np.searchsorted(seg.initials, goal, "left"), np.searchsorted(seg.initials, goal, "right")
    rows = np.unique(seg.initials_row[low:high][:ACRONYM_ROWS])
    if len(rows) <= ACRONYMS_KEPT:
        return rows
    sizes = seg.row_at[rows + 1] - seg.row_at[rows]
    numbers = seg.row_words[ranges(seg.row_at[rows], sizes)]
    telling = scanner.organised[numbers] + 0.5 * scanner.small[numbers]
    group = np.add.reduceat(telling, np.cumsum(sizes) - sizes) / sizes
    return np.sort(rows[np.argsort(-group, kind="stable")[:ACRONYMS_KEPT]])
