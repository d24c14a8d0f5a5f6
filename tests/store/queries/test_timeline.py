"""The counts kept by month answer as a count of all claims would."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from store.database import open_reader, open_writer
from store.queries import timeline as module
from store.queries.filters import (
    DateFilter,
    EntityFilter,
    Filters,
    KindFilter,
    Listing,
    OutletFilter,
    PairFilter,
    RelationFilter,
    RelationshipFilter,
    StanceFilter,
    StatusFilter,
    where,
)
from store.queries.timeline import timeline
from store.records import Kind, Relation, Stance, Status
from tests.tui.store_builder import Sizes, build_store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = build_store(tmp_path_factory.mktemp("timeline") / "s.db", Sizes(articles=400, groups=24))
    with closing(open_writer(path).conn) as connection:
        connection.execute("UPDATE claims SET verdict = 'rejected' WHERE id % 11 = 0")
        connection.execute("UPDATE claims SET date = substr(date, 1, 4) WHERE id % 13 = 0")
        connection.execute("UPDATE claims SET subject_id = object_id, relationship_id = NULL WHERE id % 101 = 0")
    return path


FILTERS = {
    "none": Filters(),
    "entity": Filters((EntityFilter(1, ""),)),
    "months": Filters((DateFilter("2014-03", "2016-05"),)),
    "years": Filters((DateFilter("2014", "2015"),)),
    "since": Filters((DateFilter("2015-07", ""),)),
    "until": Filters((DateFilter("", "2015"),)),
    "entity in a year": Filters((EntityFilter(2, ""), DateFilter("2014", "2014"))),
    "two entities": Filters((EntityFilter(1, ""), EntityFilter(2, ""))),
    "days": Filters((DateFilter("2014-03-05", "2014-03-20"),)),
    "pair": Filters((PairFilter(1, 2, ""),)),
}


@pytest.mark.parametrize("name", FILTERS)
def test_months_are_those_of_the_claims(store: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    with closing(open_reader(store)) as connection:
        kept = timeline(connection, FILTERS[name])
        monkeypatch.setattr(module, "_asked_of_months", lambda filters: None)
        scanned = timeline(connection, FILTERS[name])
    assert kept.months
    assert {month.month: month.counts for month in kept.months} == {m.month: m.counts for m in scanned.months}
    assert kept == scanned


_NARROWED = {
    **FILTERS,
    "kind": Filters((KindFilter(Kind.ORGANIZATION),)),
    "stance": Filters((StanceFilter(Stance.STRUCTURAL),)),
    "relation": Filters((RelationFilter(Relation.SPLIT_FROM),)),
    "relationship": Filters((RelationshipFilter(1, ""),)),
    "outlet": Filters((OutletFilter(1, ""),)),
    "status": Filters((StatusFilter(Status.REPORTED),)),
    "kind in a year": Filters((KindFilter(Kind.STATE), DateFilter("2014", "2014"))),
}


@pytest.mark.parametrize("name", _NARROWED)
def test_turning_points_are_those_of_the_claims_that_pass(store: Path, name: str) -> None:
    told, values = where(_NARROWED[name].conditions(Listing.CLAIMS))
    sql = (
        "SELECT substr(date, 1, 7), relation, count(*) FROM claims"
        f"{f'{told} AND' if told else ' WHERE'} relation IN ('split_from', 'merged_into', 'same_as')"
        " AND relationship_id IS NOT NULL AND date IS NOT NULL AND status != 'denied' AND verdict IS NOT 'rejected'"
        " GROUP BY 1, 2"
    )
    with closing(open_reader(store)) as connection:
        wanted = {(row[0], row[1]): row[2] for row in connection.execute(sql, values)}
        found: Counter[tuple[str, str]] = Counter()
        for month in timeline(connection, _NARROWED[name]).months:
            for mark in month.marks:
                found[month.month, mark.relation.value] += mark.claims
    assert found == wanted


@pytest.mark.parametrize("filters", [Filters(), Filters((StanceFilter(Stance.STRUCTURAL),))])
def test_turning_points_that_are_left_out_are_counted(
    store: Path, monkeypatch: pytest.MonkeyPatch, filters: Filters
) -> None:
    with closing(open_reader(store)) as connection:
        whole = timeline(connection, filters)
        monkeypatch.setattr(module, "MOST_MARKED", 3)
        cut = timeline(connection, filters)
    assert whole.unmarked == 0
    assert cut.unmarked > 0
    assert sum(len(month.marks) for month in cut.months) < sum(len(month.marks) for month in whole.months)
    assert [month.counts for month in cut.months] == [month.counts for month in whole.months]
