"""Acronyms: the initials that the words of a name spell, packed into one number each."""

from __future__ import annotations

from typing import Final

from store.names import scripts

LENGTHS: Final = range(2, 9)
"""Letters an acronym may have."""

# Words that acronyms usually pass over: articles and small words of the languages that group names come in.
SMALL_WORDS: Final = frozenset(
    "a al an and ar as ash at az of the for in on to with by from de da do das dos del della di du des d la le les l el"
    " los las et y e und der die das fuer fur van von i na po za o w z ve bin ibn ben bint ul wa fi li min il s".split()
)


def packed(letters: str) -> int:
    """Pack up to eight ASCII letters into a number."""
    return int.from_bytes(letters.encode("ascii"), "big")


def of_words(words: list[str]) -> list[int]:
    """Give the packed initials of a name: of all its words, and of those that are not small words."""
    if len(words) < 2:
        return []
    if not all(map(str.isascii, words)):
        words = [w for w in (w if w.isascii() else scripts.romanised(w) for w in words) if w]
    every = "".join([w[0] for w in words])
    content = "".join([w[0] for w in words if w not in SMALL_WORDS])
    out = [packed(every)] if len(every) in LENGTHS else []
    if content != every and len(content) in LENGTHS:
        out.append(packed(content))
    return out
