"""Whom "the group", "it", "its forces", "the rebels" or "the government" mean, where the text makes it plain."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from store.extraction.arguments import subjects, verb_before
from store.extraction.clauses import Clauses, Item, Referent
from store.extraction.document import Document
from store.extraction.words import words_of
from store.records import Kind

_IT: Final = frozenset({"it", "itself"})
_THEY: Final = frozenset({"they", "them", "themselves"})
_WE: Final = frozenset({"we", "us", "our"})
# Words for any armed group; others ("the brigade", "the front") only mean a group that has the word in its name.
_GENERIC: Final = frozenset(
    "group organization organisation outfit movement militia faction gang militants rebels insurgents jihadists fighters"
    " terrorists brigade battalion separatists guerrillas cartel franchise gangs clan mafia syndicate".split()
)
_FRONTED: Final = frozenset({"after", "before", "when", "as", "since", "while", "until"})
_GOVERNMENT: Final = frozenset({"government", "authorities", "regime", "state", "country", "administration"})


@dataclass(slots=True)
class Focus:
    """What the text was last about: the subject of the last sentence, and the groups it named, nearest last."""

    subject: int | None = None
    recent: list[int] = field(default_factory=list)
    persons: list[int] = field(default_factory=list)


def resolve(clauses: Clauses, focus: Focus, speaker: int | None) -> None:
    """Give pronouns and bare nouns of a sentence the entity that they plainly mean."""
    document = clauses.document
    here: list[int] = []
    for number, item in enumerate(clauses.items):
        if item.tag == "O":
            item.pronoun = _pronoun(clauses, item, number, focus, here, speaker)
        elif item.tag == "NP":
            word = clauses.word(item)
            if word in {"its", "their", "our"}:
                item.possessor = _pronoun(clauses, item, number, focus, here, speaker)
            if not item.mentions or clauses.low(item) in clauses.lexicon.identities:
                item.pronoun = _described(clauses, number)
            if not item.mentions:
                item.possessor = item.possessor or _owner(clauses, item, focus, here)
            if not item.mentions and item.pronoun is None and word in {"the", "this", "that", "these", "those", "both"}:
                item.pronoun = _bare(clauses, item, focus, here)
        for mention in item.mentions:
            if document.entities[mention.entity].kind.acts and mention.entity not in here:
                here.append(mention.entity)


def remember(clauses: Clauses, focus: Focus) -> None:
    """Note what a sentence was about, for the next one."""
    document = clauses.document
    actors: list[int] = []
    subject: int | None = None
    for number, item in enumerate(clauses.items):
        found = [item.pronoun] if item.pronoun is not None else clauses.named(item)
        for referent in found:
            entity = document.entities[referent.entity]
            if entity.kind.acts:
                actors.append(entity.number)
                if subject is None and not (number and clauses.items[number - 1].tag == "P"):
                    subject = entity.number
            elif entity.kind is Kind.PERSON:
                focus.persons.append(entity.number)
        if not found:
            actors.extend(m.entity for m in item.mentions if document.entities[m.entity].kind.acts)
    if actors:
        focus.recent = list(dict.fromkeys(actors))
        focus.subject = subject if subject is not None else (actors[0] if len(set(actors)) == 1 else None)


def _pronoun(
    clauses: Clauses, item: Item, number: int, focus: Focus, here: list[int], speaker: int | None
) -> Referent | None:
    word = clauses.word(item)
    document = clauses.document
    if word in _WE or word == "our":
        if speaker is None:
            from store.extraction.qualification import attribution

            source = attribution(clauses)
            speaker = source[2] if source is not None else None
        if speaker is None:
            return None
        group = affiliation(document, speaker)
        return None if group is None else Referent(group, item.first, item.first, f"plainly '{word}' of the speaker")
    if word not in _IT | _THEY | {"its", "their"}:
        return None
    if word in {"their", "they", "them", "themselves"}:
        near = next(
            (b for b in reversed(clauses.items[:number]) if b.tag == "NP" and (b.mentions or _people(clauses, b))), None
        )
        if near is not None:
            found = [near.pronoun] if near.pronoun is not None else clauses.named(near)
            acting = [r for r in found if document.entities[r.entity].kind.acts]
            if not acting and not near.mentions:
                return None
            if (
                acting
                and word in {"their", "themselves"}
                and clauses.low(near).endswith("s")
                and document.entities[acting[0].entity].kind is not Kind.STATE
            ):
                return Referent(acting[0].entity, item.first, item.first, f"'{word}' after '{clauses.low(near)}'")
    if word in {"it", "its", "they", "their"}:
        said = _sayer(clauses, number)
        if said:
            return Referent(said[0].entity, item.first, item.first, f"'{word}' of the one who says so")
    # the subject of the clause before in this sentence, else of the sentence before
    for before in clauses.items[:number]:
        found = [before.pronoun] if before.pronoun is not None else clauses.named(before)
        acting = [r for r in found if document.entities[r.entity].kind in (Kind.ARMED_GROUP, Kind.STATE)]
        if acting:
            if word in {"they", "their", "them"} and len(acting) > 1:
                return None
            return Referent(acting[0].entity, item.first, item.first, f"'{word}' after the subject")
    if focus.subject is not None:
        plainly = "plainly " if item.first == clauses.first else ""
        return Referent(
            focus.subject, item.first, item.first, f"{plainly}'{word}' for the subject of the sentence before"
        )
    return None


def _sayer(clauses: Clauses, number: int) -> list[Referent]:
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


def _people(clauses: Clauses, item: Item) -> bool:
    head = clauses.low(item)
    return (
        head in words_of("group_noun")
        or (head in words_of("fighter_noun") and head in words_of("body_noun"))
        or head in {"people", "civilians", "troops", "forces", "soldiers", "residents"}
    )


def _described(clauses: Clauses, number: int) -> Referent | None:
    """Whom a bare noun describes: "X, a rebel group (that ...)", "X is a faction (linked to ...)"."""
    items = clauses.items
    item = items[number]
    if clauses.tag(item.first) != "D" or number < 1:
        return None
    head = clauses.low(item)
    if (
        head not in words_of("body_noun")
        and head not in words_of("group_noun")
        and head not in words_of("fighter_noun")
    ):
        return None
    j = number - 1
    while j >= 0 and items[j].tag in ("A", ","):
        j -= 1
    if j >= 1 and items[j].tag == "X" and clauses.word(items[j]) in words_of("be"):
        j -= 1
        while j >= 0 and items[j].tag in ("A", "X"):
            j -= 1
    elif clauses.word(item) not in {"a", "an", "one"} or item.mentions:
        return None
    if j < 0 or items[j].tag != "NP" or number - j > 4:
        return None
    found = [items[j].pronoun] if items[j].pronoun is not None else clauses.named(items[j])
    acting = [r for r in found if r is not None and clauses.document.entities[r.entity].kind.acts]
    if not acting:
        return None
    return Referent(acting[-1].entity, item.first, item.last, f"described as '{head}'")


def _owner(clauses: Clauses, item: Item, focus: Focus, here: list[int]) -> Referent | None:
    """Whom "the cartel's leader" or "the group's attacks" belongs to."""
    for i in range(item.first + 2, item.last):
        if clauses.tag(i) == "s":
            owner = Item("NP", item.first, i - 1)
            return _bare(clauses, owner, focus, here)
    return None


def _bare(clauses: Clauses, item: Item, focus: Focus, here: list[int]) -> Referent | None:
    document = clauses.document
    head = clauses.low(item)
    length = item.last - item.first
    if length > 3 or length < 1:
        return None
    if (
        head in words_of("body_noun") | {"brigade", "division", "cartel", "outfit", "franchise"}
        and head not in _GOVERNMENT
    ):
        return _group(clauses, item, head, focus, here)
    if head in words_of("group_noun") and length == 1:
        armed = [e for e in dict.fromkeys([*here, *focus.recent]) if document.entities[e].kind is Kind.ARMED_GROUP]
        armed = armed or [e.number for e in document.entities if e.kind is Kind.ARMED_GROUP]
        if len(armed) == 1:
            return Referent(armed[0], item.first, item.last, f"plainly 'the {head}', the only armed group here")
        return None
    if head in _GOVERNMENT and length <= 2 and head not in {"state", "country"}:
        states = [e.number for e in document.entities if e.kind is Kind.STATE and (e.role in (None, "government"))]
        if len(states) == 1:
            return Referent(states[0], item.first, item.last, f"plainly 'the {head}', the only state of the text")
    return None


def _group(clauses: Clauses, item: Item, head: str, focus: Focus, here: list[int]) -> Referent | None:
    document = clauses.document
    singular = not head.endswith("s")
    candidates = [e for e in here if document.entities[e].kind is Kind.ARMED_GROUP]
    number = clauses.item_of[item.first - clauses.first]
    if len(candidates) > 1 and (verb := verb_before(clauses, number - 1)) >= 0:
        # nobody does it to himself: the subject of the verb is not what "the group" behind it means
        acting = {r.entity for r in subjects(clauses, verb)}
        candidates = [e for e in candidates if e not in acting] or candidates
    if not candidates and number and clauses.word(clauses.items[number - 1]) in _FRONTED:
        ahead = _ahead(clauses, item)
        if ahead is not None:
            return Referent(ahead, item.first, item.last, f"plainly 'the {head}', the group of the main clause")
    recent = [e for e in focus.recent if document.entities[e].kind is Kind.ARMED_GROUP]
    if head not in _GENERIC:
        candidates = recent = []
    named = [e.number for e in document.entities if e.name.lower().endswith(head) and e.kind.acts]
    if head not in {"group", "organization", "organisation", "outfit", "movement"} and len(named) == 1:
        return Referent(named[0], item.first, item.last, f"plainly 'the {head}' by its name")
    if not singular:
        return None
    for pool, why in ((candidates, "named before in the sentence"), (recent, "of the sentence before")):
        if len(pool) == 1:
            plainly = "plainly " if item.first == clauses.first else ""
            return Referent(pool[0], item.first, item.last, f"{plainly}'the {head}', the one {why}")
    if candidates:
        return Referent(candidates[0], item.first, item.last, f"'the {head}', the first named in the sentence")
    if focus.subject is not None and focus.subject in recent:
        plainly = "plainly " if item.first == clauses.first else ""
        return Referent(
            focus.subject, item.first, item.last, f"{plainly}'the {head}', the subject of the sentence before"
        )
    return None


def _ahead(clauses: Clauses, item: Item) -> int | None:
    """The armed group of the main clause behind a fronted clause: "After the group fled, the X commander said"."""
    document = clauses.document
    for later in clauses.items[clauses.item_of[item.last - clauses.first] + 1 :]:
        if later.tag == "NP" and clauses.items[clauses.item_of[later.first - clauses.first] - 1].tag == ",":
            for mention in later.mentions:
                if document.entities[mention.entity].kind is Kind.ARMED_GROUP:
                    return mention.entity
    return None


def affiliation(document: Document, person: int) -> int | None:
    """The group that a person speaks for: the one whose name stands right before or behind one of the mentions."""
    if document.entities[person].kind.acts:
        return person
    for mention in document.entities[person].mentions:
        for k in range(mention.first - 1, max(-1, mention.first - 5), -1):
            near = document.mention_at(k)
            if near is not None and document.entities[near.entity].kind.acts:
                return near.entity
            if document.tokens.text[k] in ".\n":
                break
    return None
