"""Claims of sentences on many conflicts, in the ways in which wires, briefs and incident lists write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.extraction import read

_TABLE = Path(__file__).with_name("many_conflicts.txt")


def _cases() -> list[tuple[str, list[tuple[str, ...]]]]:
    cases: list[tuple[str, list[tuple[str, ...]]]] = []
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("    "):
            cases[-1][1].append(tuple(cell.strip() for cell in line.split("|")))
        elif not line.startswith("#"):
            cases.append((line, []))
    return cases


@pytest.mark.parametrize(("sentence", "claims"), _cases(), ids=lambda value: str(value)[:40])
def test_a_sentence_gives_the_claims_that_it_makes(sentence: str, claims: list[tuple[str, ...]]) -> None:
    reading = read(sentence, language="en")
    names = {entity.key: entity.name for entity in reading.entities}
    found = {
        (names[claim.subject], claim.relation.value, names[claim.object], claim.status.value)
        for claim in reading.claims
    }
    assert [claim for claim in claims if claim not in found] == []


def test_the_table_covers_every_relation() -> None:
    relations = {claim[1] for _, claims in _cases() for claim in claims}
    assert len(relations) == 15
    assert all(len(claim) == 4 for _, claims in _cases() for claim in claims)
