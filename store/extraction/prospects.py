"""Tell which sentences are worth parsing: those in which a dependency path could lead to a claim at all.

Parsing is what reading spends most of its time on. Whoever a path can lead to is known beforehand (the names of a
sentence, and whom its pronouns and nouns were resolved to), so are the predicates whose words stand there: a sentence
without a predicate between such kinds of entities is left alone, and no claim is lost by it.
"""

from __future__ import annotations

from typing import Final

from store.extraction.clauses import Clauses
from store.extraction.document import Named
from store.extraction.predicates import Predicate
from store.records import Kind, Relation

# Sentences above this many tokens are lists or lost full stops: their trees say little and cost much.
LONGEST_PARSED: Final = 120

_HOLDING: Final = frozenset({Relation.CONTROLS, Relation.WITHDRAWS_FROM})
# Predicates that only the surface patterns can tell right: see paths.py.
_SURFACE_ONLY: Final = frozenset({"ultimatum", "terror-list"})
_WITH_SOURCES: Final = frozenset({Relation.SUPPORTS, Relation.AFFILIATED_WITH})
_OF_PERSONS: Final = frozenset({Relation.PART_OF, Relation.ACCUSES, Relation.LEADS})


def worth_parsing(clauses: Clauses) -> bool:
    """Whether a sentence parses well and holds a predicate between such as it names or means."""
    if clauses.headline or clauses.last - clauses.first >= LONGEST_PARSED:
        return False
    wanted = clauses.possible = possible_relations(_meant(clauses))
    if not wanted:
        return False
    known = clauses.lexicon
    document = clauses.document
    low = document.tokens.low
    for i in range(clauses.first, clauses.last + 1):
        word = low[i]
        if word not in known.triggers or document.at[i] >= 0:
            continue
        if any(p.relation in wanted and _stands(clauses, p, i) for p in known.triggers[word]):
            return True
    return False


def _stands(clauses: Clauses, predicate: Predicate, i: int) -> bool:
    """Whether the words of a predicate that begins at token ``i`` stand in the sentence."""
    words = predicate.words
    if predicate.note in _SURFACE_ONLY and predicate.kind == "verb":
        return False
    if len(words) == 1:
        return True
    if predicate.kind == "verb":
        return clauses.vocabulary.issuperset(words[1:])
    low = clauses.document.tokens.low
    return predicate.kind != "adjective" and low[i + 1 : i + len(words) - 1] == list(words[1:-1])


def _meant(clauses: Clauses) -> list[Named]:
    """Everybody whom a noun, pronoun or adjective of the sentence can stand for."""
    document = clauses.document
    low = document.tokens.low
    numbers = {document.mentions[at].entity for at in document.at[clauses.first : clauses.last + 1] if at >= 0}
    for item in clauses.items:
        if item.pronoun is not None:
            numbers.add(item.pronoun.entity)
        if item.possessor is not None:
            numbers.add(item.possessor.entity)
        if item.group:
            numbers.update(r.entity for r in item.group)
    for word in low[clauses.first : clauses.last + 1]:
        if word in clauses.adjectives:
            numbers.update(clauses.states[key] for key in clauses.adjectives[word] if key in clauses.states)
    return [document.entities[number] for number in numbers]


def possible_relations(entities: list[Named]) -> frozenset[Relation]:
    """The relations that can stand between any two of these, by their kinds; see :func:`candidates.fits`."""
    acting = [e for e in entities if e.kind.acts]
    if not acting:
        alike = len({e.kind for e in entities}) < len(entities)
        return frozenset({Relation.SAME_AS}) if alike else frozenset()
    if len(entities) < 2:
        return frozenset()
    taking_part = sum(not e.source for e in acting)
    persons = sum(e.kind is Kind.PERSON for e in entities)
    places = any(e.kind is Kind.PLACE and not e.source for e in entities)
    found = {Relation.SAME_AS}
    if taking_part and places:
        found |= _HOLDING
    if persons:
        found |= _OF_PERSONS
        if taking_part:
            found.add(Relation.SANCTIONS)
    if len(acting) > 1:
        found |= _WITH_SOURCES | (_OF_PERSONS - {Relation.LEADS})
    if taking_part > 1:
        found |= set(Relation) - _HOLDING - {Relation.LEADS}
    return frozenset(found)
