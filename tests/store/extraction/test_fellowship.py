"""Bodies that several make up, persons of parties, and who heads what after whom."""

import pytest

from tests.store.extraction.reading_helpers import claims_of

KIA, KNU, CNF = "Kachin Independence Army", "Karen National Union", "Chin National Front"


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "The Coalition struck ISIL. Coalition nations conducting strikes in Syria include Norway and Jordan.",
            {("Norway", "part_of", "Coalition"), ("Jordan", "part_of", "Coalition")},
        ),
        (
            f"The army attacked the {KNU}, of which the {KIA} and the {CNF} are members.",
            {(KIA, "part_of", KNU), (CNF, "part_of", KNU)},
        ),
        (
            f"In 2007 the {KIA} joined with the {CNF} in the Northern Accord Front.",
            {(KIA, "part_of", "Northern Accord Front"), (CNF, "part_of", "Northern Accord Front")},
        ),
        (f"The {KIA} and the {CNF} were part of the same alliance until May.", {(KIA, "allied_with", CNF)}),
        (f"The {KIA} is a member of the {KNU}, together with the {CNF}.", {(CNF, "part_of", KNU)}),
        (
            f"The war between the {KIA} and the {CNF}, the two main factions of the {KNU}, went on.",
            {(KIA, "part_of", KNU), (CNF, "part_of", KNU), (KIA, "fights", CNF)},
        ),
        (
            "A congresswoman from the governing Purple Party, Ana Luz, was arrested.",
            {("Ana Luz", "part_of", "Purple Party")},
        ),
        (
            "Ivo Brandt, a senator of the ruling Purple Party, was charged.",
            {("Ivo Brandt", "part_of", "Purple Party")},
        ),
        ("Mayor Ivo Brandt, of the Purple Party, left.", {("Ivo Brandt", "part_of", "Purple Party")}),
        (
            "The Health Ministry denied it. Then Health Minister Ana Luz resigned.",
            {("Ana Luz", "leads", "Health Ministry")},
        ),
        (
            f"Aung Kyaw, the leader of the {KIA}, was killed in May and was succeeded by Maung Oo.",
            {("Maung Oo", "leads", KIA)},
        ),
        (f"The {KIA} mourned 31 of its commanders, including Maung Oo.", {("Maung Oo", "leads", KIA)}),
        (f"Aung Kyaw led the {KIA} together with Maung Oo.", {("Maung Oo", "leads", KIA)}),
        (f"The {KIA} was founded in 2007 on the initiative of Maung Oo.", {("Maung Oo", "leads", KIA)}),
        (f"The {KIA} was established in 1996 as the armed wing of the {KNU}.", {(KIA, "part_of", KNU)}),
        (
            f"The {KIA} was formed in Laiza by students and was originally known as the Blue Column.",
            {(KIA, "same_as", "Blue Column")},
        ),
        (
            f"The {KIA} left Laiza. Armed by the {KNU}, it attacked the {CNF} in May.",
            {(KIA, "fights", CNF)},
        ),
        (f"The {KIA} took part in the siege of Laiza alongside the {CNF}.", {(KIA, "allied_with", CNF)}),
    ],
)
def test_claims_are_made(text: str, claims: set[tuple[str, str, str]]) -> None:
    assert claims <= claims_of(text)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (f"The {KIA} is a member of the {KNU}, together with the {CNF}.", (KNU, "allied_with", CNF)),
        (f"The {KIA} works with the {CNF}.", (KIA, "affiliated_with", CNF)),
        (
            "The Coalition struck ISIL. The countries most affected are Norway and Jordan.",
            ("Norway", "part_of", "Coalition"),
        ),
        (f"The {KIA} joined the {CNF} in the town of Laiza.", (KIA, "part_of", "Laiza")),
    ],
)
def test_claims_are_not_made(text: str, claim: tuple[str, str, str]) -> None:
    assert claim not in claims_of(text)
