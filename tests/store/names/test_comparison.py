"""Two names are taken for one by documented practice only; what merely sounds alike is a suggestion."""

from __future__ import annotations

import pytest

from store.names import MERGE_THRESHOLD, SUGGEST_THRESHOLD, similarity


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Jabhat al-Nusra", "Jabhet an-Nusrah"),
        ("Jabhat al-Nusra", "جبهة النصرة"),
        ("Jabhat al-Nusra", "Джебхат ан-Нусра"),
        ("Jabhat al-Nusra", "Nusra Front"),
        ("Hezbollah", "Hizbullah"),
        ("Mohammed Ali", "Muhammad Ali"),
        ("4th Brigade", "Fourth Brigade"),
        ("Abdel Rahim", "Abdelrahim"),
        ("Ahrar al-Sham", "Ahrar ash-Sham"),
        ("Al-Shabaab", "Al Shabab"),
        ("The Taliban", "طالبان"),
        ("حماس", "Hamas"),
        ("Ivan Petrov", "Иван Петров"),
        ("Vagner", "Вагнер"),
        ("Rosneft LLC", "Rosneft"),
    ],
)
def test_spellings_of_one_name_are_taken_for_one(left: str, right: str) -> None:
    assert similarity(left, right) >= MERGE_THRESHOLD
    assert similarity(left, right) == similarity(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("4th Brigade", "5th Brigade"),
        ("South Sudan", "North Sudan"),
        ("South Sudan", "Sudan"),
        ("Islamic State", "Islamic State in Iraq"),
        ("Sudan Liberation Army", "Sudan Liberation Front"),
        ("Free Syrian Army", "Syrian Arab Army"),
        ("Iran", "Iraq"),
        ("Niger", "Nigeria"),
        ("Iraq", "ايران"),
        ("حماة", "Hamas"),
        ("M23", "M24"),
        ("Hussein", "Hassan"),
        ("", "Hamas"),
    ],
)
def test_distinguishing_words_keep_names_apart(left: str, right: str) -> None:
    assert similarity(left, right) < SUGGEST_THRESHOLD
    assert similarity(left, right) == similarity(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Hama", "Hamas"),
        ("Oman", "Amman"),
        ("Aden", "Eden"),
        ("Kiev", "Kyiv"),
        ("Wagner", "Wagner Group"),
        ("Hasan Ali", "Ali Hasan"),
        ("John Smith", "J. Smith"),
        ("Armée de libération nationale", "National Liberation Army"),
    ],
)
def test_likely_names_are_only_suggested(left: str, right: str) -> None:
    assert SUGGEST_THRESHOLD <= similarity(left, right) < MERGE_THRESHOLD
    assert similarity(left, right) == similarity(right, left)
