"""What the two citation formats share: which articles, and the parts of a date."""

from __future__ import annotations

import re

from store.exporters.selection import Article
from store.names import fold


def date_parts(date: str | None) -> list[int]:
    """Return year, month and day of a date, as many as there are."""
    return [int(part) for part in date.split("-")] if date and re.fullmatch(r"\d{4}(-\d\d){0,2}", date) else []


def citation_key(article: Article) -> str:
    """Return a key to cite an article by: outlet, year, and its number in the store, which no other article has."""
    outlet = re.sub(r"[^a-z0-9]", "", fold(article.outlet or ""))[:24] or "article"
    year = "".join(map(str, date_parts(article.date)[:1]))
    return f"{outlet}{year}-{article.id}"
