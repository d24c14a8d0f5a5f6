"""Tell what kind of entity a name is: by its head word, the words around it, and the lists of places."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Final

from store.extraction.lexicon.words import words_of
from store.extraction.mentions.shapes import Shape
from store.extraction.text.tokens import Tokens
from store.records import Kind
from store.world import World

_IN: Final = frozenset("in near at around outside inside across into toward towards throughout within".split())
_FROM: Final = frozenset("from to of between through via".split())
# Heads that an armed group, a party, a company and a village can all have: what stands around them decides.
_OPEN_HEADS: Final = frozenset(
    "group groups union organization organisation command company council state congress alliance coalition wing youth"
    " unit units sons shield storm corps division army forces movement".split()
)


_CHIEFS: Final = frozenset(
    "leader commander chief founder head spokesman boss kingpin emir chairman president chairwoman warlord".split()
)
_OTHERS: Final = frozenset(
    "rival rivals enemy enemies ally allies foe foes affiliate affiliates offshoot offshoots successor predecessor"
    " faction wing branch splinter opponent opponents partner partners adversary proxy".split()
)
_PEOPLE: Final = frozenset(
    "man warlord commander leader general fighter woman cleric gunman boss preacher officer".split()
)
# Nouns right before the name of what they are, and words that only parties have in their names.
_BODY_LEADS: Final = frozenset(
    "channel airline broadcaster newspaper magazine website charity outlet portal station publisher ngo firm".split()
)
_PARTISAN: Final = frozenset({"ruling", "opposition", "governing"})
_PARTY_WORDS: Final = frozenset("social christian liberal conservative labour labor republican".split())
# Heads that only units of an army have: with the adjective of a state before them they are that state's.
_ARMY_HEADS: Final = frozenset(
    "brigade brigades battalion battalions division regiment regiments legion squad squads squadron column commandos"
    " command corps company companies kandak detachment soldiers".split()
)
_MEMBERS: Final = frozenset(
    "member members cadre cadres militant militants fighter fighters operative operatives terrorist terrorists officer"
    " officers activist activists gunman gunmen jihadist jihadists leaders commanders civilians soldiers men".split()
)
_COMING: Final = frozenset(
    "refugees civilians residents people families men women villagers palestinians kurds boy boys girl girls migrants"
    " deserters students teachers natives settlers traders returnees evacuees youths".split()
)
_GENERIC_HEADS: Final = frozenset("forces police army troops militants rebels organizations organisations".split())


# First words of places, and nouns behind several of them.
_PLACE_STARTS: Final = frozenset(
    "bani banu ain ayn bourj burj borj kfar kafar dayr ras bab jebel djebel qasr souk souq khirbet khirbat san santa"
    " puerto ciudad".split()
)
_PLURAL_PLACES: Final = frozenset(
    "states provinces districts regions counties governorates villages towns departments areas cities suburbs".split()
)

# Last words of events, papers and undertakings, which are nobody's names.
_NO_PERSONS: Final = frozenset(
    "dialogue dialog accord accords agreement agreements pact plan plans deal offensive war process summit treaty"
    " declaration memorandum protocol campaign election elections act bill law code resolution decree constitution"
    " charter festival cup prize award fund week day days dawn storm desk report reports review talks doctrine"
    " question crisis policy strategy programme road school academy hospital".split()
)

_LAST_LATIN: Final = "\u024f"


def kind_of(tokens: Tokens, shape: Shape, world: World) -> Kind | None:
    """The kind of a capitalised name, or None where nothing tells it."""
    first, last = shape.first, shape.last
    head, start = _head(tokens, first, last), _first_word(tokens, first, last)
    after = _word(tokens, last + 1)
    before = _word(tokens, first - 1)
    if _is_rubbish(tokens, first, last):
        return None
    if (
        tokens.text[last + 1 : last + 2] == ["-"]
        and tokens.low[last + 2 : last + 3]
        and tokens.low[last + 2] in {"based", "born"}
    ):
        return None
    if shape.titled and tokens.low[last] in _NO_PERSONS:
        return None  # "Major National Dialogue"
    if shape.titled and head not in _hard_group_heads() and head not in words_of("org_head"):
        return Kind.PERSON
    kind = _by_head(tokens, first, last, head, start, after, world)
    if kind is Kind.PLACE and last > first and before in words_of("title") and tokens.shape[first - 1] == "C":
        return Kind.PERSON  # "Executive Director Veronica Lake"
    if kind is not None:
        return kind
    if _after_place_words(tokens, first):
        return Kind.PLACE  # "the town of X rebels said"
    if after in words_of("group_noun") and tokens.shape[last + 1] == "w":
        lone = first == last and (start in words_of("opener") or start in words_of("initial_word"))
        return None if lone else Kind.ARMED_GROUP
    if _is_listed_person(tokens, first, last):
        return Kind.PERSON
    if _among(tokens, first, words_of("group_noun") | words_of("force_noun")) or _before_plural_head(tokens, last):
        return Kind.ARMED_GROUP
    if (
        before == "the"
        and first >= 3
        and tokens.text[first - 2] == ","
        and tokens.low[first - 3] in words_of("group_noun") | _OTHERS
    ):
        return Kind.ARMED_GROUP
    if (calling := _calling(tokens, first)) > 0:
        if _word(tokens, calling - 1) in _PEOPLE:
            return Kind.PERSON  # "a man called X"
        if _announced(tokens, calling):
            return Kind.ARMED_GROUP
    if _after_place_words(tokens, first) or (before == "of" and _word(tokens, first - 2) == "out"):
        return Kind.PLACE
    if before == "from" and first == last and _word(tokens, first - 2) in _COMING and tokens.shape[last] == "C":
        return Kind.PLACE  # "refugees from X"
    if start in words_of("person_start") and last > first:
        return Kind.PERSON
    if first == last and leads_here(tokens, first):
        return Kind.PERSON
    if last > first and after == "," and _word(tokens, last + 2) in {"a", "an", "the", "its", "their"}:
        told = not words_of("leader_noun").isdisjoint(tokens.low[last + 3 : last + 6])
        if told and tokens.shape[last] == "C" and world.places.find(tokens.span(first, last)) == ():
            return Kind.PERSON  # "captured P, a leader of A"
    if before == "," and _word(tokens, first - 2) in _CHIEFS and after in {",", "."}:
        return Kind.PERSON  # "its best-known leader, X, was killed"
    if _is_outlet(tokens, first, last, before, after):
        return Kind.ORGANIZATION
    if before in _IN and tokens.shape[last] == "C" and first > 1 and tokens.shape[first - 2] == "w":
        return Kind.PLACE
    if before in {"nearby", "neighbouring", "neighboring"} and _word(tokens, first - 2) in _IN | _FROM:
        return Kind.PLACE
    listed = world.places.find(tokens.span(first, last))
    if listed and listed[0].strength == "sure" and (before in _IN or before in {"of", "from"}):
        return Kind.PLACE  # "east of X said the army", whose comma was lost
    if _says(tokens, first, last):
        return Kind.PERSON if before != "the" and tokens.shape[last] == "C" else Kind.ORGANIZATION
    if listed and (listed[0].strength == "sure" or before in _IN or before in _FROM):
        return Kind.PLACE
    if before in {"at", "to"} and _word(tokens, first - 2) in words_of("place_lead") | words_of("territory_verb"):
        return Kind.PLACE
    if (before in _IN or before in words_of("territory_verb")) and tokens.shape[last] == "C":
        return Kind.PLACE
    if before == "from" and _word(tokens, first - 2) in words_of("territory_verb") | {
        "withdraw",
        "retreat",
        "expelled",
    }:
        return Kind.PLACE
    if before == "the" and _word(tokens, first - 2) in words_of("territory_verb") and first == last:
        return None
    return _by_shape(tokens, first, last, before, world)


def _word(tokens: Tokens, i: int) -> str:
    return tokens.low[i] if 0 <= i < len(tokens) else ""


def _head(tokens: Tokens, first: int, last: int) -> str:
    """The head word: the last one, or the one before "of", "for", "on" where it names a body."""
    for i in range(first + 1, last):
        if tokens.low[i] in {"of", "for", "on", "against"}:
            return tokens.low[i - 1]
    return tokens.low[last]


def _first_word(tokens: Tokens, first: int, last: int) -> str:
    if tokens.low[first] in words_of("article_arabic") and first + 2 <= last:
        return tokens.low[first + (2 if tokens.text[first + 1] == "-" else 1)]
    return tokens.low[first]


@lru_cache(maxsize=1)
def _hard_group_heads() -> frozenset[str]:
    return words_of("group_head") - _OPEN_HEADS


def _is_rubbish(tokens: Tokens, first: int, last: int) -> bool:
    low = tokens.low[first]
    if low == "operation" or (first and tokens.low[first - 1] == "operation"):
        return True
    generic = all(tokens.low[i] in words_of("initial_word") or tokens.shape[i] == "p" for i in range(first, last + 1))
    if generic and tokens.low[last] in _GENERIC_HEADS:
        return True
    if first != last:
        return False
    if low[:-1] in words_of("weekday") and low.endswith("s"):
        return True
    if len(low) < 2 or low in words_of("month") or low in words_of("weekday") or low in words_of("direction"):
        return True
    return low in words_of("title") or low in words_of("religion_ethnic") or low in _never()


@lru_cache(maxsize=1)
def _never() -> frozenset[str]:
    return words_of("never_name") | words_of("determiner") | words_of("pronoun")


def _by_head(tokens: Tokens, first: int, last: int, head: str, start: str, after: str, world: World) -> Kind | None:
    several = last > first
    if several and (head in _hard_group_heads() or head in _OPEN_HEADS) and _is_party(tokens, first, last):
        return Kind.ORGANIZATION
    if several and head in _hard_group_heads():
        official = head in _ARMY_HEADS and (_is_official(tokens, first, world) or _of_army(tokens, last, world))
        return Kind.STATE if official else Kind.ARMED_GROUP
    if (
        several
        and head in words_of("state_head")
        and (head != "commission" or _is_official(tokens, first, world))
        and head not in {"house", "service", "services", "congress", "assembly"}
    ):
        return Kind.STATE
    if several and start in words_of("group_start") and start not in {"los", "las", "hayat", "nour", "tahrir"}:
        return Kind.ARMED_GROUP
    if start in {"los", "las"} and several:
        return (
            Kind.ARMED_GROUP
            if after in words_of("group_noun") or tokens.low[first - 1 : first] != ["in"]
            else Kind.PLACE
        )
    if several and head in _OPEN_HEADS:
        if head in {"army", "forces", "corps", "division", "command"} and _is_official(tokens, first, world):
            return Kind.STATE
        if head in {"army", "forces", "movement", "division", "corps", "unit", "units", "shield"}:
            return Kind.ARMED_GROUP
        return Kind.ORGANIZATION
    lead = _word(tokens, first - 1)
    if lead in _BODY_LEADS and tokens.shape[first - 1] == "w":
        return Kind.ORGANIZATION
    located = lead in _IN | _FROM
    if several and head in words_of("place_head") and (located or head not in words_of("org_head")):
        return Kind.PLACE
    if several and (
        head in words_of("org_head")
        or start in {"university", "institute", "committee", "association", "center", "centre"}
    ):
        return Kind.ORGANIZATION
    if several and start in {"ministry", "department", "office", "government", "parliament", "directorate"}:
        return Kind.STATE
    if (
        start
        in {
            "mount",
            "mt",
            "lake",
            "fort",
            "camp",
            "port",
            "wadi",
            "tal",
            "tell",
            "tel",
            "jabal",
            "deir",
            "beit",
            "kafr",
            *_PLACE_STARTS,
        }
        and several
    ):
        return Kind.PLACE
    if several and head == "commission" and not _is_official(tokens, first, world):
        return Kind.ORGANIZATION
    if after in words_of("place_head") and tokens.shape[last + 1] == "w" and after not in {
        "agency", "centre", "center", "state", "division", "base", "police", "area", "department", "border", "field",
        "fields", "territory", "territories", "sector", "station", "post", "church", "school", "college",
        "bank", "market",
    }:  # fmt: skip
        return Kind.PLACE
    if lead in {"and", ","} and after in _PLURAL_PLACES and tokens.shape[last + 1] == "w":
        return Kind.PLACE  # "A, B and C states"
    return None


def leads_here(tokens: Tokens, i: int) -> bool:
    """Whether a single name is a leader's: "X, (the) boss of the Y", "the Y, which X leads"."""
    after = _word(tokens, i + 1)
    if after == "," and "of" in (behind := tokens.low[i + 2 : i + 7]):
        return not _CHIEFS.isdisjoint(behind[: behind.index("of")]) and behind[0] not in {"whose", "which", "and"}
    return after in {"leads", "led", "heads", "commands"} and _word(tokens, i - 1) in {"which", "whom"}


