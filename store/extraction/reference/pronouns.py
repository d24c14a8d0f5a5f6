"""Whom "it", "they", "he" and "his" stand for."""

from __future__ import annotations

from typing import Final

from store.extraction.clauses.arguments import subjects
from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.items import Item, Referent
from store.extraction.clauses.lists import antecedent
from store.extraction.document import Document
from store.extraction.lexicon.words import words_of
from store.extraction.patterns.retreats import meant_place
from store.extraction.reference.affiliations import affiliation
from store.extraction.reference.antecedents import Focus, nouns_for_bodies, opening, person_of
from store.records import Kind, Relation

_IT: Final = frozenset({"it", "itself"})
THEY: Final = frozenset({"they", "them", "themselves"})
_HE: Final = frozenset({"he", "she", "him"})
_WE: Final = frozenset({"we", "us", "our"})
_SENDING: Final = frozenset("send deploy dispatch move bring fly rush post station".split())
HURTING: Final = frozenset("accuse blame condemn criticise criticize denounce".split()) | frozenset(
    "kill arrest free release detain jail capture sanction blacklist extradite sentence behead execute assassinate"
    " imprison indict meet wound injure shoot".split()
)
_CHASING: Final = frozenset("drive oust expel chase push force defeat attack dislodge evict eject".split())


def pronoun(clauses: Clauses, item: Item, number: int, focus: Focus, speaker: int | None) -> Referent | None:
    """Whom a pronoun stands for, or None where that is not plain."""
    word = clauses.word(item)
    document = clauses.document
    if word in _WE or word == "our":
        return _speaking(clauses, item, word, speaker)
    if word in _HE:
        return person(clauses, item, number, focus)
    if word not in _IT | THEY | {"its", "their"}:
        return None
    if word in {"itself", "themselves"} and number and clauses.items[number - 1].tag == "V":
        same = [r for r in subjects(clauses, number - 1) if document.entities[r.entity].kind.acts]
        return Referent(same[0].entity, item.first, item.first, f"plainly '{word}'") if len(same) == 1 else None
    if word == "they" and clauses.document.tokens.low[item.last + 1 : item.last + 2] == ["include"]:
        return None  # the groups of the sentence before, not who does something to them
    if word == "they" and (whole := _parallel(clauses, number)) is not None:
        return Referent(whole, item.first, item.first, "'they' of the clause before")
    if word in {"their", "they", "them", "themselves"}:
        near = next(
            (
                b
                for b in reversed(clauses.items[:number])
                if b.tag == "NP" and (_names_actor(clauses, b) or _people(clauses, b))
            ),
            None,
        )
        if near is not None:
            found = clauses.named(near)
            acting = [r for r in found if document.entities[r.entity].kind.acts]
            if not acting and not near.mentions:
                return _sent(clauses, item, near)
            several = bool(acting) and clauses.low(near).endswith("s")
            if (
                several
                and word in {"their", "themselves"}
                and document.entities[acting[0].entity].kind is not Kind.STATE
            ):
                return Referent(acting[0].entity, item.first, item.first, f"'{word}' after '{clauses.low(near)}'")
    if word == "it" and (held := meant_place(clauses, number, focus.place)) is not None:
        return held
    others = _not_meant(clauses, number) if word in {"it", "them"} and number > 1 else frozenset()
    said = [r for r in sayer(clauses, number) if r.entity not in others]
    if said and word == "it" and _of_topic(clauses, number, focus, said[0].entity):
        return Referent(
            focus.subject or 0, item.first, item.first, "'it' of which the text tells, for no state is a group"
        )
    if said:
        return Referent(said[0].entity, item.first, item.first, f"'{word}' of the one who says so")
    if word == "it" and number > 2 and (again := _again(clauses, item, number, others)) is not None:
        return again
    if word == "them" and (hit := _hit_again(clauses, item, number)) is not None:
        return hit
    if word in _IT and number > 1 and clauses.items[number - 1].tag == "V":
        # "A arms B, and C shelters it": what is done to it is done to whom the clause before did something
        doers = {r.entity for r in subjects(clauses, number - 1)}
        done_to = [
            r for before in clauses.items[1 : number - 1] for r in clauses.named(before) if r.entity not in doers
        ]
        acted_on = [r for r in done_to if document.entities[r.entity].kind in (Kind.ARMED_GROUP, Kind.STATE)]
        if acted_on:
            return Referent(
                acted_on[-1].entity, item.first, item.first, f"'{word}' for whom the clause before named last"
            )
        first = clauses.named(clauses.items[0]) if doers and clauses.items[0].tag == "NP" else []
        chased = [r for r in first if r.entity not in doers and document.entities[r.entity].kind is Kind.ARMED_GROUP]
        told = any(i.tag == "V" and i.lemma in words_of("saying_verb") for i in clauses.items[1:3])
        if chased and (told or clauses.items[number - 1].lemma in _CHASING):
            return Referent(chased[0].entity, item.first, item.first, f"'{word}' of the subject of the main clause")
        if (focus.subject is not None and focus.subject in doers) or any(
            document.entities[m.entity].kind is Kind.PLACE for before in clauses.items[:number] for m in before.mentions
        ):
            return None
        if doers and focus.subject is not None:
            return Referent(focus.subject, item.first, item.first, f"'{word}' for the subject of the sentence before")
    if word in _IT and number and clauses.word(clauses.items[number - 1]) in {"if", "unless"}:
        return None  # "warned B of attacks if it does not leave"
    here, referent = _of_clause_before(clauses, item, number, focus, others)
    return referent if here else _of_sentence_before(clauses, item, focus, others)


