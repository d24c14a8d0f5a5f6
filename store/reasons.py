"""Why claims were found, each reason stored once: claims hold the numbers of theirs.

``claims.reasons`` is a JSON list. A number in it is an id of the table ``reasons``; a text stands for itself, as in
stores of earlier versions.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

_MOST_REMEMBERED: Final = 100_000


class ReasonWriter:
    """Gives reasons their numbers. Ids never change once written, so they are remembered until a batch is undone."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._ids: dict[str, int] = {}

    def stored(self, reasons: Sequence[str]) -> str:
        """Return what ``claims.reasons`` is to hold, writing reasons not met before. Call inside a transaction."""
        return "[" + ",".join([str(self._ids.get(reason) or self._id(reason)) for reason in reasons]) + "]"

    def forget(self) -> None:
        """Drop what is remembered: a batch was rolled back."""
        self._ids.clear()

    def _id(self, reason: str) -> int:
        if len(self._ids) >= _MOST_REMEMBERED:
            self._ids.clear()
        find = "SELECT id FROM reasons WHERE text = ?"
        row = self._connection.execute(find, (reason,)).fetchone()
        if row is None:
            added = self._connection.execute("INSERT INTO reasons (text) VALUES (?)", (reason,)).lastrowid
            assert added is not None
            self._ids[reason] = added
        else:
            self._ids[reason] = int(row[0])
        return self._ids[reason]


class ReasonReader:
    """Reads the reasons of claims tolerantly: another program may have written the file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._text = lru_cache(maxsize=10_000)(lambda number: _text(connection, number))

    def told(self, stored: str) -> tuple[str, ...]:
        """Return the reasons behind a stored list, in order."""
        import json  # only where claims are shown at all

        try:
            reasons = json.loads(stored)
        except (ValueError, RecursionError):
            return (stored,)
        if not isinstance(reasons, list):
            return (str(reasons),)
        return tuple(self._text(reason) if type(reason) is int else str(reason) for reason in reasons)


def _text(connection: sqlite3.Connection, number: int) -> str:
    try:
        row = connection.execute("SELECT text FROM reasons WHERE id = ?", (number,)).fetchone()
    except OverflowError:  # no id of SQLite's is so large
        row = None
    return str(number) if row is None else str(row[0])
