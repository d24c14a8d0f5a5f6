import pytest

from tests.store.extraction.reading_helpers import claims_of, the_claim

KIA, KNU, CNF = "Kachin Independence Army", "Karen National Union", "Chin National Front"
ALLIANCE = "Northern Alliance"


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            f"The {KIA} joined the {ALLIANCE}. So did the {KNU} and the {CNF}.",
            {(KIA, "merged_into", ALLIANCE), (KNU, "merged_into", ALLIANCE), (CNF, "merged_into", ALLIANCE)},
        ),
        (
            f"Together with the {KIA} and the {KNU}, the {CNF} forms the {ALLIANCE}.",
            {(KIA, "part_of", ALLIANCE), (KNU, "part_of", ALLIANCE), (CNF, "part_of", ALLIANCE)},
        ),
        (
            f"Three groups merged into a new force, the {ALLIANCE}. The others are the {KIA} and the {KNU}.",
            {(KIA, "merged_into", ALLIANCE), (KNU, "merged_into", ALLIANCE)},
        ),
        (
            "The Multinational Joint Task Force bombed Boko Haram. Chad, Niger and Cameroon are taking part.",
            {(state, "part_of", "Multinational Joint Task Force") for state in ("Chad", "Niger", "Cameroon")},
        ),
        (
            f"The {KIA} fought side by side with the {KNU} against the {CNF}.",
            {(KIA, "fights", CNF), (KNU, "fights", CNF), (KIA, "allied_with", KNU)},
        ),
        (
            "Mali accuses Niger of backing the MNLA, and Chad of giving it shelter.",
            {("Mali", "accuses", "Niger"), ("Mali", "accuses", "Chad"), ("Chad", "supports", "MNLA")},
        ),
        (f"The {KIA} and the {KNU} clashed. Each blames the other.", {(KIA, "accuses", KNU), (KNU, "accuses", KIA)}),
        (
            f"The {KIA} and the {KNU} joined the {ALLIANCE}. It was also joined by the {CNF}.",
            {(CNF, "merged_into", ALLIANCE)},
        ),
        ("The ELN, whom Colombia and the United States list as terrorists, left.", {("Colombia", "sanctions", "ELN")}),
        ("Boko Haram and its offshoot, Ansaru, attacked Kano.", {("Ansaru", "split_from", "Boko Haram")}),
    ],
)
def test_what_is_said_of_others_is_read(text: str, claims: set[tuple[str, str, str]]) -> None:
    assert claims <= claims_of(text)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (f"The {KIA} and the {KNU} signed a truce. So did the {CNF}.", (CNF, "negotiates_with", KNU)),
        (f"The {KIA} attacked the {KNU}, as was reported by the {CNF}.", (CNF, "fights", KNU)),
        (
            "Mali accuses Niger of arming and training the MNLA, and Chad of sheltering it.",
            ("Mali", "supports", "MNLA"),
        ),
        (f"The {KIA} described the {KNU} as its enemy.", (KNU, "fights", KIA)),
    ],
)
def test_nothing_is_said_of_others_that_the_text_does_not_say(text: str, claim: tuple[str, str, str]) -> None:
    assert claim not in claims_of(text)


def test_neither_denies_it_of_both() -> None:
    text = f"Neither the {KIA} nor the {KNU} has joined the {ALLIANCE}."
    assert claims_of(text) == {(KIA, "merged_into", ALLIANCE), (KNU, "merged_into", ALLIANCE)}


def test_who_would_not_hesitate_to_strike_threatens() -> None:
    assert the_claim("Turkey warned that it would not hesitate to strike the YPG.", "threatens").status == "asserted"


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "The RSF has been locked in a war with the Sudanese Armed Forces.",
            ("RSF", "fights", "Sudanese Armed Forces"),
        ),
        (f"The {KIA} inflicted heavy losses on the {KNU}.", (KIA, "fights", KNU)),
        ("Al-Shabaab threatened Kenya with attacks.", ("Al-Shabaab", "threatens", "Kenya")),
        ("Iran smuggled missiles to the Houthis.", ("Iran", "supports", "Houthis")),
        (f"Loikaw fell into the hands of the {KNU}.", (KNU, "controls", "Loikaw")),
        (f"The {KNU} abandoned its base in Loikaw.", (KNU, "withdraws_from", "Loikaw")),
        (f"The {KIA} runs joint patrols with the {KNU}.", (KIA, "allied_with", KNU)),
        (f"The {KIA} is under the command of the {KNU}.", (KIA, "part_of", KNU)),
        ("Hezbollah is a proxy of Iran.", ("Hezbollah", "affiliated_with", "Iran")),
    ],
)
def test_phrases_of_many_conflicts_are_read(text: str, claim: tuple[str, str, str]) -> None:
    assert claim in claims_of(text)
