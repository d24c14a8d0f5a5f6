"""Which entity of the store a found name means."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.records import Article, FoundEntity, Kind, Reading, Span
from store.resolution import looks_like_acronym
from store.world import load_world
from store.writing import Writer

HERE = (Span(0, 4),)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Writer]:
    with Writer(tmp_path / "store.db", load_world()) as writer:
        writer.start_import(["x"])
        yield writer


def add(writer: Writer, *entities: FoundEntity) -> list[int]:
    """Write an article that names these, and return the ids that they resolved to."""
    number = writer.db.conn.execute("SELECT count(*) FROM articles").fetchone()[0]
    keyed = [
        FoundEntity(f"e{index}", each.name, each.kind, each.surfaces, (Span(index, index + 1),), each.listed)
        for index, each in enumerate(entities)
    ]
    with writer.batch():
        written = writer.add(Article(f"Text number {number}.", "T"), Reading("en", tuple(keyed), ()), 1, "1")
    rows = writer.db.conn.execute(
        "SELECT entity_id FROM mentions WHERE article_id = ? ORDER BY start", (written.article_id,)
    ).fetchall()
    return [row[0] for row in rows]


def named(name: str, kind: Kind = Kind.ARMED_GROUP, listed: str | None = None, *surfaces: str) -> FoundEntity:
    return FoundEntity("e", name, kind, (name, *surfaces), HERE, listed)


def kinds(writer: Writer) -> dict[str, str]:
    return dict(writer.db.conn.execute("SELECT name, kind FROM entities"))


def test_names_of_one_listed_group_are_one_entity_under_its_listed_name(store: Writer) -> None:
    one = add(store, named("Jabhat al-Nusra", listed="nusra-front"))
    other = add(store, named("al-Nusra Front", Kind.ORGANIZATION, "nusra-front"))
    assert one == other
    assert kinds(store) == {"Nusra Front": "armed_group"}
    known = {row[0] for row in store.db.conn.execute("SELECT name FROM names WHERE entity_id = ?", one)}
    assert {"Nusra Front", "Jabhat al-Nusra", "جبهة النصرة"} <= known


def test_an_unlisted_name_is_the_entity_that_bears_it(store: Writer) -> None:
    assert add(store, named("Karanda Brigade")) == add(store, named("KARANDA brigade"))
    assert add(store, named("Karanda Brigade", Kind.ORGANIZATION)) == [1]


def test_a_person_and_a_place_are_never_a_group(store: Writer) -> None:
    ids = add(store, named("Karanda"), named("Karanda", Kind.PLACE), named("Karanda", Kind.PERSON))
    assert len(set(ids)) == 3


def test_a_surname_alone_is_not_the_person_met_under_the_full_name(store: Writer) -> None:
    (full,) = add(store, named("Salim Odeh", Kind.PERSON, None, "Odeh"))
    (lone,) = add(store, named("Odeh", Kind.PERSON))
    assert full != lone
    assert add(store, named("Salim Odeh", Kind.PERSON)) == [full]


def test_an_acronym_means_the_same_only_in_capitals(store: Writer) -> None:
    (group,) = add(store, named("Karanda Resistance Army", Kind.ARMED_GROUP, None, "KRA"))
    assert add(store, named("KRA")) == [group]
    assert add(store, named("Kra")) != [group]


def test_an_acronym_that_two_groups_bear_decides_nothing(store: Writer) -> None:
    one = add(store, named("Karanda Resistance Army", Kind.ARMED_GROUP, None, "KRA"))
    other = add(store, named("Kolmar Regional Alliance", Kind.ARMED_GROUP, None, "KRA"))
    assert add(store, named("KRA")) not in (one, other)


def test_a_group_met_before_it_was_recognised_is_given_its_place_in_the_lists(store: Writer) -> None:
    (before,) = add(store, named("Nusra Front", Kind.ORGANIZATION))
    assert add(store, named("Nusra Front", listed="nusra-front")) == [before]
    assert store.db.conn.execute("SELECT listed FROM entities").fetchall() == [("nusra-front",)]


def test_a_group_met_under_its_listed_name_is_found_under_another_listed_name(store: Writer) -> None:
    (before,) = add(store, named("Nusra Front", Kind.ORGANIZATION))
    assert add(store, named("Jabhat al-Nusra", listed="nusra-front")) == [before]


def test_a_recognised_group_takes_the_kind_that_the_lists_give(store: Writer) -> None:
    add(store, named("Nusra Front", Kind.ORGANIZATION))
    add(store, named("Nusra Front", listed="nusra-front"))
    assert kinds(store) == {"Nusra Front": "armed_group"}


def test_a_merged_entity_stands_for_the_one_it_was_merged_into(store: Writer) -> None:
    (one,) = add(store, named("Karanda Brigade"))
    (other,) = add(store, named("Velmora Front"))
    (last,) = add(store, named("Ostrand Guard"))
    connection = store.db.conn
    connection.execute("UPDATE entities SET merged_into = ? WHERE id = ?", (other, one))
    connection.execute("UPDATE entities SET merged_into = ? WHERE id = ?", (last, other))
    with Writer(store.path, load_world()) as again:
        assert add(again, named("Karanda Brigade")) == [last]


def test_a_listed_key_that_the_lists_no_longer_have_is_an_entity_by_its_name(store: Writer) -> None:
    assert add(store, named("Karanda Brigade", listed="no-such-key")) == [1]
    assert store.db.conn.execute("SELECT name, listed FROM entities").fetchall() == [("Karanda Brigade", None)]
    assert add(store, named("Karanda Brigade", listed="no-such-key")) == [1]


@pytest.mark.parametrize(
    ("name", "is_acronym"),
    [
        ("FSA", True),
        ("M23", True),
        ("AQI", True),
        ("PYD", True),
        ("Isis", False),
        ("I", False),
        ("THE LONG NAME", False),
    ],
)
def test_acronyms_are_told_by_their_capitals(name: str, is_acronym: bool) -> None:
    assert looks_like_acronym(name) is is_acronym
