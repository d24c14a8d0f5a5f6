"""What stands around the object of a verb: whose deed, who holds it, whose attack struck."""

from __future__ import annotations

from typing import Final

from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.complements import prepositional
from store.extraction.clauses.items import Item, Referent
from store.extraction.clauses.objects import objects
from store.extraction.lexicon.words import words_of
from store.records import Kind

# Verbs whose participle tells whose deed it is: "the attack claimed by A".
_OWNED: Final = frozenset({"claim", "commit", "perpetrate", "launch", "stage", "conduct", "order"})


def hits_people(clauses: Clauses, number: int) -> bool:
    """Whether the object of a verb is people without a name: "fought the rebels"."""
    following = clauses.items[number + 1 : number + 2]
    if not following or following[0].tag != "NP":
        return False
    head = clauses.low(following[0])
    return head in words_of("group_noun") or head in words_of("military_noun")


_HARMING: Final = frozenset({"kill", "wound", "injure", "hurt"})


def struck_by(clauses: Clauses, number: int) -> list[Referent]:
    """Whose attack it is in "were killed in a Turkish air strike", "died in an attack by A", "in clashes with A"."""
    items = clauses.items
    for k in range(number + 1, min(number + 8, len(items) - 1)):
        if items[k].tag == "V" and items[k].lemma in _HARMING:
            continue  # "two killed, five wounded in an attack by A"
        if items[k].tag in (";", "S", "R", "V", "X", "M"):
            return []
        item = items[k + 1]
        if clauses.word(items[k]) not in {"in", "during", "by", "from"} or item.tag != "NP":
            continue
        head = clauses.low(item)
        if head not in words_of("strike_noun") and head.removesuffix("s") not in words_of("strike_noun"):
            continue
        gen = [m for m in item.mentions if clauses.document.entities[m.entity].kind.acts]
        if gen:
            return [clauses.referent(gen[-1])]
        behind = prepositional(clauses, k + 1)
        return behind.get("by") or behind.get("with") or behind.get("of") or []
    return []


def defected_from(clauses: Clauses, number: int) -> list[Referent]:
    """Whose former members founded a group: "was formed by defectors from A", "by former members of A"."""
    items = clauses.items
    if number + 4 >= len(items) or clauses.word(items[number + 1]) != "by" or items[number + 2].tag != "NP":
        return []
    people = items[number + 2]
    low = clauses.document.tokens.low
    former = {"former", "ex", "dissident", "breakaway", "renegade"} & set(low[people.first : people.last])
    head = clauses.low(people)
    if head not in words_of("defector_noun") or people.mentions:
        return []
    if not former and head not in {"defectors", "dissidents", "deserters", "remnants", "ex-members"}:
        return []
    return clauses.members(number + 4) if clauses.word(items[number + 3]) in {"of", "from"} else []


def merger_of(clauses: Clauses, number: int) -> list[Referent]:
    """Who merged in "was created by the merger of A and B"."""
    for k in range(number + 1, min(number + 4, len(clauses.items) - 2)):
        if clauses.items[k].tag == "NP" and clauses.low(clauses.items[k]) in {
            "merger",
            "fusion",
            "union",
            "unification",
        }:
            return clauses.members(k + 2) if clauses.word(clauses.items[k + 1]) in {"of", "between"} else []
    return []


def doer(clauses: Clauses, number: int) -> list[Referent]:
    """Whose deed the object of a verb is: "condemned A's attacks", "the ISIL attack", "the attack by A"."""
    items = clauses.items
    k = number + 1
    for j in range(number + 2, min(number + 10, len(items) - 2)):
        if items[j].tag in (";", "S", "R", "X", ",", "C"):
            break
        if items[j].tag == "V":
            owned = items[j].lemma in _OWNED and clauses.word(items[j + 1]) == "by"
            if owned or (items[j].lemma == "carry" and clauses.word(items[j + 2]) == "by"):
                return clauses.members(j + (2 if owned else 3))
            break
    while k < len(items) and (items[k].tag in ("A", "Q", "P", "C") or (items[k].tag == "NP" and not items[k].mentions)):
        if items[k].tag == "P" and clauses.word(items[k]) == "by" and k + 1 < len(items):
            return clauses.members(k + 1)
        if (
            items[k].tag == "P"
            and clauses.word(items[k]) == "of"
            and clauses.low(items[k - 1]) in words_of("deed_noun")
        ):
            return clauses.members(k + 1) if k + 1 < len(items) else []
        k += 1
        if k - number > 6:
            return []
    if k < len(items) and items[k].tag == "NP" and items[k].mentions and not clauses.named(items[k]):
        return [clauses.referent(items[k].mentions[0])]
    return []


def to_form(clauses: Clauses, number: int) -> list[Referent]:
    """What groups merge into in "merged to form X"."""
    items = clauses.items
    for k in range(number + 1, min(number + 5, len(items) - 1)):
        if items[k].tag == "T" and items[k + 1].lemma in {"form", "create", "establish", "become", "found"}:
            return objects(clauses, k + 1)
    return []


def holders(clauses: Clauses, number: int) -> list[Referent]:
    """Who holds what a verb strikes: "pounded areas held by A", "attacked A-held villages"."""
    items = clauses.items
    if items[number].passive:
        # "the A-held town of X was bombed"
        for item in reversed(items[max(0, number - 6) : number]):
            if item.tag == "NP" and (holder := _hyphened(clauses, item)):
                return holder
            if item.tag not in ("P", "NP", "X", "A"):
                break
        return []
    k = number + 1
    while k < min(number + 6, len(items)):
        item = items[k]
        if item.tag == "NP":
            if holder := _hyphened(clauses, item) or _led_by_it(clauses, item):
                return holder
        elif (
            item.tag == "V"
            and item.lemma in {"hold", "control", "occupy", "run", "operate", "use", "own"}
            and k > number + 1
        ):
            if k + 2 < len(items) and clauses.word(items[k + 1]) == "by":
                return clauses.members(k + 2)
            return []
        elif item.tag not in ("P", "C", "A", ",", "D"):
            return []
        k += 1
    return []


def _led_by_it(clauses: Clauses, item: Item) -> list[Referent]:
    """The A of "killed A's military chief, P"."""
    owner = item.owners[-1] if item.owners and item.owners[-1] is item.mentions[-1] else None
    if owner is None or clauses.document.entities[owner.entity].kind is not Kind.ARMED_GROUP:
        return []
    head = clauses.low(item)
    leads = head in words_of("leader_noun") or head in {"command", "lieutenant", "emir", "deputy"}
    return [clauses.referent(owner)] if leads else []


def _hyphened(clauses: Clauses, item: Item) -> list[Referent]:
    """The A of "A-held villages"."""
    text = clauses.document.tokens.text
    for mention in item.mentions:
        behind = mention.last + 2
        held = text[behind : behind + 1]
        if text[mention.last + 1 : behind] == ["-"] and held and held[0] in {"held", "controlled", "run", "occupied"}:
            return [clauses.referent(mention)]
    return []


def hostile_thing(clauses: Clauses, number: int) -> bool:
    """Whether what is given or received is nothing friendly: fire, blows, threats."""
    for k in range(number + 1, min(number + 4, len(clauses.items))):
        item = clauses.items[k]
        if item.tag == "NP":
            behind = clauses.items[k + 1] if k + 1 < len(clauses.items) else item
            if behind.tag == "NP" and clauses.named(item):
                item = behind  # "gave B a week to leave"
            return clauses.low(item) in words_of("hostile_thing")
        if item.tag not in ("A", "D", "Q"):
            return False
    return False
