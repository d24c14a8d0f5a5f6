"""Claims that belonging makes: "A's Seventh Brigade", "A, including B", "P of A", "the B of P", "one of the A, P"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from store.extraction.candidates import Candidate, fits
from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.items import Item, Referent
from store.extraction.clauses.lists import antecedent
from store.extraction.document import Mention
from store.extraction.lexicon.words import words_of
from store.extraction.patterns.copulas import copula_subject
from store.records import Kind, Relation

_OFFICES: Final = frozenset(
    "president king emir leader commander chancellor premier minister sultan head chief director".split()
)
_RANKS: Final = frozenset("general colonel commander comandante major captain brigadier marshal warlord".split())
_COMMAND: Final = frozenset({"command", "leadership", "guidance"})
_CALLED: Final = frozenset("man warlord commander leader general preacher cleric boss chief officer".split())
_SECTIONS: Final = frozenset({"faction", "wing", "brigade", "battalion", "unit", "branch", "cell"})
_WITHIN: Final = frozenset({"in", "of", "within", "behind"})
_PARTS: Final = frozenset({"armies", "members", "factions", "groups", "militias", "components", "parties", "army"})
_BODIES: Final = frozenset("council committee bureau wing directorate department shura leadership".split())


def owned_unit_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "A's Seventh Brigade" and "A units, including B": the unit is part of A."""
    document = clauses.document
    for number, item in enumerate(clauses.items):
        if item.tag != "NP" or not item.mentions:
            continue
        for owner, unit in pairwise(item.mentions):
            head = document.tokens.low[unit.last]
            acting = document.entities[owner.entity].kind.acts and document.entities[unit.entity].kind.acts
            person = document.entities[owner.entity].kind is Kind.PERSON and document.entities[unit.entity].kind.acts
            if owner in item.owners and person and unit.first - owner.last <= 2:
                yield Candidate(
                    clauses.referent(owner), Relation.LEADS, clauses.referent(unit), unit.first, sentence, "owned unit",
                    1.0,
                    ["a person owns the group"], item=number,
                )  # fmt: skip
            if owner in item.owners and acting and head in words_of("subunit_noun") and unit.first - owner.last <= 3:
                yield _part(clauses, unit, owner, number, sentence, "is owned by the name before it")
        if (
            number >= 2
            and clauses.tag(item.first) == "D"
            and clauses.word(item) == "other"
            and clauses.items[number - 1].tag == "C"
        ):
            # "A and other B forces"
            whole = clauses.named(item)
            for member in clauses.named(clauses.items[number - 2]):
                if (
                    whole
                    and item.mentions[-1].last < item.last
                    and fits(document, Relation.PART_OF, member.entity, whole[-1].entity)
                ):
                    yield Candidate(
                        member, Relation.PART_OF, whole[-1], item.first, sentence, "including", 0.9,
                        [f"'and other' {document.surface(item.mentions[-1])}"], item=number,
                    )  # fmt: skip
        unit = item.mentions[-1]
        behind = clauses.items[number + 2] if number + 2 < len(clauses.items) else item
        if (
            (unit.last == item.last or clauses.low(item) in _SECTIONS) and behind is not item
            and clauses.word(clauses.items[number + 1]) == "of" and behind.mentions
            and {document.tokens.low[unit.last], clauses.low(item)} & (words_of("subunit_noun") | _BODIES)
            and clauses.low(behind) not in words_of("leader_noun") and behind.mentions[-1].last == behind.last
        ):  # fmt: skip
            whole_of = behind.mentions[-1]
            body = document.entities[whole_of.entity]
            army = body.role is not None and body.role.startswith("military")
            apart = document.entities[unit.entity].role is None and document.tokens.low[unit.last] not in _BODIES
            armed = body.kind is Kind.ARMED_GROUP or (army and apart)
            person = document.entities[unit.entity].kind is Kind.PERSON
            if person and body.kind is Kind.ARMED_GROUP and unit in item.owners:
                yield Candidate(
                    clauses.referent(unit), Relation.LEADS, clauses.referent(whole_of), item.last, sentence,
                    "owned unit", 1.0, [f"whose {clauses.low(item)} of it is told of"], item=number,
                )  # fmt: skip
                continue
            if armed and fits(document, Relation.PART_OF, unit.entity, whole_of.entity):
                yield _part(clauses, unit, whole_of, number, sentence, "is named as a body of it")
        head = clauses.low(item)
        last = item.mentions[-1].last
        listing = last < item.last and document.tokens.text[last + 1] != "-"
        if listing and head in words_of("subunit_noun") | {"members", "partners", "groups"}:
            k = number + 1
            if k < len(clauses.items) and clauses.items[k].tag == ",":
                k += 1
            if k + 1 < len(clauses.items) and clauses.word(clauses.items[k]) in {
                "among",
                "including",
                "such",
                "especially",
                "particularly",
                "notably",
                "like",
            }:
                for member in clauses.members(k + (2 if clauses.word(clauses.items[k]) == "such" else 1)):
                    if fits(document, Relation.PART_OF, member.entity, item.mentions[-1].entity):
                        yield Candidate(
                            member, Relation.PART_OF, clauses.referent(item.mentions[-1]), item.last, sentence,
                            "including", 0.9, [f"named among its {head}"], item=number,
                        )  # fmt: skip


