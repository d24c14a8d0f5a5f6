"""The profile of one group: its names, who leads it, what it is part of, friends and foes, territory."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from store.names import fold
from store.queries.filters import Filters, Listing, where
from store.queries.groups import GroupRow, Groups
from store.records import Kind, Relation, Stance

_MOST_TIES: Final = 1000
"""Relationships of a profile, those with most claims; whatever has more is cut and counted."""
MOST_SPELLINGS: Final = 500
"""Spellings of a group that are read."""
_ORIGINS: Final = ("analyst", "world", "article")
_MOST_MENTIONS: Final = 2000
"""Mentions looked at to tell where each name was seen, the latest articles first."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a name was seen: in how many articles and of which outlets, and the first of them by date."""

    articles: int
    outlets: tuple[str, ...]
    date: str | None
    outlet: str | None


@dataclass(frozen=True, slots=True)
class ProfileName:
    """One name, its type, the years in which it was in use, where it comes from and where it was seen.

    ``also`` holds the spellings that are told apart by more than case and yet found together, as Da'esh with Daesh.
    """

    name: str
    type: str
    since: int | None
    until: int | None
    origin: str
    seen: Seen | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """Everything of one relation between the group and one other entity, seen from the group.

    ``outward`` tells whether the group is the subject. ``relationship_id`` is the relationship it opens.
    """

    relationship_id: int
    other_id: int
    other: str
    other_kind: Kind
    relation: Relation
    outward: bool
    claims: int
    outlets: int
    denied: int
    first_date: str | None
    last_date: str | None

    @property
    def stance(self) -> Stance:
        """The stance of the relation."""
        return self.relation.stance


@dataclass(frozen=True, slots=True)
class Profile:
    """A group with all its names and ties, those with most claims first; ``ties_total`` counts what was cut.

    ``outlets`` counts the distinct outlets that tell of a stance towards another entity, by its id and the stance.
    ``mentions_total`` counts more than ``mentions`` where not every mention was looked at for where names were seen,
    ``spellings_total`` more than :data:`MOST_SPELLINGS` where not every spelling is among the names.
    """

    group: GroupRow
    names: tuple[ProfileName, ...]
    ties: tuple[Tie, ...]
    ties_total: int
    outlets: Mapping[tuple[int, Stance], int]
    mentions: int
    mentions_total: int
    spellings_total: int = 0


def profile(connection: sqlite3.Connection, entity_id: int, filters: Filters | None = None) -> Profile | None:
    """Return the profile of an entity, or None where it is not there; filters choose among its relationships."""
    group = Groups().rows(connection, [entity_id]).get(entity_id)
    if group is None:
        return None
    spellings, mentions, mentions_total = _spellings(connection, entity_id)
    (spellings_total,) = connection.execute("SELECT count(*) FROM names WHERE entity_id = ?", (entity_id,)).fetchone()
    # A union uses one index for each side, where OR walks through all relationships.
    ids = "SELECT id FROM relationships WHERE subject_id = ? UNION SELECT id FROM relationships WHERE object_id = ?"
    clause, values = where((filters or Filters()).conditions(Listing.RELATIONSHIPS))
    ids = f"SELECT relationships.id FROM relationships{clause} INTERSECT SELECT id FROM ({ids})" if clause else ids
    both = (*values, entity_id, entity_id)
    sides = f"FROM relationships WHERE claims > 0 AND id IN ({ids})"
    total: int = connection.execute(f"SELECT count(*) {sides}", both).fetchone()[0]
    ties = connection.execute(
        f"""
        SELECT r.id, e.id, substr(e.name, 1, 300), e.kind, r.relation, r.subject_id = ?, r.claims, r.outlets, r.denied,
               r.first_date, r.last_date
        FROM (SELECT * {sides} ORDER BY claims DESC, outlets DESC, id LIMIT ?) AS r
        JOIN entities AS e ON e.id = CASE r.subject_id WHEN ? THEN r.object_id ELSE r.subject_id END
        ORDER BY r.claims DESC, r.outlets DESC, r.id
        """,
        (entity_id, *both, _MOST_TIES, entity_id),
    )
    return Profile(
        group=group,
        names=_names(connection, entity_id, spellings),
        ties=tuple(_tie(row) for row in ties),
        ties_total=total,
        outlets=_outlets(connection, entity_id, ids, both),
        mentions=mentions,
        mentions_total=mentions_total,
        spellings_total=spellings_total,
    )


