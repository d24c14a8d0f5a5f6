"""Claims about places that a clause only means: "A took T after B had fled", "A holds it to this day"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from store.extraction.candidates import Candidate, fits
from store.extraction.clauses.arguments import subjects
from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.complements import prepositional
from store.extraction.clauses.items import Referent
from store.extraction.lexicon.words import words_of
from store.records import Kind, Relation

# Verbs of going that say where from only by the clause beside them.
_FLEEING: Final = frozenset("flee withdraw retreat pull leave depart evacuate".split())
_HELD: Final = frozenset("held controlled run ruled occupied seized captured taken governed overrun".split())
_OUT: Final = frozenset({"out", "back"})
_SEIZING: Final = frozenset({"seize", "capture", "take"})
_TAKEN: Final = frozenset("overrun capture retake recapture seize liberate evacuate abandon occupy besiege".split())
_AWAY: Final = frozenset({"from", "of"})
_DRIVEN: Final = _FLEEING | frozenset("drive push oust expel dislodge evict chase force flush".split())


def retreat_claims(clauses: Clauses, sentence: int, found: list[Candidate]) -> Iterator[Candidate]:
    """Candidates of those who flee while others take the place: "A took T as B pulled out"."""
    taken = [one for one in found if one.relation is Relation.CONTROLS and one.verb]
    if not taken:
        return
    yield from _driven_out(clauses, sentence, found)
    items = clauses.items
    places = {one.object.entity for one in taken}
    if len(places) != 1:
        return
    holders = {one.subject.entity for one in taken}
    for number, item in enumerate(items):
        if item.tag != "V" or item.lemma not in _FLEEING or item.passive or item.negated or item.modal:
            continue
        following = items[number + 1] if number + 1 < len(items) else item
        if item.lemma == "pull" and clauses.word(following) not in _OUT:
            continue
        if _elsewhere(clauses, number):
            continue
        for one in subjects(clauses, number):
            if one.entity in holders or not fits(clauses.document, Relation.WITHDRAWS_FROM, one.entity, min(places)):
                continue
            yield replace(
                taken[0], subject=one, relation=Relation.WITHDRAWS_FROM, trigger=item.first, item=number,
                rule="retreat", strength=0.7,
                reasons=[f"verb '{clauses.document.tokens.text[item.first]}' beside who takes the place"],
            )  # fmt: skip


def _driven_out(clauses: Clauses, sentence: int, found: list[Candidate]) -> Iterator[Candidate]:
    """Candidates of those who took a place before they were driven out: "A took T and was driven out by B"."""
    items = clauses.items
    for number, item in enumerate(items[:-1]):
        if item.tag != "V" or not item.passive or item.negated or item.modal or item.lemma not in _DRIVEN:
            continue
        if clauses.word(items[number + 1]) not in _OUT or _elsewhere(clauses, number):
            continue
        gone = {r.entity for r in subjects(clauses, number)}
        for one in [c for c in found if c.relation is Relation.CONTROLS and c.verb and c.subject.entity in gone][-1:]:
            yield replace(
                one, relation=Relation.WITHDRAWS_FROM, trigger=item.first, item=number, rule="driven out", strength=0.7,
                reasons=[f"verb '{clauses.document.tokens.text[item.first]} out' of those who took the place"],
            )  # fmt: skip


def _elsewhere(clauses: Clauses, number: int) -> bool:
    """Whether a verb of going tells itself from where or what it leaves."""
    kinds = clauses.document.entities
    around = prepositional(clauses, number)
    told = [*around.get("from", []), *around.get("of", []), *around.get("out of", [])]
    behind = clauses.items[number + 1 : number + 2]
    named = clauses.named(behind[0]) if behind and behind[0].tag in ("NP", "O") else []
    return bool(told or named) or any(kinds[r.entity].kind is Kind.PLACE for r in around.get("in", []))


def described_place_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "T, a town held by A": a place that a noun for places tells more of."""
    if Kind.PLACE not in clauses.kinds or clauses.vocabulary.isdisjoint(_HELD):
        return
    items = clauses.items
    kinds = clauses.document.entities
    for number, item in enumerate(items[:-5]):
        if item.tag != "NP" or not item.mentions or item.mentions[-1].last != item.last:
            continue
        place = clauses.referent(item.mentions[-1])
        comma, noun = items[number + 1 : number + 3]
        if kinds[place.entity].kind is not Kind.PLACE or comma.tag != "," or noun.tag != "NP" or noun.mentions:
            continue
        verb = number + 3
        if items[verb].lemma == "cross" and items[verb].form == "ing":
            verb += 1  # "a border crossing"
        elif clauses.low(noun) not in words_of("place_lead") | words_of("place_head"):
            continue
        if verb + 2 >= len(items) or clauses.word(items[verb]) not in _HELD or clauses.word(items[verb + 1]) != "by":
            continue
        for holder in clauses.members(verb + 2):
            if fits(clauses.document, Relation.CONTROLS, holder.entity, place.entity):
                yield Candidate(
                    holder, Relation.CONTROLS, place, items[verb].first, sentence, "described place", 0.9,
                    [f"'{clauses.word(items[verb])} by' of the {clauses.low(noun)}"], item=verb,
                )  # fmt: skip


def meant_place(clauses: Clauses, number: int, place: int | None) -> Referent | None:
    """The place that "it" means behind a verb of holding or leaving: that named last, or ``place``."""
    items = clauses.items
    behind = next((i for i in items[number + 1 : number + 5] if i.tag == "V"), None)
    if behind is not None and behind.passive and behind.lemma in _TAKEN and place is not None:
        verbs = [i for i in items[:number] if i.tag == "V"]
        if not verbs and items[number].first <= clauses.first + 3:
            return Referent(place, items[number].first, items[number].last, "'it', the place of the sentence before")
    at = number - 1
    going = at > 0 and items[at].tag == "P" and clauses.word(items[at]) in _AWAY
    while going and at > 0 and (items[at].tag in ("P", "A") or clauses.word(items[at]) in _OUT):
        at -= 1
    if at < 0 or items[at].tag != "V":
        return None
    verb = items[at]
    names = {lemma for lemma, _ in clauses.lexicon.forms.get(clauses.word(verb), ())} | {verb.lemma}
    if not names & (_DRIVEN if going else _HOLDING) and not (names & _SEIZING and not going and place is not None):
        return None
    for before in reversed(items[:at]):
        for mention in reversed(before.mentions):
            if clauses.document.entities[mention.entity].kind is Kind.PLACE:
                return Referent(mention.entity, items[number].first, items[number].last, "'it', the place named last")
    if place is None:
        return None
    return Referent(place, items[number].first, items[number].last, "'it', the place of the sentence before")


_HOLDING: Final = frozenset(
    "hold abandon retake recapture occupy vacate evacuate overrun besiege regain reoccupy liberate leave rule run"
    " reconquer relinquish surrender lose enter storm".split()
)
