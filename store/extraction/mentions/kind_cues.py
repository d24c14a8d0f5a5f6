"""What the words around a name tell of its kind: lists, titles, verbs of saying, heads behind it."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from store.extraction.lexicon.words import words_of
from store.extraction.text.tokens import Tokens
from store.world import World

CHIEFS: Final = frozenset(
    "leader commander chief founder head spokesman boss kingpin emir chairman president chairwoman warlord".split()
)
_PLACES: Final = frozenset({"town", "village", "city", "district", "port", "hamlet", "suburb", "province", "island"})
_PARTISAN: Final = frozenset({"ruling", "opposition", "governing"})
_PARTY_WORDS: Final = frozenset("social christian liberal conservative labour labor republican".split())
_MEMBERS: Final = frozenset(
    "member members cadre cadres militant militants fighter fighters operative operatives terrorist terrorists officer"
    " officers activist activists gunman gunmen jihadist jihadists leaders commanders civilians soldiers men slain"
    " deceased killed arrested arrestees trooper troopers duo trio".split()
)
_TOLD: Final = frozenset({"identified", "named"})
_FROM_THERE: Final = frozenset("resident residents native natives inhabitant inhabitants villager villagers".split())


def behind_office(tokens: Tokens, i: int) -> bool:
    """Whether a single name stands behind a group and an office: "FARC leader X", "the Taliban commander X"."""
    if word_at(tokens, i - 1) not in CHIEFS or tokens.shape[i] != "C" or tokens.shape[i - 1] != "w":
        return False
    named = i >= 2 and tokens.shape[i - 2] in "CA"
    return named and not (i + 1 < len(tokens) and tokens.shape[i + 1] in "CA")


# What becomes of persons only.
_FATES: Final = frozenset(
    "born killed assassinated arrested jailed extradited sentenced shot buried imprisoned".split()
)


def leads_here(tokens: Tokens, i: int) -> bool:
    """Whether a single name is a leader's: "X, (the) boss of the Y", "the Y, which X leads"."""
    after = word_at(tokens, i + 1)
    if after == "," and "of" in (behind := tokens.low[i + 2 : i + 7]):
        return not CHIEFS.isdisjoint(behind[: behind.index("of")]) and behind[0] not in {"whose", "which", "and"}
    if after == "," and tokens.shape[i] == "C" and _owned_office(tokens, i + 2):
        return True
    if after in {"was", "is"} and tokens.shape[i] == "C" and word_at(tokens, i - 1) in {"", "."}:
        return word_at(tokens, i + 2) in _FATES
    return after in {"leads", "led", "heads", "commands"} and word_at(tokens, i - 1) in {"which", "whom"}


def _owned_office(tokens: Tokens, i: int) -> bool:
    """Whether "the Tigers' commander" stands at a token."""
    for k in range(i + 1, min(i + 6, len(tokens) - 1)):
        if tokens.shape[k] == "s" or tokens.text[k] in "'’":
            return tokens.low[k + 1] in CHIEFS or tokens.low[min(k + 2, len(tokens) - 1)] in CHIEFS
        if tokens.text[k] in ".,;:":
            return False
    return False


def of_army(tokens: Tokens, last: int, world: World) -> bool:
    """Whether "of the Lebanese army" follows the name of a unit."""
    i = last + 1
    if word_at(tokens, i) != "of":
        return False
    i += 2 if word_at(tokens, i + 1) == "the" else 1
    return word_at(tokens, i) in world.demonyms and word_at(tokens, i + 1) in {"army", "military", "navy", "police"}