def _part(clauses: Clauses, unit: Mention, owner: Mention, number: int, sentence: int, why: str) -> Candidate:
    return Candidate(
        clauses.referent(unit), Relation.PART_OF, clauses.referent(owner), unit.last, sentence, "owned unit", 1.0,
        [why],
        item=number,
    )  # fmt: skip


def member_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "P of A": a person named together with the group he belongs to."""
    if Kind.PERSON not in clauses.kinds:
        return
    items = clauses.items
    entities = clauses.document.entities
    for number in range(len(items) - 2):
        item, between, behind = items[number : number + 3]
        if between.tag != "P" or clauses.word(between) not in {"of", "from"} or not item.mentions:
            continue
        last = item.mentions[-1]
        if last.last != item.last or entities[last.entity].kind is not Kind.PERSON:
            continue
        low = clauses.document.tokens.low
        office = next((low[i] for i in range(item.first, last.first) if low[i] in _OFFICES), None)
        for referent in clauses.named(behind)[:1]:
            kind = entities[referent.entity].kind
            if kind.acts and office is not None:
                yield Candidate(
                    clauses.referent(last), Relation.LEADS, referent, item.first, sentence, "member", 0.9,
                    [f"'{office}' stands before the name"], item=number,
                )  # fmt: skip
                continue
            if kind.acts and not (kind is Kind.STATE and entities[referent.entity].role is None):
                yield Candidate(
                    clauses.referent(last), Relation.PART_OF, referent, between.first, sentence, "member", 0.7,
                    ["a person 'of' the group"], item=number,
                )  # fmt: skip


def leading_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "the A of P", "the rebel army of P" behind A, "A, under P" and "A under its general P"."""
    if Kind.PERSON not in clauses.kinds:
        return
    items = clauses.items
    for number, item in enumerate(items[:-2]):
        if item.tag != "NP":
            continue
        k = number + 1
        if items[k].tag == "," and clauses.word(items[k + 1]) == "under":
            k += 1
        while k + 1 < len(items) and items[k].tag in ("X", "A") and items[k + 1].tag in ("P", "A"):
            k += 1  # "A is under the command of P"
        word = clauses.word(items[k])
        if k + 1 >= len(items) or items[k].tag != "P" or word not in {"of", "under"} or items[k + 1].tag != "NP":
            continue
        if word == "under" and clauses.low(items[k + 1]) in _COMMAND and k + 3 < len(items):
            k += 2  # "under the command of P"
        person = _person(clauses, k + 1, plain=word == "of") or _called(clauses, k + 1)
        groups = [r for r in clauses.named(item) if _leadable(clauses, item, r)] if person is not None else []
        if person is not None and not groups and word == "under" and _ranked(clauses, items[k + 1]):
            groups = [r for r in clauses.named(item) if clauses.document.entities[r.entity].kind is Kind.ARMED_GROUP]
        if person is not None and not groups and word == "of":
            groups = _described(clauses, number)
        if person is None or not groups or (number and clauses.word(items[number - 1]) in {"under"}):
            continue
        if fits(clauses.document, Relation.LEADS, person.entity, groups[-1].entity):
            yield Candidate(
                person, Relation.LEADS, groups[-1], items[k].first, sentence, "leading", 0.9,
                [f"'{word}' between the group and the person"], item=number,
            )  # fmt: skip


