"""Claims about an attack that two sentences tell of: one whom it hit, the other who was behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from store.extraction.candidates import Candidate, fits
from store.extraction.clauses.arguments import subjects
from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.items import Item, Referent
from store.extraction.clauses.objects import objects
from store.extraction.patterns.companions import attackers
from store.extraction.patterns.representing import represented
from store.records import Kind, Relation

# What "the attack" of a sentence before can be called.
_EVENTS: Final = frozenset(
    "attack ambush raid assault bombing blast explosion strike airstrike shelling killing shooting kidnapping abduction"
    " incident bomb massacre offensive operation incursion violence clash fighting battle".split()
)
_ASSAILANTS: Final = frozenset("attackers assailants gunmen raiders bomber bombers attacker assailant".split())
_WHICH: Final = frozenset({"the", "this", "that", "these", "those", "both"})
# Verbs of which a group is the subject when it was behind an attack.
_DONE: Final = frozenset("carry stage launch mount conduct perpetrate execute orchestrate commit undertake".split())
_HIT: Final = frozenset(
    "kill wound injure die hit target strike attack ambush bomb raid storm shell abduct kidnap shoot".split()
)
_ARMED: Final = frozenset({Kind.ARMED_GROUP, Kind.STATE})


def sequel_claims(clauses: Clauses, sentence: int, previous: Clauses | None) -> Iterator[Candidate]:
    """Candidates of "B soldiers were killed. A claimed the attack" and "A raided T. The attack killed B soldiers"."""
    words = clauses.vocabulary
    if previous is None or (words.isdisjoint(_EVENTS | _ASSAILANTS) and "responsibility" not in words):
        return
    for number, item in enumerate(clauses.items):
        if item.tag != "V" or item.negated or item.modal:
            continue
        if item.lemma in _HIT:
            yield from _hit_by_it(clauses, number, sentence, previous)
            continue
        for doer, claimed in _behind(clauses, number):
            if clauses.document.entities[doer.entity].kind not in _ARMED:
                continue
            for victim in _victims(previous):
                if fits(clauses.document, Relation.FIGHTS, doer.entity, victim.entity):
                    yield Candidate(
                        doer, Relation.FIGHTS, victim, item.first, sentence, "sequel", 0.8,
                        [f"'{clauses.document.tokens.text[item.first]}' of the attack of the sentence before"],
                        item=number, verb=True, said_by=claimed, hedge="" if claimed is None else "claimed",
                    )  # fmt: skip


def _event(clauses: Clauses, item: Item) -> bool:
    """Whether a phrase is "the attack", with no name of its own."""
    head = clauses.low(item).removesuffix("s")
    return (
        item.tag == "NP"
        and head in _EVENTS
        and clauses.word(item) in _WHICH
        and not item.mentions
        and item.possessor is None
        and item.last - item.first < 4
    )


def _behind(clauses: Clauses, number: int) -> Iterator[tuple[Referent, int | None]]:
    """Who claims "the attack" or carried it out at a verb, with the one who claims it."""
    items = clauses.items
    item = items[number]
    following = items[number + 1] if number + 1 < len(items) else item
    if item.lemma == "claim" and not item.passive and clauses.word(following) != "by":
        if clauses.low(following) != "responsibility" and not _event(clauses, following):
            return
        for one in subjects(clauses, number):
            yield represented(clauses, one), one.entity
        return
    if item.lemma not in _DONE | {"claim", "blame"}:
        return
    if item.passive and _told_of(clauses, number):
        by = "on" if item.lemma == "blame" else "by"
        at = next((k for k in range(number + 1, min(number + 6, len(items) - 1)) if clauses.word(items[k]) == by), -1)
        for one in clauses.members(at + 1) if at >= 0 else []:
            doer = represented(clauses, one)
            yield doer, (doer.entity if item.lemma == "claim" else None)
    elif not item.passive and item.lemma in _DONE:
        out = number + 2 if clauses.word(following) == "out" else number + 1
        if out < len(items) and _event(clauses, items[out]):
            for one in subjects(clauses, number):
                yield one, None


def _told_of(clauses: Clauses, number: int) -> bool:
    """Whether the subject of a passive verb is "the attack"."""
    j = number - 1
    while j > 0 and clauses.items[j].tag in ("X", "A", "M", "t", "P", "NP") and not _event(clauses, clauses.items[j]):
        j -= 1
    return j >= 0 and _event(clauses, clauses.items[j])


def _victims(previous: Clauses) -> list[Referent]:
    """Whom the attack of a sentence hit that does not tell who did it."""
    items = previous.items
    entities = previous.document.entities
    found: list[Referent] = []
    for number, item in enumerate(items):
        if item.tag != "V" or item.lemma not in _HIT or item.negated or item.modal:
            continue
        if item.passive or item.lemma == "die":
            ahead = range(number + 1, min(number + 5, len(items) - 1))
            by = next((k for k in ahead if previous.word(items[k]) == "by"), -1)
            named = previous.members(by + 1) if by > 0 else []
            hit = [] if any(entities[r.entity].kind in _ARMED for r in named) else subjects(previous, number)
        else:
            doers = subjects(previous, number)
            hit = [] if any(entities[r.entity].kind in _ARMED for r in doers) else objects(previous, number)
        found += [r for r in hit if entities[r.entity].kind in _ARMED]
    return [Referent(r.entity, r.first, r.last, r.via or "of the sentence before") for r in found]


def _hit_by_it(clauses: Clauses, number: int, sentence: int, previous: Clauses) -> Iterator[Candidate]:
    """Candidates of "The attack killed B soldiers" and "B soldiers died in the attack" behind who attacked."""
    items = clauses.items
    item = items[number]
    if item.lemma == "die":
        inside = next((k for k in range(number + 1, len(items) - 1) if clauses.word(items[k]) == "in"), -1)
        if inside < 0 or not _event(clauses, items[inside + 1]):
            return
        hit = subjects(clauses, number)
    else:
        j = number - 1
        while j > 0 and items[j].tag in ("X", "A"):
            j -= 1
        it = items[j].tag == "NP" and (
            _event(clauses, items[j])
            or (clauses.low(items[j]) in _ASSAILANTS and clauses.word(items[j]) == "the" and items[j].pronoun is None)
        )
        if item.passive or not it:
            return
        hit = objects(clauses, number)
    doers = attackers(previous, len(previous.items))
    if len({r.entity for r in doers}) != 1:
        return
    doer = Referent(doers[0].entity, items[number].first, items[number].first, "who attacked in the sentence before")
    for victim in hit:
        kind = clauses.document.entities[victim.entity].kind
        if kind in _ARMED and fits(clauses.document, Relation.FIGHTS, doer.entity, victim.entity):
            yield Candidate(
                doer, Relation.FIGHTS, victim, item.first, sentence, "sequel", 0.7,
                [f"verb '{clauses.document.tokens.text[item.first]}' of the attack of the sentence before"],
                item=number, verb=True,
            )  # fmt: skip
