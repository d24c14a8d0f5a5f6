"""Put the claims of one article together: run the rules over its sentences, weigh what they found, keep the best."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from store.extraction.candidates import Candidate
from store.extraction.clauses import Clauses
from store.extraction.dates import date_of_claim
from store.extraction.document import Document
from store.extraction.identities import (
    adjective_claims,
    description_claims,
    identity_claims,
    owned_unit_claims,
    renaming_claims,
    suffix_claims,
)
from store.extraction.nominal import nominal_claims
from store.extraction.predicates import lexicon
from store.extraction.qualification import Qualified, qualify, speakers
from store.extraction.reference import Focus, remember, resolve
from store.extraction.tagging import Tagger
from store.extraction.verbal import verbal_claims
from store.records import Confidence, FoundClaim, Relation, Span, Status
from store.world import World

EXTRACTOR = "surface"


@dataclass(slots=True)
class Weighed:
    """A candidate with its status and evidence."""

    candidate: Candidate
    qualified: Qualified
    evidence: Span


@lru_cache(maxsize=1)
def _tagger() -> Tagger:
    return Tagger()


def find_claims(document: Document, world: World, date: str | None) -> list[FoundClaim]:
    """All claims of a text, one for each subject, relation and object, in the order of their evidence."""
    focus = Focus()
    states = {
        entity.state: entity.number
        for entity in document.entities
        if entity.state and entity.role in (None, "government") and entity.kind.acts
    }
    spoken = speakers(document)
    weighed: list[Weighed] = []
    for number, (first, last) in enumerate(document.sentences):
        if all(document.at[i] < 0 for i in range(first, last + 1)) and focus.subject is None:
            continue
        headline = document.headline[number]
        tags = _tagger().tags(document, first, last, headline=headline)
        clauses = Clauses(document, first, last, tags, lexicon(), headline=headline)
        clauses.adjectives, clauses.states = world.demonyms, states
        resolve(clauses, focus, spoken[number])
        for candidate in _candidates(clauses, number):
            weighed.append(
                Weighed(candidate, qualify(clauses, candidate, spoken[number]), _evidence(document, first, last))
            )
        remember(clauses, focus)
    return _best(document, weighed, date)


def _candidates(clauses: Clauses, number: int) -> list[Candidate]:
    return [
        *verbal_claims(clauses, number),
        *nominal_claims(clauses, number),
        *identity_claims(clauses, number),
        *suffix_claims(clauses, number),
        *renaming_claims(clauses, number),
        *owned_unit_claims(clauses, number),
        *adjective_claims(clauses, number),
        *description_claims(clauses, number),
    ]


def _evidence(document: Document, first: int, last: int) -> Span:
    return Span(document.tokens.start[first], document.tokens.end[last])


def _best(document: Document, weighed: list[Weighed], date: str | None) -> list[FoundClaim]:
    groups: dict[tuple[int, Relation, int], list[Weighed]] = {}
    for one in weighed:
        c = one.candidate
        key = (c.subject.entity, c.relation, c.object.entity)
        if (c.relation.symmetric or c.relation is Relation.FIGHTS) and (key[2], key[1], key[0]) in groups:
            key = (key[2], key[1], key[0])
        groups.setdefault(key, []).append(one)
    claims = []
    for (_, relation, _), found in groups.items():
        best = min(
            found,
            key=lambda one: (
                _rank(one.qualified.status),
                -one.candidate.strength,
                one.evidence.end - one.evidence.start,
            ),
        )
        c = best.candidate
        reasons = [*c.reasons]
        for role, referent in (("subject", c.subject), ("object", c.object)):
            name = document.entities[referent.entity].name
            reasons.append(f"{role} {name}" + (f" ({referent.via})" if referent.via else ""))
        if best.qualified.why:
            reasons.append(best.qualified.why)
        trigger = Span(document.tokens.start[c.trigger], document.tokens.end[c.trigger])
        claims.append(
            FoundClaim(
                f"e{c.subject.entity + 1}",
                relation,
                f"e{c.object.entity + 1}",
                best.qualified.status,
                best.evidence,
                best.qualified.said_by,
                None if best.qualified.said_by_entity is None else f"e{best.qualified.said_by_entity + 1}",
                date_of_claim(document, c.sentence, date),
                Confidence.MEDIUM,
                EXTRACTOR,
                tuple(reasons),
                trigger,
            )  # fmt: skip
        )
    return sorted(claims, key=lambda claim: (claim.evidence, claim.subject, claim.relation, claim.object))


def _rank(status: Status) -> int:
    return {Status.ASSERTED: 0, Status.REPORTED: 1, Status.PLANNED: 2, Status.DENIED: 3}[status]
