"""The STIX bundle follows the standard, and what is denied never looks asserted."""

from __future__ import annotations

import json
from typing import Any

import pytest

from store.exporters import Format
from tests.store.exporters.conftest import Exported


def bundle(exported: Exported) -> list[dict[str, Any]]:
    loaded = json.loads(exported(Format.STIX, evidence=2))
    assert loaded["type"] == "bundle"
    objects: list[dict[str, Any]] = loaded["objects"]
    return objects


def test_the_bundle_parses_with_the_library(exported: Exported) -> None:
    stix2 = pytest.importorskip("stix2")
    parsed = stix2.parse(exported(Format.STIX), allow_custom=False)
    assert len(parsed.objects) == len(bundle(exported))


def test_every_reference_leads_to_an_object_of_the_bundle(exported: Exported) -> None:
    objects = bundle(exported)
    known = {each["id"] for each in objects}
    assert len(known) == len(objects)
    for each in objects:
        refs = [value for key, value in each.items() if key.endswith("_ref")]
        refs += [ref for key, values in each.items() if key.endswith("_refs") for ref in values]
        assert set(refs) <= known


def test_relationships_keep_type_direction_time_and_articles(exported: Exported) -> None:
    objects = bundle(exported)
    names = {each["id"]: each["name"] for each in objects if "name" in each}
    found = {each["relationship_type"]: each for each in objects if each["type"] == "relationship"}
    fights = found["fights"]
    assert (names[fights["source_ref"]], names[fights["target_ref"]]) == ("Karanda Front", "=Velmora Brigade")
    assert fights["start_time"] < fights["stop_time"]
    assert fights["confidence"] == 85
    assert len(fights["external_references"]) == 3
    assert "3 claim(s) of 2 outlet(s), showing 2:" in fights["description"]
    assert found["supports"]["stop_time"].startswith("2014-03-31")


def test_what_is_only_denied_has_no_confidence_and_an_opinion_against_it(exported: Exported) -> None:
    objects = bundle(exported)
    (merged,) = [each for each in objects if each.get("relationship_type") == "merged-into"]
    assert merged["confidence"] == 0
    assert "denied" in merged["labels"]
    (opinion,) = [each for each in objects if each["type"] == "opinion"]
    assert opinion["object_refs"] == [merged["id"]]
    assert opinion["opinion"] == "disagree"
    assert opinion["authors"] == ["لواء فلمورا"]


def test_identifiers_and_moments_are_the_same_at_every_export(exported: Exported) -> None:
    assert exported(Format.STIX) == exported(Format.STIX)
