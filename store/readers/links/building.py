"""What the readers of links share: sides with their names, records, and how the dates of claims are given back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from store.coded_names import coded_entity, kind_of, place_entity
from store.readers.coded.building import MAX_NOTES, shorten
from store.readers.coded.values import one_line, row_hash
from store.records import (
    Article,
    CodedName,
    CodedRecord,
    Confidence,
    FoundClaim,
    FoundEntity,
    Kind,
    Reading,
    Relation,
    Span,
    Status,
)

STANCE_ONLY: Final = "the link tells whether both are friends or foes, not how"
MOST_SIDES: Final = 20
"""Entities on one side of a link that are looked at."""

_LONGEST_NAME: Final = 500

_KINDS: Final = {
    "armed group": Kind.ARMED_GROUP, "armed_group": Kind.ARMED_GROUP, "militant": Kind.ARMED_GROUP,
    "militia": Kind.ARMED_GROUP, "rebel group": Kind.ARMED_GROUP, "rebels": Kind.ARMED_GROUP,
    "non state actor": Kind.ARMED_GROUP, "non state armed group": Kind.ARMED_GROUP,
    "state": Kind.STATE, "country": Kind.STATE, "government": Kind.STATE, "nation": Kind.STATE,
    "state actor": Kind.STATE, "publicbody": Kind.STATE, "public body": Kind.STATE,
    "organization": Kind.ORGANIZATION, "organisation": Kind.ORGANIZATION, "company": Kind.ORGANIZATION,
    "party": Kind.ORGANIZATION, "political party": Kind.ORGANIZATION, "ngo": Kind.ORGANIZATION,
    "institution": Kind.ORGANIZATION, "legalentity": Kind.ORGANIZATION, "org": Kind.ORGANIZATION,
    "person": Kind.PERSON, "individual": Kind.PERSON, "people": Kind.PERSON, "leader": Kind.PERSON,
    "place": Kind.PLACE, "location": Kind.PLACE, "city": Kind.PLACE, "town": Kind.PLACE, "region": Kind.PLACE,
    "territory": Kind.PLACE, "address": Kind.PLACE, "gpe": Kind.PLACE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Side:
    """Somebody on a side of links, with further names."""

    entity: FoundEntity
    names: tuple[CodedName, ...] = ()


def kind_named(word: str) -> Kind | None:
    """Return the kind that a word of somebody's data means."""
    return _KINDS.get(word.strip().casefold().replace("-", " ").replace("_", " "))


def side(name: str, kind: Kind | None = None, key: str | None = None) -> Side | None:
    """Return somebody by name, ``None`` where it holds no letter. Without a kind, the name tells it."""
    shown = one_line(name)[:_LONGEST_NAME]
    if not any(character.isalnum() for character in shown):
        return None
    if kind is Kind.PLACE and key is None:
        return Side(place_entity(shown))
    if kind is None or key is None:
        return Side(coded_entity(shown, kind or kind_of(shown), key))
    return Side(FoundEntity(key, shown, kind, (), ()))


@dataclass(frozen=True, slots=True)
class Said:
    """One claim to make: the evidence with where it stands, its date (ISO 8601, may be a month or a year), status."""

    evidence: str
    status: Status = Status.ASSERTED
    date: str | None = None
    title: str | None = None
    outlet: str | None = None
    article_date: str | None = None
    address: str | None = None
    said_by: str | None = None
    confidence: Confidence = Confidence.HIGH
    reasons: tuple[str, ...] = ()
    sources: str | None = None


def line_of(subject: str, relation: Relation, target: str, *more: str | None) -> str:
    """Return a link as a sentence, for one that comes without: "A is allied with B (2014, weight 3)"."""
    details = ", ".join(one_line(each) for each in more if each)
    return f"{subject} {relation.words} {target}{f' ({details})' if details else ''}"


def link_record(
    source: str,
    position: int,
    dataset: str,
    row_id: str | None,
    sides: tuple[Sequence[Side], Sequence[Side]],
    relation: Relation,
    said: Said,
    *,
    undirected: bool = False,
) -> CodedRecord:
    """Return the record of a link: every subject stands in the relation to every object."""
    subjects, objects = (tuple(one)[:MOST_SIDES] for one in sides)
    text = said.evidence[:MAX_NOTES] or line_of(subjects[0].entity.name, relation, objects[0].entity.name)
    claims = tuple(
        FoundClaim(
            one.entity.key, relation, other.entity.key, said.status, Span(0, len(text)), said_by=said.said_by,
            date=said.date, confidence=said.confidence, extractor=f"coded: {dataset}", reasons=said.reasons,
            undirected=undirected and not relation.symmetric,
        )
        for one in subjects for other in objects if one.entity.key != other.entity.key
    )  # fmt: skip
    everybody = {each.entity.key: each for each in (*subjects, *objects)}
    roles = {**{each.entity.key: "object" for each in objects}, **{each.entity.key: "subject" for each in subjects}}
    digest = row_hash(
        dataset, row_id, relation, undirected, text, said, *(f"{key}:{each.entity.name}" for key, each in
                                                              sorted(everybody.items())), *sorted(roles.items())
    )  # fmt: skip
    return CodedRecord(
        Article(
            text, shorten(one_line(said.title or "") or one_line(text)), said.outlet, said.article_date, None,
            said.address, source, position,
        ),
        Reading(None, tuple(each.entity for each in everybody.values()), claims),
        dataset,
        row_id,
        digest,
        tuple(roles.items()),
        tuple(name for each in everybody.values() for name in each.names),
        type=relation.value,
        sources=said.sources,
    )  # fmt: skip


def entity_record(
    source: str, position: int, dataset: str, row_id: str, known: Side, outlet: str | None
) -> CodedRecord:
    """Return the record of somebody's names, who need not stand in any link."""
    entity = known.entity
    others = "; ".join(name.name for name in known.names)
    text = f"{entity.name} ({entity.kind.value.replace('_', ' ')})" + (f". Also: {others}" if others else "")
    return CodedRecord(
        Article(text, shorten(entity.name), outlet, None, None, None, source, position),
        Reading(None, (entity,), ()),
        dataset,
        row_id,
        row_hash(dataset, row_id, entity.name, entity.kind, *(f"{n.name}|{n.type}|{n.since}|{n.until}" for n in
                                                              known.names)),
        ((entity.key, "named"),),
        known.names,
        type="names",
    )  # fmt: skip


def spread(first: str | None, last: str | None, own: Iterable[str | None]) -> list[str | None]:
    """Return dates for the claims of a link that tells only the first and the last of them, and each article's own.

    The first claim gets the first date and the last one the last; between them an article's date stands where it lies
    within both, so that the link's span comes out as it was.
    """
    dates = [date if date and first and last and first <= date <= last else first for date in own]
    if dates and first:
        dates[0] = first
    if len(dates) > 1 and last:
        dates[-1] = last
    return dates
