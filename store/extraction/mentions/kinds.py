"""Tell what kind of entity a name is: by its head word, the words around it, and the lists of places."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from store.extraction.lexicon.words import words_of
from store.extraction.mentions.kind_cues import (
    CHIEFS,
    after_place_words,
    among,
    announced,
    before_plural_head,
    behind_office,
    called_a_place,
    calling,
    is_listed_person,
    is_official,
    is_origin,
    is_outlet,
    is_party,
    leads_here,
    of_army,
    renamed_to,
    says,
    word_at,
)
from store.extraction.mentions.shapes import Shape
from store.extraction.text.tokens import Tokens
from store.records import Kind
from store.world import World

_IN: Final = frozenset("in near at around outside inside across into toward towards throughout within".split())
_FROM: Final = frozenset("from to of between through via".split())
# Heads that an armed group, a party, a company and a village can all have: what stands around them decides.
_OPEN_HEADS: Final = frozenset(
    "group groups union organization organisation command company council state congress alliance coalition wing youth"
    " unit units sons shield storm corps division army forces force movement structure".split()
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
# Heads that only units of an army have: with the adjective of a state before them they are that state's.
_ARMY_HEADS: Final = frozenset(
    "brigade brigades battalion battalions division regiment regiments legion squad squads squadron column commandos"
    " command corps company companies kandak detachment soldiers".split()
)
# Words that no body of a state has in its name.
_OPPOSED: Final = frozenset({"revolution", "revolutionary", "opposition"})
# What stands before "force", "group" and "team" in the names of units of the police and of armies.
_SQUADS: Final = frozenset("task operations reaction response strike elite reserve tactical protection".split())
# Who is taken is taken from a place.
_TAKEN: Final = frozenset(
    "arrested apprehended nabbed held detained picked rounded abducted kidnapped hailing recovered seized".split()
)
_COMING: Final = frozenset(
    "refugees civilians residents people families men women villagers palestinians kurds boy boys girl girls migrants"
    " deserters students teachers natives settlers traders returnees evacuees youths".split()
)
_GENERIC_HEADS: Final = frozenset("forces police army troops militants rebels organizations organisations".split())


# What only a state's service, agency or corps does.
_STATE_SERVICES: Final = frozenset({"service", "services", "agency", "unit"})
_OFFICIAL_TASKS: Final = frozenset(
    "security intelligence counterterrorism border police secret prison customs investigation penitentiary immigration"
    " investigative".split()
)
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
    after = word_at(tokens, last + 1)
    before = word_at(tokens, first - 1)
    if first == last and tokens.low[first] == "maoists":
        return Kind.ARMED_GROUP
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
    if after_place_words(tokens, first) or (head not in words_of("group_head") and is_origin(tokens, first)):
        return Kind.PLACE  # "the town of X rebels said"
    if after == "," and called_a_place(tokens, last + 2) and tokens.shape[last] == "C":
        return Kind.PLACE  # "X, a town in R"
    if after in words_of("group_noun") and tokens.shape[last + 1] == "w":
        lone = first == last and (start in words_of("opener") or start in words_of("initial_word"))
        return None if lone else Kind.ARMED_GROUP
    if is_listed_person(tokens, first, last):
        return Kind.PERSON
    if among(tokens, first, words_of("group_noun") | words_of("force_noun")) or before_plural_head(tokens, last):
        return Kind.ARMED_GROUP
    if (
        before == "the"
        and first >= 3
        and tokens.text[first - 2] == ","
        and tokens.low[first - 3] in words_of("group_noun") | _OTHERS
    ):
        return Kind.ARMED_GROUP
    if (at := calling(tokens, first)) > 0:
        if word_at(tokens, at - 1) in _PEOPLE:
            return Kind.PERSON  # "a man called X"
        if announced(tokens, at):
            return Kind.ARMED_GROUP
    if after_place_words(tokens, first) or (before == "of" and word_at(tokens, first - 2) == "out"):
        return Kind.PLACE
    if before == "from" and first == last and word_at(tokens, first - 2) in _COMING and tokens.shape[last] == "C":
        return Kind.PLACE  # "refugees from X"
    if start in words_of("person_start") and last > first:
        return Kind.PERSON
    if first == last and (leads_here(tokens, first) or behind_office(tokens, first)):
        return Kind.PERSON
    if last > first and after == "," and word_at(tokens, last + 2) in {"a", "an", "the", "its", "their"}:
        told = not words_of("leader_noun").isdisjoint(tokens.low[last + 3 : last + 6])
        if told and tokens.shape[last] == "C" and world.places.find(tokens.span(first, last)) == ():
            return Kind.PERSON  # "captured P, a leader of A"
    if before == "," and word_at(tokens, first - 2) in CHIEFS and after in {",", "."}:
        return Kind.PERSON  # "its best-known leader, X, was killed"
    if is_outlet(tokens, first, last, before, after):
        return Kind.ORGANIZATION
    if before in _IN and tokens.shape[last] == "C" and first > 1 and tokens.shape[first - 2] == "w":
        return Kind.PLACE
    if before in {"nearby", "neighbouring", "neighboring"} and word_at(tokens, first - 2) in _IN | _FROM:
        return Kind.PLACE
    listed = world.places.find(tokens.span(first, last))
    if listed and listed[0].strength == "sure" and (before in _IN or before in {"of", "from"}):
        return Kind.PLACE  # "east of X said the army", whose comma was lost
    if says(tokens, first, last):
        return Kind.PERSON if before != "the" and tokens.shape[last] == "C" else Kind.ORGANIZATION
    if listed and (listed[0].strength == "sure" or before in _IN or before in _FROM):
        return Kind.PLACE
    if before in {"at", "to"} and word_at(tokens, first - 2) in words_of("place_lead") | words_of("territory_verb"):
        return Kind.PLACE
    if (before in _IN or before in words_of("territory_verb")) and tokens.shape[last] == "C":
        return Kind.PLACE
    if before == "from" and word_at(tokens, first - 2) in words_of("territory_verb") | {
        "withdraw",
        "retreat",
        "expelled",
    }:
        return Kind.PLACE
    if before == "the" and word_at(tokens, first - 2) in words_of("territory_verb") and first == last:
        return None
    if before == "from" and first == last and not _TAKEN.isdisjoint(tokens.low[max(0, first - 8) : first - 1]):
        return Kind.PLACE  # "arrested a cadre from X"
    if (
        last > first
        and after == "led"
        and word_at(tokens, last + 2) in words_of("subunit_noun") | words_of("body_noun")
    ):
        return Kind.PERSON  # "the P led faction"
    if last > first and renamed_to(tokens, first):
        return Kind.ARMED_GROUP if tokens.low[last] not in words_of("party_noun") else Kind.ORGANIZATION
    return _by_shape(tokens, first, last, before, world)


def _is_region(tokens: Tokens, first: int, last: int, world: World) -> bool:
    """Whether a listed place or a direction stands before "State": "Lagos State", "South Kordofan State"."""
    start = first + (tokens.low[first] in words_of("direction") and last - first > 1)
    return any(place.strength == "sure" for place in world.places.find(tokens.span(start, last - 1)))


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
    if several and head in {"force", "group", "team"} and _is_squad(tokens, first, last):
        return Kind.STATE
    if several and (head in _hard_group_heads() or head in _OPEN_HEADS) and is_party(tokens, first, last):
        return Kind.ORGANIZATION
    if several and head in _hard_group_heads():
        official = head in _ARMY_HEADS and (is_official(tokens, first, world) or of_army(tokens, last, world))
        return Kind.STATE if official else Kind.ARMED_GROUP
    if (
        several
        and head in words_of("state_head")
        and (head != "commission" or is_official(tokens, first, world))
        and _OPPOSED.isdisjoint(tokens.low[first : last + 1])
        and head not in {"house", "service", "services", "congress", "assembly"}
    ):
        return Kind.STATE
    if several and head in _STATE_SERVICES and not _OFFICIAL_TASKS.isdisjoint(tokens.low[first:last]):
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
        if head in {"army", "forces", "force", "corps", "division", "command"} and is_official(tokens, first, world):
            return Kind.STATE
        if head == "state" and head == tokens.low[last] and _is_region(tokens, first, last, world):
            return Kind.PLACE
        if head in {"army", "forces", "force", "movement", "division", "corps", "unit", "units", "shield", "structure"}:
            return Kind.ARMED_GROUP
        return Kind.ORGANIZATION
    lead = word_at(tokens, first - 1)
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
    opposed = not _OPPOSED.isdisjoint(tokens.low[first : last + 1])
    if several and head == "commission" and (opposed or not is_official(tokens, first, world)):
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


def _is_squad(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a name is one that police and armies give their units: "Special Task Force", "Quick Reaction Team"."""
    before = tokens.low[last - 1]
    if before in _SQUADS:
        return True
    return before in {"police", "security"} and tokens.low[last] == "force" and last - first > 1


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
    if start in words_of("person_start") or says(tokens, shape.first, shape.last):
        return False
    return not is_listed_person(tokens, shape.first, shape.last)
