from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.world.folding import cased, fold, slug, words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("The Free Syrian Army", "free syrian army"),
        ("Jaysh al-Mu’minīn", "jaysh al muminin"),
        ("Ba'ath", "baath"),
        ("Sana`a", "sanaa"),
        ("U.S.", "us"),
        ("P.K.K", "pkk"),
        ("Erdoğan", "erdogan"),
        ("Diyarbakır", "diyarbakir"),
        ("Hayʼat Taḥrīr aš-Šām", "hayat tahrir as sam"),
        ("  Boko\nHaram ", "boko haram"),
        ("Straße", "strasse"),
        ("the", "the"),
        ("— … —", ""),
        ("حِزْب الله", "حزب الله"),
        ("داعـش", "داعش"),
        ("ДНР", "днр"),
        ("Ёлкино", "елкино"),
        ("सुरक्षा बल", "सुरकषा बल"),  # the sign that joins consonants is a mark too
    ],
)
def test_spellings_of_one_name_fold_to_one_key(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_persian_and_arabic_keyboards_fold_together() -> None:
    assert fold("کردی") == fold("كردي")


def test_acronyms_keep_their_case_without_dots() -> None:
    assert cased("U.S.") == "US"
    assert cased("FARC-EP") == "FARC EP"


def test_keys_are_folded_words_with_hyphens() -> None:
    assert slug("People's Protection Units (YPG)") == "peoples-protection-units-ypg"


def test_words_carry_offsets_of_the_text_and_of_the_name_without_possessive() -> None:
    text = "Syria’s army — the P.K.K.'s rival"
    spans = {text[word.start : word.end]: text[word.start : word.base_end] for word in words(text)}
    assert spans["Syria’s"] == "Syria"
    assert "P.K.K." in spans


def test_a_name_does_not_run_on_over_a_full_stop_or_a_blank_line() -> None:
    joined = {word.folded: word.joined for word in words("In Free. Syrian Army\nCommand\n\nof St. Petersburg, Iraq")}
    assert joined == {
        "in": False, "free": True, "syrian": False, "army": True, "command": True, "of": False, "st": True,
        "petersburg": True, "iraq": False,
    }  # fmt: skip


@given(st.text())
def test_words_of_any_text_stand_in_order_inside_it(text: str) -> None:
    end = 0
    for word in words(text):
        assert end <= word.start < word.base_end <= word.end <= len(text)
        end = word.end


@given(st.text())
def test_folding_twice_changes_nothing_but_a_second_article(text: str) -> None:
    folded = fold(text)
    assert fold(folded) in (folded, folded.removeprefix("the "))
    assert folded == folded.strip()
    assert "  " not in folded


@given(st.text())
def test_words_and_fold_agree(text: str) -> None:
    together = " ".join(word.folded for word in words(text))
    assert fold(text) in (together, together.removeprefix("the "))
