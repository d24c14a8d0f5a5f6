"""Articles as CSL JSON (Citation Style Language 1.0.2), for Zotero, pandoc and citeproc."""

from __future__ import annotations

import json
from typing import Any, TextIO

from store.exporters.citations import citation_key, date_parts
from store.exporters.selection import Article, Selection
from store.exporters.texts import one_line, web_address


def write(selection: Selection, out: TextIO) -> int:
    """Write a JSON array with an item for each article of the selection; return their number."""
    written = 0
    for article in selection.articles():
        out.write(("[\n " if not written else ",\n ") + json.dumps(_item(article), ensure_ascii=False))
        written += 1
    out.write("\n]\n" if written else "[]\n")
    return written


def _item(article: Article) -> dict[str, Any]:
    parts = date_parts(article.date)
    item = {
        "id": citation_key(article),
        "type": "article-newspaper",
        "title": one_line(article.title),
        "container-title": one_line(article.outlet or ""),
        "issued": {"date-parts": [parts]} if parts else None,
        "URL": web_address(article.address),
        "language": article.language,
    }
    return {name: value for name, value in item.items() if value}
