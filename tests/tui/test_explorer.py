from __future__ import annotations

import asyncio
import shutil
import sqlite3
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store.queries.filters import DateFilter, Listing, StanceFilter
from store.records import Stance
from tests.tui.helpers import explorer, pane, settle, wait_for
from tests.tui.store_builder import Sizes, build_store
from tui.app import ConflictApp
from tui.screens.choose import ChooseScreen
from tui.screens.help import HelpScreen
from tui.screens.reader import ReaderScreen
from tui.widgets.filter_input import FilterInput
from tui.widgets.footer import CommandFooter
from tui.widgets.windowed_list import WindowedList

WIDE = (120, 40)
NARROW = (80, 24)


def count(store: Path, sql: str, *values: object) -> int:
    with sqlite3.connect(store) as connection:
        return int(connection.execute(sql, values).fetchone()[0])


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def test_all_panes_are_filled_at_start(small_store: Path) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        for listing in Listing:
            shown = pane(app, listing)
            assert len(shown.rows.ids) == shown.total > 0
            assert shown.border_subtitle == f"{shown.total:,}"


async def test_moving_in_groups_filters_the_other_panes(small_store: Path) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "2", "down")
        group = pane(app, Listing.GROUPS).rows.current
        related = "SELECT count(*) FROM relationships WHERE subject_id = ?1 OR object_id = ?1"
        naming = "SELECT count(DISTINCT article_id) FROM mentions WHERE entity_id = ?"
        assert len(pane(app, Listing.RELATIONSHIPS).rows.ids) == count(small_store, related, group)
        assert len(pane(app, Listing.ARTICLES).rows.ids) == count(small_store, naming, group)
        assert pane(app, Listing.ARTICLES).border_subtitle.startswith("showing ")
        assert " of 60" in pane(app, Listing.ARTICLES).border_subtitle


async def test_moving_in_articles_filters_groups_and_relationships(small_store: Path) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "1", "down", "down")
        article = pane(app, Listing.ARTICLES).rows.current
        named = (
            "SELECT count(DISTINCT entity_id) FROM mentions JOIN entities ON entities.id = entity_id "
            "WHERE article_id = ? AND kind IN ('armed_group', 'state', 'organization')"
        )
        assert len(pane(app, Listing.GROUPS).rows.ids) == count(small_store, named, article)
        assert len(pane(app, Listing.ARTICLES).rows.ids) == 60


async def test_enter_walks_from_group_to_relationship_to_claim_to_article_and_escape_back(small_store: Path) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "2", "down", "enter")
        assert pane(app, Listing.RELATIONSHIPS).rows.has_focus
        await wait_for(pilot, lambda: len(explorer(app).state.chain) == 2, "the first relationship is selected")
        await settle(pilot)
        relationship = pane(app, Listing.RELATIONSHIPS).rows.current
        await press(pilot, "enter")
        claims = pane(app, Listing.CLAIMS)
        assert claims.rows.has_focus
        assert len(claims.rows.ids) == count(
            small_store, "SELECT count(*) FROM claims WHERE relationship_id = ?", relationship
        )
        claim = claims.rows.current_record
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, ReaderScreen), "the reader is open")
        reader = app.screen
        assert isinstance(reader, ReaderScreen)
        await wait_for(pilot, lambda: bool(reader.text.marks_of("now")), "the evidence is marked")
        mark = reader.text.marks_of("now")[0]
        assert reader.text.text[mark.start : mark.end] == claim.evidence
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is explorer(app), "the explorer is back")
        await press(pilot, "escape")
        assert pane(app, Listing.RELATIONSHIPS).rows.has_focus
        assert pane(app, Listing.RELATIONSHIPS).rows.current == relationship
        await press(pilot, "escape")
        assert pane(app, Listing.GROUPS).rows.has_focus
        await press(pilot, "escape")
        assert explorer(app).state.crumbs() == []


async def test_the_typed_filter_narrows_the_focused_pane_and_escape_clears_it(small_store: Path) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "2", "slash", *"front")
        groups = pane(app, Listing.GROUPS)
        shown = [groups.rows.records[row].name for row in groups.rows.ids]
        assert shown and all("Front" in name for name in shown)
        assert groups.border_subtitle == f"showing {len(shown)} of {groups.total}"
        await press(pilot, "enter")
        assert groups.rows.has_focus and explorer(app).state.typed[Listing.GROUPS] == "front"
        await press(pilot, "escape")
        assert len(groups.rows.ids) == groups.total


