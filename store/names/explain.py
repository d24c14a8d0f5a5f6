"""Explanation: why a name matched, in a few words for a screen."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final

from rapidfuzz.distance import OSA

from store.names import acronyms, folding, lexicon, scripts
from store.names.comparison import one_sound
from store.names.query import Query, without_article

_REASONS_LIMIT: Final = 3


def why(query: Query, name: str, folded: str, spelled: bool) -> str:
    """Give the reason of a match: of the whole name where one holds, else word by word."""
    if folded == query.folded:
        return "same spelling" if name.casefold() == query.text.casefold() else "same letters"
    asked, own = query.folded.split(), folded.split()
    if folding.fold(folded) == folding.fold(query.folded):
        return "same letters"
    if "".join(asked) == "".join(own):
        return "same letters, other word breaks"
    if spelled:
        return f"initials of {' '.join(own)}"
    if sorted(asked) == sorted(own):
        return "same words, other order"
    if folded.startswith(query.folded):
        return "begins with the query"
    if f" {query.folded} " in f" {folded} ":
        return "contains the query"
    if set(asked) < set(own):
        return "contains every word"
    across = _other_script(asked, own)
    if across:
        return across
    edits = OSA.distance(folded, query.folded, score_cutoff=2)
    if edits <= 2 and max(len(folded), len(query.folded)) >= 3 * edits:
        return _typo(edits)
    left, right = consonants(asked), consonants(own)
    if left == right:
        return f"same consonants {left}"
    reasons = list(dict.fromkeys(filter(None, (_of_word(word, own) for word in _telling(asked)))))
    return "; ".join(reasons[:_REASONS_LIMIT]) or "similar sound"


def consonants(words: Iterable[str]) -> str:
    """Give the consonants of words for reading: "j-b-h-t n-s-r"; articles and small words are left out."""
    out = []
    for word in _telling(list(words)):
        number, read = scripts.units(word)
        classes = scripts.script(number).classes
        sounds = [_spelling(number).get(u, u) for u in read if classes[u].replace("-", "") or u in scripts.DIGITS]
        if sounds:
            out.append("-".join(sounds))
    return " ".join(out)


@cache
def _spelling(number: int) -> dict[str, str]:
    """Give a Latin spelling of every unit of a script."""
    table = scripts.script(number)
    out: dict[str, str] = {}
    for spelling, unit in table.spellings.items():
        reads = table.reads.get(spelling) or (spelling,)
        out.setdefault(unit, reads[0])
    return out


def _typo(edits: int) -> str:
    return f"typo: {edits} letter{'s' if edits > 1 else ''}"


def _telling(words: list[str]) -> list[str]:
    return [w for w in words if w not in acronyms.SMALL_WORDS] or words


def _other_script(asked: list[str], own: list[str]) -> str:
    """Say how a name in one script is read in the other; "" when both are in one script."""
    of_asked, of_own = _main_script(asked), _main_script(own)
    if of_asked == of_own:
        return ""
    if of_own == scripts.LATIN:
        foreign, number, latin = asked, of_asked, own
    else:
        foreign, number, latin = own, of_own, asked if of_asked == scripts.LATIN else list(map(scripts.roman, own))
    return f"{scripts.TITLES[number]} {' '.join(foreign)} read as {' '.join(latin)}"


def _main_script(words: list[str]) -> int:
    found = [scripts.script_of(w) for w in words]
    return max(set(found), key=found.count)


def _of_word(word: str, own: list[str]) -> str:
    """Say what one word of the query shares with the words of a name; "" for nothing worth saying."""
    if word in own:
        return f"same word {word}"
    meant = set(lexicon.same_meaning(word)).intersection(own)
    if meant:
        return f"{word} means {min(meant)}"
    other = min(own, key=lambda w: (OSA.distance(w, word) / max(len(w), len(word)), w))
    if one_sound(word, other):
        return f"{word} is also written {other}"
    if other.startswith(word):
        return f"{other} begins with {word}"
    if without_article(word, scripts.script_of(word)) == other or word in other or other in word:
        return f"{word} and {other}"
    edits = OSA.distance(word, other)
    if edits <= 2 and len(word) >= 3 * edits:
        return f"{word} for {other} ({_typo(edits)})"
    left, right = consonants([word]), consonants([other])
    return f"{word} and {other} share {left}" if left and left == right else ""
