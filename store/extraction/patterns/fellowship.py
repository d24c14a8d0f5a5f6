"""Claims about bodies that several make up: "Coalition nations include A and B", "of which A and B are members"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from store.extraction.candidates import Candidate, fits, pairs_within
from store.extraction.clauses.arguments import subjects
from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.items import Item, Referent
from store.extraction.clauses.lists import antecedent, list_ending
from store.extraction.lexicon.words import words_of
from store.extraction.patterns.copulas import copula_subject
from store.records import Kind, Relation

_NATIONS: Final = frozenset("nations countries states members partners contributors".split())
_TAKING_PART: Final = frozenset("conduct participate contribute take carry fly join support belong".split())
_PARTS: Final = frozenset("members parts part components founders constituents signatories member partners".split())
_JOINING: Final = frozenset("join unite ally merge band team combine federate".split())
_BODIES: Final = frozenset(
    "alliance coalition federation front bloc confederation umbrella union cartel council".split()
)
_LIST_LEADS: Final = frozenset({"including", "like", "among"})
_HOME: Final = frozenset(
    "senator congressman congresswoman lawmaker legislator deputy governor mayor politician".split()
)
_WORDS: Final = _NATIONS | _PARTS | frozenset({"joined", "united", "allied", "merged", "teamed", "same", "including"})


def fellowship_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of those who are in a body together, and of persons named with their party."""
    if not clauses.vocabulary.isdisjoint(_WORDS):
        for number, item in enumerate(clauses.items):
            if item.tag == "NP":
                yield from _roster(clauses, item, number, sentence)
                yield from _same_body(clauses, item, number, sentence)
                yield from _among_members(clauses, item, number, sentence)
            elif item.tag == "R":
                yield from _of_which(clauses, number, sentence)
            elif item.tag == "V" and item.lemma in _JOINING:
                yield from _joined_in(clauses, number, sentence)
    if Kind.PERSON in clauses.kinds:
        yield from _person_of_party(clauses, sentence)


def _part(
    clauses: Clauses, members: list[Referent], whole: Referent, at: int, sentence: int, why: str
) -> Iterator[Candidate]:
    for member in members:
        if fits(clauses.document, Relation.PART_OF, member.entity, whole.entity):
            item = clauses.items[at]
            yield Candidate(
                member, Relation.PART_OF, whole, item.last, sentence, "fellowship", 0.9, [why], item=at
            )  # fmt: skip


def _groups(clauses: Clauses, found: list[Referent]) -> list[Referent]:
    return [r for r in found if clauses.document.entities[r.entity].kind.acts]


def _coalition(clauses: Clauses, item: Item) -> Referent | None:
    """The coalition of "Coalition nations" and "partner nations", where the text names one."""
    entities = clauses.document.entities
    for mention in item.mentions:
        if entities[mention.entity].role == "coalition" or "coalition" in entities[mention.entity].name.lower():
            return clauses.referent(mention)
    named = [e.number for e in entities if e.kind.acts and (e.role == "coalition" or "coalition" in e.name.lower())]
    return Referent(named[0], item.first, item.last, "the coalition of the text") if len(named) == 1 else None


def _roster(clauses: Clauses, item: Item, number: int, sentence: int) -> Iterator[Candidate]:
    """Candidates of "Coalition nations that conducted strikes include A, B and C"."""
    items = clauses.items
    if clauses.low(item) not in _NATIONS or (number and items[number - 1].tag in ("P", "V")):
        return
    own = bool(item.mentions)
    told = own or not {"partner", "coalition", "participating", "contributing", "member"}.isdisjoint(
        clauses.document.tokens.low[item.first : item.last]
    )
    for k in range(number + 1, min(number + 12, len(items) - 1)):
        if items[k].tag in (";", ":", "S"):
            return
        told = told or (items[k].tag == "V" and items[k].lemma in _TAKING_PART)
        verb = items[k].tag == "V" and items[k].lemma == "include"
        be = items[k].tag == "X" and clauses.word(items[k]) in {"are", "were"}
        if not (verb or be) or items[k + 1].tag != "NP":
            continue
        nations = [
            r for r in clauses.members(k + 1) if clauses.document.entities[r.entity].kind in (Kind.STATE, Kind.PLACE)
        ]
        whole = _coalition(clauses, item) if told and len(nations) > 1 else None
        if whole is not None:
            yield from _part(clauses, nations, whole, number, sentence, f"one of its {clauses.low(item)}")
        return


def _of_which(clauses: Clauses, number: int, sentence: int) -> Iterator[Candidate]:
    """Candidates of "the front, of which A and B are members"."""
    items = clauses.items
    if number < 1 or clauses.word(items[number - 1]) != "of" or number + 3 >= len(items):
        return
    be = next((k for k in range(number + 1, len(items) - 1) if items[k].tag == "X"), -1)
    while 0 < be < len(items) - 1 and (items[be + 1].tag in ("A", "D") or clauses.word(items[be + 1]) == "both"):
        be += 1
    if be < 0 or clauses.low(items[be + 1]) not in _PARTS:
        return
    for whole in _groups(clauses, antecedent(clauses, number))[-1:]:
        why = f"'of which ... {clauses.low(items[be + 1])}'"
        yield from _part(clauses, _groups(clauses, clauses.members(number + 1)), whole, be + 1, sentence, why)


