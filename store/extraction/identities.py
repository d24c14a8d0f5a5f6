"""Claims that apposition and description make: "X, leader of Y", "Y affiliate X", "X is a branch of Y", "Y-backed X"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from store.extraction.arguments import prepositional
from store.extraction.candidates import Candidate, fits
from store.extraction.clauses import Clauses, Item, Referent
from store.extraction.document import Mention
from store.extraction.predicates import Predicate, noun_matches
from store.extraction.words import words_of
from store.records import Kind, Relation


def identity_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of nouns that tell what someone is to someone else."""
    tokens = clauses.document.tokens
    for number, item in enumerate(clauses.items):
        if item.tag != "NP":
            continue
        i = item.first
        while i <= item.last:
            predicate = None
            if clauses.tag(i) == "N" and tokens.low[i] in clauses.lexicon.identities:
                predicate = noun_matches(clauses.lexicon.identities, tokens.low, i, item.last)
            if predicate is None:
                i += 1
                continue
            last = i + len(predicate.words) - 1
            for candidate_predicate in clauses.lexicon.identities[tokens.low[i]]:
                if candidate_predicate.words == predicate.words:
                    yield from _claims(clauses, number, item, i, last, sentence, candidate_predicate)
            i = last + 1


def _claims(
    clauses: Clauses, number: int, item: Item, first: int, last: int, sentence: int, predicate: Predicate
) -> Iterator[Candidate]:
    document = clauses.document
    whole = _whole(clauses, number, item, first, last, predicate)
    if not whole:
        return
    reversed_ = predicate.subject[0] != "self"
    for how, selves in _selves(clauses, number, item, first, last, predicate):
        found = []
        for one in selves:
            for other in whole:
                subject, object_ = (other, one) if reversed_ else (one, other)
                if one.entity != other.entity and _allowed(clauses, predicate, subject, object_):
                    found.append((subject, object_))
        if not found:
            continue
        for subject, object_ in found:
            yield Candidate(
                subject, predicate.relation, object_, first, sentence, f"identity {predicate.form}", 1.0,
                [f"'{document.tokens.span(first, last)}' {how}"], item=number,
            )  # fmt: skip
        return


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
        return person == (
            predicate.form in {"member", "spokesman", "spokesperson", "spokeswoman", "fighter", "operative"}
        ) or (not person and predicate.form == "member")
    return True


