"""Views over a whole store remember many pages while they are made, and none of them afterwards."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from store.database import open_reader
from store.queries.caching import wide_cache
from store.queries.contested import contested
from store.queries.filters import EntityFilter, Filters, KindFilter, OutletFilter, RelationFilter, StanceFilter
from store.queries.groups import Groups
from store.queries.listing import Order
from store.queries.matrix import matrix
from store.queries.timeline import timeline
from store.records import Kind, Relation, Stance
from tests.tui.store_builder import Sizes, build_store


def pages(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA cache_size").fetchone()[0])


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_store(tmp_path_factory.mktemp("caching") / "s.db", Sizes(articles=400, groups=60))


@pytest.mark.parametrize("view", [contested, matrix, timeline])
def test_a_connection_remembers_as_much_as_before_when_a_view_is_made(store: Path, view: object) -> None:
    with closing(open_reader(store)) as connection:
        connection.execute("PRAGMA cache_size = -768")
        assert callable(view)
        view(connection, Filters())
        assert pages(connection) == -768


def test_a_view_that_fails_leaves_nothing_wide(store: Path) -> None:
    with closing(open_reader(store)) as connection:
        before = pages(connection)
        with pytest.raises(ZeroDivisionError), wide_cache(connection):
            assert pages(connection) != before
            raise ZeroDivisionError
        assert pages(connection) == before


@pytest.mark.parametrize(
    "part",
    [
        OutletFilter(1, ""),
        KindFilter(Kind.STATE),
        StanceFilter(Stance.HOSTILE),
        RelationFilter(Relation.FIGHTS),
        EntityFilter(1, ""),
    ],
    ids=lambda part: type(part).__name__,
)
def test_the_groups_of_a_matrix_are_counted_as_they_are_listed(store: Path, part: OutletFilter) -> None:
    filters = Filters((part,))
    with closing(open_reader(store)) as connection:
        listed = list(Groups().ids(connection, filters, "", Order("claims")))
        assert listed
        assert Groups().passing(connection, filters) == matrix(connection, filters, 1).total == len(listed)
