"""Names of the world: listing them, and adding one's own."""

from __future__ import annotations

import json
from pathlib import Path

from tests.tui.cli.terminal import Run


def test_the_shipped_names_are_listed(program: Run) -> None:
    found = json.loads(program("names", "list", "nusra front", "--json").out)
    entry = next(entry for entry in found if entry["key"] == "nusra-front")
    assert entry["kind"] == "armed_group"
    assert {"name": "جبهة النصرة", "type": "original", "since": None, "until": None} in entry["names"]
    kinds = {entry["kind"] for entry in json.loads(program("names", "list", "--kind", "state", "--json").out)}
    assert kinds == {"state"}


def test_an_added_name_is_listed_and_read_in_articles(program: Run, tmp_path: Path) -> None:
    ran = program("names", "add", "Karanda Front", "--acronym", "KFX", "--alias", "Front of Karanda", "--country", "SY")
    assert ran.code == 0
    assert ran.out == f"added Karanda Front (karanda-front) to {tmp_path}/names/added.tsv\n"
    (entry,) = json.loads(program("names", "list", "--mine", "--json").out)
    assert [name["name"] for name in entry["names"]] == ["Karanda Front", "Front of Karanda", "KFX"]
    report = tmp_path / "a.txt"
    report.write_text("Clash\n\nKFX attacked Ahrar al-Sham.")
    record = json.loads(program("extract", report).out)
    assert "karanda-front" in {entity["listed"] for entity in record["entities"]}


def test_a_wrong_name_is_refused_in_one_line(program: Run) -> None:
    program("names", "add", "Karanda Front")
    for arguments in (["Karanda Front"], ["A;B"], ["X", "--kind", "nonsense"], ["X", "--country", "Syria"]):
        ran = program("names", "add", *arguments)
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith("conflict-tui: ")
        assert len(ran.err.splitlines()) == 1


def test_a_list_is_imported_or_refused_with_its_faulty_lines(program: Run, tmp_path: Path) -> None:
    header = "name\tkind\taliases\tacronyms\toriginal\tformer\tcountry\tof"
    good = tmp_path / "good.tsv"
    good.write_text(
        f"{header}\nKaranda Front\tarmed_group\t\tKFX\t\t\tSY\t\nVelmora Brigade\tarmed_group\t\t\t\t\t\t\n"
    )
    assert program("names", "import", good).out == f"2 names imported to {tmp_path}/names/good.tsv\n"
    bad = tmp_path / "bad.tsv"
    bad.write_text(f"{header}\nKaranda Front\tno-kind\t\t\t\t\t\t\nOther\tstate\t\t\t\t\tnowhere\t\n")
    ran = program("names", "import", bad, tmp_path / "absent.tsv")
    assert ran.code == 1
    assert ":2: " in ran.err
    assert ":3: " in ran.err
    assert "absent.tsv" in ran.err
    assert not (tmp_path / "names" / "bad.tsv").exists()
