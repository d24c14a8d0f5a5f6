"""Opening the explorer, which is what most calls ask for: they name no command, and no parser is loaded for them."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

_COMPLETES: Final = "_CONFLICT_TUI_COMPLETE"
"""Set by a shell that asks what could be typed; that is the parser's to answer, whatever the arguments."""

last_chosen: Final[list[Path]] = []
"""The store that the running command has chosen, if it has: what an error that nobody foresaw may be due to."""


def plainly_asked(arguments: Sequence[str]) -> tuple[Path | None] | None:
    """Return the store that is named where arguments ask for nothing but the explorer, or None where they may not."""
    if _COMPLETES in os.environ:
        return None
    match [*arguments]:
        case []:
            return (None,)
        case ["--store", path] if path and not path.startswith("-"):
            return (Path(path),)
        case [option] if option.startswith("--store=") and len(option) > len("--store="):
            return (Path(option.removeprefix("--store=")),)
    return None


def choose_store(named: Path | None) -> Path:
    """Return the store to use: the one named, or that of the environment, of the settings, or the default."""
    from store.database import STORE_VARIABLE, default_path

    if named is None and not os.environ.get(STORE_VARIABLE):
        from tui.settings import default_store

        named = default_store()
    chosen = named.expanduser() if named is not None else default_path()
    last_chosen[:] = [chosen]
    return chosen


def explore(store: Path) -> int:
    """Open the explorer on a store, or print an overview where there is no terminal to open it on."""
    if store.exists() and not (store.is_file() and store.stat().st_size == 0):
        from tui.cli.upgrading import bring_up_to_date

        bring_up_to_date(store)
    if not (sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()):
        from tui.cli.overview import print_overview

        print_overview(store)
        return 0
    # Textual takes longer to import than all the rest; only this one function pays for it. No module is garbage.
    gc.disable()
    try:
        from tui.app import run

        return run(store)
    finally:
        gc.enable()
