"""Contradictions found through the lesser side are those that a comparison of all claims finds."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from store.database import open_reader, open_writer
from store.queries import contradictions
from store.queries.contradictions import DAYS, Row, friend_and_foe, two_holders
from store.queries.filters import EntityFilter, Filters, Listing
from store.tallies import recount_relationships
from tests.tui.store_builder import Sizes, build_store


@pytest.fixture(autouse=True, params=[0, 10])
def read_as_well(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways of comparing give the same."""
    monkeypatch.setattr(contradictions, "_READ_AS_WELL", request.param)


@pytest.fixture(scope="module", params=range(3))
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    sizes = Sizes(articles=500, groups=9, places=4, persons=2, seed=request.param)
    path = build_store(tmp_path_factory.mktemp("contested") / "s.db", sizes)
    chance = random.Random(request.param)
    with closing(open_writer(path).conn) as connection:
        # Nearly all within a few months, so that weeks meet; with unsure dates and verdicts among them.
        for (claim,) in connection.execute("SELECT id FROM claims").fetchall():
            day = f"2014-{chance.randint(1, 5):02d}-{chance.randint(1, 28):02d}"
            day = chance.choice([day] * 8 + ["2014-03", "2014"])
            verdict = chance.choice([None] * 8 + ["confirmed", "rejected"])
            relation = chance.choice(["date = ?", "date = ?, status = 'asserted'"])
            connection.execute(f"UPDATE claims SET {relation}, verdict = ? WHERE id = ?", (day, verdict, claim))
        ids = [row[0] for row in connection.execute("SELECT id FROM relationships").fetchall()]
        connection.execute("BEGIN")
        recount_relationships(connection, ids)
        connection.execute("COMMIT")
    return path


def compared_all(connection: sqlite3.Connection, about: str, says: str, which: str) -> set[tuple[int, int, int, str]]:
    """Compare every claim with the one before it, in one go."""
    rows = connection.execute(
        f"""
        WITH told AS (
            SELECT id, relationship_id, article_id, date, {about} AS about, {says} AS says FROM claims
            WHERE {which} AND status IN ('asserted', 'reported') AND verdict IS NOT 'rejected' AND length(date) = 10
        ), paired AS (
            SELECT relationship_id, article_id, date, says, lag(relationship_id) OVER earlier AS relationship_before,
                   lag(date) OVER earlier AS date_before, lag(says) OVER earlier AS said_before,
                   lag(article_id) OVER earlier AS article_before
            FROM told WINDOW earlier AS (PARTITION BY about ORDER BY date, id)
        )
        SELECT min(relationship_before, relationship_id), max(relationship_before, relationship_id), count(*), max(date)
        FROM paired WHERE says != said_before AND article_id != article_before
        AND julianday(date) - julianday(date_before) <= {DAYS} GROUP BY 1, 2
        """
    )
    return {tuple(row) for row in rows}


def summed(rows: list[Row]) -> set[tuple[int, int, int, str | None]]:
    return {(min(row[0], row[1]), max(row[0], row[1]), row[4], row[5]) for row in rows}


def test_friends_and_foes_are_those_of_a_full_comparison(store: Path) -> None:
    with closing(open_reader(store)) as connection:
        wanted = compared_all(
            connection,
            "min(subject_id, object_id) || '-' || max(subject_id, object_id)",
            "relation",
            "relation IN ('allied_with', 'fights')",
        )
        assert wanted
        assert summed(friend_and_foe(connection, []).rows) == wanted


def test_two_holders_are_those_of_a_full_comparison(store: Path) -> None:
    with closing(open_reader(store)) as connection:
        wanted = compared_all(connection, "object_id", "relationship_id", "relation = 'controls'")
        assert wanted
        assert summed(two_holders(connection, []).rows) == wanted


def test_the_most_contested_are_found_when_not_all_are_compared(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(open_reader(store)) as connection:
        whole = two_holders(connection, [])
        monkeypatch.setattr(contradictions, "MOST", 3)
        assert [row[4] for row in two_holders(connection, []).rows] == [row[4] for row in whole.rows[:3]]


def test_claims_that_are_not_compared_are_counted(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(open_reader(store)) as connection:
        for sort in (friend_and_foe, two_holders):
            monkeypatch.setattr(contradictions, "MOST_COMPARED", 6_000)
            whole = sort(connection, [])
            monkeypatch.setattr(contradictions, "MOST_COMPARED", 1)
            cut = sort(connection, [])
            assert whole.left == 0
            assert cut.left > 0
            assert len(summed(cut.rows)) < len(summed(whole.rows))
            assert summed(cut.rows) < summed(whole.rows)


def test_a_filter_keeps_only_what_passes(store: Path) -> None:
    conditions = Filters((EntityFilter(1, ""),)).conditions(Listing.RELATIONSHIPS)
    with closing(open_reader(store)) as connection:
        own = {row[0] for row in connection.execute("SELECT id FROM relationships WHERE 1 IN (subject_id, object_id)")}
        rows = friend_and_foe(connection, conditions).rows
        assert rows
        assert summed(rows) == {row for row in summed(friend_and_foe(connection, []).rows) if {row[0], row[1]} <= own}
