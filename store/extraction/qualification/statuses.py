"""Tell how firmly the text states a claim, and according to whom: asserted, reported, planned or denied; said_by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from store.extraction.candidates import Candidate
from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.items import Item
from store.extraction.lexicon.words import words_of
from store.extraction.qualification.attribution import attribution
from store.extraction.qualification.refusals import denied_claim, refused, sought
from store.records import Relation, Status

_IDENTITY: Final = frozenset({Relation.LEADS, Relation.PART_OF, Relation.AFFILIATED_WITH, Relation.SAME_AS})
# What a name tells by itself is not denied with the clause around it: "rejected talks with the B of P".
_CONSENTED: Final = frozenset({Relation.NEGOTIATES_WITH, Relation.ALLIED_WITH, Relation.MERGED_INTO, Relation.PART_OF})
_OPEN: Final = frozenset(
    {"will", "would", "shall", "could", "may", "might", "should", "'ll", "wo", "can", "'d", "must"}
)
_GIVEN: Final = ("owned unit", "leading", "suffix", "named one")


@dataclass(slots=True)
class Qualified:
    """Status and source of a claim."""

    status: Status
    said_by: str | None = None
    said_by_entity: int | None = None
    why: str = ""


@lru_cache(maxsize=1)
def _plans() -> frozenset[str]:
    return words_of("plan_word")


def qualify(clauses: Clauses, candidate: Candidate, speaker: int | None) -> Qualified:
    """The status of a candidate in its sentence; ``speaker`` is who speaks where the sentence stands in a statement."""
    item = clauses.items[candidate.item] if candidate.item >= 0 else None
    denied = item is not None and _denied(clauses, candidate, item)
    planned = candidate.planned if item is None else candidate.planned or _planned(clauses, candidate, item)
    said = _said(clauses, candidate, speaker)
    if said is None and item is not None and (accuser := _accuser_of_subject(clauses, candidate)) is not None:
        said = (clauses.document.entities[accuser].name, accuser)
    if candidate.said_by is not None:
        said = (clauses.document.entities[candidate.said_by].name, candidate.said_by)
    who, entity = said if said is not None else (None, None)
    if denied:
        return Qualified(Status.DENIED, who, entity, denied if isinstance(denied, str) else "denied")
    if planned:
        return Qualified(Status.PLANNED, who, entity, planned)
    hedge = candidate.hedge or _hedged(clauses, candidate)
    if said is not None:
        return Qualified(Status.REPORTED, who, entity, "attributed" + (f" to {who}" if who else ""))
    if hedge:
        return Qualified(Status.REPORTED, None, None, f"hedged by '{hedge}'")
    return Qualified(Status.ASSERTED)


def _accuser_of_subject(clauses: Clauses, candidate: Candidate) -> int | None:
    """Who accuses the subject of what follows: A in "A accused B of sending troops to support C"."""
    from store.extraction.clauses.arguments import subjects
    from store.extraction.clauses.objects import objects

    items = clauses.items
    number = candidate.item
    blaming = False
    for j in range(number - 1, max(-1, number - 14), -1):
        item = items[j]
        if item.tag in (";", "S", "R") or (item.tag == "C" and items[j + 1].form in ("past", "s")):
            return None
        blaming = blaming or (clauses.word(item) in {"of", "for"} and items[j + 1].form == "ing")
        if item.tag != "V":
            continue
        if item.lemma == "accuse" and not item.passive:
            told = blaming and any(r.entity == candidate.subject.entity for r in objects(clauses, j))
            who = subjects(clauses, j) if told else []
            return who[0].entity if who and who[0].entity != candidate.subject.entity else None
        if item.form in ("past", "s") and items[j - 1].tag != "T":
            return None
    return None


def _denied(clauses: Clauses, candidate: Candidate, item: Item) -> str:
    if candidate.rule.startswith(_GIVEN) or (candidate.rule == "member" and not candidate.verb):
        return ""
    if item.negated:
        return "the verb is negated"
    if clauses.word(clauses.items[0]) == "neither" and candidate.verb:
        return "'neither' stands before it"
    if why := refused(clauses, candidate, item):
        return why
    if candidate.item > 1 and item.tag == "V" and clauses.word(clauses.items[candidate.item - 2]) == "yet":
        return "'yet to' stands before it"
    number = candidate.item
    j = number - 1
    while j >= 0 and number - j <= 8 and clauses.items[j].tag not in (";", ","):
        if clauses.items[j].tag == "S" and clauses.word(clauses.items[j]) != "that":
            break
        before = clauses.items[j]
        if before.tag == "V" and before.lemma in {"accuse", "blame", "condemn"} and not before.negated:
            break
        if before.tag == "C" and item.tag == "V" and item.form in ("s", "past") and j >= number - 2:
            break
        if before.tag == "V" and before.lemma in {
            "deny",
            "refute",
            "reject",
            "dismiss",
            "refuse",
            "fail",
            "disavow",
            "decline",
        }:
            rejected = before.lemma in {"reject", "dismiss"} and not denied_claim(clauses, j)
            if rejected and (clauses.items[number].tag != "NP" or candidate.relation is Relation.ACCUSES):
                return ""
            return f"'{clauses.word(before)}' stands before it"
        if before.tag == "V" and before.lemma == "rule" and clauses.word(clauses.items[j + 1]) == "out":
            return "'ruled out' stands before it"
        if (
            before.tag in ("V", "X")
            and before.negated
            and before.tag == "V"
            and before.lemma != "hesitate"
            and clauses.items[number].tag == "V"
            and candidate.verb
        ):
            return f"'{clauses.word(before)}' is negated"
        j -= 1
    tokens = clauses.document.tokens
    if item.tag == "NP" and tokens.low[item.first] == "no":
        return "'no' stands before it"
    return ""


def _planned(clauses: Clauses, candidate: Candidate, item: Item) -> str:
    if item.modal in _OPEN:
        return f"'{item.modal}' makes it future or conditional"
    if candidate.relation in (Relation.THREATENS, Relation.ACCUSES) and item.tag == "V":
        return ""
    if why := sought(clauses, candidate, item):
        return why
    number = candidate.item
    items = clauses.items
    j = number - 1
    if item.tag == "NP":
        while j >= 0 and items[j].tag in ("NP", "P", "A", "C", "Q") and number - j < 5:
            if clauses.word(items[j]) in {"after", "before", "since", "despite", "following"}:
                return ""
            j -= 1
        if j < 0 or items[j].tag != "V":
            return ""
        if items[j].modal in {"will", "would", "shall", "could", "may", "might", "should"}:
            return f"'{items[j].modal}' makes it future or conditional"
        number = j
        j -= 1
        if (
            items[number].lemma in {"plan", "prepare", "vow", "promise", "threaten", "seek", "want"}
            and clauses.word(items[number]) in _plans()
        ):
            return f"'{clauses.word(items[number])}' makes it a plan"
    while j >= 0 and items[j].tag in ("A", "Q"):
        j -= 1
    if j >= 0 and items[j].tag in ("C", ",") and item.tag == "V":
        first = _first_of_several(clauses, number, j)
        if first >= 0 and items[first].modal in _OPEN:
            return f"'{items[first].modal}' makes it future or conditional"
        j = first - 1 if first > 0 else j
    if j >= 0 and items[j].tag == "T":
        k = j - 1
        if k >= 0 and clauses.low(items[k]) == "able":
            return ""
        outer = _outer_plan(clauses, j)
        if outer:
            return f"'{outer}' makes it a plan"
        if candidate.relation in (Relation.CONTROLS, Relation.WITHDRAWS_FROM) and k >= 0 and items[k].tag != "V":
            return "only a purpose"
        while k >= 0 and items[k].tag in ("A", "NP", "P", "Q") and j - k < 8:
            low = clauses.low(items[k])
            if items[k].tag == "NP" and low in _plans() | {"plan", "plans", "effort", "bid", "intention", "readiness"}:
                return f"'{low}' makes it a plan"
            k -= 1
        if k >= 0:
            word = clauses.word(items[k])
            settled = items[k].lemma == "agree" and candidate.relation in _CONSENTED
            if word in _plans() and items[k].lemma not in {"try", "continue", "attempt"} and not settled:
                return f"'{word}' makes it a plan"
            if items[k].modal in {"will", "would", "could", "may", "might"}:
                return f"'{items[k].modal}' makes it future or conditional"
    return ""


def _first_of_several(clauses: Clauses, number: int, conjunction: int) -> int:
    """The first verb of "planned to take T and (to) drive B out" or "will take T and drive B out", or -1."""
    items = clauses.items
    if not any(name == "base" for _, name in clauses.lexicon.forms.get(clauses.word(items[number]), ())):
        return -1
    for k in range(conjunction - 1, max(-1, conjunction - 12), -1):
        item = items[k]
        if item.tag in ("S", ";", "R", ":"):
            return -1
        if item.tag == "V":
            if item.modal or items[k - 1].tag == "T":
                return k
            if item.form not in ("base", "ing", "participle"):
                return -1
    return -1


def _outer_plan(clauses: Clauses, to: int) -> str:
    """The plan in "was willing to enter a process to resolve it", where the infinitive hangs on another one."""
    items = clauses.items
    for k in range(to - 2, max(0, to - 10), -1):
        if items[k].tag in ("S", ";", "C", ","):
            return ""
        if items[k].tag == "T" and items[k - 1].tag == "NP" and clauses.low(items[k - 1]) in _plans():
            return clauses.low(items[k - 1])
    return ""


def _hedged(clauses: Clauses, candidate: Candidate) -> str:
    low = clauses.document.tokens.low
    first, last = span_of(clauses, candidate)
    if "whether" in low[clauses.first : first]:
        return "whether"
    for i in range(max(clauses.first, first - 4), min(last + 3, clauses.last + 1)):
        word = low[i]
        if word in {"reportedly", "allegedly", "alleged", "purportedly", "supposedly", "apparently", "presumably"}:
            return word
        if (
            word in words_of("hedge_verb")
            and i
            and low[i - 1] in words_of("be") | {"been", "once", "widely", "also", "be"}
        ) and (word not in {"known", "accused"} or low[i + 1 : i + 2] in (["of"], ["to"])):
            return word
        if word in {"suspected", "believed", "claims", "claimed"} and first - 2 <= i <= last:
            if word == "claimed" and low[i + 1 : i + 2] == ["by"]:
                continue
            return word
    return ""


def span_of(clauses: Clauses, candidate: Candidate) -> tuple[int, int]:
    """The tokens from the first to the last word of a candidate that stand in this sentence."""
    inside = [
        i
        for i in (
            candidate.subject.first,
            candidate.subject.last,
            candidate.object.first,
            candidate.object.last,
            candidate.trigger,
        )
        if clauses.first <= i <= clauses.last
    ]
    return min(inside), max(inside)


def _said(clauses: Clauses, candidate: Candidate, speaker: int | None) -> tuple[str | None, int | None] | None:
    """Who says it, as (name, entity); None where nobody in particular does."""
    document = clauses.document
    first, _last = span_of(clauses, candidate)
    quoted = _in_quotes(clauses, candidate.trigger)
    if candidate.relation in _IDENTITY and not candidate.verb and not quoted and speaker is None:
        return None
    found = attribution(clauses)
    if found is not None:
        begin, end, entity, name = found
        outside = candidate.trigger < begin or candidate.trigger > end
        if clauses.last - clauses.first > 70 and min(abs(candidate.trigger - begin), abs(candidate.trigger - end)) > 30:
            return None  # full stops were lost: what is far away belongs to another sentence
        own = (
            candidate.relation in (Relation.ACCUSES, Relation.THREATENS, Relation.SANCTIONS)
            and candidate.subject.entity == entity
        )
        if outside and not own and not (candidate.trigger > end and candidate.trigger < first):
            return name, entity
    if speaker is not None and not (candidate.relation is Relation.ACCUSES and candidate.subject.entity == speaker):
        return document.entities[speaker].name, speaker
    return None


def _in_quotes(clauses: Clauses, token: int) -> bool:
    text = clauses.document.tokens.text
    before = clauses.tags[: token - clauses.first] if token > clauses.first else []
    quotes = sum(text[i] in '"“”' for i, tag in enumerate(before, clauses.first) if tag == "Q")
    return quotes % 2 == 1
