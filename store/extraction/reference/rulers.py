"""Whose government and army a person's are: "Hadi's forces", "Museveni's government"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from store.extraction.candidates import Candidate, fits
from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.items import Referent
from store.extraction.document import Document, Mention
from store.extraction.lexicon.words import phrases_of
from store.records import Kind, Relation
from store.world import World, fold

_RULING: Final = frozenset("president premier king emir sultan chancellor ruler dictator strongman".split())


def rulers(document: Document, world: World) -> dict[int, tuple[int | None, int | None]]:
    """The persons who rule a state that the text names: person to the entities of its government and its army."""
    governments: dict[str, int] = {}
    armies: dict[str, int] = {}
    for entity in document.entities:
        if entity.state and entity.kind is Kind.STATE:
            army = (entity.role or "").startswith("military")
            if army or entity.role in (None, "government"):
                (armies if army else governments).setdefault(entity.state, entity.number)
    found = {}
    for entity in document.entities:
        if entity.kind is not Kind.PERSON:
            continue
        for state in (*_listed(entity.name, world), *_by_office(document, entity.mentions, world)):
            if state in governments or state in armies:
                found[entity.number] = (governments.get(state), armies.get(state))
                break
    return found


def _listed(name: str, world: World) -> list[str]:
    words = fold(name).split()
    return [leader.state for leader in world.leaders.get(words[-1], ())] if words else []


def _by_office(document: Document, mentions: list[Mention], world: World) -> Iterator[str]:
    """The states of "Ugandan President X" and "Ugandas president X"."""
    low = document.tokens.low
    for mention in mentions:
        before = low[max(0, mention.first - 3) : mention.first]
        if before and before[-1] in _RULING:
            for word in before[:-1]:
                yield from world.demonyms.get(word, ())[:1]


def ruler_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "P's government": P leads it."""
    document = clauses.document
    for number, item in enumerate(clauses.items):
        for mention in item.owners:
            if document.entities[mention.entity].kind is not Kind.PERSON or mention.last >= item.last:
                continue
            head = clauses.low(item)
            other = clauses.ruled(mention, head)
            if other is None or (head,) not in phrases_of("government_noun"):
                continue
            if mention is item.mentions[-1] and fits(document, Relation.LEADS, mention.entity, other):
                yield Candidate(
                    clauses.referent(mention), Relation.LEADS, Referent(other, item.last, item.last, f"his {head}"),
                    item.last, sentence, "identity ruler", 1.0, [f"'{head}' is called his"], item=number,
                )  # fmt: skip