def is_party(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a name is a party's: "the ruling X Movement", "Social Democratic Front"."""
    if word_at(tokens, first - 1) in _PARTISAN:
        return True
    named = tokens.low[first : last + 1]
    return any(one in _PARTY_WORDS and other.startswith("democrat") for one, other in pairwise(named))


def is_official(tokens: Tokens, first: int, world: World) -> bool:
    """Whether a name begins with a state or its adjective: "Iraqi Emergency Brigade", but not "Free Syrian Army"."""
    return tokens.low[first] in world.demonyms or any(e.key in world.states for e in world.find(tokens.text[first]))


def is_listed_person(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a name of two or three words is a person's: "cadres of A, identified as X", "fighters, including X"."""
    if not 1 <= last - first <= 2 or any(tokens.shape[i] != "C" for i in range(first, last + 1)):
        return False
    i = first - 1
    while i > first - 12 and i > 1:
        low = tokens.low[i]
        if (low == "as" and tokens.low[i - 1] in {"identified", "named"}) or low == "identified":
            break
        if low in {"including", "namely"} and tokens.text[i - 1] == ",":
            break
        if tokens.shape[i] not in "CA" and low not in {",", "and", "of"}:
            return False
        i -= 1
    else:
        return False
    return any(tokens.low[k] in _MEMBERS and tokens.shape[k] == "w" for k in range(i - 1, max(-1, i - 11), -1))


def is_origin(tokens: Tokens, first: int) -> bool:
    """Whether a name is where somebody is from: "a resident of X", "identified as P of X and Q of Y"."""
    if word_at(tokens, first - 1) != "of" or first < 3:
        return False
    i = first - 2
    if tokens.low[i] in _FROM_THERE:
        return True
    while i > 0 and tokens.shape[i] == "C":
        i -= 1
    return (
        1 <= first - 2 - i <= 3
        and (tokens.low[i] == "and" or (tokens.low[i] == "as" and word_at(tokens, i - 1) in _TOLD))
        and (is_listed_person(tokens, i + 1, first - 2) or tokens.low[i] == "as")
    )


def calling(tokens: Tokens, first: int) -> int:
    """Where "called", "known as (the)" or "calling itself" begins that stands right before a name, or -1."""
    i = first - 1
    if i > 0 and tokens.low[i] == "the":
        i -= 1
    if i > 0 and tokens.low[i] in {"itself", "themselves"}:
        return i - 1 if tokens.low[i - 1] in {"calling", "styling", "called", "calls", "call", "naming"} else -1
    if i > 0 and tokens.low[i] == "as":
        return i - 1 if tokens.low[i - 1] in {"known", "named"} else -1
    return i if i > 0 and tokens.low[i] in {"called", "named", "dubbed", "nicknamed"} else -1


def renamed_to(tokens: Tokens, first: int) -> bool:
    """Whether a name stands behind "renamed (itself)", "rebranded as (the)" or "under the name of"."""
    i = first - 1
    while i > 0 and tokens.low[i] in {"the", "as", "itself", "themselves", '"', "“", "to", "of"}:
        i -= 1
    if i < 1 or i == first - 1:
        return False
    if tokens.low[i] == "name":
        return tokens.low[i - 1] in {"its", "the", "their"}
    return tokens.low[i] in {"renamed", "rebranded", "rebrands", "renaming", "rebranding", "known", "renames"}


def announced(tokens: Tokens, calling: int) -> bool:
    """Whether a noun for groups stands right before "called", "known as" or "calling itself"."""
    nouns = words_of("group_noun") | words_of("body_noun")
    for i in range(calling - 1, max(-1, calling - 6), -1):
        if tokens.low[i] in nouns and tokens.shape[i] == "w":
            return True
        if tokens.low[i] in {"and", ".", ";", "or"}:
            return False
    return False


def among(tokens: Tokens, first: int, nouns: frozenset[str]) -> bool:
    """Whether a name stands in a list that a noun announces: "battalions such as X, Y and Z"."""
    i = first - 1
    for _ in range(10):
        if i < 1:
            return False
        if tokens.low[i] == "as" and tokens.low[i - 1] == "such":
            return word_at(tokens, i - 2) in nouns
        if tokens.low[i] in {"including", "like", "namely"}:
            return word_at(tokens, i - 1 - (tokens.text[i - 1] == ",")) in nouns
        if tokens.shape[i] not in "CAds" and tokens.text[i] not in {",", "-"} and tokens.low[i] not in {"and", "the"}:
            return False
        i -= 1
    return False


def before_plural_head(tokens: Tokens, last: int) -> bool:
    """Whether a name shares its head with the next: "the X and Y battalions"."""
    if word_at(tokens, last + 1) != "and":
        return False
    i = last + 2
    while i < min(last + 5, len(tokens)) and tokens.shape[i] in "CA":
        i += 1
    return i > last + 2 and word_at(tokens, i) in words_of("plural_head") and tokens.shape[i] == "w"


def after_place_words(tokens: Tokens, first: int) -> bool:
    """Read "the town of X", "villages of X and Y", "district X"."""
    i = first - 1
    if i >= 0 and tokens.low[i] == "the":
        i -= 1
    return i >= 1 and tokens.low[i] in {"of", "called", "named"} and tokens.low[i - 1] in words_of("place_lead")


def called_a_place(tokens: Tokens, i: int) -> bool:
    """Whether a phrase begins at token ``i`` that calls what stands before it a place: "a small town in R"."""
    if word_at(tokens, i) not in {"a", "an", "the"}:
        return False
    for k in range(i + 1, min(i + 5, len(tokens) - 1)):
        if tokens.shape[k] != "w":
            return False
        if tokens.low[k] in _PLACES:
            return word_at(tokens, k + 1) in {"in", "on", "near", "of", "north", "south", "east", "west", "outside"}
    return False


def is_outlet(tokens: Tokens, first: int, last: int, before: str, after: str) -> bool:
    """Whether a name is an outlet's: a newspaper, somebody who was told, a source of reports."""
    if before == "the" and first >= 2:
        before = tokens.low[first - 2]
    if before in {"reports", "reported"} and after in {"", ".", "on", "("} | words_of("month"):
        return True
    if before == "reports" and last + 1 < len(tokens) and tokens.shape[last + 1] in "CA":
        return True  # "reports The Clarion A joint team": the full stop was lost
    if after in {"newspaper", "magazine", "website", "channel", "television", "tv", "radio", "agency", "daily"}:
        return True
    return before == "told" and last == first and tokens.shape[first] == "C"


def says(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a verb of saying stands beside a name."""
    after = word_at(tokens, last + 1)
    if after in words_of("stative_report") and tokens.shape[last + 1] == "w":
        return True
    before = word_at(tokens, first - 1)
    return before in {"said", "added", "stated", "says"} and after in {"", ".", ",", '"', "”", "told"}


def word_at(tokens: Tokens, i: int) -> str:
    """The lower-case word of a token, empty beyond the ends of the text."""
    return tokens.low[i] if 0 <= i < len(tokens) else ""
