"""Fold spellings so that one name written in several ways becomes one key, and cut text into foldable words.

A folded name is its words in order, joined by single spaces: case folded, decomposed (Unicode NFKD) without combining
marks, apostrophes removed, every other sign a space, a leading "the" dropped. ``fold`` and ``words`` share one idea of
a word, so a name found by its folded spelling is also found in running text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

_APOSTROPHES: Final = "'’‘ʼʻ`´′ʹʾʿˈ＇"
# Signs that belong to the word before them: combining marks of the scripts that news is written in, joiners.
_MARKS: Final = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u07a6-\u07b0\u0900-\u0963\u0966-\u0df3"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u0f71-\u0f84\u102b-\u1049\u1050-\u109f"
    "\u135d-\u135f\u17b4-\u17d3\u180b-\u180d\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff\u302a-\u302f\u3099\u309a\ufe20-\ufe2f"
)
_LETTER: Final = rf"(?:[^\W_]|[{_MARKS}])"
_WORD: Final = re.compile(
    # a dotted acronym ("U.S.", "P.K.K."), else letters and digits with apostrophes between them
    # plain words are passed quickly
    rf"[A-Za-z]++(?=[ ,;:)\"\n])"
    rf"|(?<![^\W_])[^\W\d_](?:\.[^\W\d_])+(?![^\W_])\.?|{_LETTER}+(?:[{_APOSTROPHES}]{_LETTER}+)*"
)
_USUAL_MARKS: Final = re.compile("[\u0300-\u036f\u0591-\u05bd\u064b-\u0655\u0670]+")
_POSSESSIVE: Final = re.compile(rf"[{_APOSTROPHES}][sS]\Z")
_JOINING: Final = re.compile(rf"[ \t\u00a0\u202f{_APOSTROPHES}\"“”„«»&/\-\u2010-\u2015]*(?:\r?\n)?[ \t\-]*\Z")
# What names hold in short, with a full stop that ends no sentence: "St. Petersburg", "Mt. Sinjar".
_SHORTENED: Final = frozenset({"St", "Ste", "Sta", "Sto", "Mt", "Ft", "Pt", "No", "Bros", "Ltd"})
_ABBREVIATED: Final = re.compile(r"\.[ \u00a0]\Z")
_REMOVED: Final = {ord(sign): None for sign in _APOSTROPHES + ".\u200c\u200d\u0640"}
# Letters that decomposition leaves whole but that Latin spellings write plainly, and letters that writers of Arabic,
# Persian, Kurdish and Urdu keyboards use for one another.
_PLAIN: Final = str.maketrans(
    {
        "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ə": "e",
        "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ک": "ك", "ة": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "ٱ": "ا", "ں": "ن",
    }
)  # fmt: skip


_PARTICLES: Final = frozenset("وفبلك")
_SHORTEST_NAME: Final = 3
# Spellings up to so many characters are remembered with what they fold to.
_LONGEST_KEPT: Final = 80


class Word(NamedTuple):
    """One word of a text, with offsets in code points (``end`` and ``base_end`` exclusive).

    ``folded`` is the whole word, ``base`` the word without a possessive "'s", which ends at ``base_end``; ``cased``
    and ``base_cased`` are the same with the letters' case kept, apostrophes and inner dots removed. ``joined`` tells
    whether a name may run on from the word before: only spaces, one line break, hyphens or quotation marks between.
    ``opened`` and ``closed`` tell of round brackets right before and right after it, as in "CPI (Maoist)".
    """

    start: int
    end: int
    base_end: int
    folded: str
    base: str
    cased: str
    base_cased: str
    joined: bool
    opened: bool = False
    closed: bool = False


@lru_cache(maxsize=1 << 15)
def _forms(surface: str) -> tuple[int, str, str, str, str]:
    """Length without a possessive, then folded, base, cased and base_cased of one word."""
    base = _POSSESSIVE.sub("", surface) or surface
    cased, base_cased = surface.translate(_REMOVED), base.translate(_REMOVED)
    return len(base), _fold_letters(cased), _fold_letters(base_cased), cased, base_cased


def _fold_letters(word: str) -> str:
    folded = word.casefold()
    if folded.isascii():
        return folded
    decomposed = unicodedata.normalize("NFKD", folded)
    stripped = _USUAL_MARKS.sub("", decomposed)
    if stripped.isalnum():  # nearly always: nothing but letters is left
        return stripped.casefold().translate(_PLAIN)
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    # Compatibility forms ("ﷺ", "㏂", "Å") may decompose into capitals, signs or spaces: keep one word one word.
    bare = "".join(
        sign for sign in bare.casefold().translate(_PLAIN) if sign.isalnum() or unicodedata.category(sign)[0] == "M"
    )
    return bare or folded


def words(text: str) -> list[Word]:
    """Cut a text into words, ready for :meth:`store.world.World.longest`."""
    found: list[Word] = []
    make = tuple.__new__  # what Word._make does, without the calls around it
    before = 0
    ended = text + " "
    spans = [match.span() for match in _WORD.finditer(text)]
    forms = map(_forms, [text[start:end] for start, end in spans])
    for (start, end), (length, folded, base, cased, base_cased) in zip(spans, forms, strict=True):
        gap = text[before:start]
        if gap == " ":  # nearly always
            joined, opened = True, False
        else:
            joined = gap == "-" or _joins(gap, found[-1].cased if found else "")
            opened = gap in ("(", " (")
        closed = ended[end] == ")"
        word = (start, end, start + length, folded, base, cased, base_cased, joined, opened, closed)
        found.append(make(Word, word))
        before = end
    return found


def _joins(gap: str, before: str) -> bool:
    if not before or len(gap) > 8:
        return False
    return bool(_JOINING.match(gap)) or (before in _SHORTENED and bool(_ABBREVIATED.match(gap)))


def without_particle(word: Word) -> Word | None:
    """Take off the Arabic particle (wa, fa, bi, li, ka) that may be written on to a word; None where there is none."""
    if word.folded[0] not in _PARTICLES or len(word.folded) < _SHORTEST_NAME + 1:
        return None
    length = 1
    while length < len(word.cased) and unicodedata.combining(word.cased[length]):
        length += 1
    cased = word.cased[length:]
    return word._replace(
        start=word.start + length, folded=word.folded[1:], base=word.folded[1:], cased=cased, base_cased=cased
    )


def fold(text: str) -> str:
    """Fold a spelling of a name; empty where it holds neither letter nor digit.

    >>> fold("The Jaysh al-Mu’minīn")
    'jaysh al muminin'
    """
    return _fold_name(text) if len(text) <= _LONGEST_KEPT else _fold_text(text)


def _fold_text(text: str) -> str:
    parts = [_forms(match.group())[1] for match in _WORD.finditer(text)]
    if len(parts) > 1 and parts[0] == "the":
        del parts[0]
    return " ".join(parts)


_fold_name = lru_cache(maxsize=1 << 14)(_fold_text)


def cased(text: str) -> str:
    """Keep the words of a spelling in their case: what acronyms are compared by."""
    return _case_name(text) if len(text) <= _LONGEST_KEPT else _case_text(text)


def _case_text(text: str) -> str:
    return " ".join(_forms(match.group())[3] for match in _WORD.finditer(text))


_case_name = lru_cache(maxsize=1 << 14)(_case_text)


def slug(text: str) -> str:
    """Make the key of a name: its folded words joined by hyphens."""
    return fold(text).replace(" ", "-")
