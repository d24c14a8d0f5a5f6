"""Exact mode: names that contain the query in its own script and spelling."""

from __future__ import annotations

import unicodedata
from typing import Final

import numpy as np
import numpy.typing as npt

from store.names import folding
from store.names.candidates import Scanner

CHECKED: Final = 3_000
"""Names that are compared letter by letter at most."""


def literal(text: str) -> str:
    """Give the form that exact mode compares: composed, without case, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _rows_of(scanner: Scanner, low: int, high: int) -> npt.NDArray[np.bool_]:
    """Say of every row whether it has one of a range of words."""
    seg = scanner.segment
    out = np.zeros(seg.count, dtype=np.bool_)
    # The words are in order, and so are their rows one word after the other.
    out[seg.posts[seg.posts_at[low] : seg.posts_at[high]]] = True
    return out


def search(scanner: Scanner, text: str, limit: int, removed: set[int]) -> list[tuple[int, str, float, str]]:
    """Give (id, name, score, why) of names that contain the query as whole words, the last one perhaps unfinished."""
    wanted = literal(text[: folding.QUERY_LIMIT])
    words = folding.words(text, folding.QUERY_LIMIT)
    if not words:
        return []
    seg = scanner.segment
    having = np.ones(seg.count, dtype=np.bool_)
    for word in dict.fromkeys(words[:-1]):
        number = seg.word_number(word)
        if number < 0:
            return []
        having &= _rows_of(scanner, number, number + 1)
    having &= _rows_of(scanner, *seg.words_with_prefix(words[-1]))
    rows = np.flatnonzero(having)
    if len(rows) > CHECKED:  # those that have least besides the query
        rows = np.sort(rows[np.argpartition(scanner.row_weight[rows], CHECKED)[:CHECKED]])
    found: list[tuple[int, str, float, str]] = []
    for row in rows.tolist():
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
