"""The questions of the performance table, each answered for a store of a given number of articles, beside its peer.

Every measure returns cells by name. Times are processor time where nothing else is said, so that a busy machine does
not decide; peers run in between in the same process.
"""

from __future__ import annotations

import asyncio
import io
import json
import random
import resource
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Final

from benchmarks.events import write_events
from benchmarks.queries import pane_queries, percentile, timed, view_queries
from benchmarks.synthetic.corpus import read_articles
from benchmarks.synthetic.stores import kept_store
from store.database import open_reader

Cells = dict[str, str]
_IMPORTED: Final = 120
"""Articles of an import that is measured: enough for a rate, few enough for a store of any size."""
_EVENTS: Final = 3000
_LIKE: Final = "SELECT entity_id FROM names WHERE name LIKE ? LIMIT 20"
_WORDS: Final = ("market", "bridge hospital", '"took control of"', "convoy warehouse", "refinery", "ceasefire")


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def _beside(own: float, peer: float) -> str:
    return f"{own / peer:.2f}" if peer else "-"


def spent(work: Callable[[], object], rounds: int = 1) -> float:
    """Return the median seconds of processor time of some runs."""
    took = []
    for _ in range(rounds):
        begun = time.process_time()
        work()
        took.append(time.process_time() - begun)
    return statistics.median(took)


def launch(articles: int) -> dict[str, Cells]:
    """Measure the start of the explorer beside an empty Textual app, in turns, under a pseudo terminal."""
    from benchmarks.explorer import in_turns

    with tempfile.TemporaryDirectory() as folder:
        empty, ours = in_turns(5, kept_store(articles), Path(folder))
    figures = {
        "first frame": (ours.cpu, empty.cpu, "s"),
        "first frame, by the clock": (ours.frame, empty.frame, "s"),
        "usable, by the clock": (ours.shown, empty.shown, "s"),
        "peak memory": (ours.peak, empty.peak, "MiB"),
        "peak memory, scrolled and filtered": (ours.peak_used, empty.peak_used, "MiB"),
    }
    return {
        name: {"ours": f"{own:.2f} {unit}", "peer": f"{peer:.2f} {unit}", "ratio": _beside(own, peer)}
        for name, (own, peer, unit) in figures.items()
    }


def keys(articles: int) -> dict[str, Cells]:
    """Measure cursor and page keys with their repaint (processor time), and typing into filters (wall time)."""
    from benchmarks.explorer import keys as pressed

    return {
        f"{each.name}, {each.listing}": {"ours": f"p95 {each.p95:.1f} ms", "median": f"{each.median:.1f} ms"}
        for each in asyncio.run(pressed(kept_store(articles)))
    }


def queries(articles: int) -> dict[str, Cells]:
    """Measure the queries of the panes (first screenful) and of the views, and the slowest of them by name."""
    with closing(open_reader(kept_store(articles))) as connection:
        floor = spent(lambda: connection.execute("SELECT id, title FROM articles LIMIT 256").fetchall(), 9)
        panes = {name: timed(connection, query, 3) for name, query in pane_queries(connection)}
        views = {name: timed(connection, query, 3) for name, query in view_queries(connection)}
    slowest = max(panes, key=lambda name: panes[name])
    times = list(panes.values())
    rows: dict[str, Cells] = {
        "pane queries": {
            "ours": f"p95 {percentile(times, 0.95):.1f} ms",
            "median": f"{statistics.median(times):.1f} ms",
            "peer": _ms(floor),
            "ratio": _beside(statistics.median(times) / 1000, floor),
            "note": f"slowest: {slowest}, {panes[slowest]:.0f} ms",
        }
    }
    for view in ("contested: all", "timeline: all", "matrix: all"):
        rows[view] = {"ours": f"{views[view]:.0f} ms"}
    rows["path"] = {"ours": f"{max(took for name, took in views.items() if name.startswith('path')):.0f} ms"}
    return rows


def name_search(articles: int) -> dict[str, Cells]:
    """Measure the search over names in every spelling beside LIKE over the same names."""
    from store.queries.name_index import StoreNames

    path = kept_store(articles)
    chance = random.Random(1)
    with closing(open_reader(path)) as connection:
        names = StoreNames(path)
        built = spent(lambda: names.refresh(connection))
        drawn = [row[0] for row in connection.execute("SELECT name FROM names WHERE length(name) BETWEEN 6 AND 30")]
        asked = [_misspelt(chance, chance.choice(drawn)) for _ in range(60)]
        own, like = [], []
        for text in asked:
            own.append(spent(lambda text=text: names.search(connection, text, 20)))
            like.append(spent(lambda text=text: connection.execute(_LIKE, (f"%{text}%",)).fetchall()))
    return {
        "name search": {
            "ours": f"p95 {_ms(percentile(own, 0.95))}",
            "median": _ms(statistics.median(own)),
            "peer": _ms(statistics.median(like)),
            "ratio": _beside(statistics.median(own), statistics.median(like)),
            "note": f"{len(drawn):,} names, ready after {built:.1f} s",
        }
    }


