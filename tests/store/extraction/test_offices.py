"""Persons beside groups, "he" and "his", and groups that a plural noun announces."""

import pytest

from tests.store.extraction.reading_helpers import claims_of

KIA, KNU, CNF = "Kachin Independence Army", "Karen National Union", "Chin National Front"


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (f"Aung Kyaw chairs the {KNU}. He also leads the {KIA}.", ("Aung Kyaw", "leads", KIA)),
        ("Ali Bah spoke in Gao. His Azawad Lions left the town.", ("Ali Bah", "leads", "Azawad Lions")),
        (
            f"{KNU} chairman Aung Kyaw spoke. His own organization, the {KIA}, was silent.",
            ("Aung Kyaw", "leads", KIA),
        ),
        (f"The {KIA} insists that its own man, Aung Kyaw, speaks first.", ("Aung Kyaw", "part_of", KIA)),
        (f"Under its new commander, Aung Kyaw, the {KIA} left the town.", ("Aung Kyaw", "leads", KIA)),
        (f"The {KIA} replaced its commander, Maung Oo, with Aung Kyaw.", ("Aung Kyaw", "leads", KIA)),
        (f"Aung Kyaw, the chief judge of the {KIA}, was killed.", ("Aung Kyaw", "part_of", KIA)),
        (f"Aung Kyaw, a spokesman for the {KIA}, was silent.", ("Aung Kyaw", "part_of", KIA)),
        ("Abu Sayyaf's Isnilon Hapilon was named emir.", ("Isnilon Hapilon", "part_of", "Abu Sayyaf")),
        (f"The {KIA}, which Aung Kyaw financed and led, left.", ("Aung Kyaw", "leads", KIA)),
        (f"Aung Kyaw is at the helm of the {KIA}.", ("Aung Kyaw", "leads", KIA)),
        (f"Brigades loyal to the {KNU}, among them the {KIA}, left.", (KIA, "affiliated_with", KNU)),
        (f"They are the groups closest to the {KNU}: the {KIA} and the {CNF}.", (CNF, "affiliated_with", KNU)),
        (f"Two factions broke away from the {KNU}: the {KIA} and the {CNF}.", (CNF, "split_from", KNU)),
        (f"The {KIA} and the {CNF} joined forces as the {KNU}.", (KIA, "part_of", KNU)),
        (f"A spokesman for the {KIA}, Aung Kyaw, left the talks.", ("Aung Kyaw", "part_of", KIA)),
        (f"The {KIA} of a man called Aung Kyaw left.", ("Aung Kyaw", "leads", KIA)),
        (f"China regards the alliance's core, the {KIA}, as an arm of the {KNU}.", (KIA, "affiliated_with", KNU)),
        (f"The {KIA}, which until last week called itself the Kachin Front, left.", (KIA, "same_as", "Kachin Front")),
        (f"Aung Kyaw's faction, the {KIA}, left.", ("Aung Kyaw", "leads", KIA)),
        (f"The {KIA}, the gang of Aung Kyaw, left.", ("Aung Kyaw", "leads", KIA)),
        (f"Aung Kyaw ran the {KIA} faction of the {KNU}.", (KIA, "part_of", KNU)),
        (f"The {KIA} broke with the {KNU} in 2012.", (KIA, "split_from", KNU)),
        ("William Ruto, president of Kenya, spoke in Bonn.", ("William Ruto", "leads", "Kenya")),
        ("Ansar Allah is led by Abdul-Malik al-Houthi.", ("Abdul-Malik al-Houthi", "leads", "Ansar Allah")),
        (f"Since 2014 the {KIA} and the {CNF} constituted the {KNU}.", (CNF, "part_of", KNU)),
        (f"The {KNU}'s army, the {KIA}, left.", (KIA, "part_of", KNU)),
        ("Assimi Goita, Mali's military ruler, left.", ("Assimi Goita", "leads", "Mali")),
        ("Ukraine's 72nd Mechanized Brigade left.", ("72nd Mechanized Brigade", "part_of", "Ukraine")),
        (
            "Ashraf al-Jizani's Central Security Brigade and Haitham al-Tajouri's Tripoli Brigade fought near Mitiga.",
            ("Ashraf al-Jizani", "leads", "Central Security Brigade"),
        ),
        ("The general Salah Badi, who heads the Sumoud Brigade, left.", ("Salah Badi", "leads", "Sumoud Brigade")),
        ("The 14th Division of the Sudanese army left.", ("14th Division", "part_of", "Sudanese army")),
    ],
)
def test_structure_is_read(text: str, claim: tuple[str, str, str]) -> None:
    assert claim in claims_of(text)


@pytest.mark.parametrize(
    "text",
    [
        f"Maung Oo and Aung Kyaw met. He leads the {KIA}, a neighbour said.",
        f"Aung Kyaw spoke in his native Syria. Syria thanked the {KIA}.",
    ],
)
def test_he_and_his_say_nothing_where_they_are_not_plain(text: str) -> None:
    assert not {("Maung Oo", "leads", KIA), ("Aung Kyaw", "leads", "Syria")} & claims_of(text)


def test_groups_linked_to_another_are_not_part_of_it() -> None:
    text = f"Several {KNU}-linked factions, including the {KIA}, left."
    assert (KIA, "part_of", KNU) not in claims_of(text)


def test_the_faction_is_the_one_that_the_text_calls_so() -> None:
    text = f"The {KNU} said he was shot by the Red Lions, one of the rebel factions."
    text += " A spokesman for the faction, Aung Kyaw, left."
    assert ("Aung Kyaw", "part_of", "Red Lions") in claims_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hezbollah called it a gift to Israel.",
        "The United States had promised to separate the rebels from the Nusra Front.",
    ],
)
def test_countries_neither_split_from_a_group_nor_are_one(text: str) -> None:
    assert not {relation for _, relation, _ in claims_of(text)} & {"same_as", "split_from", "merged_into"}
