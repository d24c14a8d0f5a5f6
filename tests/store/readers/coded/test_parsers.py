"""Whatever stands in the cells of a coded table, its parser gives a record or a reason and never raises."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.coded_names import coded_entity, is_group, recognise, split_either, without_years
from store.readers import Skipped, read_source
from store.readers.coded import RowParser, find_parser
from store.readers.coded.values import coordinates, is_tag_row, number, persons
from store.readers.items import Source
from store.records import CodedRecord, Kind
from store.world import load_world
from tests.store.readers.coded.test_layouts import ACLED, ACTORS, BATTLE, FIGHT, GED, gdelt, read, table

DYADS = (
    "dyad_id,conflict_id,location,side_a,side_a_id,side_a_2nd,side_b,side_b_id,side_b_2nd,incompatibility,year".split(
        ","
    )
)
GDELT = gdelt(61).rstrip("\n").split("\t")

cells = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["", "1", "-1", "nan", "inf", "1_0", "1e999", "٣", "12,5", "2020-13-45", "#date", "A and/or B", "X: Y", "(", "(a) (b)",
         "A; B; ", " - ", "A - B", "POINT (1 2)", "POINT (. .)", "9" * 400, "\x00", "\ud800", "01-January-2015"]
    ),
)  # fmt: skip


@pytest.mark.parametrize("first", [ACLED, GED, ACTORS, DYADS, GDELT], ids=["acled", "ged", "actors", "dyads", "gdelt"])
def test_no_row_raises(first: list[str]) -> None:
    parser = find_parser("x", first, ())
    assert parser is not None
    assert not isinstance(parser, str)

    @settings(max_examples=300, deadline=None)
    @given(row=st.lists(cells, max_size=len(first) + 3))
    def check(parser: RowParser, row: list[str]) -> None:
        found = parser.parse(row, 1)
        if isinstance(found, CodedRecord):
            assert found.article.text
            keys = {entity.key for entity in found.reading.entities}
            assert {key for key, _ in found.actors} <= keys
            assert found.place is None or found.place in keys
            for claim in found.reading.claims:
                assert {claim.subject, claim.object} <= keys
                assert (claim.evidence.start, claim.evidence.end) == (0, len(found.article.text))
            assert len(found.row_hash) == 16
        else:
            assert found is None or found

    check(parser)  # type: ignore[call-arg]


@given(first=st.lists(st.text(max_size=20), max_size=70), rows=st.lists(st.lists(cells, max_size=5), max_size=3))
def test_no_first_row_raises(first: list[str], rows: list[list[str]]) -> None:
    find_parser("x", first, rows)


@settings(deadline=None)  # the first call reads the lists of names
@given(name=st.text(max_size=60))
def test_no_name_raises(name: str) -> None:
    is_group(name)
    split_either(name)
    assert without_years(name) or not name
    if name.strip():
        recognise(coded_entity(name), load_world())


@given(one=st.text(max_size=20), other=st.text(max_size=20))
def test_coordinates_are_on_the_globe_or_nothing(one: str, other: str) -> None:
    north, east = coordinates(one, other)
    assert (north is None) == (east is None)
    assert north is None or east is None or (abs(north) <= 90 and abs(east) <= 180)


def test_numbers_and_persons() -> None:
    assert [number(value) for value in ("1.5", "1,5", "-2", "nan", "1_0", "x", "")] == [
        1.5,
        1.5,
        -2.0,
        None,
        None,
        None,
        None,
    ]
    assert [persons(value) for value in ("3", "3.0", "-99", "", "x", "1e3")] == [3, 3, None, None, None, None]


def test_rows_of_tags() -> None:
    assert is_tag_row(["", "#date+start", "#geo +lat"])
    assert not is_tag_row(["", ""])
    assert not is_tag_row(["#1 in the list", "x"])


def test_broken_lines_cost_themselves_alone(tmp_path: Path) -> None:
    good = table(ACLED, [BATTLE, BATTLE | {"event_id_cnty": "ARV13"}]).split("\r\n")
    head, rest = good[0], "\r\n".join(good[1:])
    short = "7,999\r\n"
    open_quote = '7,999,ARV9,9,2020-12-03,2020,1,Battles,"never closed\r\n'
    found = read(tmp_path / "x.csv", f"{head}\r\n{short}{open_quote}{rest}")
    assert sorted(item.row_id or "" for item in found if isinstance(item, CodedRecord)) == ["ARV12", "ARV13"]
    assert len([item for item in found if isinstance(item, Skipped)]) == 2


def test_latin_letters_of_one_byte(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(table(GED, [FIGHT | {"where_coordinates": "Bogotá city"}], ";").encode("latin-1"))
    (found,) = [item for item, _ in read_source(Source("x.csv", path, path.stat().st_size))]
    assert isinstance(found, CodedRecord)
    assert found.place == "place:Bogotá"


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("Military Forces of Mali (2012-2020)", "malian-armed-forces"),
        ("Government of Mali (2020-)", "mali"),
        ("JNIM: Group for Support of Islam and Muslims", "jamaat-nusrat-al-islam-wal-muslimin"),
        ("Government of Ukraine", "ukraine"),
        ("Government of Russia (Soviet Union)", "russia"),
        ("IS", "islamic-state"),
        ("Islamic State (West Africa)", "islamic-state-west-africa-province"),
        ("Islamic State (Greater Sahara)", "islamic-state-in-the-greater-sahara"),
        ("Fatah - Gaza faction", None),
        ("Red Column of Arvenia (2001-2009)", None),
    ],
)
def test_names_of_datasets_are_those_of_the_lists(name: str, listed: str | None) -> None:
    assert recognise(coded_entity(name), load_world()).listed == listed


def test_an_acronym_of_another_country_is_not_taken() -> None:
    found = coded_entity("VDP: Volunteer for Defense of Homeland", country="Burkina Faso")
    assert recognise(found, load_world()).listed != "wazalendo"


@pytest.mark.parametrize(
    ("name", "written_out", "country", "listed"),
    [
        ("DPR", (), "Ukraine", "donetsk-peoples-republic"),
        ("DPR", (), "Indonesia", None),
        ("PLA", (), "India", "peoples-liberation-army-of-manipur"),
        ("SRF", (), "Sudan", "sudan-revolutionary-front"),
        ("SRF", (), "Syria", "syrian-revolutionaries-front"),
        ("People's Liberation Army", (), "India", None),
        ("Beik Mon Army", ("BMA",), "Myanmar (Burma)", None),
        ("Tripoli Protection Force", ("TPF",), "Libya", "tripoli-protection-force"),
    ],
)
def test_an_acronym_alone_is_understood_by_country_or_by_the_name_written_out(
    name: str, written_out: tuple[str, ...], country: str, listed: str | None
) -> None:
    found = replace(coded_entity(name, Kind.ARMED_GROUP, country=country), surfaces=written_out)
    assert recognise(found, load_world()).listed == listed