def _of_clause_before(
    clauses: Clauses, item: Item, number: int, focus: Focus, others: frozenset[int]
) -> tuple[bool, Referent | None]:
    """The subject of a clause before in the sentence, and whether there is one at all."""
    word = clauses.word(item)
    document = clauses.document
    fronted = number if clauses.items[0].tag == "P" and focus.subject is not None and item.tag == "O" else 0
    fronted = 0 if any(i.tag in ("V", "X", "S", ";") for i in clauses.items[:number]) else fronted
    fronted = fronted or (opening(clauses, number) if focus.subject is not None and word != "them" else 0)
    for before in clauses.items[fronted:number]:  # "With the help of B it took T": A of the sentence before
        if word == "them" and _apposed(clauses, before):
            continue  # "A, the wing of B, shot them"
        if word in _IT | {"its"} and len(before.group) > 1:
            continue  # "both broke with the gang after its leader was shot"
        acting = [
            r
            for r in clauses.named(before)
            if r.entity not in others
            and (document.entities[r.entity].kind in (Kind.ARMED_GROUP, Kind.STATE) or before.tag == "O")
            and document.entities[r.entity].kind.acts
            and not (word in THEY and _one_state(document, r.entity))
        ]
        if not acting and before.possessor is not None and others and before.possessor.entity not in others:
            acting = [before.possessor]  # "Its former wing, B, split from it"
        if acting:
            if word in {"they", "their", "them"} and len(acting) > 1:
                return True, None
            one = word in {"its", "their"} and _only(clauses, number, acting[0].entity)
            plainly = "plainly " if one else ""
            return True, Referent(acting[0].entity, item.first, item.first, f"{plainly}'{word}' after the subject")
    return False, None


def _apposed(clauses: Clauses, item: Item) -> bool:
    """Whether a phrase only tells what somebody before a comma is: B in "A, the wing of B,"."""
    k = clauses.item_of[item.first - clauses.first]
    before = clauses.items[max(0, k - 3) : k]
    return len(before) == 3 and before[0].tag == "," and before[1].tag == "NP" and clauses.word(before[2]) == "of"


def _one_state(document: Document, entity: int) -> bool:
    """Whether an entity is a state or its government, which nobody calls "they"."""
    state = document.entities[entity]
    return state.kind is Kind.STATE and state.role in (None, "government") and not state.name.endswith("s")


def _of_sentence_before(clauses: Clauses, item: Item, focus: Focus, others: frozenset[int]) -> Referent | None:
    """The subject of the sentence before, or what several formed there."""
    word = clauses.word(item)
    document = clauses.document
    if word in _IT | {"its"} and len(focus.subjects) > 1 and focus.formed is not None:
        return Referent(focus.formed, item.first, item.first, f"plainly '{word}' for the one that several formed")
    if word in THEY | {"their"} and focus.subject is not None and _one_state(document, focus.subject):
        return None
    rest = [e for e in focus.recent if e not in others and document.entities[e].kind is Kind.ARMED_GROUP]
    if word == "it" and focus.subject in others and len(rest) == 1:
        return Referent(rest[0], item.first, item.first, "'it' for the other group of the sentence before")
    if focus.subject is not None and focus.subject not in others:
        plainly = "plainly " if item.first == clauses.first else ""
        return Referent(
            focus.subject, item.first, item.first, f"{plainly}'{word}' for the subject of the sentence before"
        )
    return None


