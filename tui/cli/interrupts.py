"""Ctrl-C as a request: the first one asks for an orderly end, the second ends the program at once."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

INTERRUPTED: Final = 130
"""The exit code of a command that Ctrl-C ended."""

_ASKED: Final = b"\nstopping: what is finished is being written; Ctrl-C again ends at once\n"


@contextmanager
def two_interrupts() -> Iterator[threading.Event]:
    """Lend an event that the first Ctrl-C sets; the second does not return."""
    stop = threading.Event()

    def interrupted(_number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            _abort()
        stop.set()
        os.write(2, _ASKED)

    before = signal.signal(signal.SIGINT, interrupted)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def _abort() -> None:
    """End now: what was written in whole batches stays, an open one is undone when the store is next opened."""
    import multiprocessing

    for worker in multiprocessing.active_children():
        worker.kill()
    os._exit(INTERRUPTED)


def cores() -> int:
    """Return how many processor cores this program may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
