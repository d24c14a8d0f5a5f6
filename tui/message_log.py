"""The program's own messages, kept for the log view: what was imported, what was slow, what failed."""

from __future__ import annotations

import threading
import time
from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MOST_KEPT: Final = 2000


class Level(StrEnum):
    """How much a message matters; the value is its word in the log."""

    TOLD = "told"
    SLOW = "slow"
    WARNING = "warning"
    ERROR = "failed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One message; ``at`` is seconds since the epoch."""

    at: float
    level: Level
    text: str


class MessageLog:
    """The latest messages, oldest first; any thread may add one."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque(maxlen=MOST_KEPT)
        self._lock = threading.Lock()
        self.added = 0

    def add(self, text: str, level: Level = Level.TOLD) -> None:
        """Add a message of now."""
        with self._lock:
            self._entries.append(Entry(time.time(), level, text[:4000]))
            self.added += 1

    def entries(self) -> list[Entry]:
        """Return what is kept, oldest first."""
        with self._lock:
            return list(self._entries)
