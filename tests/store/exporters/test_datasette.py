"""The copy for Datasette holds everything, browses well and tells nothing of this machine."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from store.exporters import datasette


def test_the_copy_holds_everything_and_opens_as_plain_sqlite(
    connection: sqlite3.Connection, tmp_path: Path, store: Path
) -> None:
    before = store.read_bytes()
    target = tmp_path / "copy.db"
    assert datasette.write(connection, target) == 3
    with closing(sqlite3.connect(target)) as copy:
        for table in ("articles", "claims", "relationships", "entities", "names", "mentions", "copies", "outlets"):
            sql = f"SELECT count(*) FROM {table}"
            assert copy.execute(sql).fetchone()[0] == connection.execute(sql).fetchone()[0]
        assert copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert copy.execute("PRAGMA foreign_key_check").fetchall() == []
        assert copy.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
        assert copy.execute("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'shelled'").fetchone()[0] == 3
        for (view,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall():
            copy.execute(f"SELECT * FROM {view}").fetchall()
        names = copy.execute("SELECT names FROM groups WHERE name = 'Karanda Front'").fetchone()[0]
        assert set(names.split("; ")) == {"Karanda Front", "KF", "@Front of Karanda"}
    assert store.read_bytes() == before


def test_the_copy_tells_nothing_of_the_machine_it_was_made_on(connection: sqlite3.Connection, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    datasette.write(connection, target)
    assert b"/Users/anna" not in target.read_bytes()
    with closing(sqlite3.connect(target)) as copy:
        tables = {row[0] for row in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert not {"journal", "imports", "skipped_items"} & tables
        assert {row[0] for row in copy.execute("SELECT path FROM articles")} == {"", "x.csv"}
