"""Identifiers for other programs: the same at every export of a store, and of no other store."""

from __future__ import annotations

import hashlib
import sqlite3
from typing import Final
from uuid import UUID, uuid5

_NAMESPACE: Final = UUID("5b0f6c0e-5d0c-5a57-9f0b-6f1f3e0f7a11")


class Identifiers:
    """Makes identifiers out of row ids, which a store never gives twice, and what is peculiar to the store.

    Entities of the world lists are known by their key there, so that exports of several stores agree on them.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        first = connection.execute("SELECT text_hash, added_at FROM articles ORDER BY id LIMIT 1").fetchone()
        self._store = f"{bytes(first[0]).hex()}|{first[1]}" if first is not None else ""

    def key(self, table: str, row_id: int | str) -> str:
        """Return 32 hexadecimal digits for a row."""
        return hashlib.blake2b(f"{self._store}|{table}|{row_id}".encode(), digest_size=16).hexdigest()

    def entity_key(self, entity_id: int, listed: str | None) -> str:
        """Return 32 hexadecimal digits for an entity."""
        if listed is None:
            return self.key("entities", entity_id)
        return hashlib.blake2b(f"listed|{listed}".encode(), digest_size=16).hexdigest()

    def uuid(self, table: str, row_id: int | str) -> UUID:
        """Return a UUID (version 5) for a row."""
        return uuid5(_NAMESPACE, self.key(table, row_id))

    def entity_uuid(self, entity_id: int, listed: str | None) -> UUID:
        """Return a UUID (version 5) for an entity."""
        return uuid5(_NAMESPACE, self.entity_key(entity_id, listed))
