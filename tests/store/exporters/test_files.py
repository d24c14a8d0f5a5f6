"""A file is written whole or not at all, and never over what must stay."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from store.exporters.files import ExportError, whole_file


def write(target: Path, text: str, *, force: bool = False, store: Path | None = None) -> None:
    with whole_file(target, store=store or target.parent / "store.db", force=force) as path:
        path.write_text(text)


def test_a_new_file_is_written_with_the_rights_of_the_users_other_files(tmp_path: Path) -> None:
    write(tmp_path / "new.csv", "x")
    other = tmp_path / "other"
    other.write_text("")
    assert (tmp_path / "new.csv").read_text() == "x"
    assert (tmp_path / "new.csv").stat().st_mode == other.stat().st_mode


def test_nothing_is_overwritten_without_force(tmp_path: Path) -> None:
    target = tmp_path / "there.csv"
    target.write_text("old")
    with pytest.raises(ExportError, match="--force"):
        write(target, "new")
    assert target.read_text() == "old"
    write(target, "new", force=True)
    assert target.read_text() == "new"


def test_a_file_that_comes_into_being_meanwhile_stays(tmp_path: Path) -> None:
    target = tmp_path / "late.csv"
    with (
        pytest.raises(ExportError, match="meanwhile"),
        whole_file(target, store=tmp_path / "s.db", force=False) as path,
    ):
        path.write_text("ours")
        target.write_text("theirs")
    assert target.read_text() == "theirs"
    assert [each.name for each in tmp_path.iterdir()] == ["late.csv"]


def test_a_failing_export_leaves_nothing_behind_and_the_old_file_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "there.csv"
    target.write_text("old")
    with pytest.raises(RuntimeError), whole_file(target, store=tmp_path / "s.db", force=True) as path:
        path.write_text("half")
        raise RuntimeError
    assert target.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["there.csv"]


@pytest.mark.parametrize("name", ["store.db", "store.db-wal", "link.db", "hard.db"])
def test_the_store_itself_is_never_written_over(tmp_path: Path, name: str) -> None:
    store = tmp_path / "store.db"
    store.write_text("store")
    (tmp_path / "link.db").symlink_to(store)
    os.link(store, tmp_path / "hard.db")
    with pytest.raises(ExportError, match="store itself"):
        write(tmp_path / name, "x", force=True, store=store)
    assert store.read_text() == "store"


def test_folders_and_missing_folders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="is a folder"):
        write(tmp_path, "x", force=True)
    with pytest.raises(ExportError, match="cannot be written"):
        write(tmp_path / "no" / "x.csv", "x")


def test_a_named_pipe_is_written_into_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    write(pipe, "x")
    reader.join(10)
    assert read == ["x"]
    assert pipe.is_fifo()
