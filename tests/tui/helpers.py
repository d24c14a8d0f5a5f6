"""What the tests of the screen share: waiting for conditions, hostile texts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.pilot import Pilot

from store.queries.filters import Listing
from tui.app import ConflictApp
from tui.panes.list_pane import ListPane
from tui.screens.explorer import ExplorerScreen

HOSTILE = [
    "[AFP] [/] [b]bold[/b] [@click=app.quit()]press[/]",
    "\x1b[2J\x1b[31mred\x1b]0;owned\x07\x1b]52;c;ZXZpbA==\x1b\\ end\x9b5m",
    "a\u202eb\u2066c\u2069\u200b\u200d\ufeffd\u00ad",
    "Z" + "\u0301\u0316" * 400 + "algo",
    "جبهة النصرة في حلب",
    "line\nbreak\rand\ttab\x00nul\x85next\u2028last",
    "🏴‍☠️👨‍👩‍👧‍👦 families \U000e0041 tags",
    "\udcff".encode("utf-8", "surrogateescape").decode("latin-1") + "ÿ",
    "",
]
"""Texts that must never be interpreted: markup, escape sequences, bidi overrides, piles of marks."""


async def wait_for(pilot: Pilot[Any], condition: Callable[[], bool], description: str) -> None:
    """Let the app work until a condition holds; fail with its description when it never does."""
    for _ in range(1500):
        if condition():
            await pilot.pause()
            if condition():
                return
        await pilot.pause(0.01)
    raise AssertionError(f"waited in vain: {description}")


def explorer(app: ConflictApp) -> ExplorerScreen:
    """Return the explorer, whatever lies over it."""
    return next(screen for screen in app.screen_stack if isinstance(screen, ExplorerScreen))


def pane(app: ConflictApp, listing: Listing) -> ListPane:
    """Return one pane."""
    return explorer(app).panes[listing]


async def settle(pilot: Pilot[Any]) -> ExplorerScreen:
    """Wait until the explorer shows all that it is asked for."""
    app = pilot.app
    assert isinstance(app, ConflictApp)
    screen = explorer(app)
    await wait_for(pilot, lambda: screen.empty or (screen.total_known and screen.settled), "the panes are filled")
    return screen


def shown_names(listed: ListPane) -> list[int]:
    """Return the ids that a pane lists."""
    return list(listed.rows.ids)
