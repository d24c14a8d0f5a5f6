"""Rows of coded data: written with their actors, updated by their id, counted once, never at a verdict's cost."""

from __future__ import annotations

import dataclasses
import hashlib
import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from store.curation import Curator
from store.database import open_reader
from store.events import event_key
from store.records import (
    Article,
    CodedName,
    CodedRecord,
    Confidence,
    FoundClaim,
    FoundEntity,
    Kind,
    Reading,
    Relation,
    Span,
    Status,
)
from store.world import load_world
from store.writing import Writer

RED = FoundEntity("red", "Red Column of Arvenia", Kind.ARMED_GROUP, (), ())
BLUE = FoundEntity("blue", "Blue Guard of Arvenia", Kind.ARMED_GROUP, (), ())
TOWN = FoundEntity("place:Torvik", "Torvik", Kind.PLACE, (), ())


def record(
    row_id: str | None = "ARV12",
    text: str = "Shots were exchanged near the mill.",
    *,
    date: str = "2021-03-04",
    outlet: str = "The Arvenian",
    turned: bool = False,
    deaths: int | None = 2,
    claims: bool = True,
) -> CodedRecord:
    subject, target = ("blue", "red") if turned else ("red", "blue")
    claim = FoundClaim(
        subject,
        Relation.FIGHTS,
        target,
        Status.ASSERTED,
        Span(0, len(text)),
        confidence=Confidence.HIGH,
        extractor="coded: Test",
        undirected=True,
    )
    return CodedRecord(
        article=Article(text, "Battle: Torvik", outlet, date, None, None, "test.csv", 1),
        reading=Reading(None, (RED, BLUE, TOWN), (claim,) if claims else ()),
        dataset="Test",
        row_id=row_id,
        row_hash=hashlib.blake2b(repr((text, date, outlet, deaths, claims, turned)).encode(), digest_size=16).digest(),
        actors=(("red", "side a"), ("blue", "side b")),
        names=(CodedName("red", "Rote Kolonne", "former", 1990, 1999),),
        type="Battles",
        place="place:Torvik",
        latitude=1.5,
        longitude=2.5,
        deaths=deaths,
    )


def write(path: Path, *batches: list[CodedRecord]) -> tuple[Counter[str], Counter[str]]:
    outcomes: Counter[str] = Counter()
    changes: Counter[str] = Counter()
    with Writer(path, load_world()) as writer:
        import_id = writer.start_import(["test"])
        for batch in batches:
            with writer.batch():
                written = writer.add_coded(batch, import_id)
                outcomes.update(written.outcomes)
                changes.update(written.changes)
    return outcomes, changes


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


