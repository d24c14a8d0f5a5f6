from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from store.queries.filters import EntityFilter, Listing
from store.queries.listing import Order
from tests.tui.helpers import explorer, pane, settle, wait_for
from tui.app import ConflictApp
from tui.commands import COMMANDS, Command, Place
from tui.screens.choose import ChooseScreen
from tui.screens.help import HelpScreen, chart
from tui.screens.importing import ImportScreen
from tui.screens.jump import JumpScreen
from tui.screens.log import LogScreen
from tui.screens.matrix import MatrixScreen, MatrixView
from tui.screens.reader import ReaderScreen
from tui.screens.report import ReportScreen
from tui.screens.review import ReviewScreen
from tui.screens.search import SearchScreen
from tui.screens.span import SpanScreen


def test_every_command_stands_in_the_chart_with_its_keys_and_help() -> None:
    lines = ["".join(piece.text for piece in line) for line in chart(())]
    for command in COMMANDS:
        assert any(command.key_text in line and command.help in line for line in lines), command


def test_no_key_means_two_things_in_one_place() -> None:
    for place in Place:
        keys = Counter(key for command in COMMANDS if command.place is place for key in command.keys)
        assert not [key for key, times in keys.items() if times > 1], place


def test_the_list_of_commands_needs_no_screen_library() -> None:
    code = "import sys, tui.commands, tui.wording, tui.state; print([m for m in sys.modules if 'textual' in m])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


FOCUS = {
    Place.ARTICLES: "1",
    Place.GROUPS: "2",
    Place.RELATIONSHIPS: "3",
    Place.CLAIMS: "4",
    Place.EXPLORER: "2",
    Place.LIST: "2",
    Place.EVERYWHERE: "2",
}


async def start(pilot: Pilot[None], app: ConflictApp, place: Place) -> None:
    """Bring the app to where a command of a place can be tried: something is selected, the cursor in the middle."""
    await settle(pilot)
    if place is Place.READER:
        await pilot.press("1", "enter")
        await wait_for(
            pilot, lambda: isinstance(app.screen, ReaderScreen) and app.screen.article is not None, "the reader is open"
        )
        await pilot.press("n")
        return
    if place is Place.REPORT:
        await pilot.press("2", "i")
        await wait_for(pilot, lambda: isinstance(app.screen, ReportScreen) and app.screen.read, "the report is read")
        await pilot.press("n", "n")
        return
    if place is Place.GRID:
        await pilot.press("m")
        await wait_for(pilot, lambda: isinstance(app.screen, MatrixScreen) and app.screen.read, "the matrix is read")
        view = app.screen.query_one(MatrixView)
        found = view.matrix
        place_of = {entity: number for number, entity in enumerate(found.ids)}
        cells = [(place_of[one], place_of[other]) for one, other in found.cells]
        inner = next(cell for cell in cells if min(cell) > 0 and max(cell) < len(found.ids) - 1)
        view.move(*inner)
        return
    if place is Place.SEARCH:
        await pilot.press("ctrl+f", "f", "r", "o")
        await wait_for(
            pilot, lambda: isinstance(app.screen, SearchScreen) and app.screen.found is not None, "search answers"
        )
        return
    if place is Place.IMPORT:
        await pilot.press("I", "down")
        screen = app.screen
        assert isinstance(screen, ImportScreen)
        screen.sources.append("somewhere")
        screen.line.value = "no such file"
        await pilot.pause()
        return
    if place is Place.LOG:
        await pilot.press("ctrl+l")
        await wait_for(pilot, lambda: isinstance(app.screen, LogScreen), "the log is open")
        return
    if place in (Place.REVIEW, Place.EVIDENCE):
        await pilot.resize_terminal(80, 24)
        await pilot.press("2", "down")
        await settle(pilot)
        await pilot.press("v")
        screen = app.screen
        assert isinstance(screen, ReviewScreen)
        await wait_for(pilot, lambda: screen.read and len(screen.rows.ids) > 3 and screen.rows.settled, "the queue")
        claims = [number for number in screen.rows.ids if number > 0]
        screen.rows.reveal(claims[1])
        await wait_for(pilot, lambda: screen.rows.current_record is not None, "the claim is read")
        await pilot.pause()
        screen.detail.scroll_by(1)
        if place is Place.EVIDENCE:
            await pilot.press("e")
            await wait_for(
                pilot, lambda: isinstance(app.screen, SpanScreen) and app.screen.text is not None, "the text is read"
            )
            await pilot.press("down")
        return
    if place is Place.TYPING:
        await pilot.press("2", "slash", "a")
        await settle(pilot)
        return
    await pilot.press(FOCUS[place])
    await pilot.press("down", "down", "down")
    await settle(pilot)


Check = Callable[[ConflictApp], bool]


def state_after(app: ConflictApp) -> dict[str, object]:
    """Return everything that a key may change."""
    screen = explorer(app)
    reader = app.screen if isinstance(app.screen, ReaderScreen) else None
    report = app.screen if isinstance(app.screen, ReportScreen) else None
    grid = app.screen if isinstance(app.screen, MatrixScreen) else None
    review = app.screen if isinstance(app.screen, ReviewScreen) else None
    span = app.screen if isinstance(app.screen, SpanScreen) else None
    return {
        "screen": type(app.screen).__name__,
        "import": isinstance(app.screen, ImportScreen) and (list(app.screen.sources), app.screen.rows.ids),
        "focus": screen.state.focus,
        "focused": repr(app.focused),
        "chain": screen.state.chain,
        "kept": screen.state.kept,
        "typed": dict(screen.state.typed),
        "orders": dict(screen.state.orders),
        "cursors": {listing: pane(app, listing).rows.cursor for listing in Listing},
        "clipboard": app.clipboard,
        "notices": len(app._notifications),
        "lines": len(app.screen.query(Input)),
        "reader": reader
        and (reader.text.marks_of("now"), reader.claims.current_record, reader.claims.cursor, repr(reader.focused)),
        "report": report and report.lines.cursor,
        "grid": grid and (grid.view.row, grid.view.column, grid.most),
        "review": review and (list(review.rows.ids), set(review.marked), review.detail.scroll_offset.y, review.filters),
        "span": span and (span.start, span.end, span.edge),
        "exit": app._exit,
        "ages": {listing: pane(app, listing)._age for listing in Listing},
    }


