"""The review queue on the command line, and the steps by which scripts mend what was misread."""

from __future__ import annotations

import io
import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from store.database import open_reader
from tests.tui.cli.terminal import Ran, Run
from tests.tui.store_builder import Sizes, build_store


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """The store of the fixture ``program``, with one suggestion to merge."""
    path = build_store(tmp_path / "store.db", Sizes(articles=40))
    with closing(sqlite3.connect(path)) as db:
        db.execute("INSERT INTO merge_suggestions (id, entity_id, other_id, score, why) VALUES (7, 1, 2, 0.9, 'alike')")
        db.commit()
    return path


def rows(path: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    with closing(open_reader(path)) as connection:
        return [tuple(row) for row in connection.execute(sql, values)]


def done(ran: Ran) -> Any:
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def a_claim(path: Path) -> tuple[int, int, int, int]:
    sql = (
        "SELECT c.id, c.article_id, c.subject_id, c.object_id FROM claims AS c JOIN entities AS o ON o.id = object_id"
        " JOIN entities AS s ON s.id = subject_id WHERE o.kind = 'armed_group' AND s.kind = 'armed_group'"
    )
    found = rows(path, sql)[0]
    return (found[0], found[1], found[2], found[3])


def test_the_queue_is_listed_in_words_and_as_json(program: Run, store: Path) -> None:
    text = program("review").out.splitlines()
    assert text[1].startswith("merge 7\t")
    listed = done(program("review", "--json"))
    assert listed[0]["waits"] == "merge" and listed[0]["suggestion"] == 7 and "id" not in listed[0]
    low = {row[0] for row in rows(store, "SELECT id FROM claims WHERE confidence = 'low'")}
    assert {item["id"] for item in listed[1:]} == low
    assert all(item["confidence_why"] and item["evidence"] for item in listed[1:])


def test_the_filters_of_the_listings_narrow_the_queue(program: Run, store: Path) -> None:
    outlet = rows(store, "SELECT name FROM outlets WHERE id = 2")[0][0]
    listed = done(program("review", "--outlet", outlet, "--json"))
    assert {item["outlet"] for item in listed if item["waits"] == "claim"} == {outlet}
    assert len(done(program("review", "--doubt", "all", "--json"))) > len(done(program("review", "--json")))
    cut = program("review", "--limit", 2)
    assert len(cut.out.splitlines()) == 3 and "showing 2 of" in cut.err


def test_a_filtered_queue_is_rejected_through_a_pipe(
    program: Run, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = program("review", "--json").out
    monkeypatch.setattr(sys, "stdin", io.StringIO(listed))
    assert done(program("reject", "-", "--json"))["details"]["verdict"] == "rejected"
    assert [item["waits"] for item in done(program("review", "--json"))] == ["merge"]


def test_claims_are_mended_each_in_one_undoable_step(program: Run, store: Path) -> None:
    claim, _, subject, target = a_claim(store)
    whole = "SELECT subject_id, relation, object_id, start, end, trigger_start, date, status, verdict FROM claims"
    before = rows(store, f"{whole} WHERE id = ?", claim)
    words = rows(store, "SELECT substr(text, start + 1, 9) FROM claims JOIN articles ON articles.id = article_id "
                        "WHERE claims.id = ?", claim)[0][0]  # fmt: skip
    assert done(program("retype", claim, "--relation", "accuses", "--json"))["action"] == "retype"
    assert done(program("swap", claim, "--json"))["action"] == "swap"
    assert done(program("redate", claim, "--date", "2014-05", "--json"))["action"] == "redate"
    assert done(program("set-status", claim, "--status", "denied", "--json"))["action"] == "set status"
    assert done(program("respan", claim, "--words", words, "--json"))["action"] == "respan"
    told = "SELECT relation, subject_id, object_id, date, status, verdict, end - start FROM claims WHERE id = ?"
    assert rows(store, told, claim) == [("accuses", target, subject, "2014-05", "denied", "confirmed", 9)]
    done(program("redate", claim, "--undated", "--json"))
    assert rows(store, "SELECT date, dated_by FROM claims WHERE id = ?", claim) == [(None, None)]
    assert program("undo", "--steps", 6).code == 0
    assert rows(store, f"{whole} WHERE id = ?", claim) == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("retype", 1), "relation"),
        (("redate", 1), "say when"),
        (("redate", 1, "--date", "2014", "--undated"), "not both"),
        (("redate", 1, "--date", "soon"), "no date"),
        (("respan", 1), "say the stretch"),
        (("respan", 1, "--start", 3), "say the stretch"),
        (("respan", 1, "--start", 3, "--end", 99_999_999), "no part"),
        (("respan", 1, "--words", "no such words here"), "no such words"),
        (("respan", 1, "--words", " "), "no such words"),
        (("respan", "-", "--words", "x"), "no id"),
        (("swap", 999_999), "no claim"),
        (("apart", "#1", "#1"), "itself"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    program: Run, store: Path, arguments: tuple[object, ...], told: str
) -> None:
    ran = program(*arguments)
    assert ran.code in (1, 2) and told in " ".join(ran.err.split()) and "Traceback" not in ran.err
    assert rows(store, "SELECT count(*) FROM journal") == [(0,)]


def test_two_groups_are_kept_apart_for_good(program: Run, store: Path) -> None:
    assert done(program("apart", "#1", "#2", "--json"))["action"] == "keep apart"
    assert all(item["waits"] == "claim" for item in done(program("review", "--json")))


def test_steps_on_claims_are_read_from_a_file(program: Run, store: Path, tmp_path: Path) -> None:
    claim, _, subject, target = a_claim(store)
    steps = [
        {"do": "retype", "claims": [claim], "relation": "supports"},
        {"do": "swap", "claims": [claim]},
        {"do": "redate", "claims": [claim], "date": None},
        {"do": "set-status", "claims": [claim], "status": "planned"},
        {"do": "respan", "claim": claim, "start": 0, "end": 5},
    ]
    file = tmp_path / "steps.jsonl"
    file.write_text("\n".join(map(json.dumps, steps)), encoding="utf-8")
    assert program("curate", file).code == 0
    told = "SELECT relation, subject_id, object_id, date, status, start, end FROM claims WHERE id = ?"
    assert rows(store, told, claim) == [("supports", target, subject, None, "planned", 0, 5)]
    for wrong in ({"do": "redate", "claims": [claim], "date": "soon"}, {"do": "retype", "claims": [claim]}):
        file.write_text(json.dumps(wrong), encoding="utf-8")
        assert program("curate", file).code == 1
