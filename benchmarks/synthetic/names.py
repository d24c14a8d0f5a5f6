"""The cast of a synthetic corpus: theatres of war with their groups, people and places."""

from __future__ import annotations

import random
from bisect import bisect
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final

from store.records import Kind
from store.world import load_world

GROUPS_PER_THEATRE: Final = 100
_ONSETS: Final = "b d f g j k l m n p r s t v z sh kh th br dr kr st tr".split()
_VOWELS: Final = "a a a e i o u ai ou".split()
_CODAS: Final = ["", "", "", "n", "r", "l", "m", "s", "t", "k"]
_FORMS: Final = (
    "{} Front", "{} Brigade", "Army of {}", "{} Liberation Movement", "{} Defence Force", "Battalion of {}",
    "{} Resistance Committee", "Sons of {}", "{} National Guard", "Union of {} Fighters", "{} People's Militia",
    "Hawks of {}", "{} Salvation Council", "Free {} Column", "{} Martyrs Battalion", "Shield of {}",
)  # fmt: skip
_STATES: Final = ("Republic of {}", "Kingdom of {}", "{} Federation")
_ORGANIZATIONS: Final = ("{} Observatory", "{} Relief Agency", "{} Human Rights Monitor", "{} Peace Forum")
_QUALIFIED: Final = ("{} of {}", "{} in {}", "{} - {} Sector")


@dataclass(slots=True)
class Named:
    """One member of the cast; ``spellings`` are its other names as articles write them."""

    name: str
    kind: Kind
    key: str
    listed: str | None = None
    spellings: tuple[str, ...] = ()


@dataclass(slots=True)
class Theatre:
    """One conflict: who takes part, where, and between which days (counted from the first day of the corpus)."""

    groups: list[Named]
    people: list[Named]
    places: list[Named]
    first_day: int
    last_day: int
    weights: list[float] = field(default_factory=list)


def zipf(count: int, exponent: float = 1.0, shift: float = 1.0) -> list[float]:
    """Return cumulated Zipf-Mandelbrot weights of so many ranks: the n-th weighs 1 / (n + shift) ** exponent."""
    return list(accumulate(1 / (rank + shift) ** exponent for rank in range(1, count + 1)))


def drawn(chance: random.Random, weights: list[float]) -> int:
    """Draw a rank by cumulated weights."""
    return min(bisect(weights, chance.random() * weights[-1]), len(weights) - 1)


class Cast:
    """Everyone whom a corpus of so many groups names."""

    def __init__(self, groups: int, days: int, seed: int = 1) -> None:
        self._chance = random.Random(f"cast {seed}")
        self._used: set[str] = set()
        self._listed = [
            Named(entry.name, entry.kind, "", entry.key, tuple(n.text for n in entry.names if n.text.isascii())[1:4])
            for entry in load_world().entries.values()
        ]
        self._listed.sort(key=lambda named: named.listed or "")
        self._chance.shuffle(self._listed)
        self._made = 0
        count = max(1, groups // GROUPS_PER_THEATRE)
        self.theatres = [self._theatre(max(8, groups // count), days) for _ in range(count)]
        self.weights = zipf(count, 0.9, 2.0)

    def theatre(self, chance: random.Random) -> Theatre:
        """Draw a theatre: a few are in most of the news."""
        return self.theatres[drawn(chance, self.weights)]

    def _theatre(self, groups: int, days: int) -> Theatre:
        chance = self._chance
        length = min(days, int(365 * chance.lognormvariate(1.2, 0.6)))
        first = chance.randrange(0, days - length + 1)
        places = [self._unique(lambda: self._stem(2, 4), Kind.PLACE) for _ in range(10 + groups // 4)]
        people = [
            self._unique(lambda: f"{self._stem(2, 2)} {self._stem(2, 3)}", Kind.PERSON) for _ in range(5 + groups // 2)
        ]
        members = [self._group(places) for _ in range(groups)]
        return Theatre(members, people, places, first, first + length, zipf(groups))

    def _group(self, places: list[Named]) -> Named:
        chance = self._chance
        if self._listed and chance.random() < 0.3:
            listed = self._listed.pop()
            listed.key = f"e{self._count()}"
            self._used.add(listed.name)
            return listed
        draw = chance.random()
        if draw < 0.82:
            found = self._unique(lambda: self._armed_group(places), Kind.ARMED_GROUP)
        elif draw < 0.9:
            found = self._unique(lambda: chance.choice(_STATES).format(self._stem(2, 3)), Kind.STATE)
        else:
            found = self._unique(lambda: chance.choice(_ORGANIZATIONS).format(self._stem(2, 3)), Kind.ORGANIZATION)
        found.spellings = tuple(self._spellings(found.name))
        return found

    def _armed_group(self, places: list[Named]) -> str:
        name = self._chance.choice(_FORMS).format(self._stem(2, 3))
        if self._chance.random() < 0.6:
            name = self._chance.choice(_QUALIFIED).format(name, self._chance.choice(places).name)
        return name

    def _spellings(self, name: str) -> list[str]:
        found = []
        if self._chance.random() < 0.25:
            found.append("".join(word[0] for word in name.split() if word[0].isupper()) + self._stem(1, 1)[0].upper())
        if self._chance.random() < 0.1:
            vowel = self._chance.choice("aeo")
            found.append(name.replace(vowel, {"a": "e", "e": "i", "o": "u"}[vowel], 1))
        return found

    def _unique(self, make: object, kind: Kind) -> Named:
        assert callable(make)
        while True:
            name = make()
            if name not in self._used:
                self._used.add(name)
                return Named(name, kind, f"e{self._count()}")

    def _count(self) -> int:
        self._made += 1
        return self._made

    def _stem(self, least: int, most: int) -> str:
        chance = self._chance
        parts = [
            chance.choice(_ONSETS) + chance.choice(_VOWELS) + chance.choice(_CODAS)
            for _ in range(chance.randint(least, most))
        ]
        return "".join(parts).capitalize()
