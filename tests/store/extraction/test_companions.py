"""Who did it together, and who did what is told without a doer."""

import pytest

from tests.store.extraction.reading_helpers import claims_of

KIA, KNU, CNF = "Kachin Independence Army", "Karen National Union", "Chin National Front"


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (f"The {KIA}, alongside the {KNU}, attacked the {CNF}.", (KIA, "allied_with", KNU)),
        (f"The {KIA}, alongside the {KNU}, attacked the {CNF}.", (KNU, "fights", CNF)),
        (f"The {KIA} attacked the {CNF} together with the {KNU}.", (KNU, "fights", CNF)),
        (f"A joint operation by the {KIA} and the {KNU} killed ten {CNF} fighters.", (KIA, "allied_with", KNU)),
        (f"In a joint offensive, the {KIA} and the {KNU} took Lashio.", (KIA, "allied_with", KNU)),
        (f"The {KIA} and allied {KNU} fighters took Lashio.", (KIA, "allied_with", KNU)),
        (f"The {KIA} and allied {KNU} fighters took Lashio.", (KNU, "controls", "Lashio")),
    ],
)
def test_companions_do_it_together(text: str, claim: tuple[str, str, str]) -> None:
    assert claim in claims_of(text)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "Boko Haram raided Baga on Saturday. Dozens of Nigerian soldiers were killed.",
            ("Boko Haram", "fights", "Nigerian soldiers"),
        ),
        (
            "Boko Haram stormed a barracks in Baga, and ten Nigerian soldiers were wounded.",
            ("Boko Haram", "fights", "Nigerian soldiers"),
        ),
        ("Boko Haram launched an offensive in May. Baga was captured in a week.", ("Boko Haram", "controls", "Baga")),
    ],
)
def test_what_was_done_without_a_doer_was_done_by_those_who_attacked(text: str, claim: tuple[str, str, str]) -> None:
    assert claim in claims_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Boko Haram raided Baga on Saturday. Ten Nigerian soldiers were killed by a landslide.",
        "Boko Haram met elders in Baga. Ten Nigerian soldiers were killed.",
        "Boko Haram raided Baga. Nigerian soldiers will be killed.",
    ],
)
def test_nobody_is_the_doer_of_what_others_or_nobody_did(text: str) -> None:
    assert not {claim for claim in claims_of(text) if claim[1] == "fights"}


def test_who_says_that_a_group_committed_crimes_accuses_it() -> None:
    text = "Human Rights Watch said the Rapid Support Forces had committed war crimes."
    assert ("Human Rights Watch", "accuses", "Rapid Support Forces") in claims_of(text)
    assert not claims_of("Human Rights Watch said the Rapid Support Forces had not committed war crimes.")


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The Arakan Army took three towns: Ponnagyun, Pauktaw and Minbya.", ("Arakan Army", "controls", "Minbya")),
        (f"Fighting between the {KIA} and the {KNU} has erupted in Lashio.", (KIA, "fights", KNU)),
        (f"The {KIA} declared the end of its ceasefire with the {KNU}.", (KIA, "negotiates_with", KNU)),
        (f"The {KIA}, propped up by the {KNU}, left.", (KNU, "supports", KIA)),
        (f"The {KIA}-held town of Lashio was bombed by the {KNU}.", (KNU, "fights", KIA)),
        (f"Troops shelled the {KIA}'s stronghold of Laiza.", (KIA, "controls", "Laiza")),
        (f"The {KIA}, from which the {KNU} had split, declared a truce.", (KNU, "split_from", KIA)),
        (f"The {KIA} has attacked the {KNU}, whom it accuses of treason.", (KIA, "accuses", KNU)),
        (f"The truce, which was signed by the {KIA} and the {KNU}, held.", (KIA, "negotiates_with", KNU)),
        (f"The attack, which was claimed by the {KIA}, killed ten {KNU} fighters.", (KIA, "fights", KNU)),
        (f"Ten {KNU} fighters died in an ambush near Lashio, blamed on the {KIA}.", (KIA, "fights", KNU)),
        (f"The {KIA} handed Lashio back to the {KNU}.", (KNU, "controls", "Lashio")),
        (f"The {KIA} and the {KNU} held joint exercises.", (KIA, "allied_with", KNU)),
        (f"Ugandan and Congolese troops attacked the {KIA}.", ("Ugandan", "fights", KIA)),
        (f"The army of Chad attacked the {KIA}.", ("army of Chad", "fights", KIA)),
        (f"{KIA} leader Aung Kyaw said his troops had attacked the {KNU}.", (KIA, "fights", KNU)),
        ("The truce between the Houthis and Saudi Arabia expired.", ("Houthis", "negotiates_with", "Saudi Arabia")),
    ],
)
def test_further_phrases_are_read(text: str, claim: tuple[str, str, str]) -> None:
    assert claim in claims_of(text)


def test_swearing_allegiance_is_no_threat_to_others() -> None:
    text = f"The {KIA}, whose leader swore allegiance to the {CNF}, has fought the {KNU}."
    assert (KIA, "threatens", KNU) not in claims_of(text)
