"""Claims about prisoners: "freed ten soldiers in exchange for fighters held by B", "B prisoners for A captives"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from store.extraction.candidates import Candidate, fits
from store.extraction.clauses.arguments import subjects, verb_before
from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.items import Referent
from store.extraction.clauses.objects import objects
from store.records import Relation

_FOR: Final = frozenset({"exchange", "return"})
_LETTING_GO: Final = frozenset(
    "release free return hand swap exchange offer trade deliver give propose agree surrender let send".split()
)
_CAPTIVES: Final = frozenset(
    "prisoner prisoners captive captives hostage hostages detainee detainees soldier soldiers fighter fighters inmates"
    " bodies remains militants members convicts personnel officers".split()
)
_NEAR: Final = 9


def exchange_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of captives who are given for captives: the two sides deal with each other."""
    if clauses.vocabulary.isdisjoint(_FOR) or clauses.vocabulary.isdisjoint(_CAPTIVES):
        return
    items = clauses.items
    for number in range(2, len(items) - 2):
        item = items[number]
        if item.tag != "NP" or clauses.low(item) not in _FOR or clauses.word(items[number - 1]) != "in":
            continue
        if clauses.word(items[number + 1]) != "for":
            continue
        verb = verb_before(clauses, number)
        if verb < 0 or items[verb].lemma not in _LETTING_GO:
            continue
        ours = subjects(clauses, verb)
        others = _others(clauses, number + 2) or objects(clauses, verb)
        for one in ours:
            for other in others:
                if fits(clauses.document, Relation.NEGOTIATES_WITH, one.entity, other.entity):
                    yield Candidate(
                        one, Relation.NEGOTIATES_WITH, other, item.first, sentence, "exchange", 0.9,
                        [f"captives 'in {clauses.low(item)} for' others"], item=verb, verb=True,
                    )  # fmt: skip


def _others(clauses: Clauses, behind: int) -> list[Referent]:
    """Who holds the captives behind "in exchange for": "prisoners held by B", "from B jails", "in B's prisons"."""
    items = clauses.items
    captives = False
    for k in range(behind, min(behind + _NEAR, len(items))):
        item = items[k]
        if item.tag == "NP":
            captives = captives or clauses.low(item) in _CAPTIVES
            held = k > behind and clauses.word(items[k - 1]) in {"by", "from", "in"}
            if captives and held and item.mentions:
                acting = [m for m in item.mentions if clauses.document.entities[m.entity].kind.acts]
                if acting:
                    return [clauses.referent(acting[-1])]
        elif item.tag not in ("P", "A", "D", "V", "C", ","):
            break
    return []
