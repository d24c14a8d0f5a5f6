"""News as it is really found: lost commas and apostrophes, spoken acronyms, rulers' forces, heads before names."""

from __future__ import annotations

import pytest

from store.extraction import read
from store.records import Status
from tests.store.extraction.reading_helpers import claims_of, kinds_of


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Unita planes bombed the town.", {"Unita": "armed_group"}),
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


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "The Zarro Front which changed its name from the Velma Brigade attacked Gulu.",
            ("Zarro Front", "same_as", "Velma Brigade"),
        ),
        (
            "The Zarro Front which changed its name from the Velma Brigade after breaking with al-Qaeda left.",
            ("Zarro Front", "split_from", "al-Qaeda"),
        ),
        (
            "The Army of Conquest - led by the Zarro Front - is often bombarded.",
            ("Zarro Front", "part_of", "Army of Conquest"),
        ),
        ("The YPG-led Syrian Democratic Forces took Manbij.", ("YPG", "part_of", "Syrian Democratic Forces")),
        (
            "Eritrea spoke. The truce was backed by the Eritrean government and its close allies Sudan and Chad.",
            ("Chad", "allied_with", "Eritrea"),
        ),
        (
            "UNICEF Executive Director Veronica Lake called the strikes an outrage.",
            ("Veronica Lake", "leads", "UNICEF"),
        ),
        (
            "Iraqi forces backed by American air power took Mosul. America agreed.",
            ("America", "supports", "Iraqi forces"),
        ),
        ("The planes hit a village in Daesh-held Al Mayadeen city.", ("Daesh", "controls", "Al Mayadeen city")),
    ],
)
def test_names_that_change_and_lead_and_stand_behind_offices(text: str, claim: tuple[str, str, str]) -> None:
    assert claim in claims_of(text)


def test_an_assault_led_by_a_group_is_no_part_of_it() -> None:
    found = claims_of("The Army of Conquest began an assault led by the Zarro Front on Gulu.")
    assert ("Zarro Front", "part_of", "Army of Conquest") not in found


def test_the_regime_is_the_only_one_that_the_text_calls_so() -> None:
    text = (
        "Talks between the Syrian regime and Turkey failed. A deal was backed by the regime and its close ally Russia."
    )
    assert ("Russia", "allied_with", "Syrian regime") in claims_of(text)
    text = "Turkey and the Syrian regime spoke. Key regime ally Iran welcomed the plan, regime leader Assad said."
    assert {("Iran", "allied_with", "Syrian regime"), ("Assad", "leads", "Syrian regime")} <= claims_of(text)


def test_places_are_told_from_those_who_speak_behind_them() -> None:
    assert kinds_of("Fighting went on near the town of Zarrovia rebels say.") == {"Zarrovia": "place"}
    assert kinds_of("The army of Chad moved south of Kigali said the ministry.")["Kigali"] == "place"
    assert kinds_of("Syrian forces captured Rajab al Sheikh Region on Friday.")["Rajab al Sheikh Region"] == "place"


def test_de_escalation_is_no_escalation() -> None:
    claims = read(
        "A truce between Chad and Sudan failed. The de-escalation by Chad against Sudan ended.", language="en"
    )
    assert "fights" not in {c.relation.value for c in claims.claims if c.confidence.value == "high"}


def test_who_is_barred_from_entering_a_town_does_not_hold_it() -> None:
    claims = read("M23 was barred from entering Goma.", language="en").claims
    assert all(claim.status is Status.DENIED for claim in claims)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "There are 56 dead said Rami Karim director of the Gulu Monitor for Human Rights.",
            ("Rami Karim", "leads", "Gulu Monitor for Human Rights"),
        ),
        (
            "The town fell said Idris Bello spokesman for the Zarro Front on Friday.",
            ("Idris Bello", "part_of", "Zarro Front"),
        ),
    ],
)
def test_an_office_right_behind_a_name_is_his_whose_comma_was_lost(text: str, claim: tuple[str, str, str]) -> None:
    assert claim in claims_of(text)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "France launched air strikes in support of the Malian army in Kidal.",
            ("France", "fights", "Malian army"),
        ),
        (
            "The Nepal Red Cross Society evacuated a girl from Rolpa town.",
            ("Nepal Red Cross Society", "withdraws_from", "Rolpa town"),
        ),
    ],
)
def test_help_is_no_attack_and_rescue_no_withdrawal(text: str, claim: tuple[str, str, str]) -> None:
    assert claim not in claims_of(text)
