"""One claim, many ways of saying it: predicates, belonging, announced names, strikes, lists over parentheses."""

import pytest

from tests.store.extraction.reading_helpers import claims_of, kinds_of, the_claim

KIA, KNU, CNF = "Kachin Independence Army", "Karen National Union", "Chin National Front"
SOMALI = "Somali National Army"


@pytest.mark.parametrize(
    "text",
    [
        f"Heavy fighting flared between the {KIA} and the {KNU}.",
        f"Clashes pitting the {KIA} against the {KNU} left ten dead.",
        f"The {KIA} recaptured the village after clashes with the {KNU}.",
        f"The {KIA} captured dozens of {KNU} soldiers.",
        f"The {KIA} took {KNU} fighters prisoner.",
        f"The {KIA} repulsed an assault by the {KNU}.",
        f"The {KIA} launched a suicide bombing that killed 12 {KNU} soldiers.",
        f"Ten {KNU} fighters were killed in a {KIA} air strike.",
        f"Ten {KNU} fighters died in a clash with the {KIA}.",
        f"The {KIA} and the {KNU} are bitter enemies.",
        f"The {KIA} sought help from a chief, but its old foe, the {KNU}, attacked.",
        f"The {KIA}, led by Aung Kyaw, known as Bo, attacked the {KNU}.",
        f"The {KIA} itself is locked in a war with the {KNU}.",
    ],
)
def test_hostility_is_read(text: str) -> None:
    assert {(KIA, "fights", KNU), (KNU, "fights", KIA)} & claims_of(text)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (f"The {KIA} said the {KNU} was behind the attack.", (KIA, "accuses", KNU)),
        (f"The {KIA} blamed the attack on the {KNU}.", (KIA, "accuses", KNU)),
        (f"The {KIA} attributed the bombing to the {KNU}.", (KIA, "accuses", KNU)),
        (f"The {KIA} warned the {KNU} of attacks if it does not leave.", (KIA, "threatens", KNU)),
        (f"The {KIA} put the {KNU} on its sanctions list.", (KIA, "sanctions", KNU)),
        (f"The {KIA} and the {KNU} jointly attacked the {CNF}.", (KIA, "allied_with", KNU)),
        (f"The {KIA} sent men to fight groups such as the {KNU}.", (KIA, "fights", KNU)),
        (f"Aung Kyaw, a former officer, now heads {KIA} units.", ("Aung Kyaw", "leads", KIA)),
        (
            "The minister condemned the Assad regime and its backers, Russia and Iran.",
            ("Iran", "supports", "Assad regime"),
        ),
        (f"The {KIA} and the {KNU} joined forces.", (KIA, "allied_with", KNU)),
        (f"The {KIA} fought on the side of the {KNU}.", (KIA, "allied_with", KNU)),
        (f"{KIA} fighters, flanked by {KNU} men, entered the town.", (KNU, "allied_with", KIA)),
        (f"Backed by the {KIA}, the {KNU} took the town.", (KIA, "supports", KNU)),
        (f"The {KNU} took the town with {KIA} air support.", (KIA, "supports", KNU)),
        (f"The {KIA} welcomed the victory of the {KNU}.", (KIA, "supports", KNU)),
        (f"The {KIA} is in talks with the {KNU}.", (KIA, "negotiates_with", KNU)),
        (f"The {KIA} was willing to resolve its dispute with the {KNU}.", (KIA, "negotiates_with", KNU)),
        (f"The {KIA} was formed by defectors from the {KNU}.", (KIA, "split_from", KNU)),
        (f"The {KIA}'s split from the {KNU} was announced.", (KIA, "split_from", KNU)),
        (f"The {KIA} was integrated into the {KNU}.", (KIA, "merged_into", KNU)),
        (f"The {KNU} was created by the merger of the {KIA} and the {CNF}.", (KIA, "merged_into", KNU)),
        (f"The {KIA}, once the armed wing of the {KNU}, left.", (KIA, "part_of", KNU)),
        (f"The {KIA}, one of three armies in the {KNU}, left.", (KIA, "part_of", KNU)),
        ("Lashio is under Kachin Independence Army control.", (KIA, "controls", "Lashio")),
        (f"The {KIA} liberated Lashio from the {KNU}.", (KNU, "withdraws_from", "Lashio")),
        (f"The {KIA} named Aung Kyaw as its leader.", ("Aung Kyaw", "leads", KIA)),
        (f"A faction of the {KIA} under the command of Aung Kyaw left.", ("Aung Kyaw", "leads", KIA)),
        (f"The {KIA} of Aung Kyaw attacked the {KNU}.", ("Aung Kyaw", "leads", KIA)),
        ("The Arakan Army is now run by his son, Aung Kyaw.", ("Aung Kyaw", "leads", "Arakan Army")),
        (f"A cadre of the {KIA} identified as Aung Kyaw was arrested.", ("Aung Kyaw", "part_of", KIA)),
        (f"The {SOMALI} sent its Danab brigade to Hiraan.", ("Danab brigade", "part_of", SOMALI)),
        (
            f"The {KIA} was formed as a wing of the {KNU}. It later became independent from no one.",
            (KIA, "part_of", KNU),
        ),
        (
            f"The {KIA}, formerly led by Aung Kyaw, and the {KNU} have clashed.",
            (KIA, "fights", KNU),
        ),
    ],
)
def test_other_relations_are_read(text: str, claim: tuple[str, str, str]) -> None:
    subject, relation, target = claim
    turned = (target, relation, subject) if relation in ("allied_with", "fights", "negotiates_with") else claim
    assert {claim, turned} & claims_of(text)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (f"The {KIA} and the {KNU} fought the rebels.", (KIA, "fights", KNU)),
        (f"The {KIA} and the {KNU} said they would fight on the side of the {CNF}.", (KIA, "fights", KNU)),
        (f"The {KIA} is made up of former members of the {KNU}.", (KNU, "part_of", KIA)),
        (f"{KIA}-backed militias attacked the {KNU}.", (KIA, "fights", KNU)),
        (f"The {KIA} attacked a town, and soldiers of the {KNU} of the north have left.", (KIA, "fights", KNU)),
        (f"The {KIA} accused the {KNU} of killing 40 villagers.", (KNU, "fights", KIA)),
        (f"The {KIA} warned the {KNU} of attacks if it does not vacate Lashio.", (KIA, "withdraws_from", "Lashio")),
        (f"The {KIA} broke a truce with the {KNU}.", (KIA, "fights", KNU)),
        (f"The {KIA} and the {KNU} signed a cessation of hostilities.", (KIA, "fights", KNU)),
        ("The ceasefire was brokered by Qatar and Egypt.", ("Qatar", "negotiates_with", "Egypt")),
    ],
)
def test_what_only_looks_alike_is_not_claimed(text: str, claim: tuple[str, str, str]) -> None:
    subject, relation, target = claim
    assert not {claim, (target, relation, subject)} & claims_of(text)


