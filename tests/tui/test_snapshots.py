"""Pictures of the key screens; ``pytest --snapshot-update`` takes new ones, to be looked at before they are kept."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from store.curation import Curator
from tests.tui.helpers import settle, wait_for
from tests.tui.test_search_screen import search_for
from tui.app import ConflictApp
from tui.import_job import ImportJob, Skip, Standing
from tui.screens.ask import AskScreen
from tui.screens.choose import ChooseScreen
from tui.screens.explorer import ExplorerScreen
from tui.screens.matrix import MatrixScreen
from tui.screens.reader import ReaderScreen
from tui.screens.report import ReportScreen
from tui.screens.review import ReviewScreen
from tui.screens.span import SpanScreen

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
        ("import", ("I",)),
        ("jump", ("ctrl+o",)),
        ("write-out", ("W",)),
        ("log", ("ctrl+l",)),
        ("theme", ("T",)),
        ("sort", ("3", "s")),
        ("searched-text", ("4", "enter", "slash", "r", "e", "enter")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_screen_looks_as_it_did(
    snap_compare: Compare, small_store: Path, size: tuple[int, int], name: str, pressed: tuple[str, ...]
) -> None:
    assert snap_compare(ConflictApp(small_store), terminal_size=size, run_before=keys(*pressed))


async def opened(pilot: Pilot[Any], kind: type[Screen[Any]], *pressed: str) -> None:
    """Press keys until a view is read and drawn."""
    await settle(pilot)
    for key in pressed:
        await pilot.press(key)
        if isinstance(pilot.app.screen, ExplorerScreen):
            await settle(pilot)
    app = pilot.app
    await wait_for(
        pilot, lambda: isinstance(app.screen, kind) and getattr(app.screen, "read", True), "the view is read"
    )
    if isinstance(app.screen, ReviewScreen):
        screen = app.screen
        await wait_for(pilot, lambda: screen.rows.settled and bool(screen.detail.text), "the queue is shown")
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize(
    ("name", "kind", "pressed"),
    [
        ("profile", ReportScreen, ("2", "down", "i")),
        ("timeline", ReportScreen, ("2", "t")),
        ("contested", ReportScreen, ("c",)),
        ("path", ReportScreen, ("2", "p", "down", "down", "p")),
        ("matrix", MatrixScreen, ("m",)),
        ("review-suggestion", ReviewScreen, ("v",)),
        ("review-claim", ReviewScreen, ("v", "down", "down", "down", "space")),
        ("evidence", SpanScreen, ("v", "down", "down", "down", "e")),
        ("relation", ChooseScreen, ("v", "down", "down", "t")),
        ("rename", AskScreen, ("2", "N")),
        ("merge", ChooseScreen, ("2", "M", "down", "M")),
        ("date", AskScreen, ("v", "down", "down", "d")),
        ("status", ChooseScreen, ("v", "down", "down", "S")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_view_looks_as_it_did(
    snap_compare: Compare,
    own_store: Path,
    size: tuple[int, int],
    name: str,
    kind: type[Screen[Any]],
    pressed: tuple[str, ...],
) -> None:
    async def before(pilot: Pilot[Any]) -> None:
        await opened(pilot, kind, *pressed)
        if isinstance(pilot.app.screen, SpanScreen):
            span = pilot.app.screen
            await wait_for(pilot, lambda: span.text is not None, "the text is read")

    assert snap_compare(ConflictApp(own_store), terminal_size=size, run_before=before)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_journal_looks_as_it_did(
    snap_compare: Compare, own_store: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.step_making.now", lambda: "2024-05-06T07:08:09Z")
    with Curator(own_store) as curator:
        curator.judge([1, 2], "rejected")
        curator.rename(3, "Renamed Front")
        curator.merge([2], 1)
        curator.undo()

    async def before(pilot: Pilot[Any]) -> None:
        await opened(pilot, ReportScreen, "J")

    assert snap_compare(ConflictApp(own_store), terminal_size=size, run_before=before)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_empty_store_looks_as_it_did(snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(ConflictApp(Path("no-such-folder/store.db")), terminal_size=size, run_before=keys())


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("running", [True, False], ids=["running", "done"])
def test_import_looks_as_it_did(snap_compare: Compare, small_store: Path, size: tuple[int, int], running: bool) -> None:
    standing = Standing(added=1204, updated=3, known=18, skipped=2, share=0.4, running=running, seconds=8.2)
    if not running:
        standing.changes = [("fatalities", 2), ("text", 1)]
        standing.skips = [
            Skip("reports/broken.csv", 7, "the row has 3 cells where the head has 5"),
            Skip("reports/picture.png", None, "an image, no text in it"),
        ]

    async def before(pilot: Pilot[Any]) -> None:
        await settle(pilot)
        app = pilot.app
        assert isinstance(app, ConflictApp)
        app.job = cast("ImportJob", SimpleNamespace(standing=standing, paths=["reports/"], cancel=lambda: None))
        await pilot.press("I")
        await pilot.pause()

    assert snap_compare(ConflictApp(small_store), terminal_size=size, run_before=before)


@pytest.mark.parametrize("theme", ["conflict-light", "conflict-high-contrast"])
def test_theme_looks_as_it_did(snap_compare: Compare, small_store: Path, theme: str) -> None:
    app = ConflictApp(small_store)
    app.theme = theme
    assert snap_compare(app, terminal_size=(120, 40), run_before=keys("2", "down"))


def test_hostile_store_looks_as_it_did(snap_compare: Compare, hostile_store: Path) -> None:
    assert snap_compare(ConflictApp(hostile_store), terminal_size=(120, 40), run_before=keys("1", "down"))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_search_looks_as_it_did(snap_compare: Compare, small_store: Path, size: tuple[int, int]) -> None:
    async def before(pilot: Pilot[Any]) -> None:
        await settle(pilot)
        await search_for(pilot, "front from:2014 confidence:huge ")

    assert snap_compare(ConflictApp(small_store), terminal_size=size, run_before=before)
