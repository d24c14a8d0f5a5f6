"""The pipeline: sources are found, read, extracted on as many cores as wanted, and written by one writer.

What is finished stays: articles are written in small transactions, in the order of their sources. An import that was
stopped goes on where it ended when it is run again, since what the store has is recognised before it is extracted.
"""

from __future__ import annotations

import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final

from store.readers import Skipped, Source, find_sources, read_source
from store.records import Article, Reading
from store.writing import Writer, text_hash

if TYPE_CHECKING:
    from store.world import World

CHUNK: Final = 16
"""Articles a worker process reads at a time."""

POOL_FROM: Final = 64
"""New articles from which on starting worker processes pays."""

BATCH_SECONDS: Final = 1.0
"""How long a transaction may stay open while articles are still being read."""

BATCH_ARTICLES: Final = 500

Job = tuple[str, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import has come; ``total_bytes`` is ``None`` where a source's size cannot be known."""

    items: int
    added: int
    known: int
    skipped: int
    done_bytes: int
    total_bytes: int | None


@dataclass(slots=True)
class Summary:
    """What became of every item of an import: ``items == added + known + len(skipped)``."""

    added: int = 0
    known: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    seconds: float = 0.0
    interrupted: bool = False

    @property
    def items(self) -> int:
        """How many items the sources held, whatever became of them."""
        return self.added + self.known + len(self.skipped)


@dataclass(slots=True)
class _Waiting:
    """An article on its way from its reader to the writer."""

    article: Article | None
    skipped: Skipped | None
    done_bytes: int
    known: bool = False
    reading: Reading | None = None
    failure: str | None = None


def import_paths(
    store: Path,
    paths: Sequence[str],
    *,
    jobs: int = 1,
    world: World | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    stop: threading.Event | None = None,
) -> Summary:
    """Import files, folders and ``-`` (standard input) into a store, creating it where there is none.

    ``jobs`` is the number of processes that extract. ``on_progress`` is called after each written item; setting
    ``stop`` (or Ctrl-C) ends the import after what is finished. Raises :class:`store.errors.StoreError` where the
    store cannot be written; a bad item never raises, it is skipped with its reason.
    """
    from store.extraction import EXTRACTOR_VERSION
    from store.world import load_world

    started = monotonic()
    summary = Summary()
    stop = stop or threading.Event()
    world = world or load_world()
    with Writer(store, world) as writer:
        import_id = writer.start_import(paths)
        run = _Run(writer, import_id, summary, EXTRACTOR_VERSION, on_progress)
        try:
            sources, missing = find_sources(paths)
            run.total_bytes = _total(sources)
            waiting = _items(sources, missing, stop)
            run.write_all(_extracted(_recognised(waiting, writer), jobs, world, stop))
            summary.interrupted = stop.is_set()
        except KeyboardInterrupt:
            summary.interrupted = True
        finally:
            writer.finish_import(import_id, "interrupted" if summary.interrupted else "finished")
    summary.seconds = monotonic() - started
    return summary


class _Run:
    """Writes what comes out of extraction in transactions that never stay open long."""

    def __init__(
        self,
        writer: Writer,
        import_id: int,
        summary: Summary,
        version: str,
        on_progress: Callable[[Progress], None] | None,
    ) -> None:
        self._writer = writer
        self._import_id = import_id
        self._summary = summary
        self._version = version
        self._on_progress = on_progress
        self.total_bytes: int | None = None

    def write_all(self, waiting: Iterator[_Waiting]) -> None:
        ready: list[_Waiting] = []
        last = monotonic()
        try:
            for item in waiting:
                ready.append(item)
                if len(ready) >= BATCH_ARTICLES or monotonic() - last >= BATCH_SECONDS:
                    self._write(ready)
                    ready = []
                    last = monotonic()
        except KeyboardInterrupt:
            # What was read before Ctrl-C is finished work; it is written before the import ends.
            self._write(ready)
            raise
        self._write(ready)

    def _write(self, ready: list[_Waiting]) -> None:
        if not ready:
            return
        summary = self._summary
        added = known = 0
        skipped: list[Skipped] = []
        unread: list[str] = []
        with self._writer.batch():
            for item in ready:
                if item.skipped is not None:
                    skip = item.skipped
                    self._writer.skip(self._import_id, skip.path, skip.position, skip.reason)
                    skipped.append(skip)
                elif item.article is not None:
                    # A text that failed to be read is stored all the same, marked as unread by its missing version.
                    reading = Reading(None, (), ()) if item.failure is not None else item.reading
                    version = None if item.failure is not None else self._version
                    written = self._writer.add(item.article, reading, self._import_id, version)
                    if written.outcome == "added":
                        added += 1
                        if item.failure is not None:
                            unread.append(f"{item.article.path}: {item.failure}")
                    else:
                        known += 1
        summary.added += added
        summary.known += known
        summary.skipped += skipped
        summary.unread += unread
        if self._on_progress is not None:
            self._on_progress(
                Progress(
                    summary.items,
                    summary.added,
                    summary.known,
                    len(summary.skipped),
                    ready[-1].done_bytes,
                    self.total_bytes,
                )
            )


def _total(sources: Sequence[Source]) -> int | None:
    total = 0
    for source in sources:
        if source.size is None:
            return None
        total += source.size
    return total


def _items(sources: Sequence[Source], missing: Iterable[Skipped], stop: threading.Event) -> Iterator[_Waiting]:
    for skip in missing:
        yield _Waiting(None, skip, 0)
    before = 0
    for source in sources:
        for item, done in read_source(source):
            if stop.is_set():
                return
            if isinstance(item, Skipped):
                yield _Waiting(None, item, before + done)
            else:
                yield _Waiting(item, None, before + done)
        before += source.size or 0


def _recognised(waiting: Iterator[_Waiting], writer: Writer) -> Iterator[_Waiting]:
    """Mark what the store has, or what came earlier in this import, so that it is not extracted again."""
    seen: set[bytes] = set()
    for item in waiting:
        if item.article is not None:
            digest = text_hash(item.article.text)
            item.known = digest in seen or writer.find(item.article.text) is not None
            seen.add(digest)
        yield item


def _extracted(waiting: Iterator[_Waiting], jobs: int, world: World, stop: threading.Event) -> Iterator[_Waiting]:
    """Give every new article its reading: here for a few of them, in worker processes for many."""
    first: list[_Waiting] = []
    new = 0
    for item in waiting:
        first.append(item)
        new += item.article is not None and not item.known
        if new >= POOL_FROM:
            break
    if jobs <= 1 or new < POOL_FROM:
        for item in _chain(first, waiting):
            _extract_here(item, world)
            yield item
            if stop.is_set():
                return
        return
    yield from _extracted_by_pool(_chain(first, waiting), jobs, world, stop)


def _extracted_by_pool(
    waiting: Iterator[_Waiting], jobs: int, world: World, stop: threading.Event
) -> Iterator[_Waiting]:
    """Keep ``jobs`` processes busy with a bounded number of chunks in flight, in order."""
    in_flight: deque[tuple[list[_Waiting], Future[list[Reading | str]] | None]] = deque()
    # Fork would copy the threads' locks of an explorer that imports in the background.
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_ignore_interrupts)
    finished = False
    try:
        while True:
            while not finished and len(in_flight) < 2 * jobs + 2 and not stop.is_set():
                chunk = _next_chunk(waiting)
                if not chunk:
                    finished = True
                    break
                work: list[Job] = [
                    (item.article.text, item.article.date, item.article.language)
                    for item in chunk
                    if item.article is not None and not item.known
                ]
                in_flight.append((chunk, pool.submit(_extract_chunk, work) if work else None))
            if not in_flight or stop.is_set():
                return
            chunk, future = in_flight.popleft()
            _give_readings(chunk, future, world)
            yield from chunk
    except BrokenProcessPool:
        # A worker was killed (out of memory, say): the rest is read here, more slowly.
        for chunk, _ in in_flight:
            for item in chunk:
                _extract_here(item, world)
                yield item
        for item in waiting:
            _extract_here(item, world)
            yield item
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _next_chunk(waiting: Iterator[_Waiting]) -> list[_Waiting]:
    chunk: list[_Waiting] = []
    new = size = 0
    for item in waiting:
        chunk.append(item)
        if item.article is not None and not item.known:
            new += 1
            size += len(item.article.text)
        if new >= CHUNK or len(chunk) >= 16 * CHUNK or size > 1_000_000:
            break
    return chunk


