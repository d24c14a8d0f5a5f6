"""FollowTheMoney comes in: what our own export wrote, and what other programs write."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from store.exporters import Format
from store.readers.items import Item, Skipped
from store.records import CodedRecord, Kind, Relation
from tests.store.readers.links import linking, round_trips
from tests.store.readers.links.linking import said


def read(path: Path, *entities: dict[str, Any] | str) -> list[Item]:
    return linking.read(path, "".join(f"{each if isinstance(each, str) else json.dumps(each)}\n" for each in entities))


def entity(key: str, schema: str, **properties: list[str]) -> dict[str, Any]:
    return {"id": key, "schema": schema, "properties": properties}


GROUP = entity("g", "Organization", name=["Karanda Front"], topics=["crime.terror"])
PERSON = entity("p", "Person", name=["Anna Karsk"], weakAlias=["Abu K"], alias=["آنا"])
STATE = entity("s", "PublicBody", name=["Ostrand Army Ministry"])


def test_names_and_relationships_come_back(tmp_path: Path) -> None:
    store = round_trips.make_store(tmp_path / "a.db")
    file = round_trips.export(store, Format.FTM, tmp_path / "a.ftm.json")
    summary = round_trips.bring_in(file, tmp_path / "b.db")
    assert (summary.skipped, summary.known) == (0, 0), summary.reasons
    assert round_trips.names(tmp_path / "b.db") == round_trips.names(store)
    assert round_trips.relationships(tmp_path / "b.db") == round_trips.relationships(store)
    assert round_trips.evidence(tmp_path / "b.db") == round_trips.evidence(store)


def test_a_second_import_adds_nothing(tmp_path: Path) -> None:
    store = round_trips.make_store(tmp_path / "a.db")
    file = round_trips.export(store, Format.FTM, tmp_path / "a.jsonl")
    first = round_trips.bring_in(file, tmp_path / "b.db")
    before = round_trips.relationships(tmp_path / "b.db")
    second = round_trips.bring_in(file, tmp_path / "b.db")
    assert (second.added, second.updated, second.known) == (0, 0, first.added)
    assert round_trips.relationships(tmp_path / "b.db") == before


@pytest.mark.parametrize(
    ("schema", "properties", "expected"),
    [
        ("Membership", {"member": ["p"], "organization": ["g"]}, ("Anna Karsk", Relation.PART_OF, "Karanda Front")),
        ("Membership", {"member": ["p"], "organization": ["g"], "role": ["Commander"]},
         ("Anna Karsk", Relation.LEADS, "Karanda Front")),
        ("Directorship", {"director": ["p"], "organization": ["g"]}, ("Anna Karsk", Relation.LEADS, "Karanda Front")),
        ("Succession", {"predecessor": ["g"], "successor": ["s"]},
         ("Karanda Front", Relation.MERGED_INTO, "Ostrand Army Ministry")),
        ("Succession", {"predecessor": ["g"], "successor": ["s"], "role": ["splinter of"]},
         ("Ostrand Army Ministry", Relation.SPLIT_FROM, "Karanda Front")),
        ("Ownership", {"owner": ["s"], "asset": ["g"]},
         ("Karanda Front", Relation.AFFILIATED_WITH, "Ostrand Army Ministry")),
        ("UnknownLink", {"subject": ["g"], "object": ["s"], "role": ["was backed by"]},
         ("Ostrand Army Ministry", Relation.SUPPORTS, "Karanda Front")),
        ("Sanction", {"entity": ["g"], "authority": ["Office of Foreign Assets"], "program": ["SDGT"]},
         ("Office of Foreign Assets", Relation.SANCTIONS, "Karanda Front")),
    ],
)  # fmt: skip
def test_links_of_other_programs_are_understood(
    schema: str, properties: dict[str, list[str]], expected: tuple[str, Relation, str], tmp_path: Path
) -> None:
    # The link comes before those it links.
    assert said(read(tmp_path / "x.json", entity("l", schema, **properties), GROUP, PERSON, STATE)) == [expected]


def test_dates_proof_and_address_are_taken(tmp_path: Path) -> None:
    article = entity(
        "d", "Article", title=["A day"], publisher=["Ridge"], publishedAt=["2015-02-03T10:00:00"],
        sourceUrl=["https://r.example.org/1"],
    )  # fmt: skip
    link = entity(
        "l", "UnknownLink", subject=["g"], object=["s"], role=["fights"], startDate=["2015-02"], summary=["They fought."],
        proof=["d"],
    )  # fmt: skip
    record = read(tmp_path / "x.ndjson", GROUP, STATE, article, link)[-1]
    assert isinstance(record, CodedRecord)
    assert record.article.text == "They fought." and record.article.title == "A day"
    assert (record.article.outlet, record.article.date) == ("Ridge", "2015-02-03")
    assert record.article.address == "https://r.example.org/1"
    assert record.reading.claims[0].date == "2015-02" and record.reading.claims[0].extractor == "coded: FtM"


def test_a_link_without_proof_says_itself_what_it_says(tmp_path: Path) -> None:
    link = entity("l", "UnknownLink", subject=["g"], object=["s"], role=["ally"], startDate=["2015"])
    record = read(tmp_path / "x.ndjson", GROUP, STATE, link)[-1]
    assert isinstance(record, CodedRecord)
    assert record.article.text == "Karanda Front is allied with Ostrand Army Ministry (2015)"


def test_kinds_and_types_of_names_are_told_by_schema_topic_and_script(tmp_path: Path) -> None:
    group, person, state = read(tmp_path / "x.ndjson", GROUP, PERSON, STATE)
    assert isinstance(group, CodedRecord) and isinstance(person, CodedRecord) and isinstance(state, CodedRecord)
    kinds = [each.reading.entities[0].kind for each in (group, person, state)]
    assert kinds == [Kind.ARMED_GROUP, Kind.PERSON, Kind.STATE]
    assert {(name.name, name.type) for name in person.names} == {("Abu K", "acronym"), ("آنا", "original")}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (entity("l", "UnknownLink", subject=["g"], object=["s"], role=["cousin of"]), "the role “cousin of”"),
        (entity("l", "UnknownLink", subject=["g"], object=["s"]), "has no role"),
        (entity("l", "Membership", member=["nobody"], organization=["g"]), "no person, group or place of this file"),
        (entity("l", "Vessel", name=["Karsk"]), "of the schema Vessel"),
        (entity("l", "Person"), "has no name"),
        ('{"id": "x"', "no entity of FollowTheMoney"),
        ("[1, 2]", "no entity of FollowTheMoney"),
    ],
)
def test_what_says_nothing_here_is_skipped_with_its_reason(line: Any, reason: str, tmp_path: Path) -> None:
    *_, last = read(tmp_path / "x.ndjson", GROUP, STATE, line)
    assert isinstance(last, Skipped) and reason in last.reason and last.position == 3


@pytest.mark.parametrize("value", [None, 5, [None, 7], {"a": 1}, ["\x00\ud800"], [["x"]], "plain"])
def test_values_of_any_shape_never_fail(value: Any, tmp_path: Path) -> None:
    names = ("name", "alias", "role", "subject", "object", "proof", "startDate", "summary", "publisher", "status")
    for schema in ("Person", "UnknownLink", "Article", "Sanction"):
        read(tmp_path / "x.ndjson", GROUP, {"id": "x", "schema": schema, "properties": dict.fromkeys(names, value)})
