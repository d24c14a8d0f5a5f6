"""Which column, or key, of a table of articles holds what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

# In order of preference. A header matches by its whole name, or by its last or first word: "article_content".
_HEADERS: Final[Mapping[str, tuple[str, ...]]] = {
    "text": (
        "text", "content", "body", "fulltext", "full_text", "maintext", "article_text", "article_content",
        "article_body", "story", "article", "contents", "plain_text", "raw_text",
    ),
    "title": ("title", "headline", "heading", "article_title", "header", "subject"),
    "date": (
        "date", "published", "publication_date", "publish_date", "date_published", "published_at", "pub_date",
        "pubdate", "article_date", "date_publish", "datetime", "timestamp", "created_at", "day",
    ),
    "outlet": (
        "outlet", "source", "publisher", "publication", "newspaper", "site", "sitename", "site_name", "source_name",
        "media", "source_domain", "domain", "channel",
    ),
    "address": ("url", "link", "address", "uri", "href", "web_url", "source_url", "permalink", "canonical_url"),
    "language": ("language", "lang", "language_code"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """The header that holds each part of an article, where one was found."""

    text: str | None
    title: str | None
    date: str | None
    outlet: str | None
    address: str | None
    language: str | None


def find_columns(headers: Sequence[str]) -> Columns:
    """Find the columns of an article among the headers of a table or the keys of a JSON object."""
    taken: set[str] = set()
    found: dict[str, str | None] = {}
    for part, wanted in _HEADERS.items():
        header = _best(headers, wanted, taken)
        found[part] = header
        if header is not None:
            taken.add(header)
    return Columns(**found)


def says_text(header: str | None) -> bool:
    """Whether a header names the texts of articles by its whole name, as "source_article" does not."""
    return header is not None and _plain(header) in _HEADERS["text"]


def describe_missing(headers: Sequence[str]) -> str:
    """Say in one line that no column holds the text of the articles, with the columns that there are."""
    shown = ", ".join(header.strip()[:40] or "(unnamed)" for header in list(headers)[:12])
    more = f" and {len(headers) - 12} more" if len(headers) > 12 else ""
    return f"has no column for the articles' text (wanted: text, content or body; found: {shown or 'none'}{more})"


def _best(headers: Sequence[str], wanted: Sequence[str], taken: set[str]) -> str | None:
    names = {header: _plain(header) for header in headers if header not in taken and header.strip()}
    for name in wanted:
        for header, plain in names.items():
            if plain == name or plain.replace("_", "") == name.replace("_", ""):
                return header
    for position in (-1, 0):
        for name in wanted:
            for header, plain in names.items():
                words = plain.split("_")
                if len(words) <= 3 and words[position] == name:
                    return header
    return None


def _plain(header: str) -> str:
    spaced = re.sub(r"([a-z])([A-Z])", r"\1_\2", header.strip().lstrip("\ufeff"))
    return re.sub(r"[^a-z0-9]+", "_", spaced.lower()).strip("_")
