"""Features: what is measured of a name that may be meant, against the query.

Some need only the likeness of words, and are worked out for every candidate; by them the most promising are chosen, and
for these the whole texts are compared too. See ``FEATURES``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Prefix

from store.names import folding, phones, scripts
from store.names.candidates import SPLIT_SHARE, Scanner, WordMatches, ranges
from store.names.query import Query

FEATURES: Final = (
    "cover_query",  # weighted share of the query's words that the name has, each by its best likeness
    "cover_name",  # the same the other way round
    "cover_prefix",  # cover_query with the last word perhaps unfinished
    "weakest",  # likeness of the query word that is matched worst
    "first",  # likeness of the first words
    "exact_words",  # share of the query's words that the name has letter by letter
    "ratio",  # likeness of the whole romanised texts (Indel)
    "sorted_ratio",  # the same with words in alphabetical order
    "starts",  # likeness of the query and as many first letters of the name
    "begins",  # share of the query's phones that the name begins with
    "phones",  # likeness of the phones, word breaks left out
    "consonants",  # the same without vowels
    "equal",  # same folded text
    "sharp",  # cover_query * cover_name
    "close_query",  # cover_query, where only close likenesses count (their fourth power)
    "close_name",  # cover_name in the same way
    "frequency",  # how common the matched words are
    "length",  # how much longer the name is, in words
    "initials",  # the name's initials spell the query
    "initials_group",  # the same, by the share of group words in the name
)
ROUGH: Final = (
    "cover_query",
    "cover_name",
    "cover_prefix",
    "weakest",
    "first",
    "exact_words",
    "sharp",
    "close_query",
    "close_name",
    "frequency",
    "length",
    "initials",
    "initials_group",
)
"""The features that need no strings: by them the names are chosen that the others are worked out for."""
DETAILED = 60
"""How many these are."""
HEAVY: Final = 0.12
"""Words of the query that weigh less than this share of the heaviest may be missing without harm."""
Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Table:
    """Names that may be meant and their features, one line a name."""

    rows: Rows
    folded: list[str]
    values: Floats
    spelled: npt.NDArray[np.bool_]
    """Whose initials spell the query."""


class Layout:
    """The words of several names, one after the other."""

    def __init__(self, scanner: Scanner, rows: Rows) -> None:
        seg = scanner.segment
        self.count = len(rows)
        self.sizes = seg.row_at[rows + 1] - seg.row_at[rows]
        self.numbers = seg.row_words[ranges(seg.row_at[rows], self.sizes)]
        self.owner = np.repeat(np.arange(len(rows)), self.sizes)
        self._filled = self.sizes > 0
        self._begins = (np.cumsum(self.sizes) - self.sizes)[self._filled]

    def best(self, values: npt.NDArray[np.floating]) -> Floats:
        """Give the highest value among each name's words."""
        out = np.zeros(self.count)
        out[self._filled] = np.maximum.reduceat(values, self._begins)
        return out

    def total(self, values: npt.NDArray[np.generic]) -> Floats:
        """Give the sum of values over each name's words."""
        return np.bincount(self.owner, weights=values, minlength=self.count).astype(np.float64)

    def first(self, values: npt.NDArray[np.floating]) -> Floats:
        """Give the value of each name's first word."""
        out = np.zeros(self.count)
        out[self._filled] = values[self._begins]
        return out


@dataclass(slots=True)
class Likeness:
    """How alike the words of the query and of several names are."""

    query: Floats
    """Query word by name: the best among the name's words."""
    unfinished: Floats
    """The same, where the name's word may go on."""
    first: Floats
    """Name: the first words."""
    name: Floats
    """Word of a name: the best among the query's words."""


def _likeness(scanner: Scanner, layout: Layout, query: Query, matches: list[WordMatches]) -> Likeness:
    words, count = len(query.words), layout.count
    out = Likeness(np.zeros((words, count)), np.zeros((words, count)), np.zeros(count), np.zeros(len(layout.numbers)))
    known, back = np.unique(layout.numbers, return_inverse=True)
    done: dict[str, WordMatches] = {}
    for found in matches:
        word = found.word
        if word.text not in done:
            done[word.text] = scanner.compared(found, known)
        match = done[word.text]
        sims = match.sims[back]
        np.maximum(out.name, sims, out=out.name)
        best = layout.best(sims)
        unfinished = layout.best(match.prefix_sims[back])
        if found.parts:
            share = np.array([found.parts.get(n, 0.0) for n in known.tolist()])[back]
            np.maximum(best, layout.total(share), out=best)
            np.maximum(out.name, SPLIT_SHARE * (share > 0), out=out.name)
        if word.first == 0:
            np.maximum(out.first, layout.first(sims), out=out.first)
        for k in range(word.first, word.last + 1):
            np.maximum(out.query[k], best, out=out.query[k])
            np.maximum(out.unfinished[k], unfinished, out=out.unfinished[k])
    np.maximum(out.unfinished, out.query, out=out.unfinished)
    return out


