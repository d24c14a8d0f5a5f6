"""The version of the extractor: another one whenever readings may differ, and cheap to tell."""

import subprocess
import sys
from pathlib import Path

import pytest

from store.extraction.version import extractor_version
from store.world import load_world


def test_a_name_added_makes_another_version_and_taking_it_away_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONFLICT_TUI_NAMES", str(tmp_path))
    before = extractor_version(load_world())
    added = tmp_path / "added.tsv"
    added.write_text("name\tkind\nKaranda Front\tarmed_group\n", encoding="utf-8")
    between = extractor_version(load_world())
    added.unlink()
    assert before != between
    assert extractor_version(load_world()) == before


def test_the_same_list_in_another_folder_is_the_same_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    versions = set()
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "mine.tsv").write_text("name\tkind\nKaranda Front\tarmed_group\n", encoding="utf-8")
        monkeypatch.setenv("CONFLICT_TUI_NAMES", str(tmp_path / name))
        versions.add(extractor_version(load_world()))
    assert len(versions) == 1


def test_a_pipeline_counts_by_its_name_and_version(tmp_path: Path) -> None:
    world = load_world()
    assert extractor_version(world, "no_such_pipeline") == f"{extractor_version(world)}+model:no_such_pipeline"
    (tmp_path / "meta.json").write_text('{"version": "1"}')
    first = extractor_version(world, str(tmp_path))
    (tmp_path / "meta.json").write_text('{"version": "2"}')
    assert first.startswith(f"{extractor_version(world)}+model:{tmp_path.name}-")
    assert extractor_version(world, str(tmp_path)) != first


def test_telling_the_version_loads_neither_extractor_nor_parser() -> None:
    code = (
        "import sys; from store.world import load_world; from store.extraction.version import extractor_version; "
        "extractor_version(load_world()); "
        "print([m for m in ('numpy', 'store.extraction.reading', 'store.extraction.syntax') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
