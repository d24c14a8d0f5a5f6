"""Articles as BibTeX entries (UTF-8, for biber and modern BibTeX styles)."""

from __future__ import annotations

import re
from typing import Final, TextIO

from store.exporters.citations import citation_key, date_parts
from store.exporters.selection import Article, Selection
from store.exporters.texts import one_line, web_address

_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()

_SPECIAL: Final = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "&%$#_"},
}


def write(selection: Selection, out: TextIO) -> int:
    """Write an entry for each article of the selection; return their number."""
    written = 0
    for article in selection.articles():
        out.write(_entry(article))
        written += 1
    return written


def _entry(article: Article) -> str:
    year, month, *_ = [*date_parts(article.date), 0, 0]
    address = web_address(article.address)
    fields = {
        # The second braces keep the capitals of names.
        "title": f"{{{_tex(article.title)}}}",
        "organization": _tex(article.outlet or ""),
        "year": str(year) if year else "",
        "month": _MONTHS[month - 1] if 1 <= month <= 12 else "",
        "date": article.date if year and article.date else "",
        "url": re.sub(r"[%#]", lambda found: "\\" + found[0], address) if address else "",
        "langid": _tex(article.language or ""),
    }
    lines = [
        f"  {name} = {value}," if name == "month" else f"  {name} = {{{value}}},"
        for name, value in fields.items()
        if value
    ]
    return "\n".join([f"@misc{{{citation_key(article)},", *lines, "}", "", ""])


def _tex(text: str) -> str:
    return re.sub(r"[\\{}~^&%$#_]", lambda found: _SPECIAL[found[0]], one_line(text))
