"""Claims whose members stand outside their clause: "so did B", "together with A, C ...", "the others are A and B"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from store.extraction.candidates import Candidate, fits, pairs_within
from store.extraction.clauses.arguments import subjects
from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.items import Referent
from store.extraction.lexicon.words import words_of
from store.extraction.reference.antecedents import UMBRELLA
from store.records import Kind, Relation

_DID: Final = frozenset("did does do has have had is are was were will would".split())
_WITH: Final = frozenset({"together", "along", "jointly"})
_BESIDES: Final = frozenset({"besides", "apart", "aside", "addition"})
_REST: Final = frozenset(
    "others rest members groups factions signatories parties components constituents brigades battalions militias"
    " founders participants units countries states ones organisations organizations four five six seven".split()
)
_FOR_SIDES: Final = frozenset({Relation.FIGHTS, Relation.CONTROLS, Relation.SUPPORTS})
_BELONGING: Final = frozenset({Relation.PART_OF, Relation.AFFILIATED_WITH})
# What a part does that goes on without its whole.
_PARTING: Final = {
    "become": (("independent",), ("autonomous",)),
    "break": (("away",), ("off",), ("ranks",)),
    "go": (("its", "own", "way"), ("rogue",)),
    "declare": (("independence",), ("its", "independence")),
    "gain": (("independence",),),
    "strike": (("out", "on", "its"),),
}
_DISSOLVING: Final = frozenset({"dissolve", "disband"})
_MERGED: Final = frozenset({"merged", "united", "merge", "unite"})
_WHEN: Final = frozenset({"when", "after", "as"})
_CAME_ABOUT: Final = frozenset("form found create establish come emerge arise launch announce originate".split())
_OF_ONE: Final = frozenset({Relation.LEADS, Relation.SAME_AS})


def echoed_claims(
    clauses: Clauses, sentence: int, found: list[Candidate], before: list[Candidate]
) -> Iterator[Candidate]:
    """Candidates that repeat those ``found`` in a sentence (or ``before`` it) for others, and lists that go on."""
    yield from _so_did(clauses, sentence, found, before)
    yield from _fronted(clauses, found)
    yield from _allies_against(clauses, found)
    yield from _rest(clauses, sentence)
    yield from _taking_part(clauses, sentence)
    yield from _dissolving(clauses, sentence)
    yield from _merged_when(clauses, sentence)
    yield from _gapped(clauses, found)
    yield from _parted(clauses, sentence, before)
    yield from _jointly(clauses, sentence, found)
    yield from _accused_next(clauses, sentence)


def _repeated(
    clauses: Clauses, one: Candidate, why: str, *, subject: Referent | None = None, object_: Referent | None = None
) -> Iterator[Candidate]:
    subject, object_ = subject or one.subject, object_ or one.object
    if fits(clauses.document, one.relation, subject.entity, object_.entity):
        yield replace(one, subject=subject, object=object_, rule=f"echo {one.rule}", reasons=[*one.reasons, why])


def _so_did(clauses: Clauses, sentence: int, found: list[Candidate], before: list[Candidate]) -> Iterator[Candidate]:
    """Candidates of "A joined C, and so did B", "A joined C. So did B", "A fled, as did B"."""
    low = clauses.document.tokens.low
    for i in range(clauses.first, clauses.last - 1):
        if low[i] not in {"so", "as"} or low[i + 1] not in _DID:
            continue
        number = clauses.item_of[i + 2 - clauses.first]
        others = clauses.members(number) if clauses.items[number].tag == "NP" else []
        if low[i] == "as" and (low[i - 1] != "," or low[i + 1] not in {"did", "has", "have", "had"}):
            continue
        pool = [c for c in found if c.trigger < i and _transitive(c)]
        if not pool and i - clauses.first < 2:
            pool = [c for c in before if _transitive(c)]
        pool = [c for c in pool if not _relative_between(clauses, c)]
        # "so did" goes on about the clause whose subject was named first, not about one inside it
        main = min((c.subject.first for c in pool), default=-1)
        pool = [c for c in pool if c.subject.first == main]
        last = max((c.trigger for c in pool), default=-1)
        for one in pool:
            if one.trigger != last:
                continue
            here = replace(one, trigger=i, sentence=sentence, item=clauses.item_of[i + 1 - clauses.first])
            for other in others:
                yield from _repeated(clauses, here, f"'{low[i]} {low[i + 1]}' says the same", subject=other)


def _relative_between(clauses: Clauses, one: Candidate) -> bool:
    """Whether the verb of a claim stands in a relative clause behind its subject."""
    between = [i.tag for i in clauses.items if one.subject.first < i.first < one.trigger]
    return "R" in between and "," not in between[between.index("R") :]


def _transitive(one: Candidate) -> bool:
    """Whether a verb tells of its subject what it does to somebody behind it, not what several do to each other."""
    plain = one.object.via != "each other" and one.subject.via != "each other"
    return plain and one.verb and one.relation not in _OF_ONE and one.subject.first < one.trigger < one.object.first


def _fronted(clauses: Clauses, found: list[Candidate]) -> Iterator[Candidate]:
    """Candidates of "together with A and B, C forms D" and "besides A and B, D includes C"."""
    items = clauses.items
    word = clauses.word(items[0])
    lead = clauses.document.tokens.low[clauses.first : clauses.first + 2]
    alike = lead[0] == "alongside" or (lead[0] in _WITH and lead[1:] == ["with"])
    besides = lead[0] in _BESIDES or lead in (["in", "addition"], ["as", "well"])
    if not (alike or besides):
        return
    start = next((k for k in range(1, min(4, len(items))) if items[k].tag == "NP" and items[k].mentions), -1)
    if start < 0:
        return
    others = clauses.members(start)
    comma = next((k for k in range(start + 1, len(items)) if items[k].tag == "," and k + 1 < len(items)), -1)
    while comma >= 0 and others and items[comma].first < others[-1].first:
        comma = next((k for k in range(comma + 1, len(items)) if items[k].tag == ","), -1)
    if comma < 0 or comma + 1 >= len(items) or items[comma + 1].tag != "NP":
        return
    main = clauses.members(comma + 1)
    entities = {r.entity for r in main}
    others = [r for r in others if r.entity not in entities and clauses.document.entities[r.entity].kind.acts]
    why = f"'{word}' at the beginning adds it"
    for one in found:
        if one.trigger < items[comma].first or one.relation in _OF_ONE or not one.verb:
            continue
        for other in others:
            if alike and one.subject.entity in entities:
                yield from _repeated(clauses, one, why, subject=other)
                joined = replace(one, relation=Relation.ALLIED_WITH, object=other)
                yield from _repeated(clauses, joined, why)
            elif besides and one.relation is Relation.PART_OF and one.object.entity in entities:
                yield from _repeated(clauses, one, why, subject=other)
            elif besides and one.subject.entity in entities:
                yield from _repeated(clauses, one, why, object_=other)


def _allies_against(clauses: Clauses, found: list[Candidate]) -> Iterator[Candidate]:
    """Candidates of "A fought alongside B against C": B fights C, too."""
    for one in found:
        if one.relation is not Relation.ALLIED_WITH or not one.verb:
            continue
        for other in found:
            if (
                other.relation is Relation.FIGHTS
                and other.trigger == one.trigger
                and other.subject.entity == one.subject.entity
                and other.object.entity != one.object.entity
            ):
                yield from _repeated(clauses, other, "fights on the same side", subject=one.object)


def _rest(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "the others are A, B and C" behind a sentence in which groups form or join a new one."""
    items = clauses.items
    whole = clauses.umbrella
    if whole is None or len(items) < 3:
        return
    low = clauses.document.tokens.low
    lead = items[0]
    them = low[clauses.first : clauses.first + 2] == ["among", "them"]
    named = lead.tag == "NP" and not lead.mentions and clauses.low(lead) in _REST and clauses.tag(lead.first) == "D"
    if not (them or named or (lead.tag == "O" and clauses.word(lead) in {"they", "these"})):
        return
    k = next((k for k in range(1, min(6, len(items))) if items[k].tag in ("X", "V")), -1)
    if k < 0 or k + 1 >= len(items) or any(m.mentions for m in items[1:k]):
        return
    verb = items[k]
    if not ((verb.tag == "X" and clauses.word(verb) in words_of("be")) or (verb.lemma == "include")):
        return
    entities = clauses.document.entities
    members = [r for r in clauses.members(k + 1) if entities[r.entity].kind.acts and r.entity != whole]
    if len(members) < (1 if clauses.low(lead) in {"others", "rest", "ones"} else 2):
        return
    relation = Relation.MERGED_INTO if clauses.merged else Relation.PART_OF
    target = Referent(whole, lead.first, lead.last, "plainly the one just formed")
    for member in members:
        if fits(clauses.document, relation, member.entity, whole):
            yield Candidate(
                member, relation, target, verb.first, sentence, "including", 0.9,
                ["one of those of whom the sentence before tells"], item=k, verb=True,
            )  # fmt: skip


