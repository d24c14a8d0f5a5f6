"""Saved HTML pages, through trafilatura, which finds the article among menus and advertisements."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable

from store.readers.dates import parse_date
from store.readers.decoding import clean
from store.readers.items import Item, Skipped
from store.readers.plain import short_title
from store.records import Article

# trafilatura tells its troubles to the log; what concerns the user is said in the reason for skipping.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def read_page(name: str, data: bytes) -> Iterable[Item]:
    """Read one saved page as one article; scripts, styles and markup never reach its text."""
    import trafilatura

    try:
        page = trafilatura.bare_extraction(data, include_comments=False, with_metadata=True)
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
            address=_line(found.get("url")),
            path=name,
        )
    ]


def _line(value: object) -> str | None:
    return " ".join(clean(str(value)).split()) if value else None


def _language(data: bytes) -> str | None:
    match = re.search(rb"<html[^>]{0,500}?\blang\s*=\s*[\"']?([A-Za-z]{2,3})\b", data[:65536], re.IGNORECASE)
    return match[1].decode("ascii").lower() if match else None
