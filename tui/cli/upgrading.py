"""Telling where the copy is that is made of a store before this program brings it up to date."""

from __future__ import annotations

from pathlib import Path


def bring_up_to_date(store: Path) -> None:
    """Migrate an existing store that an older version wrote, and say where its copy is.

    Raises :class:`store.errors.StoreError`.
    """
    from store.database import ensure_current

    copy = ensure_current(store)
    if copy is not None:
        from tui.cli.output import narrate  # seldom needed, and the explorer opens through here

        narrate(f"{store}: brought up to date; a copy of it as it was is in {copy}")
