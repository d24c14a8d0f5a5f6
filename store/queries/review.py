"""The review queue: claims that were read with little confidence and entities that may be one, waiting for a verdict.

Claims have their own ids in the queue, suggestions to merge theirs with a minus before them, so that both stand in one
list of numbers.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from store.queries.claims import ClaimRow, Claims
from store.queries.filters import Condition, ConfidenceFilter, EntityFilter, Filters, Listing, PairFilter, where
from store.queries.listing import Order, Sort, marks, order_by, stream
from store.queries.suggestions import Suggestion, open_suggestions
from store.records import Confidence, Kind, Span

_AROUND: Final = 240
"""Characters of the article shown before and after the evidence."""
_MOST_NAMES: Final = 12
_WAITING: Final = Condition("claims.verdict IS NULL AND claims.relationship_id IS NOT NULL")


class Doubt(StrEnum):
    """Which claims without a verdict are in the queue; the value says it in words."""

    LOW = "low confidence"
    MEDIUM = "low and medium confidence"
    ALL = "any confidence"

    @property
    def levels(self) -> tuple[Confidence, ...]:
        """The levels of confidence that it takes in."""
        levels = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)
        return levels[: list(Doubt).index(self) + 1]


@dataclass(frozen=True, slots=True)
class DoubtfulClaim:
    """A claim that waits for a verdict. Spans are within its evidence; ``before`` and ``after`` are the text around it.

    ``why`` says how it was found, ``confidence_why`` what its confidence rests on, where the reading has told.
    """

    claim: ClaimRow
    subject_spans: tuple[Span, ...]
    object_spans: tuple[Span, ...]
    subject_kind: Kind
    object_kind: Kind
    before: str
    after: str
    why: tuple[str, ...]
    confidence_why: str

    @property
    def id(self) -> int:
        """The number in the queue."""
        return self.claim.id


@dataclass(frozen=True, slots=True)
class NamedSide:
    """One of two entities that may be one: its names, when it was seen, and a sentence that names it."""

    names: tuple[str, ...]
    names_total: int
    articles: int
    first_date: str | None
    last_date: str | None
    sentence: str
    mention: Span | None
    outlet: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class DoubtfulPair:
    """A suggestion to merge that waits for a decision, with what tells the two apart or does not."""

    suggestion: Suggestion
    stays: NamedSide
    goes: NamedSide

    @property
    def id(self) -> int:
        """The number in the queue."""
        return -self.suggestion.id


class ReviewQueue:
    """The listing of what waits: suggestions to merge, the likeliest first, then claims in the order asked for."""

    listing = Listing.CLAIMS
    sorts: Sequence[Sort] = Claims.sorts

    def __init__(self, claims: Claims | None = None, doubt: Doubt = Doubt.LOW) -> None:
        self._claims = claims or Claims()
        self.doubt = doubt

    def ids(self, connection: sqlite3.Connection, filters: Filters, text: str, order: Order) -> Iterator[int]:
        """Stream the queue. A filter on confidence takes the place of the queue's own."""
        clause, values = where(self._pairs(connection, filters, text))
        sql = f"SELECT -s.id {open_suggestions()} {clause.replace(' WHERE ', 'AND ', 1)}"
        yield from (row[0] for row in connection.execute(f"{sql} ORDER BY s.score DESC, s.id", values))
        conditions = [*self._doubtful(filters), *self._claims.conditions(connection, filters, text)]
        yield from stream(connection, "SELECT claims.id FROM claims", conditions, order_by(self.sorts, order))

    def rows(self, connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, DoubtfulClaim | DoubtfulPair]:
        """Fetch what some numbers of the queue stand for; what is decided by now is still told, what is gone is not."""
        rows: dict[int, DoubtfulClaim | DoubtfulPair] = {}
        claims = self._claims.rows(connection, [number for number in ids if number > 0])
        for number, claim in claims.items():
            rows[number] = _doubtful_claim(connection, claim)
        for number in ids:
            if number < 0 and (pair := _pair(connection, -number)) is not None:
                rows[number] = pair
        return rows

    def total(self, connection: sqlite3.Connection) -> int:
        """Count what waits without any filter."""
        return self.count(connection, Filters(), "")

    def count(self, connection: sqlite3.Connection, filters: Filters, text: str) -> int:
        """Count what waits and passes."""
        return sum(1 for _ in self.ids(connection, filters, text, Order("place")))

    def _doubtful(self, filters: Filters) -> list[Condition]:
        if any(isinstance(part, ConfidenceFilter) for part in filters):
            return [_WAITING]
        levels = self.doubt.levels
        return [_WAITING, Condition(f"claims.confidence IN ({marks(levels)})", tuple(level.value for level in levels))]

    def _pairs(self, connection: sqlite3.Connection, filters: Filters, text: str) -> list[Condition]:
        """Return what filters ask of suggestions: that one of the two passes as a group would."""
        found: list[Condition] = []
        for part in filters:
            if isinstance(part, ConfidenceFilter):
                continue  # it is claims that were read with a confidence
            if isinstance(part, EntityFilter):
                found.append(Condition("? IN (s.entity_id, s.other_id)", (part.entity_id,)))
            elif isinstance(part, PairFilter):
                pair = (part.first_id, part.second_id)
                found.append(Condition("s.entity_id IN (?, ?) AND s.other_id IN (?, ?)", (*pair, *pair)))
            elif (condition := part.condition(Listing.GROUPS)) is not None:
                sql = f"EXISTS (SELECT 1 FROM entities WHERE id IN (s.entity_id, s.other_id) AND ({condition.sql}))"
                found.append(Condition(sql, condition.values))
        if text.strip():
            named = self._claims.names.search(connection, text).entities()
            sql = f"EXISTS (SELECT 1 FROM entities WHERE id IN (s.entity_id, s.other_id) AND ({named.sql}))"
            found.append(Condition(sql, named.values))
        return found


