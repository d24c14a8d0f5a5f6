import pytest

from tests.store.extraction.reading_helpers import claims_of

A, B, C = "Ahrar al-Sham", "Jaish al-Islam", "Nusra Front"


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        (f"{A} attacked {B} on Monday.", (A, "fights", B)),
        (f"{B} was attacked by {A}.", (A, "fights", B)),
        (f"Fighters from {A} clashed with members of {B}.", (A, "fights", B)),
        (f"Heavy clashes broke out between {A} and {B}.", (A, "fights", B)),
        (f"{A} launched a series of raids against {B}.", (A, "fights", B)),
        (f"{A}'s attacks on {B} went on.", (A, "fights", B)),
        (f"{A} pounded areas held by {B}.", (A, "fights", B)),
        (f"{A} captured Saraqib from {B}.", (A, "controls", "Saraqib")),
        (f"{A} seized control of the town of Saraqib.", (A, "controls", "Saraqib")),
        (f"Most of Saraqib is under the control of {A}.", (A, "controls", "Saraqib")),
        (f"{A} was driven out of Saraqib by {B}.", (A, "withdraws_from", "Saraqib")),
        (f"{A} condemned the attack by {B}.", (A, "accuses", B)),
        (f"{A} described {B} as an enemy.", (A, "accuses", B)),
        (f"{A} declared war on {B}.", (A, "threatens", B)),
        (f"{A} vowed to attack {B}.", (A, "threatens", B)),
        (f"The United States designated {A} a terrorist organisation.", ("United States", "sanctions", A)),
        (f"{A} fought alongside {B}.", (A, "allied_with", B)),
        (f"{A} received weapons from {B}.", (B, "supports", A)),
        (f"{A} is backed by {B}.", (B, "supports", A)),
        (f"With the support of {B}, {A} returned.", (B, "supports", A)),
        (f"{A} signed a truce with {B}.", (A, "negotiates_with", B)),
        (f"{A} and {B} agreed to a ceasefire.", (A, "negotiates_with", B)),
        (f"{A} includes {B}.", (B, "part_of", A)),
        (f"{A}, a faction of {B}, left.", (A, "part_of", B)),
        (f"{A} pledged allegiance to {B}.", (A, "affiliated_with", B)),
        (f"{B} affiliate {A} left.", (A, "affiliated_with", B)),
        (f"The {B}-linked {A} left.", (A, "affiliated_with", B)),
        (f"{A} broke away from {B}.", (A, "split_from", B)),
        (f"{A} merged with {B}.", (A, "merged_into", B)),
        (f"{A}, formerly known as {C}, left.", (A, "same_as", C)),
        (f"{A} leader Omar Haddad left.", ("Omar Haddad", "leads", A)),
        (f"Omar Haddad, the commander of {A}, left.", ("Omar Haddad", "leads", A)),
        (f"{A} is led by Omar Haddad.", ("Omar Haddad", "leads", A)),
    ],
)
def test_a_sentence_makes_its_claim(sentence: str, claim: tuple[str, str, str]) -> None:
    found = claims_of(sentence)
    turned = (claim[2], claim[1], claim[0])
    symmetric = claim[1] in {"allied_with", "negotiates_with", "same_as"}
    assert claim in found or (symmetric and turned in found)


def test_every_pair_of_a_list_is_claimed() -> None:
    assert claims_of(f"{A} and {B} attacked {C}.") == {(A, "fights", C), (B, "fights", C)}


def test_a_second_verb_keeps_the_subject_of_the_first() -> None:
    assert (A, "fights", C) in claims_of(f"{A} met {B} in Idlib and then attacked {C}.")


def test_a_second_clause_has_a_subject_of_its_own() -> None:
    assert claims_of(f"{A} attacked {B} and {C} left Idlib.") == {(A, "fights", B), (C, "withdraws_from", "Idlib")}


def test_a_relative_clause_speaks_of_the_name_before_it() -> None:
    assert (A, "fights", B) in claims_of(f"The report names {A}, which attacked {B} in May.")


def test_two_names_without_a_predicate_make_no_claim() -> None:
    assert claims_of(f"The paper wrote about {A} and {B}.") == set()


def test_one_who_is_hit_is_not_the_attacker() -> None:
    assert (B, "fights", A) not in claims_of(f"{A} attacked {B}.")


def test_fighting_with_an_ally_against_a_third_is_no_fight_with_the_ally() -> None:
    found = claims_of(f"{A} fought with {B} against {C}.")
    assert (A, "fights", C) in found
    assert (A, "fights", B) not in found


def test_an_outlet_that_is_quoted_fights_nobody() -> None:
    assert not any("Reuters" in claim for claim in claims_of(f"{A} killed two men, a resident told Reuters."))