def _of_army(tokens: Tokens, last: int, world: World) -> bool:
    """Whether "of the Lebanese army" follows the name of a unit."""
    i = last + 1
    if _word(tokens, i) != "of":
        return False
    i += 2 if _word(tokens, i + 1) == "the" else 1
    return _word(tokens, i) in world.demonyms and _word(tokens, i + 1) in {"army", "military", "navy", "police"}


def _is_party(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a name is a party's: "the ruling X Movement", "Social Democratic Front"."""
    if _word(tokens, first - 1) in _PARTISAN:
        return True
    named = tokens.low[first : last + 1]
    return any(one in _PARTY_WORDS and other.startswith("democrat") for one, other in pairwise(named))


def _is_official(tokens: Tokens, first: int, world: World) -> bool:
    """Whether a name begins with a state or its adjective: "Iraqi Emergency Brigade", but not "Free Syrian Army"."""
    return tokens.low[first] in world.demonyms or any(e.key in world.states for e in world.find(tokens.text[first]))


def _is_listed_person(tokens: Tokens, first: int, last: int) -> bool:
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
        if tokens.shape[i] not in "CA" and low not in {",", "and"}:
            return False
        i -= 1
    else:
        return False
    return any(tokens.low[k] in _MEMBERS and tokens.shape[k] == "w" for k in range(i - 1, max(-1, i - 11), -1))


def _calling(tokens: Tokens, first: int) -> int:
    """Where "called", "known as (the)" or "calling itself" begins that stands right before a name, or -1."""
    i = first - 1
    if i > 0 and tokens.low[i] == "the":
        i -= 1
    if i > 0 and tokens.low[i] in {"itself", "themselves"}:
        return i - 1 if tokens.low[i - 1] in {"calling", "styling", "called", "calls", "call", "naming"} else -1
    if i > 0 and tokens.low[i] == "as":
        return i - 1 if tokens.low[i - 1] in {"known", "named"} else -1
    return i if i > 0 and tokens.low[i] in {"called", "named", "dubbed", "nicknamed"} else -1


def _announced(tokens: Tokens, calling: int) -> bool:
    """Whether a noun for groups stands right before "called", "known as" or "calling itself"."""
    nouns = words_of("group_noun") | words_of("body_noun")
    for i in range(calling - 1, max(-1, calling - 6), -1):
        if tokens.low[i] in nouns and tokens.shape[i] == "w":
            return True
        if tokens.low[i] in {"and", ".", ";", "or"}:
            return False
    return False


def _among(tokens: Tokens, first: int, nouns: frozenset[str]) -> bool:
    """Whether a name stands in a list that a noun announces: "battalions such as X, Y and Z"."""
    i = first - 1
    for _ in range(10):
        if i < 1:
            return False
        if tokens.low[i] == "as" and tokens.low[i - 1] == "such":
            return _word(tokens, i - 2) in nouns
        if tokens.low[i] in {"including", "like", "namely"}:
            return _word(tokens, i - 1 - (tokens.text[i - 1] == ",")) in nouns
        if tokens.shape[i] not in "CAds" and tokens.text[i] not in {",", "-"} and tokens.low[i] not in {"and", "the"}:
            return False
        i -= 1
    return False


def _before_plural_head(tokens: Tokens, last: int) -> bool:
    """Whether a name shares its head with the next: "the X and Y battalions"."""
    if _word(tokens, last + 1) != "and":
        return False
    i = last + 2
    while i < min(last + 5, len(tokens)) and tokens.shape[i] in "CA":
        i += 1
    return i > last + 2 and _word(tokens, i) in words_of("plural_head") and tokens.shape[i] == "w"


def _after_place_words(tokens: Tokens, first: int) -> bool:
    """Read "the town of X", "villages of X and Y", "district X"."""
    i = first - 1
    if i >= 0 and tokens.low[i] == "the":
        i -= 1
    return i >= 1 and tokens.low[i] in {"of", "called", "named"} and tokens.low[i - 1] in words_of("place_lead")


def _is_outlet(tokens: Tokens, first: int, last: int, before: str, after: str) -> bool:
    if before == "the" and first >= 2:
        before = tokens.low[first - 2]
    if before in {"reports", "reported"} and after in {"", ".", "on", "("} | words_of("month"):
        return True
    if after in {"newspaper", "magazine", "website", "channel", "television", "tv", "radio", "agency", "daily"}:
        return True
    if (
        before == "to"
        and first >= 2
        and tokens.low[first - 2] == "according"
        and last == first
        and tokens.shape[first] == "C"
    ):
        return after in {",", "."} and False
    return before == "told" and last == first and tokens.shape[first] == "C"


def _says(tokens: Tokens, first: int, last: int) -> bool:
    after = _word(tokens, last + 1)
    if after in words_of("stative_report") and tokens.shape[last + 1] == "w":
        return True
    before = _word(tokens, first - 1)
    return before in {"said", "added", "stated", "says"} and after in {"", ".", ",", '"', "”", "told"}


def _by_shape(tokens: Tokens, first: int, last: int, before: str, world: World) -> Kind | None:
    words = [i for i in range(first, last + 1) if tokens.shape[i] in "CA"]
    if len(words) < 2 or len(words) > 4 or before == "the":
        return None
    if before in {"", "."} and tokens.text[first][0] > _LAST_LATIN:
        return None  # which words only open a sentence is known of English
    if any(tokens.shape[i] == "A" and len(tokens.text[i]) > 1 for i in words):
        return None
    if tokens.low[last] in _NO_PERSONS:
        return None  # "National Dialogue"
    if any(
        tokens.low[i] in words_of("initial_word") or tokens.low[i] in {"of", "for", "and"}
        for i in range(first, last + 1)
    ):
        return None
    if all((found := world.places.find(tokens.text[i])) and found[0].strength == "sure" for i in words):
        return None
    return Kind.PERSON


def is_guess(tokens: Tokens, shape: Shape) -> bool:
    """Whether only its shape makes a name a person's."""
    start = _first_word(tokens, shape.first, shape.last)
    return start not in words_of("person_start") and not _says(tokens, shape.first, shape.last)
