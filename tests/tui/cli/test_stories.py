"""Stories on the command line."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from store.database import open_writer
from tests.store.printing import OWN, POST, STAR, WIRE, write
from tests.tui.cli.terminal import Run


@pytest.fixture
def store(tmp_path: Path) -> Path:
    write(tmp_path / "s.db", [STAR, WIRE, replace(OWN, outlet="Gaz\x1b[31mette"), POST])
    return tmp_path / "s.db"


def test_stories_are_listed_with_their_copies(program: Run, store: Path) -> None:
    ran = program("--store", store, "stories", "--json")
    assert [(row["outlet"], row["copies"]) for row in json.loads(ran.out)] == [("Wire", 2)]
    assert "Wire\t2" in program("--store", store, "stories").out


def test_articles_tell_copies_from_first_articles(program: Run, store: Path) -> None:
    lines = [line.split("\t") for line in program("--store", store, "articles").out.splitlines()]
    place = lines[0].index("copies")
    assert {line[1]: line[place] for line in lines[1:]} == {
        "Wire": "+2", "Star": "copy", "Post": "copy", "Gazette": ""
    }  # fmt: skip


def test_stories_of_an_older_store_are_found_once(program: Run, store: Path) -> None:
    connection = open_writer(store).conn
    connection.execute("DELETE FROM story_keys")
    connection.execute("DELETE FROM story_articles")
    connection.close()
    assert json.loads(program("--store", store, "stories", "--json").out) == []
    found = json.loads(program("--store", store, "stories", "--find", "--json").out)
    assert (found["looked_at"], found["stories"], found["articles"]) == (4, 1, 3)
    assert "looked at 0 articles" in program("--store", store, "stories", "--find").out
