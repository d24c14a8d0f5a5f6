"""The query: its words, folded, read into units and signed, with every reading that is looked up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from store.names import acronyms, folding, scripts, skeleton

WORDS_LIMIT: Final = 10
"""Words of a query that are looked up; further ones still count in the comparison of whole strings."""
JOINED_LIMIT: Final = 16


@dataclass(frozen=True, slots=True)
class QueryWord:
    """One word of a query, or two neighbours written as one."""

    text: str
    first: int
    last: int
    """Places in the query of the first and the last word that it stands for."""
    script: int
    units: str
    codes: npt.NDArray[np.uint8]
    sound: int
    letter: int
    small: bool


@dataclass(frozen=True, slots=True)
class Query:
    """A query, ready to be looked up."""

    text: str
    folded: str
    words: tuple[str, ...]
    lookups: tuple[QueryWord, ...]
    """The single words first, then joined neighbours."""
    acronym: int
    """The packed letters if the query may be an acronym, else 0."""


def _word(text: str, first: int, last: int) -> QueryWord:
    number, read = scripts.units(text)
    wide, _ = skeleton.query_sound_bits(number, read)
    roman = text if text.isascii() else scripts.romanised(text)
    letter = int(skeleton.letter_bits([roman.encode("ascii")])[0])
    codes = scripts.place(number, read)
    return QueryWord(text, first, last, number, read, codes, wide, letter, roman in acronyms.SMALL_WORDS)


def parse(text: str) -> Query:
    """Read a query; any text is accepted."""
    found = folding.words(text, folding.QUERY_LIMIT)
    words = found[:WORDS_LIMIT]
    lookups = [_word(w, k, k) for k, w in enumerate(words)]
    for k in range(len(words) - 1):
        joined = words[k] + words[k + 1]
        if len(joined) <= JOINED_LIMIT and lookups[k].script == lookups[k + 1].script:
            lookups.append(_word(joined, k, k + 1))
    letters = "".join(found)
    may_be = letters.isascii() and len(letters) in acronyms.LENGTHS
    return Query(text, " ".join(found), tuple(words), tuple(lookups), acronyms.packed(letters) if may_be else 0)
