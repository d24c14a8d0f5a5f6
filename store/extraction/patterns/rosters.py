"""Claims about members and names that stand beside a group: "two cadres of A, identified as P", "its former name"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from store.extraction.candidates import Candidate, fits
from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.items import Item, Referent
from store.extraction.lexicon.words import words_of
from store.extraction.patterns.copulas import copula_subject
from store.records import Kind, Relation

_LEADERS: Final = frozenset("leader leaders commander commanders chief chiefs chieftain chieftains emir emirs".split())
_MEMBERS: Final = frozenset(
    "member members cadre cadres militant militants fighter fighters operative operatives terrorist terrorists rebel"
    " rebels insurgent insurgents guerrilla guerrillas officer officers soldier soldiers activist activists gunman"
    " gunmen jihadist jihadists combatant combatants recruit recruits figure figures deserter deserters men suspect"
    " suspects personnel troops lieutenant lieutenants".split()
)
# "The duo, identified as P and Q", behind a sentence about members of a group.
THE_TWO: Final = frozenset("duo trio pair quartet".split())
_CALLED: Final = frozenset({"identified", "named", "known"})
_AMONG: Final = frozenset({"including", "namely", "notably"})
_FORMER: Final = frozenset({"former", "earlier", "previous", "old", "original"})
_IS: Final = frozenset({"is", "was", "being", "had", ","})
_NAMES: Final = frozenset({"name", "names"})


def roster_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of members, leaders and former names that stand beside a group without a verb of their own."""
    vocabulary = clauses.vocabulary
    if Kind.PERSON in clauses.kinds:
        if not vocabulary.isdisjoint(_CALLED | _AMONG | {"among"}):
            yield from _named_members(clauses, sentence)
        yield from _quoted_title(clauses, sentence)
    if not vocabulary.isdisjoint(_NAMES):
        yield from _former_name(clauses, sentence)


def _named_members(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "cadres of A (X), identified as P and Q" and "A militants, including P"."""
    for number, item in enumerate(clauses.items):
        if item.tag != "NP" or (head := _head(clauses, item)) not in _MEMBERS | _LEADERS | THE_TWO:
            continue
        group, behind = _whose(clauses, number)
        start = _first_named(clauses, behind)
        if group is None or start < 0:
            continue
        relation = Relation.LEADS if head in _LEADERS else Relation.PART_OF
        for one in clauses.members(start):
            person = clauses.document.entities[one.entity].kind is Kind.PERSON
            if person and not one.via and fits(clauses.document, relation, one.entity, group.entity):
                yield Candidate(
                    one, relation, group, item.last, sentence, "roster", 0.9, [f"named among its {head}"], item=number
                )


def _head(clauses: Clauses, item: Item) -> str:
    """The last word of a noun phrase, inside its quotation marks: "A 'commander' identified as P"."""
    low = clauses.document.tokens.low
    return low[item.last - 1] if item.last > item.first and clauses.tag(item.last) == "Q" else low[item.last]


def _whose(clauses: Clauses, number: int) -> tuple[Referent | None, int]:
    """The group whose members a noun phrase tells of, in it or behind "of", and the number of the item behind."""
    items = clauses.items
    item = items[number]
    found: list[Referent] = []
    behind = number + 1
    if item.pronoun is not None:
        found = [item.pronoun]  # "the duo", "the militants"
    elif item.mentions:
        found = [clauses.referent(item.mentions[-1])]
    elif number > 1 and items[number - 1].tag == "Q" and items[number - 2].mentions:
        found = clauses.named(items[number - 2])[-1:]  # "an A (X) 'commander', identified as P"
        behind += behind < len(items) and items[behind].tag == "Q"
    elif (
        number + 2 < len(items)
        and clauses.word(items[number + 1]) in {"of", "from"}
        and (items[number + 2].mentions or items[number + 2].pronoun is not None)
    ):
        found, behind = clauses.named(items[number + 2])[:1], number + 3
    for one in found:
        entity = clauses.document.entities[one.entity]
        if entity.kind in (Kind.ARMED_GROUP, Kind.ORGANIZATION) or (entity.kind is Kind.STATE and entity.role):
            return one, behind
    return None, behind


def _first_named(clauses: Clauses, number: int) -> int:
    """The item of the first name behind ", identified as", ", including" or ", among them"; -1 where none stands."""
    items = clauses.items
    if number + 2 < len(items) and items[number].tag == "X":
        # "three leaders of A were killed, among them P"
        behind = next((k for k in range(number, min(number + 7, len(items) - 2)) if items[k].tag == ","), -1)
        told = behind > 0 and clauses.word(items[behind + 1]) in _AMONG | {"among"}
        number = behind if told and not any(i.mentions for i in items[number:behind] if i.tag != "NP") else number
    if number < len(items) and items[number].tag == ",":
        number += 1
    words = [clauses.word(item) for item in items[number : number + 3]]
    if words[:1] and words[0] in _CALLED:
        number += 2 if words[1:2] == ["as"] else 1
    elif words[:2] == ["among", "them"]:
        number += 2
    elif words[:1] and words[0] in _AMONG:
        number += 1
    else:
        return -1
    return number if number < len(items) and items[number].tag == "NP" and items[number].mentions else -1


def _quoted_title(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "A 'area commander' P": titles in quotation marks."""
    tokens = clauses.document.tokens
    for number, item in enumerate(clauses.items[:-2]):
        quote, title = clauses.items[number + 1 : number + 3]
        if item.tag != "NP" or not item.mentions or quote.tag != "Q" or title.tag != "NP" or not title.mentions:
            continue
        person = title.mentions[-1]
        before = tokens.low[title.first : person.first]
        if len(before) < 2 or before[-2] not in words_of("leader_noun") or before[-1].isalnum():
            continue
        if item.mentions[-1].last == item.last and clauses.document.entities[person.entity].kind is Kind.PERSON:
            for group in clauses.named(item)[-1:]:
                if fits(clauses.document, Relation.LEADS, person.entity, group.entity):
                    yield Candidate(
                        clauses.referent(person), Relation.LEADS, group, title.first, sentence, "quoted title", 0.9,
                        [f"'{before[-2]}' in quotation marks between them"], item=number,
                    )  # fmt: skip


def _former_name(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "its former name was B", "the group's earlier name, B" and "B was the old name of A"."""
    items = clauses.items
    for number, item in enumerate(items):
        if item.tag != "NP" or clauses.low(item) not in _NAMES or not _is_former(clauses, item):
            continue
        owners: list[Referent] = [item.possessor] if item.possessor is not None else []
        owners += [clauses.referent(mention) for mention in item.mentions if mention in item.owners]
        named: list[Referent] = []
        if number + 2 < len(items) and clauses.word(items[number + 1]) in _IS:
            named = clauses.named(items[number + 2])[:1]
        if not owners and number + 2 < len(items) and clauses.word(items[number + 1]) == "of":
            owners = clauses.named(items[number + 2])[:1]
            named = copula_subject(clauses, number - 1)[:1] if number else []
        for owner in owners[:1]:
            for other in named:
                if fits(clauses.document, Relation.SAME_AS, owner.entity, other.entity):
                    yield Candidate(
                        owner, Relation.SAME_AS, other, item.last, sentence, "former name", 0.9,
                        [f"'{clauses.document.tokens.span(item.first, item.last)}'"], item=number,
                    )  # fmt: skip


def _is_former(clauses: Clauses, item: Item) -> bool:
    return not _FORMER.isdisjoint(clauses.document.tokens.low[item.first : item.last])
