"""Whether those who agree or sign thereby negotiate: "agreed to end the battle", not "agree on little"."""

from __future__ import annotations

from typing import Final

from store.extraction.clauses.chunks import Clauses
from store.extraction.lexicon.inflection import singulars
from store.records import Relation

# Verbs that several do without negotiating, unless what they agree on tells it.
_NEEDS_MATTER: Final = frozenset(
    "agree reach sign conclude settle speak strike broker seal initial countersign ink".split()
)
# What is agreed to be done between two sides.
_SETTLED: Final = frozenset(
    "end stop halt cease suspend lay exchange swap trade release free share withdraw pull open reopen extend prolong"
    " hold hand cooperate co-operate coordinate allow let form create set establish join resume start begin respect"
    " observe divide demarcate disengage deescalate de-escalate lift evacuate restore normalise normalize settle"
    " negotiate meet talk merge unite work call".split()
)


def comes_to_terms(clauses: Clauses, number: int) -> bool:
    """Whether verb ``number`` is about an agreement between its subjects, where its word alone does not tell."""
    items = clauses.items
    item = items[number]
    if item.tag != "V":
        return _NEEDS_MATTER.isdisjoint(clauses.document.tokens.low[item.first : item.last + 1])
    if item.lemma == "meet":
        return number + 1 >= len(items) or items[number + 1].tag != "NP"  # "A and B entered, meeting no resistance"
    if item.lemma not in _NEEDS_MATTER:
        return True
    for k in range(number + 1, min(number + 9, len(items) - 1)):
        item = items[k]
        if item.tag in (";", "S", "R", "X", ":", "V"):
            return item.tag == "V" and items[k - 1].tag in ("T", "A") and item.lemma in _SETTLED
        if item.tag == "NP" and _talks(clauses, clauses.low(item)):
            return True
        if item.tag == "T" and clauses.word(items[k + 1]) in _SETTLED:
            return True
    last = items[-1] if items[-1].tag == "NP" else items[-2] if len(items) > 1 else items[-1]
    return last.tag == "NP" and last.first > items[number].first and _talks(clauses, clauses.low(last))


def _talks(clauses: Clauses, head: str) -> bool:
    """Whether a noun is one of talks, truces and deals."""
    return any(
        predicate.relation is Relation.NEGOTIATES_WITH
        for form in (head, *singulars(head))
        for predicate in clauses.lexicon.nouns.get(form, ())
    )
