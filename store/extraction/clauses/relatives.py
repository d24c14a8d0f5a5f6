"""Where relative clauses, parentheses and phrases around a verb begin and end."""

from __future__ import annotations

from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.items import Referent
from store.extraction.lexicon.words import words_of


def people_of(clauses: Clauses, k: int) -> list[Referent]:
    """All in "gunmen of A (which ...) and of B attacked"."""
    items = clauses.items
    for j in range(k - 3, 0, -1):
        if items[j].tag in (";", ":"):
            return []
        if clauses.word(items[j]) == "of" and items[j - 1].tag == "NP" and items[j + 1].tag == "NP":
            people = clauses.low(items[j - 1])
            if people in words_of("fighter_noun") and (first := clauses.denotes(j + 1)):
                return [*first, *clauses.members(k)]
    return []


def relative_before(clauses: Clauses, k: int) -> int:
    """The relative pronoun nearest before item ``k`` in its clause, or -1."""
    for j in range(k - 1, -1, -1):
        if clauses.items[j].tag == "R":
            return j
        if clauses.items[j].tag in ("S", ";"):
            return -1
    return -1


def opens(clauses: Clauses, preposition: int) -> bool:
    """Whether a preposition opens a phrase of its own: "including A", "after A"."""
    return clauses.word(clauses.items[preposition]) in {
        "including",
        "like",
        "after",
        "before",
        "since",
        "until",
        "as",
        "following",
    }


def parenthesis(clauses: Clauses, verb: int) -> int:
    """The comma with which the relative clause of a verb begins (", which arms it"), or -1."""
    items = clauses.items
    for k in range(verb - 1, 0, -1):
        if items[k].tag == "R":
            comma = k - 2 if items[k - 1].tag == "P" else k - 1
            return comma if items[comma].tag == "," else -1
        if items[k].tag in ("V", ";", "S", "C"):
            return -1
    return -1


def inside_another(clauses: Clauses, opening: int) -> bool:
    """Whether what stands before a comma is itself inside a parenthesis: "A, led by P, known as Q, attacked"."""
    return opening >= 3 and clauses.items[opening - 2].tag == "P" and clauses.items[opening - 3].tag in ("V", "NP", "P")