def _doubtful_claim(connection: sqlite3.Connection, claim: ClaimRow) -> DoubtfulClaim:
    mentions = connection.execute(
        "SELECT start, end, entity_id FROM mentions WHERE article_id = ? AND start >= ? AND end <= ?"
        " AND entity_id IN (?, ?) ORDER BY start",
        (claim.article_id, claim.start, claim.end, claim.subject_id, claim.object_id),
    ).fetchall()
    before = min(_AROUND, claim.start)
    around = connection.execute(
        "SELECT substr(text, ?, ?), substr(text, ?, ?) FROM articles WHERE id = ?",
        (claim.start - before + 1, before, claim.end + 1, _AROUND, claim.article_id),
    ).fetchone()
    kinds = dict(
        connection.execute(
            "SELECT id, kind FROM entities WHERE id IN (?, ?)", (claim.subject_id, claim.object_id)
        ).fetchall()
    )
    # The reading tells last what the confidence rests on.
    why, rests = (claim.reasons[:-1], claim.reasons[-1]) if claim.reasons else ((), "")
    return DoubtfulClaim(
        claim=claim,
        subject_spans=_spans(mentions, claim.subject_id, claim.start),
        object_spans=_spans(mentions, claim.object_id, claim.start),
        subject_kind=Kind(kinds[claim.subject_id]),
        object_kind=Kind(kinds[claim.object_id]),
        before=around[0],
        after=around[1],
        why=why,
        confidence_why=rests,
    )


def _spans(mentions: Sequence[sqlite3.Row], entity_id: int, start: int) -> tuple[Span, ...]:
    return tuple(Span(row[0] - start, row[1] - start) for row in mentions if row[2] == entity_id)


def _pair(connection: sqlite3.Connection, number: int) -> DoubtfulPair | None:
    from store.queries.suggestions import suggestion

    found = suggestion(connection, number, decided=True)
    if found is None:
        return None
    return DoubtfulPair(found, _side(connection, found.stays_id), _side(connection, found.goes_id))


def _side(connection: sqlite3.Connection, entity_id: int) -> NamedSide:
    # The same name in another case is no other name.
    names: dict[str, str] = {}
    for (name,) in connection.execute(
        "SELECT substr(name, 1, 200) FROM names WHERE entity_id = ? ORDER BY type != 'canonical', id", (entity_id,)
    ):
        names.setdefault(name.casefold(), name)
    articles, first, last = connection.execute(
        "SELECT articles, first_date, last_date FROM entities WHERE id = ?", (entity_id,)
    ).fetchone()
    named = connection.execute(
        f"""
        SELECT substr(a.text, max(0, m.start - {_AROUND}) + 1, m.end - max(0, m.start - {_AROUND}) + {_AROUND}) AS part,
               m.start - max(0, m.start - {_AROUND}) AS start, m.end - max(0, m.start - {_AROUND}) AS end,
               o.name, a.date
        FROM entity_articles AS e CROSS JOIN mentions AS m ON m.article_id = e.article_id AND m.entity_id = e.entity_id
        JOIN articles AS a ON a.id = m.article_id LEFT JOIN outlets AS o ON o.id = a.outlet_id
        WHERE e.entity_id = ? LIMIT 1
        """,
        (entity_id,),
    ).fetchone()
    sentence, mention, outlet, date = "", None, None, None
    if named is not None:
        sentence, mention = _sentence(named[0], named[1], named[2])
        outlet, date = named[3], named[4]
    shown = tuple(names.values())[:_MOST_NAMES]
    return NamedSide(shown, len(names), articles, first, last, sentence, mention, outlet, date)


def _sentence(part: str, start: int, end: int) -> tuple[str, Span]:
    """Cut the line out of a stretch of text in which a mention stands; a line that goes on is cut between words."""
    first = part.rfind("\n", 0, start) + 1
    last = part.find("\n", end)
    before = "" if first or start < _AROUND else "… "
    if before:
        first = min(part.find(" ", 0, start) + 1, start)
    after = "" if last >= 0 or len(part) - end < _AROUND else " …"
    if after:
        last = part.rfind(" ", end)
    if last < end:
        last = len(part)
    return before + part[first:last] + after, Span(start - first + len(before), end - first + len(before))
