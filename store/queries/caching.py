"""Room for the pages of a large store while a question over all of it is answered."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_WIDE_KIB: Final = 32 * 1024
"""Connections remember few pages, for many of them rest. A view that looks up two hundred thousand rows here and there
reads the same pages again and again then: with so many remembered it takes half to a third of the time."""


@contextmanager
def wide_cache(connection: sqlite3.Connection) -> Iterator[None]:
    """Let a connection remember more pages inside the block; they are forgotten at its end."""
    (usual,) = connection.execute("PRAGMA cache_size").fetchone()
    connection.execute(f"PRAGMA cache_size = -{_WIDE_KIB}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size = {usual}")
