"""The words of filtering: listings, conditions, a filter and several that all apply."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final

from store.records import Kind

GROUP_KINDS: Final = tuple(kind.value for kind in Kind if kind.acts)
"""The kinds of entity that can act and are listed as groups."""


class Listing(StrEnum):
    """What is listed; the value is also the word on the screen."""

    ARTICLES = "articles"
    GROUPS = "groups"
    RELATIONSHIPS = "relationships"
    CLAIMS = "claims"


@dataclass(frozen=True, slots=True)
class Condition:
    """One SQL condition on the table of a listing, with the values bound to its question marks."""

    sql: str
    values: tuple[str | int, ...] = ()


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
        return [found for part in self.parts if (found := part.condition(listing)) is not None]


def where(conditions: list[Condition]) -> tuple[str, tuple[str | int, ...]]:
    """Put conditions together into a WHERE clause (or nothing) and its values."""
    if not conditions:
        return "", ()
    clause = " WHERE " + " AND ".join(f"({condition.sql})" for condition in conditions)
    return clause, tuple(value for condition in conditions for value in condition.values)
