from store.extraction.text.sentences import LONGEST_SENTENCE, split_sentences


def texts(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split_sentences(text)]


def test_titles_and_initials_end_no_sentence() -> None:
    assert texts("Gen. John R. Miller met Lt. Col. Haddad. They talked.") == [
        "Gen. John R. Miller met Lt. Col. Haddad.",
        "They talked.",
    ]


def test_a_dotted_acronym_ends_a_sentence_only_before_a_new_one() -> None:
    assert texts("They left the U.S. The army stayed.") == ["They left the U.S.", "The army stayed."]
    assert texts("The U.S. Navy left.") == ["The U.S. Navy left."]


def test_a_lost_space_behind_a_full_stop_is_seen() -> None:
    assert texts("They fled the town.The army came.") == ["They fled the town.", "The army came."]


def test_hard_wrapped_lines_go_on_and_titles_stand_alone() -> None:
    assert texts("Truce in the north\nThe two groups\nagreed to it.") == [
        "Truce in the north",
        "The two groups\nagreed to it.",
    ]


def test_a_text_without_full_stops_is_cut() -> None:
    spans = split_sentences("word " * 5000)
    assert max(span.end - span.start for span in spans) <= LONGEST_SENTENCE
    assert sum(span.end - span.start for span in spans) > 20000


def test_arabic_and_urdu_marks_end_sentences() -> None:
    assert len(texts("هل انسحبوا؟ لا نعرف")) == 2
