"""Sentences are found in texts that have lost their full stops."""

from __future__ import annotations

import pytest

from store.extraction.text.sentences import split_sentences

RUNS = [
    [
        "Three Komando Jihad militants were killed in a raid by Densus 88 in the outskirts of Poso in Central Sulawesi"
        " Province on the morning of May 11 reports The Jakarta Post",
        "A rifle and several pipe bombs were recovered from the hideout by the team which had followed the group for"
        " weeks",
        "Meanwhile two troopers were injured in a blast in the same district late in the evening Police said",
    ],
    [
        "Gunmen of the Ampatuan clan attacked a convoy of the governor in the hills near the border of the two provinces"
        " and burned four vehicles before they fled into the marshes reports Mindanao Daily",
        "In another incident soldiers found the bodies of two of the attackers who had died of their wounds",
        "Police have launched a search for the others",
    ],
]


@pytest.mark.parametrize("sentences", RUNS)
def test_sentences_without_stops_are_told_by_their_first_words(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [text[span.start : span.end] for span in split_sentences(text)] == sentences


def test_a_long_sentence_keeps_its_names_whole() -> None:
    text = (
        "Fighters of the Army of the Two Rivers who had come over the mountains from the north in the last days of the"
        " dry season took the bridge near the old mill and held it against the guards of The Company until the rains"
        " began and the valley was cut off from the towns of the plain"
    )
    assert len(split_sentences(text)) == 1


def test_a_sentence_with_commas_is_not_cut() -> None:
    text = "The envoys met in Tunis, " + "then they travelled on, " * 20 + "The Hague was their last stop."
    assert len(split_sentences(text)) == 1
