from __future__ import annotations

import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.queries.articles import Articles
from store.queries.filters import Filters
from store.queries.full_text import parse
from store.queries.listing import Order


def found(db: sqlite3.Connection, typed: str) -> set[int]:
    return set(Articles().ids(db, Filters(), typed, Order("date")))


def holding(db: sqlite3.Connection, condition: str) -> set[int]:
    return {row[0] for row in db.execute(f"SELECT id FROM articles WHERE {condition}")}


pieces = st.lists(
    st.sampled_from(
        [
            '"',
            "-",
            "*",
            "(",
            ")",
            "NOT ",
            "OR",
            "AND",
            "NEAR(",
            "outlet:",
            "from:",
            "title:",
            "a",
            "front",
            " ",
            "^",
            "{",
        ]
    )
    | st.text(st.characters(codec="utf-8"), max_size=5),
    max_size=12,
).map("".join)


@given(pieces)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_is_typed_is_a_query_that_runs(made: sqlite3.Connection, typed: str) -> None:
    found(made, typed)


def test_all_words_must_occur(made: sqlite3.Connection) -> None:
    expected = holding(made, "text LIKE '%front%' AND text LIKE '%market%'")
    assert found(made, "front market ") == expected != set()


def test_the_last_word_may_be_unfinished_until_a_space_follows(made: sqlite3.Connection) -> None:
    assert found(made, "resid") == holding(made, "text LIKE '%residents%'") != set()
    assert found(made, "resid ") == set()


def test_one_letter_is_not_searched_yet(made: sqlite3.Connection) -> None:
    assert found(made, "f") == holding(made, "1")


def test_a_phrase_must_stand_together(made: sqlite3.Connection) -> None:
    assert found(made, '"took control of"') == holding(made, "text LIKE '%took control of%'") != set()
    assert found(made, '"control took"') == set()


def test_excluded_words_must_not_occur(made: sqlite3.Connection) -> None:
    assert found(made, "market -front ") == holding(made, "text LIKE '%market%' AND text NOT LIKE '%front%'")
    assert found(made, "NOT front ") == holding(made, "text NOT LIKE '%front%'")


def test_outlet_and_dates_narrow(made: sqlite3.Connection) -> None:
    name = "(SELECT name FROM outlets WHERE id = outlet_id)"
    assert found(made, "outlet:gazette ") == holding(made, f"{name} = 'Harbour Gazette'") != set()
    assert found(made, 'outlet:"ridge monitor"') == holding(made, f"{name} = 'The Ridge Monitor'")
    assert found(made, "from:2014 to:2015 ") == holding(made, "substr(date, 1, 4) IN ('2014', '2015')") != set()
    assert found(made, "lang:ar ") == holding(made, "language = 'ar'") != set()


@pytest.mark.parametrize("typed", ["", "   ", '"', "***", "()", "-"])
def test_what_asks_for_nothing_finds_everything(made: sqlite3.Connection, typed: str) -> None:
    assert parse(typed).empty or not parse(typed).match
    assert found(made, typed) == holding(made, "1")
