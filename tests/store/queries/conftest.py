from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.database import open_reader
from tests.tui.store_builder import Sizes, build_store


@pytest.fixture(scope="session")
def made_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_store(tmp_path_factory.mktemp("stores") / "made.db", Sizes(articles=150, groups=30))


@pytest.fixture
def made(made_store: Path) -> Iterator[sqlite3.Connection]:
    connection = open_reader(made_store)
    yield connection
    connection.close()
