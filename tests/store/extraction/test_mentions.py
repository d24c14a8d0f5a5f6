from store.extraction import read
from tests.store.extraction.reading_helpers import kinds_of


def surfaces(text: str, name: str) -> set[str]:
    (entity,) = [e for e in read(text, language="en").entities if e.name == name]
    return set(entity.surfaces)


def test_an_acronym_in_brackets_is_the_name_before_it() -> None:
    text = "The Volta Liberation Front (VLF) withdrew. Later the VLF returned."
    assert surfaces(text, "Volta Liberation Front") == {"Volta Liberation Front", "VLF"}


def test_an_acronym_defined_without_brackets_is_found() -> None:
    text = "A Volta Peoples Liberation Front VPLF spokesman denied it."
    assert surfaces(text, "Volta Peoples Liberation Front") >= {"VPLF"}


def test_a_lost_apostrophe_leaves_the_possessive_out_of_the_name() -> None:
    reading = read("The FSAs commander resigned after the Houthis left.", language="en")
    assert "FSA" in {s for e in reading.entities for s in e.surfaces}


def test_armies_are_composed_of_an_adjective_and_a_force() -> None:
    kinds = kinds_of("Kenyan troops met Ugandan soldiers near the border.")
    assert kinds == {"Kenyan troops": "state", "Ugandan soldiers": "state"}


def test_a_government_is_its_country_where_the_country_acts() -> None:
    text = "Kenya attacked the camp. The Kenyan government denied it."
    assert surfaces(text, "Kenya") == {"Kenya", "Kenyan government"}


def test_a_country_where_something_happens_is_a_place() -> None:
    assert kinds_of("Fighting went on in Kenya.") == {"Kenya": "place"}


def test_backed_forces_are_a_group_and_their_backer_is_not_swallowed() -> None:
    assert kinds_of("They met the Turkish-backed forces.")["Turkish-backed forces"] == "armed_group"


def test_heads_decide_the_kind_of_unlisted_names() -> None:
    kinds = kinds_of("In Zurbatan village the Qalamun Eagles Brigade met the Orontes News Agency and Dr. Ziad Wahbe.")
    assert kinds["Qalamun Eagles Brigade"] == "armed_group"
    assert kinds["Orontes News Agency"] == "organization"
    assert kinds["Ziad Wahbe"] == "person"
    assert kinds["Zurbatan village"] == "place"


def test_a_surname_and_a_title_name_the_same_person() -> None:
    assert surfaces("Colonel Ziad Wahbe spoke. Wahbe left at noon.", "Ziad Wahbe") == {"Ziad Wahbe", "Wahbe"}


def test_spellings_that_differ_in_vowels_are_one_place() -> None:
    reading = read("They shelled Jarabulus. Fire fell near Jarablus at night.", language="en")
    assert len(reading.entities) == 1


def test_a_former_name_is_an_entity_of_its_own() -> None:
    kinds = kinds_of("The Orontes Shield Brigade, formerly known as the Qadmus Brigade, fled.")
    assert set(kinds) == {"Orontes Shield Brigade", "Qadmus Brigade"}


def test_generic_words_are_no_names() -> None:
    assert kinds_of("Security Forces (SFs) shot two Militants. The rebels fled on Sunday.") == {}


def test_names_in_a_headline_are_found_by_the_text_below() -> None:
    reading = read("Qadmus Brigade Leaves Town\n\nThe Qadmus Brigade left the town on Monday.", language="en")
    (entity,) = reading.entities
    assert len(entity.mentions) == 2


def test_countries_named_beside_one_that_acts_act_too() -> None:
    kinds = kinds_of("Kenya, Uganda and Burundi sent troops to the border.")
    assert kinds == {"Kenya": "state", "Uganda": "state", "Burundi": "state"}


def test_newsletters_name_only_their_publisher() -> None:
    text = "The Qadmus Brigade left.\nSign up to our newsletter for news from Kenya and Uganda"
    assert set(kinds_of(text)) == {"Qadmus Brigade"}
