from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from store.curation import Curator
from store.queries.filters import Listing
from store.queries.groups import GroupRow
from tests.tui.helpers import explorer, pane, settle, wait_for
from tests.tui.test_hostile import painted
from tui.app import ConflictApp
from tui.screens.ask import AskScreen
from tui.screens.jump import JumpScreen
from tui.screens.matrix import MatrixScreen
from tui.screens.reader import ReaderScreen
from tui.screens.report import ReportScreen
from tui.screens.review import ReviewScreen
from tui.screens.views import rows_of
from tui.writing_out import FORMATS, Rows, columns_of, write_rows


async def write_out(pilot: Pilot[Any], form: str, target: Path) -> None:
    await pilot.press("W")
    for _ in range(list(FORMATS).index(form)):
        await pilot.press("down")
    await pilot.press("enter")
    await wait_for(pilot, lambda: isinstance(pilot.app.screen, AskScreen), "the file is asked for")
    pilot.app.screen.query_one(Input).value = str(target)
    await pilot.press("enter")


async def test_a_pane_is_written_whole_in_its_order_and_within_its_filters(small_store: Path, tmp_path: Path) -> None:
    app, target = ConflictApp(small_store), tmp_path / "groups.csv"
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("2", "S", "slash", *"front", "enter")
        await settle(pilot)
        await write_out(pilot, "csv", target)
        await wait_for(pilot, target.exists, "the file is there")
        listed = list(pane(app, Listing.GROUPS).rows.ids)
    with target.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [int(row["id"]) for row in rows] == listed and tuple(rows[0]) == columns_of(GroupRow)


async def test_claims_as_json_carry_sentence_outlet_and_date(small_store: Path, tmp_path: Path) -> None:
    app, target = ConflictApp(small_store), tmp_path / "claims.json"
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("4")
        await write_out(pilot, "json", target)
        await wait_for(pilot, target.exists, "the file is there")
        total = len(pane(app, Listing.CLAIMS).rows.ids)
    written = json.loads(target.read_text(encoding="utf-8"))
    assert len(written) == total and all(row["evidence"] and row["relation"] for row in written)


async def test_a_picture_is_of_the_view_and_not_of_the_question(small_store: Path, tmp_path: Path) -> None:
    app, target = ConflictApp(small_store), tmp_path / "screen.svg"
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await write_out(pilot, "svg", target)
        await wait_for(pilot, target.exists, "the file is there")
    picture = target.read_text(encoding="utf-8")
    assert picture.startswith("<svg") and "Relationships" in picture and "Write" not in picture


async def test_a_file_that_is_there_is_written_over_only_when_asked_twice(small_store: Path, tmp_path: Path) -> None:
    app, target = ConflictApp(small_store), tmp_path / "groups.csv"
    target.write_text("mine", encoding="utf-8")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await write_out(pilot, "csv", target)
        assert "Enter again writes over it" in painted(app) and target.read_text(encoding="utf-8") == "mine"
        await pilot.press("enter")
        await wait_for(pilot, lambda: target.read_text(encoding="utf-8") != "mine", "it is written over")


@pytest.mark.parametrize("name", ["no/such/folder/x.csv", "store"])
async def test_what_cannot_be_written_is_told(small_store: Path, tmp_path: Path, name: str) -> None:
    app = ConflictApp(small_store)
    before = small_store.read_bytes()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await write_out(pilot, "csv", small_store if name == "store" else tmp_path / name)
        await pilot.press("enter")
        await wait_for(pilot, lambda: any("Nothing" in e.text for e in app.told.entries()), "it is told")
    assert small_store.read_bytes() == before


