"""Opening stores: one clear line for whatever is no store, and nothing of it touched."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from store import database
from store.database import default_path, ensure_current, open_reader, open_writer
from store.errors import StoreError
from store.schema import APPLICATION_ID, SCHEMA_VERSION

Open = Callable[[Path], object]
EVERY_WAY: list[Open] = [open_reader, open_writer, ensure_current]

as_root = pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="nothing is forbidden to root")


def make_store(path: Path) -> Path:
    open_writer(path).close()
    return path


def refusal(way: Open, path: Path) -> str:
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError) as caught:
        way(path)
    message = str(caught.value)
    assert "\n" not in message
    assert str(path) in message
    if before is not None:
        assert path.read_bytes() == before, "a refused file was touched"
    return message


def test_a_store_is_created_with_its_folder_and_read_back(tmp_path: Path) -> None:
    path = make_store(tmp_path / "new" / "folder" / "store.db")
    connection = open_reader(path)
    assert connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    assert connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
    connection.close()


def test_an_empty_file_becomes_a_store_when_something_is_written(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.touch()
    assert "not a conflict-tui store" in refusal(open_reader, path)
    make_store(path)
    open_reader(path).close()


def test_a_blank_database_is_no_store_yet_and_becomes_one_when_something_is_written(tmp_path: Path) -> None:
    """So looks a store that another program has just begun to make."""
    path = tmp_path / "store.db"
    blank = sqlite3.connect(path)
    blank.execute("PRAGMA journal_mode = WAL")
    blank.close()
    assert path.stat().st_size > 0
    ensure_current(path)
    with pytest.raises(StoreError, match="no store here yet"):
        open_reader(path)
    make_store(path)
    open_reader(path).close()


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    connection = open_reader(make_store(tmp_path / "store.db"))
    with pytest.raises(sqlite3.OperationalError):
        connection.execute("DELETE FROM articles")
    connection.close()


@pytest.mark.parametrize("way", EVERY_WAY)
def test_a_file_that_is_no_database_is_refused(tmp_path: Path, way: Open) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("These are my notes.\n" * 100)
    assert "is not a conflict-tui store" in refusal(way, path)


@pytest.mark.parametrize("way", EVERY_WAY)
def test_another_programs_database_is_refused(tmp_path: Path, way: Open) -> None:
    path = tmp_path / "photos.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE photos (id)")
    other.commit()
    other.close()
    assert "an SQLite file, but not a conflict-tui store" in refusal(way, path)


@pytest.mark.parametrize("way", EVERY_WAY)
def test_a_store_of_a_newer_version_is_refused(tmp_path: Path, way: Open) -> None:
    path = make_store(tmp_path / "store.db")
    newer = sqlite3.connect(path)
    newer.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    newer.execute("PRAGMA journal_mode = DELETE")
    newer.close()
    assert "newer version" in refusal(way, path)


@pytest.mark.parametrize("way", EVERY_WAY)
def test_a_folder_is_refused(tmp_path: Path, way: Open) -> None:
    assert "is a folder" in refusal(way, tmp_path)


@pytest.mark.parametrize("way", [open_reader, ensure_current])
def test_a_store_that_is_not_there_is_told_and_not_made(tmp_path: Path, way: Open) -> None:
    path = tmp_path / "absent.db"
    assert "no store here yet" in refusal(way, path)
    assert not path.exists()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(StoreError, match="file"):
        open_writer(file / "store.db")


@pytest.mark.parametrize("way", EVERY_WAY)
@pytest.mark.parametrize("keep", [40, 512, 5000])
def test_a_truncated_store_is_refused(tmp_path: Path, way: Open, keep: int) -> None:
    path = make_store(tmp_path / "store.db")
    path.write_bytes(path.read_bytes()[:keep])
    refusal(way, path)


def test_damage_met_while_reading_is_one_line(tmp_path: Path) -> None:
    path = make_store(tmp_path / "store.db")
    data = bytearray(path.read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(StoreError, match="damaged"):
        try:
            connection = open_reader(path)
            try:
                connection.execute("SELECT count(*) FROM claims").fetchone()
            finally:
                connection.close()
        except sqlite3.Error as error:
            raise database.explain(path, error) from error


@as_root
@pytest.mark.parametrize("way", EVERY_WAY)
def test_a_store_without_rights_is_told(tmp_path: Path, way: Open) -> None:
    path = make_store(tmp_path / "store.db")
    path.chmod(0)
    try:
        with pytest.raises(StoreError, match="cannot be read"):
            way(path)
    finally:
        path.chmod(0o600)


@as_root
def test_a_read_only_store_is_read_but_not_written(tmp_path: Path) -> None:
    path = make_store(tmp_path / "store.db")
    path.chmod(0o400)
    tmp_path.chmod(0o500)
    try:
        open_reader(path).close()
        with pytest.raises(StoreError, match="read-only"):
            open_writer(path)
    finally:
        tmp_path.chmod(0o700)
        path.chmod(0o600)


def test_a_read_only_file_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_store(tmp_path / "store.db")
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
    assert "is read-only" in refusal(open_writer, path)


def test_a_locked_store_is_told_after_the_patience_of_a_writer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
    path = make_store(tmp_path / "store.db")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreError, match="is locked by another program"):
        open_writer(path)
    other.execute("ROLLBACK")
    other.close()
    open_writer(path).close()


def test_a_writer_waits_for_another_one(tmp_path: Path) -> None:
    path = make_store(tmp_path / "store.db")
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(0.3, lambda: other.execute("COMMIT"))
    timer.start()
    open_writer(path).close()
    timer.join()
    other.close()


def test_readers_see_a_store_while_it_is_written(tmp_path: Path) -> None:
    path = make_store(tmp_path / "store.db")
    writer = open_writer(path)
    writer.conn.execute("BEGIN IMMEDIATE")
    writer.conn.execute("INSERT INTO outlets (name, folded) VALUES ('A', 'a')")
    reader = open_reader(path)
    assert reader.execute("SELECT count(*) FROM outlets").fetchone()[0] == 0
    writer.conn.execute("COMMIT")
    assert reader.execute("SELECT count(*) FROM outlets").fetchone()[0] == 1
    reader.close()
    writer.close()


WRITE_IN_ANOTHER_PROCESS = """
import sys
from pathlib import Path
from store.database import open_writer
database = open_writer(Path(sys.argv[1]))
database.conn.execute("INSERT INTO outlets (name, folded) VALUES (?, ?)", (sys.argv[2], sys.argv[2]))
database.close()
"""


def test_a_writer_that_ends_leaves_the_log_to_those_who_read(tmp_path: Path) -> None:
    """Opening a file and closing it takes the process's locks away; the writer would remove the log under us."""
    path = make_store(tmp_path / "store.db")
    database._known.clear()  # as in a process that has just begun
    first = open_reader(path)
    count = "SELECT count(*) FROM outlets"
    for number in range(1, 4):
        further = open_reader(path)
        further.execute(count).fetchone()
        subprocess.run([sys.executable, "-c", WRITE_IN_ANOTHER_PROCESS, str(path), f"outlet {number}"], check=True)
        assert Path(f"{path}-wal").exists(), "the writer took itself for the last one"
        assert first.execute(count).fetchone()[0] == further.execute(count).fetchone()[0] == number
        further.close()
    first.close()