def _misspelt(chance: random.Random, name: str) -> str:
    place = chance.randrange(1, len(name) - 1)
    return name[:place] + chance.choice(("", "a", "h", name[place])) + name[place + 1 :]


def full_text(articles: int) -> dict[str, Cells]:
    """Measure the first screenful of a full-text search, newest first, beside LIKE over as many texts as it took."""
    from store.queries.articles import Articles
    from store.queries.filters import Filters
    from store.queries.listing import Order

    with closing(open_reader(kept_store(articles))) as connection:
        own = [
            spent(lambda text=text: list(islice(Articles().ids(connection, Filters(), text, Order("date")), 256)), 3)
            for text in _WORDS
        ]
        looked_at = min(articles, 2000)
        sql = f"SELECT count(*) FROM (SELECT text FROM articles LIMIT {looked_at}) WHERE text LIKE '%refinery%'"
        like = spent(lambda: connection.execute(sql).fetchall(), 3) * articles / looked_at
    return {
        "full-text search": {
            "ours": f"p95 {_ms(percentile(own, 0.95))}",
            "median": _ms(statistics.median(own)),
            "peer": _ms(like),
            "ratio": _beside(statistics.median(own), like),
        }
    }


def exporting(articles: int) -> dict[str, Cells]:
    """Measure exporting claims and relationships as JSON lines beside json.dumps over plain rows of the same tables."""
    from store.exporters import Format, Wanted, write
    from store.exporters.selection import Selection
    from store.queries.filters import Filters, Listing, OutletFilter

    rows: dict[str, Cells] = {}
    with closing(open_reader(kept_store(articles))) as connection:
        filters = Filters() if articles <= 100_000 else Filters((OutletFilter(1, ""),))
        for listing in (Listing.RELATIONSHIPS, Listing.CLAIMS):
            out = io.StringIO()
            begun = time.process_time()
            written = write(Format.JSONL, Selection(connection, filters), Wanted(listing), out)
            own = (time.process_time() - begun) / max(1, written)
            sql = f"SELECT * FROM {listing.value} LIMIT {written}"
            peer = spent(lambda sql=sql: [json.dumps(dict(row)) for row in connection.execute(sql)]) / max(1, written)
            rows[f"export of {listing.value}"] = {
                "ours": f"{1 / own:,.0f}/s",
                "peer": f"{1 / peer:,.0f}/s",
                "ratio": _beside(own, peer),
                "note": f"{written:,} written",
            }
    return rows


def importing(articles: int) -> dict[str, Cells]:
    """Measure importing into a store of that size from each format, and what keeping counts in step takes of it."""
    rows: dict[str, Cells] = {}
    with tempfile.TemporaryDirectory(dir=kept_store(articles).parent) as name:
        folder = Path(name)
        store = folder / "store.db"
        shutil.copyfile(kept_store(articles), store)
        for number, form in enumerate(("text", "HTML", "CSV", "JSON lines", "ACLED")):
            source = folder / f"source-{number}"
            source.mkdir()
            if form == "ACLED":
                write_events(source / "acled.csv", _EVENTS, seed=1000 + number)
            else:
                _written(source, form, seed=1000 + number)
            took, step, write = _import(store, source)
            count = _EVENTS if form == "ACLED" else _IMPORTED
            peer = spent(lambda source=source, number=number: _bare(source, folder / f"bare-{number}.db"))
            rows[f"import of {form}"] = {
                "ours": f"{count / took:,.0f} items/s",
                "peer": f"{count / peer:,.0f} items/s",
                "ratio": _beside(took, peer),
                "note": f"counts and relationships kept in step: {step / took:.1%} of it",
            }
            if form != "ACLED":
                rows[f"import of {form}"]["note"] += f"; all writing: {write / took:.1%}"
    return rows


def _bare(source: Path, target: Path) -> None:
    """Put the lines of the same files into a plain table with a full-text index: what any import must do at least."""
    with closing(sqlite3.connect(target)) as connection:
        connection.execute("CREATE VIRTUAL TABLE plain USING fts5 (text)")
        for path in source.iterdir():
            text = path.read_text(encoding="utf-8")
            lines = text.splitlines() if path.suffix in (".csv", ".jsonl") else [text]
            connection.executemany("INSERT INTO plain VALUES (?)", [(line,) for line in lines])
        connection.commit()


