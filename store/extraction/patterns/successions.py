"""Claims about who heads what: "Justice Minister P", "was succeeded by Q", "its chiefs, including P"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from store.extraction.candidates import Candidate, fits
from store.extraction.clauses.arguments import subjects
from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.items import Item, Referent
from store.extraction.clauses.lists import antecedent
from store.extraction.lexicon.words import words_of
from store.records import Kind, Relation

_SEATS: Final = frozenset({"ministry", "department", "secretariat"})
_HEADS: Final = frozenset({"minister", "secretary"})
_FOLLOWED: Final = frozenset({"succeed", "replace"})
_CHIEFS: Final = frozenset(
    "leaders commanders chiefs heads bosses founders emirs directors kingpins ringleaders warlords lieutenants".split()
)
_WITH: Final = frozenset({"together", "along", "jointly", "alongside"})
_BEGINNING: Final = frozenset({"initiative", "leadership", "command", "direction", "orders"})


def succession_claims(
    clauses: Clauses, sentence: int, found: list[Candidate], before: list[Candidate]
) -> Iterator[Candidate]:
    """Candidates of persons at the head of a body, told by those ``found`` in the sentence and the one ``before``."""
    if Kind.PERSON not in clauses.kinds:
        return
    words = clauses.vocabulary
    if not words.isdisjoint(_HEADS):
        yield from _ministers(clauses, sentence)
    if not words.isdisjoint({"succeeded", "replaced"}):
        yield from _successors(clauses, sentence, [*found, *before])
    if not words.isdisjoint(_CHIEFS):
        yield from _among_chiefs(clauses, sentence)
    if not words.isdisjoint(_WITH):
        yield from _led_together(clauses, sentence, found)
    if not words.isdisjoint(_BEGINNING):
        yield from _on_initiative(clauses, sentence)


def _claim(
    clauses: Clauses, person: Referent, body: Referent, number: int, sentence: int, why: str
) -> Iterator[Candidate]:
    if fits(clauses.document, Relation.LEADS, person.entity, body.entity):
        item = clauses.items[number]
        yield Candidate(
            person, Relation.LEADS, body, item.first, sentence, "office", 0.9, [why], item=number
        )  # fmt: skip


def _persons(clauses: Clauses, found: list[Referent]) -> list[Referent]:
    return [r for r in found if clauses.document.entities[r.entity].kind is Kind.PERSON]


def _ministers(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "Justice Minister P" where the text names the Justice Ministry."""
    document = clauses.document
    low = document.tokens.low
    seats = {
        word: entity.number
        for entity in document.entities
        if entity.kind is not Kind.PERSON and not _SEATS.isdisjoint(entity.name.lower().split())
        for word in entity.name.lower().replace("'s", "").split()
        if word not in _SEATS and word not in {"of", "the", "and", "for"} and word not in clauses.adjectives
    }
    if not seats:
        return
    for number, item in enumerate(clauses.items):
        if item.tag != "NP" or not item.mentions:
            continue
        person = item.mentions[-1]
        if document.entities[person.entity].kind is not Kind.PERSON:
            continue
        for i in range(item.first + 1, person.first):
            if low[i] in _HEADS and low[i - 1] in seats:
                seat = Referent(seats[low[i - 1]], i - 1, i, f"whose {low[i]} he is")
                yield from _claim(
                    clauses, clauses.referent(person), seat, number, sentence, f"'{low[i]}' of what the text names"
                )


def _successors(clauses: Clauses, sentence: int, found: list[Candidate]) -> Iterator[Candidate]:
    """Candidates of "P, its leader, was killed and was succeeded by Q": Q leads what P led."""
    items = clauses.items
    led = {one.subject.entity: one.object for one in found if one.relation is Relation.LEADS}
    for number, item in enumerate(items[:-2]):
        if item.tag != "V" or item.lemma not in _FOLLOWED or item.negated or clauses.word(items[number + 1]) != "by":
            continue
        if not item.passive and item.auxiliary:
            continue
        for old in _persons(clauses, subjects(clauses, number))[:1]:
            body = led.get(old.entity)
            if body is None:
                continue
            for new in _persons(clauses, clauses.denotes(number + 2))[:1]:
                body = Referent(body.entity, item.first, item.first, "what his predecessor led")
                yield from _claim(clauses, new, body, number, sentence, f"'{clauses.word(item)} by'")


