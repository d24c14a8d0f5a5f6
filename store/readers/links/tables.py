"""Tables of relationships: a row says who stands in which relation to whom, and may say when, where and on what proof.

Known by their columns: two sides and a relation. The tables of claims and relationships that this program exports are
among them. docs/exports.md lists the names of columns and what becomes of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from store.readers.coded.layouts import Fields, find_columns, plain
from store.readers.coded.values import Days, is_nothing, one_line, parts
from store.readers.dates import day_first
from store.readers.decoding import clean
from store.readers.links.building import STANCE_ONLY, Said, Side, kind_named, line_of, link_record, side
from store.readers.links.relation_words import Meant, relation_of
from store.records import CodedRecord, Confidence, Relation, Status

DATASET: Final = "table"

# Pairs of columns in order of preference: "source" is a side only where "target" is the other one.
_PAIRS: Final = (
    ("subject", "object"), ("subject_name", "object_name"), ("actor1", "actor2"), ("actor_1", "actor_2"),
    ("actor_a", "actor_b"), ("side_a", "side_b"), ("entity1", "entity2"), ("entity_1", "entity_2"),
    ("entity_a", "entity_b"), ("group1", "group2"), ("group_1", "group_2"), ("group_a", "group_b"),
    ("party1", "party2"), ("party_a", "party_b"), ("node1", "node2"), ("source", "target"),
    ("source_name", "target_name"), ("source_label", "target_label"), ("from", "to"), ("from_name", "to_name"),
    ("head", "tail"), ("head_entity", "tail_entity"), ("sender", "receiver"), ("start_node", "end_node"),
)  # fmt: skip
_STRONG: Final = (
    "relation", "relationship", "predicate", "relation_type", "relationship_type", "rel_type", "edge_type",
    "link_type", "relation_label",
)  # fmt: skip
_WEAK: Final = ("type", "label", "kind", "verb", "action", "role", "interaction", "category", "link", "edge", "event")

_FIELDS: Final[Fields] = {
    "date": ("date", "event_date", "first_date", "start_date", "since", "day", "when", "start", "year", "time"),
    "status": ("status", "claim_status", "modality"),
    "evidence": (
        "evidence", "sentence", "quote", "quotation", "excerpt", "snippet", "proof", "text", "context", "description",
        "summary", "notes", "note", "comment",
    ),
    "outlet": (
        "outlet", "publisher", "publication", "newspaper", "media", "outlet_names", "source_name", "reported_by",
        "source", "sources", "reference",
    ),
    "address": ("address", "url", "link", "source_url", "href", "uri"),
    "title": ("title", "headline", "article_title"),
    "article_date": ("article_date", "published", "published_at", "publication_date", "publish_date"),
    "said_by": ("said_by", "speaker", "according_to", "attributed_to"),
    "confidence": ("confidence", "certainty"),
    "stance": ("stance", "sentiment", "polarity", "sign"),
    **{status.value: (status.value,) for status in Status},
}  # fmt: skip
_SUBJECT_KIND: Final = ("{}_kind", "{}_type", "{}_category", "{}_class")
_BY_STANCE: Final = {
    "hostile": Relation.FIGHTS, "negative": Relation.FIGHTS, "-1": Relation.FIGHTS,
    "cooperative": Relation.ALLIED_WITH, "positive": Relation.ALLIED_WITH, "1": Relation.ALLIED_WITH,
}  # fmt: skip
_LOOKED_AT: Final = 200
_PARTIAL: Final = re.compile(r"[12]\d{3}(?:-(?:0[1-9]|1[0-2]))?")


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where a table of relationships has what; -1 for columns that it has not."""

    subject: int
    relation: int
    object: int
    subject_kind: int
    object_kind: int
    rest: Mapping[str, int]