def _joined_in(clauses: Clauses, number: int, sentence: int) -> Iterator[Candidate]:
    """Candidates of "it joined with A and B in (forming) the C" and "joined A to form C": all are part of C."""
    items = clauses.items
    if items[number].negated or items[number].modal or items[number].passive:
        return
    k = number + 1
    if k < len(items) and items[k].tag == "V":
        return
    together = k < len(items) and clauses.word(items[k]) in {"with", "forces", "up"}
    others: list[Referent] = []
    while k < len(items) and items[k].tag not in (";", "S", "R", "."):
        item, word = items[k], clauses.word(items[k])
        if item.tag == "NP" and not others and items[k - 1].tag in ("P", "V"):
            others = _groups(clauses, clauses.members(k))
        elif word in {"in", "to", "into", "as"} and others and k + 1 < len(items) and together:
            at = k + 1
            if items[at].tag == "V" and items[at].lemma in {"form", "create", "found", "establish", "make"}:
                at += 1
            elif word == "to":
                return
            whole = clauses.denotes(at) if at < len(items) and items[at].tag == "NP" else []
            for one in _groups(clauses, whole)[:1]:
                if clauses.document.entities[one.entity].kind is not Kind.STATE:
                    joined = [*_groups(clauses, subjects(clauses, number)), *others]
                    yield from _part(
                        clauses, joined, one, number, sentence, f"'{item.lemma or word}' behind those joined"
                    )
            return
        elif item.tag == "V" and item.form != "ing":
            return
        k += 1


def _same_body(clauses: Clauses, item: Item, number: int, sentence: int) -> Iterator[Candidate]:
    """Candidates of "both groups were part of the same coalition" and "A and B belong to the same alliance"."""
    low = clauses.document.tokens.low
    if clauses.low(item) not in _BODIES or "same" not in low[item.first : item.last] or item.mentions:
        return
    items = clauses.items
    k = number - 1
    over = _PARTS | {"until"}
    while k > 0 and (items[k].tag in ("P", "A", "t") or clauses.low(items[k]) in over):
        k -= 1
    if k < 1:
        return
    who = subjects(clauses, k) if items[k].tag == "V" else copula_subject(clauses, k) if items[k].tag == "X" else []
    for one, other in pairs_within(clauses.document, Relation.ALLIED_WITH, _groups(clauses, who)):
        yield Candidate(
            one, Relation.ALLIED_WITH, other, item.last, sentence, "fellowship", 0.9,
            [f"both in 'the same {clauses.low(item)}'"], item=number,
        )  # fmt: skip


def _among_members(clauses: Clauses, item: Item, number: int, sentence: int) -> Iterator[Candidate]:
    """Candidates of "members of A, including B": the group B is part of A."""
    items = clauses.items
    if clauses.low(item) not in {"members", "components", "units", "elements", "factions"} or item.mentions:
        return
    if number + 4 >= len(items) or clauses.word(items[number + 1]) != "of" or not items[number + 2].mentions:
        return
    k = number + 3
    k += items[k].tag == ","
    if clauses.word(items[k]) not in _LIST_LEADS or k + 1 >= len(items):
        return
    for whole in _groups(clauses, clauses.named(items[number + 2]))[-1:]:
        members = [r for r in _groups(clauses, clauses.members(k + 1)) if r.entity != whole.entity]
        yield from _part(clauses, members, whole, number, sentence, f"named among its {clauses.low(item)}")


def _person_of_party(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "Governor P, of the X Party, said": he belongs to it."""
    items = clauses.items
    entities = clauses.document.entities
    for number, item in enumerate(items[:-3]):
        if item.tag != "NP" or not item.mentions or item.owners or items[number + 1].tag != ",":
            continue
        if clauses.word(items[number + 2]) not in {"of", "from"} or items[number + 3].tag != "NP":
            continue
        person = item.mentions[-1]
        if person.last != item.last or entities[person.entity].kind is not Kind.PERSON:
            continue
        for body in clauses.named(items[number + 3])[:1]:
            kind = entities[body.entity].kind
            party = set(entities[body.entity].name.lower().split()) & words_of("party_noun")
            titled = not _HOME.isdisjoint(clauses.document.tokens.low[item.first : person.first])
            if kind in (Kind.ORGANIZATION, Kind.ARMED_GROUP) and (party or titled or kind is Kind.ARMED_GROUP):
                yield from _part(
                    clauses, [clauses.referent(person)], body, number, sentence, "named with 'of' the body behind him"
                )


def bound_list(clauses: Clauses, number: int) -> list[Referent]:
    """All of "A and B, the two wings of C" also behind "between": those whom a plural explains."""
    items = clauses.items
    found = list_ending(clauses, number)
    for m in range(number, max(0, number - 7), -1):
        if items[m].tag in (";", "S", "R", "V"):
            break
        if items[m].tag == "P" and clauses.word(items[m]) == "between" and items[m + 1].tag == "NP":
            whole = clauses.members(m + 1)
            return whole if {r.entity for r in found} <= {r.entity for r in whole} else found
    return found
