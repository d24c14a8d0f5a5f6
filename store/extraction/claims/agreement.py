"""Weigh what the two extractors found: one claim for each subject, relation and object, with how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from store.extraction.candidates import Candidate
from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.items import Referent
from store.extraction.document import Document
from store.extraction.qualification.dates import date_of_claim
from store.extraction.qualification.statuses import Qualified
from store.records import Confidence, FoundClaim, Relation, Span, Status

SURFACE: Final = "surface"
PATH: Final = "path"
BOTH: Final = "surface+path"
# Rules that are right nearly always where they apply: an apposition or a word with a hyphen leaves little to chance.
_PRECISE: Final = ("identity", "suffix", "renaming", "owned unit", "including")


@dataclass(slots=True)
class Weighed:
    """A candidate with its status and evidence."""

    candidate: Candidate
    qualified: Qualified
    evidence: Span

    @property
    def extractor(self) -> str:
        """Which of the two extractors found it."""
        return PATH if self.candidate.rule.startswith("path") else SURFACE


def weigh(document: Document, weighed: list[Weighed], date: str | None) -> list[FoundClaim]:
    """The claims of an article, in the order of their evidence."""
    groups: dict[tuple[int, Relation, int], list[Weighed]] = {}
    weighed = [one for one in weighed if not _only_formerly(one.candidate)]
    for one in weighed:
        c = one.candidate
        key = (c.subject.entity, c.relation, c.object.entity)
        if (c.relation.symmetric or c.relation is Relation.FIGHTS) and (key[2], key[1], key[0]) in groups:
            key = (key[2], key[1], key[0])
        groups.setdefault(key, []).append(one)
    doubled = _contradicted(weighed)
    for key in [key for key, found in groups.items() if key in doubled]:
        del groups[key]
    claims = [claim for found in groups.values() if (claim := _claim(document, found, date)) is not None]
    return sorted(claims, key=lambda claim: (claim.evidence, claim.subject, claim.relation, claim.object))


def _only_formerly(claim: Candidate) -> bool:
    """Whether only former members of a group belong to another: the group does not."""
    return claim.relation is Relation.PART_OF and claim.subject.via.startswith(Clauses.FORMER)


def _contradicted(weighed: list[Weighed]) -> set[tuple[int, Relation, int]]:
    """What only the paths found while the surface patterns read another subject or object off the same word."""
    surface = {(w.candidate.trigger, w.candidate.relation) for w in weighed if w.extractor == SURFACE}
    kept = {_triple(w) for w in weighed if w.extractor == SURFACE}
    doubtful = [w for w in weighed if w.extractor == PATH and (w.candidate.trigger, w.candidate.relation) in surface]
    free = {_triple(w) for w in weighed if w.extractor == PATH} - {_triple(w) for w in doubtful}
    return {_triple(w) for w in doubtful} - kept - free


def _triple(one: Weighed) -> tuple[int, Relation, int]:
    return one.candidate.subject.entity, one.candidate.relation, one.candidate.object.entity


def _claim(document: Document, found: list[Weighed], date: str | None) -> FoundClaim | None:
    best = _with_source(min(found, key=_order), found)
    c = best.candidate
    confidence, why = _confidence(found)
    if confidence is Confidence.LOW and all(_guessed(one) for one in found):
        return None  # both sides had to be resolved
    if confidence is Confidence.LOW and all(one.extractor == PATH for one in found):
        # below the threshold: on annotated texts four of five such claims were wrong
        return None
    reasons = [*c.reasons]
    other = next((one for one in found if one.extractor != best.extractor), None)
    if other is not None:
        reasons += other.candidate.reasons[:1]
    for role, referent in (("subject", c.subject), ("object", c.object)):
        reasons.append(f"{role} {_named(document, referent)}")
    if best.qualified.why:
        reasons.append(best.qualified.why)
    reasons.append(why)
    extractors = {one.extractor for one in found}
    return FoundClaim(
        subject=f"e{c.subject.entity + 1}",
        relation=c.relation,
        object=f"e{c.object.entity + 1}",
        status=best.qualified.status,
        evidence=best.evidence,
        said_by=best.qualified.said_by,
        said_by_key=None if best.qualified.said_by_entity is None else f"e{best.qualified.said_by_entity + 1}",
        date=date_of_claim(document, c.sentence, c.trigger, date),
        confidence=confidence,
        extractor=BOTH if len(extractors) > 1 else extractors.pop(),
        reasons=tuple(reasons),
        trigger=Span(document.tokens.start[c.trigger], document.tokens.end[c.trigger]),
    )


def _guessed(one: Weighed) -> bool:
    """Whether both subject and object are only what a pronoun or bare noun probably means."""
    return one.candidate.subject.via.startswith("'") and one.candidate.object.via.startswith("'")


def _named(document: Document, referent: Referent) -> str:
    """An entity by its name, with how it is named in this place where that is not the same."""
    entity = document.entities[referent.entity]
    if referent.via:
        return f"{entity.name} ({referent.via})"
    here = document.tokens.span(referent.first, referent.last).removeprefix("the ")
    return entity.name if here == entity.name else f"{entity.name} (here '{here}')"


def _with_source(best: Weighed, found: list[Weighed]) -> Weighed:
    """The best candidate with the source that the other extractor read off the same word, where it saw one."""
    if best.qualified.status is not Status.ASSERTED:
        return best
    trigger = best.candidate.trigger
    others = [w for w in found if w.candidate.trigger == trigger and w.candidate.said_by is not None]
    return others[0] if others else best


def _order(one: Weighed) -> tuple[int, float, int]:
    length = one.evidence.end - one.evidence.start
    return _rank(one.qualified.status), -one.candidate.strength, length


def _rank(status: Status) -> int:
    return {Status.ASSERTED: 0, Status.REPORTED: 1, Status.PLANNED: 2, Status.DENIED: 3}[status]


def _confidence(found: list[Weighed]) -> tuple[Confidence, str]:
    extractors = {one.extractor for one in found}
    sentences = {one.candidate.sentence for one in found}
    resolved = all(
        one.candidate.subject.via.startswith("'") or one.candidate.object.via.startswith("'") for one in found
    )
    if len(extractors) > 1:
        if resolved:
            return Confidence.MEDIUM, "both extractors agree, but a pronoun or bare noun had to be resolved"
        return Confidence.HIGH, "both extractors agree"
    precise = any(one.candidate.rule.startswith(_PRECISE) for one in found)
    if precise and not resolved:
        return Confidence.HIGH, "found by a rule that is hardly ever wrong"
    alone = f"only the {'dependency paths' if PATH in extractors else 'surface patterns'} found it"
    if len(sentences) > 1:
        return Confidence.MEDIUM, f"{alone}, but in several sentences"
    if resolved:
        return Confidence.LOW, f"{alone}, and a pronoun or bare noun had to be resolved"
    return Confidence.MEDIUM, alone
