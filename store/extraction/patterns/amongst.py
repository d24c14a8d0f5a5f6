"""Names that the next sentence gives to what a verb was done to: "designated 22 gangs. Among them are A and B"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from store.extraction.candidates import Candidate, fits
from store.extraction.clauses.arguments import subjects, verb_before
from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.items import Referent
from store.extraction.lexicon.words import words_of
from store.extraction.patterns.representing import represented
from store.records import Relation

_DONE: Final = frozenset({Relation.SANCTIONS, Relation.FIGHTS, Relation.SUPPORTS, Relation.ACCUSES, Relation.THREATENS})
# What somebody signs or issues so that it names or bans others.
_DECREES: Final = frozenset(
    "decree law order bill list resolution decision statement motion document blacklist".split()
)


def amongst_claims(clauses: Clauses, sentence: int, previous: Clauses | None) -> Iterator[Candidate]:
    """Candidates of "Among them are A and B", "They include A and B" behind a sentence about nameless groups."""
    members = _members(clauses)
    if not members:
        return
    one_of = _done(previous) if previous is not None else None
    if one_of is None:
        return
    relation, doers, word = one_of
    for doer in doers:
        for other in members:
            if fits(clauses.document, relation, doer.entity, other.entity):
                yield Candidate(
                    Referent(doer.entity, clauses.first, clauses.first, "plainly 'them' of the sentence before"),
                    relation, other, clauses.first, sentence, "among them", 0.7,
                    [f"named among those of whom the sentence before says '{word}'"],
                )  # fmt: skip


def _members(clauses: Clauses) -> list[Referent]:
    """The names in "Among them are A, which ..., and B" or "They include A and B"."""
    low = clauses.document.tokens.low
    i = clauses.first
    first = low[i : i + 3]
    if first[:2] == ["among", "them"] and first[2:] and first[2] in words_of("be"):
        start = i + 3
    elif first[0] in {"they", "these", "those"} and first[1:2] == ["include"]:
        start = i + 2
    else:
        return []
    if start > clauses.last:
        return []
    number = clauses.item_of[start - clauses.first]
    found = clauses.members(number)
    kinds = clauses.document.entities
    for item in clauses.items[number + 1 :]:
        # "the A, which P leads, the B and the C": the rest of the list behind a relative clause
        if item.tag == "NP" and item.mentions and kinds[item.mentions[-1].entity].kind.acts:
            ends = item.mentions[-1].last == item.last
            if ends and clauses.items[clauses.item_of[item.first - clauses.first] - 1].tag in (",", "C"):
                found.append(clauses.referent(item.mentions[-1]))
        elif item.tag in (";", "S", ":"):
            break
    return list({r.entity: r for r in found}.values())


def _done(clauses: Clauses) -> tuple[Relation, list[Referent], str] | None:
    """What the last verb says is done to groups without names, and by whom."""
    items = clauses.items
    for number in range(len(items) - 2, -1, -1):
        item = items[number]
        if item.tag != "V" or item.passive or item.negated:
            continue
        following = items[number + 1]
        head = clauses.low(following)
        if following.tag != "NP" or following.mentions or not head.endswith("s"):
            continue
        if head not in words_of("group_noun") | words_of("body_noun") | {"groups", "organisations", "organizations"}:
            continue
        for predicate in clauses.lexicon.verbs.get(item.lemma, ()):
            if predicate.relation in _DONE and len(predicate.words) == 1 and "obj" in predicate.object:
                doers = [represented(clauses, r) for r in subjects(clauses, number) or _signers(clauses, number)]
                return (predicate.relation, doers, clauses.word(item)) if doers else None
    return None


def _signers(clauses: Clauses, number: int) -> list[Referent]:
    """Who signed the decree in "signed a decree that designated 22 gangs"."""
    items = clauses.items
    j = number - 1
    while j > 0 and items[j].tag in ("A", "X", "C", "V", "NP", "Q") and items[j].tag != "R":
        j -= 1
    if j < 2 or items[j].tag != "R" or clauses.low(items[j - 1]) not in _DECREES:
        return []
    verb = verb_before(clauses, j - 2)
    return subjects(clauses, verb) if verb >= 0 and not items[verb].passive else []