def _give_readings(chunk: list[_Waiting], future: Future[list[Reading | str]] | None, world: World) -> None:
    if future is None:
        return
    try:
        readings = iter(future.result())
    except BrokenProcessPool:
        for item in chunk:
            _extract_here(item, world)
        return
    for item in chunk:
        if item.article is not None and not item.known:
            reading = next(readings)
            if isinstance(reading, str):
                item.failure = reading
            else:
                item.reading = reading


def _extract_here(item: _Waiting, world: World) -> None:
    if item.article is None or item.known or item.reading is not None:
        return
    result = _extract(item.article.text, item.article.date, item.article.language, world)
    if isinstance(result, str):
        item.failure = result
    else:
        item.reading = result


def _extract(text: str, date: str | None, language: str | None, world: World) -> Reading | str:
    """Read one text; a failure becomes a line, since one bad text must never stop the rest."""
    from store.extraction import read

    try:
        return read(text, date=date, language=language, world=world)
    except (Exception, RecursionError) as error:
        return f"stored, but reading it failed ({type(error).__name__}: {error})"


def _extract_chunk(work: list[Job]) -> list[Reading | str]:
    from store.world import load_world

    world = load_world()
    return [_extract(text, date, language, world) for text, date, language in work]


def _ignore_interrupts() -> None:
    """Ctrl-C reaches the whole process group; only the main process decides what to do about it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _chain(first: Iterable[_Waiting], rest: Iterator[_Waiting]) -> Iterator[_Waiting]:
    yield from first
    yield from rest
