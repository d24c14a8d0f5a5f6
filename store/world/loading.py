"""Load the world: shipped lists, the user's own, and any that a call names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from store.world.compiling import compile_tables
from store.world.entries import read_table
from store.world.lookup import World
from store.world.places import Places

DATA: Final = Path(__file__).parent / "data"


def load_world(extra: Sequence[Path] = ()) -> World:
    """Load the names of the world, with those of ``extra`` lists added.

    Lines that break the format are left out and told in ``World.problems``; a file that cannot be read raises
    :class:`store.world.WorldError`.
    """
    compiled = compile_tables(read_table(path) for path in [*sorted(DATA.glob("*.tsv")), *extra])
    listed = compiled["places"]
    return World(compiled, lambda: Places(listed))
