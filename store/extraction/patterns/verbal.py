"""Claims that verbs make: "A attacked B", "B was taken by A", "A signed a truce with B"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from store.extraction.candidates import REPRESENTED, Candidate, paired, pairs_within
from store.extraction.clauses.arguments import subjects, verb_before
from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.complements import fronted_argument, prepositional
from store.extraction.clauses.items import Item, Referent
from store.extraction.clauses.objects import objects
from store.extraction.lexicon.inflection import singulars
from store.extraction.lexicon.predicates import Predicate
from store.extraction.lexicon.words import words_of
from store.extraction.patterns.hints import hints
from store.extraction.patterns.representing import belongs_elsewhere, done_to_others, only_country, represented
from store.extraction.patterns.surroundings import (
    defected_from,
    doer,
    holders,
    merger_of,
    struck_by,
    to_form,
)
from store.records import Kind, Relation

_TAKES_PLACES: Final = frozenset(
    {"liberate", "recapture", "retake", "seize", "capture", "take", "free", "clear", "wrest"}
)
_DONE_TO_PLACES: Final = _TAKES_PLACES | frozenset("defend hold control garrison guard run rule govern besiege".split())
# What is warded off is somebody's attack: "repulsed an assault by B".
_WARDING: Final = frozenset(
    {
        "repel",
        "repulse",
        "thwart",
        "foil",
        "counter",
        "quell",
        "crush",
        "resist",
        "fight",
        "beat back",
        "beat off",
        "fend off",
        "fight off",
        "ward off",
        "push back",
        "hold off",
        "stave off",
        "throw back",
        "hurl back",
        "drive back",
        "drive off",
        "turn back",
        "break up",
        "survive",
        "withstand",
        "stop",
        "halt",
        "defeat",
    }
)
_FOUNDING: Final = frozenset({"form", "found", "establish", "create", "set", "start", "launch", "make"})
_DESIGNATING: Final = frozenset({"designate", "declare", "label", "brand", "list", "classify", "deem"})
_PARTICLES: Final = frozenset({"out", "back", "off", "down", "up", "over", "away"})
_DYING: Final = frozenset({"die", "perish", "lose", "fall"})
_HARMED: Final = frozenset("kill wound injure hurt maim slay murder behead shoot massacre slaughter hit".split())
_TAILS: Final = frozenset({"from", "off", "to", "under", "behind", "in", "on", "into", "with", "by", "as"})
_SKIPPED: Final = ("D", "A", "Q")


def verbal_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of every verb of a sentence that is a predicate."""
    for number, item in enumerate(clauses.items):
        if item.tag != "V":
            continue
        predicates = clauses.lexicon.standing(clauses.word(item), clauses.vocabulary, "verb")
        ends = [(predicate, end) for predicate in predicates if (end := matched(clauses, number, predicate)) >= 0]
        if not any(predicate.relation in clauses.relations for predicate, _ in ends):
            continue
        arguments: dict[str, list[Referent]] | None = None
        passive = item.passive or _reduced(clauses, number)
        done: set[tuple[int, int, Relation]] = set()
        longer: set[tuple[int, int]] = set()
        for predicate, end in ends:
            if arguments is None or len(predicate.words) > 1:
                arguments = verb_arguments(clauses, number, end)
            pairs = _fill(clauses, predicate, arguments, passive=passive)
            relation, note = predicate.relation, ""
            if relation is Relation.FIGHTS and not pairs and "obj" in predicate.object:
                yield from _member_hit(clauses, number, item, arguments, sentence)
            if relation is Relation.FIGHTS and not pairs and len(predicate.words) == 1:
                pairs = _accuser(clauses, number, arguments)
            if relation is Relation.FIGHTS and vowed(clauses, number):
                relation, note = Relation.THREATENS, "vowed, so a threat"
            if predicate.form == "expel" and relation in (Relation.FIGHTS, Relation.SANCTIONS):
                pairs = [pair for pair in pairs if _expelled_as(clauses, pair[1]) is relation]
            accused = bool(pairs) and bool(_accusing(clauses, number))
            for subject, object_ in pairs:
                if predicate.note == "join-group" and subject.via and not subject.via.startswith("called a"):
                    # fighters of a group who join another's fight do not merge
                    relation, note = Relation.ALLIED_WITH, f"only {subject.via} it joined"
                key = (subject.entity, object_.entity, relation)
                if key in done or (len(predicate.words) == 1 and (subject.entity, object_.entity) in longer):
                    continue
                done.add(key)
                if len(predicate.words) > 1:
                    longer.add((subject.entity, object_.entity))
                yield Candidate(
                    subject, relation, object_, item.first, sentence, f"verb {predicate.form}", 1.0,
                    [f"verb '{clauses.document.tokens.text[item.first]}' ({predicate.form})", *filter(None, [note])],
                    item=number, verb=True, said_by=_accusing(clauses, number)[0].entity if accused else None,
                )  # fmt: skip


