from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from store.errors import StoreError
from store.queries.connections import Connections, Superseded
from tests.tui.store_builder import Sizes, build_store

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def test_a_newer_question_of_the_same_name_stops_the_older_one(made_store: Path) -> None:
    connections = Connections(made_store)
    running, ended = threading.Event(), []

    def ask() -> None:
        try:
            with connections.use("list", 1) as connection:
                running.set()
                connection.execute(ENDLESS).fetchone()
        except Superseded:
            ended.append("superseded")

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    running.wait(10)
    with connections.use("list", 2) as connection:
        assert connection.execute("SELECT count(*) FROM articles").fetchone()[0] == 150
    thread.join(30)
    connections.close()
    assert ended == ["superseded"]


def test_an_older_question_that_starts_late_gives_way(made_store: Path) -> None:
    connections = Connections(made_store)
    with connections.use("list", 2):
        pass
    with pytest.raises(Superseded), connections.use("list", 1):
        pass
    connections.close()


def test_questions_of_other_names_run_side_by_side(made_store: Path) -> None:
    connections = Connections(made_store)
    with connections.use("one") as one, connections.use("two") as two:
        assert one is not two
        assert one.execute("SELECT 1").fetchone()[0] == two.execute("SELECT 1").fetchone()[0]
    connections.close()


def test_closing_stops_what_still_runs(made_store: Path) -> None:
    connections = Connections(made_store)
    running, ended = threading.Event(), []

    def ask() -> None:
        try:
            with connections.use("list") as connection:
                running.set()
                connection.execute(ENDLESS).fetchone()
        except Superseded:
            ended.append("superseded")

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    running.wait(10)
    connections.close()
    thread.join(30)
    assert ended == ["superseded"]


def test_after_closing_nothing_is_asked(made_store: Path) -> None:
    connections = Connections(made_store)
    connections.close()
    with pytest.raises(Superseded), connections.use("list"):
        pass


def test_a_store_that_is_not_there_is_a_clear_line(tmp_path: Path) -> None:
    connections = Connections(tmp_path / "none.db")
    with pytest.raises(StoreError, match="no store here yet"), connections.use("list"):
        pass


def test_readers_cannot_write(made_store: Path) -> None:
    connections = Connections(made_store)
    with pytest.raises(StoreError), connections.use("list") as connection:
        connection.execute("DELETE FROM articles")
    connections.close()


def test_changes_by_another_program_are_seen_once(tmp_path: Path) -> None:
    store = build_store(tmp_path / "s.db", Sizes(articles=5))
    connections = Connections(store)
    assert not connections.changed()
    with sqlite3.connect(store) as other:
        other.execute("UPDATE articles SET language = 'fr'")
    other.close()
    assert connections.changed()
    assert not connections.changed()
    connections.close()


def test_a_store_that_appears_counts_as_changed(tmp_path: Path) -> None:
    connections = Connections(tmp_path / "s.db")
    assert not connections.changed()
    build_store(tmp_path / "s.db", Sizes(articles=5))
    assert connections.changed()
    assert not connections.changed()
    connections.close()
