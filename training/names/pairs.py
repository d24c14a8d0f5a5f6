"""Training pairs: spellings of one name in two scripts, read and encoded."""

from __future__ import annotations

import gzip
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from store.names import folding, scripts

FILES = {"pairs_arabic": scripts.ARABIC, "pairs_hebrew": scripts.HEBREW, "pairs_russian": scripts.CYRILLIC}
"""The name of a pairs file (foreign, Latin, count; tab-separated) -> the script of its first column."""


@dataclass(slots=True)
class Encoded:
    """Pairs of unit codes, padded; ``weight`` says how often a pair counts."""

    left: npt.NDArray[np.int64]
    left_size: npt.NDArray[np.int64]
    right: npt.NDArray[np.int64]
    right_size: npt.NDArray[np.int64]
    weight: npt.NDArray[np.float64]

    def take(self, keep: npt.NDArray[np.intp]) -> Encoded:
        """Give some of the pairs."""
        return Encoded(
            self.left[keep], self.left_size[keep], self.right[keep], self.right_size[keep], self.weight[keep]
        )


def read(folder: Path) -> dict[int, list[tuple[str, str, int]]]:
    """Read the pairs files of a folder: script -> (foreign word, Latin word, count), all folded."""
    out: dict[int, list[tuple[str, str, int]]] = {}
    for stem, number in FILES.items():
        path = folder / f"{stem}.tsv.gz"
        if not path.is_file():
            continue
        rows: list[tuple[str, str, int]] = []
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                foreign, latin, count = line.rstrip("\n").split("\t")
                left, right = folding.words(foreign), folding.words(latin)
                if len(left) == 1 and len(right) == 1 and scripts.script_of(left[0]) == number:
                    rows.append((left[0], right[0], int(count)))
        out[number] = rows
    return out


def latin_pairs(data: dict[int, list[tuple[str, str, int]]]) -> list[tuple[str, str, int]]:
    """Give pairs of Latin spellings that share a foreign form, in both directions."""
    out: set[tuple[str, str]] = set()
    for rows in data.values():
        forms: dict[str, list[str]] = defaultdict(list)
        for foreign, latin, _ in rows:
            forms[foreign].append(latin)
        for group in forms.values():
            if len(group) <= 8:
                out.update((a, b) for a in group for b in group if a != b)
    return [(a, b, 1) for a, b in sorted(out)]


def encode(rows: list[tuple[str, str, int]], left: int, right: int) -> Encoded:
    """Turn pairs of words into padded unit codes."""

    def side(words: list[str], number: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        codes = [scripts.place(number, scripts.script(number).read(w)) for w in words]
        size = np.array([len(c) for c in codes])
        table = np.zeros((len(codes), int(size.max())), dtype=np.int64)
        for k, c in enumerate(codes):
            table[k, : len(c)] = c
        return table, size

    rows = [r for r in rows if scripts.script(left).read(r[0]) and scripts.script(right).read(r[1])]
    a, a_size = side([r[0] for r in rows], left)
    b, b_size = side([r[1] for r in rows], right)
    weight = np.minimum(np.array([r[2] for r in rows], dtype=float), 3.0) ** 0.5
    keep = np.flatnonzero((a_size <= 14) & (b_size <= 14))
    return Encoded(a[:, :14], a_size, b[:, :14], b_size, weight).take(keep)