def _expelled_as(clauses: Clauses, expelled: Referent) -> Relation:
    """What expelling says: an armed group is fought, a state or organization is banned from the country."""
    armed = clauses.document.entities[expelled.entity].kind is Kind.ARMED_GROUP
    return Relation.FIGHTS if armed else Relation.SANCTIONS


def _member_hit(
    clauses: Clauses, number: int, item: Item, arguments: dict[str, list[Referent]], sentence: int
) -> Iterator[Candidate]:
    """Candidates of "A killed P", which says that A fights the group of P where the text names it."""
    entities = clauses.document.entities
    passive = item.passive or _reduced(clauses, number)
    doers, victims = arguments["subj"], arguments["obj"]
    if passive:
        doers, victims = arguments.get("by", []), arguments["subj"]
    for one in doers:
        for other in victims:
            if (
                entities[one.entity].kind.acts
                and entities[other.entity].kind is Kind.PERSON
                and not entities[one.entity].source
            ):
                yield Candidate(
                    one, Relation.FIGHTS, other, item.first, sentence, "member", 0.6,
                    [f"verb '{clauses.document.tokens.text[item.first]}'"], item=number, verb=True,
                )  # fmt: skip


def _wider_place(clauses: Clauses, number: int) -> list[Referent]:
    """The town of "the town of X in Y province held by A"; it is the town that is held."""
    items = clauses.items
    k = number
    if k < 4 or clauses.word(items[k - 1]) != "in":
        return []
    k -= 2
    if clauses.word(items[k - 1]) == "of" and clauses.low(items[k - 2]) in words_of("place_lead"):
        found = clauses.denotes(k - 2)
        return [r for r in found if clauses.document.entities[r.entity].kind is Kind.PLACE][:1]
    return []


def vowed(clauses: Clauses, number: int) -> bool:
    """Whether a verb is what somebody vows or threatens to do."""
    items = clauses.items
    for j in range(number - 1, max(-1, number - 8), -1):
        item = items[j]
        if item.tag == "V" and item.lemma == "hesitate" and item.negated:
            return True
        if item.tag == "V" and item.lemma in {"vow", "threaten", "swear", "pledge", "promise", "warn"}:
            if clauses.low(items[j + 1]) in {"allegiance", "loyalty", "fealty", "support"}:
                return False
            return any(items[k].tag in ("T", "X", "M") for k in range(j + 1, number)) or items[j + 1].tag == "T"
        if item.tag in ("S", ";", "R") and clauses.word(item) != "that":
            return False
        if item.tag == "V" and item.auxiliary:
            return False
    return False


def _accusing(clauses: Clauses, number: int) -> list[Referent]:
    """Who accuses the subject of this verb of doing it: A in "A accused B of bombing C"."""
    items = clauses.items
    if number < 2 or items[number - 1].tag != "P" or clauses.word(items[number - 1]) != "of":
        return []
    for j in range(number - 2, max(-1, number - 5), -1):
        if items[j].tag == "V" and items[j].lemma == "accuse" and not items[j].passive:
            return subjects(clauses, j)
    return []


def _accuser(clauses: Clauses, number: int, arguments: dict[str, list[Referent]]) -> list[tuple[Referent, Referent]]:
    """Who fights whom in "A accused B of bombing a village": B fights A, A says."""
    items = clauses.items
    if number < 2 or items[number - 1].tag != "P" or clauses.word(items[number - 1]) != "of" or arguments["obj"]:
        return []
    if number + 1 < len(items) and clauses.low(items[number + 1]) in words_of("civil_noun"):
        return []
    for j in range(number - 2, max(-1, number - 5), -1):
        if items[j].tag == "V" and items[j].lemma == "accuse":
            return paired(clauses.document, Relation.FIGHTS, arguments["subj"], subjects(clauses, j))
    return []


