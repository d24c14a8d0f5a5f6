"""Keep what was compiled in the platform's cache folder; everything works, only slower, where there is none.

A kept file is one ASCII line (what it is, the stamp of what it was made from, size and CRC-32 of the rest) and then
the rest. A file with another stamp is stale, one whose size or sum is wrong is damaged; both are made anew.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final
from zlib import crc32

_MARK: Final = "conflict-tui"
_KEPT: Final = 6  # lists compiled with different user files that are kept side by side
ENVIRONMENT: Final = "CONFLICT_TUI_CACHE"


def cache_folder() -> Path:
    """Name the folder of kept files: $CONFLICT_TUI_CACHE, else the platform's folder for caches."""
    chosen = os.environ.get(ENVIRONMENT)
    if chosen:
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("conflict-tui", appauthor=False)


def kept(name: str, stamp: str) -> bytes | None:
    """Read what was kept under this name and stamp; None where it is absent, stale, damaged or unreadable."""
    try:
        content = (cache_folder() / name).read_bytes()
    except (OSError, ValueError):
        return None
    line, _, body = content.partition(b"\n")
    return body if line == _first_line(stamp, body) else None


def keep(name: str, stamp: str, body: bytes) -> None:
    """Keep a file, replacing it in one step; silently does nothing where the folder cannot be written."""
    folder = cache_folder()
    with suppress(OSError, ValueError):
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".new-", dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_first_line(stamp, body) + b"\n" + body)
            Path(temporary).replace(folder / name)
        finally:
            Path(temporary).unlink(missing_ok=True)
        _prune(folder)


def _first_line(stamp: str, body: bytes) -> bytes:
    return f"{_MARK} {stamp} {len(body)} {crc32(body):08x}".encode()


def _prune(folder: Path) -> None:
    names = sorted(folder.glob("names-*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in names[_KEPT:]:
        path.unlink(missing_ok=True)