async def test_letters_that_come_faster_than_the_panes_follow_stay_in_their_order(small_store: Path) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        await press(pilot, "2", "slash")
        line = screen.query_one(FilterInput)
        for letter in "front":
            line.insert_text_at_cursor(letter)
            await asyncio.sleep(0)
        await wait_for(pilot, lambda: screen.state.typed.get(Listing.GROUPS) == "front", "the whole text is asked for")
        await settle(pilot)
        for letter in " of":
            line.insert_text_at_cursor(letter)
            screen.apply()  # as when the panes follow a cursor meanwhile
            await asyncio.sleep(0)
        await wait_for(pilot, lambda: screen.state.typed.get(Listing.GROUPS) == "front of", "the rest is asked for")
        assert line.value == "front of" and line.cursor_position == len("front of")
        await press(pilot, "enter", "escape")
        assert not screen.query(FilterInput) and not screen.state.typed


async def test_articles_are_filtered_by_full_text_and_no_text_is_an_error(small_store: Path) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "1", "slash", *"blackl")
        holding = count(small_store, "SELECT count(*) FROM articles WHERE text LIKE '%blackl%'")
        assert len(pane(app, Listing.ARTICLES).rows.ids) == holding > 0
        await press(pilot, "quotation_mark", "left_parenthesis", "asterisk", "minus", "colon", "circumflex_accent")
        assert not app._notifications


async def test_the_cursor_stays_on_its_row_when_the_store_is_read_again(tmp_path: Path) -> None:
    store = build_store(tmp_path / "s.db", Sizes(articles=40))
    app = ConflictApp(store)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "1", "down", "down", "down", "escape")
        articles = pane(app, Listing.ARTICLES)
        before = articles.rows.current
        with sqlite3.connect(store) as connection:
            connection.execute(
                "INSERT INTO articles (text_hash, title, date, path, added_at, text) "
                "VALUES (x'00', 'Newest', '2030-01-01', '', '', 'Newest of all')"
            )
        await pilot.press("r")
        await wait_for(pilot, lambda: articles.total == 41, "the new article is counted")
        await settle(pilot)
        assert articles.rows.current == before
        assert articles.rows.cursor == 4
        assert len(articles.rows.ids) == 41


async def test_the_header_tells_when_another_program_has_written(tmp_path: Path) -> None:
    store = build_store(tmp_path / "s.db", Sizes(articles=20))
    app = ConflictApp(store)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        screen._look_at_store()
        await app.workers.wait_for_complete()
        with sqlite3.connect(store) as connection:
            connection.execute("UPDATE articles SET language = 'fr' WHERE id = 1")
        screen._look_at_store()
        await wait_for(pilot, lambda: "new data" in str(screen.header.render()), "the news is told")


async def test_without_a_store_it_opens_empty_and_fills_when_there_is_one(tmp_path: Path) -> None:
    store = tmp_path / "none" / "s.db"
    app = ConflictApp(store)
    async with app.run_test(size=NARROW) as pilot:
        await wait_for(pilot, lambda: explorer(app).empty, "the empty state is shown")
        assert explorer(app).has_class("-empty")
        store.parent.mkdir()
        build_store(store, Sizes(articles=20))
        await pilot.press("r")
        await wait_for(pilot, lambda: not explorer(app).empty, "the panes are shown")
        await settle(pilot)
        assert len(pane(app, Listing.ARTICLES).rows.ids) == 20
        assert pane(app, Listing.GROUPS).rows.has_focus


async def test_a_file_that_is_no_store_is_told_in_one_line(tmp_path: Path) -> None:
    bad = tmp_path / "bad.db"
    bad.write_bytes(b"not a database at all, not a database")
    app = ConflictApp(bad)
    async with app.run_test(size=NARROW) as pilot:
        await wait_for(pilot, lambda: bool(app._notifications), "the failure is told")
        assert any("is not a conflict-tui store" in notice.message for notice in app._notifications)
    assert bad.read_bytes().startswith(b"not a database")


async def test_narrow_screens_show_the_focused_pane_alone(small_store: Path) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        for key, listing in zip("1234", Listing, strict=True):
            await press(pilot, key)
            shown = [other for other in Listing if pane(app, other).region.area]
            assert shown == [listing]
        await press(pilot, "tab")
        assert pane(app, Listing.ARTICLES).rows.has_focus
        await press(pilot, "shift+tab")
        assert pane(app, Listing.CLAIMS).rows.has_focus


async def test_wide_screens_show_all_four_panes(small_store: Path) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert all(pane(app, listing).region.height > 8 for listing in Listing)


