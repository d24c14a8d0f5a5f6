"""Proving a store sound, and rebuilding what is derived in it.

What an analyst, an article or a dataset said is never changed by a repair: only counters, indexes and other things
that follow from them are. What cannot be derived again is told, with what to do.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from store.checking.counts import PROOFS as OF_COUNTS
from store.checking.files import PROOFS as OF_FILES
from store.checking.finding import Finding, Proof
from store.checking.names import PROOFS as OF_NAMES
from store.checking.texts import PROOFS as OF_TEXTS

__all__ = ["Checked", "Finding", "check"]

_ALL: Final[tuple[Proof, ...]] = (*OF_FILES, *OF_TEXTS, *OF_NAMES, *OF_COUNTS)
"""In the order in which they run and are repaired: what others are derived from comes first."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What looking at a store found: the names of the proofs that ran, and what is wrong."""

    proofs: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong, or no longer."""
        return all(finding.repaired for finding in self.findings)


def check(path: Path, *, repair: bool = False, on_proof: Callable[[str], None] | None = None) -> Checked:
    """Run every proof on a store; with ``repair`` rebuild what is derived wherever it is wrong, in one transaction.

    Without ``repair`` nothing is written and everything is seen as of one moment, while others may write. ``on_proof``
    gets the name of each proof before it runs. Raises :class:`store.errors.StoreError` where the store cannot be
    opened, or, with ``repair``, written.
    """
    from store.database import explain, open_reader, open_writer

    ran: list[str] = []
    findings: list[Finding] = []
    with closing(open_writer(path, create=False).conn if repair else open_reader(path)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE" if repair else "BEGIN")
            for proof in _ALL:
                if on_proof is not None:
                    on_proof(proof.name)
                ran.append(proof.name)
                findings.extend(_run(proof, connection, path, repair=repair))
                if any(finding.stops for finding in findings):
                    break  # nothing that is read from a damaged file proves anything
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise explain(path, error) from error
    return Checked(tuple(ran), tuple(findings))


def _run(proof: Proof, connection: sqlite3.Connection, path: Path, *, repair: bool) -> Iterator[Finding]:
    for finding in proof.look(connection, path):
        if repair and finding.repair is not None:
            finding.repair(connection)
            left = [again for again in proof.look(connection, path) if again.what == finding.what]
            yield finding.after_repair(not left)
        else:
            yield finding
