"""Every order of every pane lists each row once and in that order, whether indexes give it or a sort, at any size."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from store.database import open_reader
from store.queries import listing
from store.queries.articles import Articles
from store.queries.claims import Claims
from store.queries.filters import EntityFilter, Filters, OutletFilter, RelationFilter, StatusFilter, base
from store.queries.groups import Groups
from store.queries.listing import Order, Source
from store.queries.relationships import Relationships
from store.records import Relation, Status
from tests.tui.store_builder import Sizes, build_store

PANES = {"articles": Articles(), "groups": Groups(), "relationships": Relationships(), "claims": Claims()}
ORDERS = [(name, sort.key, reverse) for name, pane in PANES.items() for sort in pane.sorts for reverse in (False, True)]
FILTERS = {
    "none": Filters(),
    "entity": Filters((EntityFilter(1, ""),)),
    "outlet": Filters((OutletFilter(2, ""),)),
    "relation": Filters((RelationFilter(Relation.FIGHTS),)),
    "status": Filters((StatusFilter(Status.DENIED),)),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_store(tmp_path_factory.mktemp("orders") / "s.db", Sizes(articles=300, groups=30))


def of(pane: Source, order: Order) -> tuple[str, str, str]:
    """Return the table of a pane, the ORDER BY of an order, and the first thing that it orders by."""
    chosen = next(sort for sort in pane.sorts if sort.key == order.key)
    sql = chosen.reverse if order.reverse else chosen.sql
    key = sql
    for end in (" COLLATE", " DESC", " NULLS", ", articles.", ", relationships.", ", entities.", ", claims."):
        key = key.split(end)[0]
    return ("entities" if pane.listing == "groups" else str(pane.listing)), sql, key


def sorted_plainly(connection: sqlite3.Connection, pane: Source, filters: Filters, order: Order) -> list[object]:
    """Return the values that the rows are ordered by, sorted by SQLite in one go."""
    table, sql, key = of(pane, order)
    clause, values = base.where(filters.conditions(pane.listing))
    listed = "entities.kind IN ('armed_group', 'state', 'organization')" if table == "entities" else "1"
    glue = "AND" if clause else "WHERE"
    rows = connection.execute(f"SELECT {key} FROM {table}{clause} {glue} {listed} ORDER BY {sql}", values)
    return [row[0] for row in rows]


def keys_of(connection: sqlite3.Connection, pane: Source, ids: list[int], order: Order) -> list[object]:
    table, _, key = of(pane, order)
    found = dict(connection.execute(f"SELECT id, {key} FROM {table}").fetchall())
    return [found[each] for each in ids]


@pytest.mark.parametrize("narrowed", FILTERS)
@pytest.mark.parametrize(("name", "key", "reverse"), ORDERS)
@pytest.mark.parametrize("many", [1, 10_000])
def test_every_order_lists_each_row_once(
    store: Path, monkeypatch: pytest.MonkeyPatch, name: str, key: str, reverse: bool, narrowed: str, many: int
) -> None:
    monkeypatch.setattr(listing, "FIRST", 7)
    monkeypatch.setattr(base, "MANY", many)
    pane, order, filters = PANES[name], Order(key, reverse), FILTERS[narrowed]
    with closing(open_reader(store)) as connection:
        connection.row_factory = None
        ids = list(pane.ids(connection, filters, "", order))
        assert len(ids) == len(set(ids))
        assert keys_of(connection, pane, ids, order) == sorted_plainly(connection, pane, filters, order)
