"""Join names that are spelled differently but sound alike, and short forms."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from store.extraction.document import Document, Mention
from store.extraction.entities.clusters import Clusters
from store.records import Kind
from store.world import fold

_ARTICLES: Final = frozenset({"the", "al", "el", "ash", "an", "as", "ad", "ar", "at", "az"})


def join_spellings(clusters: Clusters) -> None:
    """Names that differ only in vowels ("Jarablus", "Jerablus") or, for persons of two names, in one letter."""
    document = clusters.document
    seen: dict[tuple[Kind | None, str], str] = {}
    persons: list[tuple[str, str]] = []
    for key in list(clusters.groups):
        mention = clusters.groups[key][0]
        if mention.kind not in (Kind.PLACE, Kind.PERSON, Kind.ARMED_GROUP) or mention.former is not None:
            continue
        name = short(document, mention)
        skeleton = _consonants(name)
        if len(skeleton) < 4:
            continue
        other = seen.setdefault((mention.kind, skeleton), key)
        if other == key and mention.kind is Kind.PERSON and " " in name:
            other = next((k for k, n in persons if _alike(n, name)), key)
            persons.append((key, name))
        if other != key and not (key.startswith("entry:") and other.startswith("entry:")):
            first, second = (key, other) if other.startswith("entry:") else (other, key)
            clusters.move(key, other) if second == key else clusters.move(first, other)


def _alike(one: str, other: str) -> bool:
    """Whether two names differ in hardly more than a letter; those of very different length need no comparison."""
    most = 2 * min(len(one), len(other)) / (len(one) + len(other))
    return most > 0.92 and SequenceMatcher(None, one, other).ratio() > 0.92


@lru_cache(maxsize=1 << 13)
def _consonants(name: str) -> str:
    """The words of a name without the vowels inside them and without doubled letters."""
    bare = (word[0] + "".join(letter for letter in word[1:] if letter not in "aeiouy'") for word in name.split())
    return " ".join(
        "".join(letter for k, letter in enumerate(word) if k == 0 or letter != word[k - 1]) for word in bare
    )


def short(document: Document, mention: Mention) -> str:
    """The folded words of a mention without articles: what its unlisted name is compared by."""
    return _without_articles(document.surface(mention))


@lru_cache(maxsize=1 << 13)
def _without_articles(name: str) -> str:
    words = fold(name).split()
    while len(words) > 1 and words[0] in _ARTICLES:
        del words[0]
    return " ".join(words)
