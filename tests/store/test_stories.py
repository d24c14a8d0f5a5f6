"""A story with its copies counts once, for the outlet that had it first, whatever the order in which they come."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from store.checking import check
from store.curation import Curator
from store.database import open_reader
from store.importing import import_paths
from store.merging import merge_store
from store.story_finding import find_missing
from store.tallies import recount_relationships, wrong_relationships
from store.world import load_world
from store.writing import Writer
from tests.store.printing import OWN, POST, STAR, WIRE, Printed, sentences, write


def counted(store: Path) -> set[tuple[object, ...]]:
    """Who claims what how often, in words that are the same in every store."""
    connection = open_reader(store)
    rows = connection.execute(
        "SELECT subjects.name, relation, objects.name, r.claims, r.outlets, o.name, ro.claims, ro.copies"
        " FROM relationships AS r JOIN entities AS subjects ON subjects.id = subject_id"
        " JOIN entities AS objects ON objects.id = object_id"
        " LEFT JOIN relationship_outlets AS ro ON ro.relationship_id = r.id LEFT JOIN outlets AS o ON o.id = outlet_id"
    ).fetchall()
    connection.close()
    return {
        (*((row[2], row[1], row[0]) if row[1] == "allied_with" and row[2] < row[0] else row[:3]), *row[3:])
        for row in rows
    }


def outlets(store: Path) -> dict[str, tuple[int, int]]:
    return {row[5]: (row[6], row[7]) for row in counted(store)}  # type: ignore[misc]


def test_copies_count_once_for_the_outlet_that_had_the_story_first(tmp_path: Path) -> None:
    write(tmp_path / "s.db", [WIRE, STAR, POST, OWN])
    assert outlets(tmp_path / "s.db") == {"Wire": (3, 0), "Star": (0, 1), "Post": (0, 1), "Gazette": (1, 0)}
    assert {row[3:5] for row in counted(tmp_path / "s.db")} == {(4, 2)}


@pytest.mark.parametrize("order", permutations(range(4)))
def test_the_order_of_import_makes_no_difference(order: tuple[int, ...], tmp_path: Path) -> None:
    write(tmp_path / "s.db", [(STAR, WIRE, OWN, POST)[place] for place in order])
    assert outlets(tmp_path / "s.db") == {"Wire": (3, 0), "Star": (0, 1), "Post": (0, 1), "Gazette": (1, 0)}


def test_the_same_day_falls_to_the_same_outlet_in_every_order(tmp_path: Path) -> None:
    one, other = replace(STAR, date=WIRE.date), WIRE
    write(tmp_path / "a.db", [one, other])
    write(tmp_path / "b.db", [other, one], batches=False)
    assert outlets(tmp_path / "a.db") == outlets(tmp_path / "b.db") == {"Star": (2, 0), "Wire": (0, 1)}


def test_two_copies_that_have_little_in_common_are_joined_by_a_third(tmp_path: Path) -> None:
    ends = [
        Printed(sentences(3, 0, 9), "First", "2015-01-01"),
        Printed(sentences(3, 6, 15), "Last", "2015-01-03"),
    ]
    bridge = Printed(sentences(3, 1, 14), "Middle", "2015-01-02")
    write(tmp_path / "apart.db", ends)
    assert outlets(tmp_path / "apart.db") == {"First": (1, 0), "Last": (1, 0)}
    for number, order in enumerate(permutations([*ends, bridge])):
        write(tmp_path / f"{number}.db", order)
        assert outlets(tmp_path / f"{number}.db") == {"First": (3, 0), "Middle": (0, 1), "Last": (0, 1)}


def test_an_exact_copy_that_was_printed_earlier_takes_the_story(tmp_path: Path) -> None:
    earlier = replace(WIRE, outlet="Agency", date="2016-10-07")
    for number, order in enumerate(permutations([WIRE, earlier, STAR])):
        write(tmp_path / f"{number}.db", order)
        found = {outlet: claims for outlet, (claims, _) in outlets(tmp_path / f"{number}.db").items() if claims}
        assert found == {"Agency": 2}
        assert {row[4] for row in counted(tmp_path / f"{number}.db")} == {1}


def test_importing_again_changes_nothing(tmp_path: Path) -> None:
    write(tmp_path / "s.db", [WIRE, STAR, POST, OWN])
    before = counted(tmp_path / "s.db")
    write(tmp_path / "s.db", [POST, OWN, STAR, WIRE])
    assert counted(tmp_path / "s.db") == before


def test_merging_stores_counts_as_one_import_would(tmp_path: Path) -> None:
    write(tmp_path / "all.db", [WIRE, STAR, POST, OWN])
    write(tmp_path / "one.db", [STAR, OWN])
    write(tmp_path / "other.db", [POST, WIRE])
    merge_store(tmp_path / "one.db", tmp_path / "other.db")
    assert outlets(tmp_path / "one.db") == outlets(tmp_path / "all.db")


def test_a_verdict_keeps_the_count_and_undoing_it_too(tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    write(store, [WIRE, STAR, POST, OWN])
    before = counted(store)
    with Curator(store) as curator:
        curator.judge([2], "rejected")
        assert outlets(store)["Wire"] == (2, 0)
        assert "Star" not in outlets(store)
        curator.undo()
    assert counted(store) == before


def test_a_rejected_claim_stays_out_when_its_story_changes(tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    write(store, [STAR])
    with Curator(store) as curator:
        curator.judge([1], "rejected")
    write(store, [WIRE])
    assert outlets(store) == {"Wire": (1, 0)}


def test_stories_of_an_older_store_are_found_on_request_and_when_read_anew(tmp_path: Path) -> None:
    for number in range(2):
        store = tmp_path / f"{number}.db"
        with Writer(store, load_world()) as writer:
            import_id = writer.start_import(["test"])
            with writer.batch():
                ids = [
                    writer.add(each.article(), replace(each.reading(), story_keys=()), import_id, "1").article_id
                    for each in (STAR, WIRE, POST, OWN)
                ]
            assert outlets(store)["Star"] == (1, 0)
            if number:
                with writer.batch():
                    for article_id, each in zip(ids, (STAR, WIRE, POST, OWN), strict=True):
                        writer.reread(article_id, each.reading(), "2")
        if not number:
            assert find_missing(store, world=load_world()).stories == 1
        assert outlets(store) == {"Wire": (3, 0), "Star": (0, 1), "Post": (0, 1), "Gazette": (1, 0)}


def test_exact_copies_of_an_older_store_are_looked_at_too(tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    write(store, [WIRE, replace(WIRE, outlet="Agency", date="2016-10-07"), OWN])
    before = counted(store)
    connection = sqlite3.connect(store)
    connection.execute("DELETE FROM story_articles")
    connection.execute("DELETE FROM story_keys")
    recount_relationships(connection, [row[0] for row in connection.execute("SELECT id FROM relationships").fetchall()])
    connection.commit()
    connection.close()
    assert outlets(store) == {"Wire": (1, 0), "Gazette": (1, 0)}
    find_missing(store, world=load_world())
    assert counted(store) == before


def test_looking_for_stories_again_finds_nothing_new(tmp_path: Path) -> None:
    write(tmp_path / "s.db", [WIRE, STAR])
    before = counted(tmp_path / "s.db")
    found = find_missing(tmp_path / "s.db", world=load_world())
    assert (found.looked_at, found.stories) == (0, 1)
    assert counted(tmp_path / "s.db") == before


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE story_articles SET outlet_id = 1",
        "UPDATE story_articles SET story_id = article_id",
        "DELETE FROM story_articles WHERE article_id = 2",
        "UPDATE story_articles SET outlet_id = NULL WHERE article_id = 1",
    ],
)
def test_a_check_finds_and_repairs_what_counts_for_the_wrong_outlet(damage: str, tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    write(store, [STAR, WIRE, POST, replace(STAR, outlet="Agency", date="2016-10-07")])
    before = counted(store)
    assert check(store).sound
    connection = sqlite3.connect(store)
    connection.execute(damage)
    connection.commit()
    connection.close()
    found = check(store, repair=True)
    assert found.findings and found.sound
    assert check(store).findings == ()
    if "UPDATE story_articles SET outlet_id" in damage:
        assert counted(store) == before


printed = st.builds(
    Printed,
    # Stretches of the same theme: some resemble each other, some are bridged by others, some are the same.
    st.builds(
        lambda theme, first, length: sentences(theme, first, first + length),
        st.integers(1, 2),
        st.integers(0, 4),
        st.integers(3, 9),
    ),
    st.sampled_from((None, "Wire", "Star", "Post")),
    st.sampled_from((None, "2016-10-08", "2016-10-09")),
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 1), st.integers(0, 2)), max_size=3).map(tuple),
)


@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(written=st.lists(printed, min_size=2, max_size=7, unique_by=lambda each: each.text), data=st.data())
def test_counts_equal_a_recount_and_those_of_any_other_order(
    written: list[Printed], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("stores")
    write(folder / "one.db", written)
    write(folder / "other.db", data.draw(st.permutations(written)), batches=False)
    assert counted(folder / "one.db") == counted(folder / "other.db")
    for name in ("one.db", "other.db"):
        assert_in_step(folder / name)


@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(written=st.lists(printed, min_size=2, max_size=5), data=st.data())
def test_reading_anew_keeps_the_counts_in_step(
    written: list[Printed], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = tmp_path_factory.mktemp("stores") / "s.db"
    write(store, written)
    with Writer(store, load_world()) as writer, writer.batch():
        count = writer.db["articles"].count
        for article_id in range(1, count + 1):
            writer.reread(article_id, replace(data.draw(printed).reading(), story_keys=()), "2")
    assert_in_step(store)


def assert_in_step(store: Path) -> None:
    connection = sqlite3.connect(store)
    assert wrong_relationships(connection) == []
    query = "SELECT * FROM relationship_outlets ORDER BY 1, 2"
    before = connection.execute(query).fetchall()
    recount_relationships(connection, [row[0] for row in connection.execute("SELECT id FROM relationships").fetchall()])
    assert connection.execute(query).fetchall() == before
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


def test_an_import_finds_the_copies_among_files(tmp_path: Path) -> None:
    report = (
        "Fighters of the Karanda Front attacked the Velmora Brigade near Old Ford on Monday, residents said. The attack "
        "began before dawn and lasted until noon, when the brigade withdrew to the northern bank with several wounded "
        "men. At least four people were killed, a doctor at the local hospital said by telephone."
    )
    files = {
        "wire.txt": f"Old Ford attacked\nOutlet: Wire\nDate: 2016-10-08\n\n{report}",
        "star.txt": f"Attack near ford\nOutlet: Star\nDate: 2016-10-09\n\nFrom our desk. {report} More will follow.",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    summary = import_paths(tmp_path / "s.db", [str(tmp_path / name) for name in files])
    assert (summary.added, summary.unread) == (2, 0)
    assert {row[5:] for row in counted(tmp_path / "s.db")} >= {("Wire", 2, 0), ("Star", 0, 1)}
