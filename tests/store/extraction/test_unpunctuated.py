"""Names and claims in summaries and news that have lost their commas, full stops and apostrophes."""

from __future__ import annotations

import pytest

from store.extraction.text.tokens import Tokens
from tests.store.extraction.reading_helpers import claims_of, kinds_of


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("A joint team of the Special Task Force STF and the army raided a camp.", "Special Task Force", "state"),
        ("The Quick Reaction Team arrested two men.", "Quick Reaction Team", "state"),
        ("A member of the Dantor Local Guerrilla Squad LGS was killed.", "Dantor Local Guerrilla Squad", "armed_group"),
        ("Members of the Malangir Dalam surrendered.", "Malangir Dalam", "armed_group"),
        ("Kiribu Superintendent of Police Nuka Salim said so.", "Nuka Salim", "person"),
        ("Two men were killed on May 3 reports The Clarion A joint team fired on them.", "Clarion", "organization"),
        ("The slain militants were identified as Tariq Lone of Gundhama and Nadeem Dar.", "Gundhama", "place"),
        ("The slain militants were identified as Tariq Lone of Gundhama and Nadeem Dar.", "Nadeem Dar", "person"),
        ("Two cadres were picked up from Lairenjam on Monday.", "Lairenjam", "place"),
        ("They were held in Bishnupur and Kakching Districts of the state.", "Kakching", "place"),
        ("Men of the Tomba Singh led faction attacked the camp.", "Tomba Singh", "person"),
    ],
)
def test_names_of_incident_summaries_are_found(text: str, name: str, kind: str) -> None:
    assert kinds_of(text).get(name) == kind


def test_a_place_ends_where_a_person_named_before_begins_the_next_sentence() -> None:
    text = "The slain were identified as Tariq Lone of Gundhama and Nadeem Dar of Harmain Tariq had joined the LeT"
    assert "Harmain" in kinds_of(text)
    assert "Harmain Tariq" not in kinds_of(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "The army took five hills including Beit Kahel Beit Ula Tel Rumeida and Jabal al Mukaber on Monday.",
            ("Beit Kahel", "Beit Ula", "Tel Rumeida", "Jabal al Mukaber"),
        ),
        ("Jets struck the neighborhoods of al-Faraj al-Hanin Bustan Rami and al-Nuzha.", ("al-Faraj", "al-Hanin")),
        ("Fighters entered Khan Dannun Deir Qanun and Kafr Batnin.", ("Khan Dannun", "Deir Qanun", "Kafr Batnin")),
        ("Clashes went on in Tel alHawa and Khan Yunis.", ("Tel alHawa",)),
    ],
)
def test_places_that_run_together_are_told_apart(text: str, names: tuple[str, ...]) -> None:
    found = kinds_of(text)
    assert [found.get(name) for name in names] == ["place"] * len(names)


def test_a_person_with_an_article_in_his_name_stays_one() -> None:
    assert "Abu Bakr al-Baghdadi al-Qurashi" in kinds_of("Abu Bakr al-Baghdadi al-Qurashi leads the group.")


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "Two Hizb ul Mujahideen HM militants were killed by the army at Dadsara on May 2. The slain were identified"
            " as Tariq Lone of Gundhama and Nadeem Dar a resident of Harmain.",
            ("Nadeem Dar", "part_of", "Hizb ul Mujahideen"),
        ),
        (
            "The police arrested three Garo National Liberation Army cadres in Tura. The arrested cadres were identified"
            " as Silash Marak, Tengton Sangma and Jakrin Momin.",
            ("Jakrin Momin", "part_of", "Garo National Liberation Army"),
        ),
        (
            "Border guards arrested two operatives of Ansar al Islam in Savar. The arrestees are Rakib Uddin and Nazmul"
            " Hasan.",
            ("Nazmul Hasan", "part_of", "Ansar al Islam"),
        ),
        (
            "A joint team of the Special Task Force and the Assam Rifles was on a search operation near Diphu when the"
            " Karbi Tigers opened fire on it.",
            ("Karbi Tigers", "fights", "Special Task Force"),
        ),
        (
            "Kuki National Army cadres hid in Saikul. A cordon and search operation was launched by the Assam Rifles and"
            " the Manipur Police. As the search party came near, the hiding militants fired upon it.",
            ("Kuki National Army", "fights", "Manipur Police"),
        ),
        (
            "Madan Nag a member of the Dantor Local Guerrilla Squad LGS was killed.",
            ("Madan Nag", "part_of", "Dantor Local Guerrilla Squad"),
        ),
        (
            "The army held Ibo Singh a self styled sergeant of the Kangleipak Communist Party KCP.",
            ("Ibo Singh", "part_of", "Kangleipak Communist Party"),
        ),
    ],
)
def test_claims_of_incident_summaries_are_read(text: str, claim: tuple[str, str, str]) -> None:
    assert claim in claims_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Two Hizb ul Mujahideen militants killed a policeman. The slain policeman was identified as Nadeem Dar.",
        "Garo National Liberation Army and Karbi Tigers cadres were killed. The slain were identified as Tom Marak.",
        "Garo National Liberation Army cadres were killed. One was identified as Tom Marak a member of Karbi Tigers.",
    ],
)
def test_whose_the_slain_were_is_not_guessed(text: str) -> None:
    people = {"Nadeem Dar", "Tom Marak"}
    assert not {c for c in claims_of(text) if c[0] in people and c[2] != "Karbi Tigers"}


