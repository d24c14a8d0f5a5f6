"""Whom a noun says something of, across "is", "called" and "as"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from store.extraction.clauses.arguments import of_infinitive, over_comma, phrase_left, subjects, verb_before
from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.items import Referent
from store.extraction.clauses.lists import antecedent
from store.extraction.clauses.objects import objects
from store.extraction.lexicon.inflection import plural
from store.extraction.lexicon.predicates import Predicate
from store.extraction.lexicon.words import words_of
from store.records import Kind, Relation

_CALLED_SO: Final = frozenset({"call", "name", "know", "dub"})
SAYING_OF: Final = frozenset("describe appoint name elect consider regard call view see denounce brand label".split())


def copula_subject(clauses: Clauses, be: int) -> list[Referent]:
    """Whom a form of "to be" says something of."""
    items = clauses.items
    if be and clauses.word(items[be - 1]) == "as":
        verb = verb_before(clauses, be - 1)
        return objects(clauses, verb) if verb >= 0 and items[verb].lemma in words_of("saying_as") else []
    j = be - 1
    while j >= 0 and items[j].tag in ("A", "X", "M"):
        j -= 1
    if j < 0:
        return []
    if items[j].tag == "T":
        return of_infinitive(clauses, j, 0)
    if items[j].tag in ("NP", "O"):
        return phrase_left(clauses, j, items[be]) if items[j].tag == "NP" else clauses.named(items[j])
    if items[j].tag == "R":
        return antecedent(clauses, j)
    if items[j].tag == ",":
        return over_comma(clauses, j, be, 0)
    if items[j].tag == "C" and clauses.word(items[j]) in {"and", "but"}:
        return _same_as_before(clauses, j, be)
    return []


def named_so(clauses: Clauses, before: int, number: int) -> list[Referent]:
    """Whose name it was in "A was founded in T by B and was originally known as C": A's."""
    items = clauses.items
    be = next((m for m in range(number - 1, before, -1) if items[m].tag == "X"), -1)
    return copula_subject(clauses, be) if be > before and any(i.tag == "C" for i in items[before + 1 : be]) else []


def in_a_body(clauses: Clauses, number: int) -> bool:
    """Whether a body stands before "together with": "is a member of the alliance, together with B"."""
    items = clauses.items
    j = number - 1
    j -= items[j].tag == ","
    if j < 2 or clauses.word(items[j - 1]) != "of" or items[j].tag != "NP":
        return False
    known = clauses.lexicon.identities.get(clauses.low(items[j - 2]), ())
    return any(p.relation is Relation.PART_OF for p in known)


def _same_as_before(clauses: Clauses, conjunction: int, be: int) -> list[Referent]:
    """Of whom the second thing is said in "A was founded by P and is at war with B": the first subject."""
    items = clauses.items
    for j in range(conjunction - 1, 0, -1):
        if items[j].tag == "V" and items[j].form not in ("ing", "base") and not _inside_relative(clauses, j):
            return subjects(clauses, j, 1)
        if items[j].tag == "X" and j != be - 1 and not _inside_relative(clauses, j):
            return copula_subject(clauses, j) if j < be else []
        if items[j].tag in (";", "S"):
            return []
    return []


def _inside_relative(clauses: Clauses, number: int) -> bool:
    """Whether a verb stands in a relative clause."""
    for k in range(number - 1, -1, -1):
        if clauses.items[k].tag == "R":
            return True
        if clauses.items[k].tag in ("V", ";", "S", "C"):
            return False
    return False


def behind_copula(clauses: Clauses, number: int, last: int) -> Iterator[tuple[str, list[Referent]]]:
    """Who stands behind a form of "to be": "its leader is X"."""
    items = clauses.items
    be = number + 1
    while be + 1 < len(items) and items[be].tag == "P" and items[be + 1].tag == "NP" and be - number < 4:
        be += 2  # "its main ally in the north is X"
    while be + 1 < len(items) and items[be].tag in ("M", "A"):
        be += 1  # "its chief will be X"
    if last == items[number].last and be + 1 < len(items) and items[be].tag == "X":
        if items[be + 1].lemma in _CALLED_SO and items[be + 1].passive and be + 2 < len(items):
            be += 1 + (clauses.word(items[be + 2]) == "as")  # "whose wing was called X"
            if be + 1 < len(items):
                yield "is said to be called so", clauses.named(items[be + 1])[:1]
            return
        several = clauses.low(items[number]) in plurals(clauses)
        behind = clauses.members(be + 1) if several else clauses.named(items[be + 1])[:1]
        if behind and clauses.word(items[be]) in words_of("be"):
            yield "is said to be the name behind", behind


def called_so(clauses: Clauses, j: int, predicate: Predicate) -> Iterator[tuple[str, list[Referent]]]:
    """Whom "A regards B as a branch of C" speaks of: B. What A calls an enemy is only accused."""
    items = clauses.items
    if j < 2 or clauses.word(items[j]) != "as" or predicate.relation is Relation.FIGHTS:
        return
    over = j - 1
    if over >= 4 and items[over].tag == items[over - 2].tag == ",":
        over -= 3  # "regards B's core, A, as"
    verb = items[over - 1]
    known = verb.tag == "V" and verb.lemma in words_of("saying_as") | {
        "use",
        "recognize",
        "recognise",
        "appoint",
        "elect",
        "install",
        "choose",
    }
    if known and not verb.passive and items[over].tag in ("NP", "O"):
        person = predicate.relation is Relation.LEADS  # "named P as its leader"
        whom = objects(clauses, over - 1) if over == j - 1 else clauses.named(items[j - 2])
        kinds = {r.entity: clauses.document.entities[r.entity].kind for r in whom}
        found = [r for r in whom if (kinds[r.entity] is Kind.PERSON) is person]
        if found:
            yield "is said of the name before it", found


def describer(clauses: Clauses, number: int) -> int | None:
    """Who calls somebody so: A in "A described B as a branch of C"."""
    items = clauses.items
    verb = verb_before(clauses, number - 1)
    if verb < 0 or items[verb].lemma not in SAYING_OF or items[verb].passive or number - verb > 8:
        return None
    found = subjects(clauses, verb)
    return found[0].entity if found else None


def along_with(clauses: Clauses, number: int) -> list[Referent]:
    """Who else is what the noun says: "..., along with A, B and C"."""
    items = clauses.items
    low = clauses.document.tokens.low
    for k in range(number + 1, min(number + 8, len(items) - 1)):
        first = items[k].first
        if (low[first] in {"along", "together"} and low[first + 1] == "with") or low[first] == "alongside":
            behind = clauses.item_of[min(first + 2, clauses.last) - clauses.first]
            return clauses.members(behind if low[first] != "alongside" else k + 1)
    return []


def plurals(clauses: Clauses) -> frozenset[str]:
    """The plurals of all nouns that tell what someone is."""
    return _plurals_of(tuple(clauses.lexicon.identities))


@lru_cache(maxsize=2)
def _plurals_of(nouns: tuple[str, ...]) -> frozenset[str]:
    return frozenset(plural(word) for word in nouns)
