"""Tell which group a person belongs to, where the text tells it beside one of the person's mentions."""

from __future__ import annotations

from typing import Final

from store.extraction.document import Document
from store.extraction.lexicon.words import words_of

_LEADS: Final = frozenset("leads heads commands led headed founded formed established".split())
_CHIEFS: Final = frozenset("leader commander chief governor emir boss head lieutenant founder chairman".split())
_LED: Final = frozenset("led headed commanded founded formed established created".split())


def affiliation(document: Document, person: int) -> int | None:
    """The group that a person speaks for: the one whose name stands right before or behind one of the mentions."""
    if document.entities[person].kind.acts:
        return person
    for mention in document.entities[person].mentions:
        for k in range(mention.first - 1, max(-1, mention.first - 5), -1):
            near = document.mention_at(k)
            if near is not None and document.entities[near.entity].kind.acts:
                return near.entity
            if document.tokens.text[k] in ".\n":
                break
    return _led_by(document, person)


def _led_by(document: Document, person: int) -> int | None:
    """The group of "P, the leader of the X" and "P, who leads X"."""
    tokens = document.tokens
    for mention in document.entities[person].mentions:
        behind = mention.last + 1
        if behind >= len(tokens):
            continue
        leading = tokens.low[behind] in _LEADS
        if not leading and tokens.text[behind] != ",":
            continue
        for k in range(behind + 1, min(behind + 8, len(tokens))):
            near = document.mention_at(k)
            if near is not None:
                titled = not _CHIEFS.isdisjoint(tokens.low[near.last + 1 : near.last + 4])  # "P, an A governor"
                return near.entity if (leading or titled) and document.entities[near.entity].kind.acts else None
            leading = leading or tokens.low[k] in words_of("leader_noun") | _LEADS
            if tokens.text[k] in ".,;":
                break
    return _of_founder(document, person)


def _of_founder(document: Document, person: int) -> int | None:
    """The group of "A, led by P" and "A was founded by P", where a person leads one group only."""
    low = document.tokens.low
    found: set[int] = set()
    for mention in document.entities[person].mentions:
        by = mention.first - 1
        if by < 1 or low[by] != "by" or low[by - 1] not in _LED:
            continue
        for k in range(by - 2, max(-1, by - 6), -1):
            near = document.mention_at(k)
            if near is not None:
                found.update({near.entity} if document.entities[near.entity].kind.acts else ())
                break
    return found.pop() if len(found) == 1 else None
