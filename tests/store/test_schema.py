"""A store of any earlier version becomes what a new store is, and what it holds is counted as if written today."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from store import schema
from store.database import open_writer
from store.months import rebuild_months, wrong_months
from store.records import Relation

CLAIMS = (
    (1, Relation.FIGHTS, 2, "asserted", "2014-01-05", None),
    (2, Relation.FIGHTS, 1, "reported", "2014-02", None),
    (1, Relation.ALLIED_WITH, 2, "asserted", "2014-01-09", None),
    (2, Relation.SUPPORTS, 3, "denied", "2015-01-09", None),
    (2, Relation.SUPPORTS, 3, "asserted", None, None),
    (3, Relation.PART_OF, 1, "asserted", "2015", "rejected"),
)

_COUNTS_BY_MONTH = 5
"""The version from which on the write path counts months."""


def store_of_version(path: Path, version: int) -> Path:
    """Make a store as a program of that schema version made it, with claims in it."""
    with closing(sqlite3.connect(path)) as connection:
        for number in range(version):
            connection.executescript(schema._script(number))
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {version}")
        for number in range(1, 4):
            connection.execute(
                "INSERT INTO entities (name, kind, added_at) VALUES (?, 'armed_group', '')", (f"Group {number}",)
            )
        connection.execute(
            "INSERT INTO articles (text_hash, title, path, added_at, text) VALUES (x'00', 'Old', 'a.txt', '', 'Kept.')"
        )
        for subject, relation, target, status, date, verdict in CLAIMS:
            key = (subject, relation.value, target)
            connection.execute(
                "INSERT OR IGNORE INTO relationships (subject_id, relation, object_id, stance) VALUES (?, ?, ?, ?)",
                (*key, relation.stance.value),
            )
            connection.execute(
                "INSERT INTO claims (article_id, relationship_id, subject_id, relation, object_id, start, end, status,"
                " confidence, date, verdict, extractor, extractor_version, reasons) VALUES (1, (SELECT id FROM"
                " relationships WHERE subject_id = ? AND relation = ? AND object_id = ?), ?, ?, ?, 0, 5, ?, 'high',"
                " ?, ?, 'x', '1', '[\"as it was\"]')",
                (*key, *key, status, date, verdict),
            )
        connection.execute("INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')")
        if version >= _COUNTS_BY_MONTH:
            rebuild_months(connection)
        connection.commit()
    return path


def shape(connection: sqlite3.Connection) -> dict[str, set[tuple[str, ...]]]:
    """Return the columns of each table and index, and the triggers and views."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall():
        rows = connection.execute(f"SELECT name, type FROM pragma_table_xinfo('{name}')") if kind == "table" else ()
        found[f"{kind} {name}"] = {tuple(row) for row in rows} or {(sql,)}
    return found


@pytest.mark.parametrize("version", range(1, schema.SCHEMA_VERSION))
def test_an_older_store_becomes_what_a_new_one_is(tmp_path: Path, version: int) -> None:
    with closing(open_writer(tmp_path / "new.db").conn) as fresh:
        wanted = shape(fresh)
    with closing(open_writer(store_of_version(tmp_path / "old.db", version)).conn) as connection:
        assert shape(connection) == wanted
        assert connection.execute("PRAGMA user_version").fetchone()[0] == schema.SCHEMA_VERSION
        assert connection.execute("SELECT title, text FROM articles").fetchall() == [("Old", "Kept.")]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


@pytest.mark.parametrize("version", range(1, schema.SCHEMA_VERSION))
def test_claims_of_an_older_store_are_counted_by_month_and_set_against_each_other(tmp_path: Path, version: int) -> None:
    with closing(open_writer(store_of_version(tmp_path / "old.db", version)).conn) as connection:
        assert wrong_months(connection) == []
        months = connection.execute("SELECT month, hostile, cooperative, structural FROM months ORDER BY 1").fetchall()
        assert months == [("", 0, 1, 0), ("2014-01", 1, 1, 0), ("2014-02", 1, 0, 0)]
        opposed = connection.execute(
            "SELECT a.relation, f.relation, f.subject_id FROM opposed_relationships JOIN relationships AS a"
            " ON a.id = allied_id JOIN relationships AS f ON f.id = fights_id ORDER BY 3"
        ).fetchall()
        assert opposed == [("allied_with", "fights", 1), ("allied_with", "fights", 2)]


def test_a_claim_that_is_changed_moves_between_months(tmp_path: Path) -> None:
    with closing(open_writer(store_of_version(tmp_path / "old.db", 4)).conn) as connection:
        for change in (
            "date = '2016-03-01'", "verdict = 'rejected'", "verdict = NULL", "status = 'denied'",
            "relation = 'supports'", "subject_id = 3", "status = 'asserted'", "object_id = 3", "date = NULL",
        ):  # fmt: skip
            connection.execute(f"UPDATE claims SET {change} WHERE id = 1")
            assert wrong_months(connection) == [], change


