"""Find listed names: by spelling, and the longest one that begins at a word of a text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final, NamedTuple, TypeVar, cast

from store.records import Kind
from store.world.common_words import is_common, is_everyday
from store.world.entries import Entry, Leader, ListedName, NameType, StateFacts
from store.world.folding import Word, cased, fold, without_particle, words
from store.world.places import Places

T = TypeVar("T")
# Acronyms of at least so many letters are also written like words: "Isis", "Nato", "Farc".
_WORDLIKE: Final = 4
# Words that sort before this hold no letter of the Arabic block or of one after it at their beginning.
_ARABIC: Final = "\u0600"
# Among the lengths of the names that begin with a word, as bits: that the word alone is one.
_ONE_WORD: Final = 1 << 1
# Spellings whose meaning is remembered.
_REMEMBERED: Final = 1 << 12
# No listed name is longer, in words.
_MOST_WORDS: Final = 24


class Match(NamedTuple):
    """A listed name found in words ``first`` to ``first + length``; ``start`` and ``end`` are text offsets.

    ``entries`` are all that are listed under this spelling; ``name`` is the spelling of the first; ``exact`` tells that
    the text writes it with the same capitals as the list; ``common`` that it is one word of everyday
    English ("Dawn", "Flashpoint"), so that the text should say in some way that the entry is meant.
    """

    first: int
    length: int
    start: int
    end: int
    entries: tuple[Entry, ...]
    name: ListedName
    exact: bool
    common: bool


@dataclass(frozen=True, slots=True)
class LeaderOf:
    """A leader's surname and the key of the state whose government it stands for."""

    state: str
    leader: Leader


class Lazy(Mapping[str, T]):
    """A mapping whose values are built when first asked for, so that loading the world stays quick."""

    def __init__(self, rows: dict[str, Any], build: Callable[[Any], T]) -> None:
        self._rows = rows
        self._build = build
        self._built: dict[str, T] = {}

    def __getitem__(self, key: str) -> T:
        built = self._built.get(key)
        if built is None:
            built = self._built[key] = self._build(self._rows[key])
        return built

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, key: object) -> bool:
        return key in self._rows


def phrase_of(text: str) -> str:
    """Fold a spelling to the phrase under which it is indexed.

    A capital "The" is part of the name ("The Hindu" is a newspaper, "Hindu" is not), a small one is not.
    """
    folded = fold(text)
    return f"the {folded}" if text.startswith("The ") and not folded.startswith("the ") else folded


