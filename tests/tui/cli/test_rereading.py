"""Reread: stored articles read anew."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from store.database import open_writer
from tests.tui.cli.terminal import Run


def test_only_what_an_older_version_read_is_read_anew_unless_all_is_asked(program: Run, tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"Clash {number}\n\nThe Nusra Front attacked Ahrar al-Sham.")
    program("import", *(tmp_path / f"{number}.txt" for number in range(3)))
    assert program("reread").out == "0 of 0 articles read anew\n"
    with contextlib.closing(open_writer(tmp_path / "store.db")) as database:
        database.conn.execute("UPDATE articles SET extractor_version = 'older' WHERE id = 2")
    assert program("reread").out == "1 of 1 article read anew\n"
    assert json.loads(program("reread", "--all", "--json").out) == {
        "read": 3,
        "failed": 0,
        "total": 3,
        "interrupted": False,
    }
    assert len(json.loads(program("claims", "--json").out)) == 3


def test_a_name_added_later_is_found_by_reading_anew(program: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Clash\n\nQXZ attacked Ahrar al-Sham.")
    program("import", tmp_path / "a.txt")
    program("names", "add", "Karanda Front", "--acronym", "QXZ")
    program("reread", "--all", "--jobs", 1)
    assert "Karanda Front" in program("groups").out
