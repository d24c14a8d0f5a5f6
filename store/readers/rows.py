"""From the named values of a row to an article: what CSV, TSV and JSON readers share."""

from __future__ import annotations

from collections.abc import Mapping

from store.readers.columns import Columns
from store.readers.dates import parse_date
from store.readers.decoding import clean
from store.readers.items import MAX_ARTICLE_BYTES, Item, Skipped
from store.readers.plain import short_title
from store.records import Article


def row_to_item(
    name: str, position: int | None, row: Mapping[str, object], columns: Columns, *, day_first: bool = True
) -> Item:
    """Return the article of one row, or why there is none."""
    text = clean(_value(row, columns.text))
    if not text.strip():
        return Skipped(name, position, "has no text")
    if len(text) > MAX_ARTICLE_BYTES:
        return Skipped(name, position, f"is too large for one article ({len(text) / 1e6:,.0f} million characters)")
    title = short_title(clean(_value(row, columns.title)))
    return Article(
        text=text,
        title=title or short_title(text.strip().split("\n", 1)[0]),
        outlet=_line(_value(row, columns.outlet)),
        date=parse_date(_value(row, columns.date), day_first=day_first),
        language=(_line(_value(row, columns.language)) or "").lower() or None,
        address=_line(_value(row, columns.address)),
        path=name,
        position=position,
    )


def _value(row: Mapping[str, object], column: str | None) -> str:
    value = row.get(column) if column is not None else None
    if isinstance(value, Mapping):  # {"source": {"name": "..."}} as news services' interfaces give it
        value = value.get("name") or value.get("title")
    return value if isinstance(value, str) else "" if value is None else str(value)


def _line(value: str) -> str | None:
    return " ".join(clean(value).split()) or None
