"""Whom "the group", "the rebels", "the army" or "the town" mean, where the text makes it plain."""

from __future__ import annotations

from typing import Final

from store.extraction.clauses.arguments import subjects, verb_before
from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.items import Item, Referent
from store.extraction.document import Document, Named
from store.extraction.lexicon.words import words_of
from store.extraction.patterns.representing import represented
from store.extraction.reference.antecedents import Focus, called_so, choose, nouns_for_bodies
from store.extraction.reference.regimes import only_regime
from store.records import Kind

# Words for any armed group; others ("the brigade", "the front") only mean a group that the text calls so.
_GENERIC: Final = frozenset(
    "group organization organisation outfit movement militia faction gang militants rebels insurgents jihadists"
    " fighters terrorists brigade battalion separatists guerrillas cartel franchise gangs clan mafia syndicate"
    " force unit paramilitaries mercenaries militiamen extremists dissidents".split()
)
_NO_ARMY: Final = frozenset("navy police marines gendarmerie constabulary guard guards coastguard".split())
_OF: Final = frozenset("of for de del da do dos des against".split())
_PLURALS: Final = frozenset(
    "rebels militants terrorists insurgents jihadists extremists separatists guerrillas".split()
)
_SEVERAL: Final = frozenset("duo trio quartet slain deceased arrestees".split())
_FRONTED: Final = frozenset({"after", "before", "when", "as", "since", "while", "until"})
_PLACES: Final = frozenset({"town", "city", "village", "airport", "base", "airbase", "camp"})
_WIDE: Final = frozenset("asia africa europe america east sahel gulf sea ocean province region state".split())
_GOVERNMENT: Final = frozenset({"government", "authorities", "regime", "state", "country", "administration", "junta"})


def bare(clauses: Clauses, item: Item, focus: Focus, here: list[int]) -> Referent | None:
    """Whom a phrase of an article and a bare noun means; ``here`` are the groups named before in its sentence."""
    document = clauses.document
    head = clauses.low(item)
    length = item.last - item.first
    if length > 3 or length < 1:
        return None
    if head in _GOVERNMENT and length <= 2:
        if head in {"state", "country"}:
            return None
        states = [e.number for e in document.entities if e.kind is Kind.STATE and (e.role in (None, "government"))]
        others = {e.state for e in document.entities if e.kind is Kind.PLACE and e.state is not None}
        if others - {document.entities[number].state for number in states}:
            states = []  # another country is named: it may be its government
        if head == "junta" and not states:
            ruling = [e for e in document.entities if e.kind is Kind.STATE and e.state is not None]
            if len({e.state for e in ruling}) == 1 and ruling[0].role:
                states = [ruling[0].number]  # the army rules
        if len(states) == 1:
            return Referent(states[0], item.first, item.last, f"plainly 'the {head}', the only state of the text")
        called = only_regime(document, head) if head in {"regime", "government"} else None
        if called is not None and called[1]:
            return Referent(called[0], item.first, item.last, f"plainly 'the {head}', which the text calls one only")
        return None
    toward = head in words_of("direction") and clauses.document.tokens.low[item.last - 1] in _PLACES
    if toward and length == 2 and focus.place is not None:
        return Referent(focus.place, item.first, item.last, "'the town', the place of the sentence before")
    if head in _PLACES and length <= 2:
        number = clauses.item_of[item.last - clauses.first]
        if number + 1 < len(clauses.items) and clauses.word(clauses.items[number + 1]) == "of":
            return None  # "the coastal town of T"
        named = [
            m.entity
            for i in clauses.items
            for m in i.mentions
            if clauses.dateline < m.first
            and m.last < item.first
            and document.entities[m.entity].kind is Kind.PLACE
            and m not in i.owners
            and document.entities[m.entity].state is None
        ]
        so_called = [
            e.number for e in document.entities if e.kind is Kind.PLACE and e.name.lower().endswith(f" {head}")
        ]
        place = so_called[0] if len(so_called) == 1 else named[-1] if named else focus.place
        if place is not None and not _WIDE.isdisjoint(document.entities[place].name.lower().split()):
            return None
        return None if place is None else Referent(place, item.first, item.last, f"'the {head}', the place named last")
    if head in focus.nameless and not here:
        return None  # the one without a name of the sentence before
    if head in _GENERIC:
        found = _group(clauses, item, head, focus, here)
        if found is not None:
            return found
    if head in _SEVERAL:
        recent = [e for e in focus.recent if document.entities[e].kind is Kind.ARMED_GROUP]
        return _several(document, item, head, [], recent)
    if head in {"army", "military", "troops"}:
        return _army(document, item, head)
    if head == "police":
        forces = [e.number for e in document.entities if e.kind is Kind.STATE and "police" in e.name.lower().split()]
        if len(forces) != 1:
            return None
        return Referent(forces[0], item.first, item.last, "plainly 'the police', the only one")
    if head in nouns_for_bodies():
        chosen = choose(document, head, here, focus)
        if chosen is not None and document.entities[chosen[0]].mentions[0].first > item.first:
            chosen = None  # named only later
        if chosen is not None:
            plainly = "plainly " if chosen[1] else ""
            return Referent(chosen[0], item.first, item.last, f"{plainly}'the {head}', which the text calls so")
    return None


