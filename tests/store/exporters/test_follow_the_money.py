"""FollowTheMoney entities validate, keep names and relationships, and carry proof and status."""

from __future__ import annotations

import json
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from store.database import open_reader
from store.exporters import Format, Wanted, write
from store.exporters.follow_the_money import _address, _value
from store.exporters.selection import Selection
from store.queries.filters import Listing
from tests.store.exporters.conftest import Exported
from tests.tui.helpers import HOSTILE
from tests.tui.store_builder import Sizes, build_store


@pytest.fixture
def hostile_ftm(tmp_path: Path) -> list[dict[str, Any]]:
    """Entities out of a store of texts made to be misread, one of them very long."""
    path = build_store(tmp_path / "hostile.db", Sizes(articles=30, hostile=[*filter(None, HOSTILE), "T" * 100_000]))
    with closing(open_reader(path)) as connection:
        out = StringIO()
        write(Format.FTM, Selection(connection), Wanted(Listing.RELATIONSHIPS), out)
    return [json.loads(line) for line in out.getvalue().split("\n")[:-1]]


Entities = dict[str, dict[str, Any]]


@pytest.fixture
def entities(exported: Exported) -> Entities:
    records = [json.loads(line) for line in exported(Format.FTM).splitlines()]
    found = {record["id"]: record for record in records}
    assert len(found) == len(records)
    return found


def links(entities: Entities, role: str) -> list[dict[str, Any]]:
    return [record for record in entities.values() if record["properties"].get("role") == [role]]


def test_every_entity_validates_and_survives_the_library(entities: Entities) -> None:
    model = pytest.importorskip("followthemoney").model
    for record in entities.values():
        model.get(record["schema"]).validate(record)
        back = model.get_proxy(record, cleaned=False).to_dict()
        assert {name: sorted(values) for name, values in back["properties"].items()} == {
            name: sorted(values) for name, values in record["properties"].items()
        }


@pytest.mark.parametrize(
    ("role", "schema", "one", "subject", "other", "object_"),
    [
        ("fights", "UnknownLink", "subject", "Karanda Front", "object", "=Velmora Brigade"),
        ("part_of", "Membership", "member", "Karanda Front", "organization", "Ostrand <Army> & Sons"),
        ("merged_into", "Succession", "predecessor", "=Velmora Brigade", "successor", "Karanda Front"),
        ("split_from", "Succession", "successor", "=Velmora Brigade", "predecessor", "Ostrand <Army> & Sons"),
        ("controls", "UnknownLink", "subject", "Karanda Front", "object", "Zubin Old Town"),
    ],
)
def test_each_relation_has_its_schema_and_direction(
    entities: Entities, role: str, schema: str, one: str, subject: str, other: str, object_: str
) -> None:
    (link,) = links(entities, role)
    assert link["schema"] == schema
    sides = [entities[link["properties"][side][0]]["properties"]["name"][0] for side in (one, other)]
    assert sides == [subject, object_]


def test_a_person_directs_and_a_place_does_not(entities: Entities) -> None:
    assert sorted(link["schema"] for link in links(entities, "leads")) == ["Directorship", "UnknownLink"]


def test_a_sanction_names_its_authority(entities: Entities) -> None:
    (sanction,) = [record for record in entities.values() if record["schema"] == "Sanction"]
    assert sanction["properties"]["authority"] == ["Ostrand <Army> & Sons"]


def test_links_have_status_dates_and_articles_as_proof(entities: Entities) -> None:
    (link,) = links(entities, "merged_into")
    assert link["properties"]["status"] == ["denied"]
    assert link["properties"]["startDate"] == ["2014-03-05"]
    assert link["properties"]["endDate"] == ["2016-01-31"]
    proofs = [entities[proof] for proof in link["properties"]["proof"]]
    assert len(proofs) == 3
    assert {proof["schema"] for proof in proofs} == {"Article"}
    addresses = {address for proof in proofs for address in proof["properties"].get("sourceUrl", ())}
    assert addresses == {"https://harbour.example.org/a?b=1&c=%20d"}


def test_names_stay_with_their_entity(entities: Entities) -> None:
    (front,) = [record for record in entities.values() if record["properties"].get("name") == ["Karanda Front"]]
    assert front["properties"]["alias"] == ["@Front of Karanda"]
    assert front["properties"]["weakAlias"] == ["KF"]


def test_claims_of_one_relationship_with_two_statuses_become_two_links(exported: Exported, store: Any) -> None:
    from store.curation import Curator
    from store.records import Status

    with Curator(store) as curator:
        claim = curator.db.conn.execute("SELECT min(id) FROM claims WHERE relation = 'fights'").fetchone()[0]
        curator.set_status([claim], Status.DENIED)
    records = {record["id"]: record for record in map(json.loads, exported(Format.FTM).splitlines())}
    found = {tuple(link["properties"]["status"]): len(link["properties"]["proof"]) for link in links(records, "fights")}
    assert found == {("denied",): 1, ("reported",): 2}


def test_identifiers_are_the_same_at_every_export(exported: Exported, entities: Entities) -> None:
    assert set(entities) == {json.loads(line)["id"] for line in exported(Format.FTM).splitlines()}


@pytest.mark.parametrize(
    ("address", "there"),
    [
        ("https://a.example.org/x?q=1&r=%20#f", "https://a.example.org/x?q=1&r=%20#f"),
        ("https://a.example.org/ü?q=é", "https://a.example.org/%C3%BC?q=%C3%A9"),
        ("https://bücher.example.org:8080/", "https://xn--bcher-kva.example.org:8080/"),
        ("https://someone:secret@a.example.org/", None),
        ("https:///x", None),
        ("https://a..org/", None),
        ("https://a.example.org:99999/", None),
        ("https://a.example.org/" + "x" * 5000, None),
        ("javascript:alert(1)", None),
        ("https://[::1", None),
    ],
)
def test_addresses_are_such_as_the_model_takes(address: str, there: str | None) -> None:
    assert _address(address) == there


@pytest.mark.parametrize(("date", "kept"), [("2014", True), ("2014-03", True), ("9999-01-01", False), ("0001", False)])
def test_dates_that_the_model_does_not_know_are_left_out(date: str, kept: bool) -> None:
    assert (_value("startDate", date) == date) is kept


def test_entities_of_hostile_texts_validate(hostile_ftm: list[dict[str, Any]]) -> None:
    model = pytest.importorskip("followthemoney").model
    for record in hostile_ftm:
        model.get(record["schema"]).validate(record)
