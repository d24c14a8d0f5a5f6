"""The rows that are found by a name among the first ones must be the first of all that are found."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from store.database import open_reader, open_writer
from store.queries.claims import Claims
from store.queries.filters import EntityFilter, Filters
from store.queries.first_names import FirstNames
from store.queries.first_texts import ENOUGH
from store.queries.groups import Groups
from store.queries.listing import Order
from store.queries.name_filter import NameFilter, SpellingFilter
from store.queries.relationships import Relationships

SOURCES: dict[str, Callable[..., Any]] = {"groups": Groups, "relationships": Relationships, "claims": Claims}
FIRST = {
    "groups": lambda: FirstNames("entities", "id"),
    "relationships": lambda: FirstNames("relationships", "subject_id", "object_id"),
    "claims": lambda: FirstNames("claims", "subject_id", "object_id", "said_by_id"),
}
TYPED = ("a", "r", "fr", "front", "army of", "fights", "de", "denied", "zzz", "-", "’")


@pytest.mark.parametrize("listing", SOURCES)
@pytest.mark.parametrize("spelled", [False, True])
def test_the_list_is_the_same_with_and_without_the_first_names(
    made: sqlite3.Connection, made_store: Path, listing: str, spelled: bool
) -> None:
    names = NameFilter()
    if spelled:
        names = SpellingFilter(made_store)
        names.prepare(made)
    quick, plain = SOURCES[listing](names, FIRST[listing]()), SOURCES[listing](names)
    for sort in quick.sorts:
        for filters in (Filters(), Filters((EntityFilter(3, ""),))):
            for typed in TYPED:
                asked = (made, filters, typed, Order(sort.key))
                found, expected = list(quick.ids(*asked)), list(plain.ids(*asked))
                assert sorted(found) == sorted(expected), (sort.key, typed)
                if ".id" in sort.sql.rpartition(",")[2]:  # other orders leave some rows in any order
                    assert found == expected, (sort.key, typed)


@pytest.mark.parametrize("listing", ["relationships", "claims"])
def test_the_first_letter_looks_through_no_table_of_names(made: sqlite3.Connection, listing: str) -> None:
    quick = SOURCES[listing](NameFilter(), FIRST[listing]())
    asked: list[str] = []
    made.set_trace_callback(asked.append)
    found = quick.ids(made, Filters(), "a", quick_order(listing))
    first = [next(found) for _ in range(ENOUGH)]
    made.set_trace_callback(None)
    assert len(set(first)) == ENOUGH
    assert not [sql for sql in asked if "instr" in sql]


def quick_order(listing: str) -> Order:
    return Order("date" if listing == "claims" else "claims")


def test_a_name_that_another_program_adds_is_found(made_store: Path, tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    shutil.copyfile(made_store, path)
    names = NameFilter()
    quick = Groups(names, FIRST["groups"]())
    asked = (Filters(), "qqq", Order("claims"))
    with closing(open_reader(path)) as reader, closing(open_writer(path)) as writer:
        assert not list(quick.ids(reader, Filters(), "qq", Order("claims")))
        assert not list(quick.ids(reader, *asked))
        group = reader.execute("SELECT id FROM entities WHERE kind = 'armed_group' ORDER BY id").fetchone()[0]
        writer.conn.execute("UPDATE names SET name = 'Qqqa', folded = 'qqqa' WHERE entity_id = ?", (group,))
        assert list(quick.ids(reader, *asked)) == [group]
