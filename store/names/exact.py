"""Exact mode: names that contain the query in its own script and spelling."""

from __future__ import annotations

import unicodedata
from typing import Final

import numpy as np

from store.names import folding
from store.names.candidates import Scanner, ranges

CHECKED: Final = 20_000
"""Names that are compared letter by letter at most."""


def literal(text: str) -> str:
    """Give the form that exact mode compares: composed, without case, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def search(scanner: Scanner, text: str, limit: int, removed: set[int]) -> list[tuple[int, str, float, str]]:
    """Give (id, name, score, why) of names that contain the query as whole words, the last one perhaps unfinished."""
    wanted = literal(text[: folding.QUERY_LIMIT])
    words = folding.words(text, folding.QUERY_LIMIT)
    if not words:
        return []
    seg = scanner.segment
    rows: np.ndarray[tuple[int], np.dtype[np.int32]] | None = None
    for word in words[:-1]:
        number = seg.word_number(word)
        if number < 0:
            return []
        mine = np.unique(seg.posts[seg.posts_at[number] : seg.posts_at[number + 1]])
        rows = mine if rows is None else np.intersect1d(rows, mine, assume_unique=True)
    low, high = seg.words_with_prefix(words[-1])
    numbers = np.arange(low, high, dtype=np.int32)
    last = seg.posts[ranges(seg.posts_at[numbers], scanner.frequency[numbers])]
    rows = np.unique(last) if rows is None else np.intersect1d(rows, last)
    found: list[tuple[int, str, float, str]] = []
    for row in rows[:CHECKED].tolist():
        key = int(seg.ids[row])
        if key in removed:
            continue
        name = seg.name(row)
        have = literal(name)
        at = have.find(wanted)
        while at > 0 and have[at - 1].isalnum():
            at = have.find(wanted, at + 1)
        if at < 0:
            continue
        if have == wanted:
            found.append((key, name, 1.0, "same spelling"))
        else:
            share = len(wanted) / len(have)
            score = 0.5 + 0.4 * share + (0.05 if at == 0 else 0.0)
            found.append((key, name, score, "begins with the query" if at == 0 else "contains the query"))
    found.sort(key=lambda hit: (-hit[2], hit[1], hit[0]))
    return found[:limit]
