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


def claim_of(curator: Curator, relation: str) -> int:
    sql = "SELECT id FROM claims WHERE relation = ? ORDER BY id"
    return int(curator.db.conn.execute(sql, (relation,)).fetchone()[0])


def test_a_mended_claim_moves_to_its_new_relationship_and_is_confirmed(store: Path) -> None:
    with Curator(store) as curator:
        claim = claim_of(curator, "fights")
        curator.retype([claim], Relation.THREATENS)
        curator.swap([claim])
        curator.set_status([claim], Status.PLANNED)
        curator.redate([claim], "2015-05")
        curator.respan(claim, 4, 17)
        assert ("Velmora Brigade", "threatens", "Karanda Front", 1) in relationships(curator)
        sql = "SELECT verdict, status, date, evidence FROM readable_claims WHERE id = ?"
        row = curator.db.conn.execute(sql, (claim,)).fetchone()
        assert tuple(row) == ("confirmed", "planned", "2015-05", "Karanda Front")
        assert [entry.action for entry in journal.entries(curator.db.conn)] == [
            "respan", "redate", "set status", "swap", "retype",
        ]  # fmt: skip


def test_many_claims_are_mended_in_one_step(store: Path) -> None:
    with Curator(store) as curator:
        claims = [row[0] for row in curator.db.conn.execute("SELECT id FROM claims")]
        curator.redate(claims, None)
        assert {row[0] for row in curator.db.conn.execute("SELECT date FROM claims")} == {None}
        curator.undo()
        assert None not in {row[0] for row in curator.db.conn.execute("SELECT date FROM claims")}


@pytest.mark.parametrize(("start", "end"), [(5, 10_000), (-1, 5), (9, 9), (9, 3)])
def test_evidence_lies_within_the_text(store: Path, start: int, end: int) -> None:
    with Curator(store) as curator, pytest.raises(CurationError, match="no part"):
        curator.respan(claim_of(curator, "fights"), start, end)


def test_the_words_that_say_it_stay_marked_within_other_evidence(store: Path) -> None:
    with Curator(store) as curator:
        claim = claim_of(curator, "fights")
        curator.db.conn.execute("UPDATE claims SET trigger_start = 18, trigger_end = 25 WHERE id = ?", (claim,))
        marks = "SELECT trigger_start, trigger_end FROM claims WHERE id = ?"
        curator.respan(claim, 4, 46)
        assert tuple(curator.db.conn.execute(marks, (claim,)).fetchone()) == (18, 25)
        curator.respan(claim, 4, 20)
        assert tuple(curator.db.conn.execute(marks, (claim,)).fetchone()) == (None, None)


@pytest.mark.parametrize("date", ["16", "2016-13", "2016-02-40", "yesterday", "2016-1-1", ""])
def test_a_claim_is_dated_by_nothing_but_a_date(store: Path, date: str) -> None:
    with Curator(store) as curator, pytest.raises(CurationError, match="no date"):
        curator.redate([claim_of(curator, "fights")], date)


def test_a_place_neither_acts_nor_is_fought_and_only_a_place_is_held(store: Path) -> None:
    with Curator(store) as curator:
        claim = claim_of(curator, "fights")
        with pytest.raises(CurationError, match="no place"):
            curator.retype([claim], Relation.CONTROLS)
        curator.set_kind(ids(curator)["Velmora Brigade"], Kind.PLACE)
        curator.retype([claim], Relation.CONTROLS)
        with pytest.raises(CurationError, match="does nothing"):
            curator.swap([claim])
        with pytest.raises(CurationError, match="does not lead to places"):
            curator.retype([claim], Relation.ACCUSES)


def test_a_step_over_a_claim_that_is_not_there_changes_nothing(store: Path) -> None:
    with Curator(store) as curator:
        before = dump(curator)
        with pytest.raises(CurationError, match="no claim 99999"):
            curator.retype([claim_of(curator, "fights"), 99999], Relation.ACCUSES)
        assert dump(curator) == before


def test_reading_anew_leaves_a_mended_claim_as_it_was_mended(store: Path) -> None:
    with Curator(store) as curator:
        fight, backing = claim_of(curator, "fights"), claim_of(curator, "supports")
        curator.retype([fight], Relation.ACCUSES)
        curator.swap([fight])
        curator.swap([backing])
        curator.redate([backing], "2014")
        mended = journal.fetch(curator.db.conn, "claims", "id IN (?, ?)", (fight, backing))
        names = ids(curator)
        # Merged later, what was read before still means the same two.
        curator.merge([names["KF"]], names["Karanda Front"])
        article = mended[0]["article_id"]
    with Writer(store, load_world()) as writer, writer.batch():
        writer.reread(article, READING, "2")
    with Curator(store) as curator:
        of_article = "SELECT relation FROM claims WHERE article_id = ? ORDER BY relation"
        told = [row[0] for row in curator.db.conn.execute(of_article, (article,))]
        assert told == ["accuses", "allied_with", "supports"]
        kept = journal.fetch(curator.db.conn, "claims", "id IN (?, ?)", (fight, backing))
        columns = ("relation", "date", "verdict")
        assert [[row[c] for c in columns] for row in kept] == [[row[c] for c in columns] for row in mended]


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
            lambda: curator.retype(claims[:2], Relation.ACCUSES),
            lambda: curator.swap(claims[:1]),
            lambda: curator.redate(claims[1:3], "2015-05"),
            lambda: curator.set_status(claims[2:4], Status.DENIED),
            lambda: curator.respan(claims[0], 4, 40),
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
