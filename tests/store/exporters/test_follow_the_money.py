"""FollowTheMoney entities validate, keep names and relationships, and carry proof and status."""

from __future__ import annotations

import json
from typing import Any

import pytest

from store.exporters import Format
from tests.store.exporters.conftest import Exported

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
        curator.mend_claim(claim, status=Status.DENIED)
    records = {record["id"]: record for record in map(json.loads, exported(Format.FTM).splitlines())}
    found = {tuple(link["properties"]["status"]): len(link["properties"]["proof"]) for link in links(records, "fights")}
    assert found == {("denied",): 1, ("reported",): 2}


def test_identifiers_are_the_same_at_every_export(exported: Exported, entities: Entities) -> None:
    assert set(entities) == {json.loads(line)["id"] for line in exported(Format.FTM).splitlines()}
