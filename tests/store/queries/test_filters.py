"""Every filter on every listing, held against plain Python over all rows."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from store.queries.articles import Articles
from store.queries.claims import Claims
from store.queries.filters import (
    ArticleFilter,
    ConfidenceFilter,
    DateFilter,
    EntityFilter,
    Filter,
    Filters,
    KindFilter,
    Listing,
    OutletFilter,
    PairFilter,
    RelationshipFilter,
    StanceFilter,
    StatusFilter,
)
from store.queries.groups import Groups
from store.queries.listing import Order
from store.queries.relationships import Relationships
from store.records import Confidence, Kind, Stance, Status

SOURCES: dict[Listing, Any] = {
    Listing.ARTICLES: Articles(),
    Listing.GROUPS: Groups(),
    Listing.RELATIONSHIPS: Relationships(),
    Listing.CLAIMS: Claims(),
}
ALL_FILTERS: list[Filter] = [
    EntityFilter(1, "one"),
    EntityFilter(3, "three"),
    ArticleFilter(5, "five"),
    RelationshipFilter(2, "two"),
    PairFilter(1, 2, "one and two"),
    OutletFilter(2, "second"),
    *(KindFilter(kind) for kind in Kind if kind.acts),
    *(StanceFilter(stance) for stance in Stance),
    *(StatusFilter(status) for status in Status),
    *(ConfidenceFilter(level) for level in Confidence),
    DateFilter("2014", "2015"),
    DateFilter("2016-03", ""),
    DateFilter("", "2013-06-15"),
]


class Brute:
    """All rows in memory, and each filter's meaning said once more in plain words."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.articles = {row["id"]: dict(row) for row in db.execute("SELECT id, outlet_id, date FROM articles")}
        self.entities = {row["id"]: dict(row) for row in db.execute("SELECT * FROM entities")}
        self.relationships = {row["id"]: dict(row) for row in db.execute("SELECT * FROM relationships")}
        self.claims = {row["id"]: dict(row) for row in db.execute("SELECT * FROM claims")}
        self.mentions = [tuple(row) for row in db.execute("SELECT article_id, entity_id FROM mentions")]
        self.groups = {key: row for key, row in self.entities.items() if Kind(row["kind"]).acts}

    def of_claims(self, claims: list[dict[str, Any]], listing: Listing) -> set[int]:
        """What claims lead to in a listing."""
        match listing:
            case Listing.ARTICLES:
                return {claim["article_id"] for claim in claims}
            case Listing.GROUPS:
                return {claim[side] for claim in claims for side in ("subject_id", "object_id")} & set(self.groups)
            case Listing.RELATIONSHIPS:
                return {claim["relationship_id"] for claim in claims}
            case Listing.CLAIMS:
                return {claim["id"] for claim in claims}

    def passing(self, chosen: Filter, listing: Listing) -> set[int]:
        claims = list(self.claims.values())
        sides = lambda row: (row["subject_id"], row["object_id"])  # noqa: E731
        match chosen:
            case EntityFilter(entity):
                if listing is Listing.ARTICLES:
                    return {article for article, named in self.mentions if named == entity}
                found = self.of_claims([claim for claim in claims if entity in sides(claim)], listing)
                return found | ({entity} if listing is Listing.GROUPS else set())
            case ArticleFilter(article):
                if listing is Listing.ARTICLES:
                    return {article}
                if listing is Listing.GROUPS:
                    return {named for at, named in self.mentions if at == article} & set(self.groups)
                return self.of_claims([claim for claim in claims if claim["article_id"] == article], listing)
            case RelationshipFilter(relationship):
                return self.of_claims([c for c in claims if c["relationship_id"] == relationship], listing)
            case PairFilter(first, second):
                if listing is Listing.GROUPS:
                    return {first, second}
                return self.of_claims([c for c in claims if set(sides(c)) == {first, second}], listing)
            case OutletFilter(outlet):
                if listing is Listing.ARTICLES:
                    return {key for key, row in self.articles.items() if row["outlet_id"] == outlet}
                return self.of_claims(
                    [c for c in claims if self.articles[c["article_id"]]["outlet_id"] == outlet], listing
                )
            case KindFilter(kind):
                if listing is Listing.ARTICLES:
                    return set(self.articles)
                if listing is Listing.GROUPS:
                    return {key for key, row in self.groups.items() if row["kind"] == kind}
                of_kind = [c for c in claims if kind in {self.entities[side]["kind"] for side in sides(c)}]
                return self.of_claims(of_kind, listing)
            case StanceFilter(stance):
                return self.of_claims(
                    [c for c in claims if self.relationships[c["relationship_id"]]["stance"] == stance], listing
                )
            case StatusFilter(status):
                return self.of_claims([c for c in claims if c["status"] == status], listing)
            case ConfidenceFilter(level):
                return self.of_claims([c for c in claims if c["confidence"] == level], listing)
            case DateFilter(since, until):
                rows = {
                    Listing.ARTICLES: (self.articles, "date", "date"),
                    Listing.GROUPS: (self.groups, "first_date", "last_date"),
                    Listing.RELATIONSHIPS: (self.relationships, "first_date", "last_date"),
                    Listing.CLAIMS: (self.claims, "date", "date"),
                }[listing]
                table, first, last = rows
                return {
                    key
                    for key, row in table.items()
                    if row[first] and row[last] >= since and row[first][: len(until) or 10] <= (until or "9")
                }
        raise AssertionError(chosen)


@pytest.mark.parametrize("listing", Listing)
@pytest.mark.parametrize("chosen", ALL_FILTERS, ids=lambda value: value.label)
def test_each_filter_lets_through_what_it_says(made: sqlite3.Connection, chosen: Filter, listing: Listing) -> None:
    shown = list(SOURCES[listing].ids(made, Filters((chosen,)), "", Order("")))
    assert len(shown) == len(set(shown))
    assert set(shown) == Brute(made).passing(chosen, listing)


@pytest.mark.parametrize("listing", Listing)
def test_joined_filters_let_through_what_passes_all(made: sqlite3.Connection, listing: Listing) -> None:
    joined = EntityFilter(1, "one") & StanceFilter(Stance.HOSTILE) & DateFilter("2013", "2016")
    shown = set(SOURCES[listing].ids(made, joined, "", Order("")))
    assert shown == set.intersection(*(Brute(made).passing(part, listing) for part in joined))


def test_joining_keeps_the_order_and_drops_repetitions() -> None:
    one, two = OutletFilter(1, "a"), StanceFilter(Stance.HOSTILE)
    assert (one & two & one).parts == (one, two)
    assert (one & (two & one)).parts == (one, two)
    assert (one & two).without(one).parts == (two,)


def test_filters_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        OutletFilter(1, "a").name = "b"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("since", "until", "label"),
    [
        ("2014", "2015", "2014 to 2015"),
        ("2014", "2014", "2014"),
        ("2014", "", "since 2014"),
        ("", "2015", "until 2015"),
    ],
)
def test_date_filters_say_their_range(since: str, until: str, label: str) -> None:
    assert DateFilter(since, until).label == label
