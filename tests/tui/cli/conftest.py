"""The program, run in this process on a store of the test's own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

import store.extraction
from store.records import Reading
from tests.tui.cli.terminal import Ran, Run


@pytest.fixture
def program(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run the program; without --store it works on a store in the test's folder."""
    from tui.cli.running import run

    monkeypatch.setenv("CONFLICT_TUI_STORE", str(tmp_path / "store.db"))
    monkeypatch.setenv("CONFLICT_TUI_NAMES", str(tmp_path / "names"))

    def call(*arguments: object) -> Ran:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        written = capsys.readouterr()
        return Ran(code, written.out, written.err)

    return call


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read nothing from texts, where reading is not the point; only for imports with --jobs 1."""

    def read_many(texts: Sequence[store.extraction.Text], **_options: object) -> list[Reading]:
        return [Reading("en", (), ()) for _ in texts]

    monkeypatch.setattr(store.extraction, "read_many", read_many)