def _whole(clauses: Clauses, number: int, item: Item, first: int, last: int, predicate: Predicate) -> list[Referent]:
    """The other side: a name before the noun ("al-Qaeda's affiliate", "Iraqi president"), or behind "of"."""
    document = clauses.document
    text = document.tokens.text
    before = [
        m for m in item.mentions if m.last < first and document.entities[m.entity].kind.acts and text[m.last + 1] != "-"
    ]
    slots = prepositional(clauses, number) if last == item.last or predicate.relation is not Relation.LEADS else {}
    if last != item.last and predicate.relation is Relation.LEADS:
        slots = {}
    for word in predicate.object if predicate.subject[0] == "self" else predicate.subject:
        if word == "gen":
            if before:
                return [clauses._referent(before[-1])]
            adjective = adjective_state(clauses, item.first, first)
            if adjective is not None and predicate.relation is Relation.LEADS:
                return [adjective]
            if item.possessor is not None:
                return [item.possessor]
            behind = number + 2
            if (
                predicate.relation is Relation.LEADS and behind < len(clauses.items) and clauses.items[number + 1].tag == ","
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
        return clauses._referent(mentions[0])
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
    inside = [m for m in item.mentions if m.first > last]
    if inside:
        yield "stands before the name", [clauses._referent(inside[-1])]
        return
    # "X, (a) leader of Y" and, with a lost comma, "X a former Y leader"
    j = number - 1
    if j >= 0 and items[j].tag in (",", "(", "-"):
        k = j - 1
        while k >= 0 and items[k].tag in (")",):
            k = next((m for m in range(k - 1, -1, -1) if items[m].tag == "("), 0) - 1
        if k >= 0 and items[k].tag == "NP":
            found = clauses.named(items[k])
            if found and not (len(found) > 1):
                yield "explains the name before it", found
    elif j >= 0 and items[j].tag == "NP" and clauses.tag(item.first) == "D":
        found = clauses.named(items[j])
        if found:
            yield "explains the name before it", found[-1:]
    # "X is (one of) the leader(s) of Y"
    k = j
    while (
        k >= 0
        and items[k].tag in ("A", "G", "Q", "P")
        and (items[k].tag != "P" or clauses.word(items[k]) in {"as", "of"})
    ):
        k -= 1
    if k >= 0 and items[k].tag == "X" and clauses.word(items[k]) in words_of("be"):
        found = _copula_subject(clauses, k)
        if found:
            yield "is said of the subject", found
    if (
        k >= 0
        and items[k].tag == "V"
        and items[k].lemma
        in {
            "become",
            "remain",
            "serve",
            "act",
            "consider",
            "describe",
            "name",
            "appoint",
            "elect",
            "form",
            "know",
            "operate",
        }
    ):
        from store.extraction.arguments import objects, subjects

        found = (
            objects(clauses, k)
            if items[k].lemma in {"describe", "appoint", "name", "elect", "consider"} and not items[k].passive
            else subjects(clauses, k)
        )
        if found:
            yield "is said of the subject", found
    # "the leader of Y, X" and "leader of Y X"
    k = number + 1
    while k + 1 < len(items) and items[k].tag == "P" and items[k + 1].tag == "NP":
        own = items[k + 1]
        if len(own.mentions) > 1 and own.mentions[-1].last == own.last:
            yield "stands before the name", [clauses._referent(own.mentions[-1])]
        k += 2
    if k + 1 < len(items) and items[k].tag in (",", "(") and items[k + 1].tag == "NP":
        follow = clauses.named(items[k + 1])
        if follow and (predicate.relation is Relation.LEADS) == (
            document.entities[follow[0].entity].kind is Kind.PERSON
        ):
            yield "stands before the name", follow[:1]


def _copula_subject(clauses: Clauses, be: int) -> list[Referent]:
    from store.extraction.arguments import (
        _antecedent,
        _of_infinitive,
        _over_comma,
        _phrase_left,
        _verb_before,
        objects,
    )

    items = clauses.items
    if be and clauses.word(items[be - 1]) == "as":
        verb = _verb_before(clauses, be - 1)
        return objects(clauses, verb) if verb >= 0 and items[verb].lemma in words_of("saying_as") else []
    j = be - 1
    while j >= 0 and items[j].tag in ("A", "X", "M"):
        j -= 1
    if j < 0:
        return []
    if items[j].tag == "T":
        return _of_infinitive(clauses, j, 0)
    if items[j].tag in ("NP", "O"):
        return _phrase_left(clauses, j, items[be]) if items[j].tag == "NP" else clauses.named(items[j])
    if items[j].tag == "R":
        return _antecedent(clauses, j)
    if items[j].tag == ",":
        return _over_comma(clauses, j, be, 0)
    return []


def suffix_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of adjectives made with a hyphen: "US-backed X", "al-Qaeda-linked X", "ISIL-held Raqqa"."""
    tokens = clauses.document.tokens
    document = clauses.document
    for i in range(clauses.first + 1, clauses.last):
        if tokens.text[i] not in "-–" or tokens.low[i + 1] not in clauses.lexicon.suffixes:
            continue
        holder = _holder(clauses, i - 1)
        if holder is None:
            continue
        item = clauses.items[clauses.item_of[i - clauses.first]]
        targets = [r for r in clauses.named(item) if r.first > i]
        if not targets:
            number = clauses.item_of[i - clauses.first]
            targets = [r for r in clauses.denotes(number) if r.first > i]
        for predicate in clauses.lexicon.suffixes[tokens.low[i + 1]]:
            for target in targets:
                subject, object_ = (holder, target) if predicate.subject == ("gen",) else (target, holder)
                if fits(document, predicate.relation, subject.entity, object_.entity):
                    yield Candidate(
                        subject, predicate.relation, object_, i + 1, sentence, f"suffix {predicate.form}", 1.0,
                        [f"'-{tokens.text[i + 1]}' before the name"], item=clauses.item_of[i - clauses.first],
                    )  # fmt: skip


def _holder(clauses: Clauses, i: int) -> Referent | None:
    mention = clauses.document.mention_at(i)
    if mention is not None:
        return clauses._referent(mention)
    return adjective_state(clauses, i, i + 1)


def renaming_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "formerly (known as)", "previously called", "then known as", "now called", "also known as"."""
    tokens = clauses.document.tokens
    for number, item in enumerate(clauses.items):
        word = clauses.word(item)
        if word not in {
            "formerly",
            "previously",
            "once",
            "originally",
            "then",
            "now",
            "known",
            "called",
            "aka",
            "alias",
            "renamed",
            "rebranded",
        }:
            continue
        k = number + 1
        known = word in {"known", "called", "renamed", "rebranded"}
        while k < len(clauses.items) and clauses.items[k].tag not in ("NP", ",", ".", ";", "R"):
            known = known or clauses.word(clauses.items[k]) in {"known", "called", "named"}
            k += 1
        if k >= len(clauses.items) or clauses.items[k].tag != "NP" or k - number > 4:
            continue
        if word in {"then", "now", "once", "originally"} and not known and k != number + 1:
            continue
        new = clauses.named(clauses.items[k])
        qualifiers = {
            "also",
            "formerly",
            "previously",
            "once",
            "originally",
            "then",
            "now",
            "better",
            "earlier",
            "otherwise",
            "when",
            "aka",
            "alias",
            "renamed",
            "rebranded",
        }
        around = set(tokens.low[max(clauses.first, item.first - 4) : clauses.items[k].first])
        if word in {"known", "called"} and not around & qualifiers:
            continue
        j = number - 1
        while j >= 0 and clauses.items[j].tag in (",", "(", "A", "X", "R", "S", "O", "M", "C", "Q"):
            j -= 1
        if j < 0 or clauses.items[j].tag != "NP" or not new or not clauses.items[j].mentions:
            continue
        old = clauses.named(clauses.items[j])
        if (
            clauses.items[number].tag != "V"
            and clauses.items[number - 1].tag not in (",", "(", "X", "S", "R", "C")
            and not known
        ):
            continue
        for one in old[-1:]:
            if fits(clauses.document, Relation.SAME_AS, one.entity, new[0].entity):
                yield Candidate(
                    one, Relation.SAME_AS, new[0], clauses.items[number].first, sentence, "renaming", 1.0,
                    [f"'{tokens.text[clauses.items[number].first]}' stands between the two names"], item=number,
                )  # fmt: skip


def owned_unit_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "A's Seventh Brigade" and "A units, including B": the unit is part of A."""
    document = clauses.document
    for number, item in enumerate(clauses.items):
        if item.tag != "NP" or not item.mentions:
            continue
        for owner, unit in pairwise(item.mentions):
            head = document.tokens.low[unit.last]
            acting = document.entities[owner.entity].kind.acts and document.entities[unit.entity].kind.acts
            if owner in item.owners and acting and head in words_of("subunit_noun") and unit.first - owner.last <= 3:
                yield _part(clauses, unit, owner, number, sentence, "is owned by the name before it")
        head = clauses.low(item)
        if head in words_of("subunit_noun") and item.mentions[-1].last < item.last:
            k = number + 1
            if k < len(clauses.items) and clauses.items[k].tag == ",":
                k += 1
            if k + 1 < len(clauses.items) and clauses.word(clauses.items[k]) in {
                "including",
                "such",
                "notably",
                "like",
            }:
                for member in clauses.members(k + (2 if clauses.word(clauses.items[k]) == "such" else 1)):
                    if fits(document, Relation.PART_OF, member.entity, item.mentions[-1].entity):
                        yield Candidate(
                            member, Relation.PART_OF, clauses._referent(item.mentions[-1]), item.last, sentence,
                            "including", 0.9, [f"named among its {head}"], item=number,
                        )  # fmt: skip


def _part(clauses: Clauses, unit: Mention, owner: Mention, number: int, sentence: int, why: str) -> Candidate:
    return Candidate(
        clauses._referent(unit), Relation.PART_OF, clauses._referent(owner), unit.last, sentence, "owned unit", 1.0, [why],
        item=number,
    )  # fmt: skip


def adjective_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of adjectives and phrases: "loyal to B", "in alliance with B", "under the control of B"."""
    tokens = clauses.document.tokens
    document = clauses.document
    for i in range(clauses.first, clauses.last):
        if clauses.tag(i) == "E" or tokens.low[i] not in clauses.lexicon.adjectives:
            continue
        for predicate in clauses.lexicon.adjectives[tokens.low[i]]:
            end = _phrase(clauses, i, predicate)
            if end < 0:
                continue
            number = clauses.item_of[end - clauses.first]
            slots = prepositional(clauses, number)
            who = _bearer(clauses, clauses.item_of[i - clauses.first])
            found = False
            for word in predicate.object:
                for one in who:
                    for other in slots.get(word, []):
                        subject, object_ = (other, one) if predicate.note == "reversed" else (one, other)
                        if fits(document, predicate.relation, subject.entity, object_.entity):
                            found = True
                            yield Candidate(
                                subject, predicate.relation, object_, i, sentence, f"adjective {predicate.form}", 0.9,
                                [f"'{tokens.span(i, end)}' stands between the names"],
                                item=clauses.item_of[i - clauses.first],
                            )  # fmt: skip
            if found:
                break


def _phrase(clauses: Clauses, i: int, predicate: Predicate) -> int:
    low = clauses.document.tokens.low
    for word in predicate.words:
        if i <= clauses.last and low[i] in {"the", "a", "full", "close"} and low[i] != word:
            i += 1
        if i > clauses.last or low[i] != word:
            return -1
        i += 1
    return i - 1


def _bearer(clauses: Clauses, number: int) -> list[Referent]:
    """Whom an adjective behind a noun or a form of "to be" is said of."""
    items = clauses.items
    j = number - 1
    if items[number].tag == "NP" and items[number].mentions:
        return clauses.named(items[number])
    while j >= 0 and items[j].tag in ("A", ",", "Q", "G"):
        j -= 1
    if j < 0:
        return []
    if items[j].tag == "X":
        return _copula_subject(clauses, j)
    if items[j].tag == "T" and j and items[j - 1].tag == "V":
        from store.extraction.arguments import subjects

        return subjects(clauses, j - 1)
    if items[j].tag == "NP":
        return clauses.denotes(j)
    if items[j].tag == "V":
        from store.extraction.arguments import subjects

        return subjects(clauses, j)
    return []


def description_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "A described B as its enemy", "A called B terrorists": A accuses B."""
    from store.extraction.arguments import objects, subjects

    tokens = clauses.document.tokens
    for number, item in enumerate(clauses.items):
        if item.tag != "V" or item.passive or item.lemma not in words_of("saying_as"):
            continue
        limit = min(number + 9, len(clauses.items))
        found = next(
            (k for k in range(number + 1, limit) if clauses.items[k].tag == "NP" and _denounces(clauses, k)), -1
        )
        if found < 0:
            continue
        for one in subjects(clauses, number)[:1]:
            for other in objects(clauses, number):
                if fits(clauses.document, Relation.ACCUSES, one.entity, other.entity):
                    yield Candidate(
                        one, Relation.ACCUSES, other, item.first, sentence, "description", 0.9,
                        [f"'{tokens.text[item.first]}' with '{clauses.low(clauses.items[found])}'"], item=number, verb=True,
                    )  # fmt: skip


def _denounces(clauses: Clauses, number: int) -> bool:
    item = clauses.items[number]
    words = clauses.document.tokens.low[item.first : item.last + 1]
    return any(word in words_of("denouncing_noun") for word in words)
