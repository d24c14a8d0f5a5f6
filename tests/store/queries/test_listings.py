from __future__ import annotations

import sqlite3
from itertools import islice
from typing import Any

import pytest

from store.queries.articles import Articles
from store.queries.claims import Claims
from store.queries.filters import ArticleFilter, Filters
from store.queries.groups import Groups
from store.queries.listing import Order
from store.queries.overview import outlets, overview
from store.queries.reading import read_article
from store.queries.relationships import Relationships

SOURCES: list[Any] = [Articles(), Groups(), Relationships(), Claims()]
EVERY_SORT = [(source, sort.key, turned) for source in SOURCES for sort in source.sorts for turned in (False, True)]


@pytest.mark.parametrize(
    ("source", "key", "turned"), EVERY_SORT, ids=[f"{s.listing}-{k}-{t}" for s, k, t in EVERY_SORT]
)
def test_every_sort_lists_everything_once(made: sqlite3.Connection, source: Any, key: str, turned: bool) -> None:
    shown = list(source.ids(made, Filters(), "", Order(key, turned)))
    assert len(shown) == len(set(shown)) == source.total(made)


@pytest.mark.parametrize(
    ("source", "key", "value"),
    [
        (Articles(), "date", lambda row: row.date or ""),
        (Articles(), "claims", lambda row: row.claims),
        (Groups(), "claims", lambda row: row.claims),
        (Groups(), "articles", lambda row: row.articles),
        (Groups(), "last", lambda row: row.last_date or ""),
        (Relationships(), "claims", lambda row: row.claims),
        (Relationships(), "outlets", lambda row: row.outlets),
        (Relationships(), "last", lambda row: row.last_date or ""),
        (Claims(), "date", lambda row: row.date or ""),
    ],
)
def test_sorts_put_the_largest_first_and_turned_the_smallest(
    made: sqlite3.Connection, source: Any, key: str, value: Any
) -> None:
    for turned in (False, True):
        shown = list(source.ids(made, Filters(), "", Order(key, turned)))
        rows = source.rows(made, shown)
        values = [value(rows[row]) for row in shown]
        if turned:
            values = [v for v in values if v != ""]  # what has no date stands at the end either way
        assert values == sorted(values, reverse=not turned)


def test_ids_are_streamed_so_that_the_first_page_needs_no_last(made: sqlite3.Connection) -> None:
    first = list(islice(Articles().ids(made, Filters(), "", Order("date")), 5))
    assert first == list(Articles().ids(made, Filters(), "", Order("date")))[:5]


def test_rows_that_are_gone_are_left_out(made: sqlite3.Connection) -> None:
    for source in SOURCES:
        assert set(source.rows(made, [1, 10**9])) == {1}


def test_relationship_counts_by_status_add_up_to_its_claims(made: sqlite3.Connection) -> None:
    rows = Relationships().rows(made, list(Relationships().ids(made, Filters(), "", Order(""))))
    assert all(r.asserted + r.reported + r.planned + r.denied == r.claims > 0 for r in rows.values())


def test_evidence_trigger_and_sides_lie_where_the_claim_says(made: sqlite3.Connection) -> None:
    for claim in Claims().rows(made, range(1, 100)).values():
        text = made.execute("SELECT text FROM articles WHERE id = ?", (claim.article_id,)).fetchone()[0]
        assert claim.evidence == text[claim.start : claim.end]
        shown = {claim.evidence[side.start : side.end] for side in claim.sides}
        assert shown == {claim.subject, claim.object}
        assert claim.trigger is not None


def test_typed_words_find_relationships_by_either_side_and_by_relation(made: sqlite3.Connection) -> None:
    listing = Relationships()
    front = listing.rows(made, list(listing.ids(made, Filters(), "front", Order(""))))
    assert front and all("Front" in row.subject + row.object for row in front.values())
    allied = listing.rows(made, list(listing.ids(made, Filters(), "allied", Order(""))))
    assert allied and {row.relation for row in allied.values()} == {"allied_with"}


def test_typed_words_find_claims_by_status_and_names(made: sqlite3.Connection) -> None:
    listing = Claims()
    denied = listing.rows(made, list(listing.ids(made, Filters(), "denied", Order(""))))
    assert denied and {row.status for row in denied.values()} == {"denied"}


def test_typed_text_in_groups_ignores_case_accents_and_order_of_words(made: sqlite3.Connection) -> None:
    listing = Groups()
    some = next(iter(listing.rows(made, list(listing.ids(made, Filters(), "", Order("")))).values()))
    words = some.name.split()
    for typed in (some.name.upper(), " ".join(reversed(words)), words[0][:3]):
        assert some.id in set(listing.ids(made, Filters(), typed, Order("")))


@pytest.mark.parametrize(
    "typed", ["'", '"', "%", "_", "\\", ";--", "((", "*", "-", "\x00", "\U0001f600", "\udcff", " " * 50, "a" * 5000]
)
def test_nothing_that_can_be_typed_is_an_error(made: sqlite3.Connection, typed: str) -> None:
    for source in SOURCES:
        list(source.ids(made, Filters(), typed, Order("")))


def test_the_overview_counts_what_is_there(made: sqlite3.Connection) -> None:
    counts = overview(made)
    assert counts.articles == 150 == sum(outlet.articles for outlet in outlets(made))
    assert counts.groups == Groups().total(made) and counts.claims == Claims().total(made)
    assert counts.first_date and counts.last_date and counts.first_date < counts.last_date


def test_the_reader_gets_every_mention_and_claim_in_order(made: sqlite3.Connection) -> None:
    article = read_article(made, 7)
    assert article is not None
    mentions = sum(len(entity.mentions) for entity in article.entities)
    assert mentions == made.execute("SELECT count(*) FROM mentions WHERE article_id = 7").fetchone()[0]
    for entity in article.entities:
        assert {article.text[span.start : span.end] for span in entity.mentions} == {entity.name}
    assert [claim.start for claim in article.claims] == sorted(claim.start for claim in article.claims)
    assert len(article.claims) == article.claims_total == Claims().count(made, Filters((ArticleFilter(7, ""),)))


def test_of_a_very_long_text_the_part_around_the_evidence_is_read(
    made: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    from store.queries import reading

    monkeypatch.setattr(reading, "LONGEST_SHOWN", 50)
    article = read_article(made, 7, around=60)
    assert article is not None
    whole = made.execute("SELECT text FROM articles WHERE id = 7").fetchone()[0]
    assert article.length == len(whole) and len(article.text) == 50
    assert article.text == whole[article.offset : article.offset + 50]
    assert article.offset <= 60 < article.offset + 50


def test_an_article_that_is_not_there_is_none(made: sqlite3.Connection) -> None:
    assert read_article(made, 10**9) is None