def _of_topic(clauses: Clauses, number: int, focus: Focus, says: int) -> bool:
    """Whether "it" is the group of the sentence before in "India says it is a front of B"."""
    items = clauses.items
    document = clauses.document
    if focus.subject is None or not _one_state(document, says) or number + 2 >= len(items):
        return False
    group = document.entities[focus.subject].kind is Kind.ARMED_GROUP
    be, noun = items[number + 1], items[number + 2]
    told = be.tag == "X" and clauses.word(be) in words_of("be") and noun.tag == "NP" and not noun.mentions
    return group and told and (clauses.low(noun) in nouns_for_bodies() | clauses.lexicon.identities.keys())


def _again(clauses: Clauses, item: Item, number: int, others: frozenset[int]) -> Referent | None:
    """Whom "it" means that goes on about the "it" of a clause before: "A took over the gang, armed it and sold it"."""
    if clauses.items[number - 1].tag != "V":
        return None
    doing = others | {r.entity for r in subjects(clauses, number - 1)}
    for before in clauses.items[: number - 1]:
        if before.tag == "O" and clauses.word(before) == "it" and before.pronoun is not None:
            meant = before.pronoun.entity
            if meant not in doing and clauses.document.entities[meant].kind.acts:
                return Referent(meant, item.first, item.first, "'it' that was 'it' before")
    return None


def _only(clauses: Clauses, number: int, entity: int) -> bool:
    """Whether a sentence names no other group before a phrase."""
    named = {m.entity for before in clauses.items[:number] for m in before.mentions}
    named.update(before.pronoun.entity for before in clauses.items[:number] if before.pronoun is not None)
    return {e for e in named if clauses.document.entities[e].kind.acts} == {entity}


def _hit_again(clauses: Clauses, item: Item, number: int) -> Referent | None:
    """Whom "A chased B and shot them" means: whom the clause before named last, and who does not do it himself."""
    document = clauses.document
    if number < 2 or clauses.items[number - 1].tag != "V":
        return None
    doing = {r.entity for r in subjects(clauses, number - 1)}
    first = next((k for k, i in enumerate(clauses.items) if i.tag == "V"), 1)
    done_before = [
        r for before in clauses.items[first : number - 1] for r in clauses.named(before)
        if r.entity not in doing and document.entities[r.entity].kind in (Kind.ARMED_GROUP, Kind.STATE)
    ]  # fmt: skip
    verbs = clauses.lexicon.verbs.get(clauses.items[number - 1].lemma, ())
    if doing and done_before and any(p.relation is Relation.FIGHTS and "obj" in p.object for p in verbs):
        return Referent(done_before[-1].entity, item.first, item.first, "'them' for whom the clause before named last")
    return None


def _not_meant(clauses: Clauses, number: int) -> frozenset[int]:
    """Whom "it" cannot mean: who does it ("B split from it"), or who is told of ("B, which it hit")."""
    before = clauses.items[number - 1]
    if before.tag == "V" and clauses.word(clauses.items[number]) == "them":
        helping = (
            clauses.named(clauses.items[number - 3]) if clauses.items[number - 2].tag == "T" and number > 2 else []
        )
        return frozenset(r.entity for r in (*subjects(clauses, number - 1), *helping))
    if before.tag == "R":
        return frozenset(r.entity for r in antecedent(clauses, number - 1))
    k = number - 2
    thing = clauses.items[k] if k > 0 else before
    if before.tag == "P" and thing.tag == "NP" and not thing.mentions and clauses.items[k - 1].tag == "V":
        k -= 1  # "launched an operation against it"
    while k > 0 and clauses.items[k].tag == "A":
        k -= 1
    if before.tag != "P" or clauses.items[k].tag != "V":
        return frozenset()
    return frozenset(r.entity for r in subjects(clauses, k))


def _parallel(clauses: Clauses, number: int) -> int | None:
    """The only subject of the clause before ";" that "they" goes on about: "A fighters shelled T; they also"."""
    items = clauses.items
    before = number - 1
    while before > 0 and items[before].tag in ("A", "C"):
        before -= 1
    if before <= 0 or items[before].tag != ";" or items[0].tag != "NP":
        return None
    found = [r for r in clauses.members(0) if clauses.document.entities[r.entity].kind.acts]
    return found[0].entity if len(found) == 1 else None


def _speaking(clauses: Clauses, item: Item, word: str, speaker: int | None) -> Referent | None:
    if speaker is None:
        from store.extraction.qualification.attribution import attribution

        source = attribution(clauses)
        speaker = source[2] if source is not None else None
    if speaker is None:
        return None
    group = affiliation(clauses.document, speaker)
    return None if group is None else Referent(group, item.first, item.first, f"plainly '{word}' of the speaker")


