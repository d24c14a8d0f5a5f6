"""Looking through all names in one string finds what looking through the table finds, also while it changes."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from store.database import open_reader, open_writer
from store.queries.name_filter import FoundNames, NameFilter, SpellingFilter
from store.queries.name_texts import NameTexts


@pytest.mark.parametrize("words", [("f",), ("fro",), ("army", "of"), ("of", "army"), ("1",), ("zzz",), ("م",)])
def test_the_string_of_names_finds_what_the_table_does(made: sqlite3.Connection, words: tuple[str, ...]) -> None:
    texts = NameTexts()
    texts.prepare(made)
    expected = FoundNames(words).looked_up(made).held
    assert sorted(texts.holding(made, words) or []) == sorted(expected or [])


def test_words_may_stand_in_any_order_but_in_one_name(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with closing(open_writer(path)) as writer:
        add = "INSERT INTO entities (id, name, kind, added_at) VALUES (?, ?, 'armed_group', '2026-01-01T00:00:00Z')"
        writer.conn.executemany(add, [(12, "a"), (345, "b")])
        name = "INSERT INTO names (entity_id, name, folded, type, origin) VALUES (?, ?, ?, 'canonical', 'article')"
        rows = [(12, "North", "north star"), (12, "Star", "star of the east"), (345, "Été", "été north east")]
        writer.conn.executemany(name, rows)
        with closing(open_reader(path)) as reader:
            texts = NameTexts()
            texts.prepare(reader)
            assert sorted(texts.holding(reader, ("north",)) or []) == [12, 345]
            assert texts.holding(reader, ("star", "north")) == texts.holding(reader, ("north", "star")) == [12]
            assert texts.holding(reader, ("north", "east")) == [345] and texts.holding(reader, ("été",)) == [345]
            assert texts.holding(reader, ("345",)) == texts.holding(reader, ("34",)) == []


def test_a_store_that_changes_is_read_anew_when_it_rests(made_store: Path, tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    shutil.copyfile(made_store, path)
    texts = NameTexts()
    with closing(open_reader(path)) as reader, closing(open_writer(path)) as writer:
        texts.prepare(reader)
        assert texts.holding(reader, ("qqq",)) == []
        group = reader.execute("SELECT min(id) FROM entities").fetchone()[0]
        writer.conn.execute("UPDATE names SET name = 'Qqqa', folded = 'qqqa' WHERE entity_id = ?", (group,))
        assert texts.holding(reader, ("qqq",)) is None
        assert texts.holding(reader, ("qqq",)) == [group]


def test_names_are_found_at_once_while_somebody_writes(made_store: Path, tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    shutil.copyfile(made_store, path)
    names = SpellingFilter(path)
    with closing(open_reader(path)) as reader, closing(open_writer(path)) as writer:
        names.prepare(reader)
        groups = [row[0] for row in reader.execute("SELECT DISTINCT entity_id FROM names ORDER BY 1 LIMIT 4")]
        for number, group in enumerate(groups):
            text = f"qqq{'abcd'[number]}"
            change = "UPDATE names SET folded = ? WHERE id = (SELECT min(id) FROM names WHERE entity_id = ?)"
            writer.conn.execute(change, (text, group))
            expected = NameFilter().search(reader, "qqq").held
            assert sorted(names.search(reader, "qqq").held or []) == sorted(expected or []) == groups[: number + 1]
