"""Claims that apposition and description make: "X, leader of Y", "Y affiliate X", "X is a branch of Y"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from store.extraction.candidates import Candidate, fits, paired, pairs_within
from store.extraction.clauses.arguments import following_subject, subjects, verb_before
from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.complements import prepositional
from store.extraction.clauses.items import Item, Referent
from store.extraction.clauses.lists import antecedent, list_ending
from store.extraction.clauses.objects import objects
from store.extraction.lexicon.predicates import Predicate, noun_matches
from store.extraction.lexicon.words import words_of
from store.extraction.patterns.copulas import (
    SAYING_OF,
    along_with,
    behind_copula,
    called_so,
    copula_subject,
    describer,
    plurals,
)
from store.extraction.patterns.fellowship import bound_list
from store.extraction.reference.regimes import only_regime
from store.records import Kind, Relation

_MAKING_OF: Final = frozenset({"use", "recognize", "recognise", "appoint", "elect", "install", "choose"})
_DESCRIBING: Final = frozenset(
    "succeed replace become remain serve act consider describe name appoint elect form know operate announce list count"
    " found establish create launch set conceive recognize regard call view see denounce brand label".split()
)


def identity_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of nouns that tell what someone is to someone else."""
    tokens = clauses.document.tokens
    for number, item in enumerate(clauses.items):
        if item.tag != "NP":
            continue
        i = item.first
        while i <= item.last:
            predicate = None
            if tokens.low[i] in clauses.lexicon.identities and clauses.tag(i) == "N":
                standing = clauses.lexicon.standing(tokens.low[i], clauses.vocabulary, "identity")
                predicate = noun_matches(standing, tokens.low, i, item.last)
            if predicate is None:
                i += 1
                continue
            last = i + len(predicate.words) - 1
            for candidate_predicate in clauses.lexicon.identities[tokens.low[i]]:
                if candidate_predicate.words == predicate.words and candidate_predicate.relation in clauses.relations:
                    yield from _claims(clauses, number, item, i, last, sentence, candidate_predicate)
            i = last + 1


def _claims(
    clauses: Clauses, number: int, item: Item, first: int, last: int, sentence: int, predicate: Predicate
) -> Iterator[Candidate]:
    document = clauses.document
    if predicate.note == "rival" and clauses.low(item) in words_of("subunit_noun") and last < item.last:
        return  # "a rival faction of B" is a part of B
    whole = _whole(clauses, number, item, first, last, predicate)
    if not whole and predicate.relation is Relation.SPLIT_FROM and clauses.word(item) in {"a", "an", "another", "one"}:
        whole = _of_topic(clauses, number)
    if not whole and number > 1 and predicate.relation is Relation.PART_OF and clauses.word(item) in {"a", "an"}:
        has = clauses.items[number - 1]
        named = number + 2 < len(clauses.items) and clauses.items[number + 1].tag == ","
        if named and has.tag == "X" and clauses.word(has) in words_of("have"):
            whole = [r for r in copula_subject(clauses, number - 1) if document.entities[r.entity].kind.acts]
    if not whole:
        yield from _each_to_other(clauses, number, item, (first, last), sentence, predicate)
        return
    reversed_ = predicate.subject[0] != "self"
    relation = predicate.relation
    if predicate.form == "offshoot" and first and document.tokens.low[first - 1] in clauses.adjectives:
        relation = Relation.AFFILIATED_WITH  # "B's Syrian offshoot" is its branch
    for how, selves in _selves(clauses, number, item, first, last, predicate):
        found = []
        for one in selves:
            for other in whole:
                subject, object_ = (other, one) if reversed_ else (one, other)
                if other is item.possessor and any(o.entity == other.entity for o in selves):
                    continue
                if one.entity != other.entity and _allowed(clauses, predicate, subject, object_):
                    found.append((subject, object_))
        if not found and item.possessor is not None and clauses.before is not None:
            # "A was named as one of its groups": "its" is not A's but of whom the sentence before spoke
            other = Referent(clauses.before, item.first, item.first, "'its' for the subject of the sentence before")
            pairs = [(other, one) if reversed_ else (one, other) for one in selves if one.entity != clauses.before]
            found = [(s, o) for s, o in pairs if _allowed(clauses, predicate, s, o)]
        if not found:
            continue
        source = describer(clauses, number) if predicate.relation is not Relation.LEADS else None
        for subject, object_ in found:
            yield Candidate(
                subject, relation, object_, first, sentence, f"identity {predicate.form}", 1.0,
                [f"'{document.tokens.span(first, last)}' {how}"], item=number, said_by=source,
            )  # fmt: skip
        return