def _ranked(clauses: Clauses, item: Item) -> bool:
    """Whether a person is named with a rank to lead by: "A guerrillas under General P"."""
    return item.mentions[-1].first > item.first and clauses.word(item) in _RANKS


def _described(clauses: Clauses, number: int) -> list[Referent]:
    """The group before a comma that a phrase explains: "A, the gang (of P)"."""
    items = clauses.items
    item = items[number]
    if number < 2 or items[number - 1].tag != "," or clauses.word(item) != "the" or item.mentions:
        return []
    if clauses.low(item) not in words_of("group_noun") | words_of("body_noun"):
        return []
    found = clauses.named(items[number - 2])[-1:]
    return [r for r in found if clauses.document.entities[r.entity].kind is Kind.ARMED_GROUP]


def _called(clauses: Clauses, number: int) -> Referent | None:
    """The person of "a man called P" and "a warlord known as P"."""
    items = clauses.items
    if items[number].mentions or clauses.low(items[number]) not in _CALLED or number + 2 >= len(items):
        return None
    if items[number + 1].lemma not in {"call", "know", "name"}:
        return None
    behind = number + (3 if clauses.word(items[number + 2]) == "as" else 2)
    return _person(clauses, behind, plain=True) if behind < len(items) and items[behind].tag == "NP" else None


def _person(clauses: Clauses, number: int, *, plain: bool) -> Referent | None:
    """The person whom a noun phrase is; ``plain`` if it must be the bare name, not "Afghan warlord P"."""
    item = clauses.items[number]
    if not item.mentions or item.owners:
        return None
    last = item.mentions[-1]
    if last.last != item.last or clauses.document.entities[last.entity].kind is not Kind.PERSON:
        return None
    if plain and any(clauses.document.entities[m.entity].kind.acts for m in item.mentions):
        return None
    return clauses.referent(last)


def _leadable(clauses: Clauses, item: Item, referent: Referent) -> bool:
    """Whether a phrase is a group, party or army itself, not only its fighters or one of its men."""
    entity = clauses.document.entities[referent.entity]
    if referent.via and not referent.via.startswith(("called", "described", "its faction", "its wing", "its gang")):
        return False
    if entity.kind is Kind.STATE:
        return entity.role is not None and item.mentions != []
    return entity.kind.acts


