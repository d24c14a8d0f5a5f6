"""What stands behind a verb or noun, by preposition."""

from __future__ import annotations

from typing import Final

from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.items import Referent
from store.extraction.clauses.lists import antecedent

# Prepositions of which the first tells, named or not: "left the border after a warning from A".
_FIRST: Final = frozenset({"from", "by"})
_FURTHEST: Final = 14
# "strikes consisting of ten engagements against B", "strikes using bombers against B"
_CONSISTING: Final = frozenset({"consist", "use", "comprise", "total", "employ"})
_PARTICLES: Final = frozenset({"out", "off", "down", "up", "over", "back", "away", "aside"})


def prepositional(clauses: Clauses, number: int) -> dict[str, list[Referent]]:
    """What stands behind verb or noun phrase ``number``, by preposition ("against", "on behalf of")."""
    items, low = clauses.items, clauses.document.tokens.low
    found: dict[str, list[Referent]] = {}
    k = number + 1
    steps = 0
    while k < len(items) and steps < _FURTHEST:
        steps += 1
        item = items[k]
        if low[item.first] == "according":
            return found
        if item.tag == "P" or (item.tag == "T" and k + 1 < len(items) and items[k + 1].tag == "NP"):
            word = clauses.word(item)
            if word == "with" and clauses.word(items[k - 1]) in {"together", "along"}:
                word = "together with"
            m = k + 1
            if m < len(items) and items[m].tag == "P":
                second = clauses.word(items[m])
                word = second if second == "by" and word in _PARTICLES else f"{word} {second}"  # "ruled out by A"
                m += 1
            while m < len(items) and items[m].tag in ("A", "Q"):
                m += 1
            if m < len(items) and items[m].tag in ("NP", "O"):
                _note(clauses, found, word, m)
                k = m + 1
                continue
            if m < len(items) and items[m].tag == "V" and items[m].form == "ing":
                return found
            k += 1
            continue
        if item.tag in (";", ".", "S", "R", ":"):
            return found
        if item.tag == "V" and item.form not in ("participle", "past") and item.lemma not in _CONSISTING:
            return found
        if item.tag in ("X", "M"):
            return found
        if item.tag == "C" and k + 1 < len(items) and items[k + 1].tag in ("V", "X", "A", "T"):
            return found
        if item.tag == "," and not _goes_on(clauses, k):
            return found
        k += 1
    return found


def fronted_argument(clauses: Clauses, number: int) -> tuple[str, list[Referent]] | None:
    """Preposition and antecedent of "B, from which A had split" and "B, with whom it fought", seen from the verb."""
    items = clauses.items
    for k in range(number - 1, max(0, number - 9), -1):
        if items[k].tag == "R":
            if items[k - 1].tag != "P" or clauses.word(items[k]) not in {"which", "whom"}:
                return None
            return clauses.word(items[k - 1]), antecedent(clauses, k)
        if items[k].tag not in ("NP", "O", "X", "A", "M", "P", ",", "C"):
            return None
    return None


def _goes_on(clauses: Clauses, comma: int) -> bool:
    """Whether prepositional phrases of the same verb may stand behind this comma."""
    items = clauses.items
    if comma + 1 >= len(items):
        return False
    following = items[comma + 1]
    return following.tag in ("P", "NP", "C") and not any(
        item.tag in ("V", "X", "M") and item.form not in ("participle",) for item in items[comma + 1 : comma + 4]
    )


def _note(clauses: Clauses, found: dict[str, list[Referent]], word: str, m: int) -> None:
    items = clauses.items
    who = clauses.members(m)
    again = m >= 2 and items[m - 2].tag == "C" and clauses.word(items[m - 1]) == word
    if again and found.get(word):
        # "on A and on B"
        entities = {r.entity for r in found[word]}
        found[word] = [*found[word], *(r for r in who if r.entity not in entities)]
    elif not found.get(word) and not (word in found and word in _FIRST):
        found[word] = who
    if clauses.low(items[m]) == "side" and word in {"on", "at", "by"}:
        # "fights on A's side"
        owners = [clauses.referent(owner) for owner in items[m].owners[-1:]]
        possessor = items[m].possessor
        if owners or possessor is not None:
            found.setdefault("on side of", owners or [possessor] if possessor is not None else owners)
    if m + 2 < len(items) and items[m + 1].tag == "P" and items[m].tag == "NP":
        # "on behalf of X", "in support of X"
        inner = f"{word} {clauses.low(items[m])} {clauses.word(items[m + 1])}"
        found.setdefault(inner, clauses.members(m + 2))
