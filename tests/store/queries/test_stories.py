"""What readers of lists see of stories and their copies."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from store.database import open_reader
from store.queries.articles import Articles
from store.queries.filters import Filters, OutletFilter
from store.queries.listing import Order
from store.queries.reading import read_article
from store.queries.stories import copies_of, stories
from tests.store.printing import OWN, POST, STAR, WIRE, write


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    store: Path = tmp_path_factory.mktemp("stories") / "s.db"
    alone = replace(OWN, text="A text that is much too short to be a copy of anything.", outlet="Brief")
    exact = [replace(WIRE, outlet="Agency", date="2016-10-10"), replace(OWN, outlet="Later", date="2017-01-01")]
    write(store, [STAR, WIRE, POST, OWN, *exact, alone])
    connection = open_reader(store)
    yield connection
    connection.close()


def test_the_list_of_articles_tells_first_articles_and_copies(made: sqlite3.Connection) -> None:
    ids = list(Articles().ids(made, Filters(), "", Order("date")))
    found = {row.outlet: (row.copies, row.first) for row in Articles().rows(made, ids).values()}
    assert found == {
        "Wire": (3, True),
        "Star": (3, False),
        "Post": (3, False),
        "Gazette": (1, True),
        "Brief": (0, True),
    }
    assert set(copies_of(made, ids)) == {1, 2, 3, 4}


def test_the_reader_is_told_who_else_printed_a_story(made: sqlite3.Connection) -> None:
    star, wire, own, alone = (read_article(made, number) for number in (1, 2, 4, 5))
    assert star and wire and own and alone
    assert [each.outlet for each in star.printings] == ["Wire", "Agency", "Post"]
    assert (star.first_article, star.first_outlet, star.copies) == (2, "Wire", 3)
    assert [(each.outlet, each.word_for_word) for each in wire.printings] == [
        ("Star", False), ("Agency", True), ("Post", False)
    ]  # fmt: skip
    assert (wire.first_article, wire.first_outlet) == (None, None)
    assert [(each.outlet, each.word_for_word) for each in own.printings] == [("Later", True)]
    assert (alone.copies, alone.printings) == (0, ())


def test_stories_come_by_number_of_copies_whichever_of_them_passes(made: sqlite3.Connection) -> None:
    assert [(each.outlet, each.copies) for each in stories(made, Filters())] == [("Wire", 3), ("Gazette", 1)]
    (post,) = made.execute("SELECT id FROM outlets WHERE name = 'Post'").fetchone()
    narrowed = Filters((OutletFilter(post, "Post"),))
    assert [(each.outlet, each.copies) for each in stories(made, narrowed)] == [("Wire", 3)]
