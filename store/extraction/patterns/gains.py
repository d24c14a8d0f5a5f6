"""Claims about places that an army or group says were taken, without saying by whom: by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from store.extraction.candidates import Candidate, fits
from store.extraction.clauses.arguments import subjects
from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.items import Item, Referent
from store.extraction.lexicon.words import words_of
from store.records import Kind, Relation

_TAKEN: Final = frozenset(
    "capture recapture retake seize liberate wrest secure reclaim regain recover clear take free overrun".split()
)


def gain_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "The army said T had been retaken": the army controls T."""
    if Kind.PLACE not in clauses.kinds:
        return
    document = clauses.document
    for number, item in enumerate(clauses.items):
        lemmas = {lemma for lemma, _ in clauses.lexicon.forms.get(clauses.word(item), ())}
        if item.tag != "V" or not item.passive or item.negated or item.modal or not lemmas & _TAKEN:
            continue
        if _by(clauses, number):
            continue
        saying = _saying(clauses, number)
        places = _places(clauses, saying, number) if saying >= 0 else []
        if not places or clauses.items[saying].negated:
            continue
        for who in subjects(clauses, saying):
            entity = document.entities[who.entity]
            armed = entity.kind is Kind.ARMED_GROUP or (entity.kind is Kind.STATE and entity.role is not None)
            for place in places:
                if armed and fits(document, Relation.CONTROLS, who.entity, place.entity):
                    yield Candidate(
                        who, Relation.CONTROLS, place, item.first, sentence, "own gain", 0.9,
                        [f"'{document.tokens.text[item.first]}', as the one who took it says"],
                        item=number, said_by=who.entity, hedge="says so of itself", verb=True,
                    )  # fmt: skip


def _saying(clauses: Clauses, number: int) -> int:
    """The verb of saying under which a verb stands, or -1."""
    for k in range(number - 1, -1, -1):
        item = clauses.items[k]
        if item.tag in (";", "R", "Q") or (item.tag == "V" and item.lemma not in words_of("saying_verb")):
            return -1
        if item.tag == "V":
            return k
    return -1


def _places(clauses: Clauses, saying: int, number: int) -> list[Referent]:
    """The places that are taken: the subject, and all of a list behind "including"."""
    between = clauses.items[saying + 1 : number]
    start = next((k for k, item in enumerate(between) if clauses.word(item) in {"including", "namely"}), -1)
    if start >= 0:
        found = [clauses.referent(m) for item in between[start:] for m in item.mentions]
    else:
        found = subjects(clauses, number)
    return [r for r in found if clauses.document.entities[r.entity].kind is Kind.PLACE]


def _by(clauses: Clauses, number: int) -> bool:
    behind: list[Item] = clauses.items[number + 1 : number + 6]
    return any(clauses.word(item) == "by" for item in behind)
