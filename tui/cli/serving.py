"""Serve: the explorer in a browser, for this machine alone unless told otherwise."""

from __future__ import annotations

import ipaddress
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from store.errors import ConflictTuiError
from tui.cli.commands import command
from tui.cli.options import StoreOption, chosen_store
from tui.cli.output import narrate

_MISSING = "serve needs the extra 'serve'; install it with: pip install 'conflict-tui[serve]'"


@command(
    "serve",
    {
        "serve": "the explorer at http://127.0.0.1:8000, for this machine alone",
        "--store work.db serve --port 9000": "another store at another port",
    },
)
def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, metavar="N", help="The port.")] = 8000,
    url: Annotated[
        str | None,
        typer.Option("--url", metavar="URL", help="What browsers call it, behind a proxy.", show_default=False),
    ] = None,
    store: StoreOption = None,
) -> None:
    """Offer the explorer in a browser until Ctrl-C.

    Every visitor gets an explorer of their own on the same store. There is no password: whoever reaches the address can
    read and change the store, so that it listens for this machine alone unless --host says otherwise.
    """
    path = chosen_store(context, store)
    try:
        from tui.web import ExplorerServer
    except ImportError:
        raise ConflictTuiError(_MISSING) from None
    if not is_loopback(host):
        narrate(f"warning: whoever reaches {host} at port {port} can read and change {path}; there is no password")
    address = (url or f"http://{_bracketed(host)}:{port}").rstrip("/")
    narrate(f"serving {path} at {address}; Ctrl-C ends it")
    ExplorerServer(explorer_command(path), host, port, address, loopback=is_loopback(host)).serve()


def explorer_command(store: Path) -> str:
    """Return the command line that runs one visitor's explorer, quoted for the shell of this system."""
    words = [sys.executable, "-P", "-m", "tui.served", str(store.expanduser().resolve())]
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address; a name counts as such only where it is ``localhost``."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host