def _of_topic(clauses: Clauses, number: int) -> list[Referent]:
    """From whom "a breakaway faction, B," broke where only the sentence before tells: the group it is about."""
    items = clauses.items
    before = clauses.before
    named = number + 2 < len(items) and items[number + 1].tag == "," and bool(items[number + 2].mentions)
    if before is None or not named or clauses.document.entities[before].kind is not Kind.ARMED_GROUP:
        return []
    at = items[number].first
    return [Referent(before, at, at, "plainly the group of which the sentence before tells")]


def _each_to_other(
    clauses: Clauses, number: int, item: Item, words: tuple[int, int], sentence: int, predicate: Predicate
) -> Iterator[Candidate]:
    """Candidates of "A and B are (old) enemies" and "an old foe, B" of the subject."""
    first, last = words
    if predicate.relation not in (Relation.FIGHTS, Relation.ALLIED_WITH) or item.last != last or item.mentions:
        return
    items = clauses.items
    be = number - 1
    while be > 0 and items[be].tag in ("A", "G"):
        be -= 1
    pairs: list[tuple[Referent, Referent]] = []
    apposed = be >= 1 and items[be].tag == "," and items[be - 1].tag == "NP"
    if clauses.low(item).endswith("s") and apposed and clauses.tag(item.first) != "D":
        pairs = pairs_within(clauses.document, predicate.relation, list_ending(clauses, be - 1))  # "A and B, old foes"
    elif clauses.low(item).endswith("s") and be >= 0 and items[be].tag == "X":
        pairs = pairs_within(clauses.document, predicate.relation, copula_subject(clauses, be))
    elif clauses.word(item) in {"a", "an"} and (named := clauses.denotes(number)):
        verb = verb_before(clauses, number - 1)
        doers = subjects(clauses, verb) if verb >= 0 else []
        pairs = paired(clauses.document, predicate.relation, doers[:1], named[:1])
    for one, other in pairs:
        yield Candidate(
            one, predicate.relation, other, first, sentence, "each other", 0.9,
            [f"'{clauses.document.tokens.text[first]}' of each other"], item=number,
        )  # fmt: skip


def _allowed(clauses: Clauses, predicate: Predicate, subject: Referent, object_: Referent) -> bool:
    document = clauses.document
    if not fits(document, predicate.relation, subject.entity, object_.entity):
        return False
    if (
        predicate.form in {"capital", "territory", "enclave", "hub", "base"}
        and document.entities[subject.entity].kind is Kind.STATE
    ):
        return False
    if predicate.relation is Relation.PART_OF:
        person = document.entities[subject.entity].kind is Kind.PERSON
        return person == (predicate.note == "person") or (not person and predicate.form == "member")
    return True


def _whole(clauses: Clauses, number: int, item: Item, first: int, last: int, predicate: Predicate) -> list[Referent]:
    """The other side: a name before the noun ("al-Qaeda's affiliate", "Iraqi president"), or behind "of"."""
    document = clauses.document
    text = document.tokens.text
    before = [
        m for m in item.mentions if m.last < first and document.entities[m.entity].kind.acts and text[m.last + 1] != "-"
    ]
    if number and clauses.items[number - 1].tag == "R" and clauses.word(clauses.items[number - 1]) == "whose":
        return [r for r in antecedent(clauses, number - 1) if document.entities[r.entity].kind.acts]
    if (
        predicate.form in {"ally", "partner", "proxy"}
        and number > 2
        and clauses.word(clauses.items[number - 1]) == "as"
        and clauses.items[number - 3].lemma == "use"
    ):
        return subjects(clauses, number - 3)
    slots = prepositional(clauses, number) if last == item.last or predicate.relation is not Relation.LEADS else {}
    if last < item.last and predicate.relation is Relation.PART_OF:
        slots.pop("to", None)  # "a faction loyal to B" is no part of B
    if last != item.last and predicate.relation is Relation.LEADS:
        slots = {}
    for word in predicate.object if predicate.subject[0] == "self" else predicate.subject:
        if word == "gen":
            if before:
                return [clauses.referent(before[-1])]
            adjective = adjective_state(clauses, item.first, first)
            if adjective is not None and predicate.relation is Relation.LEADS:
                return [adjective]
            word_before = document.tokens.low[first - 1] if first > item.first else ""
            called = only_regime(document, "regime") if word_before == "regime" else None
            if called is not None:
                return [Referent(called[0], first - 1, first - 1, "plainly 'regime', the only one named")]
            if item.possessor is not None:
                return [item.possessor]
            behind = number + 2
            if (
                predicate.relation is Relation.LEADS and behind < len(clauses.items)
                and clauses.items[number + 1].tag == ","
                and number and clauses.items[number - 1].tag == "," and last == item.last
            ):  # fmt: skip
                found = [r for r in clauses.named(clauses.items[behind]) if document.entities[r.entity].kind.acts]
                if found:
                    return found
        elif (
            word in slots
            and predicate.relation is Relation.LEADS
            and (inner := _first_body(clauses, number)) is not None
        ):
            return [inner]
        elif word in slots and any(document.entities[r.entity].kind.acts for r in slots[word]):
            return slots[word][:1] if predicate.relation is Relation.LEADS else slots[word]
    return []


