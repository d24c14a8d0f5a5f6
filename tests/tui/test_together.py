"""Four importers and three explorers work on one store at once: nothing is lost, and nobody hears of a lock."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import signal
import sqlite3
import struct
import subprocess
import termios
import threading
from contextlib import closing
from itertools import cycle
from pathlib import Path

import pytest

import store.sample
from store.checking import check
from store.importing import import_paths
from tests.tui.cli.terminal import PROGRAM, ROOT, environment, without_styles

_IMPORTERS = 4
_EXPLORERS = 3
_EACH = 24
_SHARED = 8
_KEYS = (b"j", b"\t", b"j", b"j", b"r", b"k", b"\t", b"\r", b"\x1b", b"j", b"\t")


class Explorer:
    """The program on a pseudo terminal, with somebody who walks about in it."""

    def __init__(self, path: Path) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self._process = subprocess.Popen(
            [*PROGRAM, "--store", str(path)], stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT, close_fds=True,
            env=environment(TERM="xterm-256color"), start_new_session=True,
        )  # fmt: skip
        os.close(theirs)
        self._written = b""
        self._leave = threading.Event()
        self._thread = threading.Thread(target=self._walk)
        self._thread.start()

    def end(self) -> tuple[int, str]:
        """Quit as a user does; return the exit code and all that stood on the terminal."""
        self._leave.set()
        self._thread.join()
        try:
            code = self._process.wait(60)
        finally:
            if self._process.poll() is None:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait()
            os.close(self._ours)
        return code, without_styles(self._written.decode("utf-8", "replace"))

    def _walk(self) -> None:
        keys = cycle(_KEYS)
        while True:
            # A key follows when the program has answered the one before, or has nothing to say for a moment.
            readable, _, _ = select.select([self._ours], [], [], 0.05)
            if readable:
                try:
                    block = os.read(self._ours, 65536)
                except OSError:
                    return
                if not block:
                    return
                self._written += block
            elif self._written:
                try:
                    os.write(self._ours, b"\x11" if self._leave.is_set() else next(keys))
                except OSError:
                    return


@pytest.mark.slow
def test_four_importers_and_three_explorers_share_a_store(tmp_path: Path) -> None:
    folder = Path(store.sample.__file__).parent
    texts = [file.read_text(encoding="utf-8") for file in sorted(folder.glob("*-*.md"))]
    path = tmp_path / "store.db"
    first = tmp_path / "first.jsonl"
    first.write_text(json.dumps({"title": "T", "text": texts[0]}), encoding="utf-8")
    import_paths(path, [str(first)])

    # Each importer has texts of its own, and some that all of them have.
    expected = {texts[0]}
    files = []
    for importer in range(_IMPORTERS):
        own = [f"{texts[number][:700]} Part {importer}-{number}." for number in range(_EACH)]
        shared = [text[:900] for text in texts[-_SHARED:]]
        expected.update(own, shared)
        file = tmp_path / f"part-{importer}.jsonl"
        mixed = [text for pair in zip(own, cycle(shared), strict=False) for text in pair]
        file.write_text("".join(json.dumps({"title": "T", "text": text}) + "\n" for text in mixed), encoding="utf-8")
        files.append(file)

    explorers = [Explorer(path) for _ in range(_EXPLORERS)]
    try:
        importers = [
            subprocess.Popen(
                [*PROGRAM, "--store", str(path), "import", str(file), "--jobs", "1"],
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
                env=environment(),
            )
            for file in files
        ]  # fmt: skip
        told = [(importer.communicate(timeout=300), importer.returncode) for importer in importers]
    finally:
        seen = [explorer.end() for explorer in explorers]

    for (out, err), code in told:
        assert code == 0, err
        assert "locked" not in out + err
        assert "skipped:" not in out
    for code, screen in seen:
        assert code == 0
        assert "locked" not in screen
        assert "Traceback" not in screen
    with closing(sqlite3.connect(path)) as connection:
        found = [row[0] for row in connection.execute("SELECT text FROM articles")]
    assert len(found) == len(set(found)), "a text is there twice"
    assert {" ".join(text.split()) for text in found} == {" ".join(text.split()) for text in expected}
    assert check(path).findings == ()