def _names(connection: sqlite3.Connection, entity_id: int, seen: Mapping[str, Seen]) -> tuple[ProfileName, ...]:
    """Return the names of an entity, one for all spellings that are found together in the same years."""
    found = connection.execute(
        """
        SELECT substr(name, 1, 300), type, since, until, origin FROM names WHERE entity_id = ?
        ORDER BY CASE type WHEN 'canonical' THEN 0 WHEN 'original' THEN 1 WHEN 'former' THEN 2 WHEN 'acronym' THEN 3
                 ELSE 4 END, since, name LIMIT ?
        """,
        (entity_id, MOST_SPELLINGS),
    )
    alike: dict[tuple[str, int | None, int | None], list[sqlite3.Row]] = {}
    for row in found:
        alike.setdefault((fold(row[0]) or row[0], row[2], row[3]), []).append(row)
    names = []
    for (folded, since, until), rows in alike.items():
        # What articles write is the last to stand for the others: they write in capitals, and misspell.
        rows.sort(key=lambda row: (row[1] != "canonical", _ORIGINS.index(row[4])))
        name, type_, _, _, origin = rows[0]
        also: dict[str, str] = {}
        for row in rows[1:]:
            if row[0].casefold() != name.casefold():
                also.setdefault(row[0].casefold(), row[0])
        names.append(ProfileName(name, type_, since, until, origin, seen.get(folded), tuple(also.values())))
    return tuple(names)


def _spellings(connection: sqlite3.Connection, entity_id: int) -> tuple[dict[str, Seen], int, int]:
    """Return where each spelling, folded, was seen, from how many mentions of how many in all."""
    found = connection.execute(
        """
        SELECT substr(a.text, m.start + 1, min(m.end - m.start, 300)), a.id, o.name, a.date
        FROM entity_articles AS e CROSS JOIN mentions AS m ON m.article_id = e.article_id AND m.entity_id = e.entity_id
        JOIN articles AS a ON a.id = m.article_id LEFT JOIN outlets AS o ON o.id = a.outlet_id
        WHERE e.entity_id = ? ORDER BY e.article_id DESC LIMIT ?
        """,
        (entity_id, _MOST_MENTIONS),
    ).fetchall()
    places: dict[str, dict[int, tuple[str | None, str | None]]] = {}
    for surface, article, outlet, date in found:
        places.setdefault(fold(surface), {})[article] = (outlet, date)
    total: int = connection.execute("SELECT mentions FROM entities WHERE id = ?", (entity_id,)).fetchone()[0]
    return {spelling: _seen(articles) for spelling, articles in places.items()}, len(found), max(total, len(found))


def _seen(articles: Mapping[int, tuple[str | None, str | None]]) -> Seen:
    outlets = Counter(outlet for outlet, _ in articles.values() if outlet is not None)
    outlet, date = min(articles.values(), key=lambda place: (place[1] is None, place[1] or ""))
    return Seen(len(articles), tuple(name for name, _ in outlets.most_common()), date, outlet)


def _outlets(
    connection: sqlite3.Connection, entity_id: int, ids: str, values: tuple[str | int, ...]
) -> dict[tuple[int, Stance], int]:
    """Count the outlets behind each stance towards each other entity; one that tells of two relations counts once."""
    found = connection.execute(
        f"""
        SELECT CASE r.subject_id WHEN ? THEN r.object_id ELSE r.subject_id END, r.stance, count(DISTINCT o.outlet_id)
        FROM relationships AS r JOIN relationship_outlets AS o ON o.relationship_id = r.id
        WHERE r.id IN ({ids}) AND o.claims > 0 GROUP BY 1, 2
        """,
        (entity_id, *values),
    )
    return {(other, Stance(stance)): outlets for other, stance, outlets in found}


def _tie(row: sqlite3.Row) -> Tie:
    return Tie(
        relationship_id=row[0],
        other_id=row[1],
        other=row[2],
        other_kind=Kind(row[3]),
        relation=Relation(row[4]),
        outward=bool(row[5]),
        claims=row[6],
        outlets=row[7],
        denied=row[8],
        first_date=row[9],
        last_date=row[10],
    )