def _first_body(clauses: Clauses, number: int) -> Referent | None:
    """The body in "director of the Observatory Rami Rahman": the first name of a phrase that ends with a person."""
    items = clauses.items
    if number + 2 >= len(items) or items[number + 1].tag != "P" or len(items[number + 2].mentions) < 2:
        return None
    entities = clauses.document.entities
    mentions = items[number + 2].mentions
    if entities[mentions[-1].entity].kind is Kind.PERSON and entities[mentions[0].entity].kind.acts:
        return clauses.referent(mentions[0])
    return None


def adjective_state(clauses: Clauses, first: int, last: int) -> Referent | None:
    """The state that an adjective before a noun speaks of ("Turkish President"), if the text names it elsewhere."""
    document = clauses.document
    for i in range(last - 1, first - 1, -1):
        states = clauses.adjectives.get(document.tokens.low[i], ())
        for state in states:
            if state in clauses.states:
                return Referent(clauses.states[state], i, i, "by its adjective")
    return None


def _selves(
    clauses: Clauses, number: int, item: Item, first: int, last: int, predicate: Predicate
) -> Iterator[tuple[str, list[Referent]]]:
    """Who is what the noun says: behind it, in apposition before or behind, or subject of a form of "to be"."""
    items = clauses.items
    document = clauses.document
    if inside := [m for m in item.mentions if m.first > last]:
        several = inside[-1].last == item.last and document.tokens.low[last] in plurals(clauses)
        behind = (
            clauses.members(clauses.coordinated(number)) if several and clauses.coordinated(number) > number else []
        )
        yield "stands before the name", [clauses.referent(inside[-1]), *behind]  # "its allies A and B"
        return
    led = predicate.relation is Relation.LEADS or predicate.note == "person"
    right_before = [m for m in item.mentions if m.last == first - 1 and m not in item.owners]
    if led and last == item.last and right_before and document.entities[right_before[0].entity].kind is Kind.PERSON:
        yield "stands behind the name", [clauses.referent(right_before[0])]  # "X director of Y", whose comma was lost
        return
    j = _before(clauses, number)
    yield from _explaining(clauses, number, last, j)
    # "X is (one of) the leader(s) of Y"
    if (
        j >= 1
        and items[j].tag == "P"
        and clauses.word(items[j]) == "of"
        and clauses.low(items[j - 1]) in {"one", "some", "part"}
    ):
        j -= 2
    if j == 0 and clauses.word(items[j]) == "as":
        found = following_subject(clauses, number)
        if found:
            yield "is said of the subject", found
    yield from called_so(clauses, j, predicate)
    k = j
    while (
        k >= 0
        and items[k].tag in ("A", "G", "Q", "P")
        and (items[k].tag != "P" or clauses.word(items[k]) in {"as", "of"})
    ):
        k -= 1
    if j >= 0 and clauses.word(items[j]) == "as":
        k = _over_circumstances(clauses, k)
    if k >= 0 and items[k].tag == "X" and clauses.word(items[k]) in words_of("be"):
        found = copula_subject(clauses, k)
        if found:
            beside = along_with(clauses, number) if predicate.relation is Relation.PART_OF else []
            yield "is said of the subject", found + beside
    if k >= 0 and items[k].tag == "V" and items[k].lemma in _DESCRIBING:
        named = items[k].lemma in SAYING_OF and not items[k].passive
        found = objects(clauses, k) if named else subjects(clauses, k)
        if found:
            yield "is said of the subject", found + along_with(clauses, number)
    yield from _told_beside(clauses, number, last, j, led=led)
    yield from behind_copula(clauses, number, last)
    yield "stands before the name", _right_behind(clauses, number, last)
    yield from _named_behind(clauses, number, last, predicate, led=led)


def _told_beside(
    clauses: Clauses, number: int, last: int, j: int, *, led: bool
) -> Iterator[tuple[str, list[Referent]]]:
    """Of whom it is said in "A has, as a member of B, trained C", and who is named in "their rivals the As"."""
    items = clauses.items
    item = items[number]
    if j >= 2 and clauses.word(items[j]) == "as" and items[j - 1].tag == "," and items[j - 2].tag == "X":
        yield "is said of the subject", copula_subject(clauses, j - 2)
    behind = items[number + 1] if number + 1 < len(items) else item
    named = behind.tag == "NP" and behind.mentions and clauses.tag(behind.first) == "D"
    if named and last == item.last and item.possessor is not None and not led:
        yield "stands before the name", clauses.members(number + 1)


