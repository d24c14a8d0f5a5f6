"""Claims about those who do it together, and about what was done by those of whom the text was just telling."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from store.extraction.candidates import Candidate, fits, pairs_within
from store.extraction.clauses.arguments import following_subject, subjects
from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.items import Item, Referent
from store.extraction.clauses.objects import objects
from store.extraction.lexicon.words import words_of
from store.extraction.patterns.surroundings import struck_by
from store.records import Kind, Relation

_BESIDE: Final = frozenset({"alongside", "beside"})
_WITH: Final = frozenset({"together", "along", "jointly", "coordination", "conjunction", "tandem", "cooperation"})
_DONE: Final = frozenset({Relation.FIGHTS, Relation.CONTROLS})
_JOINT: Final = frozenset({"joint", "combined", "coordinated"})
_OPERATIONS: Final = frozenset(
    "operation offensive attack assault raid campaign patrol push ambush exercise drill mission action sweep team camp"
    " base checkpoint convoy column headquarters unit force blast explosion".split()
)
_MADE_OF: Final = frozenset({"by", "of", "between", "involving", "from", "comprising"})
_OWNED: Final = frozenset({"claimed", "blamed"})
_KILLED: Final = frozenset("kill shoot murder execute behead abduct kidnap torture rape detain burn massacre".split())
_TOLD: Final = frozenset({"say", "claim", "report", "allege", "state"})
_ARMED: Final = frozenset({Kind.ARMED_GROUP, Kind.STATE})
_CRIMES: Final = frozenset(
    "crime abuse atrocity violation massacre genocide killing rape murder crimes abuses cleansing torture looting"
    " pogrom".split()
)


def companion_claims(
    clauses: Clauses, sentence: int, found: list[Candidate], previous: Clauses | None
) -> Iterator[Candidate]:
    """Candidates that follow from those ``found`` for companions, and for deeds whose doer stands before."""
    vocabulary = clauses.vocabulary
    if not vocabulary.isdisjoint(_BESIDE | {"with"}):
        yield from _beside(clauses, sentence, found)
    if not vocabulary.isdisjoint(_JOINT):
        yield from _joint(clauses, sentence, found)
    if not vocabulary.isdisjoint(words_of("allied_word")):
        yield from _allied(clauses, sentence)
    yield from _aftermath(clauses, sentence, previous)
    yield from _accused_of_crimes(clauses, sentence)
    if not vocabulary.isdisjoint(_OWNED):
        yield from _claimed(clauses, sentence)


def _acting(clauses: Clauses, found: list[Referent]) -> list[Referent]:
    return [r for r in found if clauses.document.entities[r.entity].kind in _ARMED]


def _beside(clauses: Clauses, sentence: int, found: list[Candidate]) -> Iterator[Candidate]:
    """Candidates of "A, alongside B, attacked C" and "A attacked C together with B": allies, and B attacks C, too."""
    items = clauses.items
    for number, item in enumerate(items):
        word = clauses.word(item)
        start = number + 1
        if word in _WITH and start < len(items) and clauses.word(items[start]) == "with":
            start += 1
        elif word not in _BESIDE and not _right_behind(clauses, number, found):
            continue
        if start >= len(items) or items[start].tag != "NP" or number == 0:
            continue
        others = _acting(clauses, clauses.members(start))
        done = [c for c in found if c.verb and c.relation in _DONE and c.rule.startswith("verb")]
        if not done and word in _WITH:
            yield from _went_with(clauses, sentence, number, others)
        for one in done:
            if not (clauses.first <= one.subject.first < item.first):
                continue
            if word != "with" and _apart(clauses, one, item):
                continue
            for other in others:
                if other.entity in (one.subject.entity, one.object.entity):
                    continue
                joined = replace(
                    one, relation=Relation.ALLIED_WITH, object=other, rule="beside",
                    reasons=[*one.reasons, f"'{word}' tells who does it with whom"],
                )  # fmt: skip
                if fits(clauses.document, Relation.ALLIED_WITH, one.subject.entity, other.entity):
                    yield joined
                if fits(clauses.document, one.relation, other.entity, one.object.entity):
                    yield replace(one, subject=other, rule="beside", reasons=[*one.reasons, f"'{word}': does it, too"])


def _went_with(clauses: Clauses, sentence: int, number: int, others: list[Referent]) -> Iterator[Candidate]:
    """Candidates of "A attacked T together with B", where T is nobody."""
    verb = next((k for k in range(number - 1, -1, -1) if clauses.items[k].tag == "V"), -1)
    if (
        verb < 0
        or clauses.items[verb].passive
        or clauses.items[verb].negated
        or not _hostile(clauses, clauses.items[verb])
    ):
        return
    if any(i.tag in ("S", ";", "R", ":") for i in clauses.items[verb:number]):
        return
    for one in _acting(clauses, subjects(clauses, verb)):
        for other in others:
            if fits(clauses.document, Relation.ALLIED_WITH, one.entity, other.entity):
                yield Candidate(
                    one, Relation.ALLIED_WITH, other, clauses.items[number].first, sentence, "beside", 0.8,
                    [f"'{clauses.word(clauses.items[number])} with' tells who does it with whom"], item=verb, verb=True,
                )  # fmt: skip


def _right_behind(clauses: Clauses, number: int, found: list[Candidate]) -> bool:
    """Whether "with" stands right behind who does something, before the verb: "A, with B, took T"."""
    items = clauses.items
    if clauses.word(items[number]) != "with" or number < 1:
        return False
    before = number - 2 if items[number - 1].tag == "," and number > 1 else number - 1
    subject = items[before]
    return subject.tag == "NP" and any(
        one.verb and subject.first <= one.subject.first <= subject.last and one.trigger > items[number].first
        for one in found
    )


def _allied(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "A and allied B fighters"."""
    items = clauses.items
    for number, item in enumerate(items):
        if item.tag != "NP" or number < 2 or items[number - 1].tag != "C" or clauses.document.at[item.first] >= 0:
            continue
        if clauses.document.tokens.low[item.first] not in words_of("allied_word"):
            continue
        for one in _acting(clauses, clauses.named(items[number - 2])):
            for other in _acting(clauses, clauses.named(item)):
                if fits(clauses.document, Relation.ALLIED_WITH, one.entity, other.entity):
                    yield Candidate(
                        one, Relation.ALLIED_WITH, other, item.first, sentence, "allied", 0.9,
                        [f"'{clauses.document.tokens.text[item.first]}' before the second name"], item=number,
                    )  # fmt: skip


