"""The analyst's steps do what they say, keep every count in step, and can all be taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from store import journal
from store.curation import CurationError, Curator
from store.records import Article, FoundClaim, FoundEntity, Kind, Reading, Relation, Span, Status
from store.tallies import recount_entities, recount_relationships
from store.world import load_world
from store.writing import Writer

TEXT = "The Karanda Front shelled the Velmora Brigade. The KF also backs the Ostrand Army, the Velmora Brigade said."


def entity(key: str, *surfaces: str) -> FoundEntity:
    spans = []
    for surface in surfaces:
        start = TEXT.find(surface)
        while start >= 0:
            spans.append(Span(start, start + len(surface)))
            start = TEXT.find(surface, start + 1)
    return FoundEntity(key, surfaces[0], Kind.ARMED_GROUP, surfaces, tuple(spans))


FIRST, SECOND = Span(0, 46), Span(47, len(TEXT))
READING = Reading(
    "en",
    (entity("k", "Karanda Front"), entity("kf", "KF"), entity("v", "Velmora Brigade"), entity("o", "Ostrand Army")),
    (
        FoundClaim("k", Relation.FIGHTS, "v", Status.ASSERTED, FIRST),
        FoundClaim("kf", Relation.SUPPORTS, "o", Status.REPORTED, SECOND, said_by="Velmora Brigade", said_by_key="v"),
        FoundClaim("v", Relation.ALLIED_WITH, "kf", Status.DENIED, SECOND),
    ),
)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "s.db"
    with Writer(path, load_world()) as writer:
        import_id = writer.start_import(["test"])
        with writer.batch():
            for number, outlet in enumerate(("Dispatch", "Monitor")):
                article = Article(f"{TEXT} {number}", f"Title {number}", outlet, f"2016-0{number + 1}-03")
                writer.add(article, READING, import_id, "1")
    return path


def ids(curator: Curator) -> dict[str, int]:
    return dict(curator.db.conn.execute("SELECT name, id FROM entities ORDER BY id").fetchall())


def dump(curator: Curator) -> list[Any]:
    tables = ("entities", "names", "mentions", "claims", "relationship_outlets", "merge_suggestions")
    # A relationship that went and came back has a new id: it is compared by what it says.
    content: list[Any] = []
    for table in tables:
        rows = journal.fetch(curator.db.conn, table, "1", ()) if table in journal.KEYS else []
        content.append(sorted(map(repr, rows)))
    content.append(
        curator.db.conn.execute(
            "SELECT subject_id, relation, object_id, claims, outlets, asserted, reported, planned, denied, first_date,"
            " last_date FROM relationships ORDER BY 1, 2, 3"
        ).fetchall()
    )
    content.append(
        curator.db.conn.execute("SELECT id, articles, mentions, claims, first_date, last_date FROM entities").fetchall()
    )
    return content


def relationships(curator: Curator) -> set[tuple[str, str, str, int]]:
    rows = curator.db.conn.execute("SELECT subject, relation, object, claims FROM readable_relationships")
    return {tuple(row) for row in rows}  # type: ignore[misc]


def test_a_rejected_claim_stays_but_no_longer_counts(store: Path) -> None:
    with Curator(store) as curator:
        claims = [row[0] for row in curator.db.conn.execute("SELECT id FROM claims WHERE relation = 'fights'")]
        curator.judge(claims[:1], "rejected")
        assert ("Karanda Front", "fights", "Velmora Brigade", 1) in relationships(curator)
        assert curator.db.conn.execute("SELECT count(*) FROM claims").fetchone()[0] == 6


def test_merging_joins_names_mentions_claims_and_relationships(store: Path) -> None:
    with Curator(store) as curator:
        names = ids(curator)
        curator.merge([names["KF"]], names["Karanda Front"])
        assert ("Karanda Front", "supports", "Ostrand Army", 2) in relationships(curator)
        known = curator.db.conn.execute("SELECT name FROM names WHERE entity_id = ?", (names["Karanda Front"],))
        assert {row[0] for row in known} == {"Karanda Front", "KF"}
        with pytest.raises(CurationError, match="merged"):
            curator.rename(names["KF"], "Other")


def test_a_claim_between_two_that_became_one_is_kept_without_a_relationship(store: Path) -> None:
    with Curator(store) as curator:
        names = ids(curator)
        curator.merge([names["Karanda Front"]], names["Velmora Brigade"])
        loose = curator.db.conn.execute("SELECT count(*) FROM claims WHERE relationship_id IS NULL").fetchone()[0]
        assert loose == 2
        assert not any(row[1] == "fights" for row in relationships(curator))


def test_a_merged_entity_is_met_again_as_the_one_it_became(store: Path) -> None:
    with Curator(store) as curator:
        names = ids(curator)
        curator.merge([names["KF"]], names["Karanda Front"])
    with Writer(store, load_world()) as writer:
        import_id = writer.start_import(["test"])
        with writer.batch():
            writer.add(Article(f"{TEXT} again", "Again"), READING, import_id, "1")
    with Curator(store) as curator:
        assert ("Karanda Front", "supports", "Ostrand Army", 3) in relationships(curator)
        assert "KF" in ids(curator)
        assert len(ids(curator)) == 4


def test_splitting_takes_a_name_with_its_mentions_and_claims(store: Path) -> None:
    with Curator(store) as curator:
        names = ids(curator)
        curator.merge([names["KF"]], names["Karanda Front"])
        new = curator.split(names["Karanda Front"], ["KF"])
        assert ("KF", "supports", "Ostrand Army", 2) in relationships(curator)
        assert ("Karanda Front", "fights", "Velmora Brigade", 2) in relationships(curator)
        assert curator.db.conn.execute("SELECT mentions FROM entities WHERE id = ?", (new,)).fetchone()[0] == 2


def test_a_mended_claim_moves_to_its_new_relationship_and_is_confirmed(store: Path) -> None:
    with Curator(store) as curator:
        claim = curator.db.conn.execute("SELECT id FROM claims WHERE relation = 'fights'").fetchone()[0]
        curator.mend_claim(claim, relation=Relation.THREATENS, swap=True, status=Status.PLANNED, span=(4, 17))
        assert ("Velmora Brigade", "threatens", "Karanda Front", 1) in relationships(curator)
        row = curator.db.conn.execute("SELECT verdict, evidence FROM readable_claims WHERE id = ?", (claim,)).fetchone()
        assert tuple(row) == ("confirmed", "Karanda Front")
        with pytest.raises(CurationError, match="no part"):
            curator.mend_claim(claim, span=(5, 10_000))


def test_every_step_can_be_undone_and_made_again(store: Path) -> None:
    with Curator(store) as curator:
        names = ids(curator)
        claims = [row[0] for row in curator.db.conn.execute("SELECT id FROM claims ORDER BY id")]
        states = [dump(curator)]
        steps = [
            lambda: curator.judge(claims[:3], "rejected"),
            lambda: curator.merge([names["KF"], names["Ostrand Army"]], names["Karanda Front"]),
            lambda: curator.split(names["Karanda Front"], ["KF"], Kind.ORGANIZATION),
            lambda: curator.rename(names["Velmora Brigade"], "Velmora Division"),
            lambda: curator.add_name(names["Velmora Brigade"], "لواء فلمورا"),
            lambda: curator.set_kind(names["Velmora Brigade"], Kind.STATE),
            lambda: curator.mend_claim(claims[0], relation=Relation.ACCUSES, date="2015-05"),
            lambda: curator.keep_apart(names["Velmora Brigade"], names["Karanda Front"]),
            lambda: curator.judge(claims[:1], None),
        ]
        for step in steps:
            step()
            states.append(dump(curator))
            assert states[-1] != states[-2]
        for state in reversed(states[:-1]):
            assert curator.undo() is not None
            assert dump(curator) == state
        assert curator.undo() is None
        for state in states[1:]:
            assert curator.redo() is not None
            assert dump(curator) == state
        assert curator.redo() is None
        everything = [row[0] for row in curator.db.conn.execute("SELECT id FROM relationships")]
        before = dump(curator)
        recount_relationships(curator.db.conn, everything)
        recount_entities(curator.db.conn, ids(curator).values())
        assert dump(curator) == before


def test_a_new_step_after_undo_ends_what_could_be_made_again(store: Path) -> None:
    with Curator(store) as curator:
        names = ids(curator)
        curator.rename(names["KF"], "One")
        curator.undo()
        curator.rename(names["KF"], "Two")
        assert curator.redo() is None


def test_the_journal_tells_every_step_newest_first(store: Path) -> None:
    with Curator(store) as curator:
        names = ids(curator)
        curator.rename(names["KF"], "Karanda Forces")
        curator.merge([names["KF"]], names["Karanda Front"])
        curator.undo()
        told = [(entry.action, entry.undone) for entry in journal.entries(curator.db.conn)]
        assert told == [("merge", True), ("rename", False)]


def test_a_step_that_later_articles_rest_on_stays_and_says_so(store: Path) -> None:
    with Curator(store) as curator:
        names = ids(curator)
        curator.merge([names["KF"]], names["Karanda Front"])
        new = curator.split(names["Karanda Front"], ["KF"])
        curator.rename(new, "Karanda Forces")
    with Writer(store, load_world()) as writer:
        import_id = writer.start_import(["test"])
        with writer.batch():
            reading = Reading("en", (entity("f", "Karanda Forces", "KF"),), ())
            writer.add(Article(f"{TEXT} again", "Again"), reading, import_id, "1")
    with Curator(store) as curator:
        assert curator.undo() is not None
        before = dump(curator)
        with pytest.raises(CurationError, match="no longer be taken back"):
            curator.undo()
        assert dump(curator) == before


def test_a_name_that_an_entity_is_shown_by_is_not_split_off(store: Path) -> None:
    with Curator(store) as curator:
        names = ids(curator)
        curator.merge([names["KF"]], names["Karanda Front"])
        with pytest.raises(CurationError, match="rename it first"):
            curator.split(names["Karanda Front"], ["Karanda Front"])
