"""Finding claims that cannot both be so, in time that grows with the answer and hardly with the store.

Of two relationships that speak against each other, the one with fewer claims decides how often they do so in the same
weeks: each of its claims is looked at together with its neighbours in time. Those that can have most contradictions are
compared first, until no other can have more than the ones found, or :data:`MOST_COMPARED` claims have been looked at.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain, pairwise, takewhile
from math import nan
from typing import Final, NamedTuple, TypeAlias

from store.queries.filters import Condition, where

DAYS: Final = 21
"""Claims this close to each other are taken to speak of the same weeks."""
MOST: Final = 500
"""Contradictions of one sort that are listed at most."""
MOST_COMPARED: Final = 6_000
"""Claims of the lesser sides that are compared with their neighbours at most, of each sort."""

_READ_AS_WELL: Final = 10
"""Claims of the greater side for one of the lesser, up to which all are read; of more, only the neighbours in time."""

Row: TypeAlias = tuple[int, int, int, int, int, str | None]
"""Two relationships, a claim of each, how many there are, the last date."""


class Compared(NamedTuple):
    """Contradictions that were found, and how many claims at most were left that could make more."""

    rows: list[Row]
    left: int


_TOLD: Final = "status IN ('asserted', 'reported') AND verdict IS NOT 'rejected'"
STORY: Final = "coalesce((SELECT story_id FROM story_articles WHERE article_id = claims.article_id), claims.article_id)"
"""The story that a claim's article tells: the first of its copies, or the article alone."""
_COMPARED: Final = f"relation IN ('allied_with', 'fights', 'controls') AND {_TOLD} AND length(date) = 10"
_CLAIMS: Final = "claims INDEXED BY claims_compared"
"""An index in the words of the condition holds all that is asked here, which SQLite does not see by itself."""


_Sides: TypeAlias = tuple[dict[int, int], dict[int, int]]
"""Relationships that are allied and that fight, with the number of their claims."""


@dataclass(frozen=True, slots=True)
class _Question:
    """What relationships answer differently. All claims of one of ``greater`` give one answer; the others their own.

    ``size`` and ``more`` count the claims of the lesser and of the greater ones.
    """

    size: int
    more: int
    lesser: tuple[int, ...]
    greater: tuple[int, ...]


def friend_and_foe(connection: sqlite3.Connection, conditions: list[Condition]) -> Compared:
    """Return pairs that are told to be allied and to fight in the same weeks."""
    first, later = _narrowing(conditions)
    within, values = _within("a.id", first)
    within_too, values_too = _within("f.id", first)
    pairs: dict[tuple[int, int], _Sides] = {}
    for one, other, allied, allied_told, fights, fights_told in connection.execute(
        f"""
        SELECT min(a.subject_id, a.object_id), max(a.subject_id, a.object_id), a.id, a.asserted + a.reported,
               f.id, f.asserted + f.reported
        FROM opposed_relationships AS o
        CROSS JOIN relationships AS a INDEXED BY relationships_sides ON a.id = o.allied_id
        CROSS JOIN relationships AS f INDEXED BY relationships_sides ON f.id = o.fights_id
        WHERE a.relation IN ('allied_with', 'fights') AND a.asserted + a.reported > 0
        AND f.relation IN ('allied_with', 'fights') AND f.asserted + f.reported > 0{within}{within_too}
        """,
        (*values, *values_too),
    ):
        sides = pairs.setdefault((one, other), ({}, {}))
        sides[0][allied], sides[1][fights] = allied_told, fights_told
    bounded = [(min(sum(side.values()) for side in sides), sides) for sides in pairs.values()]
    bounded.sort(key=lambda pair: -pair[0])
    questions = _over_pairs(connection, (sides for _, sides in bounded), later)
    return _compared(connection, questions, (size for size, _ in bounded), one_answer=True)


def _over_pairs(
    connection: sqlite3.Connection, pairs: Iterable[_Sides], conditions: list[Condition]
) -> Iterator[_Question]:
    for sides in pairs:
        if conditions:
            clause, values = where([Condition(f"id IN ({','.join(map(str, chain(*sides)))})"), *conditions])
            passing = {row[0] for row in connection.execute(f"SELECT id FROM relationships{clause}", values)}
            allied, fights = ({key: told for key, told in side.items() if key in passing} for side in sides)
        else:
            allied, fights = sides
        lesser, greater = sorted((allied, fights), key=lambda side: sum(side.values()))
        yield _Question(sum(lesser.values()), sum(greater.values()), tuple(lesser), tuple(greater))


def two_holders(connection: sqlite3.Connection, conditions: list[Condition]) -> Compared:
    """Return places that two are told to control in the same weeks."""
    first, _ = _narrowing(conditions)
    clause, values = where([Condition("relation = 'controls'"), *first])
    # This index has all that is asked, but nothing that could narrow it.
    by_place = "" if first else " INDEXED BY relationships_controls"
    places = connection.execute(
        f"""
        SELECT object_id, sum(asserted + reported) AS told, max(asserted + reported) AS most
        FROM relationships{by_place}{clause}
        GROUP BY object_id HAVING count(*) > 1 AND told > most ORDER BY told - most DESC
        """,
        values,
    ).fetchall()
    questions = _over_places(connection, (place for place, _, _ in places), conditions)
    return _compared(connection, questions, (told - most for _, told, most in places), one_answer=False)


