"""The matrix within filters, held against plain Python over all claims."""

from __future__ import annotations

import sqlite3

import pytest

from store.queries.filters import (
    ConfidenceFilter,
    DateFilter,
    EntityFilter,
    Filters,
    OutletFilter,
    StanceFilter,
    StatusFilter,
)
from store.queries.matrix import MOST_EVER, Cell, matrix
from store.records import Confidence, Relation, Stance, Status

FILTERS: list[Filters] = [
    Filters(),
    Filters((StanceFilter(Stance.HOSTILE),)),
    Filters((DateFilter("2014", "2015"),)),
    DateFilter("2014", "2016") & OutletFilter(2, "second"),
    EntityFilter(1, "one") & DateFilter("2013", "2015"),
    Filters((StatusFilter(Status.DENIED),)),
    StatusFilter(Status.ASSERTED) & ConfidenceFilter(Confidence.HIGH),
]


@pytest.mark.parametrize("filters", FILTERS, ids=lambda value: " and ".join(part.label for part in value) or "all")
def test_cells_count_the_claims_that_pass_and_are_not_denied(made: sqlite3.Connection, filters: Filters) -> None:
    cells: dict[tuple[int, int], list[int]] = {}
    chosen = {part.slot or "entity": part for part in filters}
    for claim in made.execute("SELECT claims.*, outlet_id FROM claims JOIN articles ON articles.id = article_id"):
        stance = Relation(claim["relation"]).stance
        sides = (min(claim["subject_id"], claim["object_id"]), max(claim["subject_id"], claim["object_id"]))
        if claim["status"] == "denied" or stance not in (Stance.COOPERATIVE, Stance.HOSTILE):
            continue
        match chosen.get("date"):
            case DateFilter(since, until):
                if not claim["date"] or not since <= claim["date"] or claim["date"][: len(until)] > until:
                    continue
        wanted = {
            "outlet": lambda part, claim=claim: claim["outlet_id"] == part.outlet_id,
            "stance": lambda part, stance=stance: stance is part.stance,
            "status": lambda part, claim=claim: claim["status"] == part.status,
            "confidence": lambda part, claim=claim: claim["confidence"] == part.confidence,
            "entity": lambda part, sides=sides: part.entity_id in sides,
        }
        if all(test(chosen[slot]) for slot, test in wanted.items() if slot in chosen):
            cells.setdefault(sides, [0, 0])[stance is Stance.HOSTILE] += 1
    found = matrix(made, filters, MOST_EVER)
    assert {pair: [cell.cooperative, cell.hostile] for pair, cell in found.cells.items()} == {
        pair: counts for pair, counts in cells.items() if set(pair) <= set(found.ids)
    }
    assert {entity for pair in cells for entity in pair} - set(found.ids) == set()


def test_outlets_of_a_cell_are_those_that_pass(made: sqlite3.Connection) -> None:
    one = matrix(made, Filters((OutletFilter(2, "second"),)), MOST_EVER)
    assert one.cells and {cell.outlets for cell in one.cells.values()} == {1}
    assert isinstance(next(iter(one.cells.values())), Cell)
