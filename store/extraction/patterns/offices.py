"""Claims about persons beside a group: "his own organization, B", "its man, P", "replaced its commander, P, with Q"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from store.extraction.candidates import Candidate, fits
from store.extraction.clauses.arguments import following_subject, subjects, verb_before
from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.items import Item, Referent
from store.extraction.clauses.objects import objects
from store.extraction.lexicon.inflection import plural
from store.extraction.lexicon.words import words_of
from store.records import Kind, Relation

_MEN: Final = frozenset(
    "man men candidate nominee envoy delegate negotiator operative veteran fighter member official spokesman"
    " spokeswoman spokesperson recruit cadre prisoner".split()
)
_ARMIES: Final = frozenset({"army", "militia", "force"})
_FORMING: Final = frozenset("form found establish create organise organize launch set".split())
_BANDING: Final = _FORMING | frozenset(
    "split break splinter emerge regroup reorganise reorganize reunite fight operate rise gather reform secede".split()
)
_COMMAND: Final = frozenset("command leadership commander leader".split())
_RULERS: Final = frozenset("president king queen prime emperor sultan dictator premier chancellor".split())
_UNDER: Final = frozenset({"under", "behind"})


def office_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of persons who stand beside a group by a noun of office or belonging."""
    for number, item in enumerate(clauses.items):
        if item.tag == "NP" and item.mentions:
            yield from _person_of_group(clauses, item, number, sentence)
        elif item.tag == "NP" and item.possessor is not None:
            yield from _named_behind(clauses, item, number, sentence)
        elif item.tag == "V" and item.lemma == "replace" and not item.passive:
            yield from _replacing(clauses, number, sentence)


@lru_cache(maxsize=1)
def _bodies() -> frozenset[str]:
    return words_of("group_noun") | words_of("body_noun") | words_of("party_noun") | {"faction", "wing"}


def _claim(
    clauses: Clauses, subject: Referent, relation: Relation, object_: Referent, number: int, sentence: int, why: str
) -> Iterator[Candidate]:
    if fits(clauses.document, relation, subject.entity, object_.entity):
        at = clauses.items[number].last
        yield Candidate(subject, relation, object_, at, sentence, "office", 0.9, [why], item=number)


def _kind(clauses: Clauses, referent: Referent) -> Kind:
    return clauses.document.entities[referent.entity].kind


def _person_of_group(clauses: Clauses, item: Item, number: int, sentence: int) -> Iterator[Candidate]:
    """Candidates of "Abu Sayyaf's Isnilon Hapilon": a person whom only a group's name introduces."""
    entities = clauses.document.entities
    if item.owners and item.owners[-1] is item.mentions[-1]:
        yield from _owned_body(clauses, item, number, sentence)
    if len(item.mentions) < 2 or item.mentions[-1].last != item.last:
        return
    owner, person = item.mentions[-2:]
    if owner not in item.owners or person.first != owner.last + 2 or entities[person.entity].kind is not Kind.PERSON:
        return
    if entities[owner.entity].kind is Kind.ARMED_GROUP:
        group = clauses.referent(owner)
        yield from _claim(
            clauses, clauses.referent(person), Relation.PART_OF, group, number, sentence, "owned by the group's name"
        )


def _owned_body(clauses: Clauses, item: Item, number: int, sentence: int) -> Iterator[Candidate]:
    """Candidates of "P's faction, the B": P leads B; and of "A's army, the B": B is part of A."""
    items = clauses.items
    owner, head = clauses.referent(item.mentions[-1]), clauses.low(item)
    behind = items[number + 1 : number + 3]
    of_person = _kind(clauses, owner) is Kind.PERSON
    if head not in _bodies() if of_person else head not in _ARMIES or _kind(clauses, owner) is Kind.STATE:
        return
    if len(behind) == 2 and behind[0].tag == "," and behind[1].tag == "NP":
        for named in clauses.named(behind[1])[:1]:
            if not of_person:
                why = f"whose {head} is the name"
                yield from _claim(clauses, named, Relation.PART_OF, owner, number, sentence, why)
            elif _kind(clauses, named) in (Kind.ARMED_GROUP, Kind.ORGANIZATION):
                yield from _claim(clauses, owner, Relation.LEADS, named, number, sentence, f"whose {head} is the name")


