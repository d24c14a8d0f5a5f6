"""Names and claims in summaries and news that have lost their commas, full stops and apostrophes."""

from __future__ import annotations

import pytest
from tests.store.extraction.reading_helpers import kinds_of


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
