from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from store.queries.filters import Listing
from tests.tui.helpers import pane, settle, wait_for
from tui.app import ConflictApp
from tui.clipboard import copy_locally, local_command

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the command is that of other systems")


@pytest.fixture
def clipboard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A command that keeps what it is given in a file."""
    kept = tmp_path / "kept"
    command = tmp_path / "wl-copy"
    command.write_text(f"#!/bin/sh\ncat > '{kept}'\n", encoding="utf-8")
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    return kept


async def test_a_citation_reaches_the_terminal_and_the_machine(small_store: Path, clipboard: Path) -> None:
    app = ConflictApp(small_store)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("4", "y")
        await wait_for(
            pilot, lambda: clipboard.exists() and bool(clipboard.read_text(encoding="utf-8")), "it is copied"
        )
        claim = pane(app, Listing.CLAIMS).rows.current_record
        copied = clipboard.read_text(encoding="utf-8")
    assert copied == app.clipboard and claim.outlet in copied and claim.address in copied
    assert claim.title.split()[0] in copied and claim.article_date in copied


def test_over_ssh_only_the_terminal_is_asked(clipboard: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "somewhere")
    assert local_command() is None and not copy_locally("text") and not clipboard.exists()