def test_what_is_denied_ends_where_an_accusation_begins() -> None:
    claim = the_claim("Kigali denies any role and accuses Kinshasa of arming the FDLR.", "accuses")
    assert claim.status == "asserted"


@pytest.mark.parametrize(
    ("text", "status"),
    [("was ready to seize", "planned"), ("was able to seize", "asserted")],
)
def test_readiness_is_a_plan_and_ability_is_not(text: str, status: str) -> None:
    assert the_claim(f"The {KIA} {text} Lashio.", "controls").status == status


def test_its_positions_are_not_those_of_who_shells_them() -> None:
    text = "Turkey, which considers the YPG an extension of the PKK, shelled its positions."
    assert ("Turkey", "fights", "YPG") in claims_of(text)


def test_a_name_does_not_run_over_the_end_of_a_heading() -> None:
    found = kinds_of("Amhara\nFano fighters attacked the Ethiopian army near Lalibela.")
    assert not [name for name in found if "\n" in name]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Kuki National Army KNA cadres attacked a post of the Assam Rifles.", "Kuki National Army", "armed_group"),
        ("The headquarters of the 20th Infantry Division fell.", "20th Infantry Division", "armed_group"),
        ("UN chief Ban Ki-moon spoke.", "Ban Ki-moon", "person"),
        ("Officials of then-President Jovenel Moise were accused.", "Jovenel Moise", "person"),
        ("Volunteer battalions such as Zorya, Kryla and Ruta fought the rebels.", "Kryla", "armed_group"),
        ("Militiamen of the Somalia and Sparta battalions attacked the army.", "Somalia", "armed_group"),
        ("Jihadists sent men, an activist in nearby Qudaba said.", "Qudaba", "place"),
        ("Islamic State of Iraq and Levant fighters fled.", "Islamic State of Iraq and Levant", "armed_group"),
        ("The Combined Joint Task Force – Inherent Resolve struck ISIL.", "ISIL", "armed_group"),
    ],
)
def test_names_are_found_whole_and_of_their_kind(text: str, name: str, kind: str) -> None:
    assert kinds_of(text).get(name) == kind


def test_a_surname_means_who_bore_it_first() -> None:
    text = "Ismael Zambora Garcia was arrested. His son, Ismael Zambora Lopez, fled. Zambora leads the Sinaloa Cartel."
    assert ("Ismael Zambora Garcia", "leads", "Sinaloa Cartel") in claims_of(text)
