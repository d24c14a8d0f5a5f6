from __future__ import annotations

import shutil
import sqlite3
from array import array
from pathlib import Path

import pytest

from store.queries.filters import Listing
from tests.tui.helpers import pane, settle, wait_for
from tui.app import ConflictApp
from tui.panes import filling
from tui.panes.list_pane import ListPane

WIDE = (120, 40)


def in_store(store: Path, sql: str) -> list[int]:
    connection = sqlite3.connect(store)
    try:
        return [row[0] for row in connection.execute(sql)]
    finally:
        connection.close()


def newest_first(store: Path) -> list[int]:
    return in_store(store, "SELECT id FROM articles ORDER BY date DESC NULLS LAST, id DESC")


def filled(listed: ListPane) -> bool:
    return listed.complete and listed.settled


async def test_a_list_without_focus_knows_its_first_rows_and_its_length(larger_store: Path) -> None:
    app = ConflictApp(larger_store)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        groups, articles = pane(app, Listing.GROUPS), pane(app, Listing.ARTICLES)
        await wait_for(pilot, lambda: filled(groups), "the focused list is read to its end")
        assert not articles.complete and len(articles.rows.ids) == filling.FIRST_IDS
        assert articles.border_subtitle == "3,000"
        assert articles.rows.virtual_size.height == 3000


async def test_a_list_is_read_to_its_end_when_it_gets_the_focus(larger_store: Path) -> None:
    app = ConflictApp(larger_store)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        articles = pane(app, Listing.ARTICLES)
        await pilot.press("1")
        await wait_for(pilot, lambda: filled(articles), "all articles are known")
        assert articles.border_subtitle == "3,000"
        assert sorted(articles.rows.ids) == in_store(larger_store, "SELECT id FROM articles ORDER BY id")


async def test_end_goes_to_the_last_row_though_it_is_not_known_yet(
    larger_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filling, "_MORE_IDS", 500)
    app = ConflictApp(larger_store)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        articles = pane(app, Listing.ARTICLES)
        await pilot.press("1", "end")
        await wait_for(pilot, lambda: articles.rows.cursor == 2999 and filled(articles), "the cursor is at the end")
        assert articles.rows.current_record is not None


async def test_going_home_takes_the_place_of_the_way_to_the_end(larger_store: Path) -> None:
    app = ConflictApp(larger_store)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        rows = pane(app, Listing.ARTICLES).rows
        rows.action_last()
        rows.action_first()
        rows.action_cursor_down()
        await pilot.press("1")
        await wait_for(pilot, lambda: filled(pane(app, Listing.ARTICLES)), "all articles are known")
        assert rows.cursor == 1


async def test_scrolling_reads_on_before_the_known_rows_end(larger_store: Path) -> None:
    app = ConflictApp(larger_store)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        claims = pane(app, Listing.CLAIMS)
        assert not claims.complete
        await wait_for(pilot, lambda: claims._pausing is None, "the list is at rest")
        known = len(claims.rows.ids)
        claims.rows.scroll_to(y=(known - 4) * claims.rows.row_height, animate=False, force=True, immediate=True)
        await wait_for(pilot, lambda: len(claims.rows.ids) > known and claims.settled, "further rows are known")


async def test_a_scrollbar_drawn_into_the_unknown_shows_the_rows_there(larger_store: Path) -> None:
    app = ConflictApp(larger_store)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        articles = pane(app, Listing.ARTICLES)
        articles.rows.scroll_to(y=2000, animate=False, force=True, immediate=True)
        assert not articles.settled
        await wait_for(pilot, lambda: len(articles.rows.ids) > 2000 and articles.settled, "the rows are shown")
        first, last = articles.rows._visible_rows()
        assert first == 2000 and all(row in articles.rows.records for row in articles.rows.ids[first:last])


async def test_what_is_narrowed_is_read_to_its_end_and_counted(larger_store: Path) -> None:
    app = ConflictApp(larger_store)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("down")
        await settle(pilot)
        articles = pane(app, Listing.ARTICLES)
        assert articles.complete and articles.border_subtitle == f"showing {len(articles.rows.ids):,} of 3,000"


async def test_rows_that_moved_meanwhile_are_read_anew(larger_store: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.db"
    shutil.copy(larger_store, own)
    app = ConflictApp(own)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        articles = pane(app, Listing.ARTICLES)
        here = articles.rows.ids[3]
        articles.rows.reveal(here)
        with sqlite3.connect(own) as connection:
            connection.execute("UPDATE articles SET date = '1999-01-01' WHERE id = ?", (articles.rows.ids[10],))
        connection.close()
        await pilot.press("1")
        await wait_for(pilot, lambda: filled(articles), "all articles are known")
        assert len(set(articles.rows.ids)) == len(articles.rows.ids) == 3000
        assert articles.rows.ids[-1] == newest_first(own)[-1] and articles.rows.current == here


def test_ids_are_held_in_four_bytes_where_they_fit() -> None:
    assert filling._packed(iter([1, 2])) == array("i", [1, 2]) and filling._packed(iter([1])).itemsize == 4
    assert filling._packed(iter([1, 2**40])).tolist() == [1, 2**40]


async def test_steps_behind_end_go_on_from_the_last_row_though_it_is_not_known_yet(larger_store: Path) -> None:
    app = ConflictApp(larger_store)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        rows = pane(app, Listing.ARTICLES).rows
        assert len(rows.ids) == filling.FIRST_IDS
        rows.action_last()
        rows.action_cursor_up()
        rows.action_cursor_up()
        await wait_for(pilot, lambda: rows.cursor == 2997, "the cursor is two above the last row")
