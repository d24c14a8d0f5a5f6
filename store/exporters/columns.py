"""The columns of tables: one set for CSV and JSON lines, so that both say the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from store.exporters import Wanted
from store.exporters.selection import Article, Claim, Entity, Name, Relationship, Selection
from store.queries.filters import Listing

Record = dict[str, Any]


def records(selection: Selection, wanted: Wanted, *, nested: bool) -> Iterator[Record]:
    """Stream the rows of the wanted listing as records; ``nested`` ones hold names and evidence as lists."""
    match wanted.listing:
        case Listing.ARTICLES:
            yield from (_article(row, wanted) for row in selection.articles(text=wanted.text))
        case Listing.GROUPS:
            yield from (_group(row, nested=nested) for row in selection.groups())
        case Listing.RELATIONSHIPS:
            for row in selection.relationships():
                record = _relationship(row, nested=nested)
                if nested:
                    said = selection.evidence(row.id)
                    record["evidence"] = [_evidence(claim) for claim in islice(said, wanted.evidence or None)]
                yield record
        case Listing.CLAIMS:
            yield from (_claim(row, nested=nested) for row in selection.claims())


def headers(wanted: Wanted) -> list[str]:
    """Return the columns of the wanted listing in a flat table."""
    match wanted.listing:
        case Listing.ARTICLES:
            columns = "id date outlet title language address kind claims path position story copies"
            return columns.split() + ["text"] * wanted.text
        case Listing.GROUPS:
            return "id name kind names listed articles mentions claims first_date last_date".split()
        case Listing.RELATIONSHIPS:
            return (
                "id subject_id subject subject_kind relation stance sign object_id object object_kind claims outlets "
                "asserted reported planned denied undirected first_date last_date outlet_names copied_by"
            ).split()
        case Listing.CLAIMS:
            return (
                "id date dated_by subject_id subject relation stance object_id object status confidence said_by "
                "undirected verdict evidence outlet article_date title address article_id start end relationship_id "
                "extractor reasons"
            ).split()


def _article(row: Article, wanted: Wanted) -> Record:
    return {column: getattr(row, column) for column in headers(wanted)}


def _group(row: Entity, *, nested: bool) -> Record:
    names: Any = [_name(name) for name in row.names] if nested else "; ".join(name.name for name in row.names)
    return {
        "id": row.id,
        "name": row.name,
        "kind": row.kind.value,
        "names": names,
        "listed": row.listed,
        "articles": row.articles,
        "mentions": row.mentions,
        "claims": row.claims,
        "first_date": row.first_date,
        "last_date": row.last_date,
    }


def _name(name: Name) -> Record:
    return {
        "name": name.name,
        "type": name.type,
        "since": name.since,
        "until": name.until,
        "origin": name.origin,
    }


def _relationship(row: Relationship, *, nested: bool) -> Record:
    return {
        "id": row.id,
        "subject_id": row.subject_id,
        "subject": row.subject,
        "subject_kind": row.subject_kind.value,
        "relation": row.relation.value,
        "stance": row.stance.value,
        "sign": row.sign,
        "object_id": row.object_id,
        "object": row.object,
        "object_kind": row.object_kind.value,
        "claims": row.claims,
        "outlets": row.outlets,
        "asserted": row.asserted,
        "reported": row.reported,
        "planned": row.planned,
        "denied": row.denied,
        "undirected": row.undirected,
        "first_date": row.first_date,
        "last_date": row.last_date,
        "outlet_names": list(row.outlet_names) if nested else "; ".join(row.outlet_names),
        "copied_by": list(row.copied_by) if nested else "; ".join(row.copied_by),
    }


def _evidence(claim: Claim) -> Record:
    return {
        "claim_id": claim.id,
        "evidence": claim.evidence,
        "status": claim.status.value,
        "confidence": claim.confidence.value,
        "said_by": claim.said_by,
        "date": claim.date,
        "outlet": claim.outlet,
        "title": claim.title,
        "article_date": claim.article_date,
        "address": claim.address,
    }


def _claim(row: Claim, *, nested: bool) -> Record:
    return {
        "id": row.id,
        "date": row.date,
        "dated_by": row.dated_by,
        "subject_id": row.subject_id,
        "subject": row.subject,
        "relation": row.relation.value,
        "stance": row.relation.stance.value,
        "object_id": row.object_id,
        "object": row.object,
        "status": row.status.value,
        "confidence": row.confidence.value,
        "said_by": row.said_by,
        "undirected": row.undirected,
        "verdict": row.verdict,
        "evidence": row.evidence,
        "outlet": row.outlet,
        "article_date": row.article_date,
        "title": row.title,
        "address": row.address,
        "article_id": row.article_id,
        "start": row.start,
        "end": row.end,
        "relationship_id": row.relationship_id,
        "extractor": row.extractor,
        "reasons": list(row.reasons) if nested else "; ".join(row.reasons),
    }
