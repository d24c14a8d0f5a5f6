"""A copy of a store that is whole as of one moment, made while others go on reading and writing.

Pages are copied by SQLite's online backup (https://www.sqlite.org/backup.html) from within one read transaction: the
copy holds what the store held when it began, neither waiting for writers nor making them wait.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Final

from store.exporters.files import whole_file

_PAGES: Final = 2048
"""Pages copied between two looks at whether to stop: 8 MB, a few milliseconds."""

Progress = Callable[[float], None]
"""Gets the share that is done, in 0..1; may raise to stop."""


def default_target(store: Path, moment: datetime) -> Path:
    """Name a backup that nobody has named: beside the store, with the day and time."""
    return store.with_name(f"{store.stem}-backup-{moment:%Y%m%d-%H%M%S}{store.suffix}")


def back_up(store: Path, target: Path, *, force: bool = False, on_progress: Progress | None = None) -> int:
    """Copy a store to ``target``, which appears whole or not at all, and return the size of the copy in bytes.

    The copy keeps the store's permissions. A store of an older version is copied as it is. Raises
    :class:`StoreError` where the store cannot be read or the disk is full, and
    :class:`store.exporters.files.ExportError` where ``target`` cannot or must not be written.
    """
    from store.database import explain, open_unmigrated

    with closing(open_unmigrated(store)) as connection, whole_file(target, store=store, force=force) as temporary:
        try:
            connection.execute("BEGIN")
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()  # the read transaction begins here
        except sqlite3.Error as error:
            raise explain(store, error) from error
        copy_open(connection, temporary, target, on_progress)
        size = temporary.stat().st_size
    shutil.copymode(store, target)
    return size


def copy_open(connection: sqlite3.Connection, copy: Path, shown: Path, on_progress: Progress | None = None) -> None:
    """Copy what an open connection sees into the empty file ``copy``.

    For a copy as of one moment the connection must be inside a read transaction. Raises :class:`StoreError` that
    names ``shown`` where SQLite cannot write.
    """
    from store.database import explain

    def show(_status: int, remaining: int, total: int) -> None:
        if on_progress is not None and total:
            on_progress(1 - remaining / total)

    try:
        with closing(sqlite3.connect(copy, isolation_level=None)) as target:
            # Whoever calls throws the file away unless it is finished, and syncs it: it needs no journal of its own.
            target.execute("PRAGMA journal_mode = OFF")
            target.execute("PRAGMA synchronous = OFF")
            connection.backup(target, pages=_PAGES, progress=show)
    except sqlite3.Error as error:
        raise explain(shown, error) from error
