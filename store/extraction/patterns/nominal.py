"""Claims that nouns make: "clashes between A and B", "A's attacks on B", "launched an offensive against B"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from store.extraction.candidates import Candidate, paired, pairs_within
from store.extraction.clauses.arguments import following_subject, subjects, verb_before
from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.complements import prepositional
from store.extraction.clauses.items import Item, Referent
from store.extraction.clauses.objects import objects
from store.extraction.lexicon.predicates import Predicate, noun_matches
from store.extraction.lexicon.words import words_of
from store.extraction.patterns.copulas import copula_subject
from store.extraction.patterns.verbal import vowed
from store.extraction.qualification.refusals import turned_down
from store.records import Relation

_ENDINGS: Final = frozenset({"cessation", "end", "halt", "suspension", "freeze"})
_GIVING_WAY: Final = frozenset("withdraw retreat flee leave abandon pull lose evacuate surrender quit die".split())
CUTTING: Final = frozenset(
    "suspend halt stop freeze cancel block ban withhold end cease embargo sever cut terminate renounce".split()
)
# What is no more once it is cut.
CUT: Final = frozenset({Relation.SUPPORTS, Relation.ALLIED_WITH, Relation.AFFILIATED_WITH})
_SPANS: Final = frozenset("hours days weeks months years day week month year".split())
_IN_EVENT: Final = frozenset({"after", "in", "during", "following", "amid", "under", "until", "before"})


def nominal_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of every noun of a sentence that is a predicate."""
    tokens = clauses.document.tokens
    for number, item in enumerate(clauses.items):
        if item.tag != "NP":
            continue
        i = item.first
        while i <= item.last:
            predicate = None
            if tokens.low[i] in clauses.lexicon.nouns and clauses.tag(i) in ("N", "V"):
                standing = clauses.lexicon.standing(tokens.low[i], clauses.vocabulary, "noun")
                predicate = noun_matches(standing, tokens.low, i, item.last)
            if predicate is None or clauses.undone(i):
                i += 1
                continue
            if any(p.relation in clauses.relations for p in standing if len(p.words) == len(predicate.words)):
                yield from _claims(clauses, number, item, i, i + len(predicate.words) - 1, sentence)
            i += len(predicate.words)


def _claims(clauses: Clauses, number: int, item: Item, first: int, last: int, sentence: int) -> Iterator[Candidate]:
    tokens = clauses.document.tokens
    slots = noun_slots(clauses, number, item, first, last)
    done: set[tuple[int, int]] = set()
    ended = number >= 2 and clauses.low(clauses.items[number - 2]) in _ENDINGS
    if (
        ended
        and item.possessor is None
        and not item.owners
        and all(p.relation is Relation.FIGHTS for p in clauses.lexicon.nouns[tokens.low[first]])
    ):
        return  # "a cessation of hostilities"
    verb = verb_before(clauses, number - 1)
    if verb >= 0 and number - verb == 1 and clauses.items[verb].lemma in {"declare", "threaten", "vow"}:
        return  # "declared war" is a threat, which the verb tells
    for predicate in clauses.lexicon.standing(tokens.low[first], clauses.vocabulary, "noun"):
        if len(predicate.words) != last - first + 1 or noun_matches([predicate], tokens.low, first, last) is None:
            continue
        cut = verb >= 0 and number - verb <= 3 and clauses.items[verb].lemma in CUTTING
        if cut and predicate.relation in CUT:
            continue  # "suspended arms exports to B"
        for subject, object_ in _fill(clauses, predicate, slots):
            if (subject.entity, object_.entity) in done and predicate.relation is Relation.FIGHTS:
                continue
            done.add((subject.entity, object_.entity))
            relation = predicate.relation
            if relation is Relation.FIGHTS and verb >= 0 and number - verb <= 3 and vowed(clauses, verb):
                relation = Relation.THREATENS  # "threatened to resume attacks on B"
            yield Candidate(
                subject, relation, object_, first, sentence, f"noun {predicate.form}", 0.9,
                [f"noun '{tokens.span(first, last)}'"], item=number, said_by=_accuser_of(clauses, number),
            )  # fmt: skip


def _accuser_of(clauses: Clauses, number: int) -> int | None:
    """Who accuses somebody of what noun ``number`` says."""
    if number < 2 or clauses.word(clauses.items[number - 1]) != "of":
        return None
    verb = verb_before(clauses, number - 2)
    if verb < 0 or clauses.items[verb].lemma != "accuse" or clauses.items[verb].passive or number - verb >= 8:
        return None
    found = subjects(clauses, verb)
    return found[0].entity if found else None


