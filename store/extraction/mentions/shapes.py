"""Find names that stand on no list by their shape: runs of capitalised words, cut where titles and adjectives end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from store.extraction.lexicon.words import words_of
from store.extraction.mentions.blends import is_blend
from store.extraction.mentions.kind_cues import renamed_to
from store.extraction.mentions.runs import SEATS, bodies
from store.extraction.text.tokens import Tokens
from store.world import World

LONGEST_NAME: Final = 10
# Heads before which a direction belongs to the name of a group.
_SIDED: Final = frozenset({"front", "alliance", "command", "column", "bloc", "brigade", "coalition", "battalion"})
# What stands before the hyphen of a title: "Secretary-General X", "ex-Minister X".
_HYPHENED: Final = frozenset(
    "then ex former vice co secretary director attorney governor major lieutenant inspector brigadier".split()
)
_OFFICES: Final = frozenset({"police", "state", "staff", "defense", "defence"})


# Months that are also given names.
_PERSONS_TOO: Final = frozenset({"may", "august", "mar", "jan", "april", "june"})


@dataclass(slots=True)
class Shape:
    """A run of capitalised words, tokens ``first`` to ``last``; ``titled`` tells that a title stands before it."""

    first: int
    last: int
    titled: bool = False
    initial: bool = False


_NO_OPENERS: Final = frozenset(
    "the a in former new his her its their our two three four five six seven eight nine ten eleven twelve dozen".split()
)


def cut_run(tokens: Tokens, first: int, last: int, sentence_first: int, world: World) -> list[Shape]:
    """Cut a run into names: off go sentence openers, titles, adjectives of countries, months and directions."""
    i = first
    initial = first == sentence_first or (
        first > 0 and tokens.text[first - 1] in '"“:(' and first - 1 == sentence_first
    )
    titled = False
    if initial and tokens.low[i] in words_of("initial_word") and not (i < last and _keeps_opener(tokens, i, last)):
        # "Colonel X": a title that opens the sentence is still one
        titled = tokens.low[i] in words_of("title") and tokens.low[i] not in words_of("weak_title")
        i = _skip(tokens, i, last)
        initial = False
    if 1 < i < last and tokens.low[i] in _OFFICES and tokens.low[i - 1] == "of":
        titled = tokens.low[i - 2] in words_of("title")  # "Superintendent of Police X", "Secretary of State X"
        i += titled
    pieces: list[Shape] = []
    cut = _holder(tokens, i, last)
    if cut > i:
        pieces.append(Shape(i, cut - 1, titled, initial and i == first))
        i, titled = cut, True
    start = i
    end = last - 1 if last > i + 1 and tokens.shape[last] == "A" else last  # "Konta Guerrilla Squad LGS"
    end_is_head = tokens.low[end] in bodies() and tokens.low[end] not in {"general"}
    end_is_head = end_is_head or (last - first > 1 and not SEATS.isdisjoint(tokens.low[first + 1 : last]))
    while i <= last:
        if _is_title(tokens, i, last, end_is_head=end_is_head) or _is_noise(tokens, i):
            title = tokens.low[i] in words_of("title") and tokens.low[i] not in words_of("weak_title")
            if i > start:
                pieces.append(Shape(start, _trim(tokens, start, i - 1), titled, initial and start == first))
            start = i = _skip(tokens, i, last)
            titled = title
            continue
        i = _skip(tokens, i, last, names=True)
    if start <= last:
        pieces.append(Shape(start, last, titled, initial and start == first))
    pieces = [part for shape in pieces for part in _split_places(tokens, shape, world)]
    return [piece for shape in pieces for piece in _split_acronyms(tokens, shape, world) if piece.first <= piece.last]


def _holder(tokens: Tokens, first: int, last: int) -> int:
    """Where the person begins behind a body and his office: "president of the Syrian Coalition Anas Abdah", or -1."""
    if last - first < 3 or any(shape != "C" for shape in tokens.shape[first : last + 1]):
        return -1
    behind = first - 1 - (tokens.low[first - 1] == "the") if first else -1
    if behind < 1 or tokens.low[behind] != "of" or tokens.low[behind - 1] not in words_of("title"):
        return -1
    own = tokens.low[last - 2] in bodies() and not {tokens.low[last - 1], tokens.low[last]} & bodies()
    return last - 1 if own else -1


def _keeps_opener(tokens: Tokens, i: int, last: int) -> bool:
    """Whether a word that usually only opens a sentence begins a name: "Islamic Front", "Security Council"."""
    return tokens.low[last] in bodies() and last - i <= 2 and tokens.low[i] not in _NO_OPENERS


def _skip(tokens: Tokens, i: int, last: int, *, names: bool = False) -> int:
    i += 1
    while i <= last and (
        tokens.shape[i] in "ps" or (not names and tokens.shape[i] == "w" and tokens.low[i] in {"of", "the", "for"})
    ):
        i += 1
    return i


def _trim(tokens: Tokens, first: int, last: int) -> int:
    """Move the end of a piece back before joiners and signs."""
    while last > first and tokens.shape[last] not in "CAd":
        last -= 1
    return last


def _is_title(tokens: Tokens, i: int, last: int, *, end_is_head: bool) -> bool:
    low = tokens.low[i]
    if low not in words_of("title"):
        return False
    if i and tokens.text[i - 1] == "-" and (i < 2 or tokens.low[i - 2] not in _HYPHENED):
        return False
    if low in {"sheikh", "sheik", "shaykh", "don", "mullah"} and 0 < i < last and _given_name(tokens, i - 1):
        return False  # "Hassan Sheikh Mohamud"
    if low in {"sheikh", "sheik", "shaykh"} and i > 1 and tokens.low[i - 1] in {"al", "el"}:
        return False  # "Rajab al Sheikh region"
    if end_is_head and low in {
        "general",
        "defense",
        "defence",
        "foreign",
        "interior",
        "secretary",
        "police",
        "deputy",
        "fighter",
        "guerrilla",
        "justice",
        "attorney",
        "prosecutor",
    }:
        return False
    return not (low in {"king", "don", "brother", "general"} and i == last)


def _given_name(tokens: Tokens, i: int) -> bool:
    return tokens.shape[i] == "C" and tokens.low[i] in words_of("person_start")


def _is_noise(tokens: Tokens, i: int) -> bool:
    low = tokens.low[i]
    return (
        low in words_of("weekday")
        or (low in words_of("month") and (low not in _PERSONS_TOO or _dated(tokens, i)))
        or (low in {"former", "ex"})
    )


def _dated(tokens: Tokens, i: int) -> bool:
    """Whether a month that is also a given name is a date here: "June 18", "in June", "10 August"."""
    before = tokens.low[i - 1] if i else ""
    after = tokens.text[i + 1] if i + 1 < len(tokens) else ""
    return after[:1].isdigit() or before[:1].isdigit() or before in {"in", "since", "until", "last", "early", "late"}


def _split_places(tokens: Tokens, shape: Shape, world: World) -> list[Shape]:
    """Cut "Damascus Aleppo" and "Daraa Army units": places in a text whose commas and full stops were lost."""
    first, last = shape.first, shape.last
    if last - first != 1 or tokens.shape[first] != "C" or tokens.glued[last] or shape.titled:
        return [shape]
    places = world.places.find(tokens.text[first])
    if not places or places[0].strength != "sure" or world.places.find(tokens.span(first, last)):
        return [shape]
    if tokens.low[last] in {"army", "units", "unit", "troops", "forces", "terrorists", "militants"}:
        return [Shape(first, first)]
    other = world.places.find(tokens.text[last])
    if other and tokens.low[last] not in words_of("place_head") and other[0].strength == "sure":
        return [Shape(first, first), Shape(last, last)]
    return [shape]


def _split_acronyms(tokens: Tokens, shape: Shape, world: World) -> Iterator[Shape]:
    """Cut "SRF Hazm Brigade" (a list that lost its commas) around acronyms; drop adjectives at the front."""
    first, last = shape.first, shape.last
    while first < last and _is_adjective(tokens, first, last, world):
        first = _skip(tokens, first, last)
    if first == last and (tokens.low[first] in world.demonyms or tokens.low[first] in words_of("religion_ethnic")):
        if tokens.low[first] == "maoists":
            yield Shape(first, last)
        return
    if last > first and tokens.low[last] in words_of("religion_ethnic") and tokens.low[last - 1].endswith("s"):
        last -= 1  # "Bashar al-Assads Alawite sect", whose apostrophe was lost
    if last > first and tokens.low[last - 1] in bodies() and is_blend(tokens.text[last]):
        yield Shape(first, last - 1, shape.titled, shape.initial)
        yield Shape(last, last, False, False)
        return
    k = first
    start = first
    while k <= last:
        if tokens.shape[k] == "A" and len(tokens.text[k]) <= 6 and "." not in tokens.text[k] and last > first:
            alone = k == start or tokens.shape[k - 1] in "CA"
            if alone and tokens.low[k + 1 : k + 2] and not (k < last and tokens.low[last] in bodies() and k == start):
                if k > start:
                    yield Shape(start, _trim(tokens, start, k - 1), shape.titled, shape.initial)
                yield Shape(k, k, False, False)
                start = k + 1
                while start <= last and tokens.shape[start] not in "CA":
                    start += 1
                k = start
                continue
        k += 1
    if start <= last:
        yield Shape(start, last, shape.titled, shape.initial)


def _is_adjective(tokens: Tokens, i: int, last: int, world: World) -> bool:
    """An adjective of a country, people or direction that stands before a name without being part of it."""
    low = tokens.low[i]
    if low in words_of("direction"):
        if tokens.low[last] in words_of("group_head") and tokens.shape[i] == "C" and last - i > 1:
            return False  # "Northern Corridor Front"
        if tokens.low[last] in _SIDED and tokens.shape[i] == "C" and i and tokens.low[i - 1] == "the":
            return False  # "the Western Front"
        return not (last - i == 1 and tokens.low[last] in words_of("place_head"))
    if low not in world.demonyms and low not in words_of("religion_ethnic"):
        return False
    if i < last and renamed_to(tokens, i):
        return False  # "renamed itself the Islamic Vanguard"
    if any(tokens.low[k] in bodies() and tokens.low[k + 1] in {"for", "of", "on"} for k in range(i + 1, last)):
        return False  # "Syrian Center for Policy Research"
    return tokens.low[last] not in bodies() if last < len(tokens) else True
