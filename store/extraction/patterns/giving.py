"""Claims of verbs with two objects: "offered B a truce", "gave B a week to leave", "promised to ship B tanks"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from store.extraction.candidates import Candidate, fits
from store.extraction.clauses.arguments import subjects
from store.extraction.clauses.chunks import Clauses
from store.extraction.lexicon.words import words_of
from store.extraction.patterns.representing import represented
from store.records import Relation

_GIVING: Final = frozenset(
    "give offer grant promise send ship sell lend hand deliver supply provide donate pledge propose deny set allow"
    " guarantee hand-deliver lease loan gift".split()
)
_SPANS: Final = frozenset("hour hours day days week weeks month months ultimatum deadline".split())
_LEAVING: Final = frozenset(
    "leave withdraw surrender disarm release hand vacate lay pull free comply evacuate quit return stop end".split()
)


def giving_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of what is given or offered to somebody who is named right behind the verb."""
    items = clauses.items
    document = clauses.document
    for number, item in enumerate(items[:-2]):
        if item.tag != "V" or item.passive or item.lemma not in _GIVING:
            continue
        k = number + 1
        if items[k].tag == "A":
            k += 1
        if k + 1 >= len(items) or items[k].tag not in ("NP", "O"):
            continue
        thing = k + 1
        receiver = clauses.named(items[k])
        if items[k].tag == "NP" and clauses.word(items[thing]) == "of" and thing + 2 < len(items):
            receiver, thing = receiver or clauses.denotes(k), thing + 2  # "offered the government of C a truce"
        if not receiver and items[k].mentions and items[k].mentions[-1] not in items[k].owners:
            receiver = [clauses.referent(items[k].mentions[-1])]  # "promised the B missiles"
        relation = _relation(clauses, k, thing)
        if relation is None:
            continue
        for one in subjects(clauses, number):
            for other in receiver:
                giver = represented(clauses, one)
                if not fits(document, relation, giver.entity, other.entity):
                    continue
                yield Candidate(
                    giver, relation, other, item.first, sentence, "giving", 0.9,
                    [f"'{document.tokens.text[item.first]}' with what is given: '{clauses.low(items[thing])}'"],
                    item=number, verb=True,
                )  # fmt: skip


def _relation(clauses: Clauses, receiver: int, thing: int) -> Relation | None:
    """What the thing that is given tells of giver and receiver; also inside one phrase: "gave B 24 hours"."""
    items = clauses.items
    for k in (thing, receiver):
        if k >= len(items) or items[k].tag != "NP":
            continue
        if k == receiver and (not items[k].mentions or items[k].mentions[-1].last >= items[k].last):
            continue
        head = clauses.low(items[k])
        if k == thing and any(clauses.document.entities[m.entity].kind.acts for m in items[k].mentions[-1:]):
            continue
        if head in _SPANS:
            urged = any(item.tag == "V" and item.lemma in _LEAVING for item in items[k + 1 : k + 6])
            return Relation.THREATENS if urged or head in {"ultimatum", "deadline"} else None
        if head in words_of("given_help"):
            return Relation.SUPPORTS
        if head in words_of("offered_peace"):
            return Relation.NEGOTIATES_WITH
    return None
