"""Names of places: a small list of regions, rivers and provinces, and the towns of GeoNames."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from store.world.folding import Word, fold


class Strength(StrEnum):
    """How far a spelling alone tells that a place is meant."""

    SURE = "sure"
    NEEDS_CUE = "needs_cue"


@dataclass(frozen=True, slots=True)
class Place:
    """A place under one of its spellings.

    ``country`` is an ISO 3166 alpha-2 code (several joined by "; ", "" where unknown), ``kind`` one of PLACE_KINDS,
    ``population`` 0 where unknown. ``strength`` grades the spelling it was found by: ``needs_cue`` means that text has
    to say that a place is meant ("the town of Best", "in Best").
    """

    key: str
    name: str
    country: str
    kind: str
    population: int
    strength: Strength


class PlaceMatch(NamedTuple):
    """A place name found in words ``first`` to ``first + length``; ``start`` and ``end`` are text offsets."""

    first: int
    length: int
    start: int
    end: int
    places: tuple[Place, ...]


class Places:
    """Place names by folded spelling, the likeliest place first: listed ones, then by population."""

    def __init__(self, listed: dict[str, list[Any]]) -> None:
        self._listed = listed
        self._limit = max((phrase.count(" ") + 1 for phrase in listed), default=1)

    def find(self, text: str) -> tuple[Place, ...]:
        """All places of this name."""
        return self._lookup(fold(text))

    def longest(self, tokens: Sequence[Word], i: int) -> PlaceMatch | None:
        """Find the longest place name that begins at word ``i``; None where the word is written in small letters."""
        if tokens[i].cased[:1].islower():
            return None
        limit = min(self._limit, len(tokens) - i)
        count = 1
        while count < limit and tokens[i + count].joined:
            count += 1
        while count:
            last = tokens[i + count - 1]
            before = "".join([f"{token.folded} " for token in tokens[i : i + count - 1]])
            for form, end in dict.fromkeys(((last.folded, last.end), (last.base, last.base_end))):
                places = self._lookup(before + form)
                if places:
                    return PlaceMatch(i, count, tokens[i].start, end, places)
            count -= 1
        return None

    def _lookup(self, folded: str) -> tuple[Place, ...]:
        rows = self._listed.get(folded, ())
        return tuple(
            Place(key, name, country, kind, 0, Strength(strength)) for key, name, country, kind, strength in rows
        )