def _named_behind(clauses: Clauses, item: Item, number: int, sentence: int) -> Iterator[Candidate]:
    """Candidates of "his own organization, B", "its own man, P" and "Under its new emir, P, A left"."""
    items = clauses.items
    head, owner = clauses.low(item), item.possessor
    if owner is None or number + 2 >= len(items) or items[number + 1].tag != "," or items[number + 2].tag != "NP":
        return
    behind = clauses.named(items[number + 2])[:1]
    word = clauses.word(item)
    if not behind or behind[0].via:
        return
    named = behind[0]
    if _kind(clauses, owner) is Kind.PERSON and head in _bodies() and head not in clauses.lexicon.identities:
        if _kind(clauses, named) in (Kind.ARMED_GROUP, Kind.ORGANIZATION):
            yield from _claim(clauses, owner, Relation.LEADS, named, number, sentence, f"'{word} {head}' is the name")
    elif _kind(clauses, owner).acts and head in _MEN and _kind(clauses, named) is Kind.PERSON:
        yield from _claim(clauses, named, Relation.PART_OF, owner, number, sentence, f"'{word} {head}' is the name")


def fronted_leader_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "Under its new emir, P, A left" and "Under P, A left": P leads A."""
    items = clauses.items
    if len(items) < 4 or items[0].tag != "P" or clauses.word(items[0]) not in _UNDER:
        return
    office = items[1]
    if office.mentions and items[2].tag == ",":
        persons = [r for r in clauses.named(office)[:1] if not r.via and _kind(clauses, r) is Kind.PERSON]
        for person in persons:
            for group in following_subject(clauses, 1)[:1]:
                if _kind(clauses, group) in (Kind.ARMED_GROUP, Kind.ORGANIZATION):
                    yield from _claim(clauses, person, Relation.LEADS, group, 1, sentence, "'under' stands before him")
        return
    if len(items) < 6:
        return
    if clauses.word(office) not in {"its", "their"} or clauses.low(office) not in words_of("leader_noun"):
        return
    if items[2].tag != "," or items[3].tag != "NP" or items[4].tag != ",":
        return
    for person in clauses.named(items[3])[:1]:
        for group in following_subject(clauses, 3)[:1]:
            yield from _claim(
                clauses, person, Relation.LEADS, group, 1, sentence, f"'{clauses.low(office)}' of the subject"
            )


def banded_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "A broke away from B under P" and "they formed A under the command of P": P leads A."""
    items = clauses.items
    if "under" not in clauses.vocabulary or Kind.PERSON not in clauses.kinds:
        return
    for number in range(2, len(items) - 1):
        if clauses.word(items[number]) != "under":
            continue
        at = number + 1
        if clauses.low(items[at]) in _COMMAND and at + 2 < len(items) and clauses.word(items[at + 1]) == "of":
            at += 2
        verb = verb_before(clauses, number - 1)
        if items[at].tag != "NP" or clauses.word(items[at]) in _RULERS or verb < 0 or number - verb > 9:
            continue
        if items[verb].lemma not in _BANDING or items[verb].negated:
            continue
        groups = objects(clauses, verb) if items[verb].lemma in _FORMING and not items[verb].passive else []
        if not any(_kind(clauses, r).acts for r in groups):
            groups = subjects(clauses, verb)
        groups = [r for r in groups if _kind(clauses, r) in (Kind.ARMED_GROUP, Kind.ORGANIZATION)]
        for person in clauses.named(items[at])[-1:]:
            if len(groups) == 1 and _kind(clauses, person) is Kind.PERSON:
                yield from _claim(clauses, person, Relation.LEADS, groups[0], at, sentence, "'under' stands before him")


def _replacing(clauses: Clauses, number: int, sentence: int) -> Iterator[Candidate]:
    """Candidates of "A replaced its commander, P, with Q": both lead or led A."""
    items = clauses.items
    groups = [r for r in subjects(clauses, number) if _kind(clauses, r).acts]
    office = -1
    for k in range(number + 1, min(number + 9, len(items))):
        if items[k].tag in ("V", "S", ";", "R"):
            return
        if items[k].tag != "NP":
            continue
        if office < 0:
            if not _is_office(clauses, items[k]):
                return
            office = k
        new = clauses.word(items[k - 1]) == "with"
        for person in clauses.named(items[k])[-1:]:
            if new and _kind(clauses, person) is Kind.PERSON:
                for group in groups[:1]:
                    yield from _claim(
                        clauses, person, Relation.LEADS, group, office, sentence, "who takes over the office"
                    )


def _is_office(clauses: Clauses, item: Item) -> bool:
    """Whether a phrase is an office that somebody leads from: "its commander", "his chief Ali"."""
    for i in range(item.first, item.last + 1):
        word = clauses.document.tokens.low[i]
        for predicate in clauses.lexicon.identities.get(word, ()):
            if predicate.relation is Relation.LEADS and word in {predicate.words[0], plural(predicate.words[0])}:
                return True
    return False