async def test_narrowing_by_stance_shows_it_in_the_breadcrumb_and_x_removes_it(small_store: Path) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("f")
        await wait_for(pilot, lambda: isinstance(app.screen, ChooseScreen), "the question is asked")
        await pilot.press(*"hostile", "enter")
        await wait_for(pilot, lambda: app.screen is explorer(app), "the question is answered")
        await settle(pilot)
        hostile = count(small_store, "SELECT count(*) FROM relationships WHERE stance = 'hostile'")
        assert len(pane(app, Listing.RELATIONSHIPS).rows.ids) == hostile
        assert [crumb.label for crumb in explorer(app).state.crumbs()] == ["stance hostile"]
        await press(pilot, "x")
        assert explorer(app).state.crumbs() == []


async def test_narrowing_by_relation(small_store: Path) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=NARROW) as pilot:
        screen = await settle(pilot)
        await pilot.press("f")
        await wait_for(pilot, lambda: isinstance(app.screen, ChooseScreen), "the question is asked")
        await pilot.press(*"split from", "enter")
        await settle(pilot)
        assert [crumb.label for crumb in screen.state.crumbs()] == ["relation split from"]
        told = count(small_store, "SELECT count(*) FROM claims WHERE relation = 'split_from'")
        assert len(pane(app, Listing.CLAIMS).rows.ids) == told > 0


async def test_narrowing_by_typed_dates(small_store: Path) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("f")
        await wait_for(pilot, lambda: isinstance(app.screen, ChooseScreen), "the question is asked")
        await pilot.press(*"2014..2015", "enter")
        await wait_for(pilot, lambda: app.screen is explorer(app), "the question is answered")
        await settle(pilot)
        within = count(small_store, "SELECT count(*) FROM articles WHERE substr(date, 1, 4) IN ('2014', '2015')")
        assert len(pane(app, Listing.ARTICLES).rows.ids) == within


async def test_sorting_by_name_and_turning_round(small_store: Path) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "2")
        await pilot.press("s", *"name", "enter")
        await wait_for(pilot, lambda: app.screen is explorer(app), "the question is answered")
        await settle(pilot)
        groups = pane(app, Listing.GROUPS)
        names = [groups.rows.records[row].name.lower() for row in groups.rows.ids]
        assert names == sorted(names)
        await press(pilot, "S")
        assert [groups.rows.records[row].name.lower() for row in groups.rows.ids] == sorted(names, reverse=True)


async def test_walking_to_the_other_side_shows_its_relationships(small_store: Path) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "3", "down")
        other = pane(app, Listing.RELATIONSHIPS).rows.current_record
        await press(pilot, "o")
        await wait_for(pilot, lambda: len(explorer(app).state.chain) == 2, "the first relationship is selected")
        await settle(pilot)
        assert explorer(app).state.chain[0].filter.label == other.object
        shown = [
            pane(app, Listing.RELATIONSHIPS).rows.records[row] for row in pane(app, Listing.RELATIONSHIPS).rows.ids
        ]
        assert all(other.object_id in (row.subject_id, row.object_id) for row in shown)


async def test_a_click_selects_and_a_double_click_opens(small_store: Path) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        groups = pane(app, Listing.GROUPS)
        await pilot.click(groups.rows, offset=(5, 4))
        await settle(pilot)
        assert groups.rows.cursor == 4 and groups.rows.has_focus
        assert len(explorer(app).state.chain) == 1
        await pilot.click(groups.rows, offset=(5, 4), times=2)
        await wait_for(pilot, lambda: pane(app, Listing.RELATIONSHIPS).rows.has_focus, "it went deeper")


async def test_a_click_on_a_head_sorts_and_on_a_crumb_removes(small_store: Path) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        groups = pane(app, Listing.GROUPS)
        await pilot.click(groups._heads, offset=(4, 0))
        await settle(pilot)
        assert explorer(app).state.orders[Listing.GROUPS].key == "name"
        await press(pilot, "2", "down")
        await pilot.click(screen._breadcrumb, offset=(2, 0))
        await settle(pilot)
        assert explorer(app).state.crumbs() == []


async def test_help_lists_the_keys_of_the_present_place_first(small_store: Path) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        await press(pilot, "3")
        await pilot.press("question_mark")
        await wait_for(pilot, lambda: isinstance(app.screen, HelpScreen), "help is open")
        assert isinstance(app.screen, HelpScreen)
        assert app.screen._list.records[0][0].text.strip() == "Relationships pane"
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is explorer(app), "help is closed")