def _written(folder: Path, form: str, seed: int) -> None:
    articles = [read.article for read in islice(read_articles(1000, seed), _IMPORTED)]
    if form == "text":
        for number, article in enumerate(articles):
            (folder / f"{number}.txt").write_text(article.text, encoding="utf-8")
    elif form == "HTML":
        for number, article in enumerate(articles):
            paragraphs = "".join(f"<p>{part}</p>" for part in article.text.split("\n\n")[1:])
            page = (
                f"<html lang=en><head><title>{article.title}</title></head><body><article><h1>{article.title}</h1>"
                f"<time datetime={article.date}></time>{paragraphs}</article></body></html>"
            )
            (folder / f"{number}.html").write_text(page, encoding="utf-8")
    elif form == "CSV":
        import csv

        with (folder / "articles.csv").open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(["title", "text", "date", "outlet"])
            out.writerows((a.title, a.text, a.date, a.outlet) for a in articles)
    else:
        lines = (json.dumps({"title": a.title, "text": a.text, "date": a.date, "outlet": a.outlet}) for a in articles)
        (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")


def _import(store: Path, source: Path) -> tuple[float, float, float]:
    """Return processor seconds of an import in this process, of keeping counts in step, and of all writing."""
    from store.importing import import_paths
    from store.tallies import Tallies
    from store.writing import Writer

    clocks = {"step": 0.0, "write": 0.0}

    def watched(method: Callable[..., object], clock: str) -> Callable[..., object]:
        def run(*given: object, **named: object) -> object:
            begun = time.process_time()
            try:
                return method(*given, **named)
            finally:
                clocks[clock] += time.process_time() - begun

        return run

    keep = Tallies.write, Tallies.add_claim, Tallies.add_mentions, Writer.add
    Tallies.write = watched(keep[0], "step")  # type: ignore[method-assign,assignment]
    Tallies.add_claim = watched(keep[1], "step")  # type: ignore[method-assign,assignment]
    Tallies.add_mentions = watched(keep[2], "step")  # type: ignore[method-assign,assignment]
    Writer.add = watched(keep[3], "write")  # type: ignore[method-assign,assignment]
    try:
        begun = time.process_time()
        import_paths(store, [str(source)], jobs=1)
        took = time.process_time() - begun
    finally:
        Tallies.write, Tallies.add_claim, Tallies.add_mentions, Writer.add = keep  # type: ignore[method-assign]
    return took, clocks["step"], clocks["write"]


def extraction(articles: int) -> dict[str, Cells]:
    """Measure reading texts: articles a second of one core, and of all of them by wall time; the same at any size."""
    import os
    import threading

    from store.extracting import Text, read_in_order
    from store.extraction import read
    from store.world import load_world

    world = load_world()
    texts = [each.article for each in islice(read_articles(1000, 77), _IMPORTED)]
    read(texts[0].text, world=world)
    alone = spent(lambda: [read(a.text, date=a.date, language="en", world=world) for a in texts]) / len(texts)
    split = spent(lambda: [a.text.split() for a in texts]) / len(texts)
    rows: dict[str, Cells] = {
        "extraction, one core": {"ours": f"{1 / alone:.1f} articles/s", "peer": f"{1 / split:,.0f} articles/s",
                                 "ratio": _beside(alone, split)}
    }  # fmt: skip
    for jobs in range(1, (os.cpu_count() or 1) + 1):
        begun = time.perf_counter()
        given = iter(texts * 2)
        list(read_in_order(given, lambda a: Text(a.text, a.date, "en"), jobs, world, threading.Event()))
        rows[f"extraction, {jobs} processes"] = {
            "ours": f"{2 * len(texts) / (time.perf_counter() - begun):.1f} articles/s by the clock"
        }
    return rows


def size(articles: int) -> dict[str, Cells]:
    """Measure the file: bytes an article, beside those of its text and of the JSON lines it would be imported from."""
    path = kept_store(articles)
    with closing(open_reader(path)) as connection:
        sql = (
            "SELECT sum(length(CAST(text AS BLOB))), sum(length(CAST(text AS BLOB)) + length(title) + length(date)"
            " + length(address) + 90) FROM articles"
        )
        text, lines = connection.execute(sql).fetchone()
        parts = _parts(connection)
    stored = path.stat().st_size
    return {
        "store size": {
            "ours": f"{stored / articles:,.0f} bytes an article",
            "peer": f"{text / articles:,.0f} bytes of text",
            "ratio": f"{stored / text:.2f}",
            "note": f"{stored / lines:.2f} of the file imported; " + parts,
        },
        "peak memory of this program": {"ours": f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB"},
    }


def _parts(connection: sqlite3.Connection) -> str:
    try:
        found = connection.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY 1").fetchall()
    except sqlite3.Error:
        return "no dbstat here"
    sums = {"texts": 0, "full-text index": 0, "claims": 0, "mentions": 0, "relationships": 0, "other": 0}
    for name, used in found:
        part = next((word for word in ("claims", "mentions", "relationship") if word in name.split("_")[0]), "other")
        part = "relationships" if part == "relationship" else part
        if name == "articles":
            part = "texts"
        elif name == "entity_articles":
            part = "mentions"
        elif name.startswith("articles_fts"):
            part = "full-text index"
        sums[part] += used
    whole = sum(sums.values())
    return ", ".join(f"{part} {used / whole:.0%}" for part, used in sums.items())


MEASURES: Final[dict[str, Callable[[int], dict[str, Cells]]]] = {
    "launch": launch,
    "keys": keys,
    "queries": queries,
    "names": name_search,
    "full text": full_text,
    "import": importing,
    "extraction": extraction,
    "export": exporting,
    "size": size,
}


def chosen(names: Iterable[str]) -> dict[str, Callable[[int], dict[str, Cells]]]:
    """Return the measures of these names, all of them where none is named."""
    return {name: MEASURES[name] for name in names} or MEASURES
