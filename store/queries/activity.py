"""How claims are spread over time, for many groups or relationships at once: the figures behind sparklines."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from store.queries.filters import Listing
from store.queries.listing import PARTS, marks
from store.records import Stance


@dataclass(frozen=True, slots=True)
class Months:
    """The months between two dates, both included, each counted from the year 0."""

    first: int
    last: int

    @classmethod
    def between(cls, first: str | None, last: str | None) -> Months | None:
        """Return the months from one ISO date to another, or None where either is missing or no date."""
        try:
            if not first or not last:
                return None
            months = [int(date[:4]) * 12 + max(1, int(date[5:7] or 1)) - 1 for date in (first, last)]
        except ValueError:
            return None
        return cls(months[0], max(months))

    def part_sql(self, date: str) -> str:
        """Return SQL for the part, from 0, in which the date of a column falls; a year alone counts as its January."""
        month = f"(substr({date}, 1, 4) * 12 + max(1, CAST(substr({date}, 6, 2) AS INTEGER)) - 1)"
        return f"({month} - {self.first}) * {PARTS} / {self.last - self.first + 1}"


def activity(
    connection: sqlite3.Connection, listing: Listing, ids: Sequence[int], months: Months
) -> dict[int, tuple[int, ...]]:
    """Count the dated claims of groups or relationships in each part of the time; rows without any are left out.

    Claims dated outside the months are left out as well, and of groups those that are denied or rejected: their counts
    are kept by month, those of relationships come from an index alone.
    """
    if listing is Listing.GROUPS:
        table, row, date, number = "entity_months", "entity_id", "month", f"sum({_OF_ALL_STANCES})"
    else:
        table, row, date, number = "claims", "relationship_id", "date", "count(*)"
    counts: dict[int, list[int]] = {}
    for key, part, counted in connection.execute(
        f"""
        SELECT {row}, {months.part_sql(date)} AS part, {number} FROM {table}
        WHERE {row} IN ({marks(ids)}) AND {date} > '' GROUP BY 1, 2
        """,
        tuple(ids),
    ):
        if counted and 0 <= part < PARTS:
            counts.setdefault(key, [0] * PARTS)[part] += counted
    return {key: tuple(numbers) for key, numbers in counts.items()}


_OF_ALL_STANCES: Final = " + ".join(stance.value for stance in Stance)
