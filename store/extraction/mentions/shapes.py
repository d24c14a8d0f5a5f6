"""Find names that stand on no list by their shape: runs of capitalised words, cut where titles and adjectives end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from store.extraction.lexicon.words import words_of
from store.extraction.mentions.blends import is_blend
from store.extraction.mentions.kind_cues import renamed_to
from store.extraction.text.tokens import Tokens
from store.world import World

LONGEST_NAME: Final = 10
_POSSESSORS: Final = frozenset(
    "people peoples workers women farmers peasants citizens children students lord patriots soldiers veterans".split()
)
# Officers of justice whose possessive stands inside the name of what they head: "Attorney General's Office".
_OFFICERS: Final = frozenset(
    "general prosecutor prosecutors attorney ombudsman comptroller president governor sheriff mayor secretary coroner"
    " procurator".split()
)
_SEATS: Final = frozenset({"office", "bureau", "ministry", "directorate", "department"})
# Heads before which a direction belongs to the name of a group.
_SIDED: Final = frozenset({"front", "alliance", "command", "column", "bloc", "brigade", "coalition", "battalion"})
# What stands before the hyphen of a title: "Secretary-General X", "ex-Minister X".
_HYPHENED: Final = frozenset(
    "then ex former vice co secretary director attorney governor major lieutenant inspector brigadier".split()
)
_OFFICES: Final = frozenset({"police", "state", "staff", "defense", "defence"})
_LETTERS: Final = str.isalpha


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


def is_headline(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a sentence writes (nearly) every long word with a capital, so that capitals tell nothing in it."""
    capitals = smalls = 0
    small = _small_words()
    end = last + 1
    # Behind a full stop a sentence of many names is no line without its verb.
    most = 0 if tokens.text[last] == "." else (end - first) // 8
    for shape, text, low in zip(tokens.shape[first:end], tokens.text[first:end], tokens.low[first:end], strict=True):
        if shape == "w":
            if len(text) > 2 and low not in small:
                smalls += 1
                if smalls > most:
                    return False
        elif (shape == "C" and len(text) > 3) or (shape == "A" and len(text) > 5):
            capitals += 1
    return capitals >= 3 and smalls * 8 < capitals


@lru_cache(maxsize=1)
def _small_words() -> frozenset[str]:
    return words_of("preposition") | words_of("determiner") | words_of("coordinator")


def capital_runs(tokens: Tokens, first: int, last: int, taken: list[bool]) -> Iterator[tuple[int, int]]:
    """The longest runs of capitalised words between two tokens, joiners such as "of" and "al-" inside."""
    articles = words_of("article_arabic")
    after = first
    for i in range(first, last + 1):
        shape = tokens.shape[i]
        if i < after or shape in "ps" or (shape == "w" and tokens.low[i] not in articles and _LETTERS(tokens.text[i])):
            continue
        start = _run_start(tokens, i, last, taken)
        if start < 0:
            continue
        k = start
        while (following := _next(tokens, k, last, taken)) > k:
            k = following
        yield i, k
        after = k + 1


def _run_start(tokens: Tokens, i: int, last: int, taken: list[bool]) -> int:
    """The first capitalised token of a run that begins at ``i`` ("al-Araby" begins at its article), or -1."""
    if taken[i]:
        return -1
    if tokens.shape[i] in "CA" and tokens.text[i] not in {"I", "A"}:
        return i
    if tokens.low[i] in words_of("article_arabic") and tokens.shape[i] == "w":
        j = i + 1
        if j < last and tokens.text[j] == "-" and tokens.glued[j]:
            j += 1
            return j if tokens.shape[j] in "CA" and not taken[j] and tokens.glued[j] else -1
        if tokens.low[i] == "al" and j <= last and tokens.shape[j] == "C" and not taken[j]:
            return j
    if tokens.shape[i] in "dw" and _is_ordinal(tokens.text[i]) and i < last:
        j = i + 1
        while j < min(i + 4, last) and tokens.shape[j] == "C" and not taken[j]:
            if tokens.low[j] in words_of("group_head"):
                break
            j += 1
        if tokens.shape[j] == "C" and tokens.low[j] in words_of("group_head") and not taken[j]:
            return i
    return -1


