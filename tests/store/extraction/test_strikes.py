"""Whose weapons and attacks hit whom."""

import pytest

from tests.store.extraction.reading_helpers import claims_of

ADF, FARDC = "Allied Democratic Forces", "Congolese army"


@pytest.mark.parametrize(
    "text",
    [
        f"{ADF} rockets hit {FARDC} posts near Beni.",
        f"A suspected {ADF} roadside bomb killed two soldiers of the {FARDC}.",
        f"Mortar fire by the {ADF} struck {FARDC} positions.",
        f"An attack by the {ADF} on Beni wounded ten soldiers of the {FARDC}.",
        f"Rockets from the {ADF} destroyed a {FARDC} base.",
    ],
)
def test_whose_weapons_hit_somebody_fights_him(text: str) -> None:
    assert (ADF, "fights", FARDC) in claims_of(text)


@pytest.mark.parametrize(
    "text",
    [
        f"Clashes near Beni killed two {FARDC} soldiers, the {ADF} said.",
        f"An {ADF} attack was feared when a storm killed two {FARDC} soldiers.",
    ],
)
def test_what_hits_somebody_is_nobodys_where_nobody_is_named(text: str) -> None:
    assert (ADF, "fights", FARDC) not in claims_of(text)


def test_those_who_meet_no_resistance_hold_no_talks() -> None:
    found = claims_of("Kenyan and Ugandan troops entered Baidoa, meeting little resistance.")
    assert not [claim for claim in found if claim[1] == "negotiates_with"]


BODY = "\n\nResidents were afraid of what would come next."


@pytest.mark.parametrize(
    "text",
    [
        f"Three {FARDC} soldiers died in an {ADF} attack near Eringeti.",
        f"Dozens of {FARDC} soldiers lost their lives in the ambush by the {ADF}.",
        f"Two {FARDC} soldiers were killed in shelling by the {ADF} last week.",
        f"Two {FARDC} soldiers killed in {ADF} ambush{BODY}",
        f"Two {FARDC} soldiers killed, five wounded in {ADF} attack near Beni{BODY}",
        f"Two {FARDC} soldiers killed in shelling by {ADF}{BODY}",
    ],
)
def test_who_falls_in_an_attack_is_fought_by_those_whose_attack_it_is(text: str) -> None:
    assert any(
        relation == "fights" and ADF in subject and FARDC in object_ for subject, relation, object_ in claims_of(text)
    )


def test_titles_join_two_names_by_a_comma() -> None:
    assert claims_of(f"{FARDC}, {ADF} clash near Beni{BODY}") == {(FARDC, "fights", ADF)}


def test_suspected_fighters_may_be_the_second_of_two() -> None:
    assert claims_of(f"The {FARDC} and suspected {ADF} militants clashed near Beni.") == {(FARDC, "fights", ADF)}


@pytest.mark.parametrize(
    "text",
    [f"{ADF} attacks kill six {FARDC} soldiers{BODY}", f"Six {FARDC} soldiers died in an attack of the {ADF}."],
)
def test_attacks_kill_numbers_in_words(text: str) -> None:
    assert any(r == "fights" and s == ADF for s, r, _ in claims_of(text))
