"""Lemmas by irregular forms and suffix rules."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.extraction.syntax import lemma

VERBS = """
attacked attack; seized seize; besieged besiege; kidnapped kidnap; killing kill; retook retake; controlled control;
split split; splitting split; fled flee; withdrew withdraw; allied ally; merging merge; accused accuse; backed
back; bombed bomb; clashes clash; renamed rename; pledges pledge; defected defect; armed arm; trafficking traffic;
ambushed ambush; negotiated negotiate; overran overrun; freed free; struck strike; declared declare; pursued
pursue; retreated retreat; targeting target; captured capture; dying die; fought fight; threatened threaten;
launched launch; presented present; reached reach; Is be; undertook undertake
"""
NOUNS = """
militias militia; forces force; allies ally; clashes clash; armies army; gunmen gunman; servicewomen servicewoman;
jihadis jihadi; crises crisis; wives wife; children child; RPGs RPG; 1990s 1990s; headquarters headquarters;
regimes regime; buses bus; leaves leaf
"""


def cases(table: str) -> list[tuple[str, str]]:
    return [(form, base) for form, base in (entry.split() for entry in table.split(";"))]


@pytest.mark.parametrize(("form", "base"), cases(VERBS))
def test_verbs_are_led_back_to_their_base(form: str, base: str) -> None:
    assert lemma(form, "VERB") == base


@pytest.mark.parametrize(("form", "base"), cases(NOUNS))
def test_nouns_are_led_back_to_their_singular(form: str, base: str) -> None:
    assert lemma(form, "NOUN") == base


def test_comparatives_are_led_back_and_names_left_alone() -> None:
    assert lemma("Larger", "ADJ") == "large"
    assert lemma("biggest", "ADJ") == "big"
    assert lemma("Syrian", "ADJ") == "Syrian"
    assert lemma("States", "PROPN") == "States"
    assert lemma("The", "DET") == "the"


@given(st.text(max_size=40), st.sampled_from(["VERB", "NOUN", "AUX", "ADJ", "ADV", "PROPN", "X", "", "?"]))
def test_any_string_has_a_lemma_that_stays_the_same_each_time(word: str, upos: str) -> None:
    assert bool(lemma(word, upos)) == bool(word)
    assert lemma(word, upos) == lemma(word, upos)


def test_verbs_and_nouns_of_a_treebank_reach_the_bar(shared: Path) -> None:
    words = right = 0
    with lzma.open(shared / "treebanks" / "ewt-test.conllu.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = line.rstrip("\n").split("\t")
            if len(row) == 10 and row[0].isdigit() and row[3] in {"VERB", "NOUN"}:
                words += 1
                right += lemma(row[1], row[3]) == row[2]
    assert right / words >= 0.985