def _is_ordinal(word: str) -> bool:
    return word[:-2].isdigit() and word[-2:] in {"st", "nd", "rd", "th"}


def _next(tokens: Tokens, k: int, last: int, taken: list[bool]) -> int:
    """The next capitalised token that goes on with the run at ``k``, or ``k`` itself."""
    j = k + 1
    if j > last or taken[j]:
        return k
    shape = tokens.shape[j]
    if shape in "CA":
        return k if _opens_sentence(tokens, j) else j
    if (
        tokens.text[j] == "."
        and tokens.glued[j]
        and j < last
        and len(tokens.text[k]) <= 5
        and tokens.shape[j + 1] == "C"
    ):
        # "Gen. Joseph", "Gary J. Volesky"
        short = len(tokens.text[k]) == 1 or tokens.low[k] in words_of("title") or tokens.text[k] in {"St", "Ste", "Mt"}
        return j + 1 if short and not taken[j + 1] else k
    if (
        tokens.text[j] in "-–"
        and j + 1 < last
        and not tokens.glued[j]
        and tokens.low[k] in _bodies()
        and tokens.shape[j + 1] == "C"
    ):
        # "Tijuana Cartel - New Generation"
        return (
            j + 1
            if not taken[j + 1] and tokens.low[j + 1] in {"new", "operation", "general", "real", "red", "political"}
            else k
        )
    if tokens.text[j] == "-" and j < last and tokens.glued[j] and tokens.glued[j + 1] and not taken[j + 1]:
        return (
            j + 1
            if tokens.shape[j + 1] in "CAd" and tokens.shape[j + 1] != "d"
            else _hyphen_article(tokens, j, last, taken, k)
        )
    if (tokens.shape[j] == "s" or tokens.text[j] in "'’") and tokens.low[k] in _POSSESSORS:
        # "People's Party", "Workers' Front": whose it is belongs to its name
        return j + 1 if j < last and tokens.shape[j + 1] == "C" and not taken[j + 1] else k
    if tokens.shape[j] == "s" and tokens.low[k] in _OFFICERS and j < last and tokens.low[j + 1] in _SEATS:
        return j + 1 if tokens.shape[j + 1] == "C" and not taken[j + 1] else k
    if tokens.text[j] in '"“”' and j + 1 < last and tokens.shape[j + 1] in "CA":
        return _nickname(tokens, j, last, k)
    if _title_preposition(tokens, k) and tokens.text[j] == "the" and j < last and tokens.shape[j + 1] == "C":
        # "Behind the News": in the middle of a sentence only a title writes its preposition with a capital
        return k if taken[j + 1] else j + 1
    # joiners, at most three of them ("Front for the Liberation of", "Hay'at Tahrir al-Sham")
    m = j
    while m <= last and m - j < 4 and not taken[m]:
        if tokens.shape[m] in "CA" and m > j:
            return m
        if not _joins(tokens, k, m):
            return k
        m += 1
    return k


def _title_preposition(tokens: Tokens, k: int) -> bool:
    """Whether a preposition with a capital stands in the middle of a sentence: "told Behind the Lines News"."""
    return k > 0 and tokens.shape[k] == "C" and tokens.shape[k - 1] == "w" and tokens.low[k] in words_of("preposition")


def _opens_sentence(tokens: Tokens, j: int) -> bool:
    """Whether a capitalised word begins a sentence whose full stop was lost: "... Dhaka The attackers ..."."""
    low = tokens.low[j]
    if (low in words_of("opener") or low in words_of("adverb")) and tokens.shape[j] == "C":
        following = tokens.shape[j + 1] if j + 1 < len(tokens) else "p"
        if low == "police" and j > 1 and tokens.low[j - 2] in {"the", "by", "with"}:
            return False  # "arrested by the Palamu Police"
        return following != "C" or low in {"the", "in", "on", "he", "she", "it", "they", "at", "a", "an"}
    return False


