"""Tell to whom a sentence attributes what it says: "X said that", "..., said X", "according to X"."""

from __future__ import annotations

from typing import Final

from store.extraction.clauses.chunks import Clauses
from store.extraction.lexicon.words import words_of
from store.extraction.qualification.speakers import can_speak
from store.records import Kind

# What investigators do, where "that" follows.
_FINDING: Final = frozenset("find conclude establish document determine discover show reveal note suggest".split())


def attribution(clauses: Clauses) -> tuple[int, int, int | None, str | None] | None:
    """The words of a sentence that attribute it: first and last token, entity and name of the source."""
    document = clauses.document
    items = clauses.items
    low = document.tokens.low
    for i in range(clauses.first, clauses.last):
        if low[i] == "according" and low[i + 1] == "to":
            number = clauses.item_of[i - clauses.first]
            return _source_behind(clauses, number, clauses.item_of[i + 1 - clauses.first] + 1)
    for number, item in enumerate(items):
        if item.tag != "V" or not (
            clauses.word(item) in words_of("stative_report")
            or (item.lemma in _FINDING and number + 1 < len(items) and clauses.word(items[number + 1]) == "that")
        ):
            continue
        if item.passive or (item.form == "ing" and not item.auxiliary and number and items[number - 1].tag != ","):
            continue
        source = _speaker_of(clauses, number)
        if source is not None:
            return source
    return None


def _source_behind(clauses: Clauses, number: int, at: int) -> tuple[int, int, int | None, str | None] | None:
    items = clauses.items
    if at >= len(items):
        return None
    if items[at].tag not in ("NP", "O"):
        at = min(at + 1, len(items) - 1)
    for k in range(at, min(at + 4, len(items))):
        if items[k].tag in (",", ".", "V"):
            break
        sources = [m for m in items[k].mentions if can_speak(clauses.document, m.entity)]
        if sources:
            mention = sources[-1]
            return items[number].first, items[k].last, mention.entity, clauses.document.entities[mention.entity].name
    return items[number].first, items[at].last, None, None


def _speaker_of(clauses: Clauses, verb: int) -> tuple[int, int, int | None, str | None] | None:
    """The subject of a verb of saying, before it ("X said that"), or behind it ("..., said X")."""
    from store.extraction.clauses.arguments import subjects

    items = clauses.items
    document = clauses.document
    item = items[verb]
    people = words_of("attribution_person")
    if verb and items[verb - 1].tag in (",", "Q") and item.form in ("past", "s") and not item.auxiliary:
        inverted = _speaker_behind(clauses, verb)
        if inverted is not None:
            return inverted
    found = subjects(clauses, verb)
    nearest = verb - 1
    while nearest >= 0 and items[nearest].tag in ("A", "X"):
        nearest -= 1
    if (
        nearest >= 0
        and items[nearest].tag == "NP"
        and not clauses.named(items[nearest])
        and (
            clauses.low(items[nearest]) in people
            and clauses.tag(items[nearest].first) == "D"
            and not items[nearest].mentions
        )
    ):
        # "... held by A a monitoring group said": an unnamed source, not A
        return items[nearest].first, item.last, None, None
    if found:
        person = next((r for r in found if document.entities[r.entity].kind is Kind.PERSON), found[-1])
        return min(person.first, item.first), item.last, person.entity, document.entities[person.entity].name
    if verb == 0 or items[verb - 1].tag in (",", "Q", "NP", "t", "N", "A"):
        inverted = _speaker_behind(clauses, verb)
        if inverted is not None and inverted[2] is not None:
            return inverted
    j = verb - 1
    while j >= 0 and items[j].tag in ("A", "X"):
        j -= 1
    while j >= 2 and items[j - 1].tag == "P" and items[j - 2].tag == "NP" and clauses.low(items[j]) not in people:
        if clauses.word(items[j - 1]) not in {"of", "in", "for", "at"}:
            break
        j -= 2  # "the ministry of defence said", "the ministry in Ankara said"
    if j >= 0 and items[j].tag == "NP":
        head = clauses.low(items[j])
        sources = [m for m in items[j].mentions if can_speak(document, m.entity)]
        if sources:
            mention = sources[-1]
            return items[j].first, item.last, mention.entity, document.entities[mention.entity].name
        if head in people:
            return items[j].first, item.last, None, None
    if j >= 0 and items[j].tag == "O" and clauses.word(items[j]) in {"he", "she", "they", "it"}:
        return items[j].first, item.last, None, None
    return None


def _speaker_behind(clauses: Clauses, verb: int) -> tuple[int, int, int | None, str | None] | None:
    """Who speaks in "..., said X.": the name behind the verb, or nobody by name where it is a witness."""
    items, k = clauses.items, verb + 1
    if k >= len(items) or items[k].tag != "NP":
        return None
    if k + 1 < len(items) and items[k + 1].tag not in (".", ",", "Q", "t", "P"):
        return None
    named = clauses.named(items[k]) or [clauses.referent(m) for m in items[k].mentions[-1:]]
    if named:
        return items[verb].first, items[k].last, named[-1].entity, clauses.document.entities[named[-1].entity].name
    return (
        (items[verb].first, items[k].last, None, None)
        if clauses.low(items[k]) in words_of("attribution_person")
        else None
    )
