"""Read-only connections for workers: one each, reused, and stopped when nobody waits for the answer any more."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from math import inf
from pathlib import Path
from time import monotonic
from typing import Final

from store.database import explain, open_reader
from store.errors import StoreError

_STEPS: Final = 20_000
"""Steps of SQLite's machine, a fraction of a millisecond, between two looks at whether the answer is wanted."""
_MOST_IDLE: Final = 8


class Superseded(Exception):  # noqa: N818 - not an error, a newer question came
    """The query was stopped because nobody waits for its answer any more."""


class _Loan:
    """One use of a connection; the query asks it now and then whether its answer is still wanted."""

    __slots__ = ("connection", "stopped")

    def __init__(self) -> None:
        self.connection: sqlite3.Connection | None = None
        self.stopped = False

    def is_stopped(self) -> bool:
        """Tell SQLite whether to give up; an interrupt from outside would be lost between two statements."""
        return self.stopped


class Connections:
    """A pool of read-only connections to one store; safe to use from many threads.

    Each use has a name and a turn. Starting a use stops a running one of the same name and an earlier turn, which then
    ends in :class:`Superseded`; one that starts late, after its successor, ends so at once.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._idle: list[sqlite3.Connection] = []
        self._loans: dict[str, list[_Loan]] = {}
        self._turns: dict[str, int] = {}
        self._lock = threading.Lock()
        self._asking = threading.Lock()
        self._closed = False
        self._watching: sqlite3.Connection | None = None
        self._version = -1
        self._slow_from = inf
        self._tell_slow: Callable[[str, float], None] | None = None

    def on_slow(self, seconds: float, tell: Callable[[str, float], None]) -> None:
        """Have every use told, with its name and its seconds, that lasts so long; in the thread that made it."""
        self._slow_from, self._tell_slow = seconds, tell

    @contextmanager
    def use(self, name: str, turn: int = 0) -> Iterator[sqlite3.Connection]:
        """Lend a connection for one query or a few that belong together.

        Raises :class:`StoreError` where the store cannot be opened or read, :class:`Superseded` when stopped.
        """
        loan = self._lend(name, turn)
        begun = monotonic()
        try:
            connection = self._open(loan)
            yield connection
            if loan.stopped:
                raise Superseded
        except sqlite3.Error as error:
            if loan.stopped:
                raise Superseded from error
            raise explain(self.path, error) from error
        finally:
            self._take_back(name, loan)
            lasted = monotonic() - begun
            if lasted >= self._slow_from and self._tell_slow is not None and not loan.stopped:
                self._tell_slow(name, lasted)

    def close(self) -> None:
        """Stop everything and close; uses that still run close their connection when they end."""
        with self._lock:
            self._closed = True
            for loans in self._loans.values():
                for loan in loans:
                    loan.stopped = True
            idle, self._idle = self._idle, []
            if self._watching is not None:
                idle.append(self._watching)
                self._watching = None
        for connection in idle:
            connection.close()

    def _lend(self, name: str, turn: int) -> _Loan:
        with self._lock:
            latest = self._turns.get(name, turn)
            if self._closed or turn < latest:
                raise Superseded
            loans = self._loans.setdefault(name, [])
            if turn > latest:
                for earlier in loans:
                    earlier.stopped = True
            self._turns[name] = turn
            loan = _Loan()
            if self._idle:
                loan.connection = self._idle.pop()
            loans.append(loan)
        return loan

    def _open(self, loan: _Loan) -> sqlite3.Connection:
        if loan.connection is None:
            loan.connection = open_reader(self.path)
        # A small cache, of pages as a new store has them: the file is in the memory of the system anyway.
        loan.connection.execute("PRAGMA cache_size = -384")
        loan.connection.set_progress_handler(loan.is_stopped, _STEPS)
        return loan.connection

    def _take_back(self, name: str, loan: _Loan) -> None:
        with self._lock:
            self._loans[name].remove(loan)
            connection = loan.connection
            if connection is None:
                return
            connection.set_progress_handler(None, 0)
            with suppress(sqlite3.Error):
                connection.execute("PRAGMA shrink_memory")  # what it remembers is in the memory of the system as well
            if not self._closed and len(self._idle) < _MOST_IDLE:
                self._idle.append(connection)
                return
        connection.close()

    def changed(self) -> bool:
        """Whether another program has written into the store since this was last asked; the first answer is no.

        A store that is not there yet has changed as soon as it is.
        """
        with self._asking:
            return self._changed()

    def _changed(self) -> bool:
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


__all__ = ["Connections", "StoreError", "Superseded"]
