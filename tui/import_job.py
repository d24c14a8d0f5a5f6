"""An import that runs beside the explorer: started, watched and cancelled here; the work is another process's."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tui.wording import count


@dataclass(frozen=True, slots=True)
class Skip:
    """An item that was not imported: where it stood and why."""

    path: str
    position: int | None
    reason: str

    @property
    def told(self) -> str:
        """The skip in one line."""
        where = f"{self.path}, row {self.position}" if self.position is not None else self.path
        return f"{where}: {self.reason}"


@dataclass(slots=True)
class Standing:
    """How an import stands. ``share`` is between 0 and 1, or None where the size of a source is not known.

    ``updated`` are rows of coded data that the store had in another state, ``changes`` which parts of how many are new,
    ``feeds`` the addresses of feeds that are remembered from now on.
    """

    added: int = 0
    updated: int = 0
    known: int = 0
    skipped: int = 0
    unread: int = 0
    share: float | None = None
    seconds: float = 0.0
    running: bool = True
    interrupted: bool = False
    failed: str = ""
    skips: list[Skip] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    changes: list[tuple[str, int]] = field(default_factory=list)
    feeds: list[str] = field(default_factory=list)

    @property
    def told(self) -> str:
        """The import in one line."""
        parts = [f"{self.added:,} added", f"{self.known:,} already known", f"{self.skipped:,} skipped"]
        if self.updated:
            parts.insert(1, f"{self.updated:,} updated")
        if self.failed:
            return f"import failed: {self.failed}"
        if self.running:
            share = f" {self.share:.0%}" if self.share is not None else ""
            return f"importing{share} · " + " · ".join(parts)
        end = "stopped; everything finished is kept" if self.interrupted else "done"
        items = count(self.added + self.updated + self.known + self.skipped, "item")
        return f"import {end}: {items} in {self.seconds:.1f} s · " + " · ".join(parts)


class ImportJob:
    """One import; ``on_change`` is called from a thread whenever it stands otherwise."""

    def __init__(self, store: Path, paths: Sequence[str], on_change: Callable[[], None], jobs: int = 0) -> None:
        self.paths = list(paths)
        self.standing = Standing()
        self._on_change = on_change
        # One core is left to the explorer.
        self._jobs = jobs or max(1, (os.cpu_count() or 2) - 1)
        # -P: no module of that name in the current folder is taken for ours.
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-P", "-m", "tui.import_process", str(store)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True, encoding="utf-8", start_new_session=True,
        )  # fmt: skip
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def cancel(self) -> None:
        """Stop after what is finished."""
        if self._process.stdin is not None and not self._process.stdin.closed:
            self._process.stdin.close()

    def wait(self, seconds: float) -> bool:
        """Wait for the end; return whether it came in time."""
        self._reader.join(seconds)
        return not self._reader.is_alive()

    def _read(self) -> None:
        process, standing = self._process, self.standing
        assert process.stdin is not None and process.stdout is not None
        try:
            process.stdin.write(json.dumps({"paths": self.paths, "jobs": self._jobs}) + "\n")
            process.stdin.flush()
        except (OSError, ValueError):
            pass  # it has ended already, which its silence tells below
        for line in process.stdout:
            self._take(line)
            self._on_change()
        process.wait()
        process.stdout.close()
        self.cancel()
        if standing.running:
            standing.failed = standing.failed or f"the import ended unexpectedly (exit code {process.returncode})"
            standing.running = False
        self._on_change()

    def _take(self, line: str) -> None:
        try:
            message: dict[str, Any] = json.loads(line)
        except ValueError:
            return
        standing = self.standing
        if progress := message.get("progress"):
            for key in ("added", "updated", "known", "skipped"):
                setattr(standing, key, progress[key])
            total = progress["total_bytes"]
            standing.share = min(1.0, progress["done_bytes"] / total) if total else None
        if summary := message.get("summary"):
            for key in (
                "added",
                "updated",
                "known",
                "skipped",
                "unread",
                "seconds",
                "interrupted",
                "failures",
                "feeds",
            ):
                setattr(standing, key, summary[key])
            standing.changes = [(part, number) for part, number in summary["changes"]]
            standing.skips = [Skip(**skip) for skip in summary["reasons"]]
            standing.running = False
        if failed := message.get("failed"):
            standing.failed, standing.running = failed, False
