"""Search by name in any spelling, and by the text of articles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.tui.cli.terminal import Run


def test_names_and_articles_are_found_together(program: Run, small_store: Path) -> None:
    groups = json.loads(program("--store", small_store, "groups", "--json").out)
    name = groups[0]["name"]
    ran = program("--store", small_store, "search", name, "--json")
    found = json.loads(ran.out)
    assert ran.code == 0
    assert found["query"] == name
    first = found["names"][0]
    assert (first["id"], first["name"], first["claims"]) == (groups[0]["id"], name, groups[0]["claims"])
    assert first["why"]
    assert first["score"] > 0.9
    assert found["articles_found"] >= len(found["articles"]) > 0


def test_a_misspelt_name_is_found_with_the_reason(program: Run, small_store: Path) -> None:
    ran = program("--store", small_store, "search", "rodar brigade", "--explain")
    header = ran.out.splitlines()[0].split("\t")
    assert header == ["name", "kind", "found as", "claims", "articles", "score", "why"]


def test_exact_search_takes_the_query_letter_by_letter(program: Run, small_store: Path) -> None:
    found = json.loads(program("--store", small_store, "search", "جبهة", "--exact", "--json").out)
    assert found["names"]
    assert all("جبهة" in hit["matched"] for hit in found["names"])
    assert json.loads(program("--store", small_store, "search", "جيهه", "--exact", "--json").out)["names"] == []


def test_articles_are_searched_by_phrase_and_filters(program: Run, small_store: Path) -> None:
    found = json.loads(program("--store", small_store, "search", 'outlet:"ridge" "heavy traffic"', "--json").out)
    assert found["articles"]
    assert {row["outlet"] for row in found["articles"]} == {"The Ridge Monitor"}


def test_a_cut_says_so(program: Run, small_store: Path) -> None:
    ran = program("--store", small_store, "search", "the", "--limit", 2)
    assert "articles with these words, showing 2:" in ran.out


@pytest.mark.parametrize(
    "query",
    ["", " ", '"', "NOT", "* AND (", "-", "a" * 10_000, "😀", "\u202e\x1b[31m", "outlet:", "from:never", "\ud800"],
)
def test_no_query_is_a_syntax_error(program: Run, small_store: Path, query: str) -> None:
    for extra in ([], ["--json"], ["--exact", "--explain"]):
        ran = program("--store", small_store, "search", query, *extra)
        assert ran.code == 0
        assert "\x1b" not in ran.out


def test_guesses_are_few_and_called_so(program: Run, small_store: Path) -> None:
    ran = program("--store", small_store, "search", "qqxxzz", "--json")
    assert len(json.loads(ran.out)["names"]) <= 3
    if json.loads(ran.out)["names"]:
        assert ran.err == "no name is much like this; the nearest ones are:\n"


def test_nothing_found_is_told_on_standard_error(program: Run, small_store: Path) -> None:
    ran = program("--store", small_store, "search", "qqxxzz", "--exact")
    assert (ran.code, ran.out, ran.err) == (0, "", "nothing found\n")
