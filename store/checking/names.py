"""Names against what is derived of them: their folded forms, merges, and the search's cache beside the store."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from store.checking.finding import EXAMPLES, REPAIR, Finding, Proof, rows_that

# A merged entity has handed its names to the one that took its place.
_NAMELESS: Final = "merged_into IS NULL AND NOT EXISTS (SELECT 1 FROM names WHERE entity_id = entities.id)"


def _folded(connection: sqlite3.Connection, _path: Path) -> Iterator[Finding]:
    wrong = [row[0] for row in _wrongly_folded(connection)]
    if wrong:
        shown = tuple(f"name {name}" for name in wrong[:EXAMPLES])
        yield Finding("names with wrong keys for finding them", len(wrong), shown, REPAIR, _fold_again)


def _wrongly_folded(connection: sqlite3.Connection) -> Iterator[tuple[int, str, str]]:
    """Yield the id of each name whose keys are not those of its spelling, with the right ones."""
    from store.names import fold
    from store.spelling import sounds

    for name_id, name, folded, sounding in connection.execute("SELECT id, name, folded, sounds FROM names"):
        right = (fold(name) or name, sounds(name))
        if (folded, sounding) != right:
            yield name_id, *right


def _fold_again(connection: sqlite3.Connection) -> None:
    connection.executemany("UPDATE names SET folded = ?2, sounds = ?3 WHERE id = ?1", list(_wrongly_folded(connection)))


def _merged(connection: sqlite3.Connection, _path: Path) -> Iterator[Finding]:
    yield from rows_that(
        connection,
        "entities merged into one that is itself merged",
        "SELECT 'entity ' || e.id FROM entities AS e JOIN entities AS into_ ON into_.id = e.merged_into"
        " WHERE into_.merged_into IS NOT NULL",
        REPAIR,
        _shorten_merges,
    )
    yield from rows_that(
        connection,
        "entities without a name",
        f"SELECT 'entity ' || id FROM entities WHERE {_NAMELESS}",
        REPAIR,
        _name_entities,
    )


def _shorten_merges(connection: sqlite3.Connection) -> None:
    """Point every merged entity to the last of its chain; a chain that bites its tail is cut where it is found."""
    merged = dict(connection.execute("SELECT id, merged_into FROM entities WHERE merged_into IS NOT NULL").fetchall())
    for entity, into in list(merged.items()):
        seen = {entity}
        target = into
        while target in merged and target not in seen:
            seen.add(target)
            target = merged[target]
        new = None if target in seen else target
        merged[entity] = new if new is not None else entity
        connection.execute("UPDATE entities SET merged_into = ? WHERE id = ?", (new, entity))


def _name_entities(connection: sqlite3.Connection) -> None:
    from store.names import fold
    from store.spelling import sounds

    rows = connection.execute(f"SELECT id, name FROM entities WHERE {_NAMELESS}").fetchall()
    connection.executemany(
        "INSERT INTO names (entity_id, name, folded, sounds, type, origin) VALUES (?, ?, ?, ?, 'canonical', 'article')",
        [(entity, name, fold(name) or name, sounds(name)) for entity, name in rows],
    )


def _cache(connection: sqlite3.Connection, path: Path) -> Iterator[Finding]:
    from store.queries.name_index import StoreNames

    names = StoreNames(path)
    wrong = names.unfit_caches(connection)
    if wrong:
        shown = tuple(file.name for file in wrong[:EXAMPLES])

        def remove(_connection: sqlite3.Connection) -> None:
            for file in wrong:
                file.unlink(missing_ok=True)

        yield Finding("search caches that do not hold the store's names", len(wrong), shown, REPAIR, remove)


PROOFS: Final = (
    Proof("keys of names", _folded),
    Proof("merges and names of entities", _merged),
    Proof("the search's cache", _cache),
)
