"""Pictures of the key screens; ``pytest --snapshot-update`` takes new ones, to be looked at before they are kept."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.tui.helpers import settle, wait_for
from tui.app import ConflictApp
from tui.screens.reader import ReaderScreen

pytestmark = pytest.mark.snapshot

SIZES = [(80, 24), (120, 40)]
Compare = Callable[..., bool]


def keys(*pressed: str) -> Callable[[Pilot[Any]], Awaitable[None]]:
    async def before(pilot: Pilot[Any]) -> None:
        await settle(pilot)
        for key in pressed:
            await pilot.press(key)
            await settle(pilot)
            screen = pilot.app.screen
            if isinstance(screen, ReaderScreen):
                await wait_for(pilot, lambda: screen.article is not None, "the article is read")  # noqa: B023
        await pilot.pause()

    return before


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize(
    ("name", "pressed"),
    [
        ("start", ()),
        ("group-chosen", ("2", "down")),
        ("relationships", ("2", "enter")),
        ("claims", ("2", "enter", "enter")),
        ("typed", ("2", "slash", "f", "r", "o")),
        ("narrow", ("f",)),
        ("reader", ("4", "enter")),
        ("help", ("question_mark",)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_screen_looks_as_it_did(
    snap_compare: Compare, small_store: Path, size: tuple[int, int], name: str, pressed: tuple[str, ...]
) -> None:
    assert snap_compare(ConflictApp(small_store), terminal_size=size, run_before=keys(*pressed))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_empty_store_looks_as_it_did(snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(ConflictApp(Path("no-such-folder/store.db")), terminal_size=size, run_before=keys())


def test_light_theme_looks_as_it_did(snap_compare: Compare, small_store: Path) -> None:
    app = ConflictApp(small_store)
    app.theme = "conflict-light"
    assert snap_compare(app, terminal_size=(120, 40), run_before=keys("2", "down"))


def test_hostile_store_looks_as_it_did(snap_compare: Compare, hostile_store: Path) -> None:
    assert snap_compare(ConflictApp(hostile_store), terminal_size=(120, 40), run_before=keys("1", "down"))
