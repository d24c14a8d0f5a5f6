"""Stores and apps for the tests of the screen."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.tui.helpers import HOSTILE
from tests.tui.store_builder import Sizes, build_store


@pytest.fixture(scope="session")
def small_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of 60 articles; only to be read."""
    return build_store(tmp_path_factory.mktemp("stores") / "small.db", Sizes(articles=60))


@pytest.fixture
def own_store(small_store: Path, tmp_path: Path) -> Path:
    """A store of 60 articles to decide in, with two suggestions to merge."""
    path = tmp_path / "own.db"
    shutil.copy(small_store, path)
    with sqlite3.connect(path) as db:
        suggest = "INSERT INTO merge_suggestions (id, entity_id, other_id, score, why) VALUES (?, ?, ?, ?, 'alike')"
        db.executemany(suggest, [(1, 1, 2, 0.9), (2, 3, 4, 0.8)])
    db.close()
    return path


@pytest.fixture(scope="session")
def larger_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of 3,000 articles; only to be read."""
    return build_store(tmp_path_factory.mktemp("stores") / "larger.db", Sizes(articles=3000, groups=300, places=40))


@pytest.fixture(scope="session")
def hostile_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store full of texts that must not be interpreted."""
    texts = [text for text in HOSTILE if text] + ["T" * 1_000_000]
    return build_store(tmp_path_factory.mktemp("stores") / "hostile.db", Sizes(articles=60, hostile=texts))


@pytest.fixture(autouse=True)
def steady_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the text cursor from blinking, so that pictures are always the same."""
    original = Input.__init__

    def steady(self: Input, *args: object, **kwargs: object) -> None:
        original(self, *args, **kwargs)  # type: ignore[arg-type]
        self.cursor_blink = False

    monkeypatch.setattr(Input, "__init__", steady)
