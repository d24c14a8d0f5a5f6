from __future__ import annotations

import os
import pty
import re
import select
import sqlite3
import subprocess
import sys
import time
from array import array
from contextlib import closing
from pathlib import Path

import pytest
from textual.app import App, ComposeResult

from store.queries.filters import ArticleFilter, EntityFilter, Listing, OutletFilter
from tests.tui.helpers import HOSTILE, explorer, pane, settle, wait_for
from tui.app import ConflictApp
from tui.safe_text import safe_text
from tui.screens.choose import Answer, ChooseScreen
from tui.screens.reader import ReaderScreen
from tui.state import Crumb
from tui.widgets.breadcrumb import Breadcrumb
from tui.widgets.cells import Piece
from tui.widgets.text_view import Mark, TextView
from tui.widgets.windowed_list import WindowedList

FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def painted(app: App[object]) -> str:
    """Return the text of every cell of the screen."""
    lines = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in lines)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_no_control_character_of_a_hostile_store_reaches_a_cell(
    hostile_store: Path, size: tuple[int, int]
) -> None:
    app = ConflictApp(hostile_store)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for keys in (
            ("1", "end"),
            ("2", "down"),
            ("3", "down"),
            ("4", "down"),
            ("f",),
            ("escape",),
            ("s",),
            ("escape",),
        ):
            for key in keys:
                await pilot.press(key)
                await settle(pilot)
                assert not FORBIDDEN.search(painted(app))


async def test_markup_in_names_and_titles_is_shown_as_it_stands(hostile_store: Path) -> None:
    app = ConflictApp(hostile_store)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("1", *"/afp", "enter")
        await settle(pilot)
        assert "[AFP] [/] [b]bold" in painted(app)


async def test_hostile_articles_can_be_read(hostile_store: Path) -> None:
    app = ConflictApp(hostile_store)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for article in range(1, 28, 3):
            explorer(app).read(article)
            await wait_for(
                pilot, lambda: isinstance(app.screen, ReaderScreen) and app.screen.article is not None, "it is open"
            )
            await pilot.press("n", "end", "home")
            assert not FORBIDDEN.search(painted(app))
            await pilot.press("escape")
            await wait_for(pilot, lambda: app.screen is explorer(app), "it is closed")


async def test_a_hostile_selection_stands_harmless_in_the_breadcrumb(
    hostile_store: Path,
) -> None:
    app = ConflictApp(hostile_store)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("2")
        for _ in range(12):
            await pilot.press("down")
            await settle(pilot)
            assert not FORBIDDEN.search(painted(app))
        assert pane(app, Listing.GROUPS).rows.cursor == 12


class _Bench(App[None]):
    """Each widget that shows text from outside, alone."""

    def compose(self) -> ComposeResult:
        self.rows = WindowedList(lambda text, _width: [[Piece(safe_text(text, 400))]])
        self.view = TextView()
        self.crumbs = Breadcrumb()
        yield self.crumbs
        yield self.rows
        yield self.view


MORE = [*HOSTILE, "T" * 1_000_000, "[" * 5000, "\x1b" * 5000]


@pytest.mark.parametrize("text", MORE, ids=range(len(MORE)))
async def test_each_widget_shows_hostile_text_without_interpreting_it(text: str) -> None:
    app = _Bench()
    async with app.run_test(size=(60, 20)) as pilot:
        app.rows.add_records({1: text, 2: text})
        app.rows.set_ids(array("q", [1, 2]))
        app.view.show(text * 2)
        app.view.mark("names", [Mark(0, min(5, len(text)), "entity-1")] if text else [])
        parts = [EntityFilter(1, text), ArticleFilter(1, text), OutletFilter(1, text)]
        app.crumbs.show([Crumb(part.label, kept=part) for part in parts] + [Crumb(text, typed=Listing.GROUPS)])
        app.push_screen(ChooseScreen("Narrow by", [Answer(text, 1, text)]))
        await pilot.pause()
        assert not FORBIDDEN.search(painted(app))
        app.pop_screen()
        await pilot.pause()
        assert not FORBIDDEN.search(painted(app))


async def test_titles_of_dialogs_show_names_as_they_stand(own_store: Path) -> None:
    name = "[AFP] [/] [b]x"
    with closing(sqlite3.connect(own_store)) as db:
        db.execute("UPDATE entities SET name = ?", (name,))
        db.commit()
    app = ConflictApp(own_store)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("2", "M", "down", "M")
        await wait_for(pilot, lambda: f"Make {name} and {name} one" in painted(app), "both are named")
        await pilot.press("escape", "N")
        await wait_for(pilot, lambda: f"Rename {name}" in painted(app), "the group is named")
        await pilot.press("escape", "m")
        await wait_for(pilot, lambda: f"{name} – {name}: " in painted(app), "the groups of the cell are named")


def test_no_byte_of_hostile_text_reaches_the_terminal_as_a_command(hostile_store: Path) -> None:
    """Run the real program under a pseudo terminal and look at every byte it writes."""
    leader, follower = pty.openpty()
    code = "import sys; from pathlib import Path; from tui.app import run; sys.exit(run(Path(sys.argv[1])))"
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "120", "LINES": "40"}
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(hostile_store)],
        stdin=follower, stdout=follower, stderr=follower, env=environment, close_fds=True,
    )  # fmt: skip
    os.close(follower)
    written = b""

    def read_until(wanted: bytes, seconds: float) -> None:
        nonlocal written
        end = time.monotonic() + seconds
        while wanted not in written and time.monotonic() < end:
            if select.select([leader], [], [], 0.05)[0]:
                written += os.read(leader, 65536)

    try:
        read_until(b"Velora", 20)
        for keys in (b"1", b"\r", b"\x1b[B", b"\x06", b"end", b"\x06\x0c", b"\x0f"):
            os.write(leader, keys)
            read_until(b"\0never\0", 0.5)
        os.write(leader, b"\x11")
        end = time.monotonic() + 20
        while process.poll() is None and time.monotonic() < end:
            if select.select([leader], [], [], 0.05)[0]:
                try:
                    written += os.read(leader, 65536)
                except OSError:
                    break
        assert process.wait(timeout=20) == 0
    finally:
        process.kill()
        os.close(leader)
    assert b"Velora" in written or b"AFP" in written
    for hostile in (b"owned", b"52;c;ZXZpbA", b"\x1b[2J\x1b[31mred", "\u202e".encode(), "\u200b".encode(), b"\x9b5m"):
        assert hostile not in written
