"""What is in a store at a glance, its outlets, and whether another program has changed it since."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts of everything and the dates between which articles lie."""

    articles: int
    outlets: int
    groups: int
    relationships: int
    claims: int
    first_date: str | None
    last_date: str | None


@dataclass(frozen=True, slots=True)
class OutletCount:
    """An outlet and how many articles are its own."""

    id: int
    name: str
    articles: int


@dataclass(frozen=True, slots=True)
class Extent:
    """Whether there is any article in the store, and the dates between which they lie."""

    empty: bool
    first_date: str | None
    last_date: str | None


def extent(connection: sqlite3.Connection) -> Extent:
    """Return what is known of a store of any size without counting."""
    row = connection.execute(
        "SELECT NOT EXISTS (SELECT 1 FROM articles), (SELECT min(date) FROM articles), (SELECT max(date) FROM articles)"
    ).fetchone()
    return Extent(bool(row[0]), row[1], row[2])


def overview(connection: sqlite3.Connection) -> Overview:
    """Count everything in the store."""
    row = connection.execute(
        """
        SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM outlets),
               (SELECT count(*) FROM entities WHERE kind NOT IN ('person', 'place') AND merged_into IS NULL),
               (SELECT count(*) FROM relationships) - (SELECT count(*) FROM relationships WHERE claims <= 0),
               (SELECT count(*) FROM claims),
               (SELECT min(date) FROM articles), (SELECT max(date) FROM articles)
        """
    ).fetchone()
    return Overview(*row)


def outlets(connection: sqlite3.Connection) -> list[OutletCount]:
    """Return all outlets, those with most articles first."""
    found = connection.execute(
        """
        SELECT outlets.id, substr(outlets.name, 1, 200), count(articles.id) AS articles
        FROM outlets LEFT JOIN articles ON articles.outlet_id = outlets.id
        GROUP BY outlets.id ORDER BY articles DESC, outlets.folded
        """
    )
    return [OutletCount(*row) for row in found]


def outlet_name(connection: sqlite3.Connection, outlet_id: int) -> str | None:
    """Return an outlet's name as lists show it, or None where there is no such outlet."""
    row = connection.execute("SELECT substr(name, 1, 200) FROM outlets WHERE id = ?", (outlet_id,)).fetchone()
    return None if row is None else str(row[0])
