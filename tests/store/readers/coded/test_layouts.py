"""Coded datasets are known by their columns, whatever their order, spelling, delimiter or encoding."""

from __future__ import annotations

import csv
import io
import json
import random
from pathlib import Path

import pytest

from store.importing import import_paths
from store.readers import Skipped, read_source
from store.readers.items import Source
from store.records import CodedRecord, Relation

ACLED = (
    "data_id,iso,event_id_cnty,event_id_no_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,"
    "assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,region,country,admin1,admin2,admin3,location,latitude,"
    "longitude,geo_precision,source,source_scale,notes,fatalities,timestamp,iso3"
).split(",")

BATTLE = {
    "data_id": "7", "iso": "999", "event_id_cnty": "ARV12", "event_id_no_cnty": "12", "event_date": "03 December 2020",
    "year": "2020", "time_precision": "1", "event_type": "Battles", "sub_event_type": "Armed clash",
    "actor1": "RCA: Red Column of Arvenia", "assoc_actor_1": "Hill Brigade", "inter1": "2",
    "actor2": "Military Forces of Arvenia (2012-2020)", "assoc_actor_2": "", "inter2": "1", "interaction": "12",
    "region": "Nowhere", "country": "Arvenia", "admin1": "North", "admin2": "Mills", "admin3": "", "location": "Torvik",
    "latitude": "12.3700", "longitude": "-1.52", "geo_precision": "1", "source": "The Arvenian; Radio Torvik",
    "source_scale": "National", "notes": 'Shots were exchanged, "for hours",\nnear the mill.', "fatalities": "3",
    "timestamp": "1607374999", "iso3": "ARV",
}  # fmt: skip

GED = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,"
    "dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,"
    "source_article,source_office,source_date,source_headline,source_original,where_prec,where_coordinates,"
    "where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,"
    "date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob"
).split(",")

FIGHT = {
    **dict.fromkeys(GED, ""),
    "id": "501", "relid": "ARV-2020-1-99-3", "year": "2020", "active_year": "1", "code_status": "Clear",
    "type_of_violence": "2", "conflict_new_id": "77", "conflict_name": "Red Column - Blue Guard", "dyad_new_id": "78",
    "dyad_name": "Red Column - Blue Guard", "side_a_new_id": "1", "side_a": "Red Column", "side_b_new_id": "2",
    "side_b": "Blue Guard", "number_of_sources": "1", "source_article": '"The Arvenian,2020-12-03,""Mill"" burnt"',
    "source_office": "The Arvenian;The Arvenian", "source_date": "2020-12-03", "source_headline": "Mill burnt",
    "source_original": "residents", "where_prec": "1", "where_coordinates": "Torvik village",
    "where_description": "near Torvik", "adm_1": "North", "latitude": "12.37", "longitude": "-1.52",
    "geom_wkt": "POINT (-1.52 12.37)", "priogrid_gid": "5", "country": "Arvenia", "country_id": "9", "region": "Africa",
    "event_clarity": "1", "date_prec": "1", "date_start": "2020-12-03 00:00:00.000",
    "date_end": "2020-12-03 00:00:00.000", "deaths_a": "1", "deaths_b": "2", "deaths_civilians": "0",
    "deaths_unknown": "0", "best": "3", "high": "5", "low": "2", "gwnoa": "", "gwnob": "",
}  # fmt: skip


def table(header: list[str], rows: list[dict[str, str]], delimiter: str = ",", *, head: bool = True) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    if head:
        writer.writerow(header)
    writer.writerows([row.get(name, "") for name in header] for row in rows)
    return out.getvalue()


def read(path: Path, data: bytes | str) -> list[CodedRecord | Skipped]:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return [item for item, _ in read_source(Source(path.name, path, path.stat().st_size))]  # type: ignore[misc]


def one(path: Path, data: bytes | str) -> CodedRecord:
    (found,) = read(path, data)
    assert isinstance(found, CodedRecord)
    return found


def is_the_battle(found: CodedRecord) -> None:
    assert found.dataset == "ACLED"
    assert found.row_id == "ARV12"
    assert found.article.date == "2020-12-03"
    assert found.article.text == 'Shots were exchanged, "for hours",\nnear the mill.'
    assert found.article.outlet == "The Arvenian"
    assert (found.latitude, found.longitude, found.deaths) == (12.37, -1.52, 3)
    assert found.place == "place:Torvik"
    said = {(claim.relation, claim.undirected) for claim in found.reading.claims}
    assert said == {(Relation.FIGHTS, True), (Relation.ALLIED_WITH, False)}


