"""A world of its own for every test: no list and no cache of whoever runs the suite."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from store.world import World, load_world, loading

GROUPS = "name\tkind\taliases\tacronyms\toriginal\tformer\tcountry\tof\n"
STATES = "name\tdemonyms\tcapital\taliases\tacronyms\toriginal\tleaders\tcountry\n"
PLACES = "name\taliases\toriginal\tkind\tcountry\n"


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONFLICT_TUI_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("CONFLICT_TUI_NAMES", str(tmp_path / "names"))
    monkeypatch.setattr(loading, "_loaded", {})


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a list of names: a header and lines of cells."""

    def write_list(name: str, header: str, *lines: str) -> Path:
        path = tmp_path / name
        path.write_text(header + "".join(f"{line}\n" for line in lines), encoding="utf-8")
        return path

    return write_list


@pytest.fixture
def world_of(write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., World]:
    """A world of nothing but these group lines."""

    def make(*lines: str, states: tuple[str, ...] = ()) -> World:
        folder = tmp_path / "shipped"
        folder.mkdir(exist_ok=True)
        monkeypatch.setattr(loading, "DATA", folder)
        write("shipped/groups-test.tsv", GROUPS, *lines)
        write("shipped/states.tsv", STATES, *states)
        return load_world()

    return make
