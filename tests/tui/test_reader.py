from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from store.queries.filters import EntityFilter, Listing
from tests.tui.helpers import explorer, pane, settle, wait_for
from tui.app import ConflictApp
from tui.screens.reader import ReaderScreen


async def open_reader(pilot: Pilot[None], app: ConflictApp) -> ReaderScreen:
    await settle(pilot)
    await pilot.press("1", "enter")
    await wait_for(
        pilot, lambda: isinstance(app.screen, ReaderScreen) and app.screen.article is not None, "the reader is open"
    )
    assert isinstance(app.screen, ReaderScreen)
    return app.screen


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_every_mention_and_every_evidence_is_marked(small_store: Path, size: tuple[int, int]) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=size) as pilot:
        reader = await open_reader(pilot, app)
        article = reader.article
        assert article is not None and article.claims and article.entities
        marked = {(mark.start, mark.end) for mark in reader.text.marks_of("names")}
        assert marked == {(span.start, span.end) for entity in article.entities for span in entity.mentions}
        evidence = {(mark.start, mark.end) for mark in reader.text.marks_of("evidence")}
        assert evidence == {(claim.start, claim.end) for claim in article.claims}
        assert article.text.replace("\n", "")[:40] in "".join(
            line.text.strip() + " " for line in (reader.text.render_line(y) for y in range(4))
        )


async def test_n_and_N_go_through_the_evidence_in_order_and_round(small_store: Path) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=(120, 40)) as pilot:
        reader = await open_reader(pilot, app)
        assert reader.article is not None
        seen = []
        for _ in range(len(reader.article.claims) + 1):
            await pilot.press("n")
            seen.append(reader.text.marks_of("now")[0].start)
        starts = [claim.start for claim in reader.article.claims]
        assert seen == [*starts, starts[0]]
        await pilot.press("N")
        assert reader.text.marks_of("now")[0].start == starts[-1]


async def test_searching_in_the_text_marks_and_walks_the_places(small_store: Path) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=(120, 40)) as pilot:
        reader = await open_reader(pilot, app)
        await pilot.press("slash", *"THE ", "enter")
        found = reader.text.marks_of("found")
        assert found and all(reader.text.text[mark.start : mark.end].lower() == "the" for mark in found)
        assert str(reader.text.border_subtitle).endswith(" found")
        await pilot.press("slash", *"zzz")
        await wait_for(
            pilot, lambda: reader.text.border_subtitle == "nothing found", "it is told that nothing is found"
        )
        await pilot.press("escape")
        assert not reader.text.border_subtitle
        assert not reader.text.marks_of("found") and not reader.query(Input)
        assert app.screen is reader


async def test_o_walks_to_the_name_under_the_cursor(small_store: Path) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=(120, 40)) as pilot:
        reader = await open_reader(pilot, app)
        await pilot.press("tab", "tab", "down")
        chosen = reader.names.current_record
        await pilot.press("o")
        await wait_for(pilot, lambda: app.screen is explorer(app), "the explorer is back")
        await settle(pilot)
        assert explorer(app).state.chain[0].filter == EntityFilter(chosen.id, chosen.name)
        assert pane(app, Listing.RELATIONSHIPS).rows.has_focus


async def test_an_article_that_is_gone_is_said_to_be(small_store: Path) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        explorer(app).read(999_999)
        await wait_for(pilot, lambda: "no longer" in app.export_screenshot().replace("&#160;", " "), "it is said")
        await pilot.press("n", "N", "y", "b", "o", "escape")
        await wait_for(pilot, lambda: app.screen is explorer(app), "the explorer is back")


async def test_the_address_opens_in_the_browser(small_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(ConflictApp, "open_url", lambda self, url, **_: opened.append(url))
    app = ConflictApp(small_store)
    async with app.run_test(size=(120, 40)) as pilot:
        reader = await open_reader(pilot, app)
        await pilot.press("b")
        await wait_for(pilot, lambda: bool(opened), "the browser is asked")
        assert reader.article is not None and opened == [reader.article.address]


async def test_C_and_R_decide_on_the_claim_that_is_walked_to(own_store: Path) -> None:
    app = ConflictApp(own_store)
    async with app.run_test(size=(120, 40)) as pilot:
        reader = await open_reader(pilot, app)
        await pilot.press("C")
        assert len(app._notifications) == 1, "nothing is meant yet, and that is told"
        await pilot.press("n", "n")
        claim = reader.claims.current
        there = reader.text.scroll_offset, reader.text.marks_of("now")

        def verdict() -> str | None:
            record = reader.claims.current_record
            return record.verdict if record is not None and reader.claims.current == claim else "gone"

        before = verdict()
        for key, wanted in (("R", "rejected"), ("C", "confirmed"), ("C", None), ("u", "confirmed")):
            assert verdict() != wanted
            await pilot.press(key)
            await wait_for(pilot, partial(lambda sought: verdict() == sought, wanted), f"{key} makes it {wanted}")
            assert (reader.text.scroll_offset, reader.text.marks_of("now")) == there
        assert before is None
        await pilot.press("tab")
        await wait_for(
            pilot, lambda: any("✓ confirmed" in reader.claims.render_line(y).text for y in range(12)), "it is shown"
        )
