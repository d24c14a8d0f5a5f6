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
