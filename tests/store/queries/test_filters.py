"""Every filter on every listing, held against plain Python over all rows."""

from __future__ import annotations

import shutil
import sqlite3
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from store.database import open_reader
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
    RelationFilter,
    RelationshipFilter,
    StanceFilter,
    StatusFilter,
)
from store.queries.groups import Groups
from store.queries.listing import Order
from store.queries.relationships import Relationships
from store.records import Confidence, Kind, Relation, Stance, Status

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
                if listing is Listing.GROUPS:
                    return {key for key, row in self.groups.items() if row["kind"] == kind}
                of_kind = [c for c in claims if kind in {self.entities[side]["kind"] for side in sides(c)}]
                return self.of_claims(of_kind, listing)
            case RelationFilter(relation):
                return self.of_claims([c for c in claims if c["relation"] == relation], listing)
            case StanceFilter(stance):
                return self.of_claims(
                    [c for c in claims if self.relationships[c["relationship_id"]]["stance"] == stance], listing
                )
            case StatusFilter(status):
                return self.of_claims([c for c in claims if c["status"] == status], listing)
            case ConfidenceFilter(level):
                return self.of_claims([c for c in claims if c["confidence"] == level], listing)
            case DateFilter(since, until):
                if listing is Listing.RELATIONSHIPS:
                    return self.of_claims([self.claims[key] for key in self.passing(chosen, Listing.CLAIMS)], listing)
                rows = {
                    Listing.ARTICLES: (self.articles, "date", "date"),
                    Listing.GROUPS: (self.groups, "first_date", "last_date"),
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


JOINED: list[Filters] = [
    EntityFilter(1, "one") & EntityFilter(3, "three"),
    EntityFilter(1, "one") & StanceFilter(Stance.HOSTILE) & DateFilter("2013", "2016"),
    EntityFilter(1, "one") & StatusFilter(Status.DENIED),
    DateFilter("2014", "2015") & OutletFilter(2, "second"),
    OutletFilter(2, "second") & DateFilter("2016-03", "2016-03") & StatusFilter(Status.REPORTED),
    StatusFilter(Status.DENIED) & ConfidenceFilter(Confidence.LOW),
    StanceFilter(Stance.COOPERATIVE) & OutletFilter(1, "first") & KindFilter(Kind.STATE),
    RelationFilter(Relation.FIGHTS) & StatusFilter(Status.ASSERTED) & ConfidenceFilter(Confidence.HIGH),
    RelationshipFilter(2, "two") & StatusFilter(Status.ASSERTED),
    KindFilter(Kind.STATE) & StatusFilter(Status.DENIED),
    PairFilter(1, 2, "one and two") & OutletFilter(3, "third"),
    ArticleFilter(5, "five") & StanceFilter(Stance.HOSTILE) & StatusFilter(Status.ASSERTED),
]


def _claims_that_pass(brute: Brute, joined: Filters, listing: Listing) -> set[int]:
    """The rows that a claim leads to which passes all filters that ask for one."""
    claims = set(brute.claims)
    for part in joined:
        if part.of_claim(listing) is not None:
            claims &= brute.passing(part, Listing.CLAIMS)
    return brute.of_claims([brute.claims[key] for key in claims], listing)


def _together(brute: Brute, joined: Filters, listing: Listing) -> set[int]:
    """The meaning of several filters: each row passes each, by one claim where several of them ask for one."""
    alone = [
        brute.passing(part, listing)
        for part in joined
        if listing is not Listing.GROUPS or not isinstance(part, EntityFilter | DateFilter)
    ]
    asking = [part for part in joined if part.of_claim(listing) is not None]
    entities = [part for part in joined if isinstance(part, EntityFilter)]
    if listing is Listing.GROUPS and entities:
        claims = set(brute.claims).intersection(*(brute.passing(part, Listing.CLAIMS) for part in asking))
        for entity in entities:
            behind = [brute.claims[key] for key in claims & brute.passing(entity, Listing.CLAIMS)]
            alone.append(brute.of_claims(behind, listing) | {entity.entity_id})
    elif asking:
        alone.append(_claims_that_pass(brute, joined, listing))
    return set.intersection(*alone)


@pytest.mark.parametrize("few", [True, False], ids=["few rows", "many rows"])
@pytest.mark.parametrize("listing", Listing)
@pytest.mark.parametrize("joined", JOINED, ids=lambda value: " and ".join(part.label for part in value))
def test_joined_filters_let_through_what_one_claim_makes_pass_all(
    made: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, joined: Filters, listing: Listing, few: bool
) -> None:
    if not few:
        monkeypatch.setattr("store.queries.filters.base.MANY", 1)
    shown = list(SOURCES[listing].ids(made, joined, "", Order("")))
    assert len(shown) == len(set(shown))
    assert set(shown) == _together(Brute(made), joined, listing)


def test_every_listed_relationship_has_a_claim_that_passes_the_same_filters(made: sqlite3.Connection) -> None:
    alone = [*(OutletFilter(key, "") for key in range(1, 7)), *(DateFilter(f"{y}", f"{y}") for y in range(2013, 2019))]
    alone += [StatusFilter(status) for status in Status] + [ConfidenceFilter(level) for level in Confidence]
    checked = 0
    for joined in (one & other for one, other in combinations(alone, 2) if one.slot != other.slot):
        for found in SOURCES[Listing.RELATIONSHIPS].ids(made, joined, "", Order("claims")):
            claims = SOURCES[Listing.CLAIMS].ids(made, joined & RelationshipFilter(found, ""), "", Order("date"))
            assert next(claims, None) is not None, (joined, found)
            checked += 1
    assert checked > 1000


def test_a_relationship_does_not_pass_by_a_rejected_claim(made_store: Path, tmp_path: Path) -> None:
    path = tmp_path / "judged.db"
    shutil.copy(made_store, path)
    with sqlite3.connect(path) as db:
        alone, year, outlet = db.execute(
            """
            SELECT claims.id, substr(claims.date, 1, 4), outlet_id FROM claims JOIN articles ON articles.id = article_id
            WHERE claims.date IS NOT NULL AND (SELECT count(*) FROM claims AS c JOIN articles AS a ON a.id = c.article_id
            WHERE c.relationship_id = claims.relationship_id AND substr(c.date, 1, 4) = substr(claims.date, 1, 4)) = 1
            AND (SELECT claims FROM relationships WHERE id = claims.relationship_id) > 1 LIMIT 1
            """
        ).fetchone()
        db.execute("UPDATE claims SET verdict = 'rejected' WHERE id = ?", (alone,))
        (relationship,) = db.execute("SELECT relationship_id FROM claims WHERE id = ?", (alone,)).fetchone()
    db.close()
    connection = open_reader(path)
    for asked in (Filters((DateFilter(year, year),)), DateFilter(year, year) & OutletFilter(outlet, "")):
        assert relationship not in set(SOURCES[Listing.RELATIONSHIPS].ids(connection, asked, "", Order("claims")))
    connection.close()


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