@pytest.mark.parametrize(
    ("command", "key"),
    [(command, key) for command in COMMANDS for key in command.keys],
    ids=lambda value: value if isinstance(value, str) else f"{value.place.name}-{value.action}",
)
async def test_every_key_of_the_chart_does_something(
    own_store: Path, command: Command, key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    opened: list[str] = []
    monkeypatch.setattr(ConflictApp, "open_url", lambda self, url, **_: opened.append(url))
    app = ConflictApp(own_store)
    async with app.run_test(size=(120, 40)) as pilot:
        await start(pilot, app, command.place)
        if command.place is Place.REVIEW and command.action in ("merge", "keep_apart"):
            assert isinstance(app.screen, ReviewScreen)
            app.screen.rows.reveal(next(number for number in app.screen.rows.ids if number < 0))
        if command.action == f"focus_pane('{explorer(app).state.focus.value}')":
            await pilot.press("3")
            await settle(pilot)
        before = state_after(app)
        await pilot.press(key)
        await wait_for(pilot, lambda: state_after(app) != before, f"{key} in {command.place} does something")


EXPECTED: dict[str, Check] = {
    "back": lambda app: not explorer(app).state.chain,
    "filter_text": lambda app: len(app.screen.query(Input)) == 1,
    "narrow": lambda app: isinstance(app.screen, ChooseScreen),
    "keep": lambda app: isinstance(explorer(app).state.kept.parts[0], EntityFilter) and not explorer(app).state.chain,
    "remove_last": lambda app: not explorer(app).state.crumbs(),
    "remove_all": lambda app: not explorer(app).state.crumbs(),
    "sort": lambda app: isinstance(app.screen, ChooseScreen),
    "reverse": lambda app: explorer(app).state.orders[Listing.GROUPS] == Order("claims", reverse=True),
    "focus_pane('articles')": lambda app: pane(app, Listing.ARTICLES).rows.has_focus,
    "focus_pane('relationships')": lambda app: pane(app, Listing.RELATIONSHIPS).rows.has_focus,
    "focus_pane('claims')": lambda app: pane(app, Listing.CLAIMS).rows.has_focus,
    "next_pane": lambda app: pane(app, Listing.RELATIONSHIPS).rows.has_focus,
    "previous_pane": lambda app: pane(app, Listing.ARTICLES).rows.has_focus,
    "cursor_down": lambda app: pane(app, Listing.GROUPS).rows.cursor == 4,
    "cursor_up": lambda app: pane(app, Listing.GROUPS).rows.cursor == 2,
    "first": lambda app: pane(app, Listing.GROUPS).rows.cursor == 0,
    "last": lambda app: pane(app, Listing.GROUPS).rows.cursor == len(pane(app, Listing.GROUPS).rows.ids) - 1,
    "page_down": lambda app: pane(app, Listing.GROUPS).rows.cursor > 10,
    "page_up": lambda app: pane(app, Listing.GROUPS).rows.cursor == 0,
    "copy": lambda app: bool(app.clipboard),
    "help": lambda app: isinstance(app.screen, HelpScreen),
    "review": lambda app: isinstance(app.screen, ReviewScreen),
    "journal": lambda app: isinstance(app.screen, ReportScreen) and app.screen.heading == "Journal",
    "search_all": lambda app: isinstance(app.screen, SearchScreen),
    "import_articles": lambda app: isinstance(app.screen, ImportScreen),
    "write_out": lambda app: isinstance(app.screen, ChooseScreen),
    "jump": lambda app: isinstance(app.screen, JumpScreen),
    "show_log": lambda app: isinstance(app.screen, LogScreen),
    "command_palette": lambda app: type(app.screen).__name__ == "CommandPalette",
}


@pytest.mark.parametrize("action", EXPECTED)
async def test_keys_do_what_the_chart_says(small_store: Path, action: str) -> None:
    command = next(c for c in COMMANDS if c.action == action and c.place in FOCUS)
    app = ConflictApp(small_store)
    async with app.run_test(size=(120, 40)) as pilot:
        await start(pilot, app, command.place)
        await pilot.press(command.keys[0])
        await wait_for(pilot, lambda: EXPECTED[action](app), command.help)


async def test_the_palette_runs_a_command_by_name(small_store: Path) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=(120, 40)) as pilot:
        await start(pilot, app, Place.GROUPS)
        await pilot.press("ctrl+p")
        await wait_for(pilot, lambda: type(app.screen).__name__ == "CommandPalette", "the palette is open")
        await pilot.press(*"turn the order")
        await pilot.pause(0.3)
        await pilot.press("enter")
        wanted = Order("claims", reverse=True)
        await wait_for(pilot, lambda: explorer(app).state.orders[Listing.GROUPS] == wanted, "the order is turned")


async def test_q_leaves_while_questions_are_still_being_answered(larger_store: Path) -> None:
    app = ConflictApp(larger_store)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("4", "S", "q")
        await pilot.pause()
    assert app.return_code == 0


def test_the_documentation_lists_every_key_with_its_help() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "explorer.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        keys = " ".join(f"`{key}`" for key in command.key_text.split())
        assert f"| {keys} | {command.help} |" in page, command
