"""FollowTheMoney entities (followthemoney.tech), one JSON object to a line: people, groups, places and their links.

Links may come before those they link, so that the file is read twice: first for everybody's names and for the articles
that links name as proof, then for the links. What becomes of each schema stands in docs/exports.md.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Any, Final, NamedTuple

from store.coded_names import kind_of
from store.readers.coded.values import one_line
from store.readers.decoding import clean
from store.readers.items import Item, Items, Skipped, Source
from store.readers.lines import text_lines
from store.readers.links.building import MOST_SIDES, Said, Side, entity_record, line_of, link_record, side, spread
from store.readers.links.relation_words import relation_of
from store.records import CodedName, CodedRecord, Confidence, Kind, Relation, Status

DATASET: Final = "FtM"

MOST_ENTITIES: Final = 2_000_000
"""People, groups, places and articles of one file that are remembered for its links."""

_MOST_PROOFS: Final = 10_000
_MOST_NAMES: Final = 200

_KINDS: Final = {
    "Person": Kind.PERSON, "Organization": Kind.ORGANIZATION, "PublicBody": Kind.STATE, "Company": Kind.ORGANIZATION,
    "LegalEntity": Kind.ORGANIZATION, "Address": Kind.PLACE,
}  # fmt: skip
_DOCUMENTS: Final = frozenset(
    "Article Document HyperText PlainText Pages Page WebPage Email Folder Package Table Workbook Mention Note".split()
)
_NAMES: Final = {
    "name": "alias", "alias": "alias", "weakAlias": "acronym", "abbreviation": "acronym", "previousName": "former",
}  # fmt: skip
_YEARS: Final = re.compile(r"name with years: (?P<name>.+) \((?P<since>\d{1,4})?–(?P<until>\d{1,4})?\)")
_DATE: Final = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?=$|T| )")
_TEXTS: Final = ("summary", "description", "notes", "reason", "program")


class _Sides(NamedTuple):
    """The properties of a schema of links that hold its sides, and the relation where its role says nothing else."""

    subject: str
    object: str
    relation: Relation | None


_LINKS: Final = {
    "Membership": _Sides("member", "organization", Relation.PART_OF),
    "Employment": _Sides("employee", "employer", Relation.PART_OF),
    "Directorship": _Sides("director", "organization", Relation.LEADS),
    "Succession": _Sides("predecessor", "successor", Relation.MERGED_INTO),
    "Ownership": _Sides("asset", "owner", Relation.AFFILIATED_WITH),
    "Associate": _Sides("associate", "person", Relation.AFFILIATED_WITH),
    "UnknownLink": _Sides("subject", "object", None),
    "Sanction": _Sides("authority", "entity", Relation.SANCTIONS),
}


class _Proof(NamedTuple):
    """An article that links name as proof."""

    title: str | None
    outlet: str | None
    date: str | None
    address: str | None


@dataclass(slots=True)
class _Known:
    """Everybody in the file by their id, and those that are named instead, by name."""

    sides: dict[str, Side] = field(default_factory=dict)
    proofs: dict[str, _Proof] = field(default_factory=dict)
    by_name: dict[str, str] = field(default_factory=dict)

    @property
    def full(self) -> bool:
        return len(self.sides) + len(self.proofs) > MOST_ENTITIES


def looks_like(value: object) -> bool:
    """Whether a JSON value is an entity of FollowTheMoney."""
    return (
        isinstance(value, Mapping)
        and isinstance(value.get("id"), str)
        and isinstance(value.get("schema"), str)
        and isinstance(value.get("properties"), Mapping)
    )


def is_entity(line: str) -> bool:
    """Whether a line of a file is an entity of FollowTheMoney."""
    if '"schema"' not in line or '"properties"' not in line:
        return False
    try:
        return looks_like(json.loads(line.strip().lstrip("\ufeff")))
    except (ValueError, RecursionError):
        return False


def read_follow_the_money(source: Source, file: IO[bytes]) -> Items:
    """Yield a record for everybody in the file and for every claim of a link."""
    known = _Known()
    for _, value, _ in _entities(file):
        if value is not None and not known.full:
            _remember(value, known)
    file.seek(0)
    for position, value, done in _entities(file):
        if value is None:
            yield Skipped(source.name, position, "is no entity of FollowTheMoney (id, schema, properties)"), done
            continue
        for item in _items(source.name, position, value, known):
            yield item, done


def _entities(file: IO[bytes]) -> Iterator[tuple[int, Mapping[str, Any] | None, int]]:
    for position, (line, done) in enumerate(text_lines(file), start=1):
        text = line.strip().lstrip("\ufeff") if line is not None else "?"
        if not text:
            continue
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            value = None
        yield position, value if looks_like(value) else None, done


def _remember(value: Mapping[str, Any], known: _Known) -> None:
    schema, key = value["schema"], value["id"]
    if schema in _KINDS:
        found = _side(value)
        if found is not None:
            known.sides[key] = found
            known.by_name.setdefault(found.entity.name, key)
    elif schema in _DOCUMENTS:
        known.proofs[key] = _Proof(
            _first(value, "title", "name", "fileName"),
            _first(value, "publisher", "author"),
            _date(value, "publishedAt", "date", "modifiedAt"),
            _first(value, "sourceUrl"),
        )


def _side(value: Mapping[str, Any]) -> Side | None:
    key = value["id"]
    kind = _KINDS[value["schema"]]
    notes = _values(value, "notes")
    if value["schema"] in ("Organization", "LegalEntity", "PublicBody", "Company"):
        told = next((each for each in Kind if each.acts and each.value.replace("_", " ") in notes), None)
        if told is not None:
            kind = told
        elif any(topic.startswith("crime.") for topic in _values(value, "topics")):
            kind = Kind.ARMED_GROUP
    shown = _first(value, "name", "full", "caption", "city") or str(value.get("caption") or "")
    found = side(shown, kind, f"ftm:{key}")
    if found is None:
        return None
    years = {match["name"]: match for match in map(_YEARS.fullmatch, notes) if match}
    names: dict[str, CodedName] = {}
    for property_, type_ in _NAMES.items():
        for name in _values(value, property_):
            if name == found.entity.name or len(names) >= _MOST_NAMES:
                continue
            match = years.get(name)
            since, until = (int(match[part]) if match and match[part] else None for part in ("since", "until"))
            own = "original" if type_ == "alias" and _other_script(name) else type_
            names.setdefault(name, CodedName(found.entity.key, name, own, since, until))
    return Side(found.entity, tuple(names.values()))


def _items(source: str, position: int, value: Mapping[str, Any], known: _Known) -> Iterator[Item]:
    schema, key = value["schema"], value["id"]
    if schema in _KINDS:
        found = known.sides.get(key)
        if found is None:
            reason = "has no name" if not known.full else f"comes after {MOST_ENTITIES:,} others; split the file"
            yield Skipped(source, position, reason)
        else:
            yield entity_record(source, position, DATASET, key, found, _publisher(value))
    elif schema in _LINKS:
        yield from _link(source, position, value, known)
    elif schema not in _DOCUMENTS:
        yield Skipped(source, position, f"is of the schema {one_line(schema)[:60]}, which tells of no relation here")


def _link(source: str, position: int, value: Mapping[str, Any], known: _Known) -> Iterator[Item]:
    schema = value["schema"]
    sides = _LINKS[schema]
    roles = _values(value, "role")
    meant = next((found for role in roles if (found := relation_of(role)) is not None), None)
    relation, turned, reasons = sides.relation, False, (f"a {schema.lower()}",)
    if sides.relation is None:
        if meant is None:
            shown = f"has the role “{roles[0][:60]}”, which is none of the relations" if roles else "has no role"
            yield Skipped(source, position, shown)
            return
        relation, turned = meant
    elif schema == "Succession" and meant is not None and meant.relation is Relation.SPLIT_FROM:
        relation, turned = meant.relation, True
    elif schema == "Membership" and meant is not None and meant.relation is Relation.LEADS:
        relation = Relation.LEADS
    assert relation is not None
    exact = any(role == relation.value for role in roles) or schema == "Sanction"
    subjects = _sides(value, sides.subject, known, named=schema == "Sanction")
    objects = _sides(value, sides.object, known)
    if turned:
        subjects, objects = objects, subjects
    if not subjects or not objects:
        yield Skipped(source, position, "links somebody who is no person, group or place of this file")
        return
    yield from _records(source, position, value, known, (subjects, objects), relation, () if exact else reasons)


def _records(
    source: str,
    position: int,
    value: Mapping[str, Any],
    known: _Known,
    sides: tuple[list[Side], list[Side]],
    relation: Relation,
    reasons: tuple[str, ...],
) -> Iterator[CodedRecord]:
    first, last = _date(value, "startDate", "date"), _date(value, "endDate", "date")
    status = next((Status(each) for each in _values(value, "status") if each in list(Status)), Status.ASSERTED)
    texts = next((found for each in _TEXTS if (found := _values(value, each))), [])
    if not texts:
        texts = [line_of(sides[0][0].entity.name, relation, sides[1][0].entity.name, first)]
    proofs = [(key, known.proofs[key]) for key in _values(value, "proof")[:_MOST_PROOFS] if key in known.proofs]
    confidence = Confidence.MEDIUM if reasons else Confidence.HIGH
    if not proofs:
        proofs = [("", _Proof(None, _publisher(value), None, _first(value, "sourceUrl")))]
        texts = ["\n".join(texts)]
    dates = spread(first, last, [proof.date for _, proof in proofs])
    for number, (key, proof) in enumerate(proofs):
        said = Said(
            texts[min(number, len(texts) - 1)], status, dates[number], proof.title, proof.outlet, proof.date,
            proof.address, confidence=confidence, reasons=reasons,
        )  # fmt: skip
        row_id = f"{value['id']}|{key}" if key else value["id"]
        yield link_record(source, position, DATASET, row_id, sides, relation, said)


def _sides(value: Mapping[str, Any], property_: str, known: _Known, *, named: bool = False) -> list[Side]:
    found: list[Side] = []
    for key in _values(value, property_)[:MOST_SIDES]:
        one = known.sides.get(known.by_name.get(key, "") if named else key)
        if one is None and named:
            # An authority is told by name, and mostly is a ministry or an office.
            kind = kind_of(key)
            one = side(key, Kind.ORGANIZATION if kind is Kind.ARMED_GROUP else kind, f"ftm name:{key}")
        if one is not None:
            # Its names come with its own line; a million links need not repeat them.
            found.append(Side(one.entity))
    return found


def _values(value: Mapping[str, Any], name: str) -> list[str]:
    """Return the values of a property as they can be stored, without repetitions."""
    found = value["properties"].get(name)
    listed = found if isinstance(found, list) else [found]
    texts = (one_line(each) for each in listed if isinstance(each, str))
    return list(dict.fromkeys(text for text in texts if text))


def _first(value: Mapping[str, Any], *names: str) -> str | None:
    return next((found[0] for name in names if (found := _values(value, name))), None)


def _date(value: Mapping[str, Any], *names: str) -> str | None:
    for name in names:
        for each in _values(value, name):
            match = _DATE.match(each)
            if match:
                return match[0]
    return None


def _publisher(value: Mapping[str, Any]) -> str | None:
    datasets = value.get("datasets")
    dataset = datasets[0] if isinstance(datasets, list) and datasets and isinstance(datasets[0], str) else None
    return _first(value, "publisher") or (clean(dataset) if dataset else None)


def _other_script(name: str) -> bool:
    """Whether a name is written in another script than the Latin one."""
    letter = next((each for each in name if each.isalpha()), "a")
    return not unicodedata.name(letter, "LATIN").startswith("LATIN")