def is_the_fight(found: CodedRecord) -> None:
    assert found.dataset == "UCDP GED"
    assert found.row_id == "501"
    assert found.article.date == "2020-12-03"
    assert found.article.outlet == "The Arvenian"
    assert (found.deaths, found.deaths_low, found.deaths_high) == (3, 2, 5)
    assert (found.latitude, found.longitude) == (12.37, -1.52)
    assert found.place == "place:Torvik"
    (claim,) = found.reading.claims
    assert (claim.subject, claim.relation, claim.object) == ("group:Red Column", Relation.FIGHTS, "group:Blue Guard")
    assert claim.undirected


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_any_delimiter_and_encoding(tmp_path: Path, delimiter: str, encoding: str) -> None:
    is_the_battle(one(tmp_path / "x", table(ACLED, [BATTLE], delimiter).encode(encoding)))
    is_the_fight(one(tmp_path / "y", table(GED, [FIGHT], delimiter).encode(encoding)))


def test_columns_in_any_order_with_others_between_them(tmp_path: Path) -> None:
    for header, row, check in ((ACLED, BATTLE, is_the_battle), (GED, FIGHT, is_the_fight)):
        mixed = [*header, "my_own", "another"]
        random.Random(7).shuffle(mixed)
        check(one(tmp_path / "x.dat", table(mixed, [row])))


def test_upper_case_and_the_names_of_earlier_releases(tmp_path: Path) -> None:
    names = {"assoc_actor_1": "ALLY_ACTOR_1", "assoc_actor_2": "ALLY_ACTOR_2", "data_id": "GWNO"}
    drop = {"sub_event_type", "iso", "region", "source_scale", "timestamp", "iso3"}
    header = [name for name in ACLED if name not in drop]
    assert len(header) == 25
    text = table(header, [BATTLE | {"event_type": "Battle-No change of territory"}])
    first, rest = text.split("\r\n", 1)
    first = ",".join(names.get(name, name.upper()) for name in first.split(","))
    is_the_battle(one(tmp_path / "x.csv", f"{first}\r\n{rest}"))


@pytest.mark.parametrize("date", ["03 December 2020", "03-December-2020", "2020-12-03", "3-Dec-20", "03/12/2020"])
def test_dates_in_every_spelling(tmp_path: Path, date: str) -> None:
    is_the_battle(one(tmp_path / "x.csv", table(ACLED, [BATTLE | {"event_date": date}])))


@pytest.mark.parametrize(
    ("inter1", "inter2"), [("2", "1"), ("Rebel Groups", "State Forces"), ("Rebel group", "State forces")]
)
def test_codes_and_words_for_kinds_of_actors(tmp_path: Path, inter1: str, inter2: str) -> None:
    found = one(tmp_path / "x.csv", table(ACLED, [BATTLE | {"inter1": inter1, "inter2": inter2}]))
    assert [entity.kind.value for entity in found.reading.entities[:2]] == ["armed_group", "state"]


def test_a_row_of_tags_is_no_row_of_data(tmp_path: Path) -> None:
    tags = dict.fromkeys(ACLED, "") | {
        "event_date": "#date+occurred",
        "actor1": "#group+name+first",
        "notes": "#description",
    }
    is_the_battle(one(tmp_path / "x.csv", table(ACLED, [tags, BATTLE])))
    tags = dict.fromkeys(GED, "") | {
        "date_start": "#date +start",
        "side_a": "#group+name+first",
        "best": "#affected+killed",
    }
    is_the_fight(one(tmp_path / "y.csv", table(GED, [tags, FIGHT])))


def test_the_answer_of_an_interface(tmp_path: Path) -> None:
    answer = {"status": 200, "success": True, "count": 1, "data": [BATTLE | {"fatalities": 3, "latitude": 12.37}]}
    is_the_battle(one(tmp_path / "x.json", json.dumps(answer)))
    lines = "\n".join(json.dumps(BATTLE | {"event_id_cnty": f"ARV{i}"}) for i in (12, 13))
    assert [found.row_id for found in read(tmp_path / "x.jsonl", lines) if isinstance(found, CodedRecord)] == [
        "ARV12",
        "ARV13",
    ]


