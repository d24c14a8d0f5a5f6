"""Claims that hyphens, renamings, owned units, adjectives and descriptions make."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from store.extraction.candidates import Candidate, fits, pairs_within
from store.extraction.clauses.arguments import following_subject, of_infinitive, subjects, verb_before
from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.complements import prepositional
from store.extraction.clauses.items import Item, Referent
from store.extraction.clauses.objects import objects
from store.extraction.lexicon.predicates import Predicate
from store.extraction.lexicon.words import words_of
from store.extraction.patterns.copulas import copula_subject, in_a_body, named_so
from store.extraction.patterns.identities import adjective_state
from store.extraction.patterns.representing import represented
from store.extraction.qualification.attribution import attribution
from store.records import Kind, Relation

_OFFICES: Final = frozenset(
    "president king emir leader commander chancellor premier minister sultan head chief director".split()
)
_BODIES: Final = frozenset("council committee bureau wing directorate department shura leadership".split())
_RENAMING: Final = frozenset(
    "formerly previously once originally then now known called aka alias renamed rebranded".split()
)
_ASIDE: Final = (",", "(", "A", "X", "R", "S", "O", "M", "C", "Q", "t")
_TO_BLAME: Final = frozenset({"behind", "responsible", "guilty"})
_HELP: Final = frozenset("support backing help assistance aid cover blessing approval".split())
# What a place is under, or in, when somebody holds it: "under A control", "in A hands".
_HELD_IN: Final = {
    "under": frozenset(
        "control rule occupation administration authority siege sway grip domination dominion command yoke"
        " thumb".split()
    ),
    **dict.fromkeys(("in", "into", "to"), frozenset({"hands", "possession", "grip", "clutches", "control"})),
}
_HOLDS: Final = _HELD_IN["under"] | _HELD_IN["in"]
_DECREED: Final = frozenset({"list", "designate", "blacklist", "classify"})
_LABELLED: Final = frozenset(
    "group groups organization organizations organisation organisations entity entities list".split()
)
_OUTLAWED: Final = frozenset("terrorist terror sanctions banned illegal unlawful outlawed proscribed".split())
_LABELLING: Final = frozenset(
    "rule declare label classify list designate brand blacklist add place put name recognize".split()
)


def suffix_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of adjectives made with a hyphen: "US-backed X", "al-Qaeda-linked X", "ISIL-held Raqqa"."""
    if clauses.vocabulary.isdisjoint(("-", "–")):
        return
    tokens = clauses.document.tokens
    document = clauses.document
    for i in range(clauses.first + 1, clauses.last):
        if tokens.text[i] not in "-–" or tokens.low[i + 1] not in clauses.lexicon.suffixes:
            continue
        holder = _holder(clauses, i - 1)
        if holder is None:
            continue
        item = clauses.items[clauses.item_of[i - clauses.first]]
        targets = [r for r in clauses.named(item) if r.first > i or r.via.startswith("described")]
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
        return clauses.referent(mention)
    return adjective_state(clauses, i, i + 1)


_QUALIFIERS: Final = frozenset(
    "also formerly previously once originally then now better earlier otherwise when aka alias renamed rebranded"
    " used".split()
)
_OF_A_PLACE: Final = frozenset({"of", "in", "at", "with"})


