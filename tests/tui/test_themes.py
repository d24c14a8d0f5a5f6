from __future__ import annotations

from pathlib import Path

from store.queries.filters import Listing
from tests.tui.helpers import pane, settle
from tui.app import ConflictApp
from tui.widgets.parts import style_of


async def test_the_row_under_the_cursor_stands_out_in_every_theme(small_store: Path) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        rows = pane(app, Listing.GROUPS).rows
        assert {"conflict-dark", "conflict-light", "conflict-high-contrast"} < set(app.available_themes)
        for theme in app.available_themes:
            app.theme = theme
            await pilot.pause()
            plain, cursor = style_of(rows, ""), style_of(rows, "cursor")
            assert cursor.reverse or cursor.bgcolor not in (None, plain.bgcolor), theme