class World:
    """The names of the world, as compiled by :mod:`store.world.compiling`."""

    def __init__(self, compiled: dict[str, Any], open_places: Callable[[], Places]) -> None:
        self.entries: Mapping[str, Entry] = Lazy(compiled["entries"], _entry)
        self.states: Mapping[str, StateFacts] = Lazy(compiled["states"], _state)
        # ISO 3166 alpha-2 code to the key of the state that it stands for
        self.states_by_country: Mapping[str, str] = compiled["countries"]
        self.problems: tuple[str, ...] = tuple(compiled["problems"])
        # what the lists hold, wherever they stand, in few characters
        self.digest: str = compiled.get("digest", "")
        self._phrases: dict[str, str] = compiled["phrases"]
        # first word of the phrases to the set of their lengths in words, as bits
        self._heads: dict[str, int] = compiled["heads"]
        self._open_places = open_places
        self._asked: dict[tuple[str, str, str], tuple[tuple[Entry, ...], ListedName, bool, bool] | None] = {}

    @cached_property
    def places(self) -> Places:
        """The place names of GeoNames and of the lists; read when first asked for."""
        return self._open_places()

    @cached_property
    def demonyms(self) -> Mapping[str, tuple[str, ...]]:
        """Folded demonym ("syrian") to the keys of the states it belongs to."""
        return _gather((fold(word), key) for key, state in self.states.items() for word in state.demonyms)

    @cached_property
    def capitals(self) -> Mapping[str, tuple[str, ...]]:
        """Folded capital ("damascus") to the keys of the states whose government it can stand for."""
        return _gather((fold(city), key) for key, state in self.states.items() for city in state.capitals)

    @cached_property
    def leaders(self) -> Mapping[str, tuple[LeaderOf, ...]]:
        """Folded surname ("assad") to the states whose government it stands for, with years."""
        return _gather(
            (fold(leader.name), LeaderOf(key, leader)) for key, state in self.states.items() for leader in state.leaders
        )

    def find(self, text: str) -> tuple[Entry, ...]:
        """All entries listed under this spelling, in the order of the lists; acronyms only in their own capitals."""
        written, folded = cased(text), fold(text)
        hits = self._phrases.get(folded, "")
        found = [
            key for key, name, kind in _triples(hits) if not _is_acronym(name, kind) or _acronym_fits(name, written)
        ]
        if text[:4].casefold() == "the " and text[:1] == "T":
            found = [key for key, name, _ in _triples(self._phrases.get(f"the {folded}", "")) if name == text] + found
        return tuple(self.entries[key] for key in dict.fromkeys(found))

    def may_begin(self, word: Word) -> bool:
        """Whether a listed name may begin with this word: quick to tell, and false for most words."""
        folded = word.folded
        if folded in self._heads:
            return word.cased != "the"  # names are listed with a capital "The" only
        return word.base in self._heads or folded >= _ARABIC

    def beginnings(self, tokens: Sequence[Word]) -> list[int]:
        """The numbers of all words with which a listed name may begin, as :meth:`may_begin` tells."""
        heads = self._heads
        return [
            i
            for i, word in enumerate(tokens)
            if ((word.cased != "the") if (folded := word.folded) in heads else word.base in heads or folded >= _ARABIC)
        ]

    @cached_property
    def _pairs(self) -> frozenset[str]:
        """The first two words of all phrases of several words: most words that begin a name begin none here."""
        return frozenset(" ".join(phrase.split(" ", 2)[:2]) for phrase in self._phrases if " " in phrase)

    def longest(self, tokens: Sequence[Word], i: int) -> Match | None:
        """Find the longest listed name that begins at word ``i`` of a text cut by :func:`store.world.words`.

        An Arabic name is also found behind a written-on "and", "in", "for" or "like"; the match begins after it.
        """
        match = self._longest(tokens, i)
        if match is None and tokens[i].folded >= _ARABIC:
            bare = without_particle(tokens[i])
            if bare is not None:
                match = self._longest([bare, *tokens[i + 1 : i + _MOST_WORDS]], 0)
                match = match and match._replace(first=i)
        return match

    def _longest(self, tokens: Sequence[Word], i: int) -> Match | None:
        word = tokens[i]
        lengths = self._heads.get(word.folded, 0) | self._heads.get(word.base, 0)
        run = [word]
        if lengths > _ONE_WORD and i + 1 < len(tokens):
            following, lead = tokens[i + 1], word.folded
            if (following.joined or following.opened) and (
                f"{lead} {following.folded}" in self._pairs or f"{lead} {following.base}" in self._pairs
            ):
                run.append(following)
                for further in tokens[i + 2 : i + lengths.bit_length() - 1]:
                    if not (further.joined or further.opened):
                        break
                    run.append(further)
        if len(run) == 1 and not lengths & _ONE_WORD:
            return None
        folded = [token.folded for token in run]
        for count in range(len(run), 0, -1):
            if not lengths >> count & 1:
                continue
            hits = self._phrases.get(" ".join(folded[:count]))
            if hits is not None:
                match = self._match(hits, tokens, i, count, possessive=False)
                if match is not None:
                    return match
            last = run[count - 1]
            if last.base is not last.folded and last.base != last.folded:
                hits = self._phrases.get(" ".join([*folded[: count - 1], last.base]))
                match = self._match(hits, tokens, i, count, possessive=True) if hits is not None else None
                if match is not None:
                    return match
        return None

    def scan(self, text: str | Sequence[Word]) -> list[Match]:
        """All listed names in a text (or its words), longest first from the left, none overlapping."""
        tokens = words(text) if isinstance(text, str) else text
        found = []
        after = 0
        for i, word in enumerate(tokens):
            if i < after or not self.may_begin(word):
                continue
            match = self.longest(tokens, i)
            if match is not None:
                found.append(match)
                after = i + match.length
        return found

    def _match(self, hits: str, tokens: Sequence[Word], i: int, count: int, *, possessive: bool) -> Match | None:
        span = tokens[i : i + count]
        last = span[-1]
        bracketed = any(word.opened for word in span[1:])
        if bracketed and not last.closed:
            return None
        written = [word.cased for word in span]
        if possessive:
            written[-1] = last.base_cased
        surface = " ".join(written)
        meant = self._written(hits, surface, last.base if possessive else last.folded)
        if meant is None:
            return None
        end = last.end + 1 if bracketed else last.base_end if possessive else last.end
        return Match(i, count, span[0].start, end, *meant)

    def _written(self, hits: str, surface: str, folded: str) -> tuple[tuple[Entry, ...], ListedName, bool, bool] | None:
        """What is listed under a spelling and may be written so: entries, name, exact and common of :class:`Match`.

        ``folded`` is the last word. Most names stand in many articles: what was asked lately is remembered.
        """
        key = hits, surface, folded
        try:
            return self._asked[key]
        except KeyError:
            if len(self._asked) >= _REMEMBERED:
                self._asked.clear()
            judged = self._asked[key] = self._judge(hits, surface, folded)
            return judged

    def _judge(self, hits: str, surface: str, folded: str) -> tuple[tuple[Entry, ...], ListedName, bool, bool] | None:
        written = surface.split(" ")
        lower = all(word[:1].islower() for word in written)
        fitting = [hit for hit in _triples(hits) if _fits(hit[1], hit[2], surface, lower=lower)]
        if not fitting:
            return None
        entries = tuple(self.entries[key] for key in dict.fromkeys(key for key, _, _ in fitting))
        text, kind = fitting[0][1:]
        name = next(
            (name for name in entries[0].names if name.text == text and name.type == kind),
            ListedName(text, cast("NameType", kind)),
        )
        common = len(written) == 1 and not _is_acronym(text, kind) and is_everyday(folded)
        return entries, name, cased(text) == surface, common