def noun_slots(clauses: Clauses, number: int, item: Item, first: int, last: int) -> dict[str, list[Referent]]:
    """All that stands around a noun: ``gen`` before it, ``subj`` of the verb it is the object of, prepositions."""
    slots: dict[str, list[Referent]] = {}
    ends = item.last == last or all(clauses.tag(k) in ("N", "V") for k in range(last + 1, item.last + 1))
    if ends:
        slots.update(prepositional(clauses, number))
        for word, who in _behind_verb(clauses, number).items():
            if not slots.get(word):
                slots[word] = who
    before = [
        m
        for m in item.mentions
        if m.last < first and (clauses.document.tokens.text[m.last + 1] != "-" or m.last + 2 == first)
    ]
    entities = clauses.document.entities
    if (
        len(before) > 1
        and clauses.document.tokens.text[before[-2].last + 1] in "-–"
        and (before[-1].first == before[-2].last + 2)
    ):
        # "the A-B conflict"
        slots["between"] = [clauses.referent(m) for m in before[-2:]]
    slots["gen"] = [clauses.referent(before[-1])] if before and entities[before[-1].entity].kind.acts else []
    if slots["gen"] and before[-1].first > item.first and len(before) == 1 and number >= 2:
        # "A and B's attacks": the owner is a list
        slots["gen"] = _owners(clauses, number, before[-1].entity) or slots["gen"]
    if item.possessor is not None and not slots["gen"]:
        slots["gen"] = [item.possessor]
    if not slots["gen"]:
        slots["gen"] = _adjective(clauses, item, first)
    slots["subj"] = _light_subject(clauses, number, "light_verb") or slots.get("subj", [])
    lead = clauses.word(clauses.items[number - 1]) if number >= 2 else ""
    if lead == "for" and not slots["gen"]:
        verb = verb_before(clauses, number - 2)
        if verb >= 0 and clauses.items[verb].lemma in {"blame", "condemn", "criticize", "criticise"}:
            slots["gen"] = objects(clauses, verb)  # "blamed A for attacks on B"
    if lead == "of" and not slots["gen"]:
        verb = verb_before(clauses, number - 2)
        if verb >= 0 and clauses.items[verb].lemma == "accuse" and number - verb < 8:
            # "A accused B of raids (on its positions)"
            slots["gen"] = objects(clauses, verb)
            slots.setdefault("on", subjects(clauses, verb))
    if not slots["subj"] and not slots["gen"] and slots.get("with") and not slots.get("against"):
        slots["subj"] = _in_event(clauses, number)
    slots["recv"] = _light_subject(clauses, number, "receive_verb") or _driven_off(clauses, number, slots)
    if not slots["gen"] and number >= 2 and clauses.word(clauses.items[number - 1]) in {"in", "during"}:
        # "support for A in the fight against B": A's fight
        holder = clauses.named(clauses.items[number - 2])
        if clauses.document.tokens.low[last] in {"fight", "war", "battle", "struggle", "campaign", "offensive"}:
            slots["gen"] = [r for r in holder if entities[r.entity].kind.acts]
    return slots


def _driven_off(clauses: Clauses, number: int, slots: dict[str, list[Referent]]) -> list[Referent]:
    """Who was hit in "A withdrew from T after an ambush by B": A."""
    if not slots.get("by") or any(slots.get(word) for word in ("on", "against", "of", "upon")):
        return []
    verb = verb_before(clauses, number - 1)
    if verb < 0 or clauses.items[verb].lemma not in _GIVING_WAY or number - verb > 7:
        return []
    return _in_event(clauses, number)


def _adjective(clauses: Clauses, item: Item, first: int) -> list[Referent]:
    """Whose deed it is by its adjective: "Turkish air strikes on B", where the text names the state elsewhere."""
    low = clauses.document.tokens.low
    for i in range(first - 1, item.first - 1, -1):
        if clauses.tag(i) == "s" or low[i] in words_of("fighter_noun"):
            return []
        for state in clauses.adjectives.get(low[i], ()):
            if state in clauses.states and clauses.document.at[i] < 0:
                return [Referent(clauses.states[state], i, i, "by its adjective")]
    return []