def _taking_part(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "A and B are taking part" behind a sentence about a coalition."""
    low = clauses.document.tokens.low
    entities = clauses.document.entities
    whole = clauses.before
    if whole is None or not any(word in UMBRELLA for word in entities[whole].name.lower().split()):
        whole = clauses.umbrella
    if whole is None or entities[whole].kind not in (Kind.ARMED_GROUP, Kind.STATE, Kind.ORGANIZATION):
        return
    for number, item in enumerate(clauses.items):
        if item.tag != "V" or item.passive:
            continue
        behind = low[item.last + 1 : item.last + 3]
        part = item.lemma == "take" and behind[:1] == ["part"] and behind[1:] != ["in"]
        if not part and not (item.lemma == "participate" and behind[:1] != ["in"]):
            continue
        target = Referent(whole, item.first, item.last, "plainly the coalition of the sentence before")
        for member in subjects(clauses, number):
            if entities[member.entity].kind.acts and fits(clauses.document, Relation.PART_OF, member.entity, whole):
                yield Candidate(
                    member, Relation.PART_OF, target, item.first, sentence, "taking part", 0.8,
                    [f"'{low[item.first]}' with no other object"], item=number, verb=True,
                )  # fmt: skip


def _dissolving(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "A and B said they would dissolve their commands" behind a sentence about a merger."""
    whole = clauses.umbrella
    if whole is None or not clauses.merged or _DISSOLVING.isdisjoint(clauses.vocabulary):
        return
    target = Referent(whole, clauses.first, clauses.first, "plainly the one just formed")
    for number, item in enumerate(clauses.items):
        if item.tag != "V" or item.lemma not in _DISSOLVING or item.passive or item.negated:
            continue
        following = clauses.items[number + 1 : number + 2]
        if following and following[0].tag == "NP" and following[0].mentions:
            continue  # "dissolved the parliament of A"
        for member in subjects(clauses, number):
            if fits(clauses.document, Relation.MERGED_INTO, member.entity, whole):
                yield Candidate(
                    member, Relation.MERGED_INTO, target, item.first, sentence, "dissolving", 0.8,
                    [f"'{clauses.word(item)}' behind a sentence about a merger"],
                )  # fmt: skip


def _merged_when(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "A was formed when B and C merged": B and C merged into A."""
    items = clauses.items
    if clauses.vocabulary.isdisjoint(_MERGED) or clauses.vocabulary.isdisjoint(_WHEN):
        return
    for number, item in enumerate(items):
        if item.tag != "V" or item.passive or item.negated or item.lemma not in {"merge", "unite"}:
            continue
        when = next((k for k in range(number - 1, 0, -1) if clauses.word(items[k]) in _WHEN), -1)
        following = clauses.word(items[number + 1]) if number + 1 < len(items) else "."
        verb = next((k for k in range(when - 1, 0, -1) if items[k].tag == "V"), -1)
        if verb < 0 or following in {"with", "into", "to"} or items[verb].lemma not in _CAME_ABOUT:
            continue
        for whole in subjects(clauses, verb)[:1]:
            for part in subjects(clauses, number):
                if part.entity != whole.entity and fits(
                    clauses.document, Relation.MERGED_INTO, part.entity, whole.entity
                ):
                    yield Candidate(
                        part, Relation.MERGED_INTO, whole, item.first, sentence, "merged when", 0.9,
                        [f"'{clauses.word(item)}' tells how it was formed"], item=number, verb=True,
                    )  # fmt: skip


def _gapped(clauses: Clauses, found: list[Candidate]) -> Iterator[Candidate]:
    """Candidates of "A is backed by S and B by T": T backs B."""
    items = clauses.items
    for number, item in enumerate(items[2:-2], 2):
        if item.tag != "NP" or items[number - 1].tag != "C" or clauses.word(items[number + 1]) != "by":
            continue
        before = [
            c for c in found if c.verb and c.trigger < item.first and c.object.first < c.trigger < c.subject.first
        ]
        last = max((c.trigger for c in before), default=-1)
        at = next((k for k in range(number - 1, 0, -1) if clauses.word(items[k]) == "by"), -1)
        if at < 0 or items[at].first < last:
            continue
        for one in {c.relation: c for c in before if c.trigger == last}.values():
            for other in clauses.denotes(number):
                for doer in clauses.members(number + 2):
                    yield from _repeated(clauses, one, "'by' says the same again", subject=doer, object_=other)


def _jointly(clauses: Clauses, sentence: int, found: list[Candidate]) -> Iterator[Candidate]:
    """Candidates of "A and B jointly attacked C": A and B are allies."""
    if "jointly" not in clauses.vocabulary:
        return
    low = clauses.document.tokens.low
    for number, item in enumerate(clauses.items):
        if item.tag != "V" or low[item.first - 1] != "jointly" or item.first == clauses.first:
            continue
        acting = [r for r in subjects(clauses, number) if clauses.document.entities[r.entity].kind.acts]
        if len(acting) < 2 or not any(one.trigger == item.first and one.relation in _FOR_SIDES for one in found):
            continue
        for one, other in pairs_within(clauses.document, Relation.ALLIED_WITH, acting):
            yield Candidate(
                one, Relation.ALLIED_WITH, other, item.first, sentence, "jointly", 0.9,
                ["'jointly' before the verb"], item=number, verb=True,
            )  # fmt: skip


def _parted(clauses: Clauses, sentence: int, before: list[Candidate]) -> Iterator[Candidate]:
    """Candidates of "it later became independent" behind a sentence that tells whose part it was."""
    low = clauses.document.tokens.low
    for number, item in enumerate(clauses.items):
        if item.tag != "V" or item.lemma not in _PARTING:
            continue
        behind = tuple(low[item.last + 1 : min(item.last + 4, clauses.last)])
        if not any(behind[: len(words)] == words for words in _PARTING[item.lemma]):
            continue
        for one in subjects(clauses, number):
            wholes = [c for c in before if c.relation in _BELONGING and c.subject.entity == one.entity]
            wholes.sort(key=lambda c: c.relation is not Relation.PART_OF)
            for whole in wholes[:1]:
                target = replace(_named_here(clauses, whole.object, before), via="plainly the one whose part it was")
                yield Candidate(
                    one, Relation.SPLIT_FROM, target, item.first, sentence, "parted", 0.8,
                    [f"'{low[item.first]} {' '.join(behind[:2])}', and the sentence before tells from whom"],
                    item=number, verb=True,
                )  # fmt: skip


def _named_here(clauses: Clauses, whole: Referent, before: list[Candidate]) -> Referent:
    """The other name of a group, where this sentence uses that one."""
    for one in before:
        ends = (one.subject, one.object)
        if one.relation is Relation.SAME_AS and whole.entity in {r.entity for r in ends}:
            other = next(r for r in ends if r.entity != whole.entity)
            if any(m.entity == other.entity for item in clauses.items for m in item.mentions):
                return other
    return whole


def _accused_next(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "A accuses B of arming C, and D of sheltering it": A accuses D."""
    items = clauses.items
    verb = -1
    for number, item in enumerate(items[:-2]):
        if item.tag == "V" and item.lemma in {"accuse", "suspect"} and not item.passive:
            verb = number
        if (
            verb < 0 or number - verb < 4 or item.tag != "NP" or items[number - 1].tag not in ("C", ",")
            or clauses.word(items[number + 1]) != "of" or items[number + 2].tag not in ("V", "NP")
            or (items[number + 2].tag == "V" and items[number + 2].form != "ing")
            or not (item.mentions and item.mentions[-1].last == item.last)
        ):  # fmt: skip
            continue
        if items[number + 2].tag == "NP" and items[number + 2].mentions:
            continue
        for one in subjects(clauses, verb):
            for other in clauses.named(item):
                if items[verb].lemma == "accuse" and fits(clauses.document, Relation.ACCUSES, one.entity, other.entity):
                    yield Candidate(
                        one, Relation.ACCUSES, other, item.first, sentence, "verb accuse", 0.9,
                        ["'accuse' goes on over the comma"], item=verb, verb=True,
                    )  # fmt: skip