@pytest.mark.parametrize("extra", [(), ("code_status",), ("geom_wkt_2",)])
def test_releases_without_a_header(tmp_path: Path, extra: tuple[str, ...]) -> None:
    header = [name for name in GED if name not in extra]
    rows = [FIGHT, FIGHT | {"id": "502", "relid": "ARV-2020-1-99-4"}]
    found = read(tmp_path / "x.csv", table(header, rows, head=False))
    assert len(found) == 2
    assert isinstance(found[0], CodedRecord)
    is_the_fight(found[0])


def test_the_same_row_in_another_layout_is_the_same_row(tmp_path: Path) -> None:
    modern = one(tmp_path / "x.csv", table(ACLED, [BATTLE]))
    header = [name for name in ACLED if name not in ("data_id", "timestamp", "iso3", "region")]
    row = BATTLE | {"event_date": "2020-12-03", "latitude": "12.37", "inter1": "Rebel group", "inter2": "State forces"}
    assert one(tmp_path / "y.csv", table(header, [row], ";")).row_hash == modern.row_hash


def test_the_other_side_first_is_the_same_row(tmp_path: Path) -> None:
    turned = BATTLE | {
        "actor1": BATTLE["actor2"], "assoc_actor_1": "", "inter1": "1",
        "actor2": BATTLE["actor1"], "assoc_actor_2": "Hill Brigade", "inter2": "2",
    }  # fmt: skip
    first, second = read(tmp_path / "x.csv", table(ACLED, [BATTLE, turned]))
    assert isinstance(first, CodedRecord)
    assert isinstance(second, CodedRecord)
    assert first.row_hash == second.row_hash


def claims_of(path: Path, **cells: str) -> set[tuple[str, str, str]]:
    found = one(path / "x.csv", table(ACLED, [BATTLE | {"assoc_actor_1": ""} | cells]))
    return {(claim.subject[6:9], claim.relation.value, claim.object[6:9]) for claim in found.reading.claims}


def test_territory_goes_to_the_side_that_the_kind_of_event_names(tmp_path: Path) -> None:
    taken = claims_of(tmp_path, sub_event_type="Government regains territory")
    assert taken >= {("Mil", "controls", "Tor"), ("RCA", "withdraws_from", "Tor")}
    taken = claims_of(tmp_path, sub_event_type="Non-state actor overtakes territory")
    assert taken >= {("RCA", "controls", "Tor"), ("Mil", "withdraws_from", "Tor")}
    both = claims_of(tmp_path, sub_event_type="Non-state actor overtakes territory", actor2="Blue Guard", inter2="3")
    assert {relation for _, relation, _ in both} == {"fights"}


def test_agreements_bases_and_handed_over_places(tmp_path: Path) -> None:
    strategic = {"event_type": "Strategic developments"}
    assert claims_of(tmp_path, sub_event_type="Agreement", **strategic) == {("RCA", "negotiates_with", "Mil")}
    based = claims_of(tmp_path, sub_event_type="Headquarters or base established", actor2="", inter2="0", **strategic)
    assert based == {("RCA", "controls", "Tor")}
    handed = claims_of(tmp_path, sub_event_type="Non-violent transfer of territory", actor2="", inter2="0", **strategic)
    assert handed == {("RCA", "controls", "Tor")}


@pytest.mark.parametrize(
    ("actor", "inter"),
    [
        ("Civilians (Arvenia)", "7"), ("Protesters (Arvenia)", "Protesters"), ("Rioters (Arvenia)", "5"),
        ("Unidentified Armed Group (Arvenia)", "3"), ("Islamist Militia (Arvenia)", "3"), ("", "0"),
    ],
)  # fmt: skip
def test_who_is_no_group_has_no_relations_and_leaves_the_other_side(tmp_path: Path, actor: str, inter: str) -> None:
    found = one(tmp_path / "x.csv", table(ACLED, [BATTLE | {"actor2": actor, "inter2": inter, "assoc_actor_1": ""}]))
    assert not found.reading.claims
    assert found.actors == (("group:RCA: Red Column of Arvenia", "side a"),)


def test_one_of_several_is_said_with_little_confidence(tmp_path: Path) -> None:
    found = one(
        tmp_path / "x.csv", table(ACLED, [BATTLE | {"actor1": "Red Column and/or Blue Guard", "assoc_actor_1": ""}])
    )
    assert [(claim.subject, claim.confidence.value) for claim in found.reading.claims] == [
        ("group:Red Column", "low"),
        ("group:Blue Guard", "low"),
    ]


