"""Whose "regime forces" and "government troops" are, where the text names one such regime or government."""

from __future__ import annotations

from typing import Final

from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.items import Item, Referent
from store.extraction.document import Document, Named
from store.extraction.lexicon.words import phrases_of
from store.records import Kind

_RULE: Final = frozenset({"regime", "government"})
_WORDS: Final = ("regime", "government", "army", "forces", "troops", "military", "soldiers")


def regime_forces(clauses: Clauses, item: Item) -> Referent | None:
    """Whom a noun phrase such as "(the) regime forces" means: the state whose regime the text names, if only one."""
    if item.tag != "NP" or item.mentions or item.possessor is not None:
        return None
    low = clauses.document.tokens.low
    at = next((i for i in range(item.first, item.last) if low[i] in _RULE), -1)
    if at < 0 or (at > clauses.first and clauses.document.tokens.text[at - 1] == "-"):
        return None
    if tuple(low[at + 1 : item.last + 1]) not in phrases_of("military_noun"):
        return None
    if any(clauses.tag(i) not in ("D", "N") for i in range(item.first, at)):
        return None
    chosen = only_regime(clauses.document, low[at])
    if chosen is None:
        return None
    plainly = "plainly " if chosen[1] else ""
    phrase = clauses.document.tokens.span(at, item.last)
    return Referent(chosen[0], item.first, item.last, f"{plainly}'{phrase}', whose is the only one named")


def only_regime(document: Document, word: str) -> tuple[int, bool] | None:
    """The entity, and whether the text calls it by the very word."""
    states: dict[str, list[Named]] = {}
    for entity in document.entities:
        if entity.kind is Kind.STATE and entity.state and (entity.role or "government").startswith(("gov", "mil")):
            states.setdefault(entity.state, []).append(entity)
    for words, exactly in (((word,), True), (_WORDS, False)):
        called = [key for key, entities in states.items() if _called(document, entities, words)]
        if len(called) == 1:
            entities = states[called[0]]
            army = next((e for e in entities if (e.role or "").startswith("mil")), entities[0])
            return army.number, exactly
        if called:
            return None
    return None


def _called(document: Document, entities: list[Named], words: tuple[str, ...]) -> bool:
    surfaces = {document.surface(m).lower() for entity in entities for m in entity.mentions}
    return any(word in surface for word in words for surface in surfaces)
