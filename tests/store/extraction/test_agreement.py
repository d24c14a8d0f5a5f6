from store.extraction import read
from store.records import Confidence
from tests.store.extraction.reading_helpers import the_claim

A, B = "Ahrar al-Sham", "Jaish al-Islam"


def test_what_both_extractors_find_is_of_high_confidence() -> None:
    claim = the_claim(f"{A} attacked {B}.", "fights")
    assert (claim.confidence, claim.extractor) == (Confidence.HIGH, "surface+path")


def test_a_headline_is_read_by_the_surface_patterns_alone() -> None:
    claim = the_claim(f"{A} Attacks {B} Fighters Near Border Town", "fights")
    assert (claim.confidence, claim.extractor) == (Confidence.MEDIUM, "surface")


def test_one_claim_stands_for_all_sentences_that_make_it() -> None:
    reading = read(f"{A} attacked {B}. {A} shelled {B} at night in the hills near Idlib.", language="en")
    (claim,) = reading.claims
    assert claim.evidence.end == len(f"{A} attacked {B}.")


def test_reasons_name_the_rule_and_the_parts() -> None:
    reasons = " ".join(the_claim(f"Fighters from {A} attacked {B}.", "fights").reasons)
    assert "attacked" in reasons
    assert f"subject {A} (fighters from)" in reasons
    assert "both extractors agree" in reasons