def test_one_sided_violence_keeps_the_attacker_and_claims_nothing(tmp_path: Path) -> None:
    found = one(tmp_path / "x.csv", table(GED, [FIGHT | {"type_of_violence": "3", "side_b": "Civilians"}]))
    assert found.actors == (("group:Red Column", "side a"),)
    assert not found.reading.claims
    assert found.type == "One-sided violence"


@pytest.mark.parametrize(
    ("header", "found", "missed"),
    [
        ("event_date,event_type,sub_event_type,country,admin1,fatalities,notes,inter1", "event_date", "actor1, actor2"),
        ("week,region,country,admin1,event_type,sub_event_type,events,fatalities", "week", "actor1, actor2"),
        ("id,relid,year,type_of_violence,date_start,date_end,best,low,high,where_prec", "relid", "side_a, side_b"),
        ("GLOBALEVENTID,EventTimeDate,MentionTimeDate,MentionType,MentionSourceName", "MentionType", "Actor1Name"),
    ],
)
def test_a_layout_without_actors_is_refused_in_one_sentence(
    tmp_path: Path, header: str, found: str, missed: str
) -> None:
    (skipped,) = read(tmp_path / "x.csv", f"{header}\n{'1,' * header.count(',')}1\n")
    assert isinstance(skipped, Skipped)
    assert "has no actors" in skipped.reason
    assert found in skipped.reason.split("missed")[0]
    assert missed in skipped.reason.split("missed")[1]


def test_columns_about_sources_do_not_make_events_without_actors_articles(tmp_path: Path) -> None:
    header = [name for name in GED if not name.startswith(("side_", "dyad_"))]
    (skipped,) = read(tmp_path / "x.csv", table(header, [FIGHT]))
    assert isinstance(skipped, Skipped)
    assert "missed: side_a, side_b" in skipped.reason


@pytest.mark.parametrize("name", ["actor", "actor1"])
def test_rows_of_one_actor_each_are_rows_of_their_own(tmp_path: Path, name: str) -> None:
    header = ["event_id_cnty", "event_date", "event_type", "sub_event_type", name, "inter1", "country", "notes"]
    sides = [{name: BATTLE["actor1"], "inter1": "2"}, {name: BATTLE["actor2"], "inter1": "1"}]
    found = read(tmp_path / "x.csv", table(header, [BATTLE | side for side in sides]))
    assert len({item.row_id for item in found if isinstance(item, CodedRecord)}) == 2


def test_a_table_of_articles_stays_one(tmp_path: Path) -> None:
    items = read(
        tmp_path / "x.csv", "title,date,type,source,text,country\nFire,2020-01-01,news,A,The mill burnt.,Arvenia\n"
    )
    assert not any(isinstance(item, CodedRecord | Skipped) for item in items)


ACTORS = (
    "ActorId,NameData,NameOrig,NameOrigFull,NameOrigFullEng,NameChange,NewName,NewNameFullMotherTongue,NewNameFullEng,Org,"
    "ConflictId,DyadId,PrimaryParty,Splinter,NamePrev,ActorIdPrev,SplitTemp,NameSplitTemp,ActorIdSplitTemp,Alliance,"
    "NameAlliance,ActorIdAlliance,JoinGroup,GroupName,ActorIdGroup,Location,GWNOLoc,Region,Version"
).split(",")


def test_the_list_of_actors_tells_names_splits_mergers_and_alliances(tmp_path: Path) -> None:
    row = {
        "ActorId": "9", "NameData": "NFA", "NameOrig": "OFA", "NameOrigFull": "n/a", "NameOrigFullEng": "Old Front of Arvenia",
        "NameChange": "1", "NewName": "NFA", "NewNameFullEng": "New Front of Arvenia", "Org": "1", "Splinter": "1",
        "NamePrev": "Red Column", "Alliance": "1", "NameAlliance": "Blue Guard, Hill Brigade", "JoinGroup": "1",
        "GroupName": "Great Front", "Location": "Arvenia", "Version": "22.1",
    }  # fmt: skip
    found = one(tmp_path / "x.csv", table(ACTORS, [row]))
    actor = found.reading.entities[0]
    assert actor.name == "New Front of Arvenia"
    assert "NFA" in actor.surfaces
    assert {(name.name, name.type) for name in found.names} == {("OFA", "former"), ("Old Front of Arvenia", "former")}
    assert {(claim.relation.value, claim.object) for claim in found.reading.claims} == {
        ("split_from", "group:Red Column"),
        ("allied_with", "group:Blue Guard"),
        ("allied_with", "group:Hill Brigade"),
        ("merged_into", "group:Great Front"),
    }