def army_units(document: Document, item: Item) -> Referent | None:
    """The army of "army units" and "army soldiers", where the text names one only."""
    return _army(document, item, "army")


def _army(document: Document, item: Item, head: str) -> Referent | None:
    """The only army that the text names; "the free army" is the rebels' own."""
    if "free" in document.tokens.low[item.first : item.last]:
        free = [
            e.number for e in document.entities if e.kind is Kind.ARMED_GROUP and e.name.lower().startswith("free ")
        ]
        return Referent(free[0], item.first, item.last, "plainly 'the free army'") if len(free) == 1 else None
    armies = [e.number for e in document.entities if e.kind is Kind.STATE and (e.role or "").startswith("military")]
    armies += [
        e.number
        for e in document.entities
        if e.number not in armies and "army" in e.name.lower() and e.kind is Kind.STATE
    ]
    if len(armies) > 1 and head == "army":
        called = [
            a for a in armies if any("army" in document.surface(m).lower() for m in document.entities[a].mentions)
        ]
        armies = called if len(called) == 1 else armies  # "the Syrian army" and "the Americans"
    if len(armies) != 1:
        return None
    forms = " ".join(document.surface(m) for m in document.entities[armies[0]].mentions).lower()
    if head == "army" and not _NO_ARMY.isdisjoint(forms.split()) and "army" not in forms:
        return None  # the navy is not the army
    if head != "troops" and not any(word in forms for word in ("army", "military", "armed forces")):
        others = {e.state for e in document.entities if e.state is not None} - {document.entities[armies[0]].state}
        if others:
            return None  # "Rwandan soldiers" in another country: "the army" is that country's
    return Referent(armies[0], item.first, item.last, f"plainly 'the {head}', the only one of the text")


