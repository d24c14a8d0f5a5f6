"""Claims of groups that "changed their name from A to B", and of groups that others lead: "A, led by B", "B-led A"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from store.extraction.candidates import Candidate, fits
from store.extraction.clauses.arguments import subjects
from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.complements import prepositional
from store.extraction.clauses.items import Referent
from store.records import Kind, Relation

_CHANGING: Final = frozenset({"change", "switch", "alter"})
_LEADING: Final = frozenset({"lead", "dominate", "spearhead"})
_LED: Final = frozenset({"led", "dominated"})


def name_change_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "A (which) changed its name from B", "A changed its name to B"."""
    for number, item in enumerate(clauses.items[:-2]):
        if item.tag != "V" or item.lemma not in _CHANGING or clauses.low(clauses.items[number + 1]) != "name":
            continue
        if clauses.items[number + 1].tag != "NP":
            continue
        slots = prepositional(clauses, number + 1)
        # a name in quotation marks may be all that stands behind the preposition
        others = [r for word in ("from", "to") for r in slots.get(word, [])[:1]]
        for one in subjects(clauses, number)[:1]:
            for other in others:
                if fits(clauses.document, Relation.SAME_AS, one.entity, other.entity):
                    yield Candidate(
                        one, Relation.SAME_AS, other, item.first, sentence, "renaming", 1.0,
                        [f"'{clauses.document.tokens.text[item.first]}' its name"], item=number,
                    )  # fmt: skip


def led_group_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "A, led by B" and "B-led A" between groups: B is a part of what it leads."""
    items, text = clauses.items, clauses.document.tokens.text
    for number, item in enumerate(items):
        if item.tag == "V" and item.lemma in _LEADING and number + 2 < len(items):
            if clauses.word(items[number + 1]) != "by":
                continue
            k = number - 1
            while k > 0 and items[k].tag in ("A", "X", ",", "-", "R"):
                k -= 1
            if k < 0 or items[k].tag != "NP" or not items[k].mentions:
                continue
            if items[k].mentions[-1].last == items[k].last:
                yield from _part(
                    clauses, clauses.members(number + 2), clauses.named(items[k])[-1:], item.first, sentence
                )
        elif item.tag == "NP" and len(item.mentions) > 1:
            for i in range(item.first + 1, item.last):
                if text[i] == "-" and clauses.document.tokens.low[i + 1] in _LED:
                    holder = clauses.document.mention_at(i - 1)
                    named = [r for r in clauses.named(item) if r.first > i]
                    if holder is not None:
                        yield from _part(clauses, [clauses.referent(holder)], named[-1:], i + 1, sentence)


def _part(
    clauses: Clauses, leading: list[Referent], led: list[Referent], trigger: int, sentence: int
) -> Iterator[Candidate]:
    entities = clauses.document.entities
    for whole in led:
        for part in leading:
            groups = {entities[part.entity].kind, entities[whole.entity].kind} == {Kind.ARMED_GROUP}
            if groups and fits(clauses.document, Relation.PART_OF, part.entity, whole.entity):
                yield Candidate(
                    part, Relation.PART_OF, whole, trigger, sentence, "identity leading group", 0.9,
                    [f"'{clauses.document.tokens.text[trigger]}' tells which group leads the other"],
                    item=clauses.item_of[trigger - clauses.first],
                )  # fmt: skip
