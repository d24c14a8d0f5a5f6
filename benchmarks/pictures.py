"""Make the pictures of the documentation from the running explorer on the sample store.

python -m benchmarks.pictures docs/pictures
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from store.importing import import_paths
from store.sample import sample_paths
from tui.app import ConflictApp

WIDE, NARROW = (120, 36), (80, 24)
NUSRA = ("2", "slash", *"nusra", "enter")
PICTURES: Sequence[tuple[str, tuple[int, int], Sequence[str]]] = (
    ("explorer", WIDE, ("2", "slash", *"jabhet", "space", *"nusra", "enter", "enter")),
    ("narrow", NARROW, ("3",)),
    ("reader", WIDE, ("3", "enter", "enter")),
    ("search", WIDE, ("ctrl+f", *"nusra")),
    ("contested", WIDE, ("c",)),
    ("profile", WIDE, (*NUSRA, "i")),
    ("timeline", WIDE, (*NUSRA, "t")),
    ("matrix", WIDE, ("m",)),
    ("path", WIDE, ("2", "slash", *"ahrar", "enter", "p", "slash", *("backspace",) * 5, *"hezbollah", "enter", "p")),
    ("review", WIDE, ("v",)),
    ("help", WIDE, ("question_mark",)),
)
"""Name, size in columns and lines, and the keys pressed before the picture is taken."""


async def take(store: Path, folder: Path) -> None:
    """Drive the explorer to each picture and save it."""
    for name, size, keys in PICTURES:
        app = ConflictApp(store)
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            for key in keys:
                await pilot.press(key)
                await settle(pilot)
            app.clear_notifications()
            await settle(pilot)
            svg = app.export_screenshot(title="conflict-tui")
            (folder / f"{name}.svg").write_text(svg, encoding="utf-8")
            print(folder / f"{name}.svg")


async def settle(pilot: object) -> None:
    """Wait until no worker is at work and the screen is painted."""
    from textual.pilot import Pilot

    assert isinstance(pilot, Pilot)
    for _ in range(3):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


def main() -> None:
    """Fill a store with the sample and take the pictures."""
    folder = Path(sys.argv[1]) if len(sys.argv) == 2 else None
    if folder is None:
        sys.exit(__doc__)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        store = Path(name) / "sample.db"
        import_paths(store, [str(path) for path in sample_paths()])
        asyncio.run(take(store, folder))


if __name__ == "__main__":
    main()
