"""Claims that releases and statements make: "strikes in support of B", "congratulated A on the liberation of T"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from store.extraction.candidates import Candidate, fits, pairs_within
from store.extraction.clauses.arguments import subjects, verb_before
from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.complements import prepositional
from store.extraction.clauses.items import Item, Referent
from store.extraction.clauses.objects import objects
from store.extraction.document import Document
from store.extraction.lexicon.words import words_of
from store.extraction.patterns.representing import represented
from store.records import Kind, Relation

_FLOWN: Final = frozenset(
    "strikes airstrikes strike airstrike aircraft missions sorties warplanes jets bombers".split()
)
_CONDEMNING: Final = frozenset({"condemn", "denounce", "deplore", "decry"})
_TAKEN: Final = frozenset("liberation capture recapture retaking seizure recovery takeover".split())
_PRAISING: Final = frozenset("congratulate praise commend salute applaud thank hail".split())
_CALLING: Final = frozenset("call urge ask press invite encourage appeal".split())
_SETTLING: Final = frozenset(
    "settle negotiate resume reconcile implement return resolve observe respect honour honor sign talk engage hold"
    " reach enter begin".split()
)
_KEEPING: Final = frozenset({"implement", "respect", "observe", "honour", "honor"})
_TALKS: Final = frozenset(
    "talks dialogue negotiations negotiation differences agreement accord accords ceasefire truce table peace pact deal"
    " settlement".split()
)
_ASKING: Final = frozenset({"ask", "beg", "implore", "petition", "request", "seek"})
_HELP: Final = frozenset("help assistance support backing aid weapons arms training troops reinforcements".split())
_COUNTRY: Final = frozenset({Kind.STATE, Kind.ORGANIZATION, Kind.ARMED_GROUP})


def release_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of strikes flown for others, of congratulations, calls to settle and requests for help."""
    words = clauses.vocabulary
    if "support" in words and not words.isdisjoint(_FLOWN):
        yield from _flown_for(clauses, sentence)
    if "claimed" in words:
        yield from _claimed_attack(clauses, sentence)
    if not words.isdisjoint(_TAKEN):
        yield from _congratulated(clauses, sentence)
    if not words.isdisjoint(_TALKS) or not words.isdisjoint(_HELP):
        for number, item in enumerate(clauses.items[:-2]):
            if item.tag != "V" or item.passive or item.negated:
                continue
            if item.lemma in _CALLING:
                yield from _called_to_settle(clauses, number, sentence)
            if item.lemma in _ASKING:
                yield from _asked_for_help(clauses, number, sentence)


def _claim(
    clauses: Clauses, subject: Referent, relation: Relation, object_: Referent, number: int, sentence: int, why: str
) -> Iterator[Candidate]:
    if fits(clauses.document, relation, subject.entity, object_.entity):
        at = clauses.items[number]
        yield Candidate(
            subject, relation, object_, at.first, sentence, "release", 0.9, [why], item=number, verb=at.tag == "V"
        )  # fmt: skip


