"""The one write path: what is added is there whole or not at all, and everything stays in step."""

from __future__ import annotations

import dataclasses
import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.database import open_reader
from store.errors import StoreError
from store.records import Article, FoundClaim, FoundEntity, Kind, Reading, Relation, Span, Status
from store.world import load_world
from store.writing import Writer, text_hash
from tests.store.readings import Recount, Written, articles, recount

NOTHING = Reading("en", (), ())


def write(path: Path, written: list[Written], batches: int = 1) -> None:
    with Writer(path, load_world()) as writer:
        import_id = writer.start_import(["test"])
        for first in range(batches):
            with writer.batch():
                for each in written[first::batches]:
                    writer.add(each.article(), each.reading(), import_id, "1")


def counted(path: Path) -> Recount:
    connection = open_reader(path)
    found = Recount()
    for row in connection.execute(
        "SELECT s.name AS subject, r.relation, o.name AS object, r.claims, r.outlets, r.asserted, r.reported,"
        " r.planned, r.denied, r.first_date, r.last_date FROM relationships AS r"
        " JOIN entities AS s ON s.id = r.subject_id JOIN entities AS o ON o.id = r.object_id"
    ):
        subject, object_ = row["subject"], row["object"]
        if Relation(row["relation"]).symmetric:
            subject, object_ = sorted((subject, object_))
        found.relationships[subject, row["relation"], object_] = dict(zip(row.keys()[3:], tuple(row)[3:], strict=True))
    for row in connection.execute("SELECT name, articles, mentions, claims, first_date, last_date FROM entities"):
        found.entities[row["name"]] = dict(zip(row.keys()[1:], tuple(row)[1:], strict=True))
    connection.close()
    return found


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(written=articles(), batches=st.integers(1, 3))
def test_counters_equal_a_recount_by_hand(
    tmp_path_factory: pytest.TempPathFactory, written: list[Written], batches: int
) -> None:
    path = tmp_path_factory.mktemp("store") / "store.db"
    write(path, written, batches)
    assert counted(path) == recount(written)


def test_an_article_comes_back_as_it_was_written(tmp_path: Path) -> None:
    article = Article("Title\n\nText – جبهة 😀.", "Title", "Ridge", "2016-03-03", "en", "http://x", "news.csv", 7)
    with Writer(tmp_path / "store.db", load_world()) as writer:
        import_id = writer.start_import(["news.csv"])
        with writer.batch():
            written = writer.add(article, NOTHING, import_id, "1")
        assert written.outcome == "added"
        assert writer.find(article.text) == written.article_id
    row = open_reader(tmp_path / "store.db").execute("SELECT * FROM articles").fetchone()
    assert (row["text"], row["title"], row["date"], row["address"], row["position"]) == (
        article.text, article.title, article.date, article.address, article.position,
    )  # fmt: skip


def test_the_same_text_again_keeps_title_outlet_date_and_address_of_the_copy(tmp_path: Path) -> None:
    first = Article("They fought on the road.\n\nAgain.", "Clash", "Ridge", "2016-03-03", path="a.txt")
    copy = dataclasses.replace(
        first,
        text="They  fought on the road.\nAgain. ",
        title="Battle",
        outlet="Harbour",
        date="2016-03-04",
        path="b.txt",
        address="http://b",
    )
    with Writer(tmp_path / "store.db", load_world()) as writer:
        import_id = writer.start_import(["x"])
        for article in (first, copy, copy, first):
            with writer.batch():
                writer.add(article, NOTHING, import_id, "1")
        connection = writer.db.conn
        copies = connection.execute(
            "SELECT c.title, o.name, c.date, c.address, c.path FROM copies AS c JOIN outlets AS o ON o.id = c.outlet_id"
        ).fetchall()
        assert copies == [("Battle", "Harbour", "2016-03-04", "http://b", "b.txt")]
        assert connection.execute("SELECT count(*), min(title) FROM articles").fetchone() == (1, "Clash")
        assert connection.execute("SELECT added, known FROM imports").fetchone() == (1, 3)


def test_an_outlet_written_in_another_case_is_the_same_outlet(tmp_path: Path) -> None:
    with Writer(tmp_path / "store.db", load_world()) as writer:
        import_id = writer.start_import(["x"])
        with writer.batch():
            for number, outlet in enumerate(("Ridge Monitor", "RIDGE MONITOR", "ridge-monitor", "…", "Harbour")):
                writer.add(Article(f"Text {number}", "T", outlet), NOTHING, import_id, "1")
        names = [row[0] for row in writer.db.conn.execute("SELECT name FROM outlets ORDER BY id")]
    assert names == ["Ridge Monitor", "…", "Harbour"]


