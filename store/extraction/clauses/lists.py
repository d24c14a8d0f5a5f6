"""Whom a list to the left, or the noun before a relative pronoun, denotes."""

from __future__ import annotations

from typing import Final

from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.items import Referent
from store.records import Kind

_DEVOTED: Final = frozenset("loyal close linked allied affiliated aligned friendly hostile opposed".split())
_TEAMS: Final = frozenset({"team", "patrol", "party", "column", "force"})
_TIMES: Final = frozenset("week month year day night morning weekend evening today yesterday decade".split())
_QUANTITIES: Final = frozenset({"both", "all", "some", "most", "many", "one", "each", "neither"})


def list_ending(clauses: Clauses, k: int) -> list[Referent]:
    """All members of the list that ends (or goes on) with noun phrase ``k``."""
    items = clauses.items
    start = k
    while start >= 2:
        m = start - 1
        while m >= 0 and (items[m].tag in (",", "C", "A") or clauses.word(items[m]) == "nor"):
            m -= 1
        if m < 0 or m == start - 1 or items[m].tag not in ("NP", ")", "O"):
            break
        if items[m].tag == ")":
            opening = next((n for n in range(m - 1, -1, -1) if items[n].tag == "("), -1)
            if opening < 1:
                break
            m = opening - 1
        around = _around_parenthesis(clauses, m, start) if m >= 1 and items[m - 1].tag in ("P", "V") else []
        if around:
            return [*around, *clauses.members(start)]
        if start not in _reach(clauses, m):
            break
        if m >= 1 and items[m - 1].tag == "P":
            # "a joint team of A and B": the team stands for both
            whole = clauses.denotes(m - 2) if m >= 2 and items[m - 2].tag == "NP" else []
            led = clauses.word(items[m - 1]) == "of" and len(whole) == 1 and start in _reach(clauses, m - 2)
            if led and clauses.names_person(m) and whole[0].entity not in {r.entity for r in clauses.members(start)}:
                start = m - 2  # "A, the B of P and C"
                continue
            if not whole and m >= 2 and clauses.word(items[m - 1]) == "by":
                return clauses.members(m)  # "a joint attack by A and B killed"
            if len(whole) > 1 or (whole and clauses.low(items[m - 2]) in _TEAMS):
                return whole
            break
        start = m
    return clauses.members(start)


def _around_parenthesis(clauses: Clauses, m: int, start: int) -> list[Referent]:
    """Whom a list begins with before a parenthesis: A in "A, also known as X, and B clashed"."""
    items = clauses.items
    between = [items[n].tag for n in range(m + 1, start)]
    if between[:2] != [",", "C"]:
        return []
    for n in range(m - 1, max(0, m - 8), -1):
        if items[n].tag in (";", "S", "R"):
            return []
        if items[n].tag == "," and items[n - 1].tag == "NP" and (n < 2 or items[n - 2].tag not in ("P", "V")):
            inside = items[n + 1]
            opened = inside.tag == "A" or (inside.tag == "V" and inside.form in ("past", "participle", "ing"))
            return clauses.named(items[n - 1]) if opened else []
    return []


def _reach(clauses: Clauses, m: int) -> set[int]:
    """The phrases that the list beginning at ``m`` goes through."""
    reached = set()
    k = m
    while (following := clauses.coordinated(k)) > k:
        reached.add(following)
        k = following
    return reached


def antecedent(clauses: Clauses, relative: int) -> list[Referent]:
    """Whom the noun before a relative pronoun denotes."""
    items = clauses.items
    j = relative - 1
    while j >= 0 and items[j].tag in (",", "P", "Q", "-"):
        j -= 1
    if j >= 0 and items[j].tag == ")":
        j = next((k for k in range(j - 1, -1, -1) if items[k].tag == "("), 0) - 1
    if j < 0 or items[j].tag not in ("NP", "O"):
        return []
    if clauses.word(items[j]) in _QUANTITIES and items[j].first == items[j].last and j >= 2 and items[j - 1].tag == ",":
        # "A and B, both of which": the list before
        return list_ending(clauses, j - 2)
    if j >= 2 and clauses.word(items[j - 1]) in {"to", "with"} and clauses.low(items[j - 2]) in _DEVOTED:
        j -= 2  # "a faction loyal to B that": the faction
    found = clauses.denotes(j)
    kinds = clauses.document.entities
    if not found and j >= 2 and items[j].tag == "NP" and items[j - 1].tag == ",":
        # "A, the strongest army of the north, which": A
        apposed = items[j - 2].tag == "NP" and clauses.tag(items[j].first) == "D" and not items[j].mentions
        return clauses.named(items[j - 2])[-1:] if apposed else []
    if (
        found
        and j >= 2
        and items[j - 1].tag == "C"
        and relative + 1 < len(items)
        and (clauses.word(items[relative + 1]) in {"are", "were", "have"} or items[relative + 1].form == "base")
    ):
        # "A and B, which are": both, also in "the courage of A and B, which fight C"
        both = list_ending(clauses, j)
        first = clauses.members(j - 2) if len(both) == 1 and items[j - 2].tag == "NP" else []
        return first if both and both[0].entity in {r.entity for r in first[1:]} else both
    # "a group operating in Syria that ...": the group, not Syria
    k = j
    by_itself = [r for r in found if kinds[r.entity].kind is not Kind.PLACE]
    while k >= 2 and items[k - 1].tag in ("P", "C", "V") and not by_itself:
        if items[k - 1].tag == "V" and items[k - 1].form != "ing":
            break
        k -= 2 if items[k - 2].tag in ("NP", "V", "P") else len(items)
        if k < 0 or items[k].tag != "NP":
            continue
        earlier = clauses.denotes(k)
        if any(kinds[r.entity].kind.acts for r in earlier):
            return earlier
    return found


def over_time(clauses: Clauses, j: int) -> int:
    """The item before words of time that stand between a subject and its verb: "A, which until last week called"."""
    item = clauses.items[j]
    timely = item.tag == "t" or (item.tag == "NP" and not item.mentions and clauses.low(item) in _TIMES)
    if not timely or j < 2:
        return j
    k = j - 1
    if clauses.items[k].tag in ("P", "S"):
        k -= 1
    return k if k >= 0 and clauses.items[k].tag in ("R", "O", "NP") else j
