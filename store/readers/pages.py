"""Saved HTML pages, through trafilatura, which finds the article among menus and advertisements."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from typing import Final

from store.readers.dates import parse_date
from store.readers.decoding import clean, decode_declared
from store.readers.items import Item, Skipped
from store.readers.plain import short_title
from store.records import Article

# trafilatura tells its troubles to the log; what concerns the user is said in the reason for skipping.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

_META: Final = re.compile(
    rb"<(?:meta\b[^>]{0,500}?\bcharset|\?xml\b[^>]{0,200}?\bencoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})",
    re.IGNORECASE,
)
_META_BYTES: Final = 8192

MOST_TAGS: Final = 100_000
"""How many tags a page may have: the time to find the article among them grows faster than their number."""


def read_page(name: str, data: bytes, address: str | None = None, charset: str | None = None) -> Iterable[Item]:
    """Read one page as one article; scripts, styles and markup never reach its text.

    ``address`` is where it was found, if it names no other as its own, ``charset`` what its server said it has.
    """
    import trafilatura

    tags = data.count(b"<")
    if tags > MOST_TAGS:
        return [Skipped(name, None, f"is too large for a page ({tags:,} tags; at most {MOST_TAGS:,})")]
    html = decode_declared(data, (_declared(data), charset))
    try:
        page = trafilatura.bare_extraction(html, url=address, include_comments=False, with_metadata=True)
    except Exception as error:
        return [Skipped(name, None, f"cannot be read as a page ({type(error).__name__})")]
    found = page.as_dict() if page is not None and not isinstance(page, dict) else (page or {})
    text = clean(str(found.get("text") or "")).strip()
    if not text:
        return [Skipped(name, None, "holds no article text that could be found on the page")]
    title = short_title(clean(str(found.get("title") or "")) or text.split("\n", 1)[0])
    if not text.startswith(title):
        text = f"{title}\n\n{text}"
    return [
        Article(
            text=text,
            title=title,
            outlet=_line(found.get("sitename") or found.get("hostname")),
            date=parse_date(str(found.get("date") or "")),
            language=_language(data),
            address=_line(found.get("url")) or address,
            path=name,
        )
    ]


def _line(value: object) -> str | None:
    return " ".join(clean(str(value)).split()) if value else None


def _declared(data: bytes) -> str | None:
    """Return the encoding that a page itself says it has."""
    match = _META.search(data[:_META_BYTES])
    return match[1].decode("ascii") if match else None


def _language(data: bytes) -> str | None:
    match = re.search(rb"<html[^>]{0,500}?\blang\s*=\s*[\"']?([A-Za-z]{2,3})\b", data[:65536], re.IGNORECASE)
    return match[1].decode("ascii").lower() if match else None
