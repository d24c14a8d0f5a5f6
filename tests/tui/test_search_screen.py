from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from store.queries.articles import ArticleRow
from store.queries.claims import ClaimRow
from store.queries.filters import EntityFilter, Listing
from store.queries.groups import GroupRow
from store.queries.search import MOST_SHOWN
from tests.tui.helpers import explorer, settle, wait_for
from tests.tui.test_hostile import FORBIDDEN, MORE, painted
from tui.app import ConflictApp
from tui.screens.explorer import ExplorerScreen
from tui.screens.reader import ReaderScreen
from tui.screens.search import LANGUAGE, Row, SearchScreen


async def search_for(pilot: Pilot[Any], typed: str) -> SearchScreen:
    """Open the search, type, and wait for the whole answer."""
    await pilot.press("ctrl+f")
    await wait_for(pilot, lambda: isinstance(pilot.app.screen, SearchScreen), "the search is open")
    screen = pilot.app.screen
    assert isinstance(screen, SearchScreen)
    await wait_for(pilot, lambda: screen._names.ready and screen.answered, f"the names are ready, {typed!r}")
    screen.line.value = typed
    await wait_for(
        pilot,
        lambda: screen.answered and screen.found is not None and screen._typed == screen.line.value,
        f"{typed} is answered",
    )
    return screen


def rows(screen: SearchScreen) -> list[Row]:
    return [screen.rows.records[number] for number in screen.rows.ids]


def place_of(screen: SearchScreen, kind: type) -> int:
    return next(number for number, row in enumerate(rows(screen)) if row.hit and isinstance(row.hit.record, kind))


async def test_the_query_language_stands_there_before_anything_is_typed(small_store: Path) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        screen = await search_for(pilot, "")
        assert [row.words for row in rows(screen)] == list(LANGUAGE)


async def test_enter_on_a_group_walks_to_it(small_store: Path) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        screen = await search_for(pilot, "front")
        assert isinstance(rows(screen)[0].hit.record, GroupRow)  # type: ignore[union-attr]
        wanted = rows(screen)[0].hit.record.id  # type: ignore[union-attr]
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, ExplorerScreen), "the explorer is back")
        link = explorer(app).state.chain[0].filter
        assert isinstance(link, EntityFilter) and link.entity_id == wanted
        assert explorer(app).state.focus is Listing.RELATIONSHIPS


@pytest.mark.parametrize("kind", [ArticleRow, ClaimRow])
async def test_enter_on_an_article_or_a_claim_opens_it_at_what_was_found(small_store: Path, kind: type) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        screen = await search_for(pilot, "front")
        screen.rows.cursor = place_of(screen, kind)
        record: Any = screen.rows.current_record.hit.record
        await pilot.press("enter")
        await wait_for(
            pilot, lambda: isinstance(app.screen, ReaderScreen) and app.screen.article is not None, "the reader is open"
        )
        reader = app.screen
        assert isinstance(reader, ReaderScreen) and reader.article is not None
        assert reader.article.id == (record.id if kind is ArticleRow else record.article_id)
        layer = "found" if kind is ArticleRow else "now"
        await wait_for(pilot, lambda: bool(reader.text.marks_of(layer)), "what was found is marked")


async def test_search_works_over_the_reader_and_leaves_it(small_store: Path) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("1", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, ReaderScreen), "the reader is open")
        await search_for(pilot, "front")
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, ExplorerScreen), "only the explorer is left")
        assert len(app.screen_stack) == 1


async def test_a_cut_section_says_so_and_enter_shows_more(small_store: Path) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        screen = await search_for(pilot, "from:2013 ")
        place = next(number for number, row in enumerate(rows(screen)) if row.more)
        told = rows(screen)[place].words[0]
        section = next(section for section in screen.found.sections if section.name == "articles")  # type: ignore[union-attr]
        assert told == f"… showing {MOST_SHOWN} of {section.total} articles"
        before = len(screen.rows.ids)
        screen.rows.cursor = place
        await pilot.press("enter")
        await wait_for(pilot, lambda: len(screen.rows.ids) > before and screen.answered, "more is shown")


async def test_what_is_misspelled_is_told(small_store: Path) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await search_for(pilot, "confidence:huge front ")
        assert "confidence: is one of high, medium, low" in painted(app)


async def test_a_store_that_is_not_there_is_no_error(tmp_path: Path) -> None:
    app = ConflictApp(tmp_path / "none.db")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+f", "a", "b", "c")
        screen = app.screen
        assert isinstance(screen, SearchScreen)
        await wait_for(pilot, lambda: screen.answered, "it has been said")
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, ExplorerScreen), "closed")


async def test_hostile_texts_are_found_and_shown_without_being_interpreted(hostile_store: Path) -> None:
    connection = sqlite3.connect(hostile_store)
    assert connection.execute("SELECT max(length(title)) FROM articles").fetchone()[0] >= 1_000_000
    app = ConflictApp(hostile_store)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        for typed in ("AFP", "owned", "from:2010 ", "جبهة", *(text[:200] for text in MORE if text)):
            await search_for(pilot, typed)
            assert not FORBIDDEN.search(painted(app)), typed
            await pilot.press("escape")
            await settle(pilot)
