"""Where the session on a store is kept; apart from what reads it, which a first start does not need."""

from __future__ import annotations

from pathlib import Path


def session_path(store: Path) -> Path:
    """Where the session on a store is kept."""
    import hashlib

    import platformdirs

    name = hashlib.blake2b(str(store.expanduser().resolve()).encode("utf-8", "surrogatepass"), digest_size=10)
    folder = Path(platformdirs.user_state_dir("conflict-tui", appauthor=False))
    return folder / "sessions" / f"{name.hexdigest()}.json"
