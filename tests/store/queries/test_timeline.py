"""The counts kept by month answer as a count of all claims would."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from store.database import open_reader, open_writer
from store.queries import timeline as module
from store.queries.filters import DateFilter, EntityFilter, Filters, PairFilter
from store.queries.timeline import timeline
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


def test_turning_points_that_are_left_out_are_counted(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(open_reader(store)) as connection:
        whole = timeline(connection, Filters())
        monkeypatch.setattr(module, "MOST_MARKED", 3)
        cut = timeline(connection, Filters())
    assert whole.unmarked == 0
    assert cut.unmarked > 0
    assert sum(len(month.marks) for month in cut.months) < sum(len(month.marks) for month in whole.months)
    assert [month.counts for month in cut.months] == [month.counts for month in whole.months]
