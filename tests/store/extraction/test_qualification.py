import pytest

from store.extraction import read
from store.records import Status
from tests.store.extraction.reading_helpers import the_claim

A, B = "Ahrar al-Sham", "Jaish al-Islam"


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        (f"{A} attacked {B}.", Status.ASSERTED),
        (f"{A} reportedly attacked {B}.", Status.REPORTED),
        (f"{A} will attack {B}.", Status.PLANNED),
        (f"{A} plans to attack {B}.", Status.PLANNED),
        (f"{A} did not attack {B}.", Status.DENIED),
        (f"{A} denied that it had attacked {B}.", Status.DENIED),
    ],
)
def test_hedges_plans_and_denials_are_told_apart(sentence: str, status: Status) -> None:
    assert the_claim(sentence, "fights").status is status


@pytest.mark.parametrize(
    "sentence",
    [
        f"According to Omar Haddad, {A} attacked {B}.",
        f"Omar Haddad said that {A} attacked {B}.",
        f"{A} attacked {B}, Omar Haddad said.",
    ],
)
def test_who_says_it_is_kept(sentence: str) -> None:
    claim = the_claim(sentence, "fights")
    assert (claim.status, claim.said_by) == (Status.REPORTED, "Omar Haddad")


def test_what_someone_is_accused_of_is_reported_by_the_accuser() -> None:
    claim = the_claim(f"{A} accused Turkey of arming {B}.", "supports")
    assert (claim.status, claim.said_by) == (Status.REPORTED, A)


def test_a_statement_that_is_introduced_goes_on_to_the_end() -> None:
    claim = the_claim(f"General Omar Haddad said:\n\n{A} attacked {B}.", "fights")
    assert claim.said_by == "Omar Haddad"


def test_the_best_supported_status_is_kept() -> None:
    assert the_claim(f"{A} will attack {B}. {A} attacked {B} at noon.", "fights").status is Status.ASSERTED


def test_who_is_quoted_speaks_until_the_quotation_ends() -> None:
    text = (
        f'General Omar Haddad, a commander in Aleppo, said, "We were patient for a year. {A} attacked {B} near the dam. '
        f'It is over now." {A} shelled the Levant Front on Monday.'
    )
    reading = read(text, language="en")
    names = {entity.key: entity.name for entity in reading.entities}
    said = {
        names[claim.object]: (claim.status, claim.said_by) for claim in reading.claims if claim.relation == "fights"
    }
    assert said == {B: (Status.REPORTED, "Omar Haddad"), "Levant Front": (Status.ASSERTED, None)}


def test_a_quotation_that_is_never_closed_ends_with_its_sentence() -> None:
    claim = the_claim(f'General Omar Haddad said, "We were patient. {A} attacked {B} near the dam.', "fights")
    assert (claim.status, claim.said_by) == (Status.ASSERTED, None)


@pytest.mark.parametrize(
    ("text", "said_by"),
    [
        (
            "FACT rebels attacked Mao and captured ten Chadian soldiers, said Amnesty International.",
            "Amnesty International",
        ),
        ("When Libya invaded Chad, many men were taken to Niger, said the US army.", "US army"),
        ("Human Rights Watch found that the Chadian army had shelled villages held by FACT.", "Human Rights Watch"),
        ("It is not clear whether FACT attacked the Chadian army in Nokou.", None),
        ("FACT rebels attacked the Chadian army in Nokou, said a witness.", None),
    ],
)
def test_who_speaks_behind_the_verb_and_what_is_left_open_is_reported(text: str, said_by: str | None) -> None:
    claim = the_claim(text, "fights")
    assert (claim.status.value, claim.said_by) == ("reported", said_by)
