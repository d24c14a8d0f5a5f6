"""What a proof of a store is, and what it finds."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

EXAMPLES: Final = 5

Look = Callable[[sqlite3.Connection, Path], Iterable["Finding"]]
Repair = Callable[[sqlite3.Connection], None]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: what, in how many places, with the first few of them, and what to do about it.

    ``repair`` rebuilds it where it is derived; ``stops`` where the file is so damaged that
    no other proof has a meaning.
    """

    what: str
    count: int
    examples: tuple[str, ...]
    advice: str
    repair: Repair | None = None
    repaired: bool = False
    stops: bool = False

    def after_repair(self, gone: bool) -> Finding:
        """Return the finding as it stands after its repair has run."""
        return replace(self, repaired=gone)


@dataclass(frozen=True, slots=True)
class Proof:
    """One of the proofs that make a store sound: its name for the user, and the function that looks."""

    name: str
    look: Look


def rows_that(
    connection: sqlite3.Connection, what: str, sql: str, advice: str, repair: Repair | None = None
) -> Iterable[Finding]:
    """Yield one finding for all rows that ``sql`` selects, if any; its first column says which row it is."""
    examples: list[str] = []
    count = 0
    for row in connection.execute(sql):
        count += 1
        if len(examples) < EXAMPLES:
            examples.append(str(row[0]))
    if count:
        yield Finding(what, count, tuple(examples), advice, repair)


REPAIR: Final = "run 'conflict-tui check --repair'"
RESTORE: Final = "restore the store from a backup; 'sqlite3 STORE .recover' may save more"
