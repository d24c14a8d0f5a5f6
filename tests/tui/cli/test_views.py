"""The views as text and as JSON: the same as on the screen, for any width, without anything hostile."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from store.database import open_reader
from tests.tui.cli.terminal import Ran, Run
from tests.tui.helpers import HOSTILE
from tests.tui.store_builder import Sizes, build_store
from tui.reports.matrix import matrix_text

OWN_ISOLATE = re.compile("^ +\u2068[^\u2066-\u2069\n]*\u2069$", re.MULTILINE)
FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
VIEWS = [
    ("show", "#1"),
    ("matrix",),
    ("timeline", "#1"),
    ("timeline", "#1", "#2"),
    ("contested",),
    ("path", "#1", "#9"),
]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """The store of the fixture ``program``."""
    return build_store(tmp_path / "store.db", Sizes(articles=400, groups=30))


def rows(path: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    with closing(open_reader(path)) as connection:
        return [tuple(row) for row in connection.execute(sql, values)]


def done(ran: Ran) -> Any:
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


@pytest.mark.parametrize("view", VIEWS, ids=" ".join)
def test_every_view_has_a_text_and_json(program: Run, store: Path, view: tuple[str, ...]) -> None:
    text = program(*view)
    assert text.code == 0 and len(text.out.splitlines()) > 2, text.err
    assert done(program(*view, "--json"))


@pytest.mark.parametrize("view", [*VIEWS, ("review",)], ids=" ".join)
def test_nothing_hostile_is_written(program: Run, tmp_path: Path, view: tuple[str, ...]) -> None:
    texts = [text for text in HOSTILE if text]
    build_store(tmp_path / "store.db", Sizes(articles=60, hostile=texts))
    out = program(*view).out
    assert out and not FORBIDDEN.search(OWN_ISOLATE.sub("", out.replace("\t", " ")))


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("view", VIEWS, ids=" ".join)
def test_no_line_is_wider_than_the_terminal(
    program: Run, store: Path, view: tuple[str, ...], columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.cli import output, views
    from tui.widgets.cells import width_of

    monkeypatch.setenv("COLUMNS", str(columns))
    for module in (output, views):
        monkeypatch.setattr(module, "on_terminal", lambda: True)
    assert all(width_of(line) <= columns for line in program(*view).out.splitlines())


def test_a_profile_holds_every_name_and_relationship(program: Run, store: Path) -> None:
    told = done(program("show", "#4", "--json"))
    assert {name["name"] for name in told["names"]} == {
        r[0] for r in rows(store, "SELECT name FROM names WHERE entity_id = 4")
    }
    ties = "SELECT count(*) FROM relationships WHERE 4 IN (subject_id, object_id)"
    assert len(told["ties"]) == told["ties_total"] == rows(store, ties)[0][0]
    assert OWN_ISOLATE.search(program("show", "#4").out)


def test_filters_choose_among_the_relationships_of_a_profile(program: Run, store: Path) -> None:
    told = done(program("show", "#1", "--stance", "hostile", "--json"))
    assert told["ties"] and {tie["stance"] for tie in told["ties"]} == {"hostile"}
    assert told["ties_total"] < done(program("show", "#1", "--json"))["ties_total"]
    assert "Territory" not in program("show", "#1", "--stance", "hostile").out


def test_a_timeline_is_narrowed_by_dates_and_outlet(program: Run, store: Path) -> None:
    told = done(program("timeline", "#1", "--from", "2014", "--to", "2014-06", "--json"))
    assert told["months"] and all("2014-01" <= month["month"] <= "2014-06" for month in told["months"])


def test_contradictions_come_with_both_sentences(program: Run, store: Path) -> None:
    told = done(program("contested", "--json"))
    assert told and all(len(each["sides"]) == 2 and all(s["evidence"] for s in each["sides"]) for each in told)
    wide = program("contested").out
    assert " │ " in wide


def test_claims_that_were_not_compared_are_told(program: Run, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert {each["uncompared"] for each in done(program("contested", "--json"))} == {0}
    assert "were compared" not in program("contested").out
    monkeypatch.setattr("store.queries.contradictions.MOST_COMPARED", 1)
    assert any(each["uncompared"] > 0 for each in done(program("contested", "--json")))
    assert "narrow to a group or a time" in " ".join(program("contested").out.split())


def test_a_path_leads_from_one_to_the_other(program: Run, store: Path) -> None:
    told = done(program("path", "#1", "#9", "--json"))
    for chain in told["chains"]:
        here = told["from"]["entity_id"]
        for link in chain:
            assert here in (link["subject_id"], link["object_id"])
            here = link["object_id"] if here == link["subject_id"] else link["subject_id"]
        assert here == told["to"]["entity_id"]


def test_profiles_and_paths_tell_how_many_claims_leave_open_who_acted(program: Run, store: Path) -> None:
    with closing(sqlite3.connect(store)) as db, db:
        db.execute("UPDATE claims SET undirected = 1 WHERE relation = 'fights'")
    links = [link for chain in done(program("path", "#1", "#9", "--json"))["chains"] for link in chain]
    links += done(program("show", "#1", "--json"))["ties"]
    for link in links:
        assert link["undirected"] == (link["claims"] if link["relation"] == "fights" else 0)
    assert any(link["undirected"] for link in links)


def test_text_and_json_tell_contradictions_in_the_same_order(program: Run, store: Path) -> None:
    sorts = list(dict.fromkeys(each["sort"] for each in done(program("contested", "--json"))))
    headings = [line.strip().rsplit("  ", 1)[0].lower() for line in program("contested").out.splitlines()]
    assert len(sorts) > 1
    assert sorts == [line for line in headings if line in sorts]


def test_a_matrix_is_symmetric_and_comes_in_bands(program: Run, store: Path) -> None:
    from store.queries.filters import Filters
    from store.queries.matrix import matrix

    with closing(open_reader(store)) as db:
        found = matrix(db, Filters(), 20)
    whole, banded = matrix_text(found, 0), matrix_text(found, 60)
    assert len(whole) == len(found.ids) + 1 and len(banded) > len(whole)
    marks = [line[-3 * len(found.ids) :].split() for line in whole[1:]]
    assert all(marks[i][j] == marks[j][i] for i in range(len(marks)) for j in range(len(marks)))
    assert program("matrix", "--limit", 5).out.splitlines()[0].split() == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("show", "nobody of that name at all"), "nobody"),
        (("show", "#999999"), "nobody"),
        (("path", "#1", "#1"), "a pair needs two"),
        (("timeline", "#1", "#1"), "a pair needs two"),
        (("timeline", "#1", "--from", "soon"), "no date"),
        (("contested", "--outlet", "no such outlet"), "no outlet"),
        (("show",), "GROUP"),
    ],
)
def test_what_cannot_be_shown_is_told(program: Run, store: Path, arguments: tuple[str, ...], told: str) -> None:
    ran = program(*arguments)
    assert ran.code in (1, 2) and told in " ".join(ran.err.split()) and "Traceback" not in ran.err


def test_an_empty_answer_is_told(program: Run, store: Path) -> None:
    assert "Nothing here contradicts" in program("contested", "--from", "1990", "--to", "1991").out
    assert "No dated claims" in program("timeline", "#1", "--from", "1990", "--to", "1991").out
    assert "no two groups" in program("matrix", "--from", "1990", "--to", "1991").err


@pytest.mark.parametrize("view", [*VIEWS, ("review",)], ids=" ".join)
def test_no_view_needs_the_screen_library(store: Path, view: tuple[str, ...]) -> None:
    code = (
        "import sys; from tui.cli.running import run; code = run(sys.argv[1:]);"
        "sys.stderr.write(' '.join(m for m in sys.modules if m.split('.')[0] == 'textual')); sys.exit(code)"
    )
    call = [sys.executable, "-c", code, "--store", str(store), *view]
    ran = subprocess.run(call, capture_output=True, text=True, check=True)
    assert "textual" not in ran.stderr
