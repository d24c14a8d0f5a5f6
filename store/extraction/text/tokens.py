"""Cut a text into tokens: words, numbers and signs with their offsets in code points."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, compress
from operator import eq
from typing import Final

from store.extraction.text.lost_signs import lost_possessives
from store.world.folding import fold

_LETTER: Final = r"(?:[^\W_]|[\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u200c\u200d])"
_TOKEN_OR_SPACE: Final = re.compile(
    r"\s+"
    r"|[A-Za-z]++(?=[ ,;:)\"\n])"  # nearly all words: all that is plain is passed quickly
    rf"|(?:[^\W\d_]\.){{2,}}"  # U.S., P.K.K.
    rf"|\d+(?:[.,:]\d+)*(?![^\W_])"  # 24,000 and 4.30
    rf"|(?<=[^\W_])['’‘`´][sS](?![^\W_])"  # the possessive
    rf"|n['’]t(?![^\W_])"
    rf"|{_LETTER}+(?:['’‘ʼ`´](?![sStT](?![^\W_])){_LETTER}+)*"  # words, with apostrophes inside (Ta'ifa)
    rf"|--+|\.\.+|\S"
)
# A word longer than this is no word; its tail becomes words of its own, so that no step meets a token of 10 MB.
LONGEST_WORD: Final = 120


class Tokens:
    """The tokens of a text in parallel lists: ``text``, ``low`` (folded), ``start``, ``end``.

    ``shape`` is one letter a token: ``A`` all capitals (two or more), ``C`` capital first, ``w`` small first, ``d``
    digits, ``p`` a sign, ``s`` a possessive ending. ``glued`` tells that no space stands before the token.
    """

    __slots__ = ("end", "glued", "low", "shape", "source", "start", "text")

    def __init__(self, source: str) -> None:
        self.source = source
        # Tokens and the space between them cover the text without a gap, so that their lengths add up to offsets.
        parts: list[str] = _TOKEN_OR_SPACE.findall(source)
        if max(map(len, parts), default=0) > LONGEST_WORD:
            parts = [part for long in parts for part in _parts(long)]
        if lost := lost_possessives(source):
            parts = list(_apart(parts, lost))
        ends = list(accumulate(map(len, parts)))
        printed = [not part.isspace() for part in parts]
        self.text: list[str] = list(compress(parts, printed))
        self.start: list[int] = list(compress([0, *ends], printed))
        self.end: list[int] = list(compress(ends, printed))
        forms = list(map(_forms, self.text))
        self.low: list[str] = [low for low, _ in forms]
        self.shape: list[str] = [shape for _, shape in forms]
        for i, start in enumerate(self.start if lost else ()):
            if start in lost:
                self.low[i], self.shape[i] = "'s", "s"
        self.glued = list(map(eq, self.start, [-1, *self.end]))

    def __len__(self) -> int:
        return len(self.text)

    def at(self, offset: int) -> int:
        """The number of the first token that ends after ``offset``."""
        return bisect_right(self.end, offset)

    def span(self, first: int, last: int) -> str:
        """The text from token ``first`` up to and with token ``last``."""
        return self.source[self.start[first] : self.end[last]]


def _apart(parts: list[str], lost: frozenset[int]) -> Iterator[str]:
    """Cut the s of possessives off their words: "armys" as "army" and "s"."""
    end = 0
    for part in parts:
        end += len(part)
        if end - 1 in lost and len(part) > 1:
            yield part[:-1]
            yield part[-1]
        else:
            yield part


def _parts(word: str) -> list[str]:
    """Cut what is too long to be a word."""
    return [word[at : at + LONGEST_WORD] for at in range(0, len(word), LONGEST_WORD)]


@lru_cache(maxsize=1 << 15)
def _forms(word: str) -> tuple[str, str]:
    first = word[0]
    if first in "'’‘`´" and len(word) == 2:
        return "'s", "s"
    if word[0] == "n" and len(word) == 3 and word[1] in "'’":
        return "n't", "w"
    if first.isdigit():
        return word, "d"
    if not first.isalpha():
        return word, "p"
    low = fold(word) or word.casefold()
    bare = [sign for sign in word if sign.isalpha()]
    if first.isupper() or first.istitle():
        return low, "A" if len(bare) > 1 and all(sign.isupper() for sign in bare) else "C"
    # a script without capitals counts as small; "iDF" and "eBay" too, but not an article that lost its hyphen: "alBab"
    return low, "C" if word[:2] in ("al", "el") and word[2:3].isupper() and word[3:].islower() else "w"
