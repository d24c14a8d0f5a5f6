"""Running the program: in this process, as a program of its own, and on a terminal of a chosen size."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = [sys.executable, "-m", "tui"]

Run = Callable[..., "Ran"]


@dataclass(frozen=True)
class Ran:
    """What a run of the program left."""

    code: int
    out: str
    err: str


def environment(**extra: str) -> dict[str, str]:
    """Return the environment for a program of its own: no store but the one that is named."""
    kept = {key: value for key, value in os.environ.items() if key != "CONFLICT_TUI_STORE"}
    return kept | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"} | extra


def as_program(*arguments: object, stdin: str | None = None, env: dict[str, str] | None = None) -> Ran:
    """Run the program with pipes for its streams."""
    done = subprocess.run(
        [*PROGRAM, *map(str, arguments)], input=stdin or "", capture_output=True, text=True, encoding="utf-8",
        errors="replace", env=env or environment(), cwd=ROOT, timeout=300, check=False,
    )  # fmt: skip
    return Ran(done.returncode, done.stdout, done.stderr)


def on_terminal(
    arguments: Sequence[object], columns: int = 80, rows: int = 24, timeout: float = 120
) -> tuple[int, str]:
    """Run the program on a pseudo terminal and return its exit code and everything it wrote there."""
    import fcntl
    import pty
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    process = subprocess.Popen(
        [*PROGRAM, *map(str, arguments)], stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT, close_fds=True,
        env=environment(TERM="xterm-256color", COLUMNS="", LINES=""),
    )  # fmt: skip
    os.close(theirs)
    written = b""
    try:
        while True:
            try:
                block = os.read(ours, 65536)
            except OSError:  # the other side is closed
                break
            if not block:
                break
            written += block
        process.wait(timeout)
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    return process.returncode, written.decode("utf-8", "replace").replace("\r\n", "\n")


def without_styles(text: str) -> str:
    """Take the program's own colours and cursor movements out of what it wrote."""
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)
