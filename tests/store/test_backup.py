"""A backup is whole as of one moment, whatever goes on meanwhile; a store is copied before it is migrated."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from store import schema
from store.backup import back_up, default_target
from store.database import backup_before_migration, ensure_current, open_reader, open_writer
from store.errors import StoreError
from store.exporters.files import ExportError
from store.records import Article, Reading
from store.world import load_world
from store.writing import Writer


def make_store(path: Path, articles: int = 3) -> Path:
    with Writer(path, load_world()) as writer:
        import_id = writer.start_import(["test"])
        with writer.batch():
            for number in range(articles):
                writer.add(Article(f"Text number {number}.", f"Title {number}"), Reading("en", (), ()), import_id, "1")
    return path


def first_version(path: Path) -> Path:
    """Make a store as the first released version made it."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(schema._script(0))
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 1")
        connection.execute(
            "INSERT INTO articles (text_hash, title, path, added_at, text) VALUES (x'00', 'Old', 'a.txt', '', 'Kept.')"
        )
        connection.commit()
    return path


def titles(path: Path) -> list[str]:
    with closing(open_reader(path)) as connection:
        return [row[0] for row in connection.execute("SELECT title FROM articles ORDER BY id")]


def test_a_backup_is_a_store_with_the_same_articles(tmp_path: Path) -> None:
    path = make_store(tmp_path / "store.db")
    size = back_up(path, tmp_path / "copy.db")
    assert titles(tmp_path / "copy.db") == titles(path)
    assert size == (tmp_path / "copy.db").stat().st_size
    with closing(open_reader(tmp_path / "copy.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        found = connection.execute("SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'number'").fetchall()
        assert len(found) == 3


def test_a_backup_holds_one_moment_while_others_write(tmp_path: Path) -> None:
    path = make_store(tmp_path / "store.db", 50)
    started, stop = threading.Event(), threading.Event()

    def write() -> None:
        with Writer(path, load_world()) as writer:
            import_id = writer.start_import(["more"])
            number = 0
            while not stop.is_set():
                with writer.batch():  # two at a time: a copy that shows an odd number was torn
                    for half in ("a", "b"):
                        text = f"Another {number}{half}. " + "word " * 2000
                        writer.add(Article(text, f"{number}{half}"), Reading("en", (), ()), import_id, "1")
                number += 1
                started.set()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        started.wait(60)
        for number in range(5):
            copy = tmp_path / f"copy-{number}.db"
            back_up(path, copy)
            found = titles(copy)
            assert len(found) % 2 == 0
            with closing(open_reader(copy)) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    finally:
        stop.set()
        thread.join()


def test_a_backup_holds_what_stands_only_in_the_log(tmp_path: Path) -> None:
    path = make_store(tmp_path / "store.db")
    with closing(open_writer(path)) as db:
        db.conn.execute("PRAGMA wal_autocheckpoint = 0")
        db.conn.execute("UPDATE articles SET title = 'Changed'")
        back_up(path, tmp_path / "copy.db")
    assert titles(tmp_path / "copy.db") == ["Changed"] * 3


def test_nothing_is_written_over_without_force(tmp_path: Path) -> None:
    path = make_store(tmp_path / "store.db")
    other = tmp_path / "precious.txt"
    other.write_text("mine")
    with pytest.raises(ExportError, match="is there already"):
        back_up(path, other)
    assert other.read_text() == "mine"
    back_up(path, other, force=True)
    assert titles(other) == titles(path)
    with pytest.raises(ExportError, match="is the store itself"):
        back_up(path, path, force=True)


def test_a_backup_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    path = make_store(tmp_path / "store.db")

    def stop(_share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        back_up(path, tmp_path / "copy.db", on_progress=stop)
    assert sorted(file.name for file in tmp_path.iterdir() if "copy" in file.name) == []


def test_a_backup_is_as_private_as_its_store(tmp_path: Path) -> None:
    path = make_store(tmp_path / "store.db")
    path.chmod(0o600)
    back_up(path, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600


def test_a_missing_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store here"):
        back_up(tmp_path / "none.db", tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_a_default_name_stands_beside_the_store(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    target = default_target(tmp_path / "work.db", datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC))
    assert target == tmp_path / "work-backup-20260304-050607.db"


def test_an_older_store_is_copied_before_it_is_migrated(tmp_path: Path) -> None:
    path = first_version(tmp_path / "store.db")
    copy = ensure_current(path)
    assert copy == backup_before_migration(path, 1)
    assert titles(path) == ["Old"]
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == 1
        assert connection.execute("SELECT text FROM articles").fetchone()[0] == "Kept."
    assert ensure_current(path) is None


def test_a_migration_without_its_backup_does_not_happen(tmp_path: Path) -> None:
    path = first_version(tmp_path / "store.db")
    backup_before_migration(path, 1).mkdir()
    with pytest.raises(ExportError, match="is a folder"):
        ensure_current(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == 1


def test_a_failing_migration_leaves_the_store_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = first_version(tmp_path / "store.db")
    whole = schema._script
    monkeypatch.setattr(
        schema,
        "_script",
        lambda number: whole(number) + "\nCREATE TABLE articles (id);" if number == 2 else whole(number),
    )
    with pytest.raises(StoreError):
        ensure_current(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == 1
        assert not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'events'").fetchone()
    monkeypatch.undo()
    ensure_current(path)
    assert titles(path) == ["Old"]


def test_two_programs_that_migrate_at_once_keep_the_copy_of_the_old_store(tmp_path: Path) -> None:
    path = first_version(tmp_path / "store.db")
    threads = [threading.Thread(target=ensure_current, args=(path,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert titles(path) == ["Old"]
    with closing(sqlite3.connect(backup_before_migration(path, 1))) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == 1
