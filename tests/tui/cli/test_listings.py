"""Listings: what the panes show, as text or JSON."""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from store.database import open_reader
from tests.tui.cli.terminal import Run, on_terminal

UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def rows(path: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    with contextlib.closing(open_reader(path)) as connection:
        return [tuple(row) for row in connection.execute(sql, values)]


def listed(program: Run, store: Path, *arguments: object) -> list[dict[str, Any]]:
    ran = program("--store", store, *arguments, "--json")
    assert ran.code == 0, ran.err
    found = json.loads(ran.out)
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize(
    ("command", "counted"),
    [
        ("articles", "SELECT count(*) FROM articles"),
        ("groups", "SELECT count(*) FROM entities WHERE kind IN ('armed_group', 'state', 'organization')"),
        ("relationships", "SELECT count(*) FROM relationships"),
        ("claims", "SELECT count(*) FROM claims"),
    ],
)
def test_json_lists_everything_one_row_to_a_line(program: Run, larger_store: Path, command: str, counted: str) -> None:
    found = listed(program, larger_store, command)
    assert [(len(found),)] == rows(larger_store, counted)
    assert len({row["id"] for row in found}) == len(found)
    lines = program("--store", larger_store, command, "--json").out.splitlines()
    assert (lines[0], lines[-1]) == ("[", "]")
    assert len(lines) == len(found) + 2


def test_every_relationship_has_its_counts_and_dates(program: Run, small_store: Path) -> None:
    found = {row["id"]: row for row in listed(program, small_store, "relationships")}
    for row_id, claims, outlets, first, last in rows(
        small_store,
        "SELECT c.relationship_id, count(*), count(DISTINCT a.outlet_id), min(c.date), max(c.date)"
        " FROM claims AS c JOIN articles AS a ON a.id = c.article_id GROUP BY 1",
    ):
        row = found[row_id]
        assert (row["claims"], row["outlets"], row["first_date"], row["last_date"]) == (claims, outlets, first, last)
        assert row["asserted"] + row["reported"] + row["planned"] + row["denied"] == claims
        assert row["undirected"] == 0


def test_it_is_told_which_claims_leave_open_who_acted(program: Run, own_store: Path) -> None:
    with contextlib.closing(sqlite3.connect(own_store)) as db:
        claim, relationship, number = db.execute(
            "SELECT min(id), relationship_id, count(*) FROM claims GROUP BY 2 ORDER BY 3 DESC LIMIT 1"
        ).fetchone()
        db.execute("UPDATE claims SET undirected = 1 WHERE id = ?", (claim,))
        db.commit()
    told = {row["id"]: row for row in listed(program, own_store, "relationships")}
    assert told[relationship]["undirected"] == 1 < number == told[relationship]["claims"]
    assert sum(row["undirected"] for row in told.values()) == 1
    assert [row["id"] for row in listed(program, own_store, "claims") if row["undirected"]] == [claim]
    exported = program("--store", own_store, "export", "jsonl", "--of", "relationships")
    lines = [json.loads(line) for line in exported.out.splitlines()]
    assert {line["id"] for line in lines if line["undirected"]} == {relationship}


def test_a_claim_comes_with_its_sentence_and_source(program: Run, small_store: Path) -> None:
    for claim in listed(program, small_store, "claims")[:20]:
        ((text,),) = rows(small_store, "SELECT text FROM articles WHERE id = ?", claim["article_id"])
        assert text[claim["start"] : claim["end"]] == claim["evidence"]
        start, end = claim["trigger"]
        assert claim["evidence"][start:end]
        assert claim["outlet"]
        assert claim["status"] in ("asserted", "reported", "planned", "denied")


def test_a_cut_is_never_silent(program: Run, small_store: Path) -> None:
    total = len(listed(program, small_store, "claims"))
    cut = program("--store", small_store, "claims", "--limit", 5)
    assert len(cut.out.splitlines()) == 6
    assert cut.err == f"showing 5 of {total:,}; --limit 0 shows all\n"
    assert program("--store", small_store, "claims").err == ""
    assert len(json.loads(program("--store", small_store, "claims", "--json", "-n", 3).out)) == 3


def test_a_group_narrows_every_listing_to_what_touches_it(program: Run, small_store: Path) -> None:
    most = listed(program, small_store, "groups")[0]
    narrowed = listed(program, small_store, "relationships", "--group", most["name"].upper())
    assert 0 < len(narrowed) < len(listed(program, small_store, "relationships"))
    assert all(most["id"] in (row["subject_id"], row["object_id"]) for row in narrowed)
    claims = listed(program, small_store, "claims", "--group", most["name"])
    assert all(most["id"] in (row["subject_id"], row["object_id"]) for row in claims)
    articles = {row["id"] for row in listed(program, small_store, "articles", "--group", most["name"])}
    assert articles == {
        row[0] for row in rows(small_store, "SELECT DISTINCT article_id FROM mentions WHERE entity_id = ?", most["id"])
    }


def test_a_group_in_another_spelling_is_told_as_what_it_was_taken_for(program: Run, small_store: Path) -> None:
    groups = listed(program, small_store, "groups", "--text", "brigade")
    name = max((row["name"] for row in groups), key=len)
    misspelt = name.replace("Brigade", "Briggade").replace("a", "e", 1)
    ran = program("--store", small_store, "relationships", "--group", misspelt, "--json")
    assert ran.code == 0
    assert f"taking '{misspelt}' for {name} (armed group, " in ran.err


def test_a_name_that_nobody_bears_is_an_error(program: Run, small_store: Path) -> None:
    for arguments in (["--group", "qqxxzz"], ["--group", ""], ["--outlet", "qqxxzz"], ["--outlet", "…"]):
        ran = program("--store", small_store, "relationships", *arguments)
        assert (ran.code, ran.out) == (1, "")
        assert len(ran.err.splitlines()) == 1


def test_filters_narrow_by_what_they_name(program: Run, larger_store: Path) -> None:
    def found(*arguments: object) -> list[dict[str, Any]]:
        got = listed(program, larger_store, *arguments)
        assert got, arguments
        return got

    assert {row["stance"] for row in found("relationships", "--stance", "hostile")} == {"hostile"}
    assert {row["relation"] for row in found("relationships", "--relation", "leads")} == {"leads"}
    assert {row["kind"] for row in found("groups", "--kind", "state")} == {"state"}
    assert {row["status"] for row in found("claims", "--status", "denied")} == {"denied"}
    assert {row["confidence"] for row in found("claims", "--confidence", "low")} == {"low"}
    assert {row["outlet"] for row in found("articles", "--outlet", "ridge")} == {"The Ridge Monitor"}
    dates = [row["date"] for row in found("articles", "--from", "2014", "--to", "2015-06")]
    assert min(dates) >= "2014-01-01"
    assert max(dates) <= "2015-06-30"
    assert all("attacked" in row["title"] for row in found("articles", "--text", "title:attacked"))


def test_orders_and_their_reverse(program: Run, small_store: Path) -> None:
    dates = [row["date"] for row in listed(program, small_store, "articles") if row["date"]]
    assert dates == sorted(dates, reverse=True)
    dates = [row["date"] for row in listed(program, small_store, "articles", "--reverse") if row["date"]]
    assert dates == sorted(dates)
    names = [row["name"].lower() for row in listed(program, small_store, "groups", "--sort", "name")]
    assert names == sorted(names)
    outlets = [row["outlets"] for row in listed(program, small_store, "relationships", "--sort", "outlets")]
    assert outlets == sorted(outlets, reverse=True)


def test_an_empty_result_is_an_empty_array(program: Run, small_store: Path) -> None:
    ran = program("--store", small_store, "articles", "--from", "2031", "--json")
    assert (ran.code, ran.out) == (0, "[]\n")


def test_a_pipe_gets_whole_cells_apart_by_tabs(program: Run, small_store: Path) -> None:
    header, *lines = program("--store", small_store, "relationships").out.splitlines()
    assert header.split("\t") == ["subject", "relation", "object", "stance", "claims", "outlets", "first", "last"]
    found = listed(program, small_store, "relationships")
    assert [line.split("\t")[0] for line in lines] == [row["subject"] for row in found]
    assert {len(line.split("\t")) for line in lines} == {8}


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("command", ["articles", "groups", "relationships", "claims"])
def test_rows_fit_the_terminal(larger_store: Path, command: str, columns: int) -> None:
    code, shown = on_terminal(["--store", larger_store, command], columns)
    *lines, last = shown.splitlines()
    assert code == 0
    assert last.startswith("showing 50 of ")
    assert len(lines) == 51
    assert max(map(len, lines)) <= columns


def test_hostile_texts_reach_neither_terminal_nor_pipe(program: Run, hostile_store: Path) -> None:
    for command in ("articles", "groups", "relationships", "claims"):
        code, shown = on_terminal(["--store", hostile_store, command, "--limit", 0], 100)
        assert code == 0
        assert not UNSAFE.search(shown)
        ran = program("--store", hostile_store, command)
        assert not UNSAFE.search(ran.out)
        assert len({line.count("\t") for line in ran.out.splitlines()}) == 1
        assert isinstance(json.loads(program("--store", hostile_store, command, "--json").out), list)