def find_links(name: str, first: Sequence[str], rows: Sequence[Sequence[str]]) -> LinkParser | None:
    """Return what parses a table of relationships by its first row, ``None`` for other tables.

    A column called "type" may be of anything: such a table is one of relationships where one of its first ``rows``
    names a relation.
    """
    headers = [plain(header) for header in first]
    found = next(
        ((headers.index(one), headers.index(other)) for one, other in _PAIRS if one in headers and other in headers),
        None,
    )
    if found is None:
        return None
    relation = next((headers.index(each) for each in _STRONG if each in headers), None)
    if relation is None:
        relation = next((headers.index(each) for each in _WEAK if each in headers), None)
        if relation is None:
            return None
        words = (row[relation] for row in islice(rows, _LOOKED_AT) if relation < len(row))
        if not any(relation_of(word) for word in words):
            return None
    taken = {*found, relation}
    others = ["" if place in taken else header for place, header in enumerate(first)]
    columns = find_columns(others, _FIELDS)
    kinds = [_kind_of_side(headers, headers[place]) for place in found]
    rest = {field: columns.index(field) for field in _FIELDS if columns.has(field)}
    day = rest.get("date", -1)
    days = Days(day_first=day_first(row[day] for row in rows if 0 <= day < len(row)))
    return LinkParser(name, _Layout(found[0], relation, found[1], kinds[0], kinds[1], rest), days)


class LinkParser:
    """Parses the rows of one table of relationships."""

    dataset = DATASET
    has_header = True

    def __init__(self, name: str, layout: _Layout, days: Days) -> None:
        self._name = name
        self._layout = layout
        self._days = days
        self._sides: dict[tuple[str, str], Side | None] = {}

    def parse(self, cells: Sequence[str], position: int) -> CodedRecord | str | None:
        """Return what one row claims, or why it claims nothing."""
        at = self._layout
        values = {name: self._cell(cells, place) for name, place in at.rest.items()}
        subject = self._side(self._cell(cells, at.subject), self._cell(cells, at.subject_kind))
        target = self._side(self._cell(cells, at.object), self._cell(cells, at.object_kind))
        if subject is None or target is None:
            return f"names nobody as {'subject' if subject is None else 'object'}"
        word = one_line(self._cell(cells, at.relation))
        meant = relation_of(word)
        reasons: tuple[str, ...] = ()
        if meant is None and not word:
            relation = _BY_STANCE.get(values.get("stance", "").casefold())
            meant, reasons = (Meant(relation) if relation is not None else None), (STANCE_ONLY,)
        if meant is None:
            return f"“{word[:60]}” is none of the relations" if word else "does not say which relation"
        if meant.turned:
            subject, target = target, subject
        date = self._date(values.get("date", ""))
        outlets = parts(values.get("outlet", ""))
        evidence = clean(values.get("evidence", "")).strip()
        if evidence.startswith("[{"):
            evidence = ""  # a list of records, as JSON lines hold it
        said = Said(
            evidence or line_of(subject.entity.name, meant.relation, target.entity.name, date),
            _status(values),
            date,
            one_line(values["title"]) if values.get("title") else None,
            outlets[0] if outlets else None,
            self._days(values.get("article_date", "")) or (date if date and len(date) == 10 else None),
            one_line(values["address"]) if values.get("address") else None,
            one_line(values["said_by"]) if values.get("said_by") else None,
            _confidence(values.get("confidence", ""), sure=not reasons),
            reasons,
            "; ".join(outlets) or None,
        )
        return link_record(self._name, position, DATASET, None, ([subject], [target]), meant.relation, said)

    @staticmethod
    def _cell(cells: Sequence[str], place: int) -> str:
        if not 0 <= place < len(cells) or is_nothing(cells[place]):
            return ""
        # Our own exports put an apostrophe before what a spreadsheet would run.
        cell = cells[place].strip()
        return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@＝＋－＠") else cell

    def _side(self, name: str, kind: str) -> Side | None:
        found = self._sides.get((name, kind))
        if found is None:
            if len(self._sides) > 100_000:
                self._sides.clear()
            found = self._sides[name, kind] = side(name, kind_named(kind))
        return found

    def _date(self, value: str) -> str | None:
        return value if _PARTIAL.fullmatch(value) else self._days(value)


def _kind_of_side(headers: Sequence[str], header: str) -> int:
    stem = header.removesuffix("_name").removesuffix("_label")
    return next((headers.index(name) for each in _SUBJECT_KIND if (name := each.format(stem)) in headers), -1)


def _status(values: Mapping[str, str]) -> Status:
    told = values.get("status", "").casefold()
    counted = (each for each in Status if values.get(each.value, "0").strip().lstrip("0"))
    return next((each for each in Status if each.value == told), None) or next(counted, Status.ASSERTED)


def _confidence(told: str, *, sure: bool) -> Confidence:
    found = next((each for each in Confidence if each.value == told.casefold()), None)
    return found or (Confidence.HIGH if sure else Confidence.LOW)
