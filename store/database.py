"""Opening a store: one writer through sqlite-utils, many read-only readers through plain sqlite3.

``sqlite_utils`` takes several times as long to import as ``sqlite3``; only the writer pays for it.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Final, Self

from store.errors import StoreError
from store.schema import APPLICATION_ID, SCHEMA_VERSION, migrate

if TYPE_CHECKING:
    from types import TracebackType

    from sqlite_utils import Database

_HEADER: Final = b"SQLite format 3\x00"
BUSY_SECONDS: Final = 30.0
"""How long a writer waits for another one before it gives up with a clear line."""

_RETRY_SECONDS: Final = 0.05
_PAGE_BYTES: Final = 32768
"""Articles of 500 words leave half a text empty at the end of a page: a fifth of 4096 bytes, a twentieth of these."""
_WRITER_CACHE_KIB: Final = 64 * 1024
"""SQLite's own 2 MiB hold too little of a large store's indexes: every batch would read the same pages anew."""

STORE_VARIABLE: Final = "CONFLICT_TUI_STORE"


def default_path() -> Path:
    """Where the store lies when nobody says otherwise: $CONFLICT_TUI_STORE, or the platform's user data folder."""
    named = os.environ.get(STORE_VARIABLE)
    if named:
        return Path(named).expanduser()
    import platformdirs

    return Path(platformdirs.user_data_dir("conflict-tui", appauthor=False)) / "store.db"


def open_reader(path: Path) -> sqlite3.Connection:
    """Open a store read-only; rows come as :class:`sqlite3.Row`.

    Raises :class:`StoreError` where the file is absent, is no store, is damaged, or is of another version. A store of
    an older version must be opened by a writer once, which migrates it.
    """
    connection = open_unmigrated(path)
    if stored_version(connection) < SCHEMA_VERSION:
        connection.close()
        message = f"{path}: was written by an older version; run any import on it, or 'conflict-tui' itself, once"
        raise StoreError(message)
    return connection


def open_unmigrated(path: Path) -> sqlite3.Connection:
    """Open a store read-only, of this version or an older one; for what needs to know nothing of its tables.

    Raises :class:`StoreError` as :func:`open_reader` does.
    """
    _look_at_file(path)
    try:
        connection = _connect_read_only(path)
    except sqlite3.Error as error:
        raise _explained(path, error) from error
    try:
        if _look_at_store(path, connection) == 0:
            message = f"{path}: there is no store here yet; import something first"
            raise StoreError(message)
        return connection
    except sqlite3.Error as error:
        connection.close()
        raise _explained(path, error) from error
    except StoreError:
        connection.close()
        raise


