from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from store.world import WorldError, load_world
from store.world.user_files import add_name, import_names

from .conftest import GROUPS, PLACES


def test_an_added_group_is_found_by_every_spelling_at_once(tmp_path: Path) -> None:
    path, key = add_name(
        "Red Falcons", "armed_group", aliases=["Scarlet Falcons"], acronyms=["RFX"], original=["الصقور الحمر"],
        former=["Grey Falcons (2012-2016)"], country=["SY", "IQ"], of="Hezbollah",
    )  # fmt: skip
    assert path.parent == tmp_path / "names"
    world = load_world()
    assert world.problems == load_world().problems
    for text in ("Red Falcons", "Scarlet Falcons", "RFX", "الصقور الحمر", "Grey Falcons"):
        assert [entry.key for entry in world.find(text)] == [key], text
    assert world.entries[key].country == "SY; IQ"


def test_a_second_name_is_added_below_the_first() -> None:
    add_name("Red Falcons", "armed_group")
    path, _ = add_name("Blue Falcons", "organization")
    assert [line.split("\t")[0] for line in path.read_text(encoding="utf-8").splitlines()] == [
        "name", "Red Falcons", "Blue Falcons",
    ]  # fmt: skip


def test_an_added_place_stands_in_a_list_of_places() -> None:
    path, _ = add_name("Upper Pixley", "place", aliases=["Pixley Heights"], country=["SY"], place_kind="village")
    assert path.read_text(encoding="utf-8").splitlines()[1] == "Upper Pixley\tPixley Heights\t\tvillage\tSY"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"name": "", "kind": "armed_group"}, "the name is empty"),
        ({"name": "Reds; Blues", "kind": "armed_group"}, "holds a semicolon"),
        ({"name": "Reds", "kind": "party"}, "kind 'party' is none of"),
        ({"name": "Reds", "kind": "person"}, "kind 'person' is none of"),
        ({"name": "Reds", "kind": "armed_group", "country": ["QQ"]}, "country 'QQ'"),
        ({"name": "Reds", "kind": "armed_group", "aliases": ["a;b"]}, "holds a semicolon"),
        ({"name": "Reds\tx", "kind": "armed_group"}, "no tabs or line breaks"),
        ({"name": "Re\x1bds", "kind": "armed_group"}, "control characters"),
        ({"name": "Re\ud800ds", "kind": "armed_group"}, "is not UTF-8"),
        ({"name": "#Reds", "kind": "armed_group"}, "does not begin with '#'"),
        ({"name": "Reds", "kind": "armed_group", "acronyms": ["rds"]}, "fewer than two capitals"),
        ({"name": "Reds", "kind": "armed_group", "former": ["Old (2020-2010)"]}, "ends before it begins"),
        ({"name": "Redville", "kind": "place", "place_kind": "planet"}, "kind of place 'planet'"),
        ({"name": "Redville", "kind": "place", "acronyms": ["RV"]}, "a place has no acronyms"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(arguments: dict[str, object], says: str, tmp_path: Path) -> None:
    with pytest.raises(WorldError, match=says):
        add_name(**arguments)  # type: ignore[arg-type]
    assert not (tmp_path / "names").exists()


def test_a_name_is_not_added_twice() -> None:
    add_name("Red Falcons", "armed_group")
    with pytest.raises(WorldError, match="already stands"):
        add_name("The red falcons", "armed_group")


def test_a_folder_that_cannot_be_written_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONFLICT_TUI_NAMES", "/dev/null/names")
    with pytest.raises(WorldError, match="cannot be written"):
        add_name("Red Falcons", "armed_group")


def test_an_imported_list_is_used_from_then_on(write: Callable[..., Path]) -> None:
    path, count = import_names(write("mine.tsv", GROUPS, "Red Falcons\tarmed_group", "Blue Falcons\tarmed_group"))
    assert (path.name, count) == ("mine.tsv", 2)
    assert load_world().find("Blue Falcons")


def test_a_faulty_list_is_not_imported_and_every_fault_is_told(write: Callable[..., Path], tmp_path: Path) -> None:
    source = write("mine.tsv", GROUPS, "Reds\tparty", "Blues\tarmed_group", "Greens\tarmed_group\t\tg")
    with pytest.raises(WorldError) as raised:
        import_names(source)
    assert "mine.tsv:2: kind" in str(raised.value)
    assert "mine.tsv:4: acronym 'g'" in str(raised.value)
    assert not (tmp_path / "names").exists()


def test_another_list_of_the_same_file_name_is_replaced_only_on_demand(write: Callable[..., Path]) -> None:
    import_names(write("mine.tsv", GROUPS, "Red Falcons\tarmed_group"))
    again = write("mine.tsv", GROUPS, "Blue Falcons\tarmed_group")
    with pytest.raises(WorldError, match="exists already"):
        import_names(again)
    import_names(again, replace=True)
    world = load_world()
    assert world.find("Blue Falcons")
    assert not world.find("Red Falcons")


def test_an_import_does_not_overwrite_what_was_added_by_hand(write: Callable[..., Path]) -> None:
    add_name("Red Falcons", "armed_group")
    import_names(write("added.tsv", GROUPS, "Blue Falcons\tarmed_group"))
    world = load_world()
    assert world.find("Red Falcons")
    assert world.find("Blue Falcons")


@pytest.mark.parametrize("content", ["", PLACES, "\x00\x01", GROUPS + "# nothing\n"])
def test_a_list_of_nothing_is_not_imported(content: str, tmp_path: Path) -> None:
    source = tmp_path / "empty.tsv"
    source.write_text(content, encoding="utf-8")
    with pytest.raises(WorldError):
        import_names(source)
