"""Read-only connections for workers: one each, reused, and stopped when nobody waits for the answer any more."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store.database import explain, open_reader
from store.errors import StoreError


class Superseded(Exception):  # noqa: N818 - not an error, a newer question came
    """The query was stopped because nobody waits for its answer any more."""


class Connections:
    """A pool of read-only connections to one store; safe to use from many threads.

    Each use has a name and a turn. Starting a use stops a running one of the same name and an earlier turn, which then
    ends in :class:`Superseded`; one that starts late, after its successor, ends so at once.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._idle: list[sqlite3.Connection] = []
        self._running: dict[str, sqlite3.Connection] = {}
        self._turns: dict[str, int] = {}
        self._lock = threading.Lock()
        self._closed = False
        self._watching: sqlite3.Connection | None = None
        self._version = -1

    @contextmanager
    def use(self, name: str, turn: int = 0) -> Iterator[sqlite3.Connection]:
        """Lend a connection for one query or a few that belong together.

        Raises :class:`StoreError` where the store cannot be opened or read, :class:`Superseded` when stopped.
        """
        connection = self._take(name, turn)
        try:
            yield connection
        except sqlite3.Error as error:
            if isinstance(error, sqlite3.OperationalError) and "interrupted" in str(error):
                raise Superseded from error
            raise explain(self.path, error) from error
        finally:
            self._give_back(name, connection)

    def stop(self, name: str) -> None:
        """Stop the running use of that name, if there is one."""
        with self._lock:
            connection = self._running.pop(name, None)
            if connection is not None:
                connection.interrupt()

    def changed(self) -> bool:
        """Whether another program has written into the store since this was last asked; the first answer is no.

        A store that is not there yet has changed as soon as it is. Call it from one thread at a time.
        """
        try:
            if self._watching is None:
                self._watching = open_reader(self.path)
                appeared, self._version = self._version == 0, self._data_version()
                return appeared
            before, self._version = self._version, self._data_version()
            return self._version != before
        except StoreError:
            self._version = 0
            return False
        except sqlite3.Error:
            return False

    def _data_version(self) -> int:
        assert self._watching is not None
        version: int = self._watching.execute("PRAGMA data_version").fetchone()[0]
        return version

    def close(self) -> None:
        """Stop everything and close; uses that still run close their connection when they end."""
        with self._lock:
            self._closed = True
            for connection in self._running.values():
                connection.interrupt()
            self._running.clear()
            idle, self._idle = self._idle, []
            if self._watching is not None:
                idle.append(self._watching)
                self._watching = None
        for connection in idle:
            connection.close()

    def _take(self, name: str, turn: int) -> sqlite3.Connection:
        with self._lock:
            if self._closed or turn < self._turns.get(name, turn):
                raise Superseded
            self._turns[name] = turn
            earlier = self._running.pop(name, None)
            if earlier is not None:
                earlier.interrupt()
            connection = self._idle.pop() if self._idle else None
        if connection is None:
            connection = open_reader(self.path)
        with self._lock:
            if not self._closed and self._turns[name] == turn:
                self._running[name] = connection
                return connection
        connection.close()
        raise Superseded

    def _give_back(self, name: str, connection: sqlite3.Connection) -> None:
        with self._lock:
            if self._running.get(name) is connection:
                del self._running[name]
            if not self._closed and len(self._idle) < 8:
                self._idle.append(connection)
                return
        connection.close()


__all__ = ["Connections", "StoreError", "Superseded"]
