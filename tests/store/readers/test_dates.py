"""Dates of articles, in the spellings that files carry."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.readers.dates import day_first, parse_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2016-08-24", "2016-08-24"),
        ("2016/8/4", "2016-08-04"),
        ("2016-08-24T10:11:12Z", "2016-08-24"),
        ("20160824", "2016-08-24"),
        ("24/08/2016", "2016-08-24"),
        ("24.08.16", "2016-08-24"),
        ("03 December 2020", "2020-12-03"),
        ("01-January-2015", "2015-01-01"),
        ("9-May-20", "2020-05-09"),
        ("Dec 3, 2020 at 4 pm", "2020-12-03"),
        ("Thu, 03 Dec 2020 16:00:00 GMT", "2020-12-03"),
    ],
)
def test_a_date_is_read_in_the_spellings_of_files(written: str, iso: str) -> None:
    assert parse_date(written) == iso


def test_numbers_that_could_be_either_follow_the_column() -> None:
    assert parse_date("4/5/2017", day_first=True) == "2017-05-04"
    assert parse_date("4/5/2017", day_first=False) == "2017-04-05"


def test_a_number_that_can_be_no_month_is_the_day_whatever_the_column() -> None:
    assert parse_date("4/25/2017", day_first=True) == "2017-04-25"


@pytest.mark.parametrize(
    "written", ["", "soon", "2016", "August 2016", "2016-13-40", "0000-00-00", "31/02/2017", "1" * 200, "12:30", "١٢"]
)
def test_what_names_no_full_day_is_no_date(written: str) -> None:
    assert parse_date(written) is None


def test_the_order_of_a_column_is_told_by_the_values_that_leave_no_doubt() -> None:
    assert not day_first(["4/5/2017", "4/25/2017", "1/2/2017"])
    assert day_first(["4/5/2017", "25/4/2017"])
    assert day_first(["4/5/2017"])
    assert day_first([])


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    found = parse_date(text)
    assert found is None or (len(found) == 10 and found[4] == found[7] == "-")
