"""What someone types, as a full-text query that can never be a syntax error.

Words must all occur, the last one may be unfinished, ``"quoted words"`` stand side by side, ``-word`` or ``NOT word``
must not occur, ``word*`` is a beginning. ``outlet:NAME``, ``from:DATE``, ``to:DATE`` and ``lang:CODE`` narrow by what
is known of the article (a name with spaces in quotes: ``outlet:"Al-Ard Herald"``).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from store.queries.filters import Condition

_TOKEN: Final = re.compile(
    r'(?P<minus>-|not\s+)?(?:(?P<field>outlet|from|since|to|until|lang|title):)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))',
    re.IGNORECASE,
)
_DATE: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?$")
SHORTEST_BEGINNING: Final = 2
"""Letters that an unfinished word needs before it is searched as a beginning: one letter begins half of all words."""
_LONGEST_QUERY: Final = 1000


@dataclass(frozen=True, slots=True)
class FullTextQuery:
    """A typed query in parts: an FTS5 expression (empty where no word is asked for) and conditions on articles."""

    match: str
    conditions: tuple[Condition, ...]

    @property
    def empty(self) -> bool:
        """Whether the query asks for nothing, so that everything passes."""
        return not self.match and not self.conditions


def parse(typed: str) -> FullTextQuery:
    """Read a typed query; whatever it holds, the result is a query that SQLite accepts."""
    typed = typed[:_LONGEST_QUERY]
    wanted: list[str] = []
    unwanted: list[str] = []
    conditions: list[Condition] = []
    for found in _TOKEN.finditer(typed):
        field = (found["field"] or "").lower()
        value = found["phrase"] if found["phrase"] is not None else found["word"]
        if field and field != "title":
            if condition := _condition(field, value):
                conditions.append(condition)
            continue
        unfinished = found["phrase"] is None and found.end() == len(typed)
        if unfinished and len(value) < SHORTEST_BEGINNING:
            continue
        if expression := _expression(value, unfinished=unfinished):
            (unwanted if found["minus"] else wanted).append(f"title : {expression}" if field else expression)
    match = " AND ".join(wanted)
    if wanted and unwanted:
        match = f"({match}) NOT ({' OR '.join(unwanted)})"
    elif unwanted:
        # FTS5 has no query of exclusions only, so they are taken away from all articles instead.
        excluded = " OR ".join(unwanted)
        sql = "articles.id NOT IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?)"
        conditions.append(Condition(sql, (excluded,)))
    return FullTextQuery(match, tuple(conditions))


def _expression(value: str, *, unfinished: bool) -> str:
    """Return a quoted FTS5 string for a word or phrase, or nothing where it holds no letter or digit."""
    beginning = value.endswith("*") or unfinished
    words = "".join(letter if _is_word(letter) else " " for letter in value).split()
    if not words:
        return ""
    return '"' + " ".join(words) + '"' + ("*" if beginning else "")


def _is_word(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LNM" or unicodedata.category(letter) == "Co"


def _condition(field: str, value: str) -> Condition | None:
    value = value.strip()
    if field == "outlet" and value:
        return Condition(
            "articles.outlet_id IN (SELECT id FROM outlets WHERE instr(lower(name), lower(?)) > 0)", (value,)
        )
    if field == "lang" and value:
        return Condition("articles.language = ?", (value.lower(),))
    if field in ("from", "since") and _DATE.match(value):
        return Condition("articles.date >= ?", (value,))
    if field in ("to", "until") and _DATE.match(value):
        return Condition("articles.date < ?", (value + "~",))
    return None
