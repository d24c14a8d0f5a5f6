from tests.store.extraction.reading_helpers import claims_of

A, B, C = "Ahrar al-Sham", "Jaish al-Islam", "Nusra Front"


def test_the_group_is_the_subject_of_the_sentence_before() -> None:
    assert (A, "controls", "Saraqib") in claims_of(f"{A} issued a statement. The group captured Saraqib.")


def test_it_is_the_subject_of_the_sentence_before() -> None:
    assert (A, "fights", B) in claims_of(f"{A} issued a statement. It attacked {B}.")


def test_it_behind_a_verb_of_saying_is_the_one_who_says_so() -> None:
    found = claims_of(f"{B} left. {A} said that it had attacked {C}.")
    assert (A, "fights", C) in found


def test_the_group_behind_a_verb_is_not_its_subject() -> None:
    assert (A, "fights", A) not in claims_of(f"{A} met {B} and attacked the group.")


def test_both_groups_are_the_two_just_named() -> None:
    found = claims_of(f"{A} and {B} issued a statement. Both groups attacked {C}.")
    assert {(A, "fights", C), (B, "fights", C)} <= found


def test_the_new_body_is_the_one_just_formed() -> None:
    text = f"{A} and {B} formed the Orontes Liberation Front. The new body is led by Omar Haddad."
    assert ("Omar Haddad", "leads", "Orontes Liberation Front") in claims_of(text)


def test_a_noun_that_fits_nobody_stays_open() -> None:
    assert claims_of(f"{A} issued a statement. The committee attacked {B}.") == set()


def test_their_does_not_reach_past_unnamed_people() -> None:
    text = f"{A} praised the villagers. {A} helps many rebels in their fight against {B}."
    assert (A, "fights", B) not in claims_of(text)
