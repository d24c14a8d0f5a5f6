"""A STIX 2.1 bundle (OASIS Standard, 10 June 2021), written as a stream.

Groups and people are ``identity`` objects: naming somebody a threat actor is a judgement that no article's sentence
makes. Places are ``location`` objects where the name belongs to one country only, which STIX wants to know, and
unspecified identities otherwise. Each relationship is a ``relationship`` object of its own type (``allied-with``) that
cites the articles behind it; what is denied is in addition an ``opinion`` that disagrees with it. Confidence follows
the Low, Med, High scale of the standard's appendix A; a relationship that is only denied has confidence 0.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, TextIO
from uuid import UUID, uuid5

from store.exporters import Wanted
from store.exporters.identifiers import Identifiers
from store.exporters.network import Network, cited
from store.exporters.selection import Claim, Entity, Relationship, Selection
from store.exporters.texts import first_day, last_day, one_line, web_address
from store.records import Confidence, Kind, Status

if TYPE_CHECKING:
    from store.world import World

_MAKER: Final = UUID("3e0f9d5b-98a5-5e0c-8d5b-2f8b6f0c1d42")
_MADE: Final = "2024-01-01T00:00:00.000Z"
_SCALE: Final = {Confidence.LOW: 15, Confidence.MEDIUM: 50, Confidence.HIGH: 85}
_CLASSES: Final = {
    Kind.ARMED_GROUP: "group",
    Kind.STATE: "organization",
    Kind.ORGANIZATION: "organization",
    Kind.PERSON: "individual",
    Kind.PLACE: "unspecified",
}
_MOST_REFERENCES: Final = 1000

Record = dict[str, Any]


def write(selection: Selection, wanted: Wanted, out: TextIO) -> int:
    """Write the selection's relationships and their entities as one bundle; return the number of its objects."""
    ids = Identifiers(selection.connection)
    bundle = f"bundle--{ids.uuid('bundle', 'all')}"
    out.write(f'{{"type": "bundle", "id": "{bundle}", "objects": [')
    written = 0
    for record in _objects(selection, wanted, ids):
        out.write((",\n " if written else "\n ") + json.dumps(record, ensure_ascii=False))
        written += 1
    out.write("\n]}\n")
    return written


def _objects(selection: Selection, wanted: Wanted, ids: Identifiers) -> Iterator[Record]:
    yield {
        "type": "identity",
        "spec_version": "2.1",
        "id": f"identity--{_MAKER}",
        "created": _MADE,
        "modified": _MADE,
        "name": "conflict-tui",
        "identity_class": "system",
    }
    network = Network(selection, wanted.evidence)
    places = _Places()
    known: dict[int, str] = {}
    for entity in network.nodes():
        record = _entity(entity, ids, places)
        known[entity.id] = record["id"]
        yield record
    for relationship, claims in network.edges():
        moment = _moment(_added(selection, relationship.id))
        record = _relationship(relationship, claims, selection, known, ids, moment)
        yield record
        denied = [claim for claim in selection.evidence(relationship.id) if claim.status is Status.DENIED]
        if denied:
            yield _opinion(denied, wanted.evidence, record["id"], ids, moment)


def _entity(entity: Entity, ids: Identifiers, places: _Places) -> Record:
    country = places.country(entity.name) if entity.kind is Kind.PLACE else None
    type_ = "location" if country else "identity"
    record = _common(type_, ids.entity_uuid(entity.id, entity.listed), _moment(entity.added_at))
    record["name"] = one_line(entity.name) or "?"
    if country:
        record["country"] = country
    else:
        record["identity_class"] = _CLASSES[entity.kind]
        if entity.kind is Kind.STATE:
            record["sectors"] = ["government"]
    others = dict.fromkeys(one_line(name.name) for name in entity.names if name.name != entity.name)
    if others:
        record["description"] = f"Also known as: {'; '.join(others)}"
    record["labels"] = [entity.kind.value.replace("_", "-")]
    return record


def _relationship(
    relationship: Relationship,
    claims: list[Claim],
    selection: Selection,
    known: dict[int, str],
    ids: Identifiers,
    moment: str,
) -> Record:
    record = _common("relationship", ids.uuid("relationships", relationship.id), moment)
    record["relationship_type"] = relationship.relation.value.replace("_", "-")
    record["source_ref"] = known[relationship.subject_id]
    record["target_ref"] = known[relationship.object_id]
    counts = f"{relationship.claims} claim(s) of {relationship.outlets} outlet(s)"
    record["description"] = "\n".join([f"{counts}, showing {len(claims)}:", *map(cited, claims)])
    start, stop = first_day(relationship.first_date or ""), last_day(relationship.last_date or "")
    if start:
        record["start_time"] = f"{start}T00:00:00.000Z"
    if stop:
        # Through the end of its last day; STIX wants the stop later than the start.
        record["stop_time"] = f"{stop}T23:59:59.000Z"
    statuses = [status for status in Status if getattr(relationship, status.value)]
    record["labels"] = [relationship.stance.value, *(status.value for status in statuses)]
    best = 0
    references: dict[int, Record] = {}
    for claim in selection.evidence(relationship.id):
        if claim.status is not Status.DENIED:
            best = max(best, _SCALE[claim.confidence])
        if len(references) < _MOST_REFERENCES:
            references[claim.article_id] = _reference(claim)
    record["confidence"] = best
    if references:
        record["external_references"] = list(references.values())
    return record


def _opinion(denied: list[Claim], evidence: int, about: str, ids: Identifiers, moment: str) -> Record:
    record = _common("opinion", ids.uuid("opinions", about), moment)
    record["opinion"] = "disagree"
    record["explanation"] = "\n".join(cited(claim) for claim in denied[: evidence or None])
    authors = dict.fromkeys(one_line(claim.said_by) for claim in denied if claim.said_by)
    if authors:
        record["authors"] = list(authors)
    record["object_refs"] = [about]
    return record


def _reference(claim: Claim) -> Record:
    reference = {
        "source_name": one_line(claim.outlet or "") or "unknown outlet",
        "description": ", ".join(one_line(part) for part in (claim.title, claim.article_date) if part),
    }
    address = web_address(claim.address)
    return reference | {"url": address} if address else reference


def _common(type_: str, key: UUID, moment: str) -> Record:
    return {
        "type": type_,
        "spec_version": "2.1",
        "id": f"{type_}--{uuid5(key, type_)}",
        "created_by_ref": f"identity--{_MAKER}",
        "created": moment,
        "modified": moment,
    }


def _added(selection: Selection, relationship_id: int) -> str:
    row = selection.connection.execute(
        "SELECT max(added_at) FROM claims JOIN articles ON articles.id = article_id WHERE relationship_id = ?",
        (relationship_id,),
    ).fetchone()
    return row[0] or ""


def _moment(stored: str) -> str:
    """Return a stored moment (seconds) as STIX writes it (milliseconds)."""
    return f"{stored[:19]}.000Z" if len(stored) == 20 and stored.endswith("Z") else _MADE


class _Places:
    """The countries of places, as far as their name alone tells; the names of the world are loaded when needed."""

    def __init__(self) -> None:
        self._world: World | None = None

    def country(self, name: str) -> str | None:
        if self._world is None:
            from store.world import load_world

            self._world = load_world()
        countries = {place.country for place in self._world.places.find(name)}
        (country,) = countries if len(countries) == 1 else ("",)
        return country if len(country) == 2 and country.isalpha() else None
