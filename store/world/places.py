"""Names of places: the listed regions, rivers and provinces, and the towns of GeoNames."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from struct import unpack_from
from typing import Final, NamedTuple

from store.world.folding import Word, fold
from store.world.gazetteer import BUCKETS, bucket_of

_MOST_WORDS: Final = 6
_REMEMBERED: Final = 1 << 15


class Strength(StrEnum):
    """How far a spelling alone tells that a place is meant."""

    SURE = "sure"
    NEEDS_CUE = "needs_cue"


@dataclass(frozen=True, slots=True)
class Place:
    """A place under one of its spellings.

    ``country`` is an ISO 3166 alpha-2 code (several joined by "; ", "" where unknown), ``kind`` one of PLACE_KINDS,
    ``population`` 0 where unknown. ``strength`` grades the spelling it was found by: ``needs_cue`` means that the text
    has to say that a place is meant ("the town of Best", "in Best").
    """

    key: str
    name: str
    country: str
    kind: str
    population: int
    strength: Strength


class PlaceMatch(NamedTuple):
    """A place name found in words ``first`` to ``first + length``; ``start`` and ``end`` are text offsets.

    ``sure`` tells whether the spelling is enough for at least one of ``places``, the likeliest of which stands first.
    """

    first: int
    length: int
    start: int
    end: int
    places: tuple[Place, ...]
    sure: bool


class Places:
    """Place names by folded spelling, the likeliest place first: listed ones, those it is sure of, the populous.

    ``listed`` is made by :mod:`store.world.compiling`, ``block`` by :mod:`store.world.gazetteer`.
    """

    def __init__(self, listed: dict[str, str], block: bytes) -> None:
        self._listed = listed
        self._block = block
        (self._starts,) = unpack_from("I", block)
        self._at_starts = 4 + 4 * (BUCKETS + 1)
        self._at_lines = self._at_starts + 4 * self._starts
        self._at_names = self._at_lines + unpack_from("I", block, self._at_lines - 4)[0]
        self._known: dict[str, tuple[Place, ...]] = {}

    def find(self, text: str) -> tuple[Place, ...]:
        """All places of this name."""
        return self._lookup(fold(text))

    def longest(self, tokens: Sequence[Word], i: int, shortest: int = 1) -> PlaceMatch | None:
        """Find the longest place name that begins at word ``i``; None where the word is written in small letters.

        Names of less than ``shortest`` words are left out.
        """
        if tokens[i].cased[:1].islower():
            return None
        run = [tokens[i]]
        for following in tokens[i + 1 : i + _MOST_WORDS]:
            if not following.joined:
                break
            run.append(following)
        if not self._may_be_listed(run):
            # no town's name ends in a small word ("Paris and")
            while run[-1].cased[:1].islower():
                del run[-1]
        if len(run) < shortest:
            return None
        folded = [token.folded for token in run]
        for count in range(len(run), shortest - 1, -1):
            last = run[count - 1]
            small = last.cased[:1].islower()
            forms = [(last.folded, last.end)]
            if last.base != last.folded:
                forms.append((last.base, last.base_end))
            for form, end in forms:
                phrase = " ".join([*folded[: count - 1], form])
                # some listed names end in a small word ("Aleppo province")
                if small and phrase not in self._listed:
                    continue
                places = self._lookup(phrase)
                if places:
                    sure = any(place.strength is Strength.SURE for place in places)
                    return PlaceMatch(i, count, tokens[i].start, end, places, sure)
        return None

    @cached_property
    def _listed_pairs(self) -> frozenset[str]:
        """The first two words of all listed names of several words."""
        return frozenset(" ".join(name.split(" ", 2)[:2]) for name in self._listed if " " in name)

    def _may_be_listed(self, run: list[Word]) -> bool:
        """Whether a listed name of several words may begin with these."""
        if len(run) == 1:
            return False
        first, second = run[0].folded, run[1]
        return f"{first} {second.folded}" in self._listed_pairs or f"{first} {second.base}" in self._listed_pairs

    def _lookup(self, folded: str) -> tuple[Place, ...]:
        known = self._known.get(folded)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[folded] = (*self._listed_as(folded), *self._in_block(folded))
        return known

    def _listed_as(self, folded: str) -> list[Place]:
        lines = self._listed.get(folded)
        found = []
        for line in lines.split("\n") if lines else ():
            key, name, country, kind, strength = line.split("\t")
            found.append(Place(key, name, country, kind, 0, Strength(strength)))
        return found

    def _in_block(self, folded: str) -> list[Place]:
        block, key = self._block, folded.encode("utf-8", "surrogatepass")
        start, end = unpack_from("II", block, 4 + 4 * bucket_of(key))
        if start == end:
            return []
        line = b"\n%b\t" % key
        at = block.find(line, self._at_names + start, self._at_names + end)
        if at < 0:
            return []
        stop = block.index(b"\n", at + len(line))
        return [self._place(int(number)) for number in block[at + len(line) : stop].split(b",")]

    def _place(self, number: int) -> Place:
        start, end = unpack_from("II", self._block, self._at_starts + 4 * (number >> 1))
        line = self._block[self._at_lines + start : self._at_lines + end - 1].decode()
        key, name, country, kind, population = line.split("\t")
        return Place(key, name, country, kind, int(population), Strength.SURE if number & 1 else Strength.NEEDS_CUE)
