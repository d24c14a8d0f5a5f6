"""Whatever is derived is proved against what it is derived from, told where it is wrong, and rebuilt on demand."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from store.checking import check
from store.curation import Curator
from store.database import open_reader
from store.errors import StoreError
from store.queries.name_index import StoreNames
from store.records import Article, FoundClaim, FoundEntity, Kind, Reading, Relation, Span, Status
from store.world import load_world
from store.writing import Writer
from tests.store.readings import Written, articles

TEXT = "The Karanda Front shelled the Velmora Brigade near Ostrand. The Karanda Front denied it."
ENTITIES = (
    FoundEntity("k", "Karanda Front", Kind.ARMED_GROUP, ("Karanda Front",), (Span(4, 17), Span(64, 77))),
    FoundEntity("v", "Velmora Brigade", Kind.ARMED_GROUP, ("Velmora Brigade",), (Span(30, 45),)),
    FoundEntity("o", "Ostrand", Kind.PLACE, ("Ostrand",), (Span(51, 58),)),
)
CLAIMS = (
    FoundClaim("k", Relation.FIGHTS, "v", Status.ASSERTED, Span(0, 59), trigger=Span(18, 25)),
    FoundClaim("v", Relation.ALLIED_WITH, "k", Status.DENIED, Span(60, 88), date="2015-03"),
    FoundClaim("k", Relation.CONTROLS, "o", Status.REPORTED, Span(0, 59)),
)


def write(path: Path, written: list[tuple[Article, Reading]]) -> Path:
    with Writer(path, load_world()) as writer:
        import_id = writer.start_import(["test"])
        with writer.batch():
            for article, reading in written:
                writer.add(article, reading, import_id, "1")
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    texts = [
        Article(f"{TEXT} {number}", f"Title {number}", outlet, f"2016-0{number}-03")
        for number, outlet in enumerate(("Monitor", "Dispatch", "Monitor", None), start=1)
    ]
    return write(tmp_path / "store.db", [(article, Reading("en", ENTITIES, CLAIMS)) for article in texts])


def damage(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.executescript(sql)


DAMAGES = {
    "mentions outside their text": "UPDATE mentions SET end = 9999 WHERE article_id = 2 AND start = 4",
    "claims whose evidence is outside its text": "UPDATE claims SET end = 9999 WHERE id = 1",
    "claims whose trigger is outside their evidence": "UPDATE claims SET trigger_end = 80 WHERE id = 1",
    "articles that the full-text index does not fit": (
        "INSERT INTO articles_fts (articles_fts, rowid, title, text)"
        " SELECT 'delete', id, title, text FROM articles WHERE id = 2"
    ),
    "names with wrong keys for finding them": "UPDATE names SET folded = 'x' WHERE id = 1",
    "entities merged into one that is itself merged": (
        "UPDATE entities SET merged_into = 2 WHERE id = 1; UPDATE entities SET merged_into = 3 WHERE id = 2"
    ),
    "entities without a name": "DELETE FROM names WHERE entity_id = 1",
    "claims under a relationship that is not theirs": "UPDATE claims SET relationship_id = 2 WHERE id = 1",
    "relationships with a wrong stance": "UPDATE relationships SET stance = 'structural' WHERE id = 1",
    "relationships that do not agree with their claims": "UPDATE relationships SET claims = claims + 1 WHERE id = 1",
    "entities that do not agree with their mentions and claims": "UPDATE entities SET mentions = 99 WHERE id = 1",
    "articles of entities that do not agree with their mentions": (
        "DELETE FROM entity_articles WHERE article_id = 2; INSERT INTO entity_articles VALUES (1, 99)"
    ),
    "articles that do not agree with their claims": "UPDATE articles SET claims = claims + 1 WHERE id = 3",
    "months that do not agree with the claims": "UPDATE entity_months SET hostile = hostile + 1; DELETE FROM months",
}
OF_RELATIONSHIPS = (
    "UPDATE relationships SET first_date = '1999' WHERE id = 2",
    "UPDATE relationships SET denied = 0, asserted = 4 WHERE id = 2",
    "UPDATE relationships SET outlets = 7 WHERE id = 1",
    "DELETE FROM relationship_outlets WHERE relationship_id = 1",
    "UPDATE relationship_outlets SET claims = 5 WHERE relationship_id = 1 AND outlet_id = 2",
    "UPDATE claims SET verdict = 'rejected' WHERE id = 1",
    "DELETE FROM claims WHERE relationship_id = 1",
)


def test_a_store_as_it_was_written_is_sound(path: Path) -> None:
    checked = check(path)
    assert checked.sound
    assert checked.findings == ()
    assert len(checked.proofs) >= len({"file", "texts", "names", "counts"})


def test_nothing_is_written_without_repair(path: Path) -> None:
    damage(path, DAMAGES["relationships that do not agree with their claims"])
    before = path.read_bytes()
    assert not check(path).sound
    assert path.read_bytes() == before


@pytest.mark.parametrize("what", DAMAGES)
def test_a_damage_is_found_and_repaired(path: Path, what: str) -> None:
    damage(path, DAMAGES[what])
    found = {finding.what: finding for finding in check(path).findings}
    assert what in found
    assert found[what].count >= 1
    assert found[what].examples
    assert "--repair" in found[what].advice
    repaired = check(path, repair=True)
    assert repaired.sound
    assert what in {finding.what for finding in repaired.findings}
    assert check(path).findings == ()


@pytest.mark.parametrize("sql", OF_RELATIONSHIPS)
def test_every_count_of_a_relationship_is_proved(path: Path, sql: str) -> None:
    damage(path, sql)
    assert not check(path).sound
    assert check(path, repair=True).sound
    assert check(path).findings == ()


def test_a_repair_marks_the_article_whose_mentions_it_dropped(path: Path) -> None:
    damage(path, DAMAGES["mentions outside their text"])
    check(path, repair=True)
    with closing(open_reader(path)) as connection:
        unread = connection.execute("SELECT id FROM articles WHERE extractor_version IS NULL").fetchall()
    assert [row[0] for row in unread] == [2]


def test_an_altered_text_is_told_and_left(path: Path) -> None:
    damage(path, "UPDATE articles SET text = 'Something else entirely, but long enough. ' || text WHERE id = 3")
    (finding,) = check(path, repair=True).findings
    assert finding.what == "texts that are not what was imported"
    assert finding.examples == ("article 3",)
    assert not finding.repaired


def test_rows_that_point_to_nothing_are_told(path: Path) -> None:
    damage(path, "DELETE FROM outlets WHERE id = 1")
    checked = check(path)
    assert not checked.sound
    assert any(finding.what == "rows that point to nothing" for finding in checked.findings)


def test_a_search_cache_with_other_names_is_found_and_removed(path: Path) -> None:
    with closing(open_reader(path)) as connection:
        StoreNames(path).refresh(connection)
    (cache,) = path.parent.glob("store.db-names-*")
    damage(path, "UPDATE names SET name = 'Marenda Rally', folded = 'marenda rally', sounds = '' WHERE id = 2")
    assert any("search caches" in finding.what for finding in check(path).findings)
    assert check(path, repair=True).sound
    assert not cache.exists()


def test_damaged_pages_are_told_with_what_to_do(path: Path) -> None:
    damage(path, "PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(path.read_bytes())
    for start in range(4096 * 3, len(content), 4096 * 2):
        content[start : start + 64] = bytes([0xA5] * 64)
    path.write_bytes(content)
    try:
        checked = check(path)
    except StoreError as error:
        assert "restore it from a backup" in str(error)
    else:
        assert not checked.sound
        assert any("backup" in finding.advice for finding in checked.findings)


def test_a_text_with_a_nul_keeps_its_offsets(tmp_path: Path) -> None:
    text = "\x00 " + TEXT
    moved = tuple(
        FoundEntity(e.key, e.name, e.kind, e.surfaces, tuple(Span(m.start + 2, m.end + 2) for m in e.mentions))
        for e in ENTITIES
    )
    path = write(tmp_path / "nul.db", [(Article(text, "Title"), Reading("en", moved, ()))])
    assert check(path).findings == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None)
@given(written=articles())
def test_whatever_is_written_and_curated_is_sound(
    tmp_path_factory: pytest.TempPathFactory, written: list[Written]
) -> None:
    path = tmp_path_factory.mktemp("checked") / "store.db"
    write(path, [(each.article(), each.reading()) for each in written])
    assert check(path).findings == ()
    with Curator(path) as curator:
        for step in curate(curator):
            assert check(path).findings == (), step


def curate(curator: Curator) -> Iterator[str]:
    connection = curator.db.conn
    claims = [int(row[0]) for row in connection.execute("SELECT id FROM claims ORDER BY id")]
    groups = [int(row[0]) for row in connection.execute("SELECT id FROM entities ORDER BY id")]
    if claims:
        curator.judge(claims[::2], "rejected")
        yield "rejected"
        curator.judge(claims[:1], "confirmed")
        yield "confirmed"
    if len(groups) > 1:
        curator.merge([groups[0]], into=groups[1])
        yield "merged"
        curator.undo()
        yield "undone"
        curator.redo()
        yield "redone"