def named_one_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "one of the A, P" and "a cadre of A identified as P": the person is part of the group."""
    if Kind.PERSON not in clauses.kinds:
        return
    items = clauses.items
    low = clauses.document.tokens.low
    entities = clauses.document.entities
    for number, item in enumerate(items[:-3]):
        head = clauses.low(item)
        one = head in {"one", "two"} or head in words_of("fighter_noun")
        if item.tag != "NP" or (item.mentions and head not in words_of("fighter_noun")):
            continue
        if clauses.word(items[number + 1]) == "of" and one and items[number + 2].tag == "NP" and not item.mentions:
            groups, k = clauses.named(items[number + 2]), number + 3
        elif item.mentions and one:
            groups, k = clauses.named(item), number + 1
        else:
            continue
        groups = [r for r in groups if entities[r.entity].kind.acts]
        if not groups or k + 1 >= len(items):
            continue
        told = items[k].tag == "," and head not in words_of("fighter_noun")
        if items[k].tag == "V" and low[items[k].first] in {"identified", "named", "called", "known"}:
            k += clauses.word(items[k + 1]) == "as"
            told = True
        if not told or k + 1 >= len(items) or items[k + 1].tag != "NP":
            continue
        person = _person(clauses, k + 1, plain=True)
        if person is not None and fits(clauses.document, Relation.PART_OF, person.entity, groups[-1].entity):
            yield Candidate(
                person, Relation.PART_OF, groups[-1], items[number].last, sentence, "owned one", 0.9,
                [f"'{head}' of the group, named"], item=number,
            )  # fmt: skip


def one_of_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "A, one of three armies in the B" and "A, one of B's factions": A is part of B."""
    if "one" not in clauses.vocabulary:
        return
    items = clauses.items
    entities = clauses.document.entities
    for number, item in enumerate(items[:-2]):
        if item.tag != "NP" or clauses.low(item) != "one" or clauses.word(items[number + 1]) != "of" or number < 2:
            continue
        many = items[number + 2]
        head = clauses.low(many)
        known = words_of("group_noun") | words_of("subunit_noun") | _PARTS
        if many.tag != "NP" or not head.endswith(("s", "ies")) or not ({head, head.removesuffix("s")} & known):
            continue
        whole = [clauses.referent(m) for m in many.mentions[-1:]]
        if (
            not whole
            and number + 4 < len(items)
            and clauses.word(items[number + 3]) in {"in", "of", "within", "behind"}
        ):
            whole = clauses.named(items[number + 4])[:1]
        who = clauses.named(items[number - 2]) if items[number - 1].tag == "," else []
        if items[number - 1].tag == "X" and clauses.word(items[number - 1]) in words_of("be"):
            who = copula_subject(clauses, number - 1)
        for member in who[-1:]:
            for body in whole:
                armed = entities[member.entity].kind.acts and entities[body.entity].kind is not Kind.STATE
                if armed and fits(clauses.document, Relation.PART_OF, member.entity, body.entity):
                    yield Candidate(
                        member, Relation.PART_OF, body, item.first, sentence, "owned one", 0.9,
                        [f"one of its {head}"], item=number,
                    )  # fmt: skip


def possessed_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "its Seventh Brigade", "A, whose Quds Force" and "P, whose militia, A"."""
    document = clauses.document
    for number, item in enumerate(clauses.items):
        if item.tag != "NP" or not item.mentions or item.owners:
            continue
        unit = item.mentions[-1]
        if not document.entities[unit.entity].kind.acts or unit.entity != item.mentions[0].entity:
            continue
        before = clauses.items[number - 1] if number else None
        whose = before is not None and before.tag == "R" and clauses.word(before) == "whose"
        owners = antecedent(clauses, number - 1) if whose else [item.possessor] if item.possessor is not None else []
        named = unit.last == item.last or document.tokens.low[item.last] in words_of("subunit_noun")
        head = document.tokens.low[unit.last] if unit.last == item.last else document.tokens.low[item.last]
        lead = document.tokens.low[item.first : unit.first]
        if not named or any(word in clauses.lexicon.identities for word in lead):
            continue
        for owner in owners[-1:]:
            person = document.entities[owner.entity].kind is Kind.PERSON
            if person and document.entities[unit.entity].kind is Kind.STATE:
                continue  # "his native Syria"
            relation = Relation.LEADS if person else Relation.PART_OF
            one, other = (owner, clauses.referent(unit)) if person else (clauses.referent(unit), owner)
            if not person and head not in words_of("subunit_noun") | {"province"}:
                continue
            if fits(document, relation, one.entity, other.entity):
                yield Candidate(
                    one, relation, other, unit.first, sentence, "owned unit", 1.0,
                    [f"'{'whose' if whose else clauses.word(item)}' before the name"],
                    item=number,
                )  # fmt: skip