def renaming_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "formerly (known as)", "previously called", "then known as", "now called", "also known as"."""
    if clauses.vocabulary.isdisjoint(_RENAMING):
        return
    tokens = clauses.document.tokens
    for number, item in enumerate(clauses.items):
        word = clauses.word(item)
        if word not in _RENAMING:
            continue
        k = number + 1
        known = word in {"known", "called", "renamed", "rebranded"}
        while k < len(clauses.items) and clauses.items[k].tag not in ("NP", ",", ".", ";", "R"):
            known = known or clauses.word(clauses.items[k]) in {"known", "called", "named"}
            k += 1
        if k >= len(clauses.items) or clauses.items[k].tag != "NP" or k - number > 4:
            continue
        if clauses.items[number + 1].tag == "O":
            continue  # "pledged loyalty to B and rebranded itself as C"
        if word in {"then", "now", "once", "originally"} and not known and k != number + 1:
            continue
        if word in {"formerly", "previously"} and not known and clauses.word(clauses.items[number + 1]) in _OF_A_PLACE:
            continue  # "P, formerly of T"
        if (
            clauses.low(clauses.items[k]) == "name"
            and k + 2 < len(clauses.items)
            and clauses.word(clauses.items[k + 1]) == "of"
        ):
            k, known = k + 2, True
        new = clauses.named(clauses.items[k])
        around = set(tokens.low[max(clauses.first, item.first - 4) : clauses.items[k].first])
        if word in {"known", "called"} and not around & _QUALIFIERS:
            continue
        j = number - 1
        while j >= 0 and (clauses.items[j].tag in _ASIDE or clauses.word(clauses.items[j]) == "until"):
            j -= 1
        if j < 0 or clauses.items[j].tag != "NP" or not new:
            continue
        old = named_so(clauses, j, number) or clauses.named(clauses.items[j])
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


_RIGHT_BEFORE: Final = frozenset({"together", "jointly"})


_BESIDES: Final = frozenset({"together", "along"})


def adjective_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of adjectives and phrases: "loyal to B", "in alliance with B", "under the control of B"."""
    tokens = clauses.document.tokens
    document = clauses.document
    known = clauses.lexicon.adjectives
    for i in [i for i in range(clauses.first, clauses.last) if tokens.low[i] in known]:
        if clauses.tag(i) == "E":
            continue
        for predicate in clauses.lexicon.standing(tokens.low[i], clauses.vocabulary, "adjective"):
            end = _phrase(clauses, i, predicate)
            if end < 0 or (predicate.form in _RIGHT_BEFORE and tokens.low[end + 1 : end + 2] != ["with"]):
                continue  # "together they left the talks with B" tells of no company
            number = clauses.item_of[end - clauses.first]
            slots = prepositional(clauses, number)
            who = _bearer(clauses, clauses.item_of[i - clauses.first])
            if predicate.words[0] in _BESIDES and in_a_body(clauses, clauses.item_of[i - clauses.first]):
                continue  # "a member of the alliance, together with B"
            found = False
            turned = predicate.object == ("subj",)
            for word in predicate.subject if turned else predicate.object:
                for one in who:
                    for other in slots.get(word, []):
                        subject, object_ = (other, one) if turned else (one, other)
                        if fits(document, predicate.relation, subject.entity, object_.entity):
                            found = True
                            yield Candidate(
                                subject, predicate.relation, object_, i, sentence, f"adjective {predicate.form}", 0.9,
                                [f"'{tokens.span(i, end)}' stands between the names"],
                                item=clauses.item_of[i - clauses.first],
                            )  # fmt: skip
            mutual = predicate.relation is Relation.FIGHTS or predicate.form == "allied"
            if not found and mutual and not any(slots.get(w) for w in predicate.object):
                for one, other in pairs_within(document, predicate.relation, who):
                    found = True
                    yield Candidate(
                        one, predicate.relation, other, i, sentence, f"adjective {predicate.form}", 0.9,
                        [f"'{tokens.span(i, end)}' of both"], item=clauses.item_of[i - clauses.first],
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
        return copula_subject(clauses, j)
    if items[j].tag == "T":
        return of_infinitive(clauses, j, 0)
    if items[j].tag == "NP":
        found = clauses.denotes(j)
        acts = any(clauses.document.entities[r.entity].kind.acts for r in found)
        if items[number - 1].tag == "," and not acts:
            verb = verb_before(clauses, j)  # "A fought in T, side by side with B"
            be = next((k for k in range(j, 0, -1) if items[k].tag == "X"), -1)
            return subjects(clauses, verb) if verb >= 0 else copula_subject(clauses, be) if be > 0 else found
        return found
    if items[j].tag == "V":
        return subjects(clauses, j)
    return []


def holding_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "T is under A control", "T, under A rule since 2014"."""
    document = clauses.document
    if clauses.vocabulary.isdisjoint(_HOLDS):
        return
    for number, item in enumerate(clauses.items):
        if not number or item.tag != "NP" or clauses.low(item) not in _HOLDS:
            continue
        lead = clauses.word(clauses.items[number - 1])
        if clauses.low(item) not in _HELD_IN.get(lead, ()):
            continue
        holder = item.possessor
        if item.mentions and item.mentions[-1].last < item.last:
            holder = clauses.referent(item.mentions[-1])
        if holder is None or not document.entities[holder.entity].acts:
            continue
        for place in _bearer(clauses, number - 1):
            if fits(document, Relation.CONTROLS, holder.entity, place.entity):
                yield Candidate(
                    holder, Relation.CONTROLS, place, item.last, sentence, "held", 0.9,
                    [f"'{lead} ... {clauses.low(item)}'"], item=number,
                )  # fmt: skip


def description_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "A described B as its enemy", "A called B terrorists": A accuses B."""
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
        noun = clauses.items[found]
        label = set(clauses.document.tokens.low[noun.first : noun.last + 1])
        for one in subjects(clauses, number)[:1]:
            if (label & _LABELLED or item.lemma in _DECREED) and clauses.document.entities[
                represented(clauses, one).entity
            ].kind is Kind.STATE:
                continue  # a state (or its president) that lists somebody as a terrorist group sanctions him
            for other in objects(clauses, number):
                if fits(clauses.document, Relation.ACCUSES, one.entity, other.entity):
                    yield Candidate(
                        one, Relation.ACCUSES, other, item.first, sentence, "description", 0.9,
                        [f"'{tokens.text[item.first]}' with '{clauses.low(clauses.items[found])}'"],
                        item=number, verb=True,
                    )  # fmt: skip


def blame_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "A said B was behind the attack", "according to A, B was responsible": A accuses B."""
    if clauses.vocabulary.isdisjoint(_TO_BLAME):
        return
    low = clauses.document.tokens.low
    for i in range(clauses.first + 1, clauses.last):
        if low[i] not in _TO_BLAME or low[i - 1] not in words_of("be"):
            continue
        if low[i] != "behind" and low[i + 1] not in {"for", "of"}:
            continue
        source = attribution(clauses)
        be = clauses.item_of[i - 1 - clauses.first]
        if source is None or source[2] is None or clauses.items[be].negated:
            continue
        blamed = copula_subject(clauses, be)
        accuser = Referent(source[2], source[0], source[1])
        for other in blamed:
            if fits(clauses.document, Relation.ACCUSES, accuser.entity, other.entity):
                yield Candidate(
                    accuser, Relation.ACCUSES, other, i, sentence, "blame", 0.9,
                    [f"who says so holds it '{low[i]}'"], item=be, verb=True,
                )  # fmt: skip


def _denounces(clauses: Clauses, number: int) -> bool:
    item = clauses.items[number]
    words = clauses.document.tokens.low[item.first : item.last + 1]
    return any(word in words_of("denouncing_noun") for word in words)


def support_phrases(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "with the support of B, A ...", "in support of B, A ..."."""
    if clauses.vocabulary.isdisjoint(_HELP):
        return
    items = clauses.items
    for number, item in enumerate(items):
        if item.tag != "NP" or clauses.low(item) not in _HELP or not number:
            continue
        own = [m for m in item.mentions if clauses.document.entities[m.entity].kind.acts]
        lead = clauses.word(items[number - 1])
        behind = prepositional(clauses, number)
        others = behind.get("of") or behind.get("from") or behind.get("by") or []
        if own and lead in {"with", "under"}:
            others = [clauses.referent(own[-1])]
        if lead not in {"with", "in", "under"} or not others or items[number - 1].tag != "P":
            continue
        who = following_subject(clauses, number) if number <= 4 else []
        if not who and number == 1 and items[2].tag == "NP":
            who = clauses.members(2)  # "with A support B took T"
        if not who:
            verb = verb_before(clauses, number - 1)
            before = items[number - 2 - (items[number - 2].tag == ",")] if verb < 0 and number > 2 else item
            who = subjects(clauses, verb) if verb >= 0 else clauses.named(before) if before is not item else []
        for one in who:
            for other in others:
                subject, object_ = (one, other) if lead == "in" else (other, one)
                if fits(clauses.document, Relation.SUPPORTS, subject.entity, object_.entity):
                    yield Candidate(
                        subject, Relation.SUPPORTS, object_, item.last, sentence, "support phrase", 0.9,
                        [f"'{lead} {clauses.low(item)}' stands beside the clause"], item=number,
                    )  # fmt: skip


def _tail(clauses: Clauses, item: Item) -> list[str]:
    """The words of a noun phrase behind its last name."""
    return clauses.document.tokens.low[item.mentions[-1].last + 1 : item.last + 1]


def _on_list(clauses: Clauses, number: int) -> list[Referent]:
    """Who stands on a list: "B was put on the A list", "B is on A's list of terrorist groups"."""
    items = clauses.items
    if number < 2 or clauses.word(items[number - 1]) not in {"on", "onto", "to"}:
        return []
    k = number - 2
    if items[k].tag == "V" and (items[k].passive or items[k].lemma in {"remain", "appear", "figure"}):
        return subjects(clauses, k)
    return copula_subject(clauses, k) if items[k].tag == "X" else []


def terror_labels(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of "A ruled that B is a terrorist organisation", "A's list of terrorist groups includes B"."""
    tokens = clauses.document.tokens
    label = next(
        (
            i for i in range(clauses.first, clauses.last)
            if tokens.low[i] in _OUTLAWED and tokens.low[i + 1] in _LABELLED
        ), -1,
    )  # fmt: skip
    if label < 0:
        return
    document = clauses.document
    for number, item in enumerate(clauses.items):
        who: list[Referent] = []
        if item.tag == "V" and item.lemma in _LABELLING and not item.negated:
            who = subjects(clauses, number)
        elif item.tag == "NP" and item.mentions and {clauses.low(item), *_tail(clauses, item)} & {"list", "blacklist"}:
            who = [clauses.referent(item.mentions[-1])]
        who = [r for r in who if document.entities[r.entity].kind in (Kind.STATE, Kind.ORGANIZATION)]
        if not who:
            continue
        behind = clauses.items[number + 1 :]
        if item.tag == "V":
            behind = [other for other in behind if other.first <= label]  # "declared B a terrorist group"
        named = [referent for other in behind for referent in clauses.named(other)]
        for referent in (_on_list(clauses, number) if item.tag == "NP" else []) or named:
            if document.entities[referent.entity].kind is Kind.ARMED_GROUP:
                yield Candidate(
                    who[0], Relation.SANCTIONS, referent, label, sentence, "terror label", 0.9,
                    [f"'{tokens.span(label, label + 1)}' is what the subject calls it"], item=number,
                )  # fmt: skip
