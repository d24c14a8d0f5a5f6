"""How fast the explorer is on a large store, beside an empty Textual app on the same machine in the same run.

    python benchmarks/explorer.py [--articles 100000] [--rounds 5] [--store PATH] [--only-start]

Start and memory are measured with the real programs under a pseudo terminal, one after the other in turns, and compared
by their medians: the time from the start of the process to the first painted frame, by the clock and in processor time
(which other programs on the machine disturb less), and the peak resident memory. Cursor, page and filter times are CPU
time of the process and wall time until the repaint is done, over many key presses; for the filter, until the list shows
what was typed.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import pty
import re
import resource
import select
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

_ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(_ROOT))

EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("painted-now")
Empty().run()
"""
EXPLORER = ("-m", "tui", "--store")
KEYS = (b"\x1b[B",) * 10 + (b"\x1b[6~",) * 20 + (b"1", b"\x1b[6~", b"\x1b[6~", b"/", *(bytes([c]) for c in b"attack"))
"""Walking down the groups and the articles, and typing a filter: what is done before a second peak is taken."""


class Start(NamedTuple):
    """One start: seconds to the first frame (clock, processor) and to data; peak MiB then and after keys."""

    frame: float
    cpu: float
    shown: float
    peak: float
    peak_used: float


def cpu_of(pid: int) -> float:
    """Return the processor seconds that all threads of a process have taken."""
    used = 0
    for thread in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        with suppress(OSError):
            used += int(thread.read_text().split()[0])
    return used / 1e9


def peak_of(pid: int) -> float:
    """Return the most memory that a process has had resident, in MiB."""
    status = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line.split()[1] for line in status if line.startswith("VmHWM"))) / 1024


def start(arguments: Sequence[str], painted: bytes, kept: Path, keys: Sequence[bytes] = ()) -> Start:
    """Run Python with some arguments under a pseudo terminal until it shows what a pattern finds, press keys, leave.

    ``kept`` is a folder for compiled modules and the session of these starts alone.
    """
    # What was typed into the start before is no filter of this one.
    shutil.rmtree(kept / "state", ignore_errors=True)
    leader, follower = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "120", "LINES": "40", "COLORTERM": "truecolor"}
    environment |= {"CONFLICT_TUI_SETTINGS": os.devnull, "XDG_STATE_HOME": str(kept / "state")}
    # An installed program is compiled; this one is at its first start, which is not counted.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(kept / "compiled")
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments], stdin=follower, stdout=follower, stderr=follower, env=environment, cwd=_ROOT
    )
    os.close(follower)
    seen, frame, cpu = b"", 0.0, 0.0
    while time.perf_counter() - begun < 60:
        seen += _read(leader, 0.01)
        if not frame and (b"painted-now" in seen or "╭".encode() in seen):
            frame, cpu = time.perf_counter() - begun, cpu_of(process.pid)
        if re.search(painted, seen):
            break
    shown = time.perf_counter() - begun
    _linger(leader, 1.0)
    peak = peak_of(process.pid)
    for key in keys:
        os.write(leader, key)
        _linger(leader, 0.05)
    if keys:
        _linger(leader, 1.0)
    peak_used = peak_of(process.pid)
    os.write(leader, b"\x11")
    end = time.perf_counter() + 20
    while process.poll() is None and time.perf_counter() < end:
        _read(leader, 0.05)
    process.wait(20)
    os.close(leader)
    return Start(frame, cpu, shown, peak, peak_used)


def _read(leader: int, seconds: float) -> bytes:
    """Return what a program writes within some time at most; nothing where it has ended."""
    if select.select([leader], [], [], seconds)[0]:
        with suppress(OSError):
            return os.read(leader, 65536)
    return b""


