"""The words of filtering: listings, conditions, a filter and several that all apply."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final

from store.vocabulary import Kind

GROUP_KINDS: Final = tuple(kind.value for kind in Kind if kind.acts)
"""The kinds of entity that can act and are listed as groups."""


class Listing(StrEnum):
    """What is listed; the value is also the word on the screen."""

    ARTICLES = "articles"
    GROUPS = "groups"
    RELATIONSHIPS = "relationships"
    CLAIMS = "claims"


COUNTS: Final = "claims.verdict IS NOT 'rejected'"
"""What tells a claim that counts for its relationship."""

MANY: Final = 10_000
"""Rows from which on it is quicker to walk along the wanted order and pick out what passes than to sort what passes."""


MANY_MORE: Final = 50_000
"""The same for rows that an index lists without looking them up."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """A form of a condition by which an index gives all rows with their dates, so that sorting them is quick.

    It misses the rows ``besides``: the part of a query after ``SELECT 1 FROM``, with its values. Its own values are
    those of the broad form.
    """

    sql: str
    besides: str
    besides_values: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Broad:
    """The form of a condition for where it lets many rows pass: a test of each row while walking along the order.

    ``counted`` tells many from few: the part of a query after ``SELECT 1 FROM``, with the values ``counted_by``; with
    ``more`` others may pass that are not counted, unless ``more_counted`` tells how to.
    """

    sql: str
    values: tuple[str | int, ...]
    counted: str
    counted_by: tuple[str | int, ...]
    more: bool = False
    more_counted: tuple[str, tuple[str | int, ...]] = ("", ())
    gathered: Gathered | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """One SQL condition on the table of a listing, with the values bound to its question marks.

    ``broad`` is another form of it, for many rows. ``few`` says that hardly any row passes, so that sorting them all
    costs nothing. ``inner`` are conditions on the table of another listing, which stand for ``{}`` in ``sql`` in the
    forms that suit them; their values follow ``values``.
    """

    sql: str
    values: tuple[str | int, ...] = ()
    broad: Broad | None = None
    few: bool = False
    inner: tuple[Condition, ...] = ()

    def either(self, test: str, values: tuple[str | int, ...] = (), counted: str = "") -> Condition:
        """Return the condition that this one holds or a test of the row itself does.

        ``counted`` is the part of a query after ``SELECT 1 FROM`` that counts the rows which pass the test.
        """
        broad = self.broad
        if broad is not None:
            sql = f"{broad.sql} OR {test}"
            broad = Broad(
                sql,
                (*broad.values, *values),
                broad.counted,
                broad.counted_by,
                more=True,
                more_counted=(counted, values),
            )
        return Condition(f"{self.sql} OR {test}", (*self.values, *values), broad)


@dataclass(frozen=True, slots=True)
class Filter:
    """One thing that narrows the listings. Subclasses say how; those that say nothing leave a listing whole."""

    slot: ClassVar[str] = ""
    """Filters of one slot replace each other on the screen, where both at once could only be empty."""

    @property
    def label(self) -> str:
        """The words for the breadcrumb; may hold text from articles, so it is shown as plain text only."""
        raise NotImplementedError

    def condition(self, listing: Listing) -> Condition | None:
        """Return what this filter asks of a listing's rows, or None where it asks nothing."""
        raise NotImplementedError

    def of_claim(self, listing: Listing) -> Condition | None:
        """Return what this filter asks of a claim behind a row, or None where the row alone tells it.

        Of several filters that ask something one and the same claim must pass all.
        """
        return None

    def of_row(self, listing: Listing) -> Condition | None:
        """Return what is left to ask of a row where one of its claims is asked for what :meth:`of_claim` says.

        It only saves looking at claims: nothing, or more than what passes.
        """
        return self.condition(listing)

    def __and__(self, other: Filter | Filters) -> Filters:
        """Join with another filter; rows must pass both."""
        return Filters((self,)) & other


@dataclass(frozen=True, slots=True)
class Filters:
    """Filters that all apply, in the order in which they were joined, each at most once."""

    parts: tuple[Filter, ...] = ()

    def __and__(self, other: Filter | Filters) -> Filters:
        """Join with one more filter or several; the order is kept, repetitions are dropped."""
        added = other.parts if isinstance(other, Filters) else (other,)
        return Filters(tuple(dict.fromkeys((*self.parts, *added))))

    def __bool__(self) -> bool:
        return bool(self.parts)

    def __iter__(self) -> Iterator[Filter]:
        return iter(self.parts)

    def __len__(self) -> int:
        return len(self.parts)

    def without(self, removed: Filter) -> Filters:
        """Return the others."""
        return Filters(tuple(part for part in self.parts if part != removed))

    def conditions(self, listing: Listing) -> list[Condition]:
        """Return the conditions for one listing; none where nothing narrows it."""
        if len(self.parts) > 1 and listing is not Listing.CLAIMS:
            from store.queries.filters.together import conditions_together  # one filter needs none of it

            return conditions_together(self, listing)
        return [found for part in self.parts if (found := part.condition(listing)) is not None]


def settled(connection: sqlite3.Connection, conditions: list[Condition], *, by_date: bool = False) -> list[Condition]:
    """Choose the form of each condition that suits the number of rows it lets pass; counts to :data:`MANY` at most.

    ``by_date`` says that the rows are wanted in the order of their dates.
    """
    found = []
    for condition in conditions:
        broad = condition.broad
        if broad is None:
            found.append(_filled(condition, settled(connection, [*condition.inner])))
            continue
        sql = f"SELECT count(*) FROM (SELECT 1 FROM {broad.counted} LIMIT {MANY})"
        (number,) = connection.execute(sql, broad.counted_by).fetchone()
        if number < MANY and not _many_more(connection, broad):
            found.append(Condition(condition.sql, condition.values, few=not broad.more))
        elif by_date and len(conditions) == 1 and broad.gathered and _all(connection, broad.gathered):
            found.append(Condition(broad.gathered.sql, broad.values))
        else:
            found.append(Condition(broad.sql, broad.values))
    return found


def _filled(condition: Condition, inner: list[Condition]) -> Condition:
    """Return a condition with its inner ones in their places."""
    if not inner:
        return condition
    clause, values = where(inner)
    return Condition(condition.sql.replace("{}", clause.removeprefix(" WHERE ")), (*condition.values, *values))


def _many_more(connection: sqlite3.Connection, broad: Broad) -> bool:
    """Whether so many others pass that walking along the order soon meets enough of them."""
    counted, values = broad.more_counted
    if not counted:
        return False
    many = connection.execute(f"SELECT 1 FROM {counted} LIMIT 1 OFFSET {MANY_MORE}", values).fetchone()
    return many is not None


def _all(connection: sqlite3.Connection, gathered: Gathered) -> bool:
    """Whether no row is there besides those that are gathered."""
    besides = connection.execute(f"SELECT 1 FROM {gathered.besides} LIMIT 1", gathered.besides_values).fetchone()
    return besides is None


def where(conditions: list[Condition]) -> tuple[str, tuple[str | int, ...]]:
    """Put conditions together into a WHERE clause (or nothing) and its values."""
    if not conditions:
        return "", ()
    conditions = [_filled(condition, [*condition.inner]) for condition in conditions]
    clause = " WHERE " + " AND ".join(f"({condition.sql})" for condition in conditions)
    return clause, tuple(value for condition in conditions for value in condition.values)