def _by_words(
    scanner: Scanner,
    layout: Layout,
    like: Likeness,
    word_weights: list[float],
    spelled: npt.NDArray[np.bool_],
) -> dict[str, Floats]:
    """Give the features that need no strings, see ``ROUGH``."""
    words = len(like.query)
    of_query = np.array(word_weights[:words])
    of_query /= max(float(of_query.sum()), 1e-6)
    heavy = of_query > HEAVY * of_query.max()
    weight = scanner.weight[layout.numbers]
    of_name = np.maximum(layout.total(weight), 1e-6)
    cover_query = of_query @ like.query
    cover_name = layout.total(weight * like.name) / of_name
    cover_prefix = of_query[:-1] @ like.query[:-1] + of_query[-1] * like.unfinished[-1]
    group = layout.total(scanner.organised[layout.numbers]) / np.maximum(layout.sizes, 1)
    return {
        "cover_query": cover_query,
        "cover_name": cover_name,
        "cover_prefix": cover_prefix,
        "weakest": like.query[heavy].min(axis=0) if heavy.any() else np.zeros(layout.count),
        "first": like.first,
        "exact_words": of_query @ (like.query > 0.999),
        "sharp": cover_query * cover_name,
        "close_query": of_query @ like.query**4,
        "close_name": layout.total(weight * like.name**4) / of_name,
        "frequency": layout.best(like.name * np.log1p(scanner.frequency[layout.numbers])) / 10,
        "length": np.maximum(layout.sizes - words, 0) / 4,
        "initials": spelled.astype(np.float64),
        "initials_group": spelled * group,
    }


def _ratio(left: str | bytes, right: list[str] | list[bytes]) -> Floats:
    out: Floats = process.cdist([left], right, scorer=fuzz.ratio)[0] / 100
    return out


def _by_texts(scanner: Scanner, query: Query, rows: Rows, folded: list[str]) -> dict[str, Floats]:
    """Give the features that compare whole texts."""
    roman = [f if f.isascii() else " ".join(map(scripts.roman, f.split())) for f in folded]
    asked = query.roman
    singles = query.lookups[: len(query.words)]
    mine = b"".join(phones.of_codes(w.script, w.readings[-1]) for w in singles if w.readings)
    own = _phones(scanner, rows)
    return {
        "ratio": _ratio(asked, roman),
        "sorted_ratio": _ratio(" ".join(sorted(asked.split())), [" ".join(sorted(r.split())) for r in roman]),
        "starts": _ratio(asked, [r[: len(asked)] for r in roman]),
        "begins": np.array([Prefix.similarity(mine, p) for p in own]) / max(len(mine), 1),
        "phones": _ratio(mine, own),
        "consonants": _ratio(phones.consonants(mine), [phones.consonants(p) for p in own]),
        "equal": np.array([f == query.folded for f in folded], dtype=float),
    }


def features(
    scanner: Scanner,
    query: Query,
    matches: list[WordMatches],
    word_weights: list[float],
    rows: Rows,
    spelled: npt.NDArray[np.bool_],
    rough: Floats,
) -> Table:
    """Give the features of the most promising of some names, chosen by the ``rough`` weights."""
    layout = Layout(scanner, rows)
    like = _likeness(scanner, layout, query, matches)
    told = _by_words(scanner, layout, like, word_weights, spelled)
    chosen = np.arange(layout.count)
    if layout.count > DETAILED:
        value = rough @ np.stack([told[f] for f in ROUGH])
        chosen = np.argpartition(-value, DETAILED)[:DETAILED]
    rows = rows[chosen]
    folded = [" ".join(folding.words(scanner.segment.name(int(r)), folding.QUERY_LIMIT)) for r in rows]
    compared = {name: values[chosen] for name, values in told.items()}
    compared.update(_by_texts(scanner, query, rows, folded))
    values = np.stack([compared[f] for f in FEATURES], axis=1).astype(np.float64)
    return Table(rows, folded, values, spelled[chosen])


def _phones(scanner: Scanner, rows: Rows) -> list[bytes]:
    """Give the phones of names, word breaks left out."""
    seg = scanner.segment
    sizes = seg.row_at[rows + 1] - seg.row_at[rows]
    numbers = seg.row_words[ranges(seg.row_at[rows], sizes)]
    lengths = scanner.lengths[numbers]
    codes = seg.codes[ranges(seg.codes_at[numbers], lengths)]
    if scanner.single_script:
        sounds = phones.table(scripts.LATIN)[codes]
    else:
        of = np.repeat(seg.script[numbers], lengths)
        sounds = np.zeros(len(codes), dtype=np.uint8)
        for number in np.unique(of).tolist():
            mine = of == number
            sounds[mine] = phones.table(number)[codes[mine]]
    ends = np.concatenate([[0], np.cumsum(lengths)])[np.concatenate([[0], np.cumsum(sizes)])]
    whole = sounds.tobytes()
    return [whole[a:b].replace(b"\0", b"") for a, b in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True)]
