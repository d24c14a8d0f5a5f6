"""Claims of descriptions: "A, a conglomerate of six outfits, namely B and C", "with T as its capital"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from store.extraction.candidates import Candidate, fits
from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.items import Item, Referent
from store.extraction.lexicon.words import words_of
from store.records import Kind, Relation

_UMBRELLAS: Final = frozenset(
    "conglomerate umbrella coalition alliance grouping federation confederation amalgam platform bloc front forum"
    " combine syndicate".split()
)
_NAMING: Final = frozenset({"including", "namely", "comprising", "like", "such"})
_SEATS: Final = frozenset({"capital", "stronghold", "headquarters", "base", "bastion"})


def umbrella_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of the members and the seat that a description names."""
    if not clauses.vocabulary.isdisjoint(_UMBRELLAS):
        yield from _members(clauses, sentence)
    if "as" in clauses.vocabulary and not clauses.vocabulary.isdisjoint(_SEATS):
        yield from _seats(clauses, sentence)


def _members(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    items = clauses.items
    for number, item in enumerate(items[:-4]):
        if item.tag != "NP" or item.mentions or clauses.low(item) not in _UMBRELLAS or clauses.tag(item.first) != "D":
            continue
        many = items[number + 2]
        if many.mentions and clauses.word(items[number + 1]) in {"of", "between"}:
            yield from _allies(clauses, number, sentence)  # "A, an alliance of B, C and D"
            continue
        if clauses.word(items[number + 1]) != "of" or many.tag != "NP" or many.mentions:
            continue
        if clauses.low(many) not in words_of("group_noun") | words_of("body_noun") | {"parties", "outfits", "groups"}:
            continue
        k = number + 3 + (items[number + 3].tag == ",")
        if k + 1 >= len(items) or clauses.word(items[k]) not in _NAMING:
            continue
        k += 2 if clauses.word(items[k]) == "such" else 1
        whole = _described(clauses, number)
        if whole is None or k >= len(items):
            continue
        for member in clauses.members(k):
            if fits(clauses.document, Relation.PART_OF, member.entity, whole.entity):
                yield Candidate(
                    member, Relation.PART_OF, whole, item.last, sentence, "umbrella", 1.0,
                    [f"named as one of '{clauses.document.tokens.span(many.first, many.last)}'"], item=number,
                )  # fmt: skip


def _allies(clauses: Clauses, number: int, sentence: int) -> Iterator[Candidate]:
    whole = _described(clauses, number)
    members = clauses.members(number + 2)
    if whole is None or len(members) < 2 or clauses.items[number - 1].tag not in (",", ")"):
        return
    for member in members:
        if fits(clauses.document, Relation.PART_OF, member.entity, whole.entity):
            yield Candidate(
                member, Relation.PART_OF, whole, clauses.items[number].last, sentence, "umbrella", 1.0,
                [f"named as one of the '{clauses.low(clauses.items[number])}'"], item=number,
            )  # fmt: skip


def _described(clauses: Clauses, number: int) -> Referent | None:
    """The group that a description explains, over its acronym in brackets and over a lost comma."""
    items = clauses.items
    k = number - 1
    if k >= 0 and items[k].tag == ",":
        k -= 1
    if k >= 0 and items[k].tag == ")":
        k = next((m for m in range(k - 1, -1, -1) if items[m].tag == "("), 0) - 1
    if k < 0 or items[k].tag != "NP":
        return None
    found = clauses.named(items[k])[-1:]
    return found[0] if found and clauses.document.entities[found[0].entity].kind.acts else None


def _seats(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "declared a caliphate with the city of T as its capital": A controls T."""
    items = clauses.items
    for number, item in enumerate(items[2:], 2):
        if item.tag != "NP" or item.mentions or clauses.low(item) not in _SEATS or item.possessor is None:
            continue
        if clauses.word(items[number - 1]) != "as":
            continue
        place = _place(clauses, items[number - 2])
        one = item.possessor
        if place is not None and clauses.document.entities[one.entity].kind is Kind.ARMED_GROUP:
            yield Candidate(
                one, Relation.CONTROLS, place, item.last, sentence, "seat", 0.9,
                [f"'{clauses.document.tokens.span(item.first, item.last)}' of whom 'its' means"], item=number,
            )  # fmt: skip


def _place(clauses: Clauses, item: Item) -> Referent | None:
    last = item.mentions[-1] if item.mentions else None
    if last is None or clauses.document.entities[last.entity].kind is not Kind.PLACE:
        return None
    return clauses.referent(last)