def _behind_verb(clauses: Clauses, number: int) -> dict[str, list[Referent]]:
    """What stands behind the verb of a noun: "clashes broke out between", "attacks carried out by A on B"."""
    items = clauses.items
    k = number + 1
    parenthesis = k + 2 < len(items) and items[k].tag == ","
    if parenthesis and items[k + 1].tag == "R":
        k += 2  # "the truce, which was signed by A and B"
    elif parenthesis and items[k + 1].tag == "V" and clauses.word(items[k + 2]) == "by":
        k += 1
    elif k + 2 < len(items) and clauses.word(items[k]) == "with" and items[k + 1].tag == "NP":
        k = _turned_down(clauses, k + 2) or k  # "talks with B were ruled out by A"
    begin = k
    while k < len(items) and items[k].tag in ("X", "A", "M"):
        k += 1
    if k >= len(items) or items[k].tag != "V":
        return {}
    verb = items[k]
    reduced = k == begin and verb.form in ("past", "participle") and not verb.auxiliary
    names = {lemma for lemma, _ in clauses.lexicon.forms.get(clauses.word(verb), ())} | {verb.lemma}
    if not (verb.passive or reduced or names & words_of("event_verb")):
        return {}
    found = prepositional(clauses, k)
    if names & {"agree", "sign", "reach", "conclude", "negotiate", "observe"}:
        found["agreed by"] = found.get("by", [])  # who brokers a truce is not held to it
    if verb.lemma in turned_down():
        found["subj"] = found.get("by", [])  # "talks with B were ruled out by A"
    return found


def _turned_down(clauses: Clauses, k: int) -> int:
    """``k`` if a verb of refusing or seeking stands there in the passive, else 0."""
    for item in clauses.items[k : k + 5]:
        if item.tag == "V":
            return k if item.passive and item.lemma in turned_down() else 0
        if item.tag not in ("X", "M", "A", "G"):
            return 0
    return 0


def _in_event(clauses: Clauses, number: int) -> list[Referent]:
    """Who does something "after clashes with B", "in a battle with B" or "is in talks with B"."""
    items = clauses.items
    if number == 1 and clauses.word(items[0]) in _IN_EVENT | {"under", "despite"}:
        return following_subject(clauses, number)  # "under a deal with B, A withdrew"
    if (
        number < 2
        or items[number - 1].tag not in ("P", "S")
        or clauses.word(items[number - 1]) not in _IN_EVENT | {"of"}
    ):
        return []
    before = items[number - 2]
    if clauses.word(items[number - 1]) == "of" and number >= 3 and clauses.low(before) in _SPANS:
        number -= 2  # "after four days of fighting with B"
        before = items[number - 2]
    if clauses.word(items[number - 1]) not in _IN_EVENT:
        return []
    if before.tag in ("X", "A") and clauses.word(items[number - 1]) == "in":
        k = number - 2
        while k > 0 and items[k].tag == "A":
            k -= 1
        return copula_subject(clauses, k) if items[k].tag == "X" else []
    verb = verb_before(clauses, number - 2)
    if verb < 0 or number - verb > 8 or clauses.items[verb].passive:
        return []
    return subjects(clauses, verb)


def _owners(clauses: Clauses, number: int, entity: int) -> list[Referent]:
    items = clauses.items
    if items[number - 1].tag == "C" and items[number - 2].tag == "NP":
        other = clauses.named(items[number - 2])
        mine = [m for m in items[number].mentions if m.entity == entity][:1]
        return [*other, *(clauses.referent(m) for m in mine)] if other else []
    return []


def _light_subject(clauses: Clauses, number: int, verbs: str) -> list[Referent]:
    """The subject of a verb that only lends itself to the noun: "launched", "signed", or "received", "faced"."""
    items = clauses.items
    j = number - 1
    steps = 0
    while j >= 0 and steps < 4:
        item = items[j]
        if item.tag == "V":
            names = {lemma for lemma, _ in clauses.lexicon.forms.get(clauses.word(item), ())} | {item.lemma}
            if names & words_of(verbs):
                return subjects(clauses, j)
            return []
        if (
            item.tag in ("A", "C", "Q")
            or (item.tag == "P" and clauses.word(item) in {"out", "up", "of", "in", "to"})
            or item.tag == "NP"
        ):
            if item.tag == "NP" and clauses.named(item):
                return []
            j -= 1
            steps += 1
            continue
        return []
    return []


def _fill(clauses: Clauses, predicate: Predicate, slots: dict[str, list[Referent]]) -> list[tuple[Referent, Referent]]:
    document = clauses.document
    if "between" in predicate.note:
        for word in ("between", "among"):
            pairs = pairs_within(document, predicate.relation, slots.get(word, []))
            if pairs:
                return pairs
    if "between" in predicate.note and predicate.relation is Relation.NEGOTIATES_WITH and not slots.get("with"):
        pairs = pairs_within(document, predicate.relation, slots.get("agreed by", []))
        if pairs:
            return pairs
    if predicate.note.endswith("of-pair") and (
        pairs := pairs_within(document, predicate.relation, slots.get("of", []))
    ):
        return pairs
    for subject in predicate.subject:
        for object_ in predicate.object:
            if subject.endswith("?") or object_.endswith("?") or subject == object_:
                continue
            found = paired(document, predicate.relation, slots.get(subject, []), slots.get(object_, []))
            if found:
                return found
    if "pair" in predicate.note or "between" in predicate.note:
        return pairs_within(document, predicate.relation, slots.get("subj", []))
    return []
