"""The program as a whole: help, version, overview, errors, streams."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.tui.cli.terminal import PROGRAM, ROOT, Run, as_program, environment, on_terminal

LISTINGS = ("articles", "groups", "relationships", "claims")


def test_version_and_help(program: Run) -> None:
    from store import __version__

    assert program("--version").out == f"conflict-tui {__version__}\n"
    shown = program("--help")
    assert shown.code == 0
    assert "Explore conflict reporting" in shown.out
    assert program("-h").out == shown.out


def test_help_uses_the_width_there_is(program: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    assert max(map(len, program("import", "--help").out.splitlines())) > 100


WRONG_USES = (
    "--nonsense",
    "nonsense",
    "import",
    "search",
    "articles --limit x",
    "groups --kind x",
    "claims --from yesterday",
    "relationships --sort x",
    "names",
)


@pytest.mark.parametrize("arguments", WRONG_USES)
def test_wrong_use_is_told_with_exit_code_2(program: Run, arguments: str) -> None:
    ran = program(*arguments.split())
    assert ran.code == 2
    assert ran.out == ""
    assert "Usage: conflict-tui" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("command", [*LISTINGS, "search x", "reread"])
def test_without_a_store_a_command_says_what_to_do(program: Run, command: str) -> None:
    ran = program(*command.split())
    assert ran.code == 1
    assert ran.err.startswith("conflict-tui: ")
    assert "import something first" in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_file_that_is_no_store_is_told_in_one_line(program: Run, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("my notes\n" * 100)
    for arguments in (["groups"], ["import", "--sample"], []):
        ran = program("--store", notes, *arguments)
        assert (ran.code, ran.out) == (1, "")
        assert "is not a conflict-tui store" in ran.err
        assert len(ran.err.splitlines()) == 1
    assert notes.read_text() == "my notes\n" * 100


def test_an_unexpected_error_is_one_line_that_says_how_to_see_more(
    program: Run, monkeypatch: pytest.MonkeyPatch, small_store: Path
) -> None:
    def fail(_connection: object) -> None:
        raise KeyError("a\x1b[31mb")

    monkeypatch.setattr("store.queries.overview.overview", fail)
    ran = program("--store", small_store)
    assert ran.code == 1
    assert ran.err.startswith("conflict-tui: unexpected KeyError")
    assert "CONFLICT_TUI_DEBUG=1" in ran.err
    assert "\x1b" not in ran.err
    monkeypatch.setenv("CONFLICT_TUI_DEBUG", "1")
    with pytest.raises(KeyError):
        program("--store", small_store)


def test_the_overview_of_no_store_says_how_to_begin(program: Run, tmp_path: Path) -> None:
    ran = program()
    assert ran.code == 0
    assert "no store yet" in ran.out
    assert "conflict-tui import --sample" in ran.out
    assert list(tmp_path.iterdir()) == []


def test_the_overview_counts_and_lists_what_is_most_claimed(program: Run, small_store: Path) -> None:
    ran = program("--store", small_store)
    assert ran.code == 0
    assert "60 articles from 6 outlets" in ran.out
    assert "Most claimed relationships (showing 10 of" in ran.out
    assert "conflict-tui relationships --group NAME" in ran.out


@pytest.mark.usefixtures("quick")
def test_the_overview_of_an_empty_store_says_how_to_begin(program: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    program("import", tmp_path / "empty")
    ran = program()
    assert ran.code == 0
    assert "0 articles" in ran.out
    assert "conflict-tui import --sample" in ran.out


def test_on_a_terminal_the_explorer_opens(program: Run, small_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import tui.app

    opened: list[Path] = []

    def run(path: Path) -> int:
        opened.append(path)
        return 7

    monkeypatch.setattr(tui.app, "run", run)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert program("--store", small_store).code == 7
    assert opened == [small_store]


@pytest.mark.parametrize("form", ["--store {}", "--store={}", ""])
def test_the_explorer_opens_without_what_commands_are_made_of(form: str, small_store: Path) -> None:
    code = f"""
import sys
sys.stdin.isatty = sys.stdout.isatty = lambda: True
from types import SimpleNamespace
opened = []
sys.modules["tui.app"] = SimpleNamespace(run=lambda path: opened.append(path) or 7)
from tui.cli.running import run
code = run({form.format(small_store).split()!r})
print("OPENED", code, *opened, {{"typer", "click", "tui.cli.listings", "sqlite_utils"}} & {{*sys.modules}})
"""
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True,
        env=environment(CONFLICT_TUI_STORE=str(small_store)),
    )  # fmt: skip
    assert ran.stdout.splitlines()[-1] == f"OPENED 7 {small_store} set()"


def test_the_store_may_be_named_before_or_after_the_command_or_in_the_environment(
    program: Run, small_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = program("--store", small_store, "groups", "--json").out
    assert program("groups", "--json", "--store", small_store).out == first
    monkeypatch.setenv("CONFLICT_TUI_STORE", str(small_store))
    assert program("groups", "--json").out == first


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["import", "--help"], ["groups", "--json"], ["search", "x"], []]
)
def test_no_command_line_loads_the_screen(arguments: list[str], small_store: Path) -> None:
    code = f"""