def pairs(connection: sqlite3.Connection, table: str) -> list[tuple[int, int]]:
    return connection.execute(f"SELECT DISTINCT entity_id, article_id FROM {table} ORDER BY 1, 2").fetchall()


@pytest.mark.parametrize("version", range(1, schema.SCHEMA_VERSION))
def test_mentions_and_texts_of_an_older_store_are_found_as_before(tmp_path: Path, version: int) -> None:
    old = store_of_version(tmp_path / "old.db", version)
    with closing(sqlite3.connect(old)) as connection:
        connection.executemany("INSERT INTO mentions VALUES (1, ?, ?, ?)", [(0, 4, 1), (0, 4, 2), (2, 4, 1)])
        connection.commit()
    with closing(open_writer(old).conn) as connection:
        assert connection.execute("SELECT * FROM mentions").fetchall() == [(1, 0, 4, 1), (1, 0, 4, 2), (1, 2, 4, 1)]
        assert pairs(connection, "entity_articles") == pairs(connection, "article_entities") == [(1, 1), (2, 1)]
        assert connection.execute("SELECT claims FROM articles").fetchall() == [(len(CLAIMS),)]
        assert connection.execute("SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'kept'").fetchall() == [(1,)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_the_articles_of_entities_follow_the_mentions(tmp_path: Path) -> None:
    with closing(open_writer(store_of_version(tmp_path / "old.db", 5)).conn) as connection:
        for change in (
            "INSERT INTO mentions VALUES (1, 0, 4, 1), (1, 2, 4, 1), (1, 0, 3, 2)",
            "UPDATE mentions SET entity_id = 3 WHERE start = 2",
            "UPDATE mentions SET entity_id = 3 WHERE entity_id = 1",
            "DELETE FROM mentions WHERE start = 2",
            "INSERT OR IGNORE INTO mentions VALUES (1, 0, 4, 3)",
            "DELETE FROM mentions WHERE entity_id = 2",
            "DELETE FROM articles",
        ):
            connection.execute(change)
            assert pairs(connection, "entity_articles") == pairs(connection, "mentions"), change
        assert pairs(connection, "mentions") == []


def test_no_mention_of_an_unknown_entity_is_taken_and_no_mentioned_entity_goes(tmp_path: Path) -> None:
    with closing(open_writer(store_of_version(tmp_path / "old.db", 5)).conn) as connection:
        connection.execute("INSERT INTO entities (name, kind, added_at) VALUES ('Fourth', 'place', '')")
        connection.execute("INSERT INTO mentions VALUES (1, 0, 4, 4)")
        for refused in ("INSERT INTO mentions VALUES (1, 0, 4, 99)", "DELETE FROM entities WHERE id = 4"):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(refused)
        connection.execute("DELETE FROM mentions")
        connection.execute("DELETE FROM entities WHERE id = 4")


def test_articles_count_the_claims_that_come_and_go(tmp_path: Path) -> None:
    with closing(open_writer(store_of_version(tmp_path / "old.db", 5)).conn) as connection:
        connection.execute("DELETE FROM claims WHERE id > 4")
        assert connection.execute("SELECT claims FROM articles").fetchone()[0] == 4
        columns = "article_id, subject_id, relation, object_id, start, end, status, confidence, extractor"
        connection.execute(
            f"INSERT INTO claims ({columns}, extractor_version) SELECT {columns}, '' FROM claims WHERE id = 1"
        )
        assert connection.execute("SELECT claims FROM articles").fetchone()[0] == 5


def test_a_claim_that_outlives_a_reading_keeps_the_version_that_found_it(tmp_path: Path) -> None:
    with closing(open_writer(store_of_version(tmp_path / "old.db", 5)).conn) as connection:
        connection.execute("UPDATE claims SET extractor_version = '' WHERE id = 1")
        for version in ("'2'", "'3'", "NULL", "'4'"):
            connection.execute(f"UPDATE articles SET extractor_version = {version}")
        assert connection.execute("SELECT extractor_version FROM claims WHERE id < 3").fetchall() == [("2",), ("1",)]


@pytest.mark.parametrize("allied_first", [True, False])
def test_relationships_that_speak_against_each_other_are_known_as_soon_as_both_are_there(
    tmp_path: Path, allied_first: bool
) -> None:
    rows = [(1, "allied_with", 2, "cooperative"), (2, "fights", 1, "hostile")]
    with closing(open_writer(tmp_path / "s.db").conn) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        for number in (1, 2):
            connection.execute("INSERT INTO entities (name, kind, added_at) VALUES (?, 'state', '')", (f"G{number}",))
        connection.executemany(
            "INSERT INTO relationships (subject_id, relation, object_id, stance) VALUES (?, ?, ?, ?)",
            rows if allied_first else rows[::-1],
        )
        assert connection.execute("SELECT count(*) FROM opposed_relationships").fetchone()[0] == 1
        connection.execute("DELETE FROM relationships WHERE relation = 'fights'")
        assert connection.execute("SELECT count(*) FROM opposed_relationships").fetchone()[0] == 0
