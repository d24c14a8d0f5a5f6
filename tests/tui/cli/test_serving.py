from __future__ import annotations

import shlex
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tui.cli.serving import explorer_command, is_loopback

pytest.importorskip("textual_serve")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port


@pytest.mark.slow
def test_the_page_of_the_explorer_is_served_to_this_machine(small_store: Path) -> None:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "tui", "--store", str(small_store), "serve", "--port", str(port)],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    page = ""
    try:
        end = time.monotonic() + 30
        while not page and time.monotonic() < end and process.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                    page = answer.read().decode("utf-8")
            except OSError:
                time.sleep(0.1)
    finally:
        process.terminate()
        said, _ = process.communicate(timeout=20)
    assert "conflict-tui" in page and f"127.0.0.1:{port}" in page
    assert "Traceback" not in said and "warning" not in said


@pytest.mark.parametrize("name", ["a b.db", "it's; rm -rf x.db", "$(id).db", "`id`\"'.db"])
def test_the_store_reaches_the_explorer_whatever_its_name_holds(tmp_path: Path, name: str) -> None:
    words = shlex.split(explorer_command(tmp_path / name))
    assert words == [sys.executable, "-P", "-m", "tui.served", str((tmp_path / name).resolve())]


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1", True),
        ("127.3.4.5", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("me.org", False),
    ],
)
def test_what_others_can_reach_is_told_apart(host: str, own: bool) -> None:
    assert is_loopback(host) is own


def test_without_the_extra_one_line_says_what_to_install(small_store: Path, tmp_path: Path) -> None:
    (tmp_path / "textual_serve.py").write_text("raise ImportError\n", encoding="utf-8")
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, "-c", "import sys; sys.path.insert(0, sys.argv.pop(1)); import tui.__main__ as m; sys.exit(m.main())",
         str(tmp_path), "--store", str(small_store), "serve"],
        capture_output=True, text=True, cwd=root, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.strip().splitlines()[-1].endswith("pip install 'conflict-tui[serve]'")