def _over_places(
    connection: sqlite3.Connection, places: Iterable[int], conditions: list[Condition]
) -> Iterator[_Question]:
    clause, values = where([Condition("relation = 'controls' AND object_id = ?"), *conditions])
    held_by = f"SELECT id, asserted + reported AS told FROM relationships{clause} AND told > 0 ORDER BY told DESC, id"
    for place in places:
        told = dict(connection.execute(held_by, (place, *values)).fetchall())
        greatest, *others = told or (0,)
        most = told.get(greatest, 0)
        yield _Question(sum(told.values()) - most, most, tuple(others), (greatest,))


def _narrowing(conditions: list[Condition]) -> tuple[list[Condition], list[Condition]]:
    """Return the conditions that narrow relationships from the start, and those that each question is narrowed by.

    Where little passes it is looked up first. Where much does, all come in the order of how many contradictions
    there can be, which no condition makes more, and those whose turn comes are narrowed.
    """
    if any(condition.few for condition in conditions):
        return conditions, []
    return [], conditions


def _compared(
    connection: sqlite3.Connection, questions: Iterable[_Question], sizes: Iterable[int], *, one_answer: bool
) -> Compared:
    """Compare the claims of questions, which come with the highest bounds first, as far as it can change the answer.

    ``sizes`` are those of the questions, known before any is put; a question may be smaller.
    """
    found: list[Row] = []
    least: list[int] = []
    looked_at = left = 0
    waiting = iter(questions)
    sizes = iter(sizes)
    for size in sizes:
        # There can be twice as many contradictions as claims of the lesser side.
        if len(least) >= MOST and least[-MOST] >= 2 * size:
            break
        if looked_at >= MOST_COMPARED:
            left = size + sum(takewhile((least[-MOST] / 2 if len(least) >= MOST else 0).__lt__, sizes))
            break
        question = next(waiting)
        looked_at += question.size
        rows = _changes(connection, question, one_answer=one_answer) if question.size else []
        found += rows
        least = sorted([*least, *(row[4] for row in rows)])[-MOST:]
    found.sort(key=lambda row: row[5] or "", reverse=True)
    found.sort(key=lambda row: -row[4])
    return Compared(found[:MOST], left)


class _Told(NamedTuple):
    """A claim in the order of time."""

    date: str
    id: int
    story_id: int
    relationship_id: int


def _changes(connection: sqlite3.Connection, question: _Question, *, one_answer: bool) -> list[Row]:
    """Return where the answer changes from one claim to the next in time, by the two relationships concerned.

    Looking only at neighbours in time finds every change of what is said without comparing each claim with each. Claims
    of one article do not count against each other: that is a question of reading it, not of whom to believe. Nor do
    those of one story, whose copies are one voice.
    """
    if question.more <= _READ_AS_WELL * question.size:
        told = sorted(_claims(connection, (*question.lesser, *question.greater)))
        pairs = list(pairwise(told))
    else:
        pairs = _around(connection, sorted(_claims(connection, question.lesser)), question.greater)
    changes: dict[tuple[int, int], list[tuple[_Told, _Told]]] = {}
    for one, other in pairs:
        if _contradict(one, other, question, one_answer=one_answer):
            first, second = sorted((one.relationship_id, other.relationship_id))
            changes.setdefault((first, second), []).append((one, other))
    rows: list[Row] = []
    for pairs_of in changes.values():
        one, other = max(pairs_of, key=lambda pair: (pair[1].date, pair[1].id))
        rows.append((one.relationship_id, other.relationship_id, one.id, other.id, len(pairs_of), other.date))
    return rows


def _contradict(one: _Told, other: _Told, question: _Question, *, one_answer: bool) -> bool:
    lesser = [claim.relationship_id in question.lesser for claim in (one, other)]
    same = lesser[0] == lesser[1] if one_answer else one.relationship_id == other.relationship_id
    if same or one.story_id == other.story_id:
        return False
    return _day(other.date) - _day(one.date) <= DAYS


@lru_cache(maxsize=10_000)
def _day(told: str) -> float:
    try:
        return date.fromisoformat(told).toordinal()
    except ValueError:
        return nan


def _claims(connection: sqlite3.Connection, relationships: Sequence[int]) -> Iterator[_Told]:
    sql = f"SELECT date, id, {STORY}, relationship_id FROM {_CLAIMS} WHERE relationship_id = ? AND {_COMPARED}"
    for each in relationships:
        for row in connection.execute(sql, (each,)):
            yield _Told(*row)


def _around(
    connection: sqlite3.Connection, claims: list[_Told], relationships: Sequence[int]
) -> list[tuple[_Told, _Told]]:
    """Return those claims, each with the one before and the one after it in time, some of far more relationships."""
    pairs: list[tuple[_Told, _Told]] = []
    for place, claim in enumerate(claims):
        before, after = (_next(connection, claim, relationships, sign) for sign in "<>")
        earlier = max(filter(None, (claims[place - 1] if place else None, before)), default=None)
        if earlier is not None:
            pairs.append((earlier, claim))
        if after is not None and (place + 1 == len(claims) or after < claims[place + 1]):
            pairs.append((claim, after))
    return pairs