def _flown_for(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "The strikes were flown in support of B": the coalition of the release supports B."""
    items = clauses.items
    for number, item in enumerate(items[:-2]):
        if item.tag != "NP" or clauses.low(item) != "support" or not number or clauses.word(items[number - 1]) != "in":
            continue
        verb = verb_before(clauses, number - 1)
        flying = next((i for i in items[: number - 1] if i.tag == "NP" and clauses.low(i) in _FLOWN), None)
        if verb < 0 or flying is None or any(i.tag in (";", "S", "R") for i in items[:number]):
            continue
        doers = [r for r in subjects(clauses, verb) if clauses.document.entities[r.entity].kind.acts]
        whose = None if doers else _whose(clauses, flying)
        for helped in prepositional(clauses, number).get("of", []) if whose is not None else []:
            why = f"'{clauses.low(flying)} in support of'"
            yield from _claim(clauses, whose or helped, Relation.SUPPORTS, helped, number, sentence, why)


def _whose(clauses: Clauses, item: Item) -> Referent | None:
    """Whose "Coalition strikes" are; where nothing tells, those of the only coalition of states of the text."""
    entities = clauses.document.entities
    acting = [m for m in item.mentions if entities[m.entity].kind.acts]
    if acting:
        return clauses.referent(acting[0])
    named = [e.number for e in entities if e.kind is Kind.STATE and "coalition" in e.name.lower()]
    if len(named) != 1:
        return None
    return Referent(named[0], item.first, item.last, f"whose {clauses.low(item)} the text tells of")


def _claimed_attack(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "condemned the attack on B, which was claimed by A": A fights B and is accused."""
    items = clauses.items
    for number, item in enumerate(items[:-2]):
        if item.tag != "V" or clauses.word(item) != "claimed" or clauses.word(items[number + 1]) != "by":
            continue
        strike = next((k for k in range(number - 1, max(-1, number - 14), -1) if _is_strike(clauses, items[k])), -1)
        if strike < 0 or any(i.tag in ("S", ";") for i in items[strike:number]):
            continue
        slots = prepositional(clauses, strike)
        hit = next((slots[word] for word in ("on", "against", "upon", "targeting") if slots.get(word)), [])
        verb = verb_before(clauses, strike - 1)
        condemned = verb >= 0 and items[verb].lemma in _CONDEMNING and not items[verb].passive
        for doer in clauses.members(number + 2):
            if clauses.document.entities[doer.entity].kind not in (Kind.ARMED_GROUP, Kind.STATE):
                continue
            for victim in hit:
                yield from _claim(clauses, doer, Relation.FIGHTS, victim, number, sentence, "claimed the attack")
            for one in subjects(clauses, verb) if condemned else []:
                yield from _claim(clauses, one, Relation.ACCUSES, doer, verb, sentence, "condemns what it claimed")


def _is_strike(clauses: Clauses, item: Item) -> bool:
    head = clauses.low(item)
    return item.tag == "NP" and (head in words_of("strike_noun") or head.removesuffix("s") in words_of("strike_noun"))


def _congratulated(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "congratulated A on the liberation of T": A took T."""
    items = clauses.items
    for number, item in enumerate(items[:-2]):
        if item.tag != "NP" or clauses.low(item) not in _TAKEN or clauses.word(items[number + 1]) != "of":
            continue
        verb = verb_before(clauses, number - 1)
        if verb < 0 or items[verb].lemma not in _PRAISING or items[verb].passive or number - verb > 6:
            continue
        if clauses.word(items[number - 1]) not in {"on", "for"}:
            continue
        for one in objects(clauses, verb):
            for place in clauses.members(number + 2):
                why = f"praised for the {clauses.low(item)}"
                yield from _claim(clauses, one, Relation.CONTROLS, place, number, sentence, why)


def _called_to_settle(clauses: Clauses, number: int, sentence: int) -> Iterator[Candidate]:
    """Candidates of "called on A and B to settle their differences": they are to negotiate with each other."""
    items = clauses.items
    k = number + 1
    if clauses.word(items[k]) in {"on", "upon", "for", "to"} and items[k].tag in ("P", "T"):
        k += 1
    if k >= len(items) or items[k].tag != "NP":
        return
    parties = [r for r in clauses.members(k) if clauses.document.entities[r.entity].kind in _COUNTRY]
    if not 2 <= len(parties) <= 4:
        return
    to = next((m for m in range(k + 1, len(items) - 1) if items[m].tag == "T" and items[m + 1].tag == "V"), -1)
    if to < 0 or items[to + 1].lemma not in _SETTLING or items[to + 1].negated:
        return
    behind = items[to + 2 : to + 9]
    if items[to + 1].lemma != "negotiate" and not any(clauses.low(i) in _TALKS for i in behind if i.tag == "NP"):
        return
    for one, other in pairs_within(clauses.document, Relation.NEGOTIATES_WITH, parties):
        why = f"called on to {items[to + 1].lemma}"
        for claim in _claim(clauses, one, Relation.NEGOTIATES_WITH, other, to + 1, sentence, why):
            claim.planned = "" if items[to + 1].lemma in _KEEPING else "called for"
            yield claim


def _asked_for_help(clauses: Clauses, number: int, sentence: int) -> Iterator[Candidate]:
    """Candidates of "asked B for help" and "sought weapons from B": B is to support A."""
    items = clauses.items
    verb = items[number]
    given: list[Referent] = []
    for k in range(number + 1, min(number + 6, len(items) - 1)):
        if items[k].tag in (";", "S", "R", "V", "X", ","):
            break
        help_here = items[k].tag == "NP" and not items[k].mentions and clauses.low(items[k]) in _HELP
        if help_here and clauses.word(items[k - 1]) == "for":
            given = objects(clauses, number)
            break
        if help_here and k == number + 1 and clauses.word(items[k + 1]) in {"from", "of"}:
            given = clauses.members(k + 2) if k + 2 < len(items) else []
            break
    for giver in given:
        for taker in [represented(clauses, r) for r in subjects(clauses, number)]:
            if clauses.document.entities[giver.entity].kind in _COUNTRY:
                for claim in _claim(
                    clauses, giver, Relation.SUPPORTS, taker, number, sentence, f"'{verb.lemma}' for help"
                ):
                    claim.planned = "asked for"
                    yield claim


def described_place(document: Document, place: Referent) -> Referent | None:
    """T for a place R in "T, a town in R": what is told of it is told of T; None elsewhere."""
    low, i = document.tokens.low, place.first - 1
    if document.mention_at(place.first) is None:
        return None
    while i > 0 and (low[i] in {"the", "s", "'s", "’s"} or document.tokens.shape[i] == "s" or _owner(document, i)):
        i -= 1
    if i < 2 or low[i] not in {"in", "of", "on"}:
        return None
    i -= 1
    lead = words_of("place_lead")
    if low[i] not in lead and low[i].removesuffix("s") not in lead:
        return None
    comma = next((k for k in range(i - 1, max(-1, i - 6), -1) if low[k] == ","), -1)
    if comma < 1 or any(document.at[k] >= 0 for k in range(comma, i)):
        return None
    if comma + 1 < i and low[comma + 1] not in {"a", "an", "the", "capital", "main", "largest", "provincial", "once"}:
        return None
    named = document.mention_at(comma - 1)
    if named is None or named.last != comma - 1 or document.entities[named.entity].kind is not Kind.PLACE:
        return None
    return Referent(named.entity, named.first, named.last, f"the {low[i]} described")


def _owner(document: Document, i: int) -> bool:
    """Whether a token belongs to a country that owns a province: "Yemen's Hadramawt"."""
    mention = document.mention_at(i)
    return mention is not None and i + 1 < len(document.tokens) and document.tokens.shape[i + 1] == "s"
