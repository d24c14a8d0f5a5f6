"""The query: its words, folded and read into units, with every reading that is looked up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from store.names import acronyms, folding, lexicon, scripts, skeleton

WORDS_LIMIT: Final = 10
"""Words of a query that are looked up; further ones still count in the comparison of whole strings."""
JOINED_LIMIT: Final = 16
JOINED_WORDS: Final = 4
"""Longer queries have enough words to be found by."""
JOINED_SHORT: Final = 5
"""Two neighbours are also looked up as one word if one has no more letters than this, and both together fit."""
# The Arabic article written together with its word: al-, el-, and the sun-letter forms (ALA-LC, IJMES), where the
# letter is written twice: annusra, ashsham.
_FUSED: Final = re.compile(r"[aeu](?:l(?=.{4})|(sh|th|dh|[tdrzsn])(?=\1.{3}))")
# In Arabic script also abu- and abd-, which Latin spellings write as words of their own.
# Compounds with al-Din written as one word: badreddine, saifuddin, alauddeen (IJMES writes them as two).
_COMPOUND: Final = re.compile(r"(?<=.{3})[aeiu](?:l|d)?d(?:i|ee|ie)ne?$")
_ARABIC_ARTICLE: Final = re.compile("(?:[وفبك]?ال|لل|ابو|عبدال|عبد)(?=..)")


@dataclass(frozen=True, slots=True)
class QueryWord:
    """One word of a query, or two neighbours written as one."""

    text: str
    first: int
    last: int
    """Places in the query of the first and the last word that it stands for."""
    script: int
    readings: tuple[npt.NDArray[np.uint8], ...]
    """Unit codes: of the word, and of what stays without a fused article."""
    letter: int
    small: bool
    slight: bool
    """A small word or a legal form: only itself is looked for."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query, ready to be looked up."""

    text: str
    folded: str
    roman: str
    words: tuple[str, ...]
    lookups: tuple[QueryWord, ...]
    """The single words first, then joined neighbours."""
    acronym: int
    """The packed letters if the query may be an acronym, else 0."""


def without_article(word: str, script: int) -> str:
    """Give a word without an Arabic article written together with it; the word itself when there is none."""
    pattern = {scripts.LATIN: _FUSED, scripts.ARABIC: _ARABIC_ARTICLE}.get(script)
    found = pattern.match(word) if pattern else None
    return word[found.end() :] if found else word


def _word(text: str, first: int, last: int) -> QueryWord:
    number, read = scripts.units(text)
    readings = [scripts.place(number, read)] if read else []
    rest = without_article(text, number)
    if rest == text and number == scripts.LATIN:
        rest = _COMPOUND.sub("", text)
    if rest != text:
        readings.append(scripts.place(*scripts.units(rest)))
    roman = scripts.roman(text)
    letter = int(skeleton.letter_bits([roman.encode("ascii")])[0])
    small = roman in acronyms.SMALL_WORDS
    slight = small or text in lexicon.with_role("legal")
    return QueryWord(text, first, last, number, tuple(readings), letter, small, slight)


def parse(text: str) -> Query:
    """Read a query; any text is accepted."""
    found = folding.words(text, folding.QUERY_LIMIT)
    words = found[:WORDS_LIMIT]
    lookups = [_word(w, k, k) for k, w in enumerate(words)]
    for k in range(len(words) - 1 if len(words) <= JOINED_WORDS else 0):
        joined = words[k] + words[k + 1]
        short = min(len(words[k]), len(words[k + 1])) <= JOINED_SHORT
        slight = lookups[k].slight or lookups[k + 1].slight
        if short and not slight and len(joined) <= JOINED_LIMIT and lookups[k].script == lookups[k + 1].script:
            lookups.append(_word(joined, k, k + 1))
    letters = "".join(found)
    may_be = letters.isascii() and len(letters) in acronyms.LENGTHS
    return Query(
        text,
        " ".join(found),
        " ".join(map(scripts.roman, found)),
        tuple(words),
        tuple(lookups),
        acronyms.packed(letters) if may_be else 0,
    )
