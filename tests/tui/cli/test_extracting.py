"""Extract: records in the gold format, without a store."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.tui.cli.terminal import Run, as_program, on_terminal

TEXT = "Rebels clash\n\nThe Nusra Front attacked Ahrar al-Sham near Aleppo on Monday.\n\nThe Syrian army shelled Idlib."


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "clash.txt"
    path.write_text(TEXT)
    return path


def check(record: dict[str, Any], text: str) -> None:
    keys = {entity["key"] for entity in record["entities"]}
    for entity in record["entities"]:
        assert entity["name"]
        assert set(entity) >= {"key", "name", "kind", "surfaces", "mentions"}
        for start, end in entity["mentions"]:
            assert text[start:end] in entity["surfaces"]
    for relation in record["relations"]:
        assert {relation["subject"], relation["object"]} <= keys
        assert text[relation["start"] : relation["end"]] == relation["evidence"]
        assert relation["status"] in ("asserted", "reported", "planned", "denied")
        assert "said_by" in relation


def test_a_record_has_the_gold_format_with_path_and_offsets(program: Run, report: Path, tmp_path: Path) -> None:
    ran = program("extract", report)
    assert ran.code == 0
    record = json.loads(ran.out)
    assert (record["id"], record["path"]) == ("clash", str(report))
    check(record, TEXT)
    names = {entity["key"]: entity["name"] for entity in record["entities"]}
    told = {(names[r["subject"]], r["relation"], names[r["object"]]) for r in record["relations"]}
    assert ("Nusra Front", "fights", "Ahrar al-Sham") in told
    assert program("extract", report, "--json").out == ran.out
    assert not (tmp_path / "store.db").exists()


def test_records_stand_one_to_a_line(program: Run, report: Path, tmp_path: Path) -> None:
    table = tmp_path / "news.csv"
    table.write_text("title,text\nA,The Nusra Front left.\nB,\nC,The Nusra Front came.\n")
    ran = program("extract", report, table)
    records = [json.loads(line) for line in ran.out.splitlines()]
    assert [record["id"] for record in records] == ["clash", "news-1", "news-3"]
    assert ran.err == f"skipped {table}, row 2: has no text\n"


def test_many_texts_are_read_by_several_processes_in_their_order(program: Run, tmp_path: Path) -> None:
    table = tmp_path / "news.csv"
    table.write_text("title,text\n" + "".join(f"T,The Nusra Front left town {n}.\n" for n in range(100)))
    one, two = (program("extract", table, "--jobs", jobs).out for jobs in (1, 2))
    assert [json.loads(line)["id"] for line in one.splitlines()] == [f"news-{n}" for n in range(1, 101)]
    assert one == two


def test_a_folder_gets_one_file_per_article(program: Run, report: Path, tmp_path: Path) -> None:
    table = tmp_path / "news.csv"
    table.write_text("title,text\nA,The Nusra Front left.\n")
    out = tmp_path / "new" / "out"
    ran = program("extract", report, table, "-o", out)
    assert (ran.code, ran.out) == (0, "")
    assert sorted(path.name for path in out.iterdir()) == ["clash.json", "news-1.json"]
    check(json.loads((out / "clash.json").read_text(encoding="utf-8")), TEXT)
    assert ran.err == f"2 records written to {out}\n"


def test_two_files_of_one_name_do_not_overwrite_each_other(program: Run, report: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "clash.txt"
    other.parent.mkdir()
    other.write_text("Another text.")
    ran = program("extract", report, other, "-o", tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["clash-2.json", "clash.json"]
    assert "clash-2.json" in ran.err


def test_explain_shows_sentence_sides_and_reasons(program: Run, report: Path) -> None:
    ran = program("extract", report, "--explain")
    assert ran.code == 0
    assert "The Nusra Front attacked Ahrar al-Sham near Aleppo on Monday." in ran.out
    assert "subject:  Nusra Front (armed group, listed as nusra-front)" in ran.out
    assert "object:  Ahrar al-Sham" in ran.out
    assert "relation: fights (“attacked”), hostile" in ran.out
    assert "because:  verb 'attacked' (attack)" in ran.out
    assert "because:  path from 'attacked' (verb attack): subject by nsubj; object by obj" in ran.out
    assert "found by: the surface patterns and the dependency paths" in ran.out
    assert "confidence: high: both extractors agree" in ran.out


def test_explain_tells_by_which_words_and_what_lowered_the_confidence(program: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Clash\n\nThe Nusra Front left the town of Morek. ISIS later seized the town.")
    shown = program("extract", tmp_path / "a.txt", "--explain").out
    assert "object:  Morek (place); 'the town', the place named last" in shown
    assert "confidence: medium: both extractors agree, but a pronoun or bare noun had to be resolved" in shown


def test_a_terminal_gets_text_and_json_when_asked(report: Path) -> None:
    code, shown = on_terminal(["extract", report], 120)
    assert code == 0
    assert "Nusra Front fights Ahrar al-Sham (asserted" in shown
    code, shown = on_terminal(["extract", report, "--json"], 120)
    assert json.loads(shown.replace("\n", ""))["id"] == "clash"


def test_a_pipeline_that_is_not_installed_is_one_line(program: Run, report: Path) -> None:
    for command in ("extract", "import"):
        ran = program(command, report, "--model", "no_such_pipeline")
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith("conflict-tui: --model no_such_pipeline: ")
        assert len(ran.err.splitlines()) == 1


def test_standard_input_is_read() -> None:
    record = json.loads(as_program("extract", "-", stdin=TEXT).out)
    assert record["id"] == "standard-input"
    check(record, TEXT)


def test_nothing_to_read_is_exit_code_1(program: Run, tmp_path: Path) -> None:
    ran = program("extract", tmp_path / "absent.txt")
    assert (ran.code, ran.out) == (1, "")
    assert "does not exist" in ran.err
    (tmp_path / "empty").mkdir()
    ran = program("extract", tmp_path / "empty")
    assert (ran.code, ran.err) == (1, "there is nothing to read here\n")


def test_an_output_that_is_no_folder_is_one_line(program: Run, report: Path) -> None:
    ran = program("extract", report, "-o", report)
    assert ran.code == 1
    assert ran.err.startswith("conflict-tui: ")
    assert len(ran.err.splitlines()) == 1


def test_a_text_whose_reading_fails_does_not_stop_the_rest(
    program: Run, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import store.extraction

    read_many = store.extraction.read_many

    def fail_once(texts: Any, **options: Any) -> Any:
        if any("poison" in text.text for text in texts):
            raise RecursionError("deep")
        return read_many(texts, **options)

    monkeypatch.setattr(store.extraction, "read_many", fail_once)
    bad = tmp_path / "bad.txt"
    bad.write_text("poison")
    ran = program("extract", bad, report)
    assert ran.code == 0
    assert json.loads(ran.out)["id"] == "clash"
    assert f"skipped {bad}: " in ran.err


def test_hostile_text_is_shown_without_its_escapes(program: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_text("\x1b]0;owned\x07 Title\n\nThe \x1b[31mNusra Front\x1b[0m attacked \u202eAhrar al-Sham.")
    for arguments in (["--explain"], []):
        ran = program("extract", bad, *arguments)
        assert ran.code == 0
        assert "\x1b" not in ran.out


@pytest.mark.slow
def test_the_gold_texts_can_be_scored(shared: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran = as_program("extract", *sorted((shared / "gold" / "dev").glob("*.txt")), "-o", out)
    assert ran.code == 0
    scored = subprocess.run(
        [sys.executable, shared / "gold" / "score.py", shared / "gold" / "dev", out, "--json"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    figures = json.loads(scored.stdout)
    assert figures["entity all"]["f1"] > 0.5
    assert figures["relation all"]["predicted"] > 50
    assert len(list(out.glob("*.json"))) == len(list((shared / "gold" / "dev").glob("*.txt")))
