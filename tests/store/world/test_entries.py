from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from store.records import Kind
from store.world import WorldError
from store.world.entries import ListedName, parse_table, read_table

from .conftest import GROUPS, PLACES, STATES

Write = Callable[..., Path]


def problems(content: str | bytes) -> list[str]:
    data = content.encode() if isinstance(content, str) else content
    return [str(problem) for problem in parse_table(Path("mine.tsv"), data).problems]


def test_a_line_becomes_an_entry_with_names_of_every_type(write: Write) -> None:
    former = "Old Falcons (2012-2016); Grey (-2011)"
    path = write("g.tsv", GROUPS, f"Red Falcons\tarmed_group\tScarlet Falcons\tRF\tالصقور\t{former}\tSY; IQ\tFront")
    (row,) = read_table(path).rows
    assert row.entry is not None
    assert (row.entry.key, row.entry.kind, row.entry.country, row.of) == (
        "red-falcons", Kind.ARMED_GROUP, "SY; IQ", "Front",
    )  # fmt: skip
    assert row.entry.names == (
        ListedName("Red Falcons", "canonical"),
        ListedName("Scarlet Falcons", "alias"),
        ListedName("RF", "acronym"),
        ListedName("Old Falcons", "former", 2012, 2016),
        ListedName("Grey", "former", None, 2011),
        ListedName("الصقور", "original"),
    )


def test_a_state_has_demonyms_capitals_and_leaders_with_years(write: Write) -> None:
    (row,) = read_table(write("s.tsv", STATES, "Utopia\tUtopian\tAmaurot\t\tUT\t\tMore (1516-); Utopus\tGB")).rows
    assert row.state is not None
    assert row.state.demonyms == ("Utopian",)
    assert [(leader.name, leader.since, leader.until) for leader in row.state.leaders] == [
        ("More", 1516, None), ("Utopus", None, None),
    ]  # fmt: skip


def test_comments_blank_lines_a_byte_order_mark_and_windows_line_ends_are_allowed() -> None:
    content = ("\ufeff# mine\r\n" + GROUPS.rstrip("\n") + "\r\n\r\n#x\r\nReds\tarmed_group\r\n").encode()
    table = parse_table(Path("mine.tsv"), content)
    assert [row.line for row in table.rows] == [5]
    assert not table.problems


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (GROUPS + "Reds\tparty", "mine.tsv:2: kind 'party' is none of armed_group, state, organization"),
        (GROUPS + "Reds\tplace", "mine.tsv:2: kind 'place'"),
        (GROUPS + "\tarmed_group", "mine.tsv:2: the name is empty"),
        (GROUPS + "…\tarmed_group", "mine.tsv:2: the name is empty"),
        (GROUPS + "Reds\tarmed_group\t\t\t\t\tSyria", "mine.tsv:2: country 'Syria' is no ISO 3166"),
        (GROUPS + "Reds\tarmed_group\t\t\t\tOld (2016-2012)", "mine.tsv:2: 'Old (2016-2012)' in former ends before"),
        (GROUPS + "Reds\tarmed_group\t\t\t\t(2012-2016)", "mine.tsv:2: '(2012-2016)' in former has years but no name"),
        (GROUPS + "Reds\tarmed_group\t--", "mine.tsv:2: '--' in aliases holds neither letter nor digit"),
        (GROUPS + "\t".join(["Reds", "armed_group", *"1234567"]), "mine.tsv:2: 9 cells, but there are 8 columns"),
        (GROUPS + "Re\x1b[31mds\tarmed_group", "mine.tsv:2: holds control characters"),
        (GROUPS + "Re\u202eds\tarmed_group", "mine.tsv:2: holds control characters"),
        (GROUPS + "R" * 5000 + "\tarmed_group", "mine.tsv:2: a cell is longer than 4096 characters"),
        (PLACES + "Ouro\t\t\tplanet\tBR", "mine.tsv:2: kind 'planet' is none of airport, base"),
        ("name;kind\nReds;armed_group", "mine.tsv:1: columns are 'name;kind', expected (tab-separated) 'name kind"),
        ("", "mine.tsv: has no header line"),
        (GROUPS.encode() + b"Reds\xff\tarmed_group", "mine.tsv:2: is not UTF-8"),
    ],
)
def test_a_faulty_line_is_named_with_file_line_and_fault(content: str | bytes, says: str) -> None:
    (problem,) = problems(content)
    assert problem.startswith(says)


def test_a_faulty_line_does_not_stop_the_rest() -> None:
    table = parse_table(Path("m"), (GROUPS + "Reds\tnonsense\nBlues\tarmed_group\n").encode())
    assert [row.entry.name for row in table.rows if row.entry] == ["Blues"]


def test_an_absent_file_a_folder_and_a_huge_file_are_one_clear_line_each(tmp_path: Path) -> None:
    huge = tmp_path / "huge.tsv"
    with huge.open("wb") as file:
        file.truncate(17 << 20)
    for path in (tmp_path / "absent.tsv", tmp_path, huge, Path("nul\0byte")):
        with pytest.raises(WorldError) as raised:
            read_table(path)
        assert "\n" not in str(raised.value)


@pytest.mark.parametrize("content", [bytes(range(256)) * 50, b"\t" * 100_000, b"\n" * 100_000, GROUPS.encode() * 500])
def test_hostile_bytes_become_problems_never_exceptions(content: bytes) -> None:
    assert parse_table(Path("m"), content).problems or not content.strip()
