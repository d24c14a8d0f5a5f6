from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from textual.pilot import Pilot

from store.queries.filters import Listing
from tests.tui.helpers import HOSTILE, explorer, pane, settle, wait_for
from tests.tui.test_hostile import FORBIDDEN, painted
from tui.app import ConflictApp
from tui.import_job import ImportJob, Skip, Standing
from tui.message_log import Level
from tui.screens.importing import ImportScreen
from tui.screens.log import LogScreen

ARTICLE = "{title}\n\nThe {title} Brigade attacked the Harbour Front in Velora on 3 March 2016, residents said.\n"


def articles(folder: Path, number: int) -> Path:
    folder.mkdir()
    for place in range(number):
        (folder / f"{place}.txt").write_text(ARTICLE.format(title=f"Storm {place}"), encoding="utf-8")
    return folder


async def importing(pilot: Pilot[Any], *sources: str) -> ImportScreen:
    await pilot.press("I")
    screen = pilot.app.screen
    assert isinstance(screen, ImportScreen)
    for source in sources:
        screen.line.value = source
        await pilot.press("enter")
    return screen


def ended(app: ConflictApp) -> bool:
    return app.job is not None and not app.job.standing.running


async def test_a_folder_comes_into_an_empty_store_and_the_panes_fill_by_themselves(tmp_path: Path) -> None:
    folder = articles(tmp_path / "news", 3)
    (folder / "broken.csv").write_bytes(b"title,text\n" + b"x" * 3)
    app = ConflictApp(tmp_path / "new.db")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert explorer(app).empty
        screen = await importing(pilot, str(folder))
        assert screen.sources == [str(folder)]
        await pilot.press("enter")
        await wait_for(pilot, lambda: ended(app), "the import ends")
        assert app.job is not None
        assert app.job.standing.added == 3 and app.job.standing.failed == ""
        assert app.job.standing.skipped == len(app.job.standing.skips) >= 1
        await wait_for(pilot, lambda: "broken.csv" in painted(app), "what was skipped is told")
        await pilot.press("escape")
        await settle(pilot)
        assert len(pane(app, Listing.ARTICLES).rows.ids) == 3
        assert any("broken.csv" in entry.text for entry in app.told.entries())


async def test_rows_of_coded_data_that_changed_are_told_as_updated(tmp_path: Path) -> None:
    rows = (
        "event_id_cnty,event_date,year,event_type,sub_event_type,actor1,actor2,country,location,source,notes,fatalities\n"
        "ARV1,2021-03-04,2021,Battles,Armed clash,Red Brigade,Blue Front,Arvania,Torvik,Arvania Wire,"
        "Fighters clashed in Torvik.,{}\n"
    )
    table = tmp_path / "events.csv"
    table.write_text(rows.format(2), encoding="utf-8")
    app = ConflictApp(tmp_path / "new.db")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        for fatalities in (2, 5):
            table.write_text(rows.format(fatalities), encoding="utf-8")
            await importing(pilot, str(table))
            await pilot.press("enter")
            await wait_for(pilot, lambda: ended(app), "the import ends")
            await wait_for(pilot, lambda: " done: 1 item in" in painted(app), "the end is told")
            if fatalities == 2:
                await pilot.press("escape")
        assert app.job is not None and (app.job.standing.added, app.job.standing.updated) == (0, 1)
        assert "1 updated" in painted(app) and "Updated: " in painted(app)


async def test_long_reasons_are_told_whole_on_a_narrow_screen(small_store: Path) -> None:
    reason = "the row has far fewer cells than the head has columns, so that nobody can say what any of them means"
    standing = Standing(added=1204, updated=3, known=18, skipped=1, running=False, seconds=8.2)
    standing.skips = [Skip("reports/broken.csv", 7, reason)]
    app = ConflictApp(small_store)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.job = cast("ImportJob", SimpleNamespace(standing=standing, paths=["reports/"], cancel=lambda: None))
        app.told.add(f"skipped {standing.skips[0].told}", Level.WARNING)
        for key in ("I", "ctrl+l"):
            await pilot.press(key)
            await wait_for(pilot, lambda: "what any of them means" in inside(app), "the reason is told whole")
            assert reason in inside(app) and "…" not in inside(app)
            await pilot.press("escape")


def inside(app: ConflictApp) -> str:
    """Return the words between the innermost borders."""
    return " ".join(" ".join(line.split("│")[len(line.split("│")) // 2] for line in painted(app).splitlines()).split())


async def test_what_is_not_there_is_not_taken(small_store: Path) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen = await importing(pilot, "/no/such/file.txt")
        assert screen.sources == [] and "is not there" in painted(app)
        screen.line.value = "https://example.org/feed"
        await pilot.press("enter")
        assert screen.sources == ["https://example.org/feed"]
        await pilot.press("ctrl+x")
        assert screen.sources == []


async def test_the_explorer_is_used_while_an_import_runs_and_it_can_be_cancelled(tmp_path: Path) -> None:
    folder = articles(tmp_path / "news", 400)
    app = ConflictApp(tmp_path / "new.db")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await importing(pilot, str(folder))
        await pilot.press("enter", "escape")
        assert explorer(app).header._work
        await pilot.press("I", "ctrl+x")
        await wait_for(pilot, lambda: ended(app), "the import is cancelled")
        assert app.job is not None and app.job.standing.added < 400
        assert app.job.standing.interrupted or app.job.standing.failed
        await wait_for(pilot, lambda: explorer(app).header._work == "", "the header shows counts again")


async def test_leaving_the_explorer_ends_the_import(tmp_path: Path) -> None:
    folder = articles(tmp_path / "news", 300)
    app = ConflictApp(tmp_path / "new.db")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await importing(pilot, str(folder))
        await pilot.press("enter")
    assert app.job is not None and app.job.wait(60)


async def test_an_import_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    store = tmp_path / "no.db"
    store.write_text("this is no store at all", encoding="utf-8")
    app = ConflictApp(store)
    async with app.run_test(size=(120, 40)) as pilot:
        await importing(pilot, str(articles(tmp_path / "news", 1)))
        await pilot.press("enter")
        await wait_for(pilot, lambda: ended(app), "it has failed")
        assert app.job is not None and "not a conflict-tui store" in app.job.standing.failed
        assert "\n" not in app.job.standing.failed


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_hostile_messages_reach_no_cell_of_log_and_import(small_store: Path, text: str) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.told.add(text * 50)
        await pilot.press("ctrl+l")
        await wait_for(pilot, lambda: isinstance(app.screen, LogScreen), "the log is open")
        assert not FORBIDDEN.search(painted(app))
        await pilot.press("escape")
        screen = await importing(pilot, text)
        screen.sources.append(text)
        screen.show()
        await pilot.pause()
        assert not FORBIDDEN.search(painted(app))
