"""Whom a name on the command line means, where a change depends on it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from store.errors import ConflictTuiError
from store.names import fold
from store.queries.filters import GROUP_KINDS
from tui.cli.narrowing import entity_named


def entity_meant(store: Path, connection: sqlite3.Connection, name: str) -> int:
    """Return the id of the entity that ``#12`` or a name in any spelling means.

    Who bears exactly this name goes before other spellings, groups before people and places. Raises
    :class:`ConflictTuiError` where several bear it: a change is no place to guess.
    """
    if name.startswith("#"):
        return entity_named(store, connection, name).entity_id
    rows = connection.execute(
        "SELECT DISTINCT coalesce(e.merged_into, e.id) FROM names AS n JOIN entities AS e ON e.id = n.entity_id"
        " WHERE n.folded = ?",
        (fold(name),),
    ).fetchall()
    ids = [row[0] for row in rows]
    found = connection.execute(
        f"SELECT id, name, kind FROM entities WHERE id IN ({','.join('?' * len(ids))}) ORDER BY claims DESC, id", ids
    ).fetchall()
    bearers = [row for row in found if row[2] in GROUP_KINDS] or found
    if not bearers:
        return entity_named(store, connection, name).entity_id
    # Of several that bear it, the one that is shown by it is meant.
    shown = [row for row in bearers if row[1] == name]
    if len(shown) == 1 or len(bearers) == 1:
        return int((shown or bearers)[0][0])
    several = ", ".join(f"#{row[0]} {row[1]} ({row[2].replace('_', ' ')})" for row in bearers[:8])
    message = (
        f"several bear the name {name!r}: {several}; name the one you mean by its number, such as '#{bearers[0][0]}'"
    )
    raise ConflictTuiError(message)
