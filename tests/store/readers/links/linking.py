"""Reading files of links in tests, and what their records say."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from store.readers import find_sources, read_source
from store.readers.items import Item
from store.records import CodedRecord, Relation


def read(path: Path, text: str | bytes) -> list[Item]:
    """Write a file and return what its reader gives."""
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return [item for source in find_sources([str(path)])[0] for item, _ in read_source(source)]


def said(items: Iterable[Item]) -> list[tuple[str, Relation, str]]:
    """Return who stands in which relation to whom according to records."""
    found = []
    for item in items:
        assert isinstance(item, CodedRecord), item
        names = {each.key: each.name for each in item.reading.entities}
        found += [(names[claim.subject], claim.relation, names[claim.object]) for claim in item.reading.claims]
    return found