def sayer(clauses: Clauses, number: int) -> list[Referent]:
    """The subject of the verb of saying that governs the clause of a pronoun: "A denied that it ..."."""
    for k in range(number - 1, max(-1, number - 4), -1):
        item = clauses.items[k]
        if item.tag == "V":
            if item.lemma not in words_of("saying_verb"):
                return []
            found = subjects(clauses, k)
            return [r for r in found if clauses.document.entities[r.entity].kind.acts]
        if item.tag not in ("S", "A", "R", "Q", ","):
            return []
    return []


def _sent(clauses: Clauses, item: Item, near: Item) -> Referent | None:
    """Whose "they" are in "A has sent 2,000 soldiers to T, where they": A's."""
    number = clauses.item_of[near.first - clauses.first]
    if (
        not number
        or clauses.items[number - 1].lemma not in _SENDING
        or clauses.low(near) not in words_of("fighter_noun")
    ):
        return None
    acting = [r for r in subjects(clauses, number - 1) if clauses.document.entities[r.entity].kind.acts]
    return Referent(acting[0].entity, item.first, item.first, "'they' whom it sent") if len(acting) == 1 else None


def _names_actor(clauses: Clauses, item: Item) -> bool:
    return any(clauses.document.entities[m.entity].kind is not Kind.PLACE for m in item.mentions)


def nameless_say(clauses: Clauses, number: int) -> bool:
    """Whether people without a name say what "they" do: "the rebels said they had left"."""
    for k in range(number - 1, max(0, number - 4), -1):
        item = clauses.items[k]
        if item.tag == "V":
            subject = clauses.items[k - 1]
            people = subject.tag == "NP" and not subject.mentions and _people(clauses, subject)
            return item.lemma in words_of("saying_verb") and people and subject.pronoun is None
        if item.tag not in ("S", "A", "R"):
            return False
    return False


def _people(clauses: Clauses, item: Item) -> bool:
    head = clauses.low(item)
    return (
        head in words_of("group_noun")
        or (head in words_of("fighter_noun") and head in words_of("body_noun"))
        or head in {"others", "people", "civilians", "troops", "forces", "soldiers", "residents"}
    )


def described(clauses: Clauses, number: int) -> Referent | None:
    """Whom a bare noun describes: "X, a rebel group (that ...)", "X is a faction (linked to ...)"."""
    items = clauses.items
    item = items[number]
    head = clauses.low(item)
    several = head.endswith(("s", "men")) and head in words_of("fighter_noun") and clauses.tag(item.first) == "N"
    if number < 1 or not (clauses.tag(item.first) == "D" or (several and _is(clauses, items[number - 1]))):
        return None
    if head not in nouns_for_bodies() and head not in words_of("fighter_noun"):
        return None
    if head in words_of("attribution_person") and _says(clauses, number + 1):
        return None  # "..., a spokesman said"
    j = number - 1
    while j >= 0 and items[j].tag in ("A", ","):
        j -= 1
    if j >= 1 and items[j].tag == "X" and clauses.word(items[j]) in words_of("be"):
        j -= 1
        while j >= 0 and items[j].tag in ("A", "X"):
            j -= 1
    elif clauses.word(item) not in {"a", "an", "one"} or (
        item.mentions and (j == number - 1 or head not in nouns_for_bodies() or head in words_of("leader_noun"))
    ):
        return None
    if j < 0 or items[j].tag != "NP" or number - j > 4:
        return None
    acting = [r for r in clauses.named(items[j]) if clauses.document.entities[r.entity].kind.acts]
    if not acting:
        return None
    return Referent(acting[-1].entity, item.first, item.last, f"described as '{head}'")


def _is(clauses: Clauses, item: Item) -> bool:
    return item.tag == "X" and clauses.word(item) in words_of("be")


def _says(clauses: Clauses, number: int) -> bool:
    return number < len(clauses.items) and clauses.items[number].lemma in words_of("saying_verb")


def person(clauses: Clauses, item: Item, number: int, focus: Focus) -> Referent | None:
    """Who "he" and "his" are: the person of whom this sentence speaks, else the one before."""
    word = clauses.word(item)
    here = person_of(clauses, number)
    if here is None and any(
        clauses.document.entities[m.entity].kind is Kind.PERSON for i in clauses.items[:number] for m in i.mentions
    ):
        return None  # several are named
    person = here if here is not None else focus.person
    return None if person is None else Referent(person, item.first, item.first, f"'{word}' of whom the text speaks")