def _group(clauses: Clauses, item: Item, head: str, focus: Focus, here: list[int]) -> Referent | None:
    document = clauses.document
    candidates = [e for e in here if document.entities[e].kind is Kind.ARMED_GROUP]
    recent = [e for e in focus.recent if document.entities[e].kind is Kind.ARMED_GROUP]
    number = clauses.item_of[item.first - clauses.first]
    following = clauses.items[number + 1 : number + 2]
    acts = bool(following) and following[0].tag in ("V", "X", "M")  # a subject of its own
    verb = -1 if acts else verb_before(clauses, number - 1)
    if verb >= 0 and recent and (candidates or len(recent) > 1):
        # nobody does it to himself: the subject of the verb is not what "the group" behind it means
        doing = {represented(clauses, r).entity for r in subjects(clauses, verb)}
        recent = [e for e in recent if e not in doing] or recent
        if set(candidates) <= doing and not doing >= set(recent):
            candidates = []  # "its leader, P, has declared war on the group"
    called = [e for e in recent if e in called_so(head, focus)] if not candidates and len(recent) > 1 else []
    if len(called) == 1:
        return Referent(called[0], item.first, item.last, f"plainly 'the {head}', which the text calls so")
    if head.endswith("s") and len(recent) > 1 and not candidates:
        # "the terrorists" behind "A rebels attacked B" are B
        apart = [e for e in recent if not (focus.called.get(e, set()) & _PLURALS) - {head}]
        recent = apart if len(apart) == 1 else recent
    if head.endswith("s"):
        found = _several(document, item, head, candidates, recent)
        if found is None and item.first == clauses.first and focus.told in recent and focus.told is not None:
            why = f"'the {head}', the armed group of which the sentence before tells"
            return Referent(focus.told, item.first, item.last, why)
        return found
    low = clauses.document.tokens.low
    if "new" in low[item.first : item.last] and focus.umbrella is not None:
        return Referent(focus.umbrella, item.first, item.last, f"plainly 'the new {head}', the one just formed")
    named = [
        e.number
        for e in document.entities
        if e.kind.acts and e.mentions[0].first < item.first and _is_head(head, e.name.lower())
    ]
    if head == "movement":
        named = [e for e in named if e in candidates or e in recent]
    if head not in {"group", "organization", "organisation", "outfit"} and len(named) == 1:
        return Referent(named[0], item.first, item.last, f"plainly 'the {head}' by its name")
    if len(candidates) > 1 and (verb := verb_before(clauses, number - 1)) >= 0:
        # nobody does it to himself: the subject of the verb is not what "the group" behind it means
        acting = {r.entity for r in subjects(clauses, verb)}
        candidates = [e for e in candidates if e not in acting] or candidates
    if not candidates and number and clauses.word(clauses.items[number - 1]) in _FRONTED:
        ahead = _ahead(clauses, item)
        if ahead is not None:
            return Referent(ahead, item.first, item.last, f"plainly 'the {head}', the group of the main clause")
    plainly = "plainly " if item.first == clauses.first else ""
    if len(candidates) > 1 and candidates[0] not in focus.recent and len(recent) == 1:
        return Referent(candidates[0], item.first, item.last, f"'the {head}', the first named in the sentence")
    if not candidates and len(recent) > 1 and focus.center in recent:
        return Referent(focus.center, item.first, item.last, f"'the {head}', of whom the text went on to tell")
    for pool, why in ((candidates, "named before in the sentence"), (recent, "of the sentence before")):
        if len(pool) == 1:
            return Referent(pool[0], item.first, item.last, f"{plainly}'the {head}', the one {why}")
    if candidates:
        return Referent(candidates[0], item.first, item.last, f"'the {head}', the first named in the sentence")
    if focus.subject is not None and focus.subject in recent:
        return Referent(
            focus.subject, item.first, item.last, f"{plainly}'the {head}', the subject of the sentence before"
        )
    return None


def _is_head(head: str, name: str) -> bool:
    """Whether a noun is the head of a name: "X Cartel", "Cartel de X", "Movement for X"."""
    return name.endswith(head) or (name.startswith(f"{head} ") and name.split()[1] in _OF)


def _several(document: Document, item: Item, head: str, candidates: list[int], recent: list[int]) -> Referent | None:
    """Whom "the rebels" or "these terrorists" means: the only armed group near, or of the whole text."""
    if item.last - item.first != 1:
        return None
    near = list(dict.fromkeys([*candidates, *recent]))
    everywhere = [e for e in document.entities if e.kind is Kind.ARMED_GROUP]
    chief = _most_named(everywhere)
    armed = near or [e.number for e in everywhere if e.mentions[0].first < item.first] or [e.number for e in everywhere]
    if len(armed) == 1 and not candidates and chief not in (None, armed[0]):
        armed = []  # the text is about another group than the one of the sentence before
    if len(armed) == 1:
        plainly = "plainly " if len(everywhere) == 1 or chief == armed[0] else ""
        return Referent(armed[0], item.first, item.last, f"{plainly}'the {head}', the only armed group here")
    if chief is not None:
        return Referent(chief, item.first, item.last, f"'the {head}', the group that the text is about")
    return None


def _most_named(entities: list[Named]) -> int | None:
    """The entity that is named at least twice as often as any other, and three times at least."""
    ordered = sorted(entities, key=lambda e: -len(e.mentions))
    if not ordered or len(ordered[0].mentions) < 3:
        return None
    if len(ordered) > 1 and len(ordered[1].mentions) * 2 > len(ordered[0].mentions):
        return None
    return ordered[0].number


def _ahead(clauses: Clauses, item: Item) -> int | None:
    """The armed group of the main clause behind a fronted clause: "After the group fled, the X commander said"."""
    document = clauses.document
    for later in clauses.items[clauses.item_of[item.last - clauses.first] + 1 :]:
        if later.tag == "NP" and clauses.items[clauses.item_of[later.first - clauses.first] - 1].tag == ",":
            for mention in later.mentions:
                if document.entities[mention.entity].kind is Kind.ARMED_GROUP:
                    return mention.entity
    return None
