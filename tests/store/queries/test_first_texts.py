"""The first matches of what is being typed, found in a small index, must be those of the whole one."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from store.database import open_reader, open_writer
from store.queries.articles import Articles
from store.queries.filters import Filters, OutletFilter
from store.queries.first_texts import ENOUGH, FirstTexts
from store.queries.listing import Order

TYPED = (
    "fr",
    "front",
    "Front ",
    "the a",
    '"front of"',
    "-front att",
    "title:fr",
    "lib",
    "zzzz",
    "f",
    "outlet:radio fr",
)


@pytest.mark.parametrize("order", ["date", "title", "claims", "outlet"])
@pytest.mark.parametrize("reverse", [False, True])
def test_the_list_is_the_same_with_and_without_the_small_index(
    made: sqlite3.Connection, order: str, reverse: bool
) -> None:
    quick = Articles(FirstTexts())
    for filters in (Filters(), Filters((OutletFilter(1, ""),))):
        for typed in TYPED:
            asked: tuple[Any, ...] = (made, filters, typed, Order(order, reverse))
            assert list(quick.ids(*asked)) == list(Articles().ids(*asked)), typed


def test_the_first_matches_come_from_the_small_index_alone(made: sqlite3.Connection) -> None:
    quick = Articles(FirstTexts())
    quick.prepare(made, Filters(), Order("date"))
    asked: list[str] = []
    made.set_trace_callback(asked.append)
    first = quick.ids(made, Filters(), "fr", Order("date"))
    found = [next(first) for _ in range(ENOUGH)]
    made.set_trace_callback(None)
    assert len(set(found)) == ENOUGH
    assert not [sql for sql in asked if "articles_fts" in sql]


def test_an_article_that_another_program_adds_is_found(made_store: Path, tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    shutil.copyfile(made_store, path)
    quick = Articles(FirstTexts())
    with closing(open_reader(path)) as reader, closing(open_writer(path)) as writer:
        before = list(quick.ids(reader, Filters(), "fr", Order("date")))
        writer.conn.execute("UPDATE articles SET date = '2999-01-01' WHERE id = ?", (before[-1],))
        after = list(quick.ids(reader, Filters(), "fr", Order("date")))
    assert after == [before[-1], *before[:-1]]