def stored_version(connection: sqlite3.Connection) -> int:
    """Return the schema version of an open store."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def open_writer(path: Path, *, create: bool = True) -> Database:
    """Open a store for writing, creating or migrating it as needed.

    The connection is in autocommit mode: callers open transactions themselves (see :mod:`store.writing`). Raises
    :class:`StoreError`; a file that is no store is never touched.
    """
    exists = path.exists()
    if exists and path.is_file() and path.stat().st_size == 0 and create:
        pass  # an empty file, as a temporary file is at first, becomes a store
    elif exists:
        _look_at_file(path)
        if not os.access(path, os.W_OK):
            message = f"{path}: is read-only; make it writable or name another store with --store"
            raise StoreError(message)
    elif not create:
        message = f"{path}: there is no store here yet; import something first"
        raise StoreError(message)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise _explained(path, error) from error
    try:
        if exists and path.stat().st_size:
            _look_at_store(path, connection)
        connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")  # of a file that is still empty
        _switch_to_wal(connection)
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA cache_size = -{_WRITER_CACHE_KIB}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        _migrate(path, connection)
        _known.add(_identity(path))  # a new one; nothing needs to look at it while it is open
    except (OSError, sqlite3.Error) as error:
        connection.close()
        raise _explained(path, error) from error
    except StoreError:
        connection.close()
        raise
    import sqlite_utils

    return sqlite_utils.Database(connection)


class OpenStore:
    """A store that is open for writing through one sqlite-utils connection, which closes with the ``with`` block.

    Raises :class:`StoreError` as :func:`open_writer` does. A transaction that is unfinished when it closes is rolled
    back.
    """

    def __init__(self, path: Path, *, create: bool = True) -> None:
        self.path = path
        self.db = open_writer(path, create=create)
        self._connection: sqlite3.Connection = self.db.conn

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self.db.close()


def _migrate(path: Path, connection: sqlite3.Connection) -> None:
    """Bring a store to the present version, after a copy of it was put beside it; a new one needs no copy."""

    def copy_first(version: int) -> None:
        from store.backup import back_up

        back_up(path, backup_before_migration(path, version), force=True)

    migrate(connection, copy_first)


def backup_before_migration(path: Path, version: int) -> Path:
    """Where the copy goes that is made of a store before it is brought from ``version`` to the present one."""
    return path.with_name(f"{path.name}-schema-{version}-backup")


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    """Make the journal a write-ahead log. SQLite does not wait for others here, as it does everywhere else."""
    patience = monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or monotonic() > patience:
                raise
            sleep(_RETRY_SECONDS)
        else:
            return


def ensure_current(path: Path) -> Path | None:
    """Migrate an existing store of an older version and return where a copy of it was put before.

    Do nothing to a current one. Raises :class:`StoreError`.
    """
    _look_at_file(path)
    try:
        connection = _connect_read_only(path)
        try:
            version = _look_at_store(path, connection)
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise _explained(path, error) from error
    if not 0 < version < SCHEMA_VERSION:
        return None
    open_writer(path, create=False).close()
    return backup_before_migration(path, version)


def _connect_read_only(path: Path) -> sqlite3.Connection:
    address = path.resolve().as_uri()
    connection = sqlite3.connect(f"{address}?mode=ro", uri=True, timeout=5.0, check_same_thread=False)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        # A store in WAL mode opens only as immutable where no shared-memory file can be made beside it: in a folder
        # that may not be written, on a full disk. That is right while no writer has left pages in a log.
        log = path.with_name(path.name + "-wal")
        impossible = not os.access(path.parent, os.W_OK) or "disk i/o" in str(error).lower()
        if not impossible or (log.exists() and log.stat().st_size):
            raise
        connection = sqlite3.connect(f"{address}?immutable=1", uri=True, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA query_only = ON")
    return connection


_known: Final[set[tuple[int, int]]] = set()
_looking: Final = threading.Lock()


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino


def _look_at_file(path: Path) -> None:
    """Refuse what is plainly no store before SQLite touches it.

    A file that was found to be one is not opened again, for closing it takes away every lock that this process has on
    it (POSIX; "How To Corrupt An SQLite Database File", 2.2). The next writer to end would take itself for the last one
    and remove the log that our readers and writers still use.
    """
    with _looking:
        try:
            found = _identity(path)
            if found in _known:
                return
            with path.open("rb") as file:
                header = file.read(len(_HEADER))
        except FileNotFoundError:
            message = f"{path}: there is no store here yet; import something first"
            raise StoreError(message) from None
        except IsADirectoryError:
            message = f"{path}: is a folder; name a file with --store"
            raise StoreError(message) from None
        except OSError as error:
            message = (
                f"{path}: cannot be read ({error.strerror or error}); check its permissions or name another --store"
            )
            raise StoreError(message) from error
        if header != _HEADER:
            message = f"{path}: is not a conflict-tui store; name another file with --store"
            raise StoreError(message)
        _known.add(found)


def _look_again(path: Path) -> StoreError | None:
    """Return what is wrong with a file that SQLite does not take for a database, though it was one before."""
    with suppress(OSError):
        _known.discard(_identity(path))
    try:
        _look_at_file(path)
    except StoreError as error:
        return error
    return None


def _look_at_store(path: Path, connection: sqlite3.Connection) -> int:
    """Check the application id and version of an open file; return its schema version, 0 for a blank database."""
    connection.execute("BEGIN")  # all three must be of one moment: another program may be making the store just now
    try:
        application: int = connection.execute("PRAGMA application_id").fetchone()[0]
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        blank = not connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    if application == 0 and version == 0 and blank:
        return 0
    if application != APPLICATION_ID:
        message = f"{path}: is an SQLite file, but not a conflict-tui store; name another file with --store"
        raise StoreError(message)
    if version > SCHEMA_VERSION:
        message = (
            f"{path}: was written by a newer version of conflict-tui (schema {version}, this program knows "
            f"{SCHEMA_VERSION}); update conflict-tui"
        )
        raise StoreError(message)
    return version


def _explained(path: Path, error: Exception) -> StoreError:
    """Say in one line what SQLite or the system said in its own words."""
    text = str(error).lower()
    if isinstance(error, OSError) and not isinstance(error, sqlite3.Error):
        return StoreError(f"{path}: cannot be written ({error.strerror or error}); name another file with --store")
    if "locked" in text or "busy" in text:
        return StoreError(f"{path}: is locked by another program; try again when it has finished")
    if "readonly" in text or "read-only" in text:
        return StoreError(f"{path}: is read-only; make it and its folder writable or name another --store")
    if "full" in text:
        return StoreError(f"{path}: the disk is full; free some space, nothing was lost")
    if "not a database" in text:
        return _look_again(path) or damaged(path, error)
    if "malformed" in text or "corrupt" in text:
        return damaged(path, error)
    if "unable to open" in text:
        return StoreError(f"{path}: cannot be opened; check that its folder exists and that you may write there")
    if "disk i/o" in text:
        return StoreError(
            f"{path}: its disk no longer answers ({error}); check that the drive or network folder is there, then go on"
        )
    # Damage shows in many ways: a table that is gone, a text that is no UTF-8.
    return damaged(path, error) if looks_damaged(path) else StoreError(f"{path}: {error}")


def looks_damaged(path: Path) -> bool:
    """Whether a file that is there is a store in which SQLite finds faults; takes a while for a large one."""
    if not path.is_file():
        return False
    try:
        connection = _connect_read_only(path)
    except (sqlite3.Error, ValueError) as error:  # SQLite may quote what is no UTF-8
        return "locked" not in str(error)
    try:
        sound = [row[0] for row in connection.execute("PRAGMA integrity_check(1)")] == ["ok"]
        return not sound or connection.execute("PRAGMA foreign_key_check").fetchone() is not None
    except (sqlite3.Error, ValueError):
        return True
    finally:
        connection.close()


def damaged(path: Path, error: Exception) -> StoreError:
    """Say that a store is damaged, and what to do."""
    return StoreError(f"{path}: is damaged ({error}); restore it from a backup, or try 'conflict-tui check --repair'")


def explain(path: Path, error: Exception) -> StoreError:
    """Turn an error met while using an open store into one clear line."""
    return error if isinstance(error, StoreError) else _explained(path, error)