def matched(clauses: Clauses, number: int, predicate: Predicate) -> int:
    """The item with which the words of a predicate end behind its verb, or -1 where they do not stand there."""
    items = clauses.items
    tokens = clauses.document.tokens
    words = predicate.words[1:]
    if not words:
        return number
    i = items[number].last + 1
    if len(words) > 1 and words[0] in _TAILS and words[-1] not in words_of("preposition"):
        # "brought B to trial", "put T under its control": the object stands between
        following = clauses.item_of[min(i, clauses.last) - clauses.first]
        behind = items[following + 1] if following + 1 < len(items) else items[following]
        if items[following].tag in ("NP", "O") and behind.tag in ("P", "T") and tokens.low[behind.first] == words[0]:
            i = behind.first
    for position, word in enumerate(words):
        skipped = 0
        if position == 0 and word in _PARTICLES and tokens.low[i : i + 1] != [word]:
            # "drove B out": the object stands between the verb and its particle
            following = clauses.item_of[min(i, clauses.last) - clauses.first]
            if items[following].tag in ("NP", "O") and items[following].last < clauses.last:
                i = items[following].last + 1
        while i <= clauses.last and skipped < 4:
            low = tokens.low[i]
            if (low == word and (word not in _PARTICLES or clauses.tag(i) != "D")) or word in singulars(low)[1:]:
                break
            noun = position == 0 and len(word) > 2 and word not in words_of("preposition")
            if clauses.tag(i) in _SKIPPED or (clauses.tag(i) in ("N", "E", "s", "-", "V") and noun):
                skipped += clauses.tag(i) != "E"
                i += 1
                continue
            return -1
        else:
            return -1
        i += 1
    return clauses.item_of[i - 1 - clauses.first]


def verb_arguments(clauses: Clauses, number: int, end: int) -> dict[str, list[Referent]]:
    """All that stands around a verb, by slot: ``subj``, ``obj``, and the prepositions."""
    found = dict(prepositional(clauses, number if end == number else end))
    if end != number:
        for word, who in prepositional(clauses, number).items():
            found.setdefault(word, who)
    found["subj"] = subjects(clauses, number)
    if number and _reduced(clauses, number):
        before = clauses.items[number - 1]
        if before.tag == "NP" and not found["subj"]:
            found["subj"] = _wider_place(clauses, number - 1) or clauses.denotes(number - 1)
        elif before.tag == "," and number > 1 and clauses.named(clauses.items[number - 2]):
            # "A, led by B, ..."
            found["subj"] = clauses.named(clauses.items[number - 2])[-1:]
            places = [r for r in found["subj"] if clauses.document.entities[r.entity].kind is Kind.PLACE]
            governing = verb_before(clauses, number - 2) if places else -1
            if governing >= 0 and clauses.items[number].lemma not in _DONE_TO_PLACES:
                found["subj"] = subjects(clauses, governing) or found["subj"]  # "A fled to T, chased by B"
            unit = clauses.items[number - 4] if number > 3 and clauses.word(clauses.items[number - 3]) == "of" else None
            if unit is not None and unit.mentions and unit.mentions[-1].last == unit.last:
                found["subj"] = clauses.named(unit)[-1:] or found["subj"]  # "the 33rd Front of A, led by P"
    fronted = None if clauses.items[number].passive else fronted_argument(clauses, number)
    if fronted is not None and not found.get(fronted[0]):
        found[fronted[0]] = fronted[1]
    if clauses.items[number].lemma in _FOUNDING and (clauses.items[number].passive or _reduced(clauses, number)):
        found["defectors from"] = defected_from(clauses, number)
        found["merger of"] = merger_of(clauses, number)
    found["blamed"] = doer(clauses, number)
    found["to form"] = to_form(clauses, number)
    found["held"] = holders(clauses, number)
    found.update(hints(clauses, number))
    low = clauses.document.tokens.low
    ahead = low[clauses.items[number].last + 1 : clauses.items[number].last + 9]
    if {"troops", "fighters", "soldiers", "forces", "militants", "men", "warplanes", "advisers", "thousands"} & set(
        ahead
    ):
        # "sent fighters to Syria" supports nobody in particular: the country is only where they go
        found["to"] = [r for r in found.get("to", []) if not only_country(clauses, r)]
    found["obj"] = objects(clauses, number)
    if clauses.items[number].lemma in _DYING:
        found["struck"] = struck_by(clauses, number)
    if not found.get("by") and (clauses.items[number].passive or _reduced(clauses, number)):
        found["by"] = struck_by(clauses, number)
    if clauses.items[number].passive:
        found["obj2"] = found["obj"]  # "A was renamed B"
    if end != number:
        found["obj2"] = objects(clauses, end)
        # "took control of X": X stands behind the last word of the predicate
        if clauses.items[end].tag in ("P", "A", "N"):
            found["obj"] = objects(clauses, end) or found["obj"]
    return found