@pytest.mark.parametrize(
    ("keys", "kind"),
    [
        (("m",), MatrixScreen),
        (("2", "i"), ReportScreen),
        (("2", "t"), ReportScreen),
        (("c",), ReportScreen),
        (("2", "p", "down", "down", "p"), ReportScreen),
        (("J",), ReportScreen),
        (("v",), ReviewScreen),
        (("1", "enter"), ReaderScreen),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else "",
)
async def test_every_view_has_rows(own_store: Path, tmp_path: Path, keys: tuple[str, ...], kind: type) -> None:
    with Curator(own_store) as curator:
        curator.rename(3, "Renamed Front")
    app = ConflictApp(own_store)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press(*keys)
        await wait_for(pilot, lambda: isinstance(app.screen, kind), "the view is open")
        await wait_for(pilot, lambda: bool(_rows(app)), "its rows are read")
        rows = rows_of(app.screen)
        assert rows is not None and all(set(row) == set(rows.columns) for row in _rows(app))
        assert "line" not in rows.columns
        for form in ("csv", "json", "markdown"):
            target = tmp_path / form
            assert write_rows(rows, form, target, store=own_store, force=False) == len(_rows(app))


async def test_a_timeline_is_written_as_the_numbers_that_it_shows(small_store: Path, tmp_path: Path) -> None:
    app, target = ConflictApp(small_store), tmp_path / "timeline.csv"
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("2", "t")
        await wait_for(pilot, lambda: isinstance(app.screen, ReportScreen) and app.screen.read, "the timeline is read")
        await write_out(pilot, "csv", target)
        await wait_for(pilot, target.exists, "the file is there")
        shown = painted(app)
    with target.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    first = rows[0]
    assert re.search(rf" {first['month']} .*│", shown) and int(first["hostile"]) + int(first["cooperative"]) >= 0
    assert sum(int(row["hostile"]) for row in rows) > 0


async def test_the_whole_review_queue_is_written_not_only_what_was_seen(larger_store: Path) -> None:
    app = ConflictApp(larger_store)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("v")
        screen = app.screen
        assert isinstance(screen, ReviewScreen)
        await wait_for(pilot, lambda: screen.read and screen.rows.settled, "the queue is read")
        written = _rows(app)
        assert len(written) == len(screen.rows.ids) > len(screen.rows.records)
        assert all(row["evidence"] for row in written if row["waits"] == "claim")


def _rows(app: ConflictApp) -> list[Any]:
    rows = rows_of(app.screen)
    read = list(rows.read()) if rows is not None else []
    return [] if read and "reading" in str(read[0]) else read


@pytest.mark.parametrize("form", ["csv", "json", "markdown"])
def test_hostile_cells_stay_cells(tmp_path: Path, form: str) -> None:
    texts = ["=1+1", "a|b\n| c", "[x](javascript:1)", "\x1b]0;t\x07", "<b>", "“”"]
    target = tmp_path / "out"
    rows = Rows("x", ("text",), lambda: [{"text": text} for text in texts])
    assert write_rows(rows, form, target, store=tmp_path / "s.db", force=False) == len(texts)
    written = target.read_text(encoding="utf-8")
    assert "\x1b" not in written and "\x07" not in written
    if form == "markdown":
        assert len(written.splitlines()) == len(texts) + 2 and "<b>" not in written.replace("\\<b\\>", "")
    if form == "csv":
        assert "'=1+1" in written


async def test_a_letter_jumps_to_what_it_lies_over(small_store: Path) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("2", "down")
        await settle(pilot)
        await pilot.press("ctrl+o")
        await wait_for(pilot, lambda: isinstance(app.screen, JumpScreen), "letters lie over the screen")
        screen = app.screen
        assert isinstance(screen, JumpScreen)
        rows = pane(app, Listing.CLAIMS).rows
        letter = next(key for key, to in screen.targets.items() if (to.x, to.y) == (rows.region.x + 1, rows.region.y))
        assert f" {letter} " in painted(app)
        await pilot.press(letter)
        await wait_for(pilot, lambda: rows.has_focus, "the claims have the focus")
        await pilot.press("ctrl+o")
        first = next(iter(app.screen.targets))  # type: ignore[attr-defined]
        await pilot.press(first)
        await wait_for(pilot, lambda: not explorer(app).state.chain, "the breadcrumb's first part shows all")


async def test_jumping_reaches_the_tabs_of_a_narrow_screen(small_store: Path) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+o")
        await pilot.press(next(iter(app.screen.targets)))  # type: ignore[attr-defined]
        await wait_for(pilot, lambda: explorer(app).state.focus is Listing.ARTICLES, "the first tab is open")
