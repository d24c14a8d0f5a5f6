"""Claims about groups that a plural noun announces: "brigades loyal to A, among them B", "the groups close to A: B"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from store.extraction.candidates import Candidate, fits
from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.items import Referent
from store.extraction.lexicon.words import words_of
from store.records import Relation

_DEVOTED: Final = frozenset("loyal close closest closer linked affiliated aligned allied tied sympathetic".split())
_LISTING: Final = frozenset({"among", "including", "like", "notably", "especially", "particularly", "namely"})


def devoted_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "brigades loyal to A, among them B and C" and "the groups closest to A: B and C"."""
    items = clauses.items
    for number, item in enumerate(items[:-3]):
        if item.tag != "NP" or item.mentions or item.last == item.first or clauses.low(item) not in _DEVOTED:
            continue
        noun = clauses.document.tokens.low[item.last - 1]
        several = noun in words_of("group_noun") or noun in words_of("fighter_noun")
        if not several or not noun.endswith("s") or clauses.word(items[number + 1]) not in {"to", "with"}:
            continue
        wholes = clauses.named(items[number + 2])[-1:]
        for member in listed_ahead(clauses, number + 3):
            for whole in wholes:
                if fits(clauses.document, Relation.AFFILIATED_WITH, member.entity, whole.entity):
                    yield Candidate(
                        member, Relation.AFFILIATED_WITH, whole, item.last, sentence, "announced", 0.9,
                        [f"named among the '{noun}' that are '{clauses.low(item)}'"], item=number,
                    )  # fmt: skip


def listed_ahead(clauses: Clauses, k: int) -> list[Referent]:
    """The list that opens at item ``k``: ", among them A and B", ", such as A", ": A, B and C"."""
    items = clauses.items
    if k < len(items) and items[k].tag == ":":
        return clauses.members(k + 1) if k + 1 < len(items) and items[k + 1].tag == "NP" else []
    if k < len(items) and items[k].tag == ",":
        k += 1
    if k + 2 < len(items) and clauses.low(items[k]) == "such" and clauses.word(items[k + 1]) == "as":
        return clauses.members(k + 2)
    if k + 1 >= len(items) or clauses.word(items[k]) not in _LISTING:
        return []
    k += 2 if clauses.word(items[k + 1]) == "them" else 1
    return clauses.members(k) if k < len(items) else []
