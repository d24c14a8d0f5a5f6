"""A claim that one rule found in one sentence, before claims are weighed against each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import Final

from store.extraction.clauses.items import Referent
from store.extraction.document import Document, Named
from store.records import Kind, Relation


@dataclass(slots=True)
class Candidate:
    """Subject, relation and object with the tokens of the trigger and the rule that found them."""

    subject: Referent
    relation: Relation
    object: Referent
    trigger: int
    sentence: int
    rule: str
    strength: float
    reasons: list[str] = field(default_factory=list)
    hedge: str = ""
    planned: str = ""
    item: int = -1
    said_by: int | None = None
    verb: bool = False


# What an outlet or monitor that the text quotes hardly ever takes part in.
_NOT_FOR_SOURCES: Final = frozenset(
    {Relation.FIGHTS, Relation.CONTROLS, Relation.WITHDRAWS_FROM, Relation.MERGED_INTO, Relation.SPLIT_FROM,
     Relation.ALLIED_WITH, Relation.NEGOTIATES_WITH, Relation.THREATENS, Relation.SANCTIONS}
)  # fmt: skip


def fits(document: Document, relation: Relation, subject: int, object_: int) -> bool:
    """Whether two entities are of the kinds that a relation stands between."""
    if subject == object_:
        return False
    first, second = document.entities[subject].kind, document.entities[object_].kind
    if relation in _NOT_FOR_SOURCES and (document.entities[subject].source or document.entities[object_].source):
        return False
    if relation in (Relation.CONTROLS, Relation.WITHDRAWS_FROM):
        return first.acts and second is Kind.PLACE
    if relation is Relation.LEADS:
        return first is Kind.PERSON and second.acts
    if relation is Relation.SAME_AS:
        # a group that calls something "a gift to Israel" is not Israel
        return first is second or (first.acts and second.acts and Kind.STATE not in (first, second))
    if relation in (Relation.SPLIT_FROM, Relation.MERGED_INTO) and _is_country(document, subject):
        return False
    if relation is Relation.AFFILIATED_WITH and first is second is Kind.STATE and _is_country(document, subject):
        return False  # the ties of two countries
    if relation is Relation.PART_OF:
        return (first.acts or first is Kind.PERSON) and second.acts
    if relation is Relation.ACCUSES:
        return (first.acts or first is Kind.PERSON) and second.acts
    if relation is Relation.SANCTIONS:
        return first.acts and (second.acts or second is Kind.PERSON)
    return first.acts and second.acts


_HOLDING: Final = frozenset({Relation.CONTROLS, Relation.WITHDRAWS_FROM})
_WITH_SOURCES: Final = frozenset({Relation.SUPPORTS, Relation.AFFILIATED_WITH})
_OF_PERSONS: Final = frozenset({Relation.PART_OF, Relation.ACCUSES, Relation.LEADS})


def possible_relations(entities: list[Named]) -> frozenset[Relation]:
    """The relations that can stand between any two of these, by their kinds; see :func:`fits`."""
    acting = taking_part = 0
    persons = places = False
    for entity in entities:
        kind = entity.kind
        if kind.acts:
            acting += 1
            taking_part += not entity.source
        elif kind is Kind.PERSON:
            persons = True
        else:
            places = places or not entity.source
    if not acting:
        alike = len({entity.kind for entity in entities}) < len(entities)
        return frozenset({Relation.SAME_AS}) if alike else frozenset()
    return _between(acting > 1, min(taking_part, 2), persons, places) if len(entities) > 1 else frozenset()


@lru_cache(maxsize=32)
def _between(several: bool, taking_part: int, persons: bool, places: bool) -> frozenset[Relation]:
    """The relations that one or several groups may have, none, one or two of them no source, and persons and places."""
    found = {Relation.SAME_AS}
    if taking_part and places:
        found |= _HOLDING
    if persons:
        found |= _OF_PERSONS
        if taking_part:
            found.add(Relation.SANCTIONS)
    if several:
        found |= _WITH_SOURCES | (_OF_PERSONS - {Relation.LEADS})
    if taking_part > 1:
        found |= set(Relation) - _HOLDING - {Relation.LEADS}
    return frozenset(found)


def _is_country(document: Document, number: int) -> bool:
    """Whether an entity is a country or its government, which neither splits from a group nor merges into one."""
    entity = document.entities[number]
    return entity.kind is Kind.STATE and entity.state is not None and entity.role in (None, "government")


# What only groups do; a leader or spokesman who does it does it for the group.
REPRESENTED: Final = frozenset(
    {Relation.THREATENS, Relation.SUPPORTS, Relation.NEGOTIATES_WITH, Relation.SANCTIONS, Relation.FIGHTS,
     Relation.ALLIED_WITH, Relation.AFFILIATED_WITH}
)  # fmt: skip


def paired(
    document: Document, relation: Relation, subjects: list[Referent], objects: list[Referent]
) -> list[tuple[Referent, Referent]]:
    """Every pair of fitting subjects and objects."""
    if not subjects or not objects:
        return []
    return [(s, o) for s, o in product(subjects, objects) if fits(document, relation, s.entity, o.entity)]


def pairs_within(document: Document, relation: Relation, members: list[Referent]) -> list[tuple[Referent, Referent]]:
    """Every pair of a list of which the members do something to each other."""
    return [
        (members[a], members[b])
        for a in range(len(members))
        for b in range(a + 1, len(members))
        if fits(document, relation, members[a].entity, members[b].entity)
    ]