import sys
from tui.cli.running import run
run({["--store", str(small_store), *arguments]!r})
loaded = {{name.split(".")[0] for name in sys.modules}}
print("LOADED", loaded & {{"textual", "rich"}}, "store.extraction.reading" in sys.modules)
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert ran.stdout.splitlines()[-1] == "LOADED set() False"


def test_importing_and_extracting_do_not_load_the_screen(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Clash\n\nThe Nusra Front attacked Ahrar al-Sham.")
    code = f"""
import sys
from tui.cli.running import run
run(["--store", {str(tmp_path / "s.db")!r}, "import", {str(tmp_path / "a.txt")!r}])
run(["extract", {str(tmp_path / "a.txt")!r}])
print("LOADED", {{name.split(".")[0] for name in sys.modules}} & {{"textual", "rich"}})
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert ran.stdout.splitlines()[-1] == "LOADED set()"


def test_help_answers_at_once() -> None:
    """Half a second of processor time is several times what it needs; a heavy import costs more."""
    before = os.times()
    assert as_program("--help").code == 0
    after = os.times()
    assert after.children_user - before.children_user < 0.5


def test_a_reader_that_goes_away_is_no_error(small_store: Path) -> None:
    process = subprocess.Popen(
        [*PROGRAM, "--store", str(small_store), "claims", "--json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), cwd=ROOT,
    )  # fmt: skip
    assert process.stdout is not None
    process.stdout.read(10)
    process.stdout.close()
    _, err = process.communicate(timeout=60)
    assert err == b""
    assert process.returncode in (0, 141)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_full_output_is_one_line(small_store: Path) -> None:
    with Path("/dev/full").open("w") as full:
        process = subprocess.run(
            [*PROGRAM, "--store", str(small_store), "claims", "--json"],
            stdout=full, stderr=subprocess.PIPE, text=True, env=environment(), cwd=ROOT, check=False,
        )  # fmt: skip
    assert process.returncode == 1
    assert process.stderr == "conflict-tui: No space left on device\n"


@pytest.mark.parametrize("streams", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_closed_streams_do_no_harm(small_store: Path, streams: str) -> None:
    command = f'"{sys.executable}" -m tui --store "{small_store}" groups --limit 3 {streams}'
    process = subprocess.run(
        ["/bin/sh", "-c", command], capture_output=True, text=True, env=environment(), cwd=ROOT, check=False
    )
    assert process.returncode == 0
    assert "Traceback" not in process.stderr


def test_characters_that_the_terminal_lacks_are_escaped(program: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("جبهة النصرة\n\nText here.")
    as_program("--store", tmp_path / "s.db", "import", tmp_path / "a.txt")
    for arguments in (["articles"], ["articles", "--json"], ["search", "جبهة", "--json"]):
        ascii_only = environment(PYTHONUTF8="0", PYTHONIOENCODING="ascii", LC_ALL="C")
        ran = as_program("--store", tmp_path / "s.db", *arguments, env=ascii_only)
        assert ran.code == 0
        assert "\\u062c" in ran.out
    assert program("--store", tmp_path / "s.db", "articles", "--json").out.count("جبهة") == 1


def test_a_terminal_without_colour_gets_none(small_store: Path) -> None:
    _code, shown = on_terminal(["--store", small_store, "relationships"])
    assert "\x1b" not in shown


def test_shell_completion_knows_the_commands() -> None:
    ran = as_program(
        env=environment(_CONFLICT_TUI_COMPLETE="complete_bash", COMP_WORDS="conflict-tui rel", COMP_CWORD="1")
    )
    assert ran.out.split() == ["relationships"]


def test_ctrl_c_while_listing_ends_quietly(larger_store: Path) -> None:
    process = subprocess.Popen(
        [*PROGRAM, "--store", str(larger_store), "claims", "--json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), cwd=ROOT,
    )  # fmt: skip
    assert process.stdout is not None
    process.stdout.read(100)  # it waits with a full pipe now
    time.sleep(0.1)
    process.send_signal(2)
    process.stdout.read()
    _, err = process.communicate(timeout=60)
    assert b"Traceback" not in err
    assert process.returncode in (0, 130)
