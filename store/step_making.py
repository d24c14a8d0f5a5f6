"""What every step of curation stands on: a connection that writes, a transaction, the journal, counts kept in step."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from store import journal
from store.database import OpenStore, explain
from store.errors import ConflictTuiError
from store.journal import Entry, Step
from store.relationships import file_claims
from store.tallies import recount_entities, recount_relationships
from store.writing import now


class CurationError(ConflictTuiError):
    """A step that makes no sense on the store as it is, such as merging an entity into itself."""


class StepMaker(OpenStore):
    """Makes steps on one store, each a transaction of its own; the families of steps build on this."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, create=False)
        self.made: Entry | None = None
        """The journal's entry of the step made last through this curator; ``None`` where it changed nothing."""
        self.all_made: list[Entry] = []
        """The journal's entries of every step made, undone or redone through this curator, in order."""

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            # Rows go before those that point to them: an undone split takes its entity, then its relationships.
            self._connection.execute("PRAGMA defer_foreign_keys = ON")
            yield
            self._connection.execute("COMMIT")
        except BaseException as error:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.Error):
                raise explain(self.path, error) from error
            raise

    @contextmanager
    def _step(self, action: str, details: Mapping[str, Any]) -> Iterator[Step]:
        with self._transaction():
            step = Step(self._connection)
            yield step
            self.made = None
            if step.changes:  # what is so already is no step that could be undone
                self.made = journal.entry(self._connection, step.record(now(), action, details))
                self._settle(step.changes)
        if self.made is not None:
            self.all_made.append(self.made)

    def _settle(self, changes: Sequence[tuple[str, Mapping[str, Any] | None, Mapping[str, Any] | None]]) -> None:
        """Bring everything derived in step with rows that were changed."""
        claims: set[int] = set()
        entities: set[int] = set()
        for table, *sides in changes:
            for row in sides:
                if row is None:
                    continue
                if table == "claims":
                    claims.add(row["id"])
                    entities |= {row["subject_id"], row["object_id"]}
                elif table in ("mentions", "event_actors"):
                    entities.add(row["entity_id"])
                elif table == "entities":
                    entities.add(row["id"])
        recount_relationships(self._connection, file_claims(self._connection, claims))
        recount_entities(self._connection, entities)

    def _rows(self, table: str, condition: str, *values: Any) -> list[dict[str, Any]]:
        return journal.fetch(self._connection, table, condition, values)

    def _entity(self, entity_id: int) -> dict[str, Any]:
        rows = self._rows("entities", "id = ?", entity_id)
        if not rows:
            message = f"there is no entity {entity_id}"
            raise CurationError(message)
        if rows[0]["merged_into"] is not None:
            message = f"“{rows[0]['name']}” was merged into another entity"
            raise CurationError(message)
        return rows[0]
