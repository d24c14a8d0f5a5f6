"""A reading as a plain record: the gold format, plus offsets, dates, confidence and reasons."""

from __future__ import annotations

from typing import Any

from store.records import Reading


def as_record(reading: Reading, text: str, *, id: str, path: str | None = None) -> dict[str, Any]:  # noqa: A002
    """The record of one article, ready for :func:`json.dumps`.

    ``entities`` have ``key``, ``name``, ``kind``, ``surfaces``, ``listed`` and ``mentions`` ([start, end] pairs in code
    points of ``text``); ``relations`` have ``subject``, ``relation``, ``object``, ``status``, ``said_by``,
    ``evidence``,
    and ``start``, ``end``, ``date``, ``confidence``, ``extractor``, ``reasons``.
    """
    record: dict[str, Any] = {"id": id}
    if path is not None:
        record["path"] = path
    record["language"] = reading.language
    record["entities"] = [
        {
            "key": entity.key,
            "name": entity.name,
            "kind": entity.kind.value,
            "surfaces": list(entity.surfaces),
            "listed": entity.listed,
            "mentions": [[span.start, span.end] for span in entity.mentions],
        }
        for entity in reading.entities
    ]
    record["relations"] = [
        {
            "subject": claim.subject,
            "relation": claim.relation.value,
            "object": claim.object,
            "status": claim.status.value,
            "said_by": claim.said_by,
            "evidence": text[claim.evidence.start : claim.evidence.end],
            "start": claim.evidence.start,
            "end": claim.evidence.end,
            "date": claim.date,
            "confidence": claim.confidence.value,
            "extractor": claim.extractor,
            "reasons": list(claim.reasons),
        }
        for claim in reading.claims
    ]
    return record