def _among_chiefs(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "31 of its commanders, including P" and "A leaders such as P and Q"."""
    items = clauses.items
    for number, item in enumerate(items[:-2]):
        if item.tag != "NP" or clauses.low(item) not in _CHIEFS:
            continue
        body = _body(clauses, item, number)
        k = number + 1
        if clauses.word(items[k]) == "of" and k + 2 < len(items) and items[k + 1].tag == "NP":
            k += 2
        k += items[k].tag == ","
        if k + 1 >= len(items) or body is None:
            continue
        if clauses.word(items[k]) in {"including", "among", "notably", "like"}:
            k += 2 if clauses.word(items[k + 1]) == "them" else 1
        elif clauses.low(items[k]) == "such" and clauses.word(items[k + 1]) == "as":
            k += 2
        else:
            continue
        for person in _persons(clauses, clauses.members(k) if k < len(items) else []):
            yield from _claim(clauses, person, body, number, sentence, f"one of its {clauses.low(item)}")


def _body(clauses: Clauses, item: Item, number: int) -> Referent | None:
    """Whose leaders "its leaders", "A's leaders" and "leaders of A" are."""
    items = clauses.items
    entities = clauses.document.entities
    own = [m for m in item.mentions if entities[m.entity].kind in (Kind.ARMED_GROUP, Kind.ORGANIZATION)]
    if own:
        return clauses.referent(own[-1])
    if item.possessor is not None:
        return item.possessor if entities[item.possessor.entity].kind.acts else None
    if number + 2 < len(items) and clauses.word(items[number + 1]) == "of" and items[number + 2].tag == "NP":
        of = clauses.named(items[number + 2])
        armed = [r for r in of if entities[r.entity].kind in (Kind.ARMED_GROUP, Kind.ORGANIZATION)]
        return armed[0] if len(armed) == 1 else None
    return None


def _led_together(clauses: Clauses, sentence: int, found: list[Candidate]) -> Iterator[Candidate]:
    """Candidates of "P led the gang together with Q": both did."""
    items = clauses.items
    for number, item in enumerate(items[:-1]):
        word = clauses.word(item)
        k = number + 1
        if word not in _WITH or item.tag == "NP":
            continue
        if word != "alongside":
            if clauses.word(items[k]) != "with" or k + 1 >= len(items):
                continue
            k += 1
        for one in found:
            if one.relation is not Relation.LEADS or not one.verb or one.trigger >= item.first:
                continue
            if any(i.tag in ("V", ";", "S", "R", "C") for i in items if one.trigger < i.first < item.first):
                continue
            for person in _persons(clauses, clauses.members(k))[:2]:
                if person.entity != one.subject.entity:
                    yield from _claim(clauses, person, one.object, number, sentence, f"'{word}' with who leads it")


def _on_initiative(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "A was founded on the initiative of P" and "A fought under the command of P"."""
    items = clauses.items
    for number, item in enumerate(items[:-2]):
        if item.tag != "NP" or item.mentions or clauses.low(item) not in _BEGINNING or number < 2:
            continue
        if clauses.word(items[number - 1]) not in {"on", "at", "under"} or clauses.word(items[number + 1]) != "of":
            continue
        verb = next((k for k in range(number - 2, -1, -1) if items[k].tag == "V"), -1)
        if verb < 0 or any(items[k].tag in (";", "S", "R") for k in range(verb + 1, number)):
            continue
        who = subjects(clauses, verb)
        if not who and verb and items[verb - 1].tag == "R":
            who = antecedent(clauses, verb - 1)
        bodies = [r for r in who if clauses.document.entities[r.entity].kind in (Kind.ARMED_GROUP, Kind.ORGANIZATION)]
        founded = items[verb].lemma in {"found", "form", "create", "establish", "launch", "set"}
        if clauses.low(item) == "initiative" and not founded:
            continue
        if len(bodies) != 1 or clauses.low(item) in words_of("party_noun") - _BEGINNING:
            continue
        for person in _persons(clauses, clauses.denotes(number + 2))[:1]:
            yield from _claim(clauses, person, bodies[0], number, sentence, f"'{clauses.low(item)} of' him")
