"""Whose courts and soldiers are that only a town or the one who speaks of them tells: "a court in T", "said troops"."""

from __future__ import annotations

from typing import Final

from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.items import Item, Referent
from store.extraction.document import Document
from store.extraction.reference.pronouns import sayer
from store.records import Kind
from store.world import World

COURTS: Final = frozenset("court courts tribunal judges prosecutors police".split())
_SOLDIERS: Final = frozenset("soldiers troops police policemen".split())
_OFFICIALS: Final = COURTS | _SOLDIERS | {"forces"}


def seats(document: Document, world: World) -> dict[int, int]:
    """The towns that a text names, with the state in which they lie where the text names it as one that acts."""
    states = {
        entity.state: entity.number
        for entity in sorted(document.entities, key=lambda e: e.role in (None, "government"))
        if entity.state and entity.kind is Kind.STATE
    }
    found = {}
    for entity in document.entities if states else ():
        if entity.kind is not Kind.PLACE or entity.state is not None:
            continue
        places = world.places.find(entity.name)
        state = world.states_by_country.get(places[0].country) if places else None
        if state in states:
            found[entity.number] = states[state]
    return found


def official(clauses: Clauses, item: Item, number: int) -> Referent | None:
    """The state whose court, police or soldiers a bare noun plainly means, or None."""
    head = clauses.low(item)
    if head not in _OFFICIALS or item.mentions:
        return None
    items = clauses.items
    if head in COURTS and number + 2 < len(items) and clauses.word(items[number + 1]) in {"in", "of"}:
        towns = [m.entity for m in items[number + 2].mentions]
        state = clauses.seats.get(towns[-1]) if towns else None
        return None if state is None else Referent(state, item.first, item.last, f"'{head}' of a town of that state")
    words = clauses.document.tokens.low[item.first : item.last + 1]
    if (len(words) > 1 and words != ["security", "forces"]) or (len(words) == 1 and head not in _SOLDIERS):
        return None
    said = [r for r in sayer(clauses, number) if clauses.document.entities[r.entity].kind is Kind.STATE]
    if len(said) != 1:
        return None
    return Referent(said[0].entity, item.first, item.last, f"plainly '{' '.join(words)}' of the state that says so")