def _named_behind(
    clauses: Clauses, number: int, last: int, predicate: Predicate, *, led: bool
) -> Iterator[tuple[str, list[Referent]]]:
    """Who stands behind the noun and what it is of: "the leader of Y, X" and "leader of Y X"."""
    items, document = clauses.items, clauses.document
    k = number + 1
    while k + 1 < len(items) and items[k].tag == "P" and items[k + 1].tag == "NP":
        own = items[k + 1]
        several = len(own.mentions) > 1 and own.mentions[-1].last == own.last
        if several and (led or document.entities[own.mentions[0].entity].kind is Kind.PLACE):
            yield "stands before the name", [clauses.referent(own.mentions[-1])]
        k += 2
    signs = (",", "(") if k == number + 1 else (",",)
    if k + 1 < len(items) and items[k].tag in signs and items[k + 1].tag == "NP":
        follow = _apposed(clauses, items[k + 1])
        if _announces_several(clauses, number, last, follow):
            yield "stands before the names", clauses.members(k + 1)
        of_person = predicate.relation is Relation.LEADS or predicate.note == "person"
        if follow and of_person == (document.entities[follow[0].entity].kind is Kind.PERSON):
            yield "stands before the name", follow[:1]


def _over_circumstances(clauses: Clauses, k: int) -> int:
    """Jump when, where and by whom: "was founded in 1996 by P as the armed wing of B"."""
    items = clauses.items
    for _ in range(3):
        if k >= 2 and items[k].tag in ("NP", "t") and items[k - 1].tag == "P":
            k -= 2
        elif k >= 1 and (items[k].tag == "t" or clauses.word(items[k]) in {"itself", "themselves"}):
            k -= 1
    return k


def _right_behind(clauses: Clauses, number: int, last: int) -> list[Referent]:
    """The name right behind a noun, whose comma was lost: "Y's offshoot the X"."""
    after = clauses.items[number + 1 : number + 2]
    if last != clauses.items[number].last or not after or not after[0].mentions or clauses.word(after[0]) != "the":
        return []
    beside = after[0].mentions[0].first == after[0].first + 1 and not after[0].owners
    return [clauses.referent(after[0].mentions[0])] if beside else []


def _explaining(clauses: Clauses, number: int, last: int, j: int) -> Iterator[tuple[str, list[Referent]]]:
    """Whom the noun explains in "X, (a) leader of Y" and, with a lost comma, "X a former Y leader"."""
    items = clauses.items
    item = items[number]
    if j >= 0 and items[j].tag in (",", "(", "-"):
        k = j - 1
        while k >= 0 and items[k].tag in (")",):
            k = next((m for m in range(k - 1, -1, -1) if items[m].tag == "("), 0) - 1
        if k >= 0 and items[k].tag == "NP":
            found = clauses.named(items[k])
            if clauses.low(item) in plurals(clauses) and last == item.last and items[j].tag == ",":
                found = bound_list(clauses, k)
                if found:
                    yield f"explains the name{'s' if len(found) > 1 else ''} before it", found
            elif found and not (len(found) > 1):
                yield "explains the name before it", found
    elif j >= 0 and items[j].tag == "NP" and clauses.tag(item.first) == "D":
        found = clauses.named(items[j])
        if found:
            yield "explains the name before it", found[-1:]


def _before(clauses: Clauses, number: int) -> int:
    """The sign before a phrase, over "one of" and over "once" in "A, once one of the commanders of B"."""
    items = clauses.items
    if number >= 3 and clauses.word(items[number - 1]) == "of" and clauses.low(items[number - 2]) == "one":
        number -= 2 if items[number - 3].tag == "," else 0
    j = number - 1
    if j >= 3 and items[j].tag == "Q" and items[j - 1].tag == "," and clauses.document.tokens.glued[items[j].first]:
        j -= 1  # X, alias "Y," the leader
    return j - 1 if j >= 1 and items[j].tag == "A" and items[j - 1].tag in (",", "(") else j


def _announces_several(clauses: Clauses, number: int, last: int, follow: list[Referent]) -> bool:
    """Whether a plural stands before the first of several names: "its backers, A and B"."""
    return len(follow) == 1 and clauses.low(clauses.items[number]).endswith("s") and last == clauses.items[number].last


def _apposed(clauses: Clauses, item: Item) -> list[Referent]:
    """Whom a phrase behind a comma names; "in X, the third state capital" names no place."""
    found = clauses.named(item)
    place = found and clauses.document.entities[found[0].entity].kind is Kind.PLACE
    return [] if place and clauses.tag(item.first) == "D" else found
