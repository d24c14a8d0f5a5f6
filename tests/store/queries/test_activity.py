from __future__ import annotations

import sqlite3

import pytest

from store.queries.activity import Months, activity
from store.queries.filters import Listing
from store.queries.listing import PARTS


def months_of(db: sqlite3.Connection) -> Months:
    found = Months.between(*db.execute("SELECT min(date), max(date) FROM claims").fetchone())
    assert found is not None
    return found


def test_all_dated_claims_of_a_relationship_are_counted_once(made: sqlite3.Connection) -> None:
    ids = [row[0] for row in made.execute("SELECT id FROM relationships LIMIT 100")]
    counted = activity(made, Listing.RELATIONSHIPS, ids, months_of(made))
    for number in ids:
        dated = "SELECT count(*) FROM claims WHERE relationship_id = ? AND date IS NOT NULL"
        assert sum(counted.get(number, ())) == made.execute(dated, (number,)).fetchone()[0]


def test_a_group_counts_the_claims_of_both_sides(made: sqlite3.Connection) -> None:
    counted = activity(made, Listing.GROUPS, [1, 2, 3], months_of(made))
    for number in (1, 2, 3):
        sides = (
            "SELECT count(*) FROM claims WHERE ? IN (subject_id, object_id) AND date IS NOT NULL"
            " AND status != 'denied' AND verdict IS NOT 'rejected'"
        )
        assert sum(counted.get(number, ())) == made.execute(sides, (number,)).fetchone()[0]
        assert len(counted[number]) == PARTS


def test_the_first_and_the_last_month_fall_into_the_first_and_the_last_part(made: sqlite3.Connection) -> None:
    months = months_of(made)
    for date, part in (("min", 0), ("max", PARTS - 1)):
        told = f"SELECT {date}(date), subject_id FROM claims WHERE status != 'denied'"
        number, group = made.execute(told).fetchone()
        assert number and activity(made, Listing.GROUPS, [group], months)[group][part] > 0


@pytest.mark.parametrize(("first", "last"), [(None, None), ("2014", None), ("soon", "later"), ("", "2014")])
def test_without_two_dates_there_are_no_months(first: str | None, last: str | None) -> None:
    assert Months.between(first, last) is None


def test_years_and_months_may_stand_for_days() -> None:
    assert Months.between("2014", "2014-12-31") == Months(2014 * 12, 2014 * 12 + 11)
