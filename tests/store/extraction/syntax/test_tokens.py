"""Tokens of a sentence: treebank conventions, names kept whole, offsets exact for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.extraction.syntax import tokenize


def words(sentence: str) -> list[str]:
    return [sentence[t.start : t.end] for t in tokenize(sentence)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The rebels don't fight.", "The rebels do n't fight ."),
        ("The army cannot win", "The army can not win"),
        ("Syria's army", "Syria 's army"),
        ("al Shabaab’s fighters", "al Shabaab ’s fighters"),
        ("the rebels' positions", "the rebels ' positions"),
        ("al-Aqsa and Al-Qaeda", "al-Aqsa and Al-Qaeda"),
        ("Jabhat al-Nusra's men", "Jabhat al-Nusra 's men"),
        ("Tehreek-e-Taliban, Deir ez-Zor", "Tehreek-e-Taliban , Deir ez-Zor"),
        ("an al-Qaeda-linked group", "an al-Qaeda - linked group"),
        ("the Turkey-backed, US-led force", "the Turkey - backed , US - led force"),
        ("anti-government, pro-Kurdish", "anti-government , pro-Kurdish"),
        ("The U.S. and the U.N. met", "The U.S. and the U.N. met"),
        ("Gen. Haftar met Mr. Saleh.", "Gen. Haftar met Mr. Saleh ."),
        ("an AK-47 of MS-13", "an AK-47 of MS-13"),
        ("a Su-24M or MiG-23, in Nov-2014", "a Su-24M or MiG-23 , in Nov - 2014"),
        ("ISIS-K, FARC-EP; PKK-US talks", "ISIS-K , FARC-EP ; PKK - US talks"),
        ("U.S.-backed Lashkar-i-Jhangvi", "U.S. - backed Lashkar-i-Jhangvi"),
        ("$5bn and 3.5km, No. 7. No.", "$ 5 bn and 3.5 km , No. 7 . No ."),
        ("at 9:30, 1,200 men (40%) left", "at 9:30 , 1,200 men ( 40 % ) left"),
        ("on 2016-08-29 or 11/28/2000.", "on 2016-08-29 or 11/28/2000 ."),
        ("8kg of explosives", "8 kg of explosives"),
        ("see https://example.org/a-b?c=1.", "see https://example.org/a-b?c=1 ."),
        ("write to press@example.org!", "write to press@example.org !"),
        ("Ta'ifa, Shi'ite", "Ta'ifa , Shi'ite"),
        ("it doesnt matter", "it does nt matter"),
        ("“We won,” he said -- twice...", "“ We won , ” he said -- twice ..."),
        ("جبهة النصرة، اليوم", "جبهة النصرة ، اليوم"),
        ("the group's", "the group 's"),
        ("'s", "'s"),
        ("", ""),
        (" \n\t ", ""),
    ],
)
def test_sentence_is_cut_into_the_expected_tokens(sentence: str, expected: str) -> None:
    assert words(sentence) == expected.split()


@given(st.text(max_size=300) | st.text("al-'’s. 9AeK/:,\n", max_size=300))
def test_tokens_cover_everything_but_white_space_in_order(sentence: str) -> None:
    position = 0
    for token in tokenize(sentence):
        assert position <= token.start < token.end
        assert not sentence[position : token.start].strip()
        assert sentence[token.start : token.end].strip()
        position = token.end
    assert not sentence[position:].strip()


@pytest.mark.parametrize("unit", ["a", "a-", "a.", "a'", "-", "http://", "a@", "1.", "al-A", ".", "n't"])
def test_endless_sentences_take_linear_time(unit: str) -> None:
    sentence = unit * (200_000 // len(unit))
    assert "".join(words(sentence)) == sentence
