"""Suggestions to merge that wait for a decision: which two, how likely, and why."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Final

_PAIRS: Final = """
FROM merge_suggestions AS s JOIN entities AS a ON a.id = s.entity_id JOIN entities AS b ON b.id = s.other_id
"""
_OPEN: Final = f"{_PAIRS} WHERE s.state = 'open' AND a.merged_into IS NULL AND b.merged_into IS NULL"

_COLUMNS: Final = """
SELECT s.id, s.score, s.why, a.id, substr(a.name, 1, 300), a.kind, a.claims, a.articles,
       b.id, substr(b.name, 1, 300), b.kind, b.claims, b.articles
"""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two entities that may be one; the one with more claims would stay. ``score`` is in 0..1."""

    id: int
    score: float
    why: str
    stays_id: int
    stays: str
    stays_kind: str
    stays_claims: int
    goes_id: int
    goes: str
    goes_kind: str
    goes_claims: int


def suggestions(connection: sqlite3.Connection, limit: int = 0) -> tuple[list[Suggestion], int]:
    """Return the open suggestions, the likeliest first, and how many there are; ``limit`` 0 means all of them."""
    total: int = connection.execute(f"SELECT count(*) {_OPEN}").fetchone()[0]
    sql = f"{_COLUMNS} {_OPEN} ORDER BY s.score DESC, a.claims + b.claims DESC, s.id LIMIT ?"
    return [_suggestion(row) for row in connection.execute(sql, (limit or -1,))], total


def open_suggestions() -> str:
    """Return the FROM and WHERE of the suggestions ``s`` that nobody has decided."""
    return _OPEN


def suggestion(connection: sqlite3.Connection, number: int, *, decided: bool = False) -> Suggestion | None:
    """Return an open suggestion by its id, with ``decided`` also one that is not open; ``None`` where there is none."""
    which = f"{_PAIRS} WHERE" if decided else f"{_OPEN} AND"
    row = connection.execute(f"{_COLUMNS} {which} s.id = ?", (number,)).fetchone()
    return None if row is None else _suggestion(row)


def _suggestion(row: sqlite3.Row) -> Suggestion:
    one, other = tuple(row[3:8]), tuple(row[8:13])
    stays, goes = sorted((one, other), key=lambda side: (-side[3], -side[4], side[0]))
    return Suggestion(row[0], row[1], row[2], *stays[:4], *goes[:4])
