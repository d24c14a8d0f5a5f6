"""Tell who speaks in the sentences of a statement or of a quotation that goes on over several of them."""

from __future__ import annotations

import re
from typing import Final

from store.extraction.document import Document
from store.records import Kind

_QUOTES: Final = frozenset('"“”')
_SAID: Final = frozenset({"said", "says", "added", "told", "stated", "declared", "continued", "wrote"})
_LONGEST_QUOTE: Final = 9
_SPEAKER_LINE: Final = re.compile(
    r"\b(said|stated|provided the following|released the following|remarks|statement)\b[^.\n]*:\s*$"
)


def can_speak(document: Document, entity: int) -> bool:
    """Whether an entity may say something: all but places."""
    return document.entities[entity].kind is not Kind.PLACE


def speakers(document: Document) -> list[int | None]:
    """For every sentence who speaks, where a statement is introduced ("Minister Ellwood said:") and goes on."""
    found: list[int | None] = []
    current: int | None = None
    for first, last in document.sentences:
        found.append(current)
        if document.tokens.text[last] != ":":
            continue
        if _SPEAKER_LINE.search(document.text[document.tokens.start[first] : document.tokens.end[last]]):
            people = [
                m
                for m in document.mentions
                if first <= m.first <= last and document.entities[m.entity].kind is Kind.PERSON
            ]
            others = [
                m for m in document.mentions if first <= m.first <= last and document.entities[m.entity].kind.acts
            ]
            current = people[-1].entity if people else (others[-1].entity if others else None)
    if not _QUOTES.isdisjoint(document.text):
        for number in range(len(found)):
            _quote_on(document, number, found)
    return found


def _quote_on(document: Document, number: int, found: list[int | None]) -> None:
    """Let who is quoted at the end of a sentence speak until the quotation ends: 'P said, "We did. We will."'."""
    first, last = document.sentences[number]
    tokens = document.tokens
    if _QUOTES.isdisjoint(tokens.text[first : last + 1]):
        return
    signs = [i for i in range(first, last + 1) if tokens.text[i] in _QUOTES]
    if found[number] is not None or len(signs) % 2 == 0 or not _SAID.intersection(tokens.low[first : signs[-1]]):
        return
    said = max(i for i in range(first, signs[-1]) if tokens.low[i] in _SAID)
    sources = [m for m in document.mentions if first <= m.first < signs[-1] and can_speak(document, m.entity)]
    people = [m for m in sources if document.entities[m.entity].kind is Kind.PERSON]
    if signs[-1] - said > 3 or not sources:
        return
    speaker = (people or sources)[-1].entity
    for following in range(number + 1, min(number + _LONGEST_QUOTE, len(found))):
        begin, end = document.sentences[following]
        if any(tokens.text[i] in _QUOTES for i in range(begin, end + 1)):
            found[number + 1 : following + 1] = [speaker] * (following - number)
            return
