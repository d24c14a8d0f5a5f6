"""Reread: stored articles read anew."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import store.extraction
import tui.cli.rereading
from store.database import open_writer
from store.records import Reading
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
    assert program("reread", "--jobs", 1).out == "1 of 1 article read anew\n"
    assert program("reread").out == "0 of 0 articles read anew\n"
    assert "Karanda Front" in program("groups").out


def test_what_another_parser_has_read_is_read_anew(
    program: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tui.cli.rereading, "check_model", lambda _model: None)
    asked: list[str | None] = []

    def read_many(texts: Sequence[store.extraction.Text], **options: Any) -> list[Reading]:
        asked.append(options["model"])
        return [Reading("en", (), ()) for _ in texts]

    monkeypatch.setattr(store.extraction, "read_many", read_many)
    (tmp_path / "a.txt").write_text("Clash\n\nThe Nusra Front attacked Ahrar al-Sham.")
    program("import", tmp_path / "a.txt")
    assert program("reread", "--model", "some_pipeline").out == "1 of 1 article read anew\n"
    assert program("reread", "--model", "some_pipeline").out == "0 of 0 articles read anew\n"
    assert program("reread").out == "1 of 1 article read anew\n"
    assert asked == [None, "some_pipeline", None]


def test_a_pipeline_that_is_not_installed_is_one_clear_line(program: Run, tmp_path: Path) -> None:
    ran = program("reread", "--model", "no_such_pipeline")
    assert ran.code == 1
    assert "--model no_such_pipeline" in ran.err
