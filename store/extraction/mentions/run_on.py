"""Cut names that run together where a text lost its commas: "in Beit Kahel Beit Ula Tel Rumeida and al-Fawwar"."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Final

from store.extraction.lexicon.words import words_of
from store.extraction.mentions.shapes import Shape
from store.extraction.text.tokens import Tokens
from store.world import World

# First words of places that hardly any other name begins with; two of them in a row of capitals are two places.
_STARTS: Final = frozenset(
    "beit bayt tel tell tal jabal jebel kafr kafar kfar deir dayr khan umm ain ayn bir wadi khirbet khirbat qasr qalaat"
    " ras bab bourj burj sheikh shaykh tall maarat maaret nahr marj".split()
)
# Behind these a list of places stands.
_PLURALS: Final = frozenset(
    "neighborhoods neighbourhoods districts villages towns areas suburbs quarters cities regions localities hamlets"
    " settlements outskirts surroundings fronts hills hilltops farms provinces towns".split()
)
_LEADS: Final = frozenset({"of", "in", "including", "around", "near", "namely"})
_ARTICLES: Final = frozenset({"al", "el", "ash", "as", "az", "an", "ad", "at", "ar"})


def split_run_on(tokens: Tokens, shape: Shape, world: World) -> list[Shape]:
    """The places of which a row of capitals is made; none where nothing tells that they are several."""
    if shape.last == shape.first or shape.titled or tokens.low[shape.last] in _heads():
        return []
    parts = _units(tokens, shape)
    if len(parts) < 2:
        return []
    cuts = [k for k in range(1, len(parts)) if tokens.low[parts[k][0]] in _STARTS and k + 1 < len(parts)]
    starts = len(cuts) + (tokens.low[parts[0][0]] in _STARTS)
    listing = _lists_places(tokens, shape.first)
    if starts < 2 and not listing:
        return []
    if listing:
        cuts += [k for k in range(1, len(parts)) if _stands_alone(tokens, parts, k, world)]
    return [Shape(*bounds) for bounds in _bounds(parts, sorted(set(cuts)))] if cuts else []


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    return words_of("group_head") | words_of("org_head") | words_of("state_head") | words_of("place_head")


def _units(tokens: Tokens, shape: Shape) -> list[tuple[int, int]]:
    """The words of a row with their articles: "al-Shaar" and "Jabal", but not a row with a small word in it."""
    parts: list[tuple[int, int]] = []
    i = shape.first
    while i <= shape.last:
        if tokens.shape[i] == "C" or tokens.low[i] in _ARTICLES:
            end = i
            if tokens.low[i] in _ARTICLES and i < shape.last:
                end += 2 if tokens.text[i + 1] == "-" and i + 2 <= shape.last else 1
            elif i + 2 <= shape.last and tokens.text[i + 1] == "-" and tokens.glued[i + 1]:
                end += 2
            parts.append((i, end))
            i = end + 1
        else:
            return []
    return parts


def _lists_places(tokens: Tokens, first: int) -> bool:
    """Whether a noun for several places announces a row: "the villages of", "five towns and hills including"."""
    i = first - 1
    if i > 0 and tokens.text[i] == "-" and tokens.low[i - 1] in _ARTICLES:
        i -= 2
    if i > 0 and tokens.low[i] == "the":
        i -= 1
    return i > 0 and tokens.low[i] in _LEADS and tokens.low[i - 1] in _PLURALS


def _stands_alone(tokens: Tokens, parts: list[tuple[int, int]], k: int, world: World) -> bool:
    """Whether a new place begins with a word in a list of places: with an article, or behind a place of one word."""
    before, here = parts[k - 1], parts[k]
    if tokens.low[before[0]] in _STARTS or tokens.low[here[0]] in words_of("place_head"):
        return False
    if tokens.low[here[0]] in _ARTICLES:
        known = _sure(tokens, before, before, world) or (k > 1 and _sure(tokens, parts[k - 2], before, world))
        return known or tokens.low[before[0]] in _ARTICLES
    if tokens.low[before[0]] in _ARTICLES:
        return True
    return _sure(tokens, before, before, world) and not _sure(tokens, before, here, world)


def _sure(tokens: Tokens, first: tuple[int, int], last: tuple[int, int], world: World) -> bool:
    return bool(world.places.find(tokens.span(first[0], last[1])))


def _bounds(parts: list[tuple[int, int]], cuts: list[int]) -> list[tuple[int, int]]:
    edges = [0, *cuts, len(parts)]
    return [(parts[a][0], parts[b - 1][1]) for a, b in pairwise(edges)]