def rows(path: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    connection = open_reader(path)
    try:
        return [tuple(row) for row in connection.execute(sql, values)]
    finally:
        connection.close()


def test_a_row_becomes_an_article_of_its_own_kind_with_its_actors(path: Path) -> None:
    write(path, [record()])
    assert rows(path, "SELECT kind, title, date, text FROM articles") == [
        ("event", "Battle: Torvik", "2021-03-04", "Shots were exchanged near the mill.")
    ]
    assert rows(path, "SELECT dataset, row_id, type, deaths, latitude FROM events") == [
        ("Test", "ARV12", "Battles", 2, 1.5)
    ]
    assert rows(
        path, "SELECT e.name, a.role FROM event_actors AS a JOIN entities AS e ON e.id = a.entity_id ORDER BY 1"
    ) == [("Blue Guard of Arvenia", "side b"), ("Red Column of Arvenia", "side a"), ("Torvik", "place")]
    assert rows(path, "SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'mill'") == [(1,)]


def test_counters_and_dates_of_entities_know_events(path: Path) -> None:
    write(path, [record(), record("ARV13", date="2020-01-02")])
    found = rows(path, "SELECT articles, mentions, claims, first_date, last_date FROM entities WHERE kind != 'place'")
    assert found == [(2, 0, 2, "2020-01-02", "2021-03-04")] * 2


def test_battles_between_two_groups_are_one_relationship_whatever_the_order_of_the_sides(path: Path) -> None:
    write(path, [record("ARV1"), record("ARV2", turned=True)])
    assert rows(path, "SELECT subject_id < object_id, relation, claims FROM relationships") == [(1, "fights", 2)]
    assert rows(path, "SELECT DISTINCT undirected FROM claims") == [(1,)]


@pytest.mark.parametrize(("state", "people"), [("Syria", "Suri"), ("Saudi Arabia", "Al-Saida"), ("Ireland", "Ari")])
def test_a_group_that_only_sounds_like_a_state_is_not_that_state(path: Path, state: str, people: str) -> None:
    actors = [
        FoundEntity("state", f"Government of {state}", Kind.STATE, (), ()),
        FoundEntity("people", people, Kind.ARMED_GROUP, (), ()),
    ]
    told = record(claims=False)
    for actor in actors:
        write(
            path,
            [
                dataclasses.replace(
                    told,
                    row_id=actor.key,
                    article=dataclasses.replace(told.article, text=actor.name),
                    reading=Reading(None, (actor, TOWN), ()),
                    actors=((actor.key, "side a"),),
                    names=(),
                )
            ],
        )
    with sqlite3.connect(path) as connection:
        named = connection.execute("SELECT name FROM entities WHERE kind <> 'place' ORDER BY id").fetchall()
    assert named == [(state,), (people,)]


def test_the_same_row_again_adds_nothing(path: Path) -> None:
    write(path, [record()])
    outcomes, _ = write(path, [record(), record()])
    assert outcomes == {"known": 2}
    assert rows(path, "SELECT count(*) FROM claims") == [(1,)]


def test_rows_without_an_id_are_told_apart_by_their_whole_content(path: Path) -> None:
    one, other = record(None), record(None, "Another day at the mill.")
    outcomes, _ = write(path, [one, other, one])
    assert outcomes == {"added": 2, "known": 1}


def test_an_update_replaces_what_the_row_says_and_tells_which_parts_changed(path: Path) -> None:
    write(path, [record()])
    outcomes, changes = write(path, [record(text="Nothing happened.", date="2021-03-05", deaths=0, claims=False)])
    assert outcomes == {"updated": 1}
    assert changes == {"notes": 1, "date": 1, "deaths": 1}
    assert rows(path, "SELECT count(*) FROM articles") == [(1,)]
    assert rows(path, "SELECT count(*) FROM claims") == [(0,)]
    assert rows(path, "SELECT count(*) FROM relationships") == [(0,)]
    assert rows(path, "SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'shots'") == []
    assert rows(path, "SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'happened'") == [(1,)]
    assert rows(path, "SELECT DISTINCT first_date, last_date, articles FROM entities") == [
        ("2021-03-05", "2021-03-05", 1)
    ]
    assert rows(path, "SELECT updated FROM imports ORDER BY id DESC LIMIT 1") == [(1,)]


def test_an_update_keeps_every_claim_that_bears_a_verdict(path: Path) -> None:
    write(path, [record(), record("ARV13")])
    with Curator(path) as curator:
        curator.judge([1], "confirmed")
        curator.judge([2], "rejected")
    write(path, [record(text="No.", claims=False), record("ARV13", "A much longer text than before.", outlet="Other")])
    assert rows(path, "SELECT id, verdict, start, end FROM claims ORDER BY id") == [
        (1, "confirmed", 0, 3),
        (2, "rejected", 0, 31),
    ]
    assert rows(path, "SELECT claims, outlets FROM relationships") == [(1, 1)]


def test_an_update_moves_a_confirmed_claim_to_the_outlet_the_row_names_now(path: Path) -> None:
    write(path, [record()])
    with Curator(path) as curator:
        curator.judge([1], "confirmed")
    write(path, [record(outlet="The Other Paper")])
    assert rows(
        path, "SELECT o.name, r.claims FROM relationship_outlets AS r JOIN outlets AS o ON o.id = r.outlet_id"
    ) == [("The Other Paper", 1)]


def test_updates_and_additions_mix_in_one_batch(path: Path) -> None:
    write(path, [record("ARV1")])
    outcomes, _ = write(path, [record("ARV2"), record("ARV1", "Changed."), record("ARV3"), record("ARV3", "Again.")])
    assert outcomes == {"added": 2, "updated": 2}
    assert rows(path, "SELECT text FROM articles ORDER BY id") == [
        ("Changed.",),
        ("Shots were exchanged near the mill.",),
        ("Again.",),
    ]


def test_names_that_a_row_tells_come_with_their_years(path: Path) -> None:
    write(path, [record()])
    assert rows(path, "SELECT type, since, until FROM names WHERE name = 'Rote Kolonne'") == [("former", 1990, 1999)]


def test_reports_beside_events_are_found_by_full_text_once(path: Path) -> None:
    with Writer(path, load_world()) as writer:
        import_id = writer.start_import(["test"])
        with writer.batch():
            writer.add(Article("The mill burnt.", "Fire", None), Reading(None, (), ()), import_id, "1")
            writer.add_coded([record()], import_id)
            writer.add(Article("The mill was rebuilt.", "Mill", None), Reading(None, (), ()), import_id, "1")
    assert len(rows(path, "SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'mill'")) == 3
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)")
    connection.close()