def _hyphen_article(tokens: Tokens, j: int, last: int, taken: list[bool], k: int) -> int:
    """Read "Lashkar-e-Taiba", "Tehrik-i-Taliban": small words between hyphens; and "Ban Ki-moon"."""
    if tokens.low[j + 1] in words_of("name_tail") and k > 0 and tokens.shape[k - 1] == "C":
        return j + 1
    if j + 3 <= last and tokens.low[j + 1] in words_of("name_joiner") and tokens.text[j + 2] == "-":
        return j + 3 if tokens.shape[j + 3] in "CA" and not taken[j + 3] else k
    return k


def _nickname(tokens: Tokens, quote: int, last: int, k: int) -> int:
    """Read a nickname inside a name: Pedro "El Viejo" Ramos."""
    m = quote + 1
    while m <= min(last, quote + 4):
        if tokens.text[m] in '"“”' and m < last and tokens.shape[m + 1] == "C":
            return m + 1
        if tokens.shape[m] not in "CAw":
            return k
        m += 1
    return k


def _joins(tokens: Tokens, k: int, m: int) -> bool:
    low = tokens.low[m]
    if tokens.text[m] == "-":
        return tokens.glued[m] and tokens.low[m - 1] in words_of("name_joiner")
    if tokens.shape[m] != "w":
        return False
    if low == "of":
        return tokens.low[m - 1] in _bodies() or tokens.low[m - 1] in words_of("takes_of")
    if low in words_of("name_joiner"):
        return low not in {"at", "as", "an", "us"} or tokens.text[m + 1 : m + 2] == ["-"]
    before = tokens.low[m - 1]
    if low == "the":
        return before in {"of", "for", "in", "to"}
    if low in {"for", "against"}:
        return tokens.low[k] in _bodies()
    return low == "and" and _inside_body(tokens, k)


def _inside_body(tokens: Tokens, k: int) -> bool:
    """Whether "and" may stand inside a name: "Office on Drugs and Crime", "Ministry of Trade and Industry"."""
    return k >= 2 and tokens.low[k - 1] in {"of", "for", "on"} and tokens.low[k - 2] in _bodies()


@lru_cache(maxsize=1)
def _bodies() -> frozenset[str]:
    return words_of("org_head") | words_of("state_head") | words_of("group_head")


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
    end_is_head = tokens.low[end] in _bodies() and tokens.low[end] not in {"general"}
    end_is_head = end_is_head or (last - first > 1 and not _SEATS.isdisjoint(tokens.low[first + 1 : last]))
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
    own = tokens.low[last - 2] in _bodies() and not {tokens.low[last - 1], tokens.low[last]} & _bodies()
    return last - 1 if own else -1


def _keeps_opener(tokens: Tokens, i: int, last: int) -> bool:
    """Whether a word that usually only opens a sentence begins a name: "Islamic Front", "Security Council"."""
    return tokens.low[last] in _bodies() and last - i <= 2 and tokens.low[i] not in _NO_OPENERS


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
    if last > first and tokens.low[last - 1] in _bodies() and is_blend(tokens.text[last]):
        yield Shape(first, last - 1, shape.titled, shape.initial)
        yield Shape(last, last, False, False)
        return
    k = first
    start = first
    while k <= last:
        if tokens.shape[k] == "A" and len(tokens.text[k]) <= 6 and "." not in tokens.text[k] and last > first:
            alone = k == start or tokens.shape[k - 1] in "CA"
            if alone and tokens.low[k + 1 : k + 2] and not (k < last and tokens.low[last] in _bodies() and k == start):
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
    if any(tokens.low[k] in _bodies() and tokens.low[k + 1] in {"for", "of", "on"} for k in range(i + 1, last)):
        return False  # "Syrian Center for Policy Research"
    return tokens.low[last] not in _bodies() if last < len(tokens) else True