def test_the_list_of_actors_refers_by_id_where_several_share_an_acronym(tmp_path: Path) -> None:
    rows = [
        {"ActorId": "1", "NameData": "Hill Brigade", "NamePrev": "RCF, Blue Guard", "ActorIdPrev": "3, 99"},
        {"ActorId": "2", "NameData": "RCF", "NameOrigFullEng": "Revolutionary Council of Fishers"},
        {"ActorId": "3", "NameData": "RCF", "NameOrigFullEng": "Red Column of Farmers"},
    ]
    found = [item for item in read(tmp_path / "x.csv", table(ACTORS, rows)) if isinstance(item, CodedRecord)]
    names = {entity.key: entity.name for entity in found[0].reading.entities}
    assert [names[claim.object] for claim in found[0].reading.claims] == ["Red Column of Farmers", "Blue Guard"]


def test_dyads_tell_who_helps_which_side(tmp_path: Path) -> None:
    header = "dyad_id,conflict_id,location,side_a,side_a_id,side_a_2nd,side_b,side_b_id,side_b_2nd,incompatibility,year,version"
    row = "78,77,Arvenia,Government of Arvenia,1,Government of Borduria,Red Column,2,,2,2019,22.1"
    found = one(tmp_path / "x.csv", f"{header}\n{row}\n")
    said = {(claim.subject[6:], claim.relation.value, claim.object[6:], claim.date) for claim in found.reading.claims}
    assert said == {
        ("Government of Arvenia", "fights", "Red Column", "2019"),
        ("Government of Borduria", "supports", "Government of Arvenia", "2019"),
    }


def gdelt(columns: int) -> str:
    cells = [""] * columns
    cells[0:5] = ["123456", "20150218", "201502", "2015", "2015.1315"]
    cells[5:8] = ["MLIMIL", "MALI", "MLI"]
    cells[12] = "MIL"
    cells[15:17] = ["REB", "REBEL"]
    cells[22] = "REB"
    cells[25:31] = ["1", "190", "190", "19", "4", "-10.0"]
    place = 51 if columns == 61 else 49
    cells[place : place + 2] = ["4", "Gao, Gao, Mali"]
    cells[place + (5 if columns == 61 else 4) : place + (7 if columns == 61 else 6)] = ["16.27", "-0.04"]
    if columns > 57:
        cells[-1] = "https://www.arvenian.example/mill"
    return "\t".join(cells) + "\n"


@pytest.mark.parametrize("columns", [57, 58, 61])
def test_daily_files_without_a_header(tmp_path: Path, columns: int) -> None:
    found = read(tmp_path / "x", gdelt(columns) * 2)
    assert len(found) == 2
    assert isinstance(found[0], CodedRecord)
    assert found[0].article.date == "2015-02-18"
    assert found[0].actors == (("group:Military Forces of Mali", "side a"),)
    assert (found[0].latitude, found[0].longitude, found[0].place) == (16.27, -0.04, "place:Gao")
    assert found[0].article.outlet == ("arvenian.example" if columns > 57 else None)


def test_known_groups_in_machine_coded_rows_are_told_with_little_confidence(tmp_path: Path) -> None:
    cells = gdelt(61).split("\t")
    cells[15:17], cells[18], cells[22] = ["TAL", "TALIBAN"], "TAL", "INS"
    (claim,) = one(tmp_path / "x.csv", "\t".join(cells)).reading.claims
    assert (claim.relation, claim.confidence.value, claim.status.value) == (Relation.FIGHTS, "low", "reported")


@pytest.mark.parametrize("name", ["acled-31-columns-2020.csv", "ucdp-actor-22.1.csv", "ucdp-ged-hxl-2023.csv"])
@pytest.mark.slow
def test_published_files_come_in_whole_and_once(shared: Path, tmp_path: Path, name: str) -> None:
    source = shared / "samples" / name
    if not source.exists():
        pytest.skip("the sample is absent")
    with source.open(encoding="utf-8-sig", newline="") as file:
        rows = sum(1 for _ in csv.reader(file)) - 1
    store = tmp_path / "store.db"
    first = import_paths(store, [str(source)])
    assert first.items in (rows, rows - 1)  # a row of tags is none
    assert first.skipped < 0.03 * rows
    second = import_paths(store, [str(source)])
    assert (second.added, second.updated, second.known) == (0, 0, first.added + first.known)
