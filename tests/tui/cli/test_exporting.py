"""Export: every format from the command line, to a file or standard output, and nothing overwritten by mistake."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

import pytest

from store.database import open_reader
from store.exporters import FORMATS, Format
from tests.tui.cli.terminal import PROGRAM, ROOT, Run, as_program, environment

TEXTS = [chosen for chosen in Format if chosen not in (Format.DATASETTE, Format.MARKDOWN, Format.HTML)]


def first_name(store: Path) -> str:
    with closing(open_reader(store)) as connection:
        return str(connection.execute("SELECT name FROM entities ORDER BY claims DESC, id LIMIT 1").fetchone()[0])


@pytest.mark.parametrize("chosen", TEXTS)
def test_a_file_holds_what_standard_output_holds(
    program: Run, small_store: Path, tmp_path: Path, chosen: Format
) -> None:
    target = tmp_path / "out"
    ran = program("--store", small_store, "export", chosen.value, "-o", target)
    assert (ran.code, ran.out) == (0, "")
    assert re.fullmatch(rf"[\d,]+ \w+ written to {re.escape(str(target))}\n", ran.err)
    text = target.read_bytes().decode("utf-8")
    shown = program("--store", small_store, "export", chosen.value)
    assert (shown.code, shown.out, shown.err) == (0, text, "")
    assert len(text) > 1000
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []


@pytest.mark.parametrize("chosen", [Format.MARKDOWN, Format.HTML])
def test_a_dossier_is_about_a_group_or_a_pair(program: Run, small_store: Path, chosen: Format) -> None:
    name = first_name(small_store)
    ran = program("--store", small_store, "export", chosen.value, "--group", name)
    assert ran.code == 0
    assert name in ran.out.splitlines()[0] + ran.out
    refused = program("--store", small_store, "export", chosen.value)
    assert refused.code == 2
    assert "--group" in refused.err
    same = program("--store", small_store, "export", chosen.value, "--group", name, "--with", name)
    assert same.code == 1
    assert "a pair needs two" in same.err


def test_every_format_is_named_in_the_help(program: Run) -> None:
    shown = program("export", "--help").out
    assert set(FORMATS) == set(Format)
    for chosen in Format:
        assert f"{chosen.value}:" in shown


@pytest.mark.parametrize("of", ["articles", "groups", "relationships", "claims"])
def test_tables_hold_the_rows_of_the_listing_with_the_same_filters(program: Run, small_store: Path, of: str) -> None:
    filters = ["--stance", "hostile", "--from", "2014", "--to", "2016-06"]
    listed = [row["id"] for row in json.loads(program("--store", small_store, of, *filters, "--json").out)]
    table = program("--store", small_store, "export", "csv", "--of", of, *filters).out
    assert [int(row["id"]) for row in csv.DictReader(StringIO(table, newline=""))] == listed
    assert listed


def test_a_pair_narrows_a_network_to_what_lies_between(program: Run, small_store: Path) -> None:
    with closing(open_reader(small_store)) as connection:
        one, other = connection.execute(
            "SELECT subject_id, object_id FROM relationships ORDER BY claims DESC LIMIT 1"
        ).fetchone()
    ran = program("--store", small_store, "export", "graphml", "-g", f"#{one}", "--with", f"#{other}")
    root = ElementTree.fromstring(ran.out.encode())
    nodes = {node.get("id") for node in root.iter("{http://graphml.graphdrawing.org/xmlns}node")}
    assert nodes == {f"e{one}", f"e{other}"}


def test_nothing_is_overwritten_without_force(program: Run, small_store: Path, tmp_path: Path) -> None:
    target = tmp_path / "mine.csv"
    target.write_text("mine")
    ran = program("--store", small_store, "export", "csv", "-o", target)
    assert (ran.code, len(ran.err.splitlines())) == (1, 1)
    assert "--force" in ran.err
    assert target.read_text() == "mine"
    assert program("--store", small_store, "export", "csv", "-o", target, "--force").code == 0
    assert target.read_text().startswith("id,")


def test_the_store_is_not_overwritten_even_with_force(program: Run, small_store: Path) -> None:
    before = small_store.read_bytes()
    for chosen in ("csv", "datasette"):
        ran = program("--store", small_store, "export", chosen, "-o", small_store, "--force")
        assert ran.code == 1
        assert "is the store itself" in ran.err
    assert small_store.read_bytes() == before


def test_a_copy_for_datasette_is_a_database_and_takes_no_filters(
    program: Run, small_store: Path, tmp_path: Path
) -> None:
    target = tmp_path / "public.db"
    assert program("--store", small_store, "export", "datasette", "-o", target).code == 0
    with closing(sqlite3.connect(target)) as copy:
        assert copy.execute("SELECT count(*) FROM readable_claims").fetchone()[0] > 0
    refused = program("--store", small_store, "export", "datasette", "-o", tmp_path / "x.db", "--stance", "hostile")
    assert refused.code == 2
    piped = subprocess.run(
        [*PROGRAM, "--store", small_store, "export", "datasette"], capture_output=True, cwd=ROOT, check=True,
        env=environment(),
    )  # fmt: skip
    assert piped.stdout.startswith(b"SQLite format 3\x00")


def test_standard_output_is_utf_8_whatever_the_terminal_says(small_store: Path) -> None:
    env = environment(PYTHONUTF8="0", PYTHONIOENCODING="ascii", LC_ALL="C")
    done = subprocess.run(
        [*PROGRAM, "--store", small_store, "export", "csl"], capture_output=True, cwd=ROOT, check=True, env=env
    )
    json.loads(done.stdout.decode("utf-8"))


def test_wrong_combinations_are_told_as_wrong_use(program: Run, small_store: Path) -> None:
    for arguments in (
        ["graphml", "--of", "claims"], ["csv", "--with", "x"], ["nonsense"], ["csv", "--evidence", "-1"], [],
    ):  # fmt: skip
        ran = program("--store", small_store, "export", *arguments)
        assert ran.code == 2
        assert ran.out == ""


def test_hostile_texts_break_no_format(hostile_store: Path, program: Run) -> None:
    csv.field_size_limit(10_000_000)
    for chosen in TEXTS:
        ran = program("--store", hostile_store, "export", chosen.value)
        assert ran.code == 0, ran.err
        if chosen in (Format.GRAPHML, Format.GEXF):
            ElementTree.fromstring(ran.out.encode())
        elif chosen in (Format.JSONL, Format.FTM):
            assert [json.loads(line) for line in ran.out.split("\n")[:-1]]
        elif chosen in (Format.STIX, Format.CSL):
            assert json.loads(ran.out)
        elif chosen is Format.CSV:
            assert len({len(row) for row in csv.reader(StringIO(ran.out, newline=""))}) == 1


def test_export_imports_nothing_of_the_screen(small_store: Path) -> None:
    code = (
        "import sys; from tui.cli.running import run; "
        f"run(['--store', {str(small_store)!r}, 'export', 'gexf', '-o', '/dev/null', '--force']); "
        "bad = [m for m in sys.modules if m.split('.')[0] in ('textual', 'rich', 'numpy', 'sqlite_utils')]; "
        "print(bad)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, env=environment(), check=True
    )
    assert done.stdout.strip() == "[]", done.stderr


def test_a_closed_pipe_ends_quietly(larger_store: Path) -> None:
    process = subprocess.Popen(
        [*PROGRAM, "--store", larger_store, "export", "jsonl", "--of", "claims"], stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, cwd=ROOT, env=environment(),
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) == 141


def test_without_a_store_it_says_what_to_do(tmp_path: Path) -> None:
    ran = as_program("--store", tmp_path / "no.db", "export", "csv", "-o", tmp_path / "x.csv")
    assert ran.code == 1
    assert "import something first" in ran.err
    assert not (tmp_path / "x.csv").exists()
