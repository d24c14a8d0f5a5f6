"""Kinds of names that stand on no list, short names, and countries that act."""

import pytest

from store.records import Kind
from tests.store.extraction.reading_helpers import claims_of, kinds_of, surfaces_of


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The army fought a group known as the Five Star Boys.", "Five Star Boys", Kind.ARMED_GROUP),
        ("A gang calling itself the Hot Spot Kids took the market.", "Hot Spot Kids", Kind.ARMED_GROUP),
        ("The unit obeys a man called Tonton.", "Tonton", Kind.PERSON),
        ("Gunmen stormed the television channel Telebari in the capital.", "Telebari", Kind.ORGANIZATION),
        ("The ruling Malawi Renewal Movement tabled a bill.", "Malawi Renewal Movement", Kind.ORGANIZATION),
        ("The Social Democratic Front holds two seats.", "Social Democratic Front", Kind.ORGANIZATION),
        ("They seized the Infantry Academy.", "Infantry Academy", Kind.PLACE),
        ("The Levant Legion was retreating from Bani Rashid.", "Bani Rashid", Kind.PLACE),
        ("Fighting was reported in Kweneng, Sibundo and Tarara states.", "Tarara", Kind.PLACE),
        ("The Northern Corridor Front rejected the deal.", "Northern Corridor Front", Kind.ARMED_GROUP),
        ("The Palestine Salvation Bloc rejected the deal.", "Palestine Salvation Bloc", Kind.ARMED_GROUP),
        ("The ruling Malawi People's Movement tabled a bill.", "Malawi People's Movement", Kind.ORGANIZATION),
        ("The Workers' Liberation Front held a rally.", "Workers' Liberation Front", Kind.ARMED_GROUP),
        ("The militia Amal left the camp.", "Amal", Kind.ARMED_GROUP),
        ("The Black Scorpions left the town.", "Black Scorpions", Kind.ARMED_GROUP),
        ("The Popular Relief Commission pays them.", "Popular Relief Commission", Kind.ORGANIZATION),
        ("Refugees from Bolobo told the same.", "Bolobo", Kind.PLACE),
        ("The Iraqi Emergency Brigade held the town.", "Iraqi Emergency Brigade", Kind.STATE),
    ],
)
def test_what_stands_around_a_name_tells_its_kind(text: str, name: str, kind: Kind) -> None:
    assert kinds_of(text).get(name) == kind.value


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Norway still offers to mediate.", "Norway"),
        ("Sudan and Ethiopia registered reservations.", "Ethiopia"),
        ("Amnesty International criticised France for training the unit.", "France"),
        ("Abu Dhabi and Cairo have been bankrolling the Libyan National Army.", "Abu Dhabi"),
        ("Vice President Taban Deng Gai of South Sudan brokered the accord.", "South Sudan"),
        ("Kenya's new president spoke.", "Kenya"),
        ("The first camp consists of the groups closest to Iran.", "Iran"),
    ],
)
def test_a_country_or_capital_that_acts_is_a_state(text: str, name: str) -> None:
    assert kinds_of(text).get(name) == Kind.STATE.value


def test_an_acronym_in_brackets_is_a_name_of_its_own_behind_a_listed_one() -> None:
    assert {"National Salvation Front", "NAS"} <= surfaces_of("The National Salvation Front (NAS) left. NAS men fled.")


def test_a_group_is_named_by_its_first_word() -> None:
    text = "The minister praised Kataib al-Noor. Kataib later left the town."
    assert {"Kataib al-Noor", "Kataib"} <= surfaces_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Months after the National Dialogue they met.",
        "One month after the Major National Dialogue they met.",
        "On June 18 they met in June.",
    ],
)
def test_events_and_dates_name_nobody(text: str) -> None:
    assert not kinds_of(text)


def test_a_body_is_named_by_what_stands_before_of() -> None:
    text = "The Interim Council of Zamboria spoke. Lockdowns declared by the Interim Council go on."
    assert kinds_of(text).keys() == {"Interim Council of Zamboria"} or "Interim Council" not in kinds_of(text)


def test_its_member_is_the_name_behind_the_comma() -> None:
    text = "The Chin Alliance met. Aung Kyaw, its head, had founded its largest member, the Falam Brigade."
    assert ("Aung Kyaw", "leads", "Falam Brigade") in claims_of(text)


def test_a_gang_keeps_its_name_without_its_spanish_article() -> None:
    text = "Police arrested 20 of the Rastrojos. Later Rastrojos left the town."
    assert kinds_of(text) == {"Rastrojos": "armed_group"}


def test_a_single_name_is_a_leaders_where_the_text_says_so() -> None:
    text = "Chapito, boss of the Rastrojos, escaped. Police watch the Urabeños, which Chucho leads."
    assert {("Chapito", "leads", "Rastrojos"), ("Chucho", "leads", "Urabeños")} <= claims_of(text)


def test_a_surname_behind_an_article_is_no_acronym() -> None:
    assert "Muqtada al-Sadr" in kinds_of("Muqtada al-Sadr spoke in Najaf.")
