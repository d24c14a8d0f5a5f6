"""The query language of every search line: what someone types, read into parts that can never be a syntax error.

Words must all occur, the last one may be unfinished, ``"quoted words"`` stand side by side, ``-word`` or ``NOT word``
must not occur, ``word*`` is a beginning. ``field:value`` narrows, ``-field:value`` takes away; a value with spaces
stands in quotes (``outlet:"Al-Ard Herald"``). All of it must hold. What is misspelled narrows nothing and is noted.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from store.names import fold
from store.records import Confidence, Kind, Relation, Stance, Status

_NAMES: Final = "outlet|from|since|to|until|lang|title|status|confidence|relation|stance|kind|group"
_TOKEN: Final = re.compile(
    rf'(?P<minus>-|not\s+)?(?:(?P<field>{_NAMES}):)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))', re.IGNORECASE
)
_DATE: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?$")
_SAME: Final = {"since": "from", "until": "to"}
_CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "status": tuple(Status),
    "confidence": tuple(Confidence),
    "relation": tuple(Relation),
    "stance": tuple(Stance),
    "kind": tuple(Kind),
}
SHORTEST_BEGINNING: Final = 2
"""Letters that an unfinished word needs before it is searched as a beginning: one letter begins half of all words."""
LONGEST_QUERY: Final = 1000


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase; ``beginning`` where its last word may go on, ``in_title`` where it must be in the title."""

    words: tuple[str, ...]
    beginning: bool = False
    in_title: bool = False

    @property
    def expression(self) -> str:
        """The term as FTS5 takes it."""
        quoted = '"' + " ".join(self.words) + '"' + ("*" if self.beginning else "")
        return f"title : {quoted}" if self.in_title else quoted


@dataclass(frozen=True, slots=True)
class Field:
    """A named value that narrows: ``values`` are the choices that it may mean, or the one text or date."""

    name: str
    values: tuple[str, ...]
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed. ``notes`` say in words what was left out because it could not be understood."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()
    fields: tuple[Field, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def match(self) -> str:
        """The wanted and unwanted terms as one FTS5 expression; empty where nothing is wanted."""
        match = " AND ".join(term.expression for term in self.wanted)
        return f"({match}) NOT ({self.exclusion})" if match and self.unwanted else match

    @property
    def exclusion(self) -> str:
        """The unwanted terms as one FTS5 expression."""
        return " OR ".join(term.expression for term in self.unwanted)

    @property
    def name(self) -> str:
        """The wanted words as a name that someone may look for."""
        return " ".join(word for term in self.wanted if not term.in_title for word in term.words)

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.wanted or self.unwanted or self.fields)


def read_query(typed: str) -> Query:
    """Read what is typed; whatever it holds, there is a query."""
    typed = typed[:LONGEST_QUERY]
    wanted: list[Term] = []
    unwanted: list[Term] = []
    fields: list[Field] = []
    notes: list[str] = []
    for found in _TOKEN.finditer(typed):
        name = (found["field"] or "").lower()
        value = found["phrase"] if found["phrase"] is not None else found["word"]
        last = found.end() == len(typed)
        if name and name != "title":
            field = _field(_SAME.get(name, name), value.strip(), excluded=bool(found["minus"]))
            if isinstance(field, Field):
                fields.append(field)
            elif not last:
                notes.append(field)
            continue
        unfinished = found["phrase"] is None and last
        if unfinished and len(value) < SHORTEST_BEGINNING:
            continue
        words = _words(value)
        if words:
            term = Term(words, unfinished or value.endswith("*"), bool(name))
            (unwanted if found["minus"] else wanted).append(term)
    return Query(tuple(wanted), tuple(unwanted), tuple(dict.fromkeys(fields)), tuple(notes))


def _words(value: str) -> tuple[str, ...]:
    return tuple("".join(letter if _is_word(letter) else " " for letter in value).split())


def _is_word(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LNM" or unicodedata.category(letter) == "Co"


def _field(name: str, value: str, *, excluded: bool) -> Field | str:
    """Return a field, or a note on why it says nothing."""
    if name in _CHOICES:
        wanted = fold(value).replace(" ", "_")
        choices = _CHOICES[name]
        values = tuple(choice for choice in choices if choice == wanted) or tuple(
            choice for choice in choices if wanted and choice.startswith(wanted)
        )
        if values:
            return Field(name, values, excluded)
        return f"{name}: is one of {', '.join(choice.replace('_', ' ') for choice in choices)}"
    if name in ("from", "to"):
        return Field(name, (value,), excluded) if _DATE.match(value) else f"{name}: is a year, 2016-03 or 2016-03-25"
    return Field(name, (value,), excluded) if value else f"{name}: needs a value"