async def test_copying_a_claim_gives_sentence_outlet_title_date_and_address(small_store: Path) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "4", "y")
        claim = pane(app, Listing.CLAIMS).rows.current_record
        for part in (claim.evidence, claim.outlet, claim.article_date or "", claim.address):
            assert part in app.clipboard


@pytest.mark.parametrize("theme", ["conflict-light", "conflict-high-contrast", "textual-dark", "nord", "ansi-dark"])
async def test_every_theme_can_show_the_explorer(small_store: Path, theme: str) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        app.theme = theme
        await settle(pilot)
        assert "Relationships" in app.export_screenshot()


async def test_without_colours_signs_and_places_tell_stances_apart(
    small_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = ConflictApp(small_store)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert app.no_color
        picture = app.export_screenshot()
        assert "×" in picture and "⊂" in picture


async def test_a_held_key_never_waits_and_the_panes_follow_at_the_end(larger_store: Path) -> None:
    app = ConflictApp(larger_store)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "2")
        for _ in range(40):
            pane(app, Listing.GROUPS).rows.action_cursor_down()
        await settle(pilot)
        groups = pane(app, Listing.GROUPS)
        assert groups.rows.cursor == 40
        await wait_for(pilot, lambda: bool(explorer(app).state.chain), "the selection is taken")
        await settle(pilot)
        assert explorer(app).state.chain[0].filter.label == groups.rows.current_record.name


@pytest.mark.parametrize("size", [(1, 1), (8, 3), (20, 5), (40, 10), (99, 12), (100, 6), (200, 60)])
async def test_no_size_of_the_terminal_is_too_small_or_too_large(small_store: Path, size: tuple[int, int]) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "1", "down", "2", "down", "3", "pagedown", "4", "end")
        for key in ("question_mark", "f", "m", "i", "c", "t"):
            await pilot.press(key)
            await pilot.pause()
            await pilot.press("down", "escape")
            await wait_for(pilot, lambda: app.screen is explorer(app), f"{key} is closed again")
        explorer(app).read(1)
        await wait_for(pilot, lambda: isinstance(app.screen, ReaderScreen), "the reader is open")
        await pilot.press("n", "tab", "down")


async def test_the_footer_of_an_empty_store_offers_only_what_works(tmp_path: Path) -> None:
    app = ConflictApp(tmp_path / "none.db")
    async with app.run_test(size=NARROW) as pilot:
        await wait_for(pilot, lambda: explorer(app).empty, "the empty state is shown")
        offered = [command.action for command in explorer(app).query_one(CommandFooter)._working()]
        assert "refresh" in offered and "help" in offered
        assert not {"filter_text", "narrow", "sort", "profile", "open"} & set(offered)


async def test_a_claim_tells_that_its_direction_is_open(small_store: Path, tmp_path: Path) -> None:
    path = tmp_path / "open.db"
    shutil.copy(small_store, path)
    with sqlite3.connect(path) as db:
        db.execute("UPDATE claims SET undirected = 1")
    db.close()
    app = ConflictApp(path)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "4")
        assert "direction open" in text_of(pane(app, Listing.CLAIMS).rows)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_an_empty_pane_says_why_and_which_key_removes_that(small_store: Path, size: tuple[int, int]) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=size) as pilot:
        screen = await settle(pilot)
        screen.state.add(StanceFilter(Stance.HOSTILE))
        screen.state.add(DateFilter("1950", "1951"))
        screen.apply()
        await press(pilot, "4")
        shown = text_of(pane(app, Listing.CLAIMS).rows)
        assert "No claims pass all of this" in shown
        assert "stance hostile" in shown and "1950 to 1951" in shown
        assert "x removes the last part" in shown and "X removes everything" in shown
        await press(pilot, "x")
        assert "No claims" not in text_of(pane(app, Listing.CLAIMS).rows)
        assert len(pane(app, Listing.CLAIMS).rows.ids) > 0


async def test_an_empty_pane_tells_what_was_typed_and_never_interprets_it(small_store: Path) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "1", "slash", *"[b]qzx")
        shown = text_of(pane(app, Listing.ARTICLES).rows)
        assert "No articles pass this" in shown and "typed “[b]qzx”" in shown
        assert "Esc clears what is typed" in shown
        await press(pilot, "escape")
        assert len(pane(app, Listing.ARTICLES).rows.ids) == 60


def text_of(rows: WindowedList) -> str:
    """Return what a list shows, its lines joined."""
    return " ".join(rows.render_line(y).text.strip() for y in range(rows.size.height))