def _fits(name: str, kind: str, surface: str, *, lower: bool) -> bool:
    """Whether the capitals of a text allow it to be this listed spelling."""
    if _is_acronym(name, kind):
        return _acronym_fits(name, surface)
    if name.startswith("The "):
        return surface == cased(name)
    # A name written with capitals in the list is not found in plain small letters ("base", "dawn", "the movement").
    return not lower or name.islower()


def _is_acronym(name: str, kind: str) -> bool:
    return kind == "acronym" or (name.isupper() and " " not in name)


def _acronym_fits(name: str, surface: str) -> bool:
    proper = cased(name)
    if surface == proper:
        return True
    title = " ".join(word.capitalize() if len(word) >= _WORDLIKE else word for word in proper.split(" "))
    return surface == title and not is_common(title.casefold())


@lru_cache(maxsize=1 << 12)
def _triples(hits: str) -> tuple[tuple[str, str, str], ...]:
    """Key, spelling and type of each hit."""
    return tuple(cast("tuple[str, str, str]", tuple(line.split("\t"))) for line in hits.split("\n")) if hits else ()


def _gather(pairs: Iterator[tuple[str, T]]) -> Mapping[str, tuple[T, ...]]:
    gathered: dict[str, tuple[T, ...]] = {}
    for key, value in pairs:
        if value not in gathered.get(key, ()):
            gathered[key] = (*gathered.get(key, ()), value)
    return gathered


def _entry(row: str) -> Entry:
    first, *lines = row.split("\n")
    key, name, kind, of, country = first.split("\t")
    return Entry(key, name, Kind(kind), tuple(map(_name, lines)), of or None, country or None)


def _name(line: str) -> ListedName:
    text, type_, since, until = line.split("\t")
    return ListedName(text, cast("NameType", type_), int(since) if since else None, int(until) if until else None)


def _state(row: Any) -> StateFacts:
    key, demonyms, capitals, leaders = row
    return StateFacts(key, tuple(demonyms), tuple(capitals), tuple(Leader(*leader) for leader in leaders))
