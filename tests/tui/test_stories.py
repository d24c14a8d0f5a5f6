"""Copies of a story on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static

from store.queries.filters import Listing
from tests.store.printing import OWN, POST, STAR, WIRE, write
from tests.tui.helpers import pane, settle, wait_for
from tui.app import ConflictApp
from tui.screens.reader import ReaderScreen


@pytest.fixture
def store(tmp_path: Path) -> Path:
    write(tmp_path / "s.db", [STAR, WIRE, OWN, POST])
    return tmp_path / "s.db"


async def test_the_articles_pane_marks_stories_and_their_copies(store: Path) -> None:
    app = ConflictApp(store)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        listed = pane(app, Listing.ARTICLES)
        await wait_for(pilot, lambda: len(listed.rows.records) == 4, "the articles are there")
        records = listed.rows.records
        lines = {
            record.outlet: "".join(piece.text for line in listed.lines(record, 110) for piece in line)
            for record in records.values()
        }
        assert " +2 copies" in lines["Wire"]
        assert " copy" in lines["Star"] and "copies" not in lines["Star"]
        assert "cop" not in lines["Gazette"]


async def test_the_reader_names_the_other_outlets(store: Path) -> None:
    app = ConflictApp(store)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        heads = {}
        for article_id in (1, 2, 3):
            app.push_screen(ReaderScreen(app.connections, article_id))
            await wait_for(
                pilot,
                lambda: isinstance(app.screen, ReaderScreen) and app.screen.article is not None,
                "the article is there",
            )
            heads[article_id] = str(app.screen.query_one("#reader-title", Static).content)
            await pilot.press("escape")
        assert "copy of Wire" in heads[1] and "also in: Post" in heads[1]
        assert "also in: Star, Post" in heads[2] and "copy" not in heads[2]
        assert "also in" not in heads[3]
