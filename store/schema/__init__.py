"""Tables, indexes, triggers and views of a store, as numbered migrations in SQL.

docs/data-model.md explains every table for those who open the file with ``sqlite3`` or Datasette. A migration, once
released, never changes: a new shape is a new file at the end of :data:`MIGRATIONS`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from importlib.resources import files
from typing import Final

APPLICATION_ID: Final = 0x43465455
"""Written into the header of every store ("CFTU"), so that another SQLite file is never taken for one."""

MIGRATIONS: Final[tuple[str, ...]] = (
    "0001-first.sql",
    "0002-events.sql",
    "0003-stories.sql",
    "0004-feeds.sql",
    "0005-speed.sql",
    "0006-size.sql",
    "0007-compared.sql",
    "0008-sides.sql",
)
"""Each brings a store from schema version N (its place in the tuple) to N + 1."""

SCHEMA_VERSION: Final = len(MIGRATIONS)
"""The version that this program writes, kept in the file's ``user_version``."""


def migrate(connection: sqlite3.Connection, before: Callable[[int], None] | None = None) -> int:
    """Bring an open store to :data:`SCHEMA_VERSION` in one transaction and return the version it came from.

    ``before`` is called with that version when an existing store is about to change, while nobody else can write to
    it. A failing migration, or an exception from ``before``, leaves the file as it was.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Read inside the transaction: another program may have migrated while this one waited for the lock.
        version = _version(connection)
        if before is not None and 0 < version < SCHEMA_VERSION:
            before(version)
        for number in range(version, SCHEMA_VERSION):
            for statement in _statements(_script(number)):
                connection.execute(statement)
        if version < SCHEMA_VERSION:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    return version


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _script(number: int) -> str:
    return files("store.schema").joinpath(MIGRATIONS[number]).read_text(encoding="utf-8")


def _statements(script: str) -> list[str]:
    """Split a script into statements; ``executescript`` would commit the open transaction first."""
    statements: list[str] = []
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            statements.append(pending)
            pending = ""
    return statements
