"""The file itself: pages, indexes and references, as SQLite sees them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from store.checking.finding import EXAMPLES, REPAIR, RESTORE, Finding, Proof

_MOST: Final = 100


def _integrity(connection: sqlite3.Connection, _path: Path) -> Iterator[Finding]:
    try:
        told = [str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({_MOST})")]
    except sqlite3.DatabaseError as error:
        yield Finding("damaged pages", 1, (str(error),), RESTORE, stops=True)
        return
    if told == ["ok"]:
        return
    of_indexes = [line for line in told if "index" in line.lower() and "malformed" not in line.lower()]
    others = [line for line in told if line not in of_indexes]
    if others:
        yield Finding("damaged pages", len(others), tuple(others[:EXAMPLES]), RESTORE, stops=True)
    else:
        shown = tuple(of_indexes[:EXAMPLES])
        yield Finding("indexes that do not fit their tables", len(of_indexes), shown, REPAIR, _reindex)


def _reindex(connection: sqlite3.Connection) -> None:
    connection.execute("REINDEX")


def _references(connection: sqlite3.Connection, _path: Path) -> Iterator[Finding]:
    # The pairs of entity_articles are derived; another proof looks at them.
    found = connection.execute("PRAGMA foreign_key_check")
    broken = list(islice((row for row in found if row[2] != "entity_articles"), 10_000))
    if broken:
        shown = tuple(f"{table} {rowid} points to no row of {parent}" for table, rowid, parent, _ in broken[:EXAMPLES])
        yield Finding("rows that point to nothing", len(broken), shown, RESTORE)


PROOFS: Final = (Proof("the file and its indexes", _integrity), Proof("references between tables", _references))
