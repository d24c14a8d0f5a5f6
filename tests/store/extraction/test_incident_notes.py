"""How short notes on incidents put it: acronyms in brackets, numbers of dead, who was with whom."""

from __future__ import annotations

import pytest

from tests.store.extraction.reading_helpers import claims_of

HOSTILE = {
    "On 3 May 2018, suspected ISWAP or Ansaru fighters clashed with vigilantes (CJTF) near Banki.": [
        ("ISWAP", "CJTF"),
        ("Ansaru", "CJTF"),
    ],
    "Local guards (CJTF) attacked ISWAP fighters near Monguno.": [("CJTF", "ISWAP")],
    "The Burundian army said that it had raided a camp in Kabarore and killed about twenty RED-Tabara rebels.": [
        ("Burundian army", "RED-Tabara")
    ],
    "The Ugandan army crossed the Semliki, killing an unknown number of ADF and Mai-Mai Kyandenga fighters.": [
        ("Ugandan army", "ADF"),
        ("Ugandan army", "Mai-Mai Kyandenga"),
    ],
    "The Chadian army attacked FACT rebels south of Mao last week.": [("Chadian army", "FACT")],
}


@pytest.mark.parametrize("text", HOSTILE)
def test_notes_tell_who_fights_whom(text: str) -> None:
    found = claims_of(text)
    for one, other in HOSTILE[text]:
        assert any(r == "fights" and one in s and other in o for s, r, o in found), found


def test_along_a_border_is_not_with_the_country_behind_it() -> None:
    found = claims_of("The army of Chad launched operations against FACT rebels along the border with Libya.")
    assert not [claim for claim in found if claim[1] == "allied_with"]


def test_a_joint_force_makes_allies() -> None:
    found = claims_of("Joint Chadian and Nigerien troops attacked Boko Haram near Diffa.")
    assert any(r == "allied_with" and "Chadian" in s and "Nigerien" in o for s, r, o in found), found


@pytest.mark.parametrize(
    ("title", "relation"),
    [
        ("Eritrea, Ethiopia sign peace deal", "negotiates_with"),
        ("Thailand, Cambodia exchange fire along border", "fights"),
    ],
)
def test_countries_at_the_head_of_a_title_act(title: str, relation: str) -> None:
    found = claims_of(f"{title}\n\nResidents were afraid of what would come next.")
    first, second = title.split(maxsplit=1)[0].strip(","), title.split()[1]
    assert (first, relation, second) in found or (second, relation, first) in found


def test_an_attack_in_a_title_may_kill_a_number_in_figures() -> None:
    found = claims_of("Taliban attack kills 10 Afghan police\n\nResidents were afraid of what would come next.")
    assert ("Taliban", "fights", "Afghan police") in found


def test_the_forces_of_a_capital_are_the_state() -> None:
    found = claims_of("Two were killed when Kabul forces shelled Taliban positions.")
    assert ("Kabul", "fights", "Taliban") in found


def test_a_verb_shares_the_passive_of_the_one_before() -> None:
    text = "When Libya invaded Chad, many men were taken to Niger and then smuggled to Mali. Mali condemned Libya."
    assert not [claim for claim in claims_of(text) if claim[1] == "supports"]
    found = claims_of("Two Chadian soldiers were wounded near the lake and killed in a raid by Boko Haram.")
    assert found == {("Boko Haram", "fights", "Chadian soldiers")}
