"""How claims are spread over time, for many groups or relationships at once: the figures behind sparklines."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from store.queries.filters import Listing
from store.queries.listing import marks

PARTS: Final = 10
"""Equal parts into which the time between the store's first and last article is cut."""


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
        month = f"(substr({date}, 1, 4) * 12 + max(1, substr({date}, 6, 2)) - 1)"
        return f"({month} - {self.first}) * {PARTS} / {self.last - self.first + 1}"


def activity(
    connection: sqlite3.Connection, listing: Listing, ids: Sequence[int], months: Months
) -> dict[int, tuple[int, ...]]:
    """Count the dated claims of groups or relationships in each part of the time; rows without any are left out.

    Claims dated outside the months are left out as well. The counts come from indexes alone.
    """
    columns = {Listing.GROUPS: ("subject_id", "object_id"), Listing.RELATIONSHIPS: ("relationship_id",)}[listing]
    counts: dict[int, list[int]] = {}
    for column in columns:
        found = connection.execute(
            f"""
            SELECT {column}, {months.part_sql("date")} AS part, count(*) FROM claims
            WHERE {column} IN ({marks(ids)}) AND date IS NOT NULL GROUP BY 1, 2
            """,
            tuple(ids),
        )
        for row, part, number in found:
            if 0 <= part < PARTS:
                counts.setdefault(row, [0] * PARTS)[part] += number
    return {row: tuple(numbers) for row, numbers in counts.items()}
