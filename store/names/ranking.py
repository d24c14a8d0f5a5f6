"""Ranking: the features of a name that may be meant, and the fitted weights that make one score of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

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
Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Table:
    """Names that may be meant and their features, one line a name."""

    rows: Rows
    folded: list[str]
    values: Floats
    spelled: npt.NDArray[np.bool_]


@cache
def rough_weights() -> dict[str, Floats]:
    """Load the fitted weights of the first choice: query class -> one weight for each of ``ROUGH``."""
    data = json.loads((files("store.names") / "data" / "ranking.json").read_text(encoding="utf-8"))
    return {name: np.array([row.get(f"rough_{f}", 0.0) for f in ROUGH]) for name, row in data.items()}


@cache
def weights() -> dict[str, Floats]:
    """Load the fitted weights: query class -> one weight for each of ``FEATURES``, and the two of the scale."""
    data = json.loads((files("store.names") / "data" / "ranking.json").read_text(encoding="utf-8"))
    return {name: np.array([row.get(f, 0.0) for f in (*FEATURES, "scale", "shift")]) for name, row in data.items()}


def query_class(query: Query) -> str:
    """Give the class of a query: its script is Latin or not, and it has one word or several."""
    latin = all(word.script == scripts.LATIN for word in query.lookups)
    content = sum(1 for word in query.lookups if word.first == word.last and not word.small)
    if latin and content <= 1 and query.acronym and len(query.words) == 1 and len(query.words[0]) <= 4:
        return "short"
    return ("latin" if latin else "other") + ("_one" if content <= 1 else "_many")


def scores(query: Query, table: Table) -> Floats:
    """Give the score of every name, 0 to 1: the logistic of the weighted features."""
    row = weights()[query_class(query)]
    raw = table.values @ row[:-2]
    out: Floats = 1 / (1 + np.exp(-np.clip(row[-2] * raw + row[-1], -30, 30)))
    same = table.values[:, FEATURES.index("equal")] > 0
    out = np.minimum(out, 0.999)
    out[same] = 1.0
    return out


def features(
    scanner: Scanner,
    query: Query,
    matches: list[WordMatches],
    word_weights: list[float],
    rows: Rows,
    spelled: npt.NDArray[np.bool_],
) -> Table:
    """Give the features of the most promising of some names; ``spelled`` says whose initials spell the query."""
    seg = scanner.segment
    sizes = seg.row_at[rows + 1] - seg.row_at[rows]
    numbers = seg.row_words[ranges(seg.row_at[rows], sizes)]
    begins = np.cumsum(sizes) - sizes
    filled = sizes > 0
    owner = np.repeat(np.arange(len(rows)), sizes)
    count, words = len(rows), len(query.words)
    best_word = np.zeros((words, count))
    best_prefix = np.zeros((words, count))
    best_name = np.zeros(len(numbers))
    first = np.zeros(count)
    known, back = np.unique(numbers, return_inverse=True)
    for found in matches:
        match = scanner.scored(found.word, known, found.others, found.parts)
        sim, prefix = match.sims[back], match.prefix_sims[back]
        np.maximum(best_name, sim, out=best_name)
        here, here_prefix = np.zeros(count), np.zeros(count)
        here[filled] = np.maximum.reduceat(sim, begins[filled])
        here_prefix[filled] = np.maximum.reduceat(prefix, begins[filled])
        if found.parts:
            share = np.array([found.parts.get(n, 0.0) for n in known.tolist()])[back]
            np.maximum(here, np.bincount(owner, weights=share, minlength=count), out=here)
            np.maximum(best_name, SPLIT_SHARE * (share > 0), out=best_name)
        if match.word.first == 0:
            first[filled] = np.maximum(first[filled], sim[begins[filled]])
        for k in range(match.word.first, match.word.last + 1):
            np.maximum(best_word[k], here, out=best_word[k])
            np.maximum(best_prefix[k], here_prefix, out=best_prefix[k])
    of_query = np.array(word_weights[:words])
    of_query /= max(float(of_query.sum()), 1e-6)
    weight = scanner.weight[numbers]
    total = np.maximum(np.bincount(owner, weights=weight, minlength=count), 1e-6)
    cover_query = of_query @ best_word
    cover_name = np.bincount(owner, weights=weight * best_name, minlength=count) / total
    best_prefix[:-1] = best_word[:-1]
    np.maximum(best_prefix, best_word, out=best_prefix)
    cover_prefix = of_query @ best_prefix
    heavy = of_query > 0.12 * of_query.max()
    weakest = best_word[heavy].min(axis=0) if heavy.any() else np.zeros(count)
    exact = of_query @ (best_word > 0.999)
    often = np.zeros(count)
    values = best_name * np.log1p(scanner.frequency[numbers])
    often[filled] = np.maximum.reduceat(values, begins[filled]) / 10
    group = np.bincount(owner, weights=scanner.organised[numbers], minlength=count) / np.maximum(sizes, 1)
    sharp = cover_query * cover_name
    close_query = of_query @ best_word**4
    close_name = np.bincount(owner, weights=weight * best_name**4, minlength=count) / total
    longer = np.maximum(sizes - words, 0) / 4
    told = [
        cover_query,
        cover_name,
        cover_prefix,
        weakest,
        first,
        exact,
        sharp,
        close_query,
        close_name,
        often,
        longer,
        spelled,
        spelled * group,
    ]
    if count > DETAILED:
        rough = rough_weights()[query_class(query)] @ np.stack(told)
        chosen = np.argpartition(-rough, DETAILED)[:DETAILED]
    else:
        chosen = np.arange(count)
    rows = rows[chosen]
    folded = [" ".join(folding.words(seg.name(int(r)), folding.QUERY_LIMIT)) for r in rows]
    roman = [f if f.isascii() else " ".join(map(scripts.roman, f.split())) for f in folded]
    asked = query.roman
    own = _phones(scanner, rows)
    mine = b"".join(phones.of_codes(w.script, w.readings[-1]) for w in query.lookups[:words] if w.readings)
    bare = phones.consonants(mine)

    def likeness(left: str | bytes, right: list[str] | list[bytes]) -> Floats:
        out: Floats = process.cdist([left], right, scorer=fuzz.ratio)[0] / 100
        return out

    compared = {
        "ratio": likeness(asked, roman),
        "sorted_ratio": likeness(" ".join(sorted(asked.split())), [" ".join(sorted(r.split())) for r in roman]),
        "starts": likeness(asked, [r[: len(asked)] for r in roman]),
        "phones": likeness(mine, own),
        "consonants": likeness(bare, [phones.consonants(p) for p in own]),
        "equal": np.array([f == query.folded for f in folded], dtype=float),
    }
    compared.update(zip(ROUGH, [values[chosen] for values in told], strict=True))
    table = np.stack([compared[f] for f in FEATURES], axis=1).astype(np.float64)
    return Table(rows, folded, table, spelled[chosen])


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
