"""Tell who a verb is done to: its object, or the subject of a passive, also in a relative clause."""

from __future__ import annotations

from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.items import Referent
from store.extraction.clauses.lists import antecedent


def objects(clauses: Clauses, number: int) -> list[Referent]:
    """Whom the direct object of verb ``number`` denotes."""
    items = clauses.items
    j = number + 1
    while j < len(items) and items[j].tag in ("A", "Q", "G"):
        j += 1
    if j < len(items) and items[j].tag in ("C", ","):
        k = j + 1
        while k < len(items) and items[k].tag in ("A", "T"):
            k += 1
        if (
            k < len(items)
            and items[k].tag == "V"
            and (items[j].tag == "C" or items[k].form == items[number].form == "ing")
        ):
            return objects(clauses, k)
    if j < len(items) and items[j].tag == "O":
        return clauses.named(items[j])
    if j < len(items) and items[j].tag == "NP":
        return clauses.members(j)
    return _relative_object(clauses, number)


def _relative_object(clauses: Clauses, number: int) -> list[Referent]:
    """Whom "B, whom A expelled" means by "whom": B."""
    items = clauses.items
    j = number - 1
    while j >= 0 and items[j].tag in ("A", "X", "M"):
        j -= 1
    while j >= 2 and items[j].tag == "C" and items[j - 1].tag == "V" and not items[j - 1].passive:
        j -= 2  # "B, which A financed and led"
    while j >= 2 and items[j].tag == "NP" and items[j - 1].tag in ("C", ",") and items[j - 2].tag == "NP":
        j -= 2
    if j >= 1 and items[j].tag in ("NP", "O") and items[j - 1].tag == "R" and not items[number].passive:
        return antecedent(clauses, j - 1)
    return []
