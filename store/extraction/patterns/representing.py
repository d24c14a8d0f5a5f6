"""Tell for whom the ends of a verb stand: whose office a person holds, and whether a country only is a way."""

from __future__ import annotations

from typing import Final

from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.items import Referent
from store.extraction.lexicon.predicates import Predicate
from store.extraction.lexicon.words import words_of
from store.extraction.patterns.identities import adjective_state
from store.records import Kind, Relation

_LABELLING: Final = frozenset({"brand", "label", "dub", "describe as"})
_TERROR: Final = frozenset({"terrorist", "terror"})


def only_country(clauses: Clauses, referent: Referent) -> bool:
    """Whether a country is named by its bare name, which may only be where something goes."""
    mention = clauses.document.mention_at(referent.first)
    kind = clauses.document.entities[referent.entity].kind
    return kind is Kind.STATE and mention is not None and mention.role is None and mention.entry is not None


def represented(clauses: Clauses, referent: Referent) -> Referent:
    """For a person named with an office ("Turkish President X", "BLA spokesman Y") the group that the office is of."""
    document = clauses.document
    if (
        document.entities[referent.entity].kind is not Kind.PERSON
        or not clauses.first <= referent.first <= clauses.last
    ):
        return referent
    number = clauses.item_of[referent.first - clauses.first]
    item = clauses.items[number]
    low = document.tokens.low
    owned = clauses.items[number - 2] if number > 1 and clauses.items[number - 1].tag == "," else item
    several = number > 2 and clauses.word(clauses.items[number - 3]) == "of"  # "one of its commanders, P"
    if owned is not item and clauses.low(owned) in words_of("leader_noun") and not several:
        name = document.entities[referent.entity].name
        if owned.possessor is not None:
            return Referent(owned.possessor.entity, owned.first, referent.last, f"{owned.possessor.via}, its {name}")
        for mention in owned.owners[-1:]:
            if document.entities[mention.entity].kind.acts:  # "A's leader, P"
                return Referent(mention.entity, mention.first, referent.last, f"its {name}")
    for i in range(item.first, referent.first):
        if low[i] in words_of("leader_noun"):
            acting = [m for m in item.mentions if m.last < referent.first and document.entities[m.entity].kind.acts]
            if acting:
                return Referent(
                    acting[-1].entity,
                    acting[-1].first,
                    referent.last,
                    f"its {low[i]} {document.entities[referent.entity].name}",
                )
            state = adjective_state(clauses, item.first, i)
            if state is not None:
                return Referent(
                    state.entity, state.first, referent.last, f"its {low[i]} {document.entities[referent.entity].name}"
                )
    return referent


def done_to_others(predicate: Predicate, arguments: dict[str, list[Referent]]) -> bool:
    """Whether a verb has an object or a side, so that its subjects do not do it to each other."""
    alone = predicate.relation is Relation.FIGHTS and len(predicate.words) == 1
    sides = ("obj", "people", "on side of", "alongside", "for", "under") if alone else ("obj",)
    return any(arguments.get(slot) for slot in (*predicate.object, *sides))


def belongs_elsewhere(clauses: Clauses, predicate: Predicate, slots: dict[str, list[Referent]]) -> bool:
    """Whether a verb says something else of a state: "branded B terrorists" is a ban, "formed B" no membership."""
    labelled = predicate.relation is Relation.ACCUSES and predicate.form in _LABELLING
    if not labelled and predicate.note != "founders":
        return False
    states = [r for r in slots.get("subj", []) if clauses.document.entities[r.entity].kind is Kind.STATE]
    if labelled:
        return bool(states) and not clauses.vocabulary.isdisjoint(_TERROR)
    return bool(states) and len(slots["subj"]) == 1
