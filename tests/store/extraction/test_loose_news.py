"""News as it is really found: lost commas and apostrophes, spoken acronyms, rulers' forces, heads before names."""

from __future__ import annotations

import pytest

from tests.store.extraction.reading_helpers import claims_of, kinds_of


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Nato planes bombed the town.", {"Nato": "state"}),
        ("On Friday Farc rebels left the village.", {"Farc": "armed_group"}),
        ("Isis Lopez spoke to reporters, and later Isis Lopez left.", {"Isis Lopez": "person"}),
    ],
)
def test_acronyms_written_as_they_are_spoken_are_names(text: str, kind: dict[str, str]) -> None:
    assert kind.items() <= kinds_of(text).items()


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "Ugandan President Yoweri Musevenis government attacked Rwanda. Museveni spoke. Uganda accused Rwanda.",
            ("Yoweri Museveni", "leads", "Uganda"),
        ),
        (
            "Yemeni President Abdo Malik spoke. Iran backs Malik's government, and Yemen thanked it.",
            ("Iran", "supports", "Yemen"),
        ),
        (
            "Chadian President Goni Sougou spoke as Chad blamed Sudan. Boko Haram attacked Goni Sougou's forces.",
            ("Boko Haram", "fights", "Chad"),
        ),
    ],
)
def test_a_rulers_government_and_forces_are_his_states(text: str, claim: tuple[str, str, str]) -> None:
    assert claim in claims_of(text)


def test_a_verb_before_a_titled_name_is_no_noun() -> None:
    found = claims_of("Hezbollah supports President Michel Aoun's army, and Lebanon thanked it.")
    assert ("Michel Aoun", "leads", "Hezbollah") not in found


def test_government_forces_are_of_the_only_government_named() -> None:
    text = "Libyan government forces entered Derna. Boko Haram fought government troops on Monday."
    assert ("Boko Haram", "fights", "Libyan government forces") in claims_of(text)
    text = "Libyan government forces entered Derna. Boko Haram fought pro-government troops on Monday."
    assert ("Boko Haram", "fights", "Libyan government forces") not in claims_of(text)
