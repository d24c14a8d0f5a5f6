"""Tell which paths are the files of a store itself."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final

_STORE_FILES: Final = ("", "-wal", "-shm")
"""What the names of the files of a store end in."""


def belongs_to(path: str, store: Path) -> bool:
    """Whether a file that was passed over in a folder is the store itself, or one of those that stand beside it."""
    found = Path(path)
    return found.name.startswith(store.name) and found.parent.resolve() == store.parent.resolve()


def is_part_of(path: Path, store: Path) -> bool:
    """Whether a file is the store or its log: opening and closing it would take the writer's locks away."""
    with suppress(OSError):
        return any(path.samefile(part) for ending in _STORE_FILES if (part := Path(f"{store}{ending}")).exists())
    return False
