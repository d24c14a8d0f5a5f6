"""Folding: the cheap normal form of a name, standard library only.

Two spellings that differ in case, accents, hyphens, apostrophes or spacing fold to the same text. Everything that
needs more than that (transliteration, typos) happens on units, see ``scripts``.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from typing import Final

QUERY_LIMIT: Final = 160
"""Characters of a query that are read; a longer one is cut, so that every query has a bounded cost."""

NAME_LIMIT: Final = 400
"""Characters of a stored name that are indexed."""

_APOSTROPHES: Final = "'’‘ʼʻʿʾ`´′ʹʺ\"“”″‛ˈˊˋ״"
# Latin letters that Unicode does not decompose, as ALA-LC and ISO write them in ASCII.
_LATIN_EXTRA: Final = {
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ı": "i",
    "ĸ": "k",
    "ŀ": "l",
    "ŋ": "n",
    "þ": "th",
    "ŧ": "t",
    "æ": "ae",
    "œ": "oe",
    "ə": "a",
    "ɛ": "e",
    "ɔ": "o",
    "ɓ": "b",
    "ɗ": "d",
    "ƙ": "k",
    "ƴ": "y",
    "ɣ": "g",
    "ƒ": "f",
    "ǝ": "e",
    "ɲ": "n",
}
# Combining marks that are accents or optional vowel points. Indic and Thai vowel signs and the kana voicing marks
# are letters in all but name and stay.
_MARKS: Final = (
    (0x0300, 0x036F),
    (0x0483, 0x0487),
    (0x0591, 0x05BD),
    (0x05BF, 0x05BF),
    (0x05C1, 0x05C2),
    (0x05C4, 0x05C5),
    (0x05C7, 0x05C7),
    (0x0610, 0x061A),
    (0x0640, 0x0640),  # tatweel
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06DC),
    (0x06DF, 0x06E8),
    (0x06EA, 0x06ED),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F),
)
GERESH: Final = "׳"
_HEBREW_GERESH: Final = re.compile("(?<=[א-ת])['’‘`´′](?=[א-ת]|$|[^\\w])")
_DOTTED: Final = re.compile(r"(?<![^\W_])([^\W\d_])\.(?=[^\W\d_](?:\.|[^\w]|$))")


class _Letters(dict[int, str]):
    """Translation table that decides on each character once: letters stay, marks go, the rest becomes a space."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        category = unicodedata.category(char)
        if any(low <= code <= high for low, high in _MARKS) or category in {"Cf", "Cc", "Cs", "Co", "Cn"}:
            out = "" if not char.isspace() else " "
        elif char == GERESH:
            out = char
        elif char in _APOSTROPHES or category == "Lm":
            out = ""
        elif char in _LATIN_EXTRA:
            out = _LATIN_EXTRA[char]
        elif category == "Nd":
            out = str(unicodedata.digit(char))
        elif category[0] in "LN" or category in {"Mn", "Mc"}:
            out = char
        else:
            out = " "
        self[code] = out
        return out


_LETTERS: Final = _Letters()


def letters(text: str) -> str:
    """Give the folded text with every word kept (``fold`` also drops a leading article)."""
    if text.isascii():
        if "." in text:
            text = _DOTTED.sub(r"\1", text)
        return " ".join(text.lower().translate(_LETTERS).split())
    text = _HEBREW_GERESH.sub(GERESH, text)
    if "." in text:
        text = _DOTTED.sub(r"\1", text)
    text = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """Give the cheap fold of a name, for exact lookup.

    NFKD, casefolded, without accents and apostrophes, punctuation and hyphens as single spaces, dotted initials
    joined ("U.S." as "us"), without a leading "the". Never raises.
    """
    folded = letters(text)
    return sys.intern(folded[4:]) if folded.startswith("the ") else folded


def words(text: str, limit: int = NAME_LIMIT) -> list[str]:
    """Give the folded words of the first ``limit`` characters of a text."""
    return letters(text[:limit]).split()
