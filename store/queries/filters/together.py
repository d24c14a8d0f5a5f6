"""Several filters at once: a row passes where one and the same claim behind it passes all of them.

Each filter alone looks for its own claim: a relationship that one outlet told of in 2013 and another in 2017 would pass
the first outlet and 2017, though nothing told by the one is of that year.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from store.queries.filters.base import COUNTS, Condition, Filter, Filters, Listing
from store.queries.filters.properties import DateFilter, told_of_relationships
from store.queries.filters.subjects import EntityFilter


def conditions_together(filters: Filters, listing: Listing) -> list[Condition]:
    """Return the conditions of filters for a listing, with what they ask together of one claim."""
    if listing is Listing.GROUPS:
        return _of_groups(filters)
    asking = [part for part in filters if part.of_claim(listing) is not None]
    if len(asking) < 2:
        return _each(filters, listing)
    conditions = [found for part in filters if (found := _of_row(part, asking, listing)) is not None]
    together = _of_relationships(asking) if listing is Listing.RELATIONSHIPS else _of_articles(asking)
    return [*conditions, together]


def _each(filters: Filters, listing: Listing) -> list[Condition]:
    return [found for part in filters if (found := part.condition(listing)) is not None]


def _of_row(part: Filter, asking: Sequence[Filter], listing: Listing) -> Condition | None:
    return part.of_row(listing) if part in asking else part.condition(listing)


def _of_articles(asking: Sequence[Filter]) -> Condition:
    tests, values = _tests(asking, Listing.ARTICLES)
    return Condition(f"EXISTS (SELECT 1 FROM claims WHERE article_id = articles.id AND {tests})", values)


def _of_relationships(asking: Sequence[Filter]) -> Condition:
    dates = [part for part in asking if isinstance(part, DateFilter)]
    if dates:
        others = [part.of_claim(Listing.RELATIONSHIPS) for part in asking if part is not dates[0]]
        dated = told_of_relationships(dates[0], [test for test in others if test is not None])
        if dated is not None:
            return dated
    tests, values = _tests(asking, Listing.RELATIONSHIPS)
    told = f"SELECT 1 FROM claims WHERE relationship_id = relationships.id AND {tests} AND {COUNTS}"
    return Condition(f"EXISTS ({told})", values)


def _tests(asking: Sequence[Filter], listing: Listing) -> tuple[str, tuple[str | int, ...]]:
    tests = [test for part in asking if (test := part.of_claim(listing)) is not None]
    return " AND ".join(test.sql for test in tests), tuple(value for test in tests for value in test.values)


def _of_groups(filters: Filters) -> list[Condition]:
    """Narrow groups to the sides of a relationship that passes, and to those that have it with each wanted entity."""
    asking = [part for part in filters if part.of_claim(Listing.GROUPS) is not None]
    entities = [part for part in filters if isinstance(part, EntityFilter)]
    if not asking or len(asking) + len(entities) < 2:
        return _each(filters, Listing.GROUPS)
    own = Filters(tuple(part for part in filters if part not in asking and part not in entities))
    within = Filters(tuple(asking))
    sides = [_side_of(within & entity, "entities.id = ? OR ", (entity.entity_id,)) for entity in entities]
    return [*_each(own, Listing.GROUPS), *(sides or [_side_of(within)])]


_SIDES: Final = (
    "entities.id IN (WITH sides AS MATERIALIZED (SELECT subject_id, object_id FROM relationships "
    "WHERE relationships.claims > 0 AND {}) SELECT subject_id FROM sides UNION SELECT object_id FROM sides)"
)


def _side_of(within: Filters, besides: str = "", values: tuple[str | int, ...] = ()) -> Condition:
    """Ask for a side of a relationship that passes: all of them are gathered, for they are tested once then."""
    return Condition(besides + _SIDES, values, inner=tuple(within.conditions(Listing.RELATIONSHIPS)))