@pytest.mark.parametrize("row_id", ["ARV12", "ARV012", "12", "x", "", "9" * 30, "A\x00B", "1" * 18])
def test_keys_are_of_one_length_and_differ_by_id_and_dataset(row_id: str) -> None:
    one = record(row_id)
    assert len(event_key(one)) == 16
    assert event_key(one) != event_key(dataclasses.replace(one, dataset="Other"))
    assert event_key(one) != event_key(record(row_id + "7"))


def test_merged_groups_take_their_events_along_and_undo_brings_them_back(path: Path) -> None:
    write(path, [record(), record("ARV13", claims=False)])
    red, blue = (rows(path, "SELECT id FROM entities WHERE name = ?", f.name)[0][0] for f in (RED, BLUE))
    assert isinstance(red, int)
    assert isinstance(blue, int)
    with Curator(path) as curator:
        curator.merge([red], blue)
        assert rows(path, "SELECT count(*) FROM event_actors WHERE entity_id = ?", red) == [(0,)]
        assert rows(path, "SELECT articles FROM entities WHERE id = ?", blue) == [(2,)]
        curator.undo()
    assert rows(path, "SELECT count(*) FROM event_actors WHERE entity_id = ?", red) == [(2,)]
    assert rows(path, "SELECT articles FROM entities WHERE id = ?", red) == [(2,)]


def test_a_split_takes_the_events_that_use_the_name(path: Path) -> None:
    one = record()
    other = dataclasses.replace(
        record("ARV13"), article=dataclasses.replace(one.article, title="Battle: Rote Kolonne – Blue Guard")
    )
    write(path, [one, other])
    (red,) = rows(path, "SELECT id FROM entities WHERE name = ?", RED.name)[0]
    assert isinstance(red, int)
    with Curator(path) as curator:
        new = curator.split(red, ["Rote Kolonne"])
    assert rows(path, "SELECT article_id FROM event_actors WHERE entity_id = ?", new) == [(2,)]
    assert rows(path, "SELECT article_id FROM claims WHERE subject_id = ?", new) == [(2,)]


def test_the_articles_of_a_group_and_the_groups_of_an_article_know_events(path: Path) -> None:
    from store.queries.articles import Articles
    from store.queries.filters import ArticleFilter, EntityFilter, Filters
    from store.queries.groups import Groups
    from store.queries.listing import Order

    write(path, [record(), record("ARV13")])
    (red,) = rows(path, "SELECT id FROM entities WHERE name = ?", RED.name)[0]
    assert isinstance(red, int)
    connection = open_reader(path)
    listed = list(Articles().ids(connection, Filters((EntityFilter(red, ""),)), "", Order("date")))
    assert sorted(listed) == [1, 2]
    groups = list(Groups().ids(connection, Filters((ArticleFilter(1, ""),)), "", Order("name")))
    connection.close()
    assert len(groups) == 2


def test_events_come_with_another_store_and_are_recognised_the_second_time(path: Path, tmp_path: Path) -> None:
    from store.merging import merge_store

    write(path, [record(), record("ARV13", claims=False)])
    other = tmp_path / "other.db"
    for added, known in ((2, 0), (0, 2)):
        merged = merge_store(other, path)
        assert (merged.added, merged.known) == (added, known)
    wanted = "SELECT row_id, type, deaths, latitude FROM events ORDER BY 1"
    assert rows(other, wanted) == rows(path, wanted)
    assert rows(other, "SELECT count(*) FROM event_actors") == [(6,)]
    counts = "SELECT name, articles, claims, first_date FROM entities ORDER BY name"
    assert rows(other, counts) == rows(path, counts)
    assert len(rows(other, "SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'mill'")) == 2


def test_entities_that_only_events_name_are_no_orphans(path: Path) -> None:
    write(path, [record(claims=False)])
    with Writer(path, load_world()) as writer, writer.batch():
        assert writer.remove_orphans() == 0


def test_the_reader_shows_what_the_columns_say(path: Path) -> None:
    from store.queries.reading import EventFacts, read_article

    write(path, [record()])
    connection = open_reader(path)
    article = read_article(connection, 1)
    connection.close()
    assert article is not None
    assert article.event == EventFacts("Test", "Battles", None, "Torvik", 2, None, None, None)
    assert {entity.name for entity in article.entities} == {RED.name, BLUE.name, "Torvik"}
    assert all(not entity.mentions for entity in article.entities)


def test_a_store_with_events_is_sound(path: Path) -> None:
    from store.checking import check

    write(
        path, [record("ARV1"), record("ARV2", turned=True), record(None)], [record("ARV1", "Changed.", outlet="Other")]
    )
    assert check(path).findings == ()
