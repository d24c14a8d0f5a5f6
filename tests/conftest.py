"""Fixtures that every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# What stops a change from landing must be the change: there, property tests draw the same examples every time. On a
# developer's machine they draw new ones at every run, and a find becomes an example of its own.
settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("ci")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of measuring data beside the project; tests that want it skip where it is absent."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not (folder / "gold" / "dev").is_dir():
        pytest.skip("the measuring data beside the project is absent")
    return folder


@pytest.fixture(autouse=True)
def no_settings_of_the_machine(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings and sessions of whoever runs the tests out of them, and theirs out of the machine."""
    monkeypatch.setenv("CONFLICT_TUI_SETTINGS", os.devnull)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.getbasetemp() / "state"))
