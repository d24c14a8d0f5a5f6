"""Whom "the group", "it", "its forces", "both groups" or "the government" mean, where the text makes it plain."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from store.extraction.clauses.arguments import subjects, verb_before
from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.items import Item, Referent
from store.extraction.lexicon.words import words_of
from store.extraction.patterns.identities import adjective_state
from store.extraction.reference.affiliations import affiliation
from store.extraction.reference.antecedents import Focus, nouns_for_bodies
from store.extraction.reference.bare_nouns import army_units, bare
from store.extraction.reference.officials import official
from store.extraction.reference.pronouns import (
    HURTING,
    THEY,
    described,
    nameless_say,
    person,
    pronoun,
    sayer,
)
from store.extraction.reference.regimes import regime_forces
from store.records import Kind, Relation

_HIS: Final = frozenset({"his", "her"})
_PAIR: Final = frozenset({"both", "each", "neither"})
_RECIPROCAL: Final = frozenset({("each", "other"), ("one", "another"), ("the", "other"), ("the", "others")})
_SIDES: Final = frozenset(
    "groups sides parties factions countries states organisations organizations governments movements"
    " forces armies rivals cartels gangs allies militias".split()
)


_OF_TWO: Final = frozenset({"former", "latter", "first", "second"})
_SELF: Final = frozenset({"itself", "themselves"})
_MEMBERS: Final = frozenset(
    "rebels militants insurgents fighters terrorists jihadists gunmen guerrillas soldiers troops forces men militiamen"
    " extremists separatists".split()
)


def resolve(clauses: Clauses, focus: Focus, speaker: int | None) -> None:
    """Give pronouns and bare nouns of a sentence the entity that they plainly mean."""
    document = clauses.document
    low = document.tokens.low
    here: list[int] = []
    for number, item in enumerate(clauses.items):
        word = low[item.first]
        if item.tag == "O" or (item.first == item.last and word in _PAIR):
            # "the rebels claim that they"
            own = word == "they" and (bool(sayer(clauses, number)) or nameless_say(clauses, number))
            item.group = _pair(clauses, item, focus, here) if word in THEY | _PAIR and not own else []
            if word == "they" and not item.group:
                item.group = _listed_before(clauses, item, number)
            if not item.group and item.tag == "O":
                item.pronoun = pronoun(clauses, item, number, focus, speaker)
        elif item.tag != "NP":
            pass
        elif item.last == item.first + 1 and _reciprocal(clauses, item):
            item.group = _each_other(clauses, item, number)
        else:
            _resolve_phrase(clauses, item, number, focus, here, speaker)
        for mention in item.mentions:
            if document.entities[mention.entity].kind.acts and mention.entity not in here:
                here.append(mention.entity)


def _reciprocal(clauses: Clauses, item: Item) -> bool:
    """Whether a phrase is "each other", "one another" or "the other"."""
    words = tuple(clauses.document.tokens.low[item.first : item.last + 1])
    return words in _RECIPROCAL


def _each_other(clauses: Clauses, item: Item, number: int) -> list[Referent]:
    """Those who do it to each other: the subjects of the verb before, if they are several."""
    verb = verb_before(clauses, number - 1)
    doers = subjects(clauses, verb) if verb >= 0 else []
    acting = [r for r in doers if clauses.document.entities[r.entity].kind.acts]
    return [Referent(r.entity, item.first, item.last, "each other") for r in acting] if len(acting) > 1 else []


def _resolve_phrase(
    clauses: Clauses, item: Item, number: int, focus: Focus, here: list[int], speaker: int | None
) -> None:
    word = clauses.word(item)
    if word == "its" and number > 1 and clauses.items[number - 1].tag == "C" and clauses.items[number - 2].mentions:
        # "A and its offshoot"
        near = [r for r in clauses.named(clauses.items[number - 2]) if clauses.document.entities[r.entity].kind.acts]
        if near:
            item.possessor = Referent(near[-1].entity, item.first, item.first, "'its' of the name right before")
    elif word in {"its", "their", "our"}:
        item.possessor = _struck_owner(clauses, item, number) or pronoun(clauses, item, number, focus, speaker)
    elif word in _HIS and clauses.low(item) in nouns_for_bodies() and _names_it(clauses, number):
        item.possessor = person(clauses, item, number, focus)
    elif word in _HIS and clauses.low(item) in words_of("military_noun") | words_of("fighter_noun"):
        item.possessor = _of_leader(clauses, item, number, focus)
    elif word in _HIS:
        item.possessor = person(clauses, item, number, focus)
    elif number and clauses.word(clauses.items[number - 1]) == "whose":
        item.possessor = _whose(clauses, item, number)
    if not item.mentions or clauses.low(item) in clauses.lexicon.identities:
        item.pronoun = described(clauses, number)
    if item.mentions:
        if item.possessor is None and word == "the":
            item.possessor = _owner(clauses, item, focus, here)  # "the group's commander P"
        if item.pronoun is None and _hyphened_group(clauses, item):
            noun = Item("NP", item.last - 1, item.last)
            item.pronoun = bare(clauses, noun, focus, here)
        return
    item.possessor = item.possessor or _owner(clauses, item, focus, here)
    item.pronoun = item.pronoun or _called(clauses, number)
    if item.pronoun is None and (word in {"the", "this", "that", "these", "those"} or word in _PAIR):
        if (clauses.low(item) in {"two", "pair"} and item.last == item.first + 1) or (
            clauses.low(item) in _SIDES
            and (word in _PAIR or clauses.document.tokens.low[item.first + 1] in {"two", "three", "rival"})
        ):
            item.group = _pair(clauses, item, focus, here)
        elif (sides := _owning_sides(clauses, item)) is not None:
            item.group = _pair(clauses, sides, focus, here)
        elif clauses.low(item) in _OF_TWO and item.last == item.first + 1:
            item.pronoun = _one_of_two(clauses, item, focus, here)
        elif word not in _PAIR and not _tells_whose(clauses, number):
            item.pronoun = bare(clauses, item, focus, here)
    elif item.pronoun is None and word == "army" and clauses.low(item) in words_of("state_asset"):
        item.pronoun = army_units(clauses.document, item)
    item.pronoun = item.pronoun or regime_forces(clauses, item) or official(clauses, item, number)


def _one_of_two(clauses: Clauses, item: Item, focus: Focus, here: list[int]) -> Referent | None:
    """Whom "the former" and "the latter" mean: of two in this sentence, else in the one before."""
    two = [e for e in here if _armed(clauses, e)]
    if len(two) != 2:
        two = focus.subjects if len(focus.subjects) == 2 else [e for e in focus.recent if _armed(clauses, e)]
    if len(two) != 2:
        return None
    one = two[clauses.low(item) in {"latter", "second"}]
    return Referent(one, item.first, item.last, f"plainly 'the {clauses.low(item)}' of two")


def _armed(clauses: Clauses, entity: int) -> bool:
    return clauses.document.entities[entity].kind is Kind.ARMED_GROUP


def _tells_whose(clauses: Clauses, number: int) -> bool:
    """Whether a phrase tells itself whose it is: "the rebels of A"."""
    behind = clauses.items[number + 1 : number + 3]
    if len(behind) < 2 or clauses.word(behind[0]) != "of" or not behind[1].mentions:
        return False
    # "the gang of P" is no group that was named
    return clauses.low(clauses.items[number]) in _MEMBERS or clauses.names_person(number + 2)


def _names_it(clauses: Clauses, number: int) -> bool:
    """Whether a name follows behind a comma: "his own organization, A"."""
    behind = clauses.items[number + 1 : number + 3]
    return len(behind) == 2 and behind[0].tag == "," and bool(behind[1].mentions)


def _owning_sides(clauses: Clauses, item: Item) -> Item | None:
    """The owners in "the two movements' gunmen" and "both groups' fighters", as a phrase of their own."""
    low = clauses.document.tokens.low
    if clauses.low(item) not in words_of("fighter_noun") or item.last - item.first < 3:
        return None
    for i in range(item.first + 1, item.last):
        if (
            clauses.tag(i) == "s"
            and low[i - 1] in _SIDES
            and low[item.first + 1] in {"two", "three", "rival", low[i - 1]}
        ):
            return Item("NP", item.first, i - 1)
    return None


def _whose(clauses: Clauses, item: Item, number: int) -> Referent | None:
    """Whose troops "whose troops" are: those of the name before."""
    if clauses.low(item) not in words_of("military_noun") | words_of("fighter_noun") or number < 1:
        return None
    before = number - 2 if clauses.items[number - 2].tag == "NP" else number - 3
    if before < 0 or clauses.items[before].tag != "NP":
        return None
    acting = [r for r in clauses.named(clauses.items[before]) if clauses.document.entities[r.entity].kind.acts]
    return Referent(acting[-1].entity, item.first, item.first, "'whose' of the name before") if acting else None


def _hyphened_group(clauses: Clauses, item: Item) -> bool:
    """Whether a phrase is "the Iran-backed group", with no other name in it."""
    tokens = clauses.document.tokens
    if clauses.word(item) != "the" or len(item.mentions) != 1 or item.mentions[0].first != item.first + 1:
        return False
    behind = item.mentions[0].last + 1
    hyphen = tokens.text[behind : behind + 1] == ["-"] and tokens.low[behind + 1] in clauses.lexicon.suffixes
    return hyphen and clauses.low(item) in words_of("body_noun") and item.last <= behind + 3


def _of_leader(clauses: Clauses, item: Item, number: int, focus: Focus) -> Referent | None:
    """Whose troops "his troops" are: those of the group or state of the person named before in the sentence."""
    verb = verb_before(clauses, number - 1) if number else -1
    said = subjects(clauses, verb) if verb >= 0 and clauses.items[verb].lemma in words_of("saying_verb") else []
    for speaker in said:  # "P threatened Q and said his men would fight"
        if clauses.document.entities[speaker.entity].kind is Kind.PERSON:
            group = affiliation(clauses.document, speaker.entity)
            if group is not None:
                return Referent(group, item.first, item.first, "'his' of the leader who says so")
    for before in reversed(clauses.items[:number]):
        for mention in reversed(before.mentions):
            if clauses.document.entities[mention.entity].kind is not Kind.PERSON:
                continue
            state = adjective_state(clauses, before.first, mention.first)
            group = state.entity if state is not None else affiliation(clauses.document, mention.entity)
            return None if group is None else Referent(group, item.first, item.first, "'his' of its leader")
    if focus.person is None or (group := affiliation(clauses.document, focus.person)) is None:
        return None
    return Referent(group, item.first, item.first, "'his' of the leader of whom the sentence before speaks")


@lru_cache(maxsize=1)
def _theirs() -> frozenset[str]:
    return words_of("asset_noun") | words_of("leader_noun")


def _struck_owner(clauses: Clauses, item: Item, number: int) -> Referent | None:
    """Whose positions it strikes: "A, which lists B, shelled its positions" means those of B; nobody shells himself."""
    verb = number - 1
    if verb > 1 and clauses.word(clauses.items[verb]) == "of" and clauses.items[verb - 1].tag == "NP":
        verb -= 2  # "killing eleven of its members"
    if verb < 0 or clauses.items[verb].tag != "V" or clauses.low(item) not in _theirs():
        return None
    lemma = clauses.items[verb].lemma
    predicates = clauses.lexicon.verbs.get(lemma, ())
    hostile = any(p.relation is Relation.FIGHTS and len(p.words) == 1 and "obj" in p.object for p in predicates)
    if not hostile and lemma not in HURTING:
        return None
    doers = {r.entity for r in subjects(clauses, verb)}
    if not doers:
        return None
    for before in clauses.items[:number]:
        for r in clauses.named(before):
            if r.entity not in doers and clauses.document.entities[r.entity].kind in (Kind.ARMED_GROUP, Kind.STATE):
                return Referent(r.entity, item.first, item.first, "'its' of whom the clause before names")
    return None


def _called(clauses: Clauses, number: int) -> Referent | None:
    """The name behind "the organisation known as X", "a group called X"."""
    items = clauses.items
    if number + 2 >= len(items) or items[number + 1].lemma not in {"know", "call", "name", "dub", "style"}:
        return None
    behind = number + (3 if items[number + 2].tag == "P" or clauses.word(items[number + 2]) in _SELF else 2)
    if items[number + 1].auxiliary or behind >= len(items) or clauses.low(items[number]) not in nouns_for_bodies():
        return None
    acting = [r for r in clauses.named(items[behind]) if clauses.document.entities[r.entity].kind.acts]
    return acting[0] if acting else None


def _listed_before(clauses: Clauses, item: Item, number: int) -> list[Referent]:
    """The list that is the subject of the clause before: "A and B said that they"."""
    for k, before in enumerate(clauses.items[:number]):
        if before.tag == "V":
            return []
        if before.tag == "NP" and clauses.named(before):
            found = clauses.members(k)
            acting = [r for r in found if clauses.document.entities[r.entity].kind.acts]
            if len(acting) < 2 or len(acting) != len(found):
                return []
            return [Referent(r.entity, item.first, item.last, "'they' after the list") for r in acting]
    return []


def _pair(clauses: Clauses, item: Item, focus: Focus, here: list[int]) -> list[Referent]:
    """The two (or more) groups that "both", "the two groups" or "they" mean: those last named side by side."""
    word = clauses.word(item)
    pool = focus.subjects if len(focus.subjects) > 1 else []
    number = clauses.item_of[item.first - clauses.first]
    if number and clauses.items[number - 1].tag == "V" and word == "both":
        doing = {r.entity for r in subjects(clauses, number - 1)}
        here = [e for e in here if e not in doing]  # "the army warned both"
    elif here and word not in THEY:
        here = _meant_before(clauses, item)  # "The movement fought A until the two sides signed a truce"
        pool = here if len(here) == 2 else pool
    if not pool and word not in THEY:
        recent = focus.recent if len(focus.recent) == 2 and len(here) < 3 else []
        pool = here if len(here) == 2 else recent
        if not pool and not here:
            pool = [e for e in focus.recent if _armed(clauses, e)]
            pool = pool if len(pool) == 2 else []
    if here and word in THEY:
        return []
    if clauses.low(item) in {"groups", "factions", "movements", "militias", "cartels", "gangs"}:
        entities = clauses.document.entities
        armed = [e for e in pool if entities[e].kind is Kind.ARMED_GROUP]
        if len(armed) < 2:
            armed = [e.number for e in entities if e.kind is Kind.ARMED_GROUP]
        pool = armed if len(armed) == 2 or armed == pool else []
    return [
        Referent(entity, item.first, item.last, f"plainly '{clauses.document.tokens.text[item.last]}'")
        for entity in pool
    ]


def _meant_before(clauses: Clauses, item: Item) -> list[int]:
    """The groups that a sentence names or means before a phrase."""
    found = []
    for before in clauses.items:
        if before.first >= item.first:
            break
        found += [m.entity for m in before.mentions]
        if before.pronoun is not None:
            found.append(before.pronoun.entity)
    return [e for e in dict.fromkeys(found) if clauses.document.entities[e].kind.acts]


def _owner(clauses: Clauses, item: Item, focus: Focus, here: list[int]) -> Referent | None:
    """Whom "the cartel's leader" or "the group's attacks" belongs to."""
    for i in range(item.first + 2, item.mentions[0].first if item.mentions else item.last):
        if clauses.tag(i) == "s":
            owner = Item("NP", item.first, i - 1)
            if clauses.low(owner) in _OF_TWO and owner.last == owner.first + 1:
                return _one_of_two(clauses, owner, focus, here)
            return bare(clauses, owner, focus, here)
    return None
