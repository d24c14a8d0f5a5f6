"""Ranking: the features of a name that may be meant, and the fitted weights that make one score of them."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from store.names import acronyms, folding, scripts
from store.names.candidates import Scanner, WordMatches, ranges
from store.names.query import Query

FEATURES: Final = (
    "cover_query",
    "cover_name",
    "cover_prefix",
    "ratio",
    "sorted_ratio",
    "partial_prefix",
    "equal",
    "frequency",
    "acronym",
)
Floats = npt.NDArray[np.float32]


@cache
def weights() -> dict[str, npt.NDArray[np.float64]]:
    """Load the fitted weights: query class -> one weight for each of ``FEATURES``."""
    data = json.loads((files("store.names") / "data" / "ranking.json").read_text(encoding="utf-8"))
    return {name: np.array([row[f] for f in FEATURES]) for name, row in data.items()}


def features(
    scanner: Scanner,
    query: Query,
    matches: list[WordMatches],
    word_weights: list[float],
    rows: npt.NDArray[np.int32],
    spelled: npt.NDArray[np.bool_],
) -> tuple[npt.NDArray[np.float64], list[str]]:
    """Give the features of rows (one line a row) and their folded names; ``spelled`` says whose initials fit."""
    seg = scanner.segment
    sizes = seg.row_at[rows + 1] - seg.row_at[rows]
    numbers = seg.row_words[ranges(seg.row_at[rows], sizes)]
    owner = np.repeat(np.arange(len(rows)), sizes)
    count = len(rows)
    rarity = np.log1p(seg.count / np.maximum(scanner.frequency, 1)[numbers]) / np.log1p(seg.count) + 0.1
    folded = [" ".join(folding.words(seg.name(int(r)))) for r in rows]
    words = len(query.words)
    best_word = np.zeros((count, words))
    best_prefix = np.zeros((count, words))
    best_name = np.zeros(len(numbers))
    for match in matches:
        order = np.argsort(match.numbers)
        known = match.numbers[order]
        if not len(known):
            continue
        at = np.minimum(np.searchsorted(known, numbers), len(known) - 1)
        hit = known[at] == numbers
        sim = np.where(hit, match.sims[order][at], 0)
        pre = np.where(hit, match.prefix_sims[order][at], 0)
        best_name = np.maximum(best_name, sim)
        here = np.zeros(count)
        np.maximum.at(here, owner, sim)
        here_prefix = np.zeros(count)
        np.maximum.at(here_prefix, owner, pre)
        for k in range(match.word.first, match.word.last + 1):
            best_word[:, k] = np.maximum(best_word[:, k], here)
            best_prefix[:, k] = np.maximum(best_prefix[:, k], here_prefix)
    of_words = np.array(word_weights[:words])
    small = np.array([seg.word(int(n)) in acronyms.SMALL_WORDS for n in numbers])
    rarity = np.where(small, 0.1, rarity)
    total = max(of_words.sum(), 1e-6)
    cover_query = best_word @ of_words / total
    name_total = np.maximum(np.bincount(owner, weights=rarity, minlength=count), 1e-6)
    cover_name = np.bincount(owner, weights=rarity * best_name, minlength=count) / name_total
    last = best_word.copy()
    if words:
        last[:, -1] = np.maximum(last[:, -1], best_prefix[:, -1])
    cover_prefix = last @ of_words / total
    roman = [f if f.isascii() else " ".join(map(scripts.roman, f.split())) for f in folded]
    asked = query.roman
    ratio = process.cdist([asked], roman, scorer=fuzz.ratio)[0] / 100
    sorted_ratio = process.cdist([asked], roman, scorer=fuzz.token_sort_ratio)[0] / 100
    starts = process.cdist([asked], [r[: len(asked)] for r in roman], scorer=fuzz.ratio)[0] / 100
    often = np.zeros(count)
    np.maximum.at(often, owner, best_name * np.log1p(scanner.frequency[numbers]))
    equal = np.array([f == query.folded for f in folded], dtype=float)
    table = np.stack(
        [cover_query, cover_name, cover_prefix, ratio, sorted_ratio, starts, equal, often / 10, spelled], axis=1
    )
    return table.astype(np.float64), folded