def _apart(clauses: Clauses, one: Candidate, marker: Item) -> bool:
    """Whether another clause stands between a verb and "alongside"."""
    low, high = sorted((one.trigger, marker.first))
    between = [i for i in clauses.items if low < i.first < high]
    return any(i.tag in ("S", ";", "R", "V", ":") for i in between)


def _joint(clauses: Clauses, sentence: int, found: list[Candidate]) -> Iterator[Candidate]:
    """Candidates of "a joint operation by A and B" and "in a joint offensive, A and B took T": allies."""
    items = clauses.items
    low = clauses.document.tokens.low
    for number, item in enumerate(items):
        if item.tag != "NP" or _JOINT.isdisjoint(low[item.first : item.last + 1]):
            continue
        if clauses.low(item).removesuffix("s") not in _OPERATIONS and not item.mentions:
            continue
        members: list[Referent] = []
        if item.mentions and _JOINT & set(low[item.first : item.mentions[0].first]):
            members = clauses.members(number)  # "joint A and B forces"
        if not members and number + 2 < len(items) and clauses.word(items[number + 1]) in _MADE_OF:
            members = clauses.members(number + 2)
        if len(members) < 2 and number and clauses.word(items[number - 1]) in {"in", "during"}:
            members = following_subject(clauses, number) if number <= 3 else []
            verb = next((k for k in range(number - 1, -1, -1) if items[k].tag == "V"), -1)
            if len(members) < 2 and verb >= 0 and not items[verb].passive:
                members = subjects(clauses, verb)
        if len(members) < 2 and number and items[number - 1].tag == "V" and not items[number - 1].passive:
            members = subjects(clauses, number - 1)  # "A and B held joint exercises"
        for one, other in pairs_within(clauses.document, Relation.ALLIED_WITH, _acting(clauses, members)):
            yield Candidate(
                one, Relation.ALLIED_WITH, other, item.last, sentence, "joint", 0.9,
                [f"'{clauses.document.tokens.span(item.first, item.last)}' of both"], item=number,
            )  # fmt: skip


