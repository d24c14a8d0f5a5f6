"""Another store comes in whole: nothing is doubled, verdicts and merges come along, what differs is listed."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from store.curation import Curator
from store.database import open_reader
from store.errors import StoreError
from store.merging import Conflict, merge_store
from store.records import Article, FoundClaim, FoundEntity, Kind, Reading, Relation, Span, Status
from store.tallies import recount_entities, recount_relationships
from store.world import load_world
from store.writing import Writer

TEXT = "The Karanda Front shelled the Velmora Brigade. The KF also backs the Ostrand Army, the Velmora Brigade said."
KEYS = {"k": "Karanda Front", "kf": "Kharkoum Fighters", "v": "Velmora Brigade", "o": "Ostrand Army"}
FIGHTS = FoundClaim("k", Relation.FIGHTS, "v", Status.ASSERTED, Span(0, 46))
CLAIMS = (
    FIGHTS,
    FoundClaim("kf", Relation.SUPPORTS, "o", Status.REPORTED, Span(47, 107), said_by="Velmora Brigade",
               said_by_key="v", date="2015-03", reasons=("the verb backs",), trigger=Span(59, 64)),
    FoundClaim("v", Relation.ALLIED_WITH, "kf", Status.DENIED, Span(47, 107)),
)  # fmt: skip


def build(path: Path, texts: dict[str, str | None], keys: dict[str, str] | None = None) -> Path:
    """Make a store of articles, each with all claims; texts map to outlets."""
    entities = tuple(
        FoundEntity(key, name, Kind.ARMED_GROUP, (name,), (Span(number, number + 5), Span(50, 55)))
        for number, (key, name) in enumerate((keys or KEYS).items())
    )
    with Writer(path, load_world()) as writer:
        import_id = writer.start_import(["test"])
        with writer.batch():
            for number, (text, outlet) in enumerate(texts.items(), start=1):
                article = Article(f"{TEXT} {text}", f"Title {text}", outlet, f"2016-0{number}-03")
                writer.add(article, Reading("en", entities, CLAIMS), import_id, "1")
    return path


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    return build(tmp_path / "ours.db", {"one": "Dispatch", "two": "Monitor"})


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    return build(tmp_path / "theirs.db", {"two": "Monitor", "three": None})


def ids(curator: Curator) -> dict[str, int]:
    return dict(curator.db.conn.execute("SELECT name, id FROM entities ORDER BY id").fetchall())


def claims_of(curator: Curator, text: str, relation: str) -> list[int]:
    sql = "SELECT id FROM readable_claims WHERE title = ? AND relation = ?"
    return [row[0] for row in curator.db.conn.execute(sql, (f"Title {text}", relation))]


def content(path: Path) -> list[Any]:
    """Everything that a store says, without its ids."""
    queries = (
        "SELECT min(subject, object), relation, max(subject, object), claims, outlets, asserted, reported, planned,"
        " denied, first_date, last_date FROM readable_relationships",
        "SELECT subject, relation, object, status, confidence, said_by, date, verdict, evidence, outlet, title"
        " FROM readable_claims",
        "SELECT c.dated_by, c.reasons, c.extractor, c.trigger_start, e.name, a.title FROM claims AS c"
        " JOIN articles AS a ON a.id = c.article_id LEFT JOIN entities AS e ON e.id = c.said_by_id",
        "SELECT name, kind, listed, articles, mentions, claims, first_date, last_date FROM entities"
        " WHERE merged_into IS NULL",
        "SELECT e.name, n.name, n.type, n.origin FROM names AS n JOIN entities AS e ON e.id = n.entity_id",
        "SELECT title, date, language, path, position, extractor_version, text FROM articles",
        "SELECT a.title, c.title, o.name, c.date FROM copies AS c JOIN articles AS a ON a.id = c.article_id"
        " LEFT JOIN outlets AS o ON o.id = c.outlet_id",
    )  # fmt: skip
    with closing(open_reader(path)) as connection:
        return [sorted((tuple(row) for row in connection.execute(sql)), key=repr) for sql in queries]


def counts_hold(path: Path) -> bool:
    before = content(path)
    with Curator(path) as curator:
        connection = curator.db.conn
        recount_relationships(connection, [row[0] for row in connection.execute("SELECT id FROM relationships")])
        recount_entities(connection, [row[0] for row in connection.execute("SELECT id FROM entities")])
    return content(path) == before


def test_into_an_empty_store_everything_comes_as_it_was(theirs: Path, tmp_path: Path) -> None:
    with Curator(theirs) as curator:
        curator.judge(claims_of(curator, "two", "fights"), "rejected")
        curator.add_name(ids(curator)["Ostrand Army"], "جيش أوستراند", "original")
    new = tmp_path / "new.db"
    merged = merge_store(new, theirs)
    assert (merged.added, merged.known, merged.claims, merged.conflicts_found) == (2, 0, 6, 0)
    assert content(new) == content(theirs)
    assert counts_hold(new)


def test_what_both_have_is_not_doubled(ours: Path, theirs: Path, tmp_path: Path) -> None:
    both = build(tmp_path / "both.db", {"one": "Dispatch", "two": "Monitor"})
    merged = merge_store(both, theirs)
    assert (merged.added, merged.known, merged.entities, merged.names) == (1, 1, 0, 0)
    with closing(open_reader(both)) as connection:
        row = connection.execute(
            "SELECT claims, outlets, first_date, last_date FROM relationships WHERE relation = 'fights'"
        ).fetchone()
    assert tuple(row) == (3, 2, "2016-01-03", "2016-02-03")
    assert counts_hold(both)
    before = content(both)
    again = merge_store(both, theirs)
    assert (again.added, again.known, again.claims) == (0, 2, 0)
    assert content(both) == before


def test_the_other_store_is_only_read(ours: Path, theirs: Path) -> None:
    digest = hashlib.sha256(theirs.read_bytes()).digest()
    merge_store(ours, theirs)
    assert hashlib.sha256(theirs.read_bytes()).digest() == digest


def test_verdicts_on_articles_that_both_have_come_in_and_can_be_undone(ours: Path, theirs: Path) -> None:
    with Curator(theirs) as curator:
        curator.judge(claims_of(curator, "two", "fights"), "rejected")
        curator.judge(claims_of(curator, "two", "allied_with"), "confirmed")
    with Curator(ours) as curator:
        merge_store(ours, theirs)
        verdicts = curator.db.conn.execute(
            "SELECT relation, verdict FROM readable_claims WHERE title = 'Title two' ORDER BY relation"
        ).fetchall()
        assert dict(map(tuple, verdicts)) == {"allied_with": "confirmed", "fights": "rejected", "supports": None}
        assert counts_hold(ours)
        assert curator.undo() is not None
        assert curator.undo() is not None
        assert curator.undo() is None
        left = curator.db.conn.execute("SELECT count(*) FROM claims WHERE verdict IS NOT NULL").fetchone()[0]
    assert left == 0


def test_a_judged_claim_that_is_not_here_comes_with_its_verdict(ours: Path, theirs: Path) -> None:
    with Curator(theirs) as curator:
        (claim,) = claims_of(curator, "two", "fights")
        curator.retype([claim], Relation.THREATENS)
    merge_store(ours, theirs)
    with closing(open_reader(ours)) as connection:
        found = connection.execute(
            "SELECT verdict FROM readable_claims WHERE title = 'Title two' AND relation = 'threatens'"
        ).fetchall()
    assert [row[0] for row in found] == ["confirmed"]
    assert counts_hold(ours)


def test_opposite_verdicts_are_listed_and_ours_stands(ours: Path, theirs: Path) -> None:
    for path, verdict in ((ours, "confirmed"), (theirs, "rejected")):
        with Curator(path) as curator:
            curator.judge(claims_of(curator, "two", "fights"), verdict)  # type: ignore[arg-type]
    merged = merge_store(ours, theirs)
    assert merged.conflicts == [Conflict("verdict", "Karanda Front fights Velmora Brigade", "confirmed", "rejected")]
    with Curator(ours) as curator:
        (claim,) = claims_of(curator, "two", "fights")
        assert curator.db.conn.execute("SELECT verdict FROM claims WHERE id = ?", (claim,)).fetchone()[0] == "confirmed"


def test_a_merge_made_there_is_made_here(ours: Path, theirs: Path) -> None:
    with Curator(theirs) as curator:
        curator.merge([ids(curator)["Kharkoum Fighters"]], ids(curator)["Karanda Front"])
    merged = merge_store(ours, theirs)
    assert (merged.merges, merged.conflicts_found) == (1, 0)
    with closing(open_reader(ours)) as connection:
        subjects = connection.execute("SELECT subject, claims FROM readable_relationships WHERE relation = 'supports'")
        assert [tuple(row) for row in subjects] == [("Karanda Front", 3)]
    assert counts_hold(ours)


def test_what_is_kept_apart_here_is_not_merged(ours: Path, theirs: Path) -> None:
    with Curator(theirs) as curator:
        curator.merge([ids(curator)["Kharkoum Fighters"]], ids(curator)["Karanda Front"])
    with Curator(ours) as curator:
        curator.keep_apart(ids(curator)["Kharkoum Fighters"], ids(curator)["Karanda Front"])
    merged = merge_store(ours, theirs)
    assert [(each.about, each.here, each.there) for each in merged.conflicts] == [("merge", "kept apart", "merged")]
    assert merged.merges == 0
    assert counts_hold(ours)


def test_two_that_were_merged_here_stay_one_and_that_is_told(ours: Path, theirs: Path) -> None:
    with Curator(ours) as curator:
        curator.merge([ids(curator)["Kharkoum Fighters"]], ids(curator)["Karanda Front"])
    merged = merge_store(ours, theirs)
    assert [(each.about, each.here, each.there) for each in merged.conflicts] == [("merge", "one", "two")]
    with closing(open_reader(ours)) as connection:
        assert connection.execute("SELECT count(*) FROM entities WHERE merged_into IS NULL").fetchone()[0] == 3
    assert counts_hold(ours)


def test_two_that_are_apart_there_are_not_joined_by_a_name_that_both_bear(theirs: Path, tmp_path: Path) -> None:
    with Curator(theirs) as curator:
        curator.add_name(ids(curator)["Karanda Front"], "Kharkoum Fighters")
    new = tmp_path / "new.db"
    assert merge_store(new, theirs).conflicts_found == 0
    assert content(new) == content(theirs)


def test_names_and_kinds_decided_there_are_taken_unless_decided_here(ours: Path, theirs: Path) -> None:
    with Curator(theirs) as curator:
        names = ids(curator)
        curator.rename(names["Karanda Front"], "Karanda Liberation Front")
        curator.rename(names["Ostrand Army"], "Ostrand Forces")
        curator.set_kind(names["Ostrand Army"], Kind.STATE)
        curator.set_kind(names["Velmora Brigade"], Kind.ORGANIZATION)
    with Curator(ours) as curator:
        names = ids(curator)
        curator.rename(names["Karanda Front"], "Front of Karanda")
        curator.set_kind(names["Velmora Brigade"], Kind.STATE)
    merged = merge_store(ours, theirs)
    with Curator(ours) as curator:
        kinds = dict(curator.db.conn.execute("SELECT name, kind FROM entities").fetchall())
    assert kinds == {
        "Front of Karanda": "armed_group",
        "Kharkoum Fighters": "armed_group",
        "Velmora Brigade": "state",
        "Ostrand Forces": "state",
    }
    assert sorted((each.about, each.here, each.there) for each in merged.conflicts) == [
        ("kind", "state", "organization"),
        ("name", "Front of Karanda", "Karanda Liberation Front"),
    ]


def test_kept_apart_there_is_kept_apart_here(ours: Path, theirs: Path) -> None:
    with Curator(theirs) as curator:
        curator.keep_apart(ids(curator)["Kharkoum Fighters"], ids(curator)["Karanda Front"])
    merge_store(ours, theirs)
    with closing(open_reader(ours)) as connection:
        assert connection.execute("SELECT state FROM merge_suggestions").fetchone()[0] == "apart"


def test_another_outlet_of_the_same_text_comes_as_a_copy(ours: Path, tmp_path: Path) -> None:
    merge_store(ours, build(tmp_path / "copy.db", {"one": "Herald"}))
    assert ("Title one", "Title one", "Herald", "2016-01-03") in content(ours)[6]


def test_a_stopped_merge_goes_on_where_it_ended(ours: Path, theirs: Path) -> None:
    stop = threading.Event()
    stop.set()
    assert merge_store(ours, theirs, stop=stop).interrupted
    assert counts_hold(ours)
    merged = merge_store(ours, theirs)
    assert (merged.added, merged.known, merged.interrupted) == (1, 1, False)


def test_progress_counts_articles(ours: Path, theirs: Path) -> None:
    told: list[tuple[int, int]] = []
    merge_store(ours, theirs, on_progress=lambda done, total: told.append((done, total)))
    assert told == [(2, 2)]


@pytest.mark.parametrize("kind", ["absent", "text", "sqlite", "itself", "folder"])
def test_what_is_no_other_store_is_refused_in_one_line(ours: Path, tmp_path: Path, kind: str) -> None:
    other = tmp_path / "other.db"
    if kind == "text":
        other.write_text("not a store at all")
    elif kind == "sqlite":
        with closing(sqlite3.connect(other)) as connection:
            connection.execute("CREATE TABLE t (x)")
    elif kind == "itself":
        other.symlink_to(ours)
    elif kind == "folder":
        other.mkdir()
    before = content(ours)
    with pytest.raises(StoreError) as refused:
        merge_store(ours, other)
    assert str(other) in str(refused.value)
    assert "\n" not in str(refused.value)
    assert content(ours) == before
