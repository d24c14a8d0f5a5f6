from __future__ import annotations

import contextlib
import http.client
import re
import shlex
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui.cli.serving import explorer_command, is_loopback

pytest.importorskip("textual_serve")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port


@pytest.fixture
def served(small_store: Path) -> Iterator[int]:
    """The port of a server of the explorer."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "tui", "--store", str(small_store), "serve", "--port", str(port)],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        end = time.monotonic() + 30
        while time.monotonic() < end and process.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        said, _ = process.communicate(timeout=20)
    assert "Traceback" not in said and "warning" not in said


def answered(port: int, path: str, **headers: str) -> tuple[int, str]:
    """Return status and body of an answer to a request with some headers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.putrequest("GET", path, skip_host=True)
    for name, value in ({"Host": f"127.0.0.1:{port}"} | headers).items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    answer = connection.getresponse()
    body = "" if answer.status == 101 else answer.read().decode("utf-8")
    connection.close()
    return answer.status, body


@pytest.mark.slow
def test_the_page_of_the_explorer_is_served_to_this_machine_and_asks_nobody_else(served: int) -> None:
    status, page = answered(served, "/")
    assert status == 200 and "conflict-tui" in page
    asked = re.findall(r"""(?:href|src)="([^"]*)"|url\("([^"]*)"\)""", page)
    assert asked and all(one.startswith(f"http://127.0.0.1:{served}/") for pair in asked for one in pair if one)
    font = next(one for pair in asked for one in pair if one.endswith(".ttf")).split(str(served), 1)[1]
    assert urllib.request.urlopen(f"http://127.0.0.1:{served}{font}", timeout=20).status == 200


@pytest.mark.slow
def test_only_pages_of_this_server_may_open_the_explorer(served: int) -> None:
    shake = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec_WebSocket_Version": "13",
        "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    for own in (f"http://127.0.0.1:{served}", f"http://localhost:{served}"):
        assert answered(served, "/ws", Origin=own, **shake)[0] == 101
    for foreign in ("https://news.example.org", "null", f"http://127.0.0.1.example.org:{served}"):
        assert answered(served, "/ws", Origin=foreign, **shake)[0] == 403
    # A name that was pointed at this machine (DNS rebinding) makes a page of its own.
    rebound = f"news.example.org:{served}"
    assert answered(served, "/", Host=rebound)[0] == 403
    assert answered(served, "/ws", Host=rebound, Origin=f"http://{rebound}", **shake)[0] == 403


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
