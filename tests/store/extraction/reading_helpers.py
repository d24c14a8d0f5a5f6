"""What the tests of reading share: claims and entities as plain, comparable values."""

from __future__ import annotations

from store.extraction import read
from store.records import FoundClaim, Reading


def claims_of(text: str, *, date: str | None = None) -> set[tuple[str, str, str]]:
    """Subject, relation and object of every claim, by the names of the entities."""
    reading = read(text, date=date, language="en")
    return {triple(reading, claim) for claim in reading.claims}


def triple(reading: Reading, claim: FoundClaim) -> tuple[str, str, str]:
    """One claim by the names of its entities."""
    names = {entity.key: entity.name for entity in reading.entities}
    return names[claim.subject], claim.relation.value, names[claim.object]


def kinds_of(text: str) -> dict[str, str]:
    """Every entity's name and kind."""
    return {entity.name: entity.kind.value for entity in read(text, language="en").entities}


def the_claim(text: str, relation: str, *, date: str | None = None) -> FoundClaim:
    """The only claim of a relation."""
    (claim,) = [c for c in read(text, date=date, language="en").claims if c.relation.value == relation]
    return claim


def surfaces_of(text: str) -> set[str]:
    """Every spelling by which a text names somebody or something."""
    return {surface for entity in read(text, language="en").entities for surface in entity.surfaces}