def _next(connection: sqlite3.Connection, claim: _Told, relationships: Sequence[int], sign: str) -> _Told | None:
    """Return the claim of some relationships that stands next to another one in time, before (<) or after (>) it."""
    direction = "DESC" if sign == "<" else "ASC"
    sql = (
        f"SELECT date, id, {STORY}, relationship_id FROM {_CLAIMS} WHERE relationship_id = ?"
        f" AND (date, id) {sign} (?, ?) AND {_COMPARED} ORDER BY date {direction}, id {direction} LIMIT 1"
    )
    rows = (connection.execute(sql, (each, claim.date, claim.id)).fetchone() for each in relationships)
    found = [_Told(*row) for row in rows if row is not None]
    return (max if sign == "<" else min)(found, default=None)


_FIRST: Final = "CASE WHEN json_valid(claims.reasons) THEN json_extract(claims.reasons, '$[0]') END"
_HOW: Final = f"coalesce((SELECT text FROM reasons WHERE id = {_FIRST}), {_FIRST})"
"""What fired where a claim was read: the first of its reasons."""


def _likes(text: str, words: Iterable[str]) -> str:
    return "(" + " OR ".join(f"{text} LIKE '%{word}%'" for word in words) + ")"


_FOUNDING: Final = (
    "founde", "founding", "(found)", "verb found)", "co-found", "establish", "(form)", "verb form)", "(create)",
    "verb create)", "(set up)", "into being",
)  # fmt: skip
_FORMER: Final = ("former", "previous", "erstwhile")
_RENAMING: Final = (
    "rename", "rebrand", "re-brand", "rechristen", "restyle", "call itself", "the name", "its name"
)  # fmt: skip
_FORMERLY: Final = _likes(_HOW, _FORMER)
# What fired is no name: those of subject and object are most of the reasons, and two stretches of an index.
_NO_NAMES: Final = "(text < 'object ' OR (text >= 'object!' AND text < 'subject ') OR text >= 'subject!')"


def founders(connection: sqlite3.Connection, conditions: list[Condition]) -> list[Row]:
    """Return groups for which different stories name different founders."""
    return _rivals(connection, "object_id", "subject_id", "leads", _FOUNDING, conditions)


def former_names(connection: sqlite3.Connection, conditions: list[Condition]) -> list[Row]:
    """Return groups for which different stories tell different former names."""
    # "A, formerly B" has the later name as its subject, "B renamed itself A" the former one.
    about = f"CASE WHEN {_FORMERLY} THEN subject_id ELSE object_id END"
    says = f"CASE WHEN {_FORMERLY} THEN object_id ELSE subject_id END"
    return _rivals(connection, about, says, "same_as", (*_FORMER, *_RENAMING), conditions)


def _rivals(
    connection: sqlite3.Connection,
    about: str,
    says: str,
    relation: str,
    words: Iterable[str],
    conditions: list[Condition],
) -> list[Row]:
    """Return what different stories say differently of the same, whenever they say it.

    Two answers that one story gives together, such as two founders, do not speak against each other.
    """
    words = tuple(words)
    within, values = _within("claims.relationship_id", conditions)
    fired = f"SELECT id FROM reasons WHERE {_NO_NAMES} AND {_likes('text', words)} UNION ALL SELECT 0"
    return connection.execute(
        f"""
        WITH told AS (
            SELECT id, relationship_id, {STORY} AS story_id, date, {about} AS about, {says} AS says FROM claims
            WHERE relation IN ('leads', 'same_as') AND CAST(substr(reasons, 2) AS INTEGER) IN ({fired})
            AND +relation = '{relation}' AND {_likes(_HOW, words)} AND {_TOLD}{within}
        ), answers AS (
            SELECT about, says, min(id) AS id, relationship_id, count(*) AS claims, max(date) AS last FROM told
            GROUP BY about, says
        )
        SELECT a.relationship_id, b.relationship_id, a.id, b.id, a.claims + b.claims, max(a.last, b.last)
        FROM answers AS a JOIN answers AS b ON b.about = a.about AND b.says > a.says
        WHERE NOT EXISTS (
            SELECT 1 FROM told AS one JOIN told AS other ON other.story_id = one.story_id
            WHERE one.about = a.about AND one.says = a.says AND other.about = a.about AND other.says = b.says
        )
        ORDER BY a.claims + b.claims DESC, a.id LIMIT {MOST}
        """,
        values,
    ).fetchall()


def _within(column: str, conditions: list[Condition]) -> tuple[str, tuple[str | int, ...]]:
    """Return the condition that a column names a relationship that passes, or nothing where all pass."""
    if not conditions:
        return "", ()
    clause, values = where([Condition(f"relationships.id = {column}"), *conditions])
    return f" AND EXISTS (SELECT 1 FROM relationships{clause})", values
