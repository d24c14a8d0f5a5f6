"""Claims one end of which stands in the sentence before, or is a pronoun, a bare noun or a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.extraction import read

_TABLE = Path(__file__).with_name("across_sentences.txt")


def _cases() -> list[tuple[str, list[tuple[str, ...]], list[tuple[str, ...]]]]:
    cases: list[tuple[str, list[tuple[str, ...]], list[tuple[str, ...]]]] = []
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("    "):
            made = not line.strip().startswith("not ")
            cells = tuple(cell.strip() for cell in line.strip().removeprefix("not ").split("|"))
            cases[-1][1 if made else 2].append(cells)
        elif not line.startswith("#"):
            cases.append((line, [], []))
    return cases


@pytest.mark.parametrize(("passage", "made", "not_made"), _cases(), ids=lambda value: str(value)[:40])
def test_a_passage_gives_the_claims_that_it_makes(
    passage: str, made: list[tuple[str, ...]], not_made: list[tuple[str, ...]]
) -> None:
    reading = read(passage, language="en")
    names = {entity.key: entity.name for entity in reading.entities}
    found = {(names[c.subject], c.relation.value, names[c.object], c.status.value) for c in reading.claims}
    assert [claim for claim in made if claim not in found] == []
    assert [claim for claim in not_made if claim in {one[:3] for one in found}] == []


def test_the_table_says_what_is_made_and_what_is_not() -> None:
    cases = _cases()
    assert all(len(claim) == 4 for _, made, _ in cases for claim in made)
    assert all(len(claim) == 3 for _, _, not_made in cases for claim in not_made)
    assert any(not_made for _, _, not_made in cases)
