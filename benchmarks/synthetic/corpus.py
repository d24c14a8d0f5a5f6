"""Articles of a synthetic corpus, each with the reading that a faultless extraction would give."""

from __future__ import annotations

import random
from bisect import bisect
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from typing import Final, TypeVar

from benchmarks.synthetic.names import Cast, Named, Theatre, drawn, zipf
from benchmarks.synthetic.sentences import COMMENTS, FRIENDLY, HOSTILE, STATUSES, WEEKDAYS, WORDING, Filler
from store.records import Article, Confidence, FoundClaim, FoundEntity, Kind, Reading, Relation, Span, Status

_T = TypeVar("_T")
FIRST_DAY: Final = date(2013, 1, 1)
DAYS: Final = 10 * 365
WORDS: Final = 500
"""Words of an article, as the median of a log-normal distribution."""
_NEAR_COPIES: Final = 0.04
_WORDS_A_SENTENCE: Final = 14.0
_SAYS: Final = ("A spokesman for {} said that", "According to {},", "{} reported that")


@dataclass(frozen=True, slots=True)
class Read:
    """An article and what it says."""

    article: Article
    reading: Reading


def groups_for(articles: int) -> int:
    """Return how many groups a corpus of so many articles has: one for ten articles."""
    return max(24, articles // 10)


def read_articles(count: int, seed: int = 1, groups: int | None = None) -> Iterator[Read]:
    """Yield so many articles with their readings, in no order of time."""
    return iter(_Corpus(count, seed, groups_for(count) if groups is None else groups))


class _Corpus:
    def __init__(self, count: int, seed: int, groups: int) -> None:
        self._count = count
        self._chance = random.Random(f"corpus {seed}")
        self._cast = Cast(groups, DAYS, seed)
        rare = [place.name for theatre in self._cast.theatres[:400] for place in theatre.places]
        self._chance.shuffle(rare)
        self._filler = Filler(rare)
        self._outlets = [f"{a} {b}" for b in _PAPERS for a in _TOWNS][: max(12, min(300, int(count**0.5)))]
        self._outlet_weights = zipf(len(self._outlets))
        self._recent: deque[Read] = deque(maxlen=500)

    def __iter__(self) -> Iterator[Read]:
        for number in range(self._count):
            if self._recent and self._chance.random() < _NEAR_COPIES:
                yield self._near_copy(number)
                continue
            found = self._article(number)
            if number % 7 == 0:
                self._recent.append(found)
            yield found

    def _outlet(self) -> str:
        return self._outlets[drawn(self._chance, self._outlet_weights)]

    def _article(self, number: int) -> Read:
        chance = self._chance
        theatre = self._cast.theatre(chance)
        day = FIRST_DAY + timedelta(days=chance.randint(theatre.first_day, theatre.last_day))
        writing = _Writing(chance, theatre, self._filler, day)
        text, reading = writing.write()
        title = text.split("\n", 1)[0]
        address = f"https://news.example.org/{day:%Y/%m}/{number}"
        dated = None if chance.random() < 0.01 else day.isoformat()
        return Read(Article(text, title, self._outlet(), dated, "en", address), reading)

    def _near_copy(self, number: int) -> Read:
        """Return an earlier article as another outlet runs it: its own last lines, a day later at most."""
        like = self._chance.choice(self._recent)
        text = like.article.text + "\n\n" + " ".join(self._filler.sentence(self._chance) for _ in range(2))
        address = f"https://wire.example.org/{number}"
        return Read(replace(like.article, text=text, outlet=self._outlet(), address=address), like.reading)


class _Writing:
    """One article in the making: text, where whom is named, what is claimed."""

    def __init__(self, chance: random.Random, theatre: Theatre, filler: Filler, day: date) -> None:
        self._chance, self._theatre, self._filler, self._day = chance, theatre, filler, day
        self._parts: list[str] = []
        self._length = 0
        self._mentions: dict[str, list[Span]] = {}
        self._surfaces: dict[str, dict[str, None]] = {}
        self._named: dict[str, Named] = {}
        self._claims: dict[tuple[str, Relation, str], FoundClaim] = {}

    def write(self) -> tuple[str, Reading]:
        chance = self._chance
        told = [self._told() for _ in range(min(12, 1 + int(chance.expovariate(1 / 2.6))))]
        sentences = max(6, int(chance.lognormvariate(0, 0.45) * WORDS / _WORDS_A_SENTENCE))
        subject, relation, target = told[0]
        self._name(subject, spelled=False)
        self._add(f" {WORDING[relation][0][0]} ")
        self._name(target, spelled=False)
        self._add("\n\n")
        where = set(chance.sample(range(1, max(2, sentences)), min(len(told) - 1, sentences - 1)))
        waiting = iter(told[1:])
        self._claim(*told[0])
        for number in range(1, sentences):
            self._add("\n\n" if number % 4 == 0 else " ")
            if number in where:
                self._claim(*next(waiting))
            elif chance.random() < 0.2:
                before, after = chance.choice(COMMENTS).split("{}")
                self._add(before)
                self._name(chance.choice(chance.choice(told)[::2]))
                self._add(after)
            else:
                self._add(self._filler.sentence(chance))
        entities = tuple(
            FoundEntity(key, named.name, named.kind, tuple(self._surfaces[key]), tuple(self._mentions[key]),
                        named.listed)
            for key, named in self._named.items()
        )  # fmt: skip
        return "".join(self._parts), Reading("en", entities, tuple(self._claims.values()))

    def _told(self) -> tuple[Named, Relation, Named]:
        """Draw who does what to whom: two groups of a theatre are friends or foes, and mostly stay so."""
        chance, theatre = self._chance, self._theatre
        first = drawn(chance, theatre.weights)
        draw = chance.random()
        if draw < 0.08:
            return chance.choice(theatre.people), Relation.LEADS, theatre.groups[first]
        if draw < 0.22:
            place = theatre.places[int(len(theatre.places) * chance.random() ** 2)]
            relation = Relation.CONTROLS if chance.random() < 0.7 else Relation.WITHDRAWS_FROM
            return theatre.groups[first], relation, place
        second = drawn(chance, theatre.weights)
        while second == first:
            second = (first + 1 + int(chance.expovariate(0.3))) % len(theatre.groups)
        relations = HOSTILE if (first * 7919 + second * 7919 + first * second) % 10 < 6 else FRIENDLY
        return theatre.groups[first], _weighted(chance, relations), theatre.groups[second]

    def _claim(self, subject: Named, relation: Relation, target: Named) -> None:
        chance = self._chance
        status = Status(_weighted(chance, STATUSES))
        past, infinitive, participle = chance.choice(WORDING[relation])
        start, speaker = self._length, None
        if status is Status.REPORTED:
            speaker = chance.choice(self._theatre.groups[:20])
            before, after = chance.choice(_SAYS).split("{}")
            self._add(before)
            self._name(speaker)
            self._add(after + " ")
        self._name(subject)
        verb = {
            Status.PLANNED: f"plans to {infinitive}",
            Status.DENIED: f"denied that it had {participle}",
        }.get(status, past)
        self._add(" ")
        trigger = Span(self._length, self._length + len(verb))
        self._add(verb + " ")
        self._name(target)
        if target.kind is not Kind.PLACE and chance.random() < 0.6:
            self._add(" near ")
            self._name(chance.choice(self._theatre.places))
        told_day = None
        if status is Status.PLANNED:
            self._add(" within days.")
        elif chance.random() < 0.25:
            day = self._day - timedelta(days=chance.randrange(0, 30))
            told_day = day.isoformat()
            self._add(f" on {day.day} {day:%B %Y}.")
        else:
            self._add(f" on {WEEKDAYS[self._day.weekday()]}.")
        sure = chance.random()
        self._claims.setdefault(
            (subject.key, relation, target.key),
            FoundClaim(
                subject.key, relation, target.key, status, Span(start, self._length),
                said_by=speaker.name if speaker else None,
                said_by_key=speaker.key if speaker else None,
                date=told_day,
                confidence=Confidence.HIGH if sure < 0.5 else Confidence.MEDIUM if sure < 0.85 else Confidence.LOW,
                extractor="surface+path",
                reasons=(
                    f"verb '{past.split()[0]}' ({infinitive.split()[0]})", f"subject {subject.name}",
                    f"object {target.name}", "both extractors agree",
                ),
                trigger=trigger,
            ),
        )  # fmt: skip

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _name(self, named: Named, *, spelled: bool = True) -> None:
        surface = named.name
        if spelled and named.spellings and named.key in self._named and self._chance.random() < 0.4:
            surface = self._chance.choice(named.spellings)
        self._named[named.key] = named
        self._surfaces.setdefault(named.key, {})[surface] = None
        self._mentions.setdefault(named.key, []).append(Span(self._length, self._length + len(surface)))
        self._add(surface)


def _weighted(chance: random.Random, choices: tuple[tuple[_T, int], ...]) -> _T:
    weights = list(accumulate(weight for _, weight in choices))
    return choices[bisect(weights, chance.random() * weights[-1])][0]


_TOWNS: Final = (
    "Harbour", "Ridge", "Northern", "Delta", "Plain", "Orchard", "Capital", "Border", "Highland", "River", "Lakeside",
    "Gulf", "Savanna", "Coastal", "Desert", "Valley", "Frontier", "Meridian", "Evening", "Sunday", "Garden", "Island",
    "Canal", "Summit", "Forest",
)  # fmt: skip
_PAPERS: Final = (
    "Gazette", "Monitor", "Wire", "Herald", "Dispatch", "Ledger", "Courier", "Radio", "Observer", "Chronicle", "Post",
    "Review",
)  # fmt: skip
