"""What the C library keeps of memory that has been given back."""

from __future__ import annotations

import sys
from typing import Final

_M_ARENA_MAX: Final = -8
"""The number of this parameter in glibc's malloc.h."""


def use_one_arena() -> None:
    """Have all threads take memory from one place, where glibc would give each its own and keep what they free.

    To be called before threads are started. Python runs one of them at a time, so they hardly wait for each other.
    Does nothing with other C libraries.
    """
    if sys.platform != "linux":
        return
    try:
        import ctypes

        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)
    except (ImportError, OSError, AttributeError):
        return