def _aftermath(clauses: Clauses, sentence: int, previous: Clauses | None) -> Iterator[Candidate]:
    """Candidates of "A raided the town. Ten B soldiers were killed" and "A attacked. X and Y were captured"."""
    for number, item in enumerate(clauses.items):
        if item.tag != "V" or not item.passive or item.negated or item.modal:
            continue
        lemmas = {lemma for lemma, _ in clauses.lexicon.forms.get(clauses.word(item), ())}
        relations = {
            p.relation
            for lemma in lemmas
            for p in clauses.lexicon.verbs.get(lemma, ())
            if len(p.words) == 1 and "obj" in p.object and p.relation in _DONE
        }
        if not relations or _has_doer(clauses, number):
            continue
        here = _attackers_when(clauses, number)
        attacking = here or attackers(clauses, number)
        if not attacking and previous is not None:
            attacking = attackers(previous, len(previous.items))
        if len(attacking) != 1:
            continue
        doer = attacking[0]
        doer = Referent(doer.entity, item.first, item.first, "'were' by whom the clause before tells of")
        for one in subjects(clauses, number):
            kind = clauses.document.entities[one.entity].kind
            relation = Relation.CONTROLS if kind is Kind.PLACE else Relation.FIGHTS
            if relation not in relations or not fits(clauses.document, relation, doer.entity, one.entity):
                continue
            if not here and relation is Relation.FIGHTS and kind is clauses.document.entities[doer.entity].kind:
                continue
            yield Candidate(
                doer, relation, one, item.first, sentence, "aftermath", 0.5,
                [f"verb '{clauses.document.tokens.text[item.first]}', done by those who attacked"],
                item=number, verb=True,
            )  # fmt: skip


def _attackers_when(clauses: Clauses, number: int) -> list[Referent]:
    """Who attacks in the clause behind "were killed when", "was wounded after"."""
    items = clauses.items
    for k in range(number + 1, len(items)):
        if clauses.word(items[k]) in {"when", "as", "after", "while"} and items[k].tag in ("S", "P"):
            return attackers(clauses, len(items), k)
        if items[k].tag in (";", "R", "V", "X"):
            return []
    return []


def _has_doer(clauses: Clauses, number: int) -> bool:
    """Whether a passive verb tells itself who did it, or what."""
    for item in clauses.items[number + 1 : number + 8]:
        if item.tag in ("S", ";", "R", "V", "X"):
            break
        if clauses.word(item) in {"by", "with", "from"}:
            return True
    return bool(struck_by(clauses, number))


def attackers(clauses: Clauses, before: int, behind: int = -1) -> list[Referent]:
    """Who attacks, raids or captures in the verb nearest before item ``before`` (and behind another) of a sentence."""
    for number in range(min(before, len(clauses.items)) - 1, behind, -1):
        item = clauses.items[number]
        if item.tag != "V" or (item.auxiliary and item.lemma == "be"):
            continue
        lemmas = {lemma for lemma, _ in clauses.lexicon.forms.get(clauses.word(item), ())}
        hostile = any(
            p.relation in _DONE and len(p.words) == 1 and "obj" in p.object
            for lemma in lemmas
            for p in clauses.lexicon.verbs.get(lemma, ())
        )
        light = not hostile and bool(lemmas & words_of("light_verb")) and _launches(clauses, number)
        light = light or (bool(lemmas & {"claim", "take"}) and "responsibility" in _object(clauses, number))
        if (hostile or light) and not item.passive and not item.modal and not item.negated:
            return _acting(clauses, subjects(clauses, number))
    return []


