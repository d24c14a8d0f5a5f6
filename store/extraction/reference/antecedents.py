"""What a text was about so far: subjects, groups just formed, and which nouns it uses for which group."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from store.extraction.clauses.chunks import Clauses
from store.extraction.document import Document, Mention
from store.extraction.lexicon.words import words_of
from store.records import Kind

# Nouns for something that several groups make up together.
UMBRELLA: Final = frozenset(
    "alliance coalition front bloc body council union force command umbrella formation entity army grouping merger"
    " room".split()
)
_FORMING: Final = frozenset(
    "form merge unite create establish announce found launch unify proclaim join amalgamate fuse combine"
    " coalesce".split()
)

_BROUGHT_IN: Final = frozenset("group gang militia faction movement organisation organization outfit cartel".split())
_ENDS: Final = frozenset(", . ; : that which who whose of in led based with ( and".split())
_MERGING: Final = frozenset("merge join amalgamate fuse combine coalesce unify".split())


@lru_cache(maxsize=1)
def nouns_for_bodies() -> frozenset[str]:
    """All nouns that can stand for a group named before."""
    return words_of("body_noun") | words_of("group_noun") | UMBRELLA | words_of("party_noun")


@dataclass(slots=True)
class Focus:
    """What the text was last about; entities by number, the nearest last."""

    subject: int | None = None
    told: int | None = None
    subjects: list[int] = field(default_factory=list)
    recent: list[int] = field(default_factory=list)
    earlier: list[int] = field(default_factory=list)
    umbrella: int | None = None
    merged: bool = False
    formed: int | None = None
    place: int | None = None
    center: int | None = None
    person: int | None = None
    called: dict[int, set[str]] = field(default_factory=dict)
    nameless: frozenset[str] = frozenset()


def nouns_by_entity(document: Document) -> dict[int, set[str]]:
    """For every group the nouns that the text itself uses for it: in its name, behind it, or in apposition."""
    called: dict[int, set[str]] = {}
    low = document.tokens.low
    known = nouns_for_bodies()
    for entity in document.entities:
        if not entity.kind.acts:
            continue
        nouns = called.setdefault(entity.number, set())
        for mention in entity.mentions:
            nouns.update(
                low[i] for i in range(mention.first, mention.last + 1) if low[i] in known and _heads(low, i, mention)
            )
            after = low[mention.last + 1 : mention.last + 9]
            nouns.update(word for word in after[:1] if word in known)
            if after[:1] == [","] and len(after) > 2 and after[1] in {"a", "an"}:
                # "X, a rebel coalition (of ...)"
                stop = next((k for k, word in enumerate(after) if k > 1 and word in _ENDS), len(after))
                nouns.update([word for word in after[2:stop] if word in known][-1:])
            if after[:3] == [",", "one", "of"]:
                # "X, one of the rebel factions"
                stop = next((k for k, word in enumerate(after) if k > 3 and word in _ENDS), len(after))
                nouns.update([word.removesuffix("s") for word in after[3:stop] if word.removesuffix("s") in known][-1:])
            before = low[max(0, mention.first - 5) : mention.first]
            if before[-1:] in (["called"], ["named"]) or before[-2:] == ["known", "as"] or before[-1:] == [","]:
                nouns.update(word for word in before if word in known)
    return called


def _heads(low: list[str], i: int, mention: Mention) -> bool:
    """Whether a noun inside a name is its head: "Army" of "National Democratic Alliance Army", not "Alliance"."""
    return low[i] not in UMBRELLA or i == mention.last or low[i + 1] not in UMBRELLA


def remember(clauses: Clauses, focus: Focus) -> None:
    """Note what a sentence was about, for the next one."""
    entities = clauses.document.entities
    focus.nameless = _nameless(clauses)
    actors: list[int] = []
    subjects: list[int] = []
    formed: int | None = None
    for number, item in enumerate(clauses.items):
        someone = item.mentions or item.pronoun or item.group or item.possessor
        if not someone and item.tag != "V":
            continue
        found = clauses.named(item) if someone else []
        acting = [r.entity for r in found if entities[r.entity].kind.acts]
        if number > 1 and acting and not subjects and clauses.word(clauses.items[number - 1]) == "of":
            # "Fighters of A attacked": what is told of them is told of A
            whole = clauses.denotes(number - 2) if clauses.items[number - 2].tag == "NP" and number == 2 else []
            subjects = [r.entity for r in whole if entities[r.entity].kind.acts]
        if acting and not subjects and not (number and clauses.items[number - 1].tag == "P"):
            subjects = [r.entity for r in clauses.members(number) if entities[r.entity].kind.acts] or acting
        told = number and clauses.items[number - 1].lemma == "tell"
        actors.extend(e for e in acting if not (told and entities[e].source))
        if not found:
            actors.extend(m.entity for m in item.mentions if entities[m.entity].kind.acts)
        if item.tag == "V" and item.lemma in _FORMING and (new := _formed(clauses, number)) is not None:
            focus.umbrella, focus.merged, formed = new, item.lemma in _MERGING, new
    resumed = [item.pronoun.entity for item in clauses.items if item.pronoun is not None and item.first != item.last]
    resumed = resumed or [item.pronoun.entity for item in clauses.items if item.pronoun is not None]
    if actors:
        focus.center = resumed[0] if resumed and entities[resumed[0]].kind.acts else None
    if _tells_of_owner(clauses):
        owner = clauses.items[0].possessor
        kept = owner.entity if owner is not None else focus.subject if _superlative(clauses) else None
        if kept is not None:
            subjects = [kept]  # "Its political wing is B. It ...", "The strongest is B. It ..."
            actors.append(kept)
    focus.formed = formed if formed not in subjects else None
    places = [
        m.entity
        for item in clauses.items
        for m in item.mentions
        if entities[m.entity].kind is Kind.PLACE and entities[m.entity].state is None and m.first > clauses.dateline
    ]
    resumed_place = [
        item.pronoun.entity
        for item in clauses.items
        if item.pronoun is not None and entities[item.pronoun.entity].kind is Kind.PLACE
    ]
    places = resumed_place or places
    focus.place = places[-1] if len(set(places)) == 1 else (places[0] if places else focus.place)
    person = person_of(clauses, len(clauses.items))
    if person is not None or actors:
        focus.person = person
    if actors:
        focus.earlier = focus.recent
        focus.recent = list(dict.fromkeys(actors))
        focus.subjects = list(dict.fromkeys(subjects))
        focus.subject = subjects[0] if subjects else (actors[0] if len(set(actors)) == 1 else None)
        armed = [e for e in focus.recent if entities[e].kind is Kind.ARMED_GROUP]
        quoted = focus.subject is not None and entities[focus.subject].kind is Kind.ORGANIZATION
        focus.told = armed[0] if armed and (quoted or focus.subject is None) else focus.subject


def _superlative(clauses: Clauses) -> bool:
    """Whether a sentence begins with "the largest (of them)"."""
    low = clauses.document.tokens.low[clauses.first : clauses.first + 3]
    return low[0] == "the" and (low[1].endswith("est") or low[1] == "most" or "important" in low)


def _nameless(clauses: Clauses) -> frozenset[str]:
    """The nouns by which a sentence brings in groups without a name: "a gang from T", "the gang of P"."""
    low = clauses.document.tokens.low
    entities = clauses.document.entities
    found = set()
    for number, item in enumerate(clauses.items[:-1]):
        if item.tag != "NP" or item.mentions or item.pronoun is not None or item.group or item.possessor is not None:
            continue
        head = low[item.last]
        following = clauses.items[number + 1]
        if head not in _BROUGHT_IN or clauses.tag(item.first) != "D" or clauses.named(item):
            continue
        if any(entities[r.entity].kind.acts for r in clauses.denotes(number)):
            continue
        behind = clauses.word(following)
        new = low[item.first] in {"a", "an", "another"} and behind not in {"of", ",", "called", "known", "named"}
        if new or (low[item.first] == "the" and behind == "of"):
            found.add(head)
    return frozenset(found)


def _tells_of_owner(clauses: Clauses) -> bool:
    """Whether a sentence only names what belongs to the one of whom the text tells: "Its leader is P"."""
    items = clauses.items
    if len(items) < 3 or items[0].mentions or items[1].tag != "X" or items[2].tag != "NP":
        return False
    return items[2].last == items[2].first or bool(items[2].mentions)


def person_of(clauses: Clauses, number: int) -> int | None:
    """The person of whom a sentence speaks before item ``number``: its subject, else the only one it names."""
    entities = clauses.document.entities
    persons: list[int] = []
    for k, item in enumerate(clauses.items[:number]):
        if not item.mentions and item.pronoun is None:
            continue
        found = [r.entity for r in clauses.named(item) if entities[r.entity].kind is Kind.PERSON]
        if found and not persons and not (k and clauses.items[k - 1].tag == "P"):
            beside = [r for r in clauses.members(k) if entities[r.entity].kind is Kind.PERSON]
            return found[-1] if len(beside) < 2 else None
        persons += found or [m.entity for m in item.mentions if entities[m.entity].kind is Kind.PERSON]
    return persons[0] if len(set(persons)) == 1 else None


def _formed(clauses: Clauses, verb: int) -> int | None:
    """The group that a verb of founding or merging brings about: its object, or what stands behind "into"."""
    entities = clauses.document.entities
    items = clauses.items
    for k in range(verb + 1, min(verb + 9, len(items))):
        if items[k].tag in (";", "S"):
            return None
        lead = clauses.word(items[k - 1])
        direct = (
            k == verb + 1
            or lead in {"into", "called", "named", "as", "under", ","}
            or clauses.low(items[k - 1]) == "name"
        )
        for referent in clauses.named(items[k]) if direct else []:
            if entities[referent.entity].kind in (Kind.ARMED_GROUP, Kind.ORGANIZATION):
                return referent.entity
    return None


def choose(document: Document, noun: str, here: list[int], focus: Focus) -> tuple[int, bool] | None:
    """The group that "the <noun>" means, and whether that is plain; None where nothing fits or several do.

    ``here`` are the groups named before in the same sentence.
    """
    fits = [e for e in called_so(noun, focus) if document.entities[e].kind is not Kind.PLACE]
    for pool in (here, focus.recent, focus.earlier):
        inside = [e for e in dict.fromkeys(pool) if e in fits]
        if len(inside) == 1:
            return inside[0], pool is not here
        called = [e for e in inside if document.entities[e].name.lower().endswith(noun)]
        if len(inside) > 1 and len(called) == 1:
            return called[0], pool is not here
        if len(inside) > 1:
            subject = [e for e in inside if e in focus.subjects]
            return (subject[0] if len(subject) == 1 and pool is focus.recent else inside[-1]), False
    if noun in UMBRELLA and focus.umbrella is not None:
        return focus.umbrella, True
    if len(fits) == 1:
        return fits[0], True
    return None


def called_so(noun: str, focus: Focus) -> list[int]:
    """The groups that the text calls by this noun (singular and plural are one)."""
    forms = {noun, noun.removesuffix("s"), noun + "s"}
    return [entity for entity, nouns in focus.called.items() if nouns & forms]


def opening(clauses: Clauses, number: int) -> int:
    """Where a clause begins behind a participle that opens its sentence: "Armed by B, it fought C"."""
    items = clauses.items
    start = 1 if items[0].tag == "A" and len(items) > 1 else 0  # "Once allied with B, it attacked T"
    if items[start].tag != "V" or items[start].form not in ("past", "participle", "ing"):
        return 0
    for k in range(start + 1, number):
        if items[k].tag == ",":
            return k + 1 if clauses.word(items[k + 1]) in {"it", "its", "their", "they"} else 0
        if items[k].tag in ("X", "M", "S", "R") or (items[k].tag == "V" and items[k].form not in ("ing", "participle")):
            return 0
    return 0
