"""Governments and acting capitals are their state in the lists; a country that is only a place is not."""

from __future__ import annotations

from store.extraction import read


def listed(text: str) -> dict[str, tuple[str, str | None]]:
    return {entity.name: (entity.kind.value, entity.listed) for entity in read(text, language="en").entities}


def test_a_regime_and_a_capital_that_acts_are_the_state() -> None:
    found = listed("Kinshasa accused the March 23 Movement of shelling Goma. The Assad regime said nothing.")
    assert found["Kinshasa"] == ("state", "democratic-republic-of-the-congo")
    assert found["Assad regime"] == ("state", "syria")


def test_a_country_where_something_happens_is_no_state() -> None:
    found = listed("The Islamic State attacked Ahrar al-Sham in northern Syria.")
    assert [value for name, value in found.items() if name.endswith("Syria")] == [("place", None)]
