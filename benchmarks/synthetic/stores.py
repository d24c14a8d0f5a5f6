"""Stores of synthetic articles, written through the one write path and kept for the next run."""

from __future__ import annotations

import json
import multiprocessing
import os
import queue
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Final

from benchmarks.synthetic.corpus import Read, read_articles
from store.database import open_writer
from store.world import load_world
from store.writing import Writer

FOLDER_VARIABLE: Final = "CONFLICT_TUI_BENCHMARKS"
_BATCH: Final = 2000
"""Articles of a transaction: many times those of an import, which reads for a second where this takes one from a list.

A page that many of them touch, as those of the busiest groups' indexes are, is then written once.
"""
_SENT: Final = 250
"""Articles that the process which makes them sends at once."""
_PATIENCE: Final = 30.0
_CACHE_KIB: Final = 256 * 1024
_LOG_PAGES: Final = 10_000
_REPORT_EVERY: Final = 10_000


def folder() -> Path:
    """Return the folder in which made stores and texts are kept: $CONFLICT_TUI_BENCHMARKS, or ``.demo`` here."""
    named = os.environ.get(FOLDER_VARIABLE)
    found = Path(named) if named else Path(__file__).resolve().parents[2] / ".demo"
    found.mkdir(parents=True, exist_ok=True)
    return found


def kept_store(articles: int) -> Path:
    """Return the store of so many articles, making it where there is none of the present schema yet."""
    path = folder() / f"synthetic-{articles}.db"
    if not path.exists() or _schema(path) != _schema_now():
        part = path.with_suffix(".part")
        for old in path.parent.glob(part.name + "*"):
            old.unlink()
        build_store(part, articles, report=_to_stderr)
        for log in (f"{path}-wal", f"{path}-shm"):
            Path(log).unlink(missing_ok=True)
        part.replace(path)
    return path


def _schema(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY 1"
        ).fetchall()


def _schema_now() -> list[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "empty.db"
        open_writer(path).close()
        return _schema(path)


def build_store(path: Path, articles: int, seed: int = 1, report: Callable[[str], None] | None = None) -> None:
    """Write a store of so many synthetic articles with the readings that the generator knows."""
    begun, used, last = time.perf_counter(), time.process_time(), 0.0
    with Writer(path, load_world()) as writer:
        writer.db.conn.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        writer.db.conn.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
        import_id = writer.start_import([f"synthetic {articles}"])
        batch = []
        for number, read in enumerate(_made_beside(articles, seed), 1):
            batch.append(read)
            if len(batch) == _BATCH or number == articles:
                with writer.batch():
                    for each in batch:
                        writer.add(each.article, each.reading, import_id, "synthetic")
                batch.clear()
            if report and (number % _REPORT_EVERY == 0 or number == articles):
                now = time.process_time() - used
                rate = _REPORT_EVERY / (now - last)
                last = now
                size = path.stat().st_size / 1e6
                elapsed = time.perf_counter() - begun
                report(f"{number:,} articles, {elapsed:.0f} s, {rate:.0f} a CPU second, {size:,.0f} MB")
        writer.finish_import(import_id, "finished")
        writer.db.conn.execute("PRAGMA optimize")
        writer.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _made_beside(articles: int, seed: int) -> Iterator[Read]:
    """Yield the articles as another process makes them: making one takes as long as writing it."""
    context = multiprocessing.get_context("spawn")
    made: multiprocessing.Queue[list[Read]] = context.Queue(maxsize=8)
    maker = context.Process(target=_make, args=(made, articles, seed), daemon=True)
    maker.start()
    while True:
        try:
            batch = made.get(timeout=_PATIENCE)
        except queue.Empty:
            if maker.is_alive():
                continue
            message = "the process that makes the articles is gone"
            raise RuntimeError(message) from None
        if not batch:
            return
        yield from batch


def _make(made: multiprocessing.Queue[list[Read]], articles: int, seed: int) -> None:
    reading = read_articles(articles, seed)
    while batch := list(islice(reading, _SENT)):
        made.put(batch)
    made.put([])


def write_json_lines(path: Path, articles: int, seed: int = 1) -> None:
    """Write synthetic articles without their readings, as JSON lines."""
    with path.open("w", encoding="utf-8") as out:
        for read in read_articles(articles, seed):
            a = read.article
            row = {"title": a.title, "text": a.text, "date": a.date, "outlet": a.outlet, "url": a.address}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def _to_stderr(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
