"""Where the session on a store is kept; apart from what reads it, which a first start does not need."""

from __future__ import annotations

import json
from pathlib import Path


def session_path(store: Path) -> Path:
    """Where the session on a store is kept."""
    import hashlib

    import platformdirs

    name = hashlib.blake2b(str(store.expanduser().resolve()).encode("utf-8", "surrogatepass"), digest_size=10)
    folder = Path(platformdirs.user_state_dir("conflict-tui", appauthor=False))
    return folder / "sessions" / f"{name.hexdigest()}.json"


def kept_theme(path: Path) -> str:
    """Return the theme of a session, for the first frame; the rest is read after it. Empty where there is none."""
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return ""
    theme = plain.get("theme") if isinstance(plain, dict) else None
    return theme if isinstance(theme, str) else ""
