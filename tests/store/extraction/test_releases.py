"""What military releases, statements and encyclopedias say in their own manner."""

import pytest

from store.records import Status
from tests.store.extraction.reading_helpers import claims_of, surfaces_of, the_claim

KIA, KNU, CNF = "Kachin Independence Army", "Karen National Union", "Chin National Front"


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "The Coalition conducted nine strikes consisting of ten engagements against Boko Haram fighters.",
            {("Coalition", "fights", "Boko Haram")},
        ),
        (
            f"The Coalition struck Boko Haram. The strikes near Bama were flown in support of the {KIA} and the {CNF}.",
            {("Coalition", "supports", KIA), ("Coalition", "supports", CNF)},
        ),
        (f"The minister congratulated the {KIA} on the liberation of Laiza.", {(KIA, "controls", "Laiza")}),
        (f"The {KIA} asked the {CNF} for weapons.", {(CNF, "supports", KIA)}),
        (
            f"The {KNU} condemned the attack of 3 May on a base of the {CNF} near Laiza, which was claimed by the {KIA}.",
            {(KIA, "fights", CNF), (KNU, "accuses", KIA)},
        ),
        (
            f"The {KIA}, with the support of Coalition air strikes, returned.",
            {("Coalition", "supports", KIA)},
        ),
        (
            f"They praised the courage of the {KIA} and the {CNF}, which continue to fight the {KNU}.",
            {(KIA, "fights", KNU), (CNF, "fights", KNU)},
        ),
        (f"The {KIA} sought help from the {CNF}.", {(CNF, "supports", KIA)}),
        (f"The {KIA}'s ties with the {CNF} are old.", {(KIA, "affiliated_with", CNF)}),
        (
            "Zadawa, a small town in Borno State that is in the hands of Boko Haram, was quiet.",
            {("Boko Haram", "controls", "Zadawa")},
        ),
        (f"He said the {KIA} has, with great courage, attacked the {CNF}.", {(KIA, "fights", CNF)}),
        (
            "Gamboru, a town in Borno State which has been held by Boko Haram since 2014, was quiet.",
            {("Boko Haram", "controls", "Gamboru")},
        ),
        (
            f'The {KIA}, whose leader Aung Kyaw, alias "Tiger," has threatened to leave, belongs to the {KNU}.',
            {(KIA, "part_of", KNU)},
        ),
        (f'He met Aung Kyaw, alias "Tiger," the {KIA}\'s top leader, in jail.', {("Aung Kyaw", "leads", KIA)}),
        (f"The {KIA} left Laiza, and its rivals the {CNF} burned it.", {(CNF, "fights", KIA)}),
        (
            f"The radio quoted Salva Kiir as accusing the {KIA} of murder.",
            {("Salva Kiir", "accuses", KIA)},
        ),
    ],
)
def test_claims_are_made(text: str, claims: set[tuple[str, str, str]]) -> None:
    assert claims <= claims_of(text)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "Gamboru, a town in Borno State which has been held by Boko Haram since 2014, was quiet.",
            ("Boko Haram", "controls", "Borno State"),
        ),
        (
            "He condemned the attack by Boko Haram elements on a convoy of the Peace Mission in Mali (PEMIM).",
            ("Peace Mission in Mali", "part_of", "Boko Haram"),
        ),
    ],
)
def test_claims_are_not_made(text: str, claim: tuple[str, str, str]) -> None:
    assert claim not in claims_of(text)


def test_those_fought_against_are_no_company() -> None:
    text = f"The {KNU} left. Fighters of the {KIA} work with the {CNF} against the {KNU}."
    assert (KIA, "allied_with", KNU) not in claims_of(text)
    assert (KIA, "allied_with", CNF) in claims_of(text)


def test_tribute_is_no_help() -> None:
    assert claims_of(f"The {KIA} paid tribute to the {CNF}.") == set()


def test_who_is_called_on_to_settle_is_to_negotiate() -> None:
    text = f"He called on the {KIA} and the {CNF} to settle their differences through dialogue."
    assert the_claim(text, "negotiates_with").status is Status.PLANNED


def test_a_country_belongs_to_the_name_whose_letters_follow() -> None:
    text = "Fighters of the Union for Peace in the Central African Republic (UPC) left."
    assert "Union for Peace in the Central African Republic" in surfaces_of(text)
