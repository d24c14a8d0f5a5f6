"""How long the queries of the panes and views take on a store: the first screenful, and the whole answer.

    python -m benchmarks.queries STORE [--rounds 5] [--whole] [--only WORD]

Each pane is asked in every order and through every kind of filter, for what is most and what is hardly in the news. A
first screenful is what a pane shows first: 256 ids and the records of 60 of them. Times are milliseconds of
processor time, the median of the rounds but for the first; ``all`` is the slowest of them.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import time
from collections import deque
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from store.database import open_reader
from store.queries.articles import Articles
from store.queries.claims import Claims
from store.queries.contested import contested
from store.queries.filters import (
    ArticleFilter,
    ConfidenceFilter,
    DateFilter,
    EntityFilter,
    Filter,
    Filters,
    KindFilter,
    Listing,
    OutletFilter,
    PairFilter,
    RelationFilter,
    RelationshipFilter,
    StanceFilter,
    StatusFilter,
)
from store.queries.groups import Groups
from store.queries.listing import Order, Source
from store.queries.matrix import matrix
from store.queries.overview import outlets, overview
from store.queries.path import paths
from store.queries.profile import profile
from store.queries.reading import read_article
from store.queries.relationships import Relationships
from store.queries.timeline import timeline
from store.records import Confidence, Kind, Relation, Stance, Status

_FIRST: Final = 256
_SHOWN: Final = 60
Query = Callable[[sqlite3.Connection], object]


def percentile(values: list[float], share: float) -> float:
    """Return the value below which this share of the values lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def filters_of(connection: sqlite3.Connection) -> dict[str, Filter]:
    """Return a filter of each sort, for the most and for the least in the news."""

    def one(sql: str) -> tuple[int, ...]:
        return tuple(connection.execute(sql).fetchone())

    acts = "kind IN ('armed_group', 'state', 'organization') AND merged_into IS NULL AND claims > 0"
    (head,) = one(f"SELECT id FROM entities WHERE {acts} ORDER BY claims DESC LIMIT 1")
    (middle,) = one(f"SELECT id FROM entities WHERE {acts} ORDER BY abs(claims - 40), id LIMIT 1")
    (tail,) = one(f"SELECT id FROM entities WHERE {acts} ORDER BY claims, id LIMIT 1")
    (place,) = one("SELECT id FROM entities WHERE kind = 'place' ORDER BY articles DESC LIMIT 1")
    first, second = one(
        "SELECT subject_id, object_id FROM relationships WHERE stance = 'hostile' ORDER BY claims DESC LIMIT 1"
    )
    (relationship,) = one("SELECT id FROM relationships ORDER BY claims DESC LIMIT 1")
    (article,) = one("SELECT article_id FROM claims GROUP BY 1 ORDER BY count(*) DESC LIMIT 1")
    counted = outlets(connection)
    return {
        "busiest group": EntityFilter(head, ""),
        "group of 40 claims": EntityFilter(middle, ""),
        "rarest group": EntityFilter(tail, ""),
        "busiest place": EntityFilter(place, ""),
        "pair": PairFilter(first, second, ""),
        "relationship": RelationshipFilter(relationship, ""),
        "article": ArticleFilter(article, ""),
        "kind": KindFilter(Kind.ORGANIZATION),
        "stance": StanceFilter(Stance.TERRITORIAL),
        "relation": RelationFilter(Relation.SANCTIONS),
        "largest outlet": OutletFilter(counted[0].id, ""),
        "smallest outlet": OutletFilter(counted[-1].id, ""),
        "one month": DateFilter("2017-03", "2017-03"),
        "since 2020": DateFilter("2020", ""),
        "denied": StatusFilter(Status.DENIED),
        "low confidence": ConfidenceFilter(Confidence.LOW),
    }