def test_a_batch_that_fails_leaves_nothing_behind_and_the_next_one_counts_right(tmp_path: Path) -> None:
    one, other = Written(1, "Ridge", None, frozenset({0}), ()), Written(2, "Ridge", None, frozenset({0, 1}), ())
    with Writer(tmp_path / "store.db", load_world()) as writer:
        import_id = writer.start_import(["x"])
        with pytest.raises(ZeroDivisionError), writer.batch():
            writer.add(one.article(), one.reading(), import_id, "1")
            raise ZeroDivisionError
        assert writer.db.conn.execute("SELECT count(*) FROM articles").fetchone() == (0,)
        with writer.batch():
            writer.add(other.article(), other.reading(), import_id, "1")
    assert counted(tmp_path / "store.db") == recount([other])


def test_a_full_disk_is_one_clear_line(tmp_path: Path) -> None:
    with Writer(tmp_path / "store.db", load_world()) as writer:
        import_id = writer.start_import(["x"])
        pages = writer.db.conn.execute("PRAGMA page_count").fetchone()[0]
        writer.db.conn.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(StoreError, match="disk is full"), writer.batch():
            writer.add(Article("word " * 100_000, "Long"), NOTHING, import_id, "1")
        writer.db.conn.execute("PRAGMA max_page_count = 1000000")
        with writer.batch():
            writer.add(Article("Short.", "Short"), NOTHING, import_id, "1")
        assert writer.db.conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_the_full_text_index_finds_what_was_added(tmp_path: Path) -> None:
    with Writer(tmp_path / "store.db", load_world()) as writer:
        import_id = writer.start_import(["x"])
        with writer.batch():
            writer.add(Article("The brigade reached Übersee.", "T"), NOTHING, import_id, "1")
        hits = writer.db.conn.execute("SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'ubersee'").fetchall()
    assert len(hits) == 1


def test_what_another_writer_merged_meanwhile_is_noticed(tmp_path: Path) -> None:
    """A remembered entity may be gone; a batch after another program's writing looks again."""
    path = tmp_path / "store.db"
    before, after = Written(1, None, None, frozenset({0}), ()), Written(2, None, None, frozenset({0}), ())
    with Writer(path, load_world()) as writer:
        import_id = writer.start_import(["x"])
        with writer.batch():
            writer.add(before.article(), before.reading(), import_id, "1")
        other = sqlite3.connect(path)
        other.execute("INSERT INTO entities (name, kind, added_at) VALUES ('Survivor', 'armed_group', '2020')")
        other.execute("UPDATE entities SET merged_into = 2 WHERE id = 1")
        other.commit()
        other.close()
        with writer.batch():
            writer.add(after.article(), after.reading(), import_id, "1")
        named = writer.db.conn.execute("SELECT DISTINCT entity_id FROM mentions WHERE article_id = 2").fetchall()
    assert named == [(2,)]


def test_a_claim_of_an_entity_with_itself_is_not_written(tmp_path: Path) -> None:
    span = Span(0, 5)
    entities = (
        FoundEntity("a", "Nusra Front", Kind.ARMED_GROUP, ("Nusra Front",), (span,), "nusra-front"),
        FoundEntity("b", "Jabhat al-Nusra", Kind.ARMED_GROUP, ("Jabhat al-Nusra",), (span,), "nusra-front"),
    )
    reading = Reading("en", entities, (FoundClaim("a", Relation.FIGHTS, "b", Status.ASSERTED, span),))
    with Writer(tmp_path / "store.db", load_world()) as writer:
        import_id = writer.start_import(["x"])
        with writer.batch():
            writer.add(Article("Some text here.", "T"), reading, import_id, "1")
        assert writer.db.conn.execute("SELECT count(*) FROM claims").fetchone() == (0,)
        assert writer.db.conn.execute("SELECT count(*), max(mentions) FROM entities").fetchone() == (1, 1)


def test_texts_are_the_same_whatever_their_white_space() -> None:
    assert text_hash("a  b\n\nc ") == text_hash("a b c")
    assert text_hash("a b c") != text_hash("a b d")
