"""A store whose bytes were changed: every command either works or says in one line that the file is damaged."""

from __future__ import annotations

import random
import shutil
from contextlib import closing
from pathlib import Path

import pytest

import store.sample
from store.database import open_writer
from store.importing import import_paths
from tests.tui.cli.terminal import Run

COMMANDS = (
    ("articles",),
    ("groups", "--text", "front"),
    ("relationships", "--json"),
    ("claims", "--group", "Nusra Front"),
    ("search", "nusra"),
    ("search", "--exact", "army"),
    ("journal",),
    ("suggest-merges",),
    ("export", "jsonl", "-o", "-"),
    ("export", "gexf", "-o", "-"),
    ("confirm", "1"),
    ("reject", "2"),
    ("undo",),
    ("check",),
    ("check", "--repair"),
    ("backup", "copy.db", "--force"),
    ("import", "--jobs", "1", "more.txt"),
    (),
)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(store.sample.__file__).parent
    path = tmp_path_factory.mktemp("sound") / "store.db"
    import_paths(path, [str(file) for file in sorted(folder.glob("*-*.md"))[:8]])
    with closing(open_writer(path)) as db:
        db.conn.execute("PRAGMA journal_mode = DELETE")  # everything in the one file
    return path


def damaged(sound: Path, target: Path, seed: int) -> None:
    """Copy a store with some of its bits turned, some bytes overwritten, or its end cut off."""
    chance = random.Random(seed)
    content = bytearray(sound.read_bytes())
    kind = seed % 4
    if kind == 0:
        for _ in range(chance.choice((1, 8, 64, 512))):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    elif kind == 1:
        start = chance.randrange(len(content))
        content[start : start + 4096] = chance.randbytes(min(4096, len(content) - start))
    elif kind == 2:
        del content[chance.randrange(len(content)) :]
    else:
        content[chance.randrange(100)] = chance.randrange(256)  # the header
        page = 4096 * chance.randrange(len(content) // 4096)
        content[page : page + 8] = chance.randbytes(8)  # a page's own header
    target.write_bytes(content)


def hold_commands(program: Run, sound: Path, folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    path = folder / "store.db"
    for command in chance.sample(COMMANDS, 6):
        for file in folder.iterdir():
            file.unlink()
        damaged(sound, path, seed)
        (folder / "more.txt").write_text("Rebels of the Karanda Front shelled Aleppo on Monday.\n\nMore is not known.")
        told = [str(folder / word) if word.endswith((".txt", ".db")) else word for word in command]
        ran = program("--store", path, *told)
        assert ran.code in (0, 1), (seed, command, ran)
        assert "Traceback" not in ran.err, (seed, command, ran.err)
        assert "conflict-tui: unexpected" not in ran.err, (seed, command, ran.err)
        if ran.code == 1 and command[:1] != ("check",):
            assert ran.err.strip() or "skipped" in ran.out, (seed, command, ran)


@pytest.mark.parametrize("seed", range(16))
def test_a_damaged_store_never_gives_a_traceback(program: Run, sound: Path, tmp_path: Path, seed: int) -> None:
    hold_commands(program, sound, tmp_path, seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 150))
def test_many_damaged_stores_never_give_a_traceback(program: Run, sound: Path, tmp_path: Path, seed: int) -> None:
    hold_commands(program, sound, tmp_path, seed)


def test_an_undamaged_copy_works_with_every_command(program: Run, sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    shutil.copy(sound, path)
    (tmp_path / "more.txt").write_text("Rebels of the Karanda Front shelled Aleppo on Monday.\n\nMore is not known.")
    for command in COMMANDS:
        told = [str(tmp_path / word) if word.endswith((".txt", ".db")) else word for word in command]
        ran = program("--store", path, *told)
        assert ran.code == 0 or "nothing is left to undo" in ran.err, (command, ran)