def test_maoists_are_whom_the_text_calls_so() -> None:
    text = "CPI Maoist cadres burnt a bus. The Maoists attacked the CRPF. Five Maoists fled."
    assert [c[1:] for c in claims_of(text)] == [("fights", "CRPF")]
    assert kinds_of("Suspected Maoists burnt a bus in Kanker.")["Maoists"] == "armed_group"


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "The Sudanese army said so. The armys air force hit positions for the Justice and Equality Movement.",
            ("Sudanese army", "fights", "Justice and Equality Movement"),
        ),
        (
            "The Kachin Independence Army lost Myitkyina. The groups commander Brang Seng was held.",
            ("Brang Seng", "leads", "Kachin Independence Army"),
        ),
        ("Sudan accused Chad Uganda and Eritrea of arming rebels.", ("Sudan", "accuses", "Uganda")),
        ("Sudan accused Chad Uganda and Eritrea of arming rebels.", ("Sudan", "accuses", "Chad")),
        ("U.S. Secretary of State Dana Cole met officials.", ("Dana Cole", "leads", "U.S.")),
        (
            "The Yemeni Observatory for Human Rights counted ten dead. It was a raid said observatory director Sami Haddad.",
            ("Sami Haddad", "leads", "Yemeni Observatory for Human Rights"),
        ),
    ],
)
def test_claims_without_apostrophes_and_commas_are_read(text: str, claim: tuple[str, str, str]) -> None:
    assert claim in claims_of(text)


def test_an_s_that_belongs_to_a_plural_stays() -> None:
    text = "The groups said they would fight. The armies' leaders met the country's president."
    assert {"group", "s"}.isdisjoint(Tokens(text).low)
    assert Tokens("The armys leader and the groups leader saw two groups.").low.count("'s") == 2


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The Sudanese army said on Monday that Heglig had been retaken.", ("Sudanese army", "controls", "Heglig")),
        (
            "The Yemeni army said six villages including Bayt Dahra Bayt Qasim Jabal Haylan and Wadi Nawaa had been"
            " wrested back from the rebels.",
            ("Yemeni army", "controls", "Bayt Qasim"),
        ),
        (
            "The Joint Committee JoCom a conglomerate of four hill based outfits including the Kuki National Army called a"
            " strike.",
            ("Kuki National Army", "part_of", "Joint Committee"),
        ),
        (
            "The Joint Council (JC), an alliance of three outfits, namely the Karbi Tigers (KT) and the Garo National"
            " Liberation Army (GNLA), called a strike.",
            ("Garo National Liberation Army", "part_of", "Joint Council"),
        ),
        (
            "Manipur Police arrested Ibo Singh, a member of the Kuki National Army.",
            ("Manipur Police", "sanctions", "Kuki National Army"),
        ),
        (
            "Boko Haram declared a caliphate in 2014 with the town of Gwoza as its capital.",
            ("Boko Haram", "controls", "Gwoza"),
        ),
        (
            "Troops shelled al Qaedas Yemeni offshoot the Ansar al-Sharia group on Monday.",
            ("Ansar al-Sharia", "affiliated_with", "al Qaeda"),
        ),
        (
            "A letter was sent by the president of the National Coalition Nabil Saad to the minister.",
            ("Nabil Saad", "leads", "National Coalition"),
        ),
        ("The free army blamed the ISIL. The Free Syrian Army lost men.", ("Free Syrian Army", "accuses", "ISIL")),
        ("Karbi Tigers lobbed a grenade at a CRPF camp.", ("Karbi Tigers", "fights", "CRPF")),
    ],
)
def test_descriptions_and_gains_are_read(text: str, claim: tuple[str, str, str]) -> None:
    assert claim in claims_of(text)


def test_what_others_took_or_may_take_is_not_the_speakers() -> None:
    army = ("Sudanese army", "controls", "Heglig")
    assert army not in claims_of("The Sudanese army said Heglig had been seized by the rebels.")
    assert army not in claims_of("The Sudanese army said Heglig had not been retaken.")


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "A Karbi Tigers (KT) 'commander', identified as Nadeem Dar, was killed.",
            ("Nadeem Dar", "leads", "Karbi Tigers"),
        ),
        (
            "Two militants of the Karbi Tigers were killed in an encounter with the Special Operations Group (SOG) of the"
            " Assam Police and the Central Reserve Police Force (CRPF) at Diphu.",
            ("Karbi Tigers", "fights", "Central Reserve Police Force"),
        ),
        (
            "The Young Workers League the youth wing of the Karbi Tigers attacked the Assam Police in Diphu.",
            ("Young Workers League", "fights", "Assam Police"),
        ),
    ],
)
def test_commanders_units_and_wings_are_read(text: str, claim: tuple[str, str, str]) -> None:
    subject, relation, other = claim
    assert {claim, (other, relation, subject)} & claims_of(text)


def test_whoever_leads_is_no_plain_member_and_a_spokesman_no_commander() -> None:
    found = claims_of(
        "Three militants of the Karbi Tigers, including its 'district commander' Nadeem Dar, were killed."
    )
    assert ("Nadeem Dar", "leads", "Karbi Tigers") in found
    assert ("Nadeem Dar", "part_of", "Karbi Tigers") not in found
    found = claims_of("Kenya Navy spokesman Commander Peter Otieno said ten pirates were held.")
    assert not {c for c in found if c[1] == "leads"}


def test_letters_are_no_help_and_a_sect_no_name() -> None:
    assert not {c for c in claims_of("Chad sent letters to the African Union.") if c[1] == "supports"}
    text = "Bashar al-Assad left. Members of President Bashar al-Assads Alawite sect live there."
    assert not {name for name in kinds_of(text) if "Alawite" in name}
