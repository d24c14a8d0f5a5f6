"""Names that begin with a preposition, as titles of outlets do, are found whole."""

from __future__ import annotations

import pytest

from store.extraction import read


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A commander told Behind the Front News that the army had fled.", "Behind the Front News"),
        ("Speaking to Inside the Valley Radio, a spokesman denied it.", "Inside the Valley Radio"),
    ],
)
def test_a_preposition_with_a_capital_inside_a_sentence_begins_a_name(text: str, name: str) -> None:
    assert name in {entity.name for entity in read(text, language="en").entities}


def test_a_preposition_that_opens_a_sentence_is_no_name() -> None:
    names = {entity.name for entity in read("The army fled. On the Hama front it was quiet.", language="en").entities}
    assert not any(name.startswith("On") for name in names)
