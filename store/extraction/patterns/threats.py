"""Threats told by a clause: "A said it would strike B", "A promised that B will be driven out of T"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from store.extraction.candidates import Candidate, fits
from store.extraction.clauses.arguments import subjects, verb_before
from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.items import Item
from store.extraction.lexicon.predicates import Predicate
from store.extraction.lexicon.words import words_of
from store.extraction.patterns.representing import represented
from store.records import Kind, Relation

_ANNOUNCING: Final = frozenset("say vow promise warn threaten swear declare pledge announce insist boast".split())
_WILL: Final = frozenset({"will", "would", "shall", "'ll", "wo"})
_CALLING: Final = frozenset("call urge exhort incite order instruct command tell rally".split())
_OWN_PEOPLE: Final = frozenset(
    "followers supporters fighters muslims believers sympathizers sympathisers members men people soldiers militants"
    " sunnis loyalists mujahideen gunmen affiliates cells units tribes youth".split()
)


def threat_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "A promised that B will be driven out": what A says will be done to B without saying by whom."""
    items = clauses.items
    for number, item in enumerate(items):
        if item.tag != "V" or not item.passive or item.modal not in _WILL or item.negated:
            continue
        if not _hostile(clauses, item) or any(clauses.word(i) == "by" for i in items[number + 1 : number + 5]):
            continue
        saying = _announcing(clauses, number)
        if saying < 0:
            continue
        for one in subjects(clauses, saying):
            sayer = represented(clauses, one)
            for other in subjects(clauses, number):
                if fits(clauses.document, Relation.THREATENS, sayer.entity, other.entity):
                    yield Candidate(
                        sayer, Relation.THREATENS, other, item.first, sentence, "announced", 0.8,
                        [f"'{clauses.word(items[saying])}' what will be done"], item=saying, verb=True,
                    )  # fmt: skip


def announced(clauses: Clauses, number: int) -> bool:
    """Whether who will do verb ``number`` says so himself, or calls on his people to do it."""
    items = clauses.items
    item = items[number]
    if item.modal in _WILL and not item.negated and not item.passive:
        saying = _announcing(clauses, number)
        if saying < 0:
            return False
        document = clauses.document
        doers = {r.entity for r in subjects(clauses, number)}
        for one in subjects(clauses, saying):
            if represented(clauses, one).entity in doers:
                return True
            state = document.entities[one.entity].kind is Kind.PERSON and any(
                document.entities[d].kind is Kind.STATE for d in doers
            )
            if state:
                return True  # "President P said A would crush B"
        return False
    if number >= 3 and items[number - 1].tag == "T" and items[number - 2].tag == "NP":
        verb = verb_before(clauses, number - 2)
        if verb >= 0 and items[verb].lemma in _CALLING and number - verb <= 4:
            return clauses.low(items[number - 2]) in _OWN_PEOPLE
    return False


def _announcing(clauses: Clauses, number: int) -> int:
    """The verb of saying whose clause verb ``number`` stands in, or -1."""
    items = clauses.items
    for k in range(number - 1, max(-1, number - 10), -1):
        item = items[k]
        if item.tag == "V":
            return k if item.lemma in _ANNOUNCING and not item.passive and not item.negated else -1
        if item.tag in (";", ":", "R") or (item.tag == "S" and clauses.word(item) in words_of("conditional")):
            return -1
    return -1


def _hostile(clauses: Clauses, verb: Item) -> bool:
    def hits(predicate: Predicate) -> bool:
        return predicate.relation in (Relation.FIGHTS, Relation.WITHDRAWS_FROM) and "obj" in (
            *predicate.object, *predicate.subject[:1]
        )  # fmt: skip

    lemmas = {lemma for lemma, _ in clauses.lexicon.forms.get(clauses.word(verb), ())}
    return any(
        hits(p) and len(p.words) <= 2
        for lemma in lemmas
        for p in clauses.lexicon.verbs.get(lemma, ())
        if p.note != "split-obj"
    )