def _claimed(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "an attack claimed by A killed ten B soldiers", "B soldiers died in an ambush blamed on A"."""
    items = clauses.items
    for number, item in enumerate(items[:-2]):
        behind = clauses.word(items[number + 1])
        if item.tag != "V" or (clauses.word(item), behind) not in {("claimed", "by"), ("blamed", "on")}:
            continue
        start = 0 if item.passive else max(0, number - 5)  # "The attack, in which B soldiers died, was claimed by A"
        if not any(i.tag == "NP" and _strikes(clauses.low(i)) for i in items[start:number]):
            continue
        for doer in _acting(clauses, clauses.members(number + 2)):
            for victim, verb in _victims(clauses):
                if victim.entity != doer.entity and fits(clauses.document, Relation.FIGHTS, doer.entity, victim.entity):
                    yield Candidate(
                        doer, Relation.FIGHTS, victim, item.first, sentence, "claimed", 0.9,
                        [f"'{clauses.word(item)} {behind}' of the attack"], item=verb, verb=True,
                    )  # fmt: skip


def _victims(clauses: Clauses) -> Iterator[tuple[Referent, int]]:
    """Who is killed, wounded or dies in a sentence, with the verb."""
    for number, item in enumerate(clauses.items):
        if item.tag != "V" or item.lemma not in {"kill", "wound", "injure", "die", "hit", "target", "strike"}:
            continue
        done_to = subjects(clauses, number) if item.passive or item.lemma == "die" else objects(clauses, number)
        for one in _acting(clauses, done_to):
            yield one, number


def _strikes(head: str) -> bool:
    return head in words_of("strike_noun") or head.removesuffix("s") in words_of("strike_noun") | _OPERATIONS


def _object(clauses: Clauses, number: int) -> str:
    following = clauses.items[number + 1 : number + 2]
    return clauses.low(following[0]) if following else ""


def _launches(clauses: Clauses, number: int) -> bool:
    """Whether the object of a light verb is an attack: "launched an offensive"."""
    for item in clauses.items[number + 1 : number + 4]:
        if item.tag == "NP":
            return _strikes(clauses.low(item))
        if item.tag not in ("A", "P"):
            return False
    return False


def _accused_of_crimes(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "A said B had committed war crimes" and "A said that B killed villagers": A accuses B."""
    items = clauses.items
    for number, item in enumerate(items):
        if item.tag != "V" or item.negated or item.modal or number < 2:
            continue
        if item.passive or clauses.word(items[min(number + 1, len(items) - 1)]) == "by":
            yield from _said_to_be_killed(clauses, number, sentence)
            continue
        following = items[number + 1 : number + 2]
        if not following or following[0].tag != "NP" or following[0].mentions:
            continue
        head = clauses.low(following[0])
        crime = item.lemma in {"commit", "carry", "perpetrate"} and head.removesuffix("s") in _CRIMES
        if not crime and not (head in words_of("civil_noun") and _hostile(clauses, item)):
            continue
        saying = next((k for k in range(number - 1, -1, -1) if items[k].tag == "V"), -1)
        if (
            saying < 0
            or items[saying].lemma not in {"say", "claim", "report", "allege", "state"}
            or items[saying].passive
        ):
            continue
        if any(items[k].tag in (";", "R") for k in range(saying + 1, number)):
            continue
        for one in subjects(clauses, saying):
            for other in _acting(clauses, subjects(clauses, number)):
                if fits(clauses.document, Relation.ACCUSES, one.entity, other.entity):
                    yield Candidate(
                        one, Relation.ACCUSES, other, items[saying].first, sentence, "said of crimes", 0.8,
                        [f"says so of {head}"], item=saying, verb=True,
                    )  # fmt: skip


def _said_to_be_killed(clauses: Clauses, number: int, sentence: int) -> Iterator[Candidate]:
    """Candidates of "A said she was shot by B": A accuses B of the death of one who is no fighter."""
    items = clauses.items
    item = items[number]
    if item.lemma not in _KILLED or number + 2 >= len(items) or clauses.word(items[number + 1]) != "by":
        return
    saying = next((k for k in range(number - 1, -1, -1) if items[k].tag == "V" and items[k].lemma in _TOLD), -1)
    if saying < 0 or items[saying].passive or any(items[k].tag in (";", "R") for k in range(saying + 1, number)):
        return
    if _acting(clauses, subjects(clauses, number)):
        return
    for one in subjects(clauses, saying):
        for other in _acting(clauses, clauses.members(number + 2)):
            if fits(clauses.document, Relation.ACCUSES, one.entity, other.entity):
                yield Candidate(
                    one, Relation.ACCUSES, other, items[saying].first, sentence, "said of crimes", 0.8,
                    [f"says so of who was '{clauses.word(item)}'"], item=saying, verb=True,
                )  # fmt: skip


def _hostile(clauses: Clauses, verb: Item) -> bool:
    lemmas = {lemma for lemma, _ in clauses.lexicon.forms.get(clauses.word(verb), ())}
    return any(
        p.relation is Relation.FIGHTS and len(p.words) == 1 and "obj" in p.object
        for lemma in lemmas
        for p in clauses.lexicon.verbs.get(lemma, ())
    )
