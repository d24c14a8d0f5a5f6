"""A typed name finds groups in any spelling, or only as it was typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.database import open_reader
from store.queries.filters import Filters
from store.queries.groups import Groups
from store.queries.listing import Order
from store.queries.name_filter import SpellingFilter
from tests.store.queries.test_name_index import write


@pytest.mark.parametrize(
    ("typed", "exact", "found"),
    [
        ("Kateebat el Qamariyah", False, ["Katibat al-Qamariya"]),
        ("Kateebat el Qamariyah", True, []),
        ("katibat al-qam", True, ["Katibat al-Qamariya"]),
        ("Katibat al Qam", True, []),
        ("100%_sure\\", True, []),
        ("%", True, []),
    ],
)
def test_exact_spelling_takes_names_only_as_they_are_typed(
    tmp_path: Path, typed: str, exact: bool, found: list[str]
) -> None:
    store = tmp_path / "s.db"
    write(store, "Katibat al-Qamariya", "Liwa al-Zandal")
    connection = open_reader(store)
    names = SpellingFilter(store)
    names.prepare(connection)
    names.exact = exact
    groups = Groups(names)
    ids = list(groups.ids(connection, Filters(), typed, Order("name")))
    assert [groups.rows(connection, ids)[entity].name for entity in ids] == found
    connection.close()