def _linger(leader: int, seconds: float) -> None:
    """Read what a program writes for some time: one that nobody reads would stand still."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        _read(leader, 0.02)


def medians(rounds: int, runs: Sequence[Callable[[], Start]]) -> list[Start]:
    """Make several starts in turns and return the median of each figure of each."""
    results: list[list[Start]] = [[] for _ in runs]
    for run in runs:
        run()
    for _ in range(rounds):
        for run, found in zip(runs, results, strict=True):
            found.append(run())
    return [Start(*(statistics.median(values) for values in zip(*found, strict=True))) for found in results]


def in_turns(rounds: int, store: Path, kept: Path) -> tuple[Start, Start]:
    """Start an empty app and the explorer on a store, in turns, and return the medians of both."""
    empty, ours = medians(
        rounds,
        [
            lambda: start(("-c", EMPTY), b"painted-now", kept),
            lambda: start((*EXPLORER, str(store.resolve())), rb"\d{4}-\d\d-\d\d", kept, KEYS),  # the date of a row
        ],
    )
    return empty, ours


def p95(values: list[float]) -> float:
    """Return the value that 95 of 100 stay below."""
    return sorted(values)[int(len(values) * 0.95)]


@dataclass(frozen=True, slots=True)
class Pressed:
    """What the presses of a key cost: milliseconds of processor time (wall time for the filter)."""

    listing: str
    name: str
    median: float
    p95: float
    wall: float


async def keys(store: Path) -> list[Pressed]:
    """Press keys in the running app and return what they cost."""
    figures: list[Pressed] = []
    from textual import events

    from store.queries.filters import Listing
    from tests.tui.helpers import explorer, pane, settle, wait_for
    from tui.app import ConflictApp

    app = ConflictApp(store)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        for listing in (Listing.ARTICLES, Listing.GROUPS, Listing.RELATIONSHIPS):
            await pilot.press(str(list(Listing).index(listing) + 1))
            await settle(pilot)
            for name, key, times in (("cursor down", "down", 150), ("page down", "pagedown", 60)):
                cpu, wall = await pressed(pilot, key, times)
                figures.append(Pressed(listing, name, statistics.median(cpu), p95(cpu), p95(wall)))
        for listing, typed in ((Listing.ARTICLES, "front attacked"), (Listing.GROUPS, "velora fron")):
            await pilot.press("escape", "escape", "X", str(list(Listing).index(listing) + 1))
            await settle(pilot)
            rows = pane(app, listing)
            await explorer(app).action_filter_text()
            await pilot.pause()
            if listing is Listing.GROUPS:
                await wait_for(pilot, lambda: explorer(app).names.ready, "the names are ready")
            waits = []
            for letter in typed:
                before, turn = time.perf_counter(), rows._turn
                app.post_message(events.Key("space" if letter == " " else letter, letter))
                while rows._turn == turn or not (rows.arrived and rows.rows.settled):
                    await asyncio.sleep(0.001)
                waits.append((time.perf_counter() - before) * 1000)
                await asyncio.sleep(0.1)  # as long as a quick typist takes
            figures.append(Pressed(listing, "filter", statistics.median(waits), p95(waits), p95(waits)))
    return figures


async def pressed(pilot: Any, key: str, times: int) -> tuple[list[float], list[float]]:
    """Press a key many times; return CPU and wall milliseconds of each, repaint included."""
    screen = pilot.app.screen
    cpu, wall = [], []
    for _ in range(times):
        used, begun = time.process_time(), time.perf_counter()
        pilot.app.simulate_key(key)
        await asyncio.sleep(0)
        await pilot._wait_for_screen()
        screen._compositor.render_strips()
        cpu.append((time.process_time() - used) * 1000)
        wall.append((time.perf_counter() - begun) * 1000)
    return cpu, wall


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--store", type=Path, help="a store made before; made anew in a temporary folder otherwise")
    parser.add_argument("--only-start", action="store_true", help="leave out the keys")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = chosen.store
        if store is None:
            from tests.tui.store_builder import Sizes, build_store

            store = Path(folder) / "large.db"
            sizes = Sizes(
                articles=chosen.articles, groups=max(24, chosen.articles // 10), places=chosen.articles // 100
            )
            build_store(store, sizes)
        empty, ours = in_turns(chosen.rounds, store, Path(folder))
        print(f"{'':18}first frame   processor   data shown   peak memory   after keys")
        for name, figures in (("empty Textual app", empty), ("explorer", ours)):
            print(
                f"{name:18}{figures.frame:9.2f} s {figures.cpu:9.2f} s  {figures.shown:9.2f} s"
                f"  {figures.peak:9.0f} MiB {figures.peak_used:8.0f} MiB"
            )
        ratios = [one / other for one, other in zip(ours, empty, strict=True)]
        print("ratio             " + "    ".join(f"{ratio:9.2f}" for ratio in ratios))
        if chosen.only_start:
            return
        print("keys:")
        for each in asyncio.run(keys(store)):
            print(
                f"  {each.listing:14} {each.name:12} p50 {each.median:6.1f}  p95 {each.p95:6.1f} ms"
                f"   p95 {each.wall:6.1f} ms wall"
            )
    print(f"peak memory of this program: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
