"""Claims of incident reports: who the slain and the arrested were, and whom a search party met."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from store.extraction.candidates import Candidate, fits
from store.extraction.clauses.arguments import subjects
from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.items import Item, Referent
from store.extraction.clauses.objects import objects
from store.extraction.lexicon.words import words_of
from store.records import Kind, Relation

# So many sentences before, an incident report may have told whose men were killed or arrested.
_REACH: Final = 3
_TOLD: Final = frozenset({"identify", "name"})
_SLAIN: Final = frozenset(
    "slain deceased dead killed arrested arrestee arrestees detainee detainees surrenderee surrenderees convicts duo"
    " trio two three four five six one them they those both".split()
)
_SUFFERS: Final = frozenset(
    "kill arrest apprehend detain nab neutralise neutralize eliminate shoot gun capture pick hold injure wound trap"
    " surrender convict sentence die lynch".split()
)
_HEADS: Final = frozenset("commander commanders leader leaders chief chiefs".split())
_DESCRIBED: Final = frozenset({Relation.LEADS, Relation.PART_OF})
_TEAMS: Final = frozenset("team teams party parties patrol squad column contingent detachment".split())
_OPERATIONS: Final = frozenset("operation operations search cordon raid combing".split())
_LAUNCHES: Final = frozenset("launch conduct carry mount undertake start lay initiate begin".split())
_MET: Final = frozenset("encounter gunfight gunbattle firefight shootout".split())
_SHOTS: Final = _MET | {"fire", "fired", "retaliated"}
_NAMING: Final = frozenset(
    {"identified", "named", "arrestees", "arrestee", "slain", "arrested", "deceased", "convicts"}
)
_FIRES: Final = frozenset("fire open retaliate shoot ambush attack hurl lob".split())
_MEN: Final = frozenset(
    "militants militant rebels insurgents cadres ultras terrorists guerrillas extremists gunmen maoists naxals"
    " naxalites fighters jihadists".split()
)


def goes_on_about(clauses: Clauses) -> bool:
    """Whether a sentence may name or hit those of whom the sentences before tell."""
    return _names_them(clauses) or not clauses.vocabulary.isdisjoint(_SHOTS)


def _names_them(clauses: Clauses) -> bool:
    return not clauses.vocabulary.isdisjoint(_NAMING) and Kind.PERSON in clauses.kinds


def incident_claims(clauses: Clauses, sentence: int, named: Mapping[int, Clauses]) -> Iterator[Candidate]:
    """Candidates of "The slain were identified as P and Q" and "The militants fired upon the search party"."""
    if _names_them(clauses):
        yield from _identified(clauses, sentence, named)
    if not clauses.vocabulary.isdisjoint(_SHOTS):
        yield from _met(clauses, sentence, named)


def _identified(clauses: Clauses, sentence: int, named: Mapping[int, Clauses]) -> Iterator[Candidate]:
    items = clauses.items
    for number, item in enumerate(items[:-2]):
        if item.tag not in ("NP", "O") or items[number + 1].tag not in ("X", "V"):
            continue
        start = _names_behind(clauses, number)
        head = clauses.low(item)
        people = head in words_of("fighter_noun") or head in _HEADS
        if start < 0 or not (people or head in _SLAIN):
            continue
        group = _whose(clauses, number, sentence, named, head if people and head not in _MEN else "")
        if group is None:
            continue
        relation = Relation.LEADS if head in _HEADS else Relation.PART_OF
        for person in _listed_persons(clauses, start):
            if fits(clauses.document, relation, person.entity, group.entity):
                yield Candidate(
                    person, relation, group, item.first, sentence, "identified", 0.9,
                    [f"named as one of '{clauses.document.tokens.span(item.first, item.last)}'"], item=number,
                )  # fmt: skip


def _names_behind(clauses: Clauses, number: int) -> int:
    """The item of the first name behind "The slain were identified as" or "The arrestees are"; -1 without one."""
    items = clauses.items
    k = number + 1
    while k < len(items) and items[k].tag in ("X", "A", "M"):
        k += 1
    verb = k < len(items) and items[k].tag == "V"
    if verb and (items[k].lemma in _TOLD or items[k].lemma == "include"):
        k += 1
        if k < len(items) and clauses.word(items[k]) == "as":
            k += 1
    elif verb or clauses.low(items[number]) not in _SLAIN or items[number].tag == "O":
        return -1
    named = k < len(items) and items[k].tag == "NP" and items[k].mentions and _persons(clauses, items[k])
    return k if named else -1


def _persons(clauses: Clauses, item: Item) -> list[Referent]:
    entities = clauses.document.entities
    return [clauses.referent(m) for m in item.mentions if entities[m.entity].kind is Kind.PERSON]


def _listed_persons(clauses: Clauses, number: int) -> Iterator[Referent]:
    """The persons of a list, over where they are from; not those of whom it is said what they are."""
    items = clauses.items
    found: list[Referent] = []
    k = number
    while k < len(items):
        item = items[k]
        if item.tag == "NP" and (persons := _persons(clauses, item)):
            found.extend(persons)
        elif item.tag == "NP" and clauses.tag(item.first) == "D" and found and _says_what(clauses, k):
            found.pop()
        elif item.tag not in ("NP", ",", "C", "(", ")", "Q", "t", "-") and clauses.word(item) not in _WHENCE:
            break
        k += 1
    seen: set[int] = set()
    for one in found:
        if one.entity not in seen:
            seen.add(one.entity)
            yield one


_WHENCE: Final = frozenset("of from in at near alias aka".split())


def _says_what(clauses: Clauses, number: int) -> bool:
    """Whether a phrase tells of which group the person before it is: "a member of the A"."""
    items = clauses.items
    head = clauses.low(items[number])
    known = any(p.relation in _DESCRIBED for p in clauses.lexicon.identities.get(head, ()))
    return known and number + 1 < len(items) and clauses.word(items[number + 1]) in {"of", "in", "for"}


def _whose(clauses: Clauses, number: int, sentence: int, named: Mapping[int, Clauses], noun: str) -> Referent | None:
    """The group of those who are identified: in the phrase itself, or whose men the sentences before tell of."""
    item = clauses.items[number]
    own = [r for r in clauses.denotes(number) if _group(clauses, r, noun)]
    if own and item.mentions:
        return own[-1]
    for back in range(1, _REACH + 1):
        before = named.get(sentence - back)
        if before is None:
            continue
        found = {r.entity: r for r in _sufferers(before, noun) if _group(before, r, noun)}
        if len(found) == 1:
            one = next(iter(found.values()))
            return Referent(one.entity, item.first, item.last, "of those of whom the sentence before tells")
        if found:
            return None
    return None


def _group(clauses: Clauses, referent: Referent, noun: str) -> bool:
    entity = clauses.document.entities[referent.entity]
    if noun and entity.kind is Kind.STATE:
        return noun in referent.via
    return entity.kind is Kind.ARMED_GROUP and (not noun or noun not in _UNIFORMED)


_UNIFORMED: Final = frozenset("soldier soldiers trooper troopers jawan jawans policeman policemen".split())


def _sufferers(clauses: Clauses, noun: str) -> Iterator[Referent]:
    """Who is killed, arrested or gives himself up in a sentence."""
    for number, item in enumerate(clauses.items):
        if item.tag != "V" or item.negated or not _lemmas(clauses, item) & _SUFFERS:
            continue
        done_to = subjects(clauses, number) if item.passive or item.lemma in _OWN else objects(clauses, number)
        yield from (r for r in done_to if r.via)


_OWN: Final = frozenset({"surrender", "die"})


def _lemmas(clauses: Clauses, item: Item) -> set[str]:
    return {lemma for lemma, _ in clauses.lexicon.forms.get(clauses.word(item), ())}


def _met(clauses: Clauses, sentence: int, named: Mapping[int, Clauses]) -> Iterator[Candidate]:
    """Candidates of "A team of A and B was on a search when the militants opened fire on it"."""
    trigger = _meeting(clauses)
    if trigger < 0:
        return
    forces = _forces(clauses)
    for back in (1, 2):
        if not forces and sentence - back in named:
            forces = _forces(named[sentence - back])
    if not forces:
        return
    group = _attackers(clauses, trigger)
    if group is None or clauses.items[trigger].negated:
        return
    at = clauses.items[trigger].first
    for one in forces:
        if fits(clauses.document, Relation.FIGHTS, group.entity, one.entity):
            force = Referent(one.entity, at, at, "who searched")
            yield Candidate(
                group, Relation.FIGHTS, force, at, sentence, "search met", 0.9,
                [f"'{clauses.document.tokens.text[at]}' during an operation of {one.via or 'the force'}"],
                item=trigger, verb=True,
            )  # fmt: skip


def _meeting(clauses: Clauses) -> int:
    """The item that tells of shots at a search party or of an encounter with it, or -1."""
    items = clauses.items
    for number, item in enumerate(items):
        if item.tag == "V" and not item.passive and not item.modal and _lemmas(clauses, item) & _FIRES:
            behind = items[number + 1 : number + 4]
            fire = "open" not in _lemmas(clauses, item) or any(clauses.low(i) == "fire" for i in behind[:1])
            own = any(i.mentions and i.tag == "NP" and clauses.document.entities[i.mentions[-1].entity].kind.acts
                      for i in behind)  # fmt: skip
            if fire and not own:
                return number
        if item.tag == "NP" and clauses.low(item) in _MET and not item.mentions:
            return number
    return -1


def _forces(clauses: Clauses) -> list[Referent]:
    """The forces of which a search party is made, or that launch an operation in a sentence."""
    items = clauses.items
    found: list[Referent] = []
    for number, item in enumerate(items[:-2]):
        if item.tag == "NP" and clauses.low(item) in _TEAMS and clauses.word(items[number + 1]) == "of":
            found += clauses.members(number + 2)
        elif item.tag == "V" and _lemmas(clauses, item) & _LAUNCHES:
            near = items[max(0, number - 4) : number + 4]
            if not any(i.tag == "NP" and clauses.low(i) in _OPERATIONS for i in near):
                continue
            if not item.passive:
                found += subjects(clauses, number)
            else:
                by = (
                    next((k for k in range(number + 1, number + 4) if clauses.word(items[k : k + 1][0]) == "by"), -1)
                    if number + 4 < len(items)
                    else -1
                )
                found += clauses.members(by + 1) if by > 0 else []
    entities = clauses.document.entities
    return [r for r in found if entities[r.entity].kind is Kind.STATE]


def _attackers(clauses: Clauses, trigger: int) -> Referent | None:
    """The group that met them: named or meant by the subject, or the only one whose men the text tells of."""
    document = clauses.document
    items = clauses.items
    if items[trigger].tag == "V":
        for one in subjects(clauses, trigger):
            return one if document.entities[one.entity].kind is Kind.ARMED_GROUP else None
    if not any(i.tag == "NP" and clauses.low(i) in _MEN for i in items):
        return None
    groups = [e.number for e in document.entities if e.kind is Kind.ARMED_GROUP]
    at = items[trigger].first
    return Referent(groups[0], at, at, "the only group of the text") if len(groups) == 1 else None