def test_a_store_that_was_overwritten_is_refused_as_any_other_file(tmp_path: Path) -> None:
    path = make_store(tmp_path / "store.db")
    open_reader(path).close()
    path.write_bytes(b"no database at all " * 4000)
    assert "is not a conflict-tui store" in refusal(open_reader, path)
    assert "is not a conflict-tui store" in refusal(ensure_current, path)


def test_many_programs_may_create_the_same_store_at_once(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    failures: list[Exception] = []

    def create() -> None:
        try:
            open_writer(path).close()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=create) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    open_reader(path).close()


@pytest.mark.slow
def test_processes_that_make_the_same_store_at_once_wait_for_each_other(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from store.database import open_reader, open_writer\n"
        "open_writer(Path(sys.argv[1])).close(); open_reader(Path(sys.argv[1])).close()"
    )
    for number in range(6):
        command = [sys.executable, "-c", code, tmp_path / f"{number}.db"]
        runs = [
            subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])
            for _ in range(4)
        ]
        assert [run.communicate(timeout=120)[1] for run in runs] == [""] * 4


def test_the_default_path_is_taken_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CONFLICT_TUI_STORE", str(tmp_path / "mine.db"))
    assert default_path() == tmp_path / "mine.db"
    monkeypatch.delenv("CONFLICT_TUI_STORE")
    assert default_path().name == "store.db"
