"""A disk that fills up costs the work at hand and nothing else; one line says so."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import store.sample
from store.backup import back_up
from store.checking import check
from store.database import ensure_current, open_reader
from store.errors import ConflictTuiError, StoreError
from store.importing import import_paths
from tests.store.test_killed import make_old
from tests.tui.cli.terminal import as_program

Disk = Path

_TEXTS = 700


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A file system of 3 MB; it takes the rights of root to make one."""
    place = tmp_path / "disk"
    place.mkdir()
    if shutil.which("mount") is None or not resize(place, "3m", "mount -t tmpfs -o size={} tmpfs"):
        pytest.skip("no file system can be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=False)


def resize(place: Path, size: str, command: str = "mount -o remount,size={}") -> bool:
    done = subprocess.run([*command.format(size).split(), str(place)], capture_output=True, check=False)
    return done.returncode == 0


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Some hundred texts that no reader has anything to say of, so that they fill a disk fast."""
    path = tmp_path / "texts.jsonl"
    rows = [
        json.dumps(
            {"title": f"Weather {number}", "text": f"The weather on day {number} was fair. " + "rain and sun " * 300}
        )
        for number in range(_TEXTS)
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def articles(path: Path) -> int:
    with closing(open_reader(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])


def test_an_import_that_fills_the_disk_keeps_what_is_finished_and_goes_on(disk: Disk, corpus: Path) -> None:
    resize(disk, "8m")  # the tables and indexes of a store take three before anything is in them
    path = disk / "store.db"
    ran = as_program("--store", path, "import", corpus, "--jobs", "1")
    assert ran.code == 1
    assert ran.err.splitlines()[-1] == f"conflict-tui: {path}: the disk is full; free some space, nothing was lost"
    assert "Traceback" not in ran.err
    resize(disk, "60m")
    had = articles(path)
    assert 0 < had < _TEXTS
    assert check(path).findings == ()
    assert import_paths(path, [str(corpus)]).added == _TEXTS - had
    assert check(path).findings == ()


def test_a_backup_on_a_full_disk_leaves_nothing(disk: Disk, tmp_path: Path) -> None:
    path = sample(tmp_path / "store.db")
    (disk / "ballast").write_bytes(bytes(2_900_000))
    with pytest.raises(ConflictTuiError, match=r"copy\.db: .*(full|No space)"):
        back_up(path, disk / "copy.db")
    assert [file.name for file in disk.iterdir()] == ["ballast"]


def test_an_export_on_a_full_disk_leaves_nothing(disk: Disk, tmp_path: Path) -> None:
    path = sample(tmp_path / "store.db")
    (disk / "ballast").write_bytes(bytes(3 * 1024 * 1024 - 8192))
    ran = as_program("--store", path, "export", "jsonl", "-o", disk / "out.jsonl")
    assert ran.code == 1
    assert "out.jsonl" in ran.err
    assert "Traceback" not in ran.err
    assert [file.name for file in disk.iterdir()] == ["ballast"]


def test_a_store_on_a_full_disk_is_not_migrated(disk: Disk, tmp_path: Path) -> None:
    make_old(sample(tmp_path / "store.db"), tmp_path / "old.db")
    path = disk / "old.db"
    shutil.copy(tmp_path / "old.db", path)
    room = shutil.disk_usage(disk).free
    (disk / "ballast").write_bytes(bytes(max(room - 100_000, 0)))
    with pytest.raises(ConflictTuiError, match=r"full|No space"):
        ensure_current(path)
    with pytest.raises(StoreError, match="was written by an older version"):
        open_reader(path)
    (disk / "ballast").unlink()
    resize(disk, "60m")
    ensure_current(path)
    assert check(path).findings == ()


def test_a_search_on_a_full_disk_works_without_its_cache(disk: Disk) -> None:
    resize(disk, "60m")
    path = sample(disk / "store.db")
    room = shutil.disk_usage(disk).free
    (disk / "ballast").write_bytes(bytes(room - 8192))
    ran = as_program("--store", path, "search", "Syria")
    assert ran.code == 0, ran.err
    assert "Syria" in ran.out


def sample(path: Path) -> Path:
    folder = Path(store.sample.__file__).parent
    texts = [str(file) for file in sorted(folder.glob("*-*.md"))[:12]]
    import_paths(path, texts)
    return path
