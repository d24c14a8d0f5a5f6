"""Import on the command line: an account of every item, exit codes, progress, Ctrl-C."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import sqlite3
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from store.database import open_reader
from store.errors import StoreError
from tests.tui.cli.terminal import PROGRAM, ROOT, Run, as_program, environment, on_terminal, without_styles


def scalar(path: Path, sql: str) -> Any:
    with contextlib.closing(open_reader(path)) as connection:
        return connection.execute(sql).fetchone()[0]


def write_table(path: Path, count: int) -> Path:
    lines = ["title,text,outlet,date"]
    for number in range(count):
        sentence = f"The Nusra Front attacked Ahrar al-Sham near Aleppo on day {number}."
        lines.append(f'Report {number},"{sentence}",Ridge,2016-03-03')
    path.write_text("\n".join(lines))
    return path


def test_the_sample_fills_a_store_with_everything_the_explorer_shows(program: Run, tmp_path: Path) -> None:
    ran = program("import", "--sample", "--jobs", 1)
    assert ran.code == 0
    assert re.match(r"\d+ items read in ", ran.out)
    path = tmp_path / "store.db"
    assert scalar(path, "SELECT count(*) FROM articles") >= 40
    assert scalar(path, "SELECT count(*) FROM relationships") > 50
    assert scalar(path, "SELECT count(*) FROM relationships WHERE outlets > 1") > 0
    assert "0  added" in program("import", "--sample", "--jobs", 1).out
    overview = program().out
    assert "Most claimed relationships" in overview


@pytest.mark.usefixtures("quick")
def test_the_summary_accounts_for_every_item_and_names_reasons(program: Run, tmp_path: Path) -> None:
    table = tmp_path / "news.csv"
    table.write_text("title,text\nA,One.\nB,\nC,One.\n")
    (tmp_path / "noise\x1b[31m.txt").write_bytes(os.urandom(5000))
    ran = program("import", "--jobs", 1, table, tmp_path / "noise\x1b[31m.txt", tmp_path / "absent.txt")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0].startswith("5 items read in ")
    assert lines[1:4] == ["  1  added", "  1  already known", "  3  skipped"]
    assert f"  {tmp_path}/absent.txt: does not exist" in lines
    assert f"  {tmp_path}/news.csv, row 2: has no text" in lines
    assert lines[-1] == f"store: {tmp_path}/store.db"
    assert "\x1b" not in ran.out
    assert ran.err == ""


@pytest.mark.usefixtures("quick")
def test_only_the_first_reasons_are_listed_and_the_rest_counted(program: Run, tmp_path: Path) -> None:
    table = tmp_path / "news.csv"
    table.write_text("title,text\nA,One.\n" + "Empty,\n" * 33)
    lines = program("import", table, "--jobs", 1).out.splitlines()
    assert sum("has no text" in line for line in lines) == 20
    assert "  and 13 more; the table skipped_items of the store has them all" in lines
    summary = json.loads(program("import", table, "--jobs", 1, "--json").out)
    assert (summary["items"], summary["added"], summary["known"], summary["skipped"]) == (34, 0, 1, 33)
    assert summary["reasons"][0] == {"path": str(table), "position": 2, "reason": "has no text"}
    assert summary["interrupted"] is False


@pytest.mark.usefixtures("quick")
def test_nothing_that_can_be_read_is_exit_code_1(program: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "folder").mkdir()
    assert program("import", tmp_path / "empty.txt").code == 1
    assert program("import", tmp_path / "absent").code == 1
    assert program("import", tmp_path / "folder").code == 1


def test_standard_input_is_imported(tmp_path: Path) -> None:
    ran = as_program("--store", tmp_path / "s.db", "import", "-", stdin="title,text\nA,One.\nB,Two.\n")
    assert ran.code == 0
    assert ran.out.splitlines()[1].split() == ["2", "added"]
    assert as_program("--store", tmp_path / "s.db", "import", "-").code == 1


@pytest.mark.usefixtures("quick")
def test_the_measuring_corpora_give_790_articles_and_a_second_import_none(
    program: Run, tmp_path: Path, shared: Path
) -> None:
    files = [shared / "corpora" / name for name in ("mee-infighting-hama.txt", "FA-KES-Dataset.csv")]
    for added, known in ((790, 15), (0, 805)):
        ran = program("--store", tmp_path / "s.db", "import", "--jobs", 1, *files)
        assert ran.code == 0
        lines = ran.out.splitlines()
        assert lines[0].startswith("805 items read in ")
        assert [line.split()[0] for line in lines[1:4]] == [str(added), str(known), "0"]


def test_a_terminal_sees_a_bar_with_rates_that_leaves_nothing_behind(tmp_path: Path) -> None:
    table = write_table(tmp_path / "news.csv", 150)
    code, shown = on_terminal(["--store", tmp_path / "s.db", "import", table, "--jobs", 1], 120)
    assert code == 0
    plain = without_styles(shown)
    assert re.search(r"importing .*[kM]B .*\d items, \d", plain)
    assert "\x1b[2K" in shown  # the bar is erased when it ends
    assert "150  added" in plain
    assert shown.count("\x1b[?25l") == shown.count("\x1b[?25h"), "the cursor is shown again"


@pytest.mark.usefixtures("quick")
def test_elsewhere_a_line_now_and_then(program: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.cli.importing._QUIET_SECONDS", 0.0)
    ran = program("import", write_table(tmp_path / "news.csv", 30), "--jobs", 1)
    assert ran.err == "30 items (100%): 30 added, 0 already known, 0 skipped\n"


def start(store: Path, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*PROGRAM, "--store", str(store), "import", *map(str, arguments)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(), cwd=ROOT, start_new_session=True,
    )  # fmt: skip


def wait_for_articles(store: Path, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(StoreError, sqlite3.Error):
            if scalar(store, "SELECT count(*) FROM articles"):
                return
        time.sleep(0.05)
    raise AssertionError(process.communicate()[1])


@pytest.mark.parametrize("jobs", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_ctrl_c_keeps_what_is_finished_and_the_same_command_goes_on(tmp_path: Path, jobs: int) -> None:
    table = write_table(tmp_path / "news.csv", 4000)
    store = tmp_path / "s.db"
    process = start(store, table, "--jobs", jobs)
    wait_for_articles(store, process)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does, to the whole group
    out, err = process.communicate(timeout=90)
    assert process.returncode == 130
    assert "stopping" in err
    assert "Run the same command again to go on" in err
    assert "Traceback" not in err
    kept = scalar(store, "SELECT count(*) FROM articles")
    assert 0 < kept < 4000
    assert out.splitlines()[1].split() == [f"{kept:,}", "added"]
    assert scalar(store, "SELECT state FROM imports") == "interrupted"
    assert scalar(store, "PRAGMA integrity_check") == "ok"
    short = write_table(tmp_path / "again.csv", kept + 10)
    again = as_program("--store", store, "import", short, "--jobs", 1, "--json")
    summary = json.loads(again.out)
    assert (again.code, summary["added"], summary["known"]) == (0, 10, kept)


def test_a_second_ctrl_c_ends_at_once(tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    process = subprocess.Popen(
        [*PROGRAM, "--store", str(store), "import", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), cwd=ROOT,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stderr is not None
    deadline = time.monotonic() + 60
    while not store.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.3)  # it waits for standard input now, which a first Ctrl-C cannot interrupt
    process.send_signal(signal.SIGINT)
    assert b"Ctrl-C again ends at once" in process.stderr.readline() + process.stderr.readline()
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=10) == 130
    process.communicate()


def test_a_broken_name_of_the_users_own_lists_is_told(program: Run, tmp_path: Path) -> None:
    names = tmp_path / "names"
    names.mkdir()
    (names / "mine.tsv").write_text("name\tkind\nKaranda Front\tno-such-kind\n")
    (tmp_path / "a.txt").write_text("Clash\n\nThe Karanda Front held the town.")
    ran = program("import", tmp_path / "a.txt")
    assert ran.code == 0
    assert "left out: " in ran.err
    assert "mine.tsv" in ran.err
