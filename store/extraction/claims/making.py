"""Put the claims of one article together: run both extractors over its sentences and weigh what they found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from store.extraction.candidates import Candidate, fits, possible_relations
from store.extraction.claims.agreement import Weighed, weigh
from store.extraction.claims.doubts import belied
from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.items import Referent
from store.extraction.clauses.tagging import Tagger
from store.extraction.document import Document
from store.extraction.lexicon.predicates import lexicon
from store.extraction.paths.graph import Graph
from store.extraction.paths.prospects import worth_parsing
from store.extraction.paths.walking import path_claims
from store.extraction.patterns.amongst import amongst_claims
from store.extraction.patterns.announcing import devoted_claims
from store.extraction.patterns.belonging import (
    leading_claims,
    member_claims,
    named_one_claims,
    one_of_claims,
    owned_unit_claims,
    possessed_claims,
)
from store.extraction.patterns.companions import companion_claims
from store.extraction.patterns.echoing import echoed_claims
from store.extraction.patterns.exchanges import exchange_claims
from store.extraction.patterns.fellowship import fellowship_claims
from store.extraction.patterns.gains import gain_claims
from store.extraction.patterns.giving import giving_claims
from store.extraction.patterns.identities import identity_claims
from store.extraction.patterns.incidents import goes_on_about, incident_claims
from store.extraction.patterns.nominal import nominal_claims
from store.extraction.patterns.offices import banded_claims, fronted_leader_claims, office_claims
from store.extraction.patterns.phrases import (
    adjective_claims,
    blame_claims,
    description_claims,
    holding_claims,
    renaming_claims,
    suffix_claims,
    support_phrases,
    terror_labels,
)
from store.extraction.patterns.releases import described_place, release_claims
from store.extraction.patterns.renamed import led_group_claims, name_change_claims
from store.extraction.patterns.retreats import described_place_claims, retreat_claims
from store.extraction.patterns.rosters import roster_claims
from store.extraction.patterns.sequels import sequel_claims
from store.extraction.patterns.strikes import strike_claims
from store.extraction.patterns.successions import succession_claims
from store.extraction.patterns.threats import announced, threat_claims
from store.extraction.patterns.umbrellas import umbrella_claims
from store.extraction.patterns.verbal import verbal_claims
from store.extraction.qualification.speakers import speakers
from store.extraction.qualification.statuses import qualify
from store.extraction.reference.antecedents import Focus, nouns_by_entity, remember
from store.extraction.reference.definite import resolve
from store.extraction.reference.officials import COURTS, seats
from store.extraction.reference.regimes import only_regime
from store.extraction.reference.rulers import ruler_claims, rulers
from store.records import FoundClaim, Kind, Relation, Span
from store.world import World

if TYPE_CHECKING:
    from store.extraction.syntax import Parser

# Sentences above this many tokens are no sentences: nothing is claimed from them.
LONGEST_CLAIMING: Final = 250


# Words with which a sentence may go on about those of the sentence before.
_GOING_ON: Final = frozenset({"so", "part", "independent"})
# Deeds whose doer may only stand in the sentence before.
_SUFFERED: Final = frozenset(
    "killed wounded injured captured seized abducted kidnapped overrun taken died claimed"
    " responsibility blamed carried staged".split()
)


# "arrested P, a member of A": A's members are arrested.
_ARRESTED: Final = frozenset("arrested apprehended detained nabbed held captured".split())
_TERRITORIAL: Final = frozenset({Relation.CONTROLS, Relation.WITHDRAWS_FROM})


@lru_cache(maxsize=1)
def _tagger() -> Tagger:
    return Tagger()


@dataclass(slots=True)
class Search:
    """The search for claims in one text, half done: what is left to do needs the trees of ``to_parse``.

    ``read`` holds the sentences that may claim something, ``named`` all that name somebody.
    """

    document: Document
    date: str | None
    spoken: list[int | None]
    read: dict[int, Clauses]
    named: dict[int, Clauses]
    to_parse: list[int]


def begin(document: Document, world: World, date: str | None, *, parsing: bool = True) -> Search:
    """Read the clauses of every sentence that may claim something, and tell which of them are to be parsed.

    Without ``parsing`` the surface patterns are left alone.
    """
    spoken = speakers(document)
    read = _read_clauses(document, world, spoken)
    named = read
    read = {number: clauses for number, clauses in named.items() if can_claim(document, clauses)}
    for clauses in read.values():
        clauses.relations = _claimable(clauses)
    to_parse = [number for number, clauses in read.items() if worth_parsing(clauses)] if parsing else []
    return Search(document, date, spoken, read, named, to_parse)


def parse(searches: Sequence[Search], parser: Parser) -> list[dict[int, Graph]]:
    """The trees of all searches; parsed together, which takes about half as long as text by text."""
    texts, names = [], []
    for search in searches:
        tokens = search.document.tokens.text
        for number in search.to_parse:
            clauses = search.read[number]
            texts.append(tokens[clauses.first : clauses.last + 1])
            inside = dict.fromkeys(at for at in search.document.at[clauses.first : clauses.last + 1] if at >= 0)
            mentions = [search.document.mentions[at] for at in inside]
            names.append([(m.first - clauses.first, m.last + 1 - clauses.first) for m in mentions])
    parses = iter(parser.parse(texts, names) if texts else ())
    return [{number: Graph.of(s.read[number], next(parses)) for number in s.to_parse} for s in searches]


def finish(search: Search, graphs: dict[int, Graph]) -> list[FoundClaim]:
    """All claims of a text, one for each subject, relation and object, in the order of their evidence."""
    document, spoken = search.document, search.spoken
    weighed: list[Weighed] = []
    before: list[Candidate] = []
    for number, clauses in search.read.items():
        found = surface_claims(clauses, number)
        own = list(found)
        found.extend(echoed_claims(clauses, number, own, before))
        found.extend(companion_claims(clauses, number, own, search.named.get(number - 1)))
        found.extend(retreat_claims(clauses, number, own))
        found.extend(threat_claims(clauses, number))
        found.extend(amongst_claims(clauses, number, search.named.get(number - 1)))
        found.extend(incident_claims(clauses, number, search.named))
        found.extend(sequel_claims(clauses, number, search.named.get(number - 1)))
        found.extend(succession_claims(clauses, number, own, before))
        before = own
        if number in graphs:
            found.extend(path_claims(graphs[number], number))
        found = [one for one in found if not belied(document, one)]
        for one in found:
            if one.relation in _TERRITORIAL and (town := described_place(document, one.object)) is not None:
                one.object = town
            if one.relation is Relation.FIGHTS and one.verb and announced(clauses, one.item):
                one.relation = Relation.THREATENS
            if one.relation is Relation.MERGED_INTO and document.entities[one.subject.entity].kind is Kind.STATE:
                one.relation = Relation.PART_OF  # a state that joins a coalition goes on to be a state
        evidence = Span(document.tokens.start[clauses.first], document.tokens.end[clauses.last])
        weighed.extend(Weighed(one, qualify(clauses, one, spoken[number]), evidence) for one in found)
    return weigh(document, _through_members(document, weighed), search.date)


def _through_members(document: Document, weighed: list[Weighed]) -> list[Weighed]:
    """Let who hits or arrests a member of a group hit the group, where the text says whose he is."""
    groups: dict[int, Referent] = {}
    low = document.tokens.low
    for one in weighed:
        claim = one.candidate
        if (
            claim.relation in (Relation.LEADS, Relation.PART_OF)
            and document.entities[claim.subject.entity].kind is Kind.PERSON
        ):
            groups.setdefault(claim.subject.entity, claim.object)
    kept = []
    for one in weighed:
        claim = one.candidate
        if claim.relation is Relation.FIGHTS and document.entities[claim.object.entity].kind is Kind.PERSON:
            group = groups.get(claim.object.entity)
            if group is None or not fits(document, Relation.FIGHTS, claim.subject.entity, group.entity):
                continue
            if claim.object.via.startswith("'"):
                continue  # "him"
            name = document.entities[claim.object.entity].name
            claim.object = Referent(group.entity, claim.object.first, claim.object.last, f"of whom {name} is")
        arrested = claim.relation is Relation.SANCTIONS and low[claim.trigger] in _ARRESTED
        if arrested and document.entities[claim.object.entity].kind is Kind.PERSON:
            group = groups.get(claim.object.entity)
            if group is not None and fits(document, Relation.SANCTIONS, claim.subject.entity, group.entity):
                name = document.entities[claim.object.entity].name
                member = Referent(group.entity, claim.object.first, claim.object.last, f"of whom {name} is")
                kept.append(replace(one, candidate=replace(claim, object=member)))
        kept.append(one)
    leading = {
        (claim.subject.entity, claim.object.entity)
        for claim in (one.candidate for one in kept)
        if claim.relation is Relation.LEADS
    }
    return [one for one in kept if not _only_member(one.candidate, leading)]


def _only_member(claim: Candidate, leading: set[tuple[int, int]]) -> bool:
    """Whether a claim makes a plain member of somebody who leads."""
    listed = claim.relation is Relation.PART_OF and claim.rule in ("roster", "identified")
    return listed and (claim.subject.entity, claim.object.entity) in leading


def _read_clauses(document: Document, world: World, spoken: list[int | None]) -> dict[int, Clauses]:
    """The clauses of every sentence that names somebody or may go on about somebody named, references resolved."""
    focus = Focus(called=nouns_by_entity(document))
    states = {
        entity.state: entity.number
        for entity in sorted(document.entities, key=lambda e: e.role in (None, "government"))
        if entity.state and entity.kind.acts and (entity.role in (None, "government") or _is_army(entity.role))
    }
    ruling = rulers(document, world)
    read: dict[int, Clauses] = {}
    towns: dict[int, int] | None = None
    for number, (first, last) in enumerate(document.sentences):
        if last - first >= LONGEST_CLAIMING:
            continue
        if focus.subject is None and all(document.at[i] < 0 for i in range(first, last + 1)):
            continue
        headline = document.headline[number]
        title = number == 0 and document.titled
        tags = _tagger().tags(document, first, last, headline=headline or title)
        clauses = Clauses(document, first, last, tags, lexicon(), headline=headline)
        clauses.adjectives, clauses.states, clauses.rulers = world.demonyms, states, ruling
        clauses.before, clauses.title = focus.subject, headline or title
        clauses.umbrella, clauses.merged = focus.umbrella, focus.merged
        if not COURTS.isdisjoint(clauses.vocabulary):
            towns = seats(document, world) if towns is None else towns
            clauses.seats = towns
        resolve(clauses, focus, spoken[number])
        clauses.settle()
        remember(clauses, focus)
        read[number] = clauses
    return read


def _is_army(role: str | None) -> bool:
    return role is not None and role.startswith("military")


def can_claim(document: Document, clauses: Clauses) -> bool:
    """Whether a sentence names or means two, a group among them."""
    named = set(clauses.meant)
    if goes_on_about(clauses):
        return True
    if named and clauses.before is not None and not clauses.vocabulary.isdisjoint(_SUFFERED):
        named.add(clauses.before)
    if named and (
        clauses.umbrella is not None or _GOING_ON & set(clauses.document.tokens.low[clauses.first : clauses.last])
    ):
        named.update(e for e in (clauses.umbrella, clauses.before) if e is not None)
    if len(named) < 2 or not any(document.entities[number].kind.acts for number in named):
        # "Turkish President X": the adjective means a state that is named elsewhere
        words = document.tokens.low[clauses.first : clauses.last + 1]
        return bool(named) and not clauses.adjectives.keys().isdisjoint(words)
    return True


def _claimable(clauses: Clauses) -> frozenset[Relation]:
    """The relations that can stand between any two whom the surface patterns can come upon in a sentence."""
    document = clauses.document
    numbers = set(clauses.meant)
    for ruled in [clauses.rulers[number] for number in numbers if number in clauses.rulers]:
        numbers.update(who for who in ruled if who is not None)
    if "regime" in clauses.vocabulary and (named := only_regime(document, "regime")) is not None:
        numbers.add(named[0])
    numbers.update(who for who in (clauses.before, clauses.umbrella) if who is not None)
    numbers |= clauses.by_adjective
    found = possible_relations([document.entities[number] for number in numbers])
    # who hits a member of a group fights the group; only of persons it can be told whose they are
    return found | {Relation.FIGHTS} if Relation.SANCTIONS in found else found


def surface_claims(clauses: Clauses, number: int) -> list[Candidate]:
    """What the surface patterns find in one sentence."""
    if not clauses.relations:
        return []
    known = clauses.lexicon
    words = clauses.document.tokens.low[clauses.first : clauses.last + 1]
    return [
        *verbal_claims(clauses, number),
        *(() if known.nouns.keys().isdisjoint(words) else nominal_claims(clauses, number)),
        *(() if known.identities.keys().isdisjoint(words) else identity_claims(clauses, number)),
        *suffix_claims(clauses, number),
        *renaming_claims(clauses, number),
        *owned_unit_claims(clauses, number),
        *(() if known.adjectives.keys().isdisjoint(words) else adjective_claims(clauses, number)),
        *description_claims(clauses, number),
        *blame_claims(clauses, number),
        *holding_claims(clauses, number),
        *support_phrases(clauses, number),
        *ruler_claims(clauses, number),
        *name_change_claims(clauses, number),
        *led_group_claims(clauses, number),
        *member_claims(clauses, number),
        *leading_claims(clauses, number),
        *named_one_claims(clauses, number),
        *one_of_claims(clauses, number),
        *possessed_claims(clauses, number),
        *office_claims(clauses, number),
        *fronted_leader_claims(clauses, number),
        *banded_claims(clauses, number),
        *roster_claims(clauses, number),
        *strike_claims(clauses, number),
        *described_place_claims(clauses, number),
        *devoted_claims(clauses, number),
        *terror_labels(clauses, number),
        *umbrella_claims(clauses, number),
        *gain_claims(clauses, number),
        *giving_claims(clauses, number),
        *fellowship_claims(clauses, number),
        *release_claims(clauses, number),
        *exchange_claims(clauses, number),
    ]