def pane_queries(connection: sqlite3.Connection, *, whole: bool = False) -> Iterator[tuple[str, Query]]:
    """Yield the queries of the panes by name."""
    panes: tuple[Source, ...] = (Articles(), Groups(), Relationships(), Claims())
    narrowing = filters_of(connection)
    typed = {
        Listing.ARTICLES: ("market", "bridge hospital", '"took control of"', "truce -winter"),
        Listing.GROUPS: ("front", "republic of", "brig"),
        Listing.RELATIONSHIPS: ("front", "republic", "supports"),
        Listing.CLAIMS: ("front", "republic", "denied"),
    }
    for pane in panes:
        first = Order(pane.sorts[0].key)
        for sort in pane.sorts:
            for reverse in (False, True):
                order = Order(sort.key, reverse)
                name = f"{pane.listing} by {sort.label}{', turned' if reverse else ''}"
                yield name, _listed(pane, Filters(), "", order, whole=whole)
        for word, narrowed in narrowing.items():
            yield f"{pane.listing}: {word}", _listed(pane, Filters((narrowed,)), "", first, whole=whole)
        for text in typed[pane.listing]:
            yield f"{pane.listing}: typed {text}", _listed(pane, Filters(), text, first, whole=whole)
        both = Filters((narrowing["group of 40 claims"], narrowing["since 2020"]))
        yield f"{pane.listing}: group of 40 claims since 2020", _listed(pane, both, "", first, whole=whole)
        yield f"{pane.listing}: total", pane.total


def view_queries(connection: sqlite3.Connection) -> Iterator[tuple[str, Query]]:
    """Yield the queries of the other views by name."""
    narrowing = filters_of(connection)
    head, middle, pair = (narrowing[word] for word in ("busiest group", "group of 40 claims", "pair"))
    assert isinstance(head, EntityFilter)
    assert isinstance(middle, EntityFilter)
    (article,) = connection.execute("SELECT max(id) FROM articles").fetchone()
    for word, chosen in {"all": Filters(), **{name: Filters((each,)) for name, each in narrowing.items()}}.items():
        if word in ("all", "busiest group", "group of 40 claims", "pair", "one month", "largest outlet", "kind"):
            yield f"contested: {word}", lambda c, chosen=chosen: contested(c, chosen)
            yield f"timeline: {word}", lambda c, chosen=chosen: timeline(c, chosen)
            yield f"matrix: {word}", lambda c, chosen=chosen: matrix(c, chosen)
    assert isinstance(pair, PairFilter)
    yield "path: a pair", lambda c: paths(c, pair.first_id, pair.second_id)
    far = [row[0] for row in connection.execute(
        "SELECT id FROM entities WHERE kind = 'armed_group' AND claims BETWEEN 1 AND 3 ORDER BY id DESC LIMIT 5"
    )]  # fmt: skip
    for other in far:
        yield f"path: busiest to {other}", lambda c, other=other: paths(c, head.entity_id, other)
    yield "profile: busiest", lambda c: profile(c, head.entity_id)
    yield "profile: 40 claims", lambda c: profile(c, middle.entity_id)
    yield "reader", lambda c: read_article(c, article)
    yield "overview", overview
    yield "outlets", outlets


def _listed(pane: Source, filters: Filters, text: str, order: Order, *, whole: bool) -> Query:
    def run(connection: sqlite3.Connection) -> None:
        found = pane.ids(connection, filters, text, order)
        first = list(islice(found, _FIRST))
        pane.rows(connection, first[:_SHOWN])
        if whole:
            deque(found, maxlen=0)

    return run


def timed(connection: sqlite3.Connection, query: Query, rounds: int) -> float:
    """Return the median milliseconds of a query, the first run left out where there are several."""
    took = []
    for _ in range(rounds):
        begun = time.process_time()
        query(connection)
        took.append((time.process_time() - begun) * 1000)
        if took[0] > 2000:
            break
    return statistics.median(took[1:] or took)


def main() -> None:
    """Print each query and the percentiles of all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--whole", action="store_true", help="read every id, not only the first screenful")
    parser.add_argument("--only", default="", help="only queries whose name holds this")
    parser.add_argument("--least", type=float, default=0.0, help="print only what takes so many milliseconds")
    given = parser.parse_args()
    connection = open_reader(given.store)
    for title, queries in (
        ("panes", pane_queries(connection, whole=given.whole)),
        ("views", view_queries(connection)),
    ):
        figures = []
        for name, query in queries:
            if given.only in name:
                figures.append(timed(connection, query, given.rounds))
                if figures[-1] >= given.least:
                    print(f"  {name:48}{figures[-1]:10.1f}", flush=True)
        if figures:
            print(
                f"{title}: {len(figures)} queries, p50 {percentile(figures, 0.5):.1f}, "
                f"p95 {percentile(figures, 0.95):.1f}, all {max(figures):.1f} ms"
            )


if __name__ == "__main__":
    main()
