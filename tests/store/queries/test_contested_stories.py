"""Copies of one story are one voice: what they say differently is no contradiction between outlets."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from store.database import open_reader, open_writer
from store.queries.contested import Contested, Contradiction, contested
from store.queries.filters import Filters
from store.tallies import recount_relationships
from tests.store.printing import OWN, STAR, WIRE, Printed, write

FIGHT, ALLY = ((0, 0, 1),), ((0, 1, 1),)
COPIES = [replace(WIRE, claims=FIGHT), replace(STAR, claims=ALLY)]


def found(store: Path, printed: list[Printed], *, deny: str = "") -> list[tuple[Contradiction, set[str]]]:
    """Write articles, make the claims of an outlet denials, and return what is contested between which outlets."""
    write(store, printed)
    with closing(open_writer(store).conn) as connection:
        ours = "SELECT a.id FROM articles AS a JOIN outlets AS o ON o.id = a.outlet_id WHERE o.name = ?"
        connection.execute("BEGIN")
        connection.execute("UPDATE claims SET date = (SELECT date FROM articles WHERE id = article_id)")
        connection.execute(f"UPDATE claims SET status = 'denied' WHERE article_id IN ({ours})", (deny,))
        recount_relationships(connection, [row[0] for row in connection.execute("SELECT id FROM relationships")])
        connection.execute("COMMIT")
    with closing(open_reader(store)) as connection:
        return [(each.sort, _outlets(connection, each)) for each in contested(connection, Filters())]


def _outlets(connection: sqlite3.Connection, each: Contested) -> set[str]:
    rows = connection.execute(
        "SELECT o.name FROM claims AS c JOIN articles AS a ON a.id = c.article_id JOIN outlets AS o"
        " ON o.id = a.outlet_id WHERE c.id IN (?, ?)",
        (each.one_claim, each.other_claim),
    )
    return {name for (name,) in rows}


def test_two_copies_of_one_story_do_not_contradict_each_other(tmp_path: Path) -> None:
    assert found(tmp_path / "s.db", COPIES) == []


def test_two_stories_do(tmp_path: Path) -> None:
    apart = [COPIES[0], replace(OWN, claims=ALLY)]
    assert found(tmp_path / "s.db", apart) == [(Contradiction.FRIEND_AND_FOE, {"Wire", "Gazette"})]


def test_a_denial_in_a_copy_is_not_held_against_the_story(tmp_path: Path) -> None:
    assert found(tmp_path / "s.db", [WIRE, STAR], deny="Star") == []


def test_a_denial_is_shown_beside_a_claim_of_another_story(tmp_path: Path) -> None:
    printed = [WIRE, STAR, replace(OWN, date="2016-11-30")]
    assert found(tmp_path / "s.db", printed, deny="Star") == [(Contradiction.DENIED, {"Gazette", "Star"})]
