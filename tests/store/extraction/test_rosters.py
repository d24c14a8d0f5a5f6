"""Members, leaders with a title in quotation marks, and former names that stand beside a group."""

import pytest

from tests.store.extraction.reading_helpers import claims_of, kinds_of

KLO = "Kamtapur Liberation Organisation"
ADF = "Allied Democratic Forces"


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            f"Two cadres of the {KLO} (KLO), identified as Jiban Roy and Tom Das, were held.",
            ("Tom Das", "part_of", KLO),
        ),
        (
            "Police held three Abu Sayyaf militants, named as Omar Sali and Ben Tau.",
            ("Ben Tau", "part_of", "Abu Sayyaf"),
        ),
        (f"Five fighters of the {ADF}, including Musa Baluku, were seized.", ("Musa Baluku", "part_of", ADF)),
        (f"Two commanders of the {ADF}, identified as Amisi Kaye and Musa Bala, fled.", ("Musa Bala", "leads", ADF)),
        (f"The {KLO} 'zonal commander' Jiban Roy met villagers.", ("Jiban Roy", "leads", KLO)),
        (
            f"The {ADF} left Beni. Its former name was Muslim Salvation Front.",
            (ADF, "same_as", "Muslim Salvation Front"),
        ),
        (
            "A joint team of the Assam Rifles and Manipur Police raided a camp.",
            ("Assam Rifles", "allied_with", "Manipur Police"),
        ),
    ],
)
def test_who_stands_beside_a_group_is_read(text: str, claim: tuple[str, str, str]) -> None:
    assert claim in claims_of(text)


def test_names_behind_identified_as_and_including_are_persons() -> None:
    kinds = kinds_of(f"Three militants of the {ADF}, named as Adil Bako and Musa Bala, were killed, officers said.")
    assert (kinds["Adil Bako"], kinds["Musa Bala"]) == ("person", "person")


def test_those_whom_members_met_are_no_members() -> None:
    assert claims_of(f"Two cadres of the {KLO} met Jiban Roy.") == set()


def test_a_title_that_opens_a_sentence_tells_a_person() -> None:
    assert kinds_of(f"Colonel Bakala defected from the {ADF}.")["Bakala"] == "person"


def test_a_group_under_a_person_is_his() -> None:
    assert ("Musa Bala", "leads", ADF) in claims_of(f"Under Musa Bala, the {ADF} burned dozens of villages.")


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The president met FARC leader Bakalero in Havana.", ("Bakalero", "leads", "FARC")),
        ("Taliban commander Dadkhan was killed in Helmand.", ("Dadkhan", "leads", "Taliban")),
    ],
)
def test_a_single_name_behind_a_group_and_an_office_leads_it(text: str, claim: tuple[str, str, str]) -> None:
    assert claim in claims_of(text)


def test_the_rebels_of_a_group_are_that_group_not_the_one_before() -> None:
    found = claims_of(f"Hezbollah drove the rebels of the {ADF} from Qusayr.")
    assert ("Hezbollah", "fights", ADF) in found
    assert ("Hezbollah", "withdraws_from", "Qusayr") not in found


@pytest.mark.parametrize("noun", ["a town", "a border crossing", "the old city"])
def test_a_described_place_is_held_by_whom_the_description_names(noun: str) -> None:
    assert (ADF, "controls", "Bab al-Hawa") in claims_of(f"Bab al-Hawa, {noun} held by the {ADF}, was shelled.")
