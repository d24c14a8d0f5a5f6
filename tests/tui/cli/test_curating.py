"""Curation from the command line: each step does what it says, is journaled, and is told in words and as JSON."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from store.curation import Curator
from store.database import open_reader
from store.records import Article, FoundClaim, FoundEntity, Kind, Reading, Relation, Span, Status
from store.world import load_world
from store.writing import Writer
from tests.tui.cli.terminal import Ran, Run, as_program

TEXT = "The Karanda Front shelled the Velmora Brigade. The KF also backs the Ostrand Army in Zubin."
NAMES = ("Karanda Front", "KF", "Velmora Brigade", "Ostrand Army")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """The store of the fixture ``program``: two articles, four groups."""
    entities = tuple(
        FoundEntity(str(number), name, Kind.ARMED_GROUP, (name,), (Span(start, start + len(name)),))
        for number, name in enumerate(NAMES)
        for start in [TEXT.index(name)]
    )
    claims = (
        FoundClaim("0", Relation.FIGHTS, "2", Status.ASSERTED, Span(0, 46)),
        FoundClaim("1", Relation.SUPPORTS, "3", Status.ASSERTED, Span(47, len(TEXT))),
    )
    path = tmp_path / "store.db"
    with Writer(path, load_world()) as writer:
        import_id = writer.start_import(["test"])
        with writer.batch():
            for number in (1, 2):
                article = Article(f"{TEXT} {number}", f"Title {number}", f"Outlet {number}", f"2016-0{number}-03")
                writer.add(article, Reading("en", entities, claims), import_id, "1")
    return path


def rows(path: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    with closing(open_reader(path)) as connection:
        return [tuple(row) for row in connection.execute(sql, values)]


def number(path: Path, name: str) -> int:
    return int(rows(path, "SELECT id FROM entities WHERE name = ?", name)[0][0])


def done(ran: Ran) -> Any:
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def test_merging_by_any_spelling_and_by_number(program: Run, store: Path) -> None:
    ran = program("merge", "KF", "--into", f"#{number(store, 'Karanda Front')}")
    assert (ran.code, ran.out) == (0, "merged KF into Karanda Front\n")
    own = "SELECT relation, claims FROM readable_relationships WHERE subject = 'Karanda Front' ORDER BY 1"
    assert rows(store, own) == [("fights", 2), ("supports", 2)]
    ran = program("merge", "the velmora brigades", "--into", "ostrand army", "--json")
    assert done(ran)["details"]["name"] == "Ostrand Army"
    assert "taking 'the velmora brigades' for Velmora Brigade" in ran.err


def test_a_merged_groups_number_means_the_one_it_became(program: Run, store: Path) -> None:
    old = number(store, "KF")
    program("merge", "KF", "--into", "Karanda Front")
    assert program("rename", f"#{old}", "Karanda Liberation Front").code == 0
    assert number(store, "Karanda Liberation Front") != old
    listed = json.loads(program("relationships", "--group", f"#{old}", "--json").out)
    assert {row["subject"] for row in listed} == {"Karanda Liberation Front"}


def test_splitting_makes_a_group_of_its_own(program: Run, store: Path) -> None:
    program("merge", "KF", "--into", "Karanda Front")
    assert program("split", "Karanda Front", "KF", "--kind", "organization").out == "split KF off Karanda Front\n"
    made = rows(store, "SELECT kind, claims FROM entities WHERE name = 'KF' AND merged_into IS NULL")
    assert made == [("organization", 2)]
    refused = program("split", "Velmora Brigade", "Velmora Brigade")
    assert refused.code == 1


def test_the_name_that_is_shown_is_not_split_off(program: Run, store: Path) -> None:
    program("add-name", "Velmora Brigade", "VB", "--type", "acronym")
    refused = program("split", "VB", "Velmora Brigade")
    assert refused.code == 1
    assert "rename it first" in refused.err


def test_names_and_kinds(program: Run, store: Path) -> None:
    assert program("rename", "KF", "Karanda Forces").out == "renamed KF to Karanda Forces\n"
    assert program("add-name", "Ostrand Army", "جيش أوستراند", "--type", "original").code == 0
    assert program("set-kind", "Ostrand Army", "state").out == "made Ostrand Army a state, not an armed group\n"
    assert rows(store, "SELECT type, origin FROM names WHERE name = 'جيش أوستراند'") == [("original", "analyst")]
    assert rows(store, "SELECT kind FROM entities WHERE name = 'Ostrand Army'") == [("state",)]
    assert program("rename", "Ostrand Army", "  ").code == 1
    assert program("rename", "Ostrand Army", "a\ud800b").code == 0
    assert "unexpected" not in program("rename", "b\ud800c", "d").err


def test_verdicts_by_id_and_from_a_listing(program: Run, store: Path) -> None:
    assert program("confirm", 1, 2).out == "confirmed 2 claims (1, 2)\n"
    assert program("reject", 1).code == 0
    judged = rows(store, "SELECT id, verdict FROM claims WHERE verdict IS NOT NULL")
    assert judged == [(1, "rejected"), (2, "confirmed")]
    assert program("reject", 1, "--take-back").code == 0
    assert rows(store, "SELECT verdict FROM claims WHERE id = 1") == [(None,)]
    listed = as_program("--store", store, "claims", "--relation", "supports", "--json").out
    assert as_program("--store", store, "reject", "-", stdin=listed).code == 0
    assert rows(store, "SELECT DISTINCT relation FROM claims WHERE verdict = 'rejected'") == [("supports",)]
    assert as_program("--store", store, "reject", "-", stdin='{"id": 3}\n{"id": 1}\n').code == 0
    assert as_program("--store", store, "confirm", "-", stdin="1 3\n").code == 0


@pytest.mark.parametrize("words", [["x"], ["1.5"], ["99999"], ["-1"], ["9" * 40], ["1", "x"]])
def test_what_is_no_claim_is_refused_and_nothing_is_judged(program: Run, store: Path, words: list[str]) -> None:
    assert program("reject", "--", *words).code == 1
    assert rows(store, "SELECT count(*) FROM claims WHERE verdict IS NOT NULL") == [(0,)]
    assert rows(store, "SELECT count(*) FROM journal") == [(0,)]


@pytest.mark.parametrize("text", ["", "[]", '["x"]', '[{"nothing": 1}]', "null", "[1, true]", "rubbish {"])
def test_rubbish_on_standard_input_is_refused_in_one_line(store: Path, text: str) -> None:
    ran = as_program("--store", store, "reject", "-", stdin=text)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)


def test_undo_and_redo_go_through_the_journal(program: Run, store: Path) -> None:
    program("rename", "KF", "Karanda Forces")
    program("set-kind", "Ostrand Army", "state")
    assert program("undo").out == "undone: made Ostrand Army a state, not an armed group\n"
    assert program("redo").out == "redone: made Ostrand Army a state, not an armed group\n"
    assert program("undo", "--steps", 5).out.count("undone: ") == 2
    assert program("undo").code == 1
    assert number(store, "KF")
    listed = done(program("journal", "--json"))
    assert [(entry["action"], entry["undone"]) for entry in listed] == [("set kind", True), ("rename", True)]
    assert "renamed KF to Karanda Forces" in program("journal").out
    cut = program("journal", "--limit", 1)
    assert "showing 1 of 2" in cut.err


def test_a_name_that_several_bear_is_no_guess(program: Run, store: Path) -> None:
    program("add-name", "Velmora Brigade", "The Guard")
    program("add-name", "Ostrand Army", "The Guard")
    ran = program("rename", "the guard", "x y")
    assert ran.code == 1
    assert f"#{number(store, 'Velmora Brigade')} Velmora Brigade" in ran.err
    assert f"#{number(store, 'Ostrand Army')} Ostrand Army" in ran.err
    assert program("rename", "#12345", "x").code == 1
    assert program("rename", "nobody of that name", "x").code == 1


@pytest.fixture
def suggested(store: Path) -> list[int]:
    """Ids of two open suggestions: KF is the Karanda Front, the Velmora Brigade is the Ostrand Army."""
    pairs = (("Karanda Front", "KF", 0.9), ("Velmora Brigade", "Ostrand Army", 0.7))
    with Curator(store) as curator:
        connection: sqlite3.Connection = curator.db.conn
        for one, other, score in pairs:
            connection.execute(
                "INSERT INTO merge_suggestions (entity_id, other_id, score, why) VALUES (?, ?, ?, 'sounds alike')",
                (number(store, one), number(store, other), score),
            )
    return [row[0] for row in rows(store, "SELECT id FROM merge_suggestions ORDER BY id")]


def test_suggestions_are_listed_with_their_reason_and_decided(program: Run, store: Path, suggested: list[int]) -> None:
    listed = done(program("suggest-merges", "--json"))
    assert [(row["stays"], row["goes"], row["score"], row["why"]) for row in listed] == [
        ("Karanda Front", "KF", 0.9, "sounds alike"), ("Velmora Brigade", "Ostrand Army", 0.7, "sounds alike"),
    ]  # fmt: skip
    assert "sounds alike" in program("suggest-merges").out
    ran = program("suggest-merges", "--accept", suggested[0], "--apart", suggested[1])
    assert ran.out == "merged KF into Karanda Front\nkept Velmora Brigade and Ostrand Army apart\n"
    assert rows(store, "SELECT state FROM merge_suggestions ORDER BY id") == [("merged",), ("apart",)]
    assert done(program("suggest-merges", "--json")) == []
    refused = program("suggest-merges", "--accept", suggested[0])
    assert refused.code == 1
    assert "no open suggestion" in refused.err
    assert program("undo", "--steps", 2).code == 0
    assert len(done(program("suggest-merges", "--json"))) == 2


STEPS = (
    {"do": "merge", "groups": ["KF"], "into": "Karanda Front"},
    {"do": "split", "group": "Karanda Front", "names": ["KF"], "kind": "organization"},
    {"do": "rename", "group": "Velmora Brigade", "name": "Velmora Division"},
    {"do": "add-name", "group": "Velmora Division", "name": "VD", "type": "acronym"},
    {"do": "set-kind", "group": "Ostrand Army", "kind": "state"},
    {"do": "keep apart", "groups": ["Ostrand Army", "VD"]},
    {"do": "confirm", "claims": [1, 2]},
    {"do": "reject", "claims": [1]},
    {"do": "take back", "claims": [2]},
)


def test_a_file_of_steps_makes_them_all(program: Run, store: Path, tmp_path: Path) -> None:
    file = tmp_path / "steps.jsonl"
    file.write_text("\n".join(map(json.dumps, STEPS)) + "\n\n")
    ran = program("curate", file, "--json")
    assert ran.code == 0, ran.err
    assert [json.loads(line)["action"] for line in ran.out.splitlines()] == [
        "merge", "split", "rename", "add name", "set kind", "keep apart", "verdict", "verdict", "verdict",
    ]  # fmt: skip
    assert "9 steps made" in ran.err
    assert rows(store, "SELECT id, verdict FROM claims WHERE verdict IS NOT NULL") == [(1, "rejected")]


@pytest.mark.parametrize(
    "line",
    [
        "no json", "[]", "1", '{"do": "dance"}', '{"do": "merge"}', '{"do": "merge", "groups": "KF", "into": "x"}',
        '{"do": "rename", "group": "KF"}', '{"do": "rename", "group": "KF", "name": 5}',
        '{"do": "set-kind", "group": "KF", "kind": "cat"}', '{"do": "confirm", "claims": [true]}',
        '{"do": "confirm", "claims": []}', '{"do": "keep apart", "groups": ["KF"]}', '{"do": ["merge"]}',
    ],
)  # fmt: skip
def test_a_step_that_cannot_be_made_stops_with_its_line(program: Run, store: Path, tmp_path: Path, line: str) -> None:
    file = tmp_path / "steps.jsonl"
    file.write_text(f"{json.dumps(STEPS[0])}\n{line}\n{json.dumps(STEPS[2])}\n")
    ran = program("curate", file)
    assert ran.code == 1
    assert f"{file}, line 2: " in ran.err
    assert "the 1 step before it stay" in ran.err
    assert "unexpected" not in ran.err
    assert rows(store, "SELECT action FROM journal") == [("merge",)]


def test_merging_another_store_tells_what_came_and_what_differs(program: Run, store: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(store.read_bytes())
    program("--store", other, "reject", 1)
    program("confirm", 1)
    ran = program("merge-store", other)
    assert ran.code == 0, ran.err
    assert "0 articles added, 2 already known" in ran.out
    assert "verdict of Karanda Front fights Velmora Brigade: confirmed here, rejected there" in ran.out
    told = done(program("merge-store", other, "--json"))
    assert (told["known"], told["conflicts_found"], told["conflicts"][0]["about"]) == (2, 1, "verdict")
    assert program("merge-store", tmp_path / "no.db").code == 1
    assert program("merge-store", store).code == 1


def test_steps_of_other_versions_are_told_by_their_name(program: Run, store: Path) -> None:
    with Curator(store) as curator:
        curator.db.conn.execute("INSERT INTO journal (at, action, details, undo) VALUES ('2020', 'dance', '{}', '[]')")
        curator.db.conn.execute("INSERT INTO journal (at, action, details, undo) VALUES ('2020', 'merge', '[]', '[]')")
    assert [entry["told"] for entry in done(program("journal", "--json"))] == ["merge", "dance"]


def test_what_is_so_already_is_no_step(program: Run, store: Path) -> None:
    program("confirm", 1)
    again = program("confirm", 1)
    assert (again.code, again.out) == (0, "")
    assert "nothing changes" in again.err
    assert program("confirm", 1, "--json").out == "null\n"
    assert program("set-kind", "KF", "armed_group").out == ""
    assert rows(store, "SELECT count(*) FROM journal") == [(1,)]