def _reduced(clauses: Clauses, number: int) -> bool:
    """Whether a participle without auxiliary is passive: "areas held by X", "towns captured from Y"."""
    item = clauses.items[number]
    if item.auxiliary or item.form not in ("past", "participle") or item.lemma == "stand":
        return False
    if item.lemma in _TAKES_PLACES and number + 1 < len(clauses.items) and number:
        before = clauses.items[number - 1]
        places = [r for r in clauses.named(before) if clauses.document.entities[r.entity].kind is Kind.PLACE]
        if places and clauses.word(clauses.items[number + 1]) == "from":
            return True
    k = number + 1
    if item.lemma in _DESIGNATING:
        while (
            k + 1 < len(clauses.items)
            and clauses.items[k].tag in ("P", "NP")
            and clauses.word(clauses.items[k]) != "by"
        ):
            k += 1  # "A, designated (as) a terrorist group by B,"
    if item.lemma == "blame" and k < len(clauses.items) and clauses.word(clauses.items[k]) == "on":
        return clauses.items[number - 1].tag == ","  # "died in an ambush, blamed on A"
    while k < len(clauses.items) and (clauses.items[k].tag == "A" or clauses.word(clauses.items[k]) in _PARTICLES):
        k += 1
    if k >= len(clauses.items) or clauses.items[k].tag not in ("P", "C", ","):
        return False
    if item.lemma in _HARMED and clauses.word(clauses.items[k]) != "by":
        return bool(struck_by(clauses, number))  # "Six A soldiers killed in B ambush"
    return clauses.word(clauses.items[k]) == "by"


def _fill(
    clauses: Clauses, predicate: Predicate, arguments: dict[str, list[Referent]], *, passive: bool
) -> list[tuple[Referent, Referent]]:
    document = clauses.document
    slots = dict(arguments)
    if predicate.relation is Relation.SUPPORTS and arguments.get("hostile thing"):
        return []
    if predicate.form == "expel" and predicate.relation is Relation.SANCTIONS and arguments.get("from"):
        return []  # driven out of a place
    if predicate.note == "to-talks" and not arguments.get("talks"):
        return []
    if (predicate.note == "passive-only" and not passive) or belongs_elsewhere(clauses, predicate, slots):
        return []
    if predicate.note == "unveiled" and len(predicate.words) == 1 and arguments.get("clause"):
        return []
    if predicate.note == "with-help" and not arguments.get("help"):
        return []
    if predicate.note == "terror-list" and not arguments.get("terror list"):
        return []
    if predicate.note == "founders" and arguments.get("merged"):
        return []
    if predicate.note == "founders" and any(
        document.entities[r.entity].kind is Kind.STATE for r in arguments.get("obj", [])
    ):
        return []
    if predicate.note == "ultimatum" and not arguments.get("ultimatum"):
        return []
    if passive:
        slots["obj"], slots["subj"] = arguments["subj"], arguments.get("by", [])
        if predicate.note in ("affil", "passive-self", "known-as", "rename", "split-obj"):
            slots["subj"] = arguments["subj"]
    if predicate.relation in REPRESENTED:
        slots["subj"] = [represented(clauses, r) for r in slots.get("subj", [])]
    if predicate.note == "founders":
        slots["subj"] = [r for r in slots.get("subj", []) if document.entities[r.entity].kind.acts]
        slots["subj"] = [r for r in slots["subj"] if not r.via.startswith("its ")]  # "founded by A loyalists"
    if predicate.note == "single" and len(arguments["subj"]) != 1:
        return []
    if predicate.note == "join":
        people = [r for r in slots.get("subj", []) if document.entities[r.entity].kind is Kind.PERSON]
        return paired(document, predicate.relation, people, slots.get("obj", []))
    against = slots.get("against")
    if predicate.relation is Relation.FIGHTS and against and "with" in predicate.object:
        # "fought with A against B": A is an ally
        slots["with"] = []
    for subject in predicate.subject:
        for object_ in predicate.object:
            if subject == object_:
                continue
            others = slots.get(object_, [])
            if against and object_ == "with":
                others = [r for r in others if r.entity not in {a.entity for a in against}]
            found = paired(document, predicate.relation, slots.get(subject, []), others)
            if found:
                return found
    if predicate.relation in (Relation.ACCUSES, Relation.SUPPORTS) and "obj" in predicate.object and not passive:
        return paired(document, predicate.relation, slots["subj"], slots.get("blamed", []))
    if predicate.relation is Relation.FIGHTS and predicate.form in _WARDING and not passive:
        found = paired(document, predicate.relation, slots["subj"], slots.get("blamed", []))
        if found or predicate.note != "pair":
            return found
    if predicate.relation is Relation.FIGHTS and "obj" in predicate.object:
        return paired(document, predicate.relation, slots["subj"], slots.get("held", []))
    if predicate.note == "between-only":
        return pairs_within(document, predicate.relation, slots.get("between", []))
    if predicate.relation is Relation.FIGHTS and arguments.get("purpose"):
        return []
    settled = predicate.relation is not Relation.NEGOTIATES_WITH or bool(arguments.get("settling"))
    if predicate.note == "pair" and settled and not passive and not done_to_others(predicate, arguments):
        return pairs_within(document, predicate.relation, slots["subj"])
    return []
