"""The pipeline: sources are found, read, extracted on as many cores as wanted, and written by one writer.

What is finished stays: articles are written in small transactions, in the order of their sources. An import that was
stopped goes on where it ended when it is run again, since what the store has is recognised before it is extracted.
"""

from __future__ import annotations

import gc
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final

from store.awaited import Waiting, in_line, items_of, recognised, text_of
from store.event_mentions import EventMention
from store.extracting import Outcome, read_in_order
from store.fetching import Fetcher, is_address, kept_address
from store.own_files import belongs_to, is_part_of
from store.readers import Item, Skipped, Source, find_sources
from store.readers.decoding import clean
from store.records import CodedRecord, Reading
from store.writing import Writer

if TYPE_CHECKING:
    from store.readers.feeds import FeedState
    from store.world import World

BATCH_SECONDS: Final = 1.0
"""How long a transaction may stay open while articles are still being read."""

BATCH_ARTICLES: Final = 500

BATCH_EVENTS: Final = 20_000
"""Each batch writes every entity and relationship that it touches once: few large ones cost less than many."""

_BATCH_CHARACTERS: Final = 16_000_000

_FIRST: Final = "import the events first, then these again"

REASONS_KEPT: Final = 1000
"""Skipped items whose reasons a summary keeps; a file of a million broken rows must not fill the memory."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import has come; ``total_bytes`` is ``None`` where a source's size cannot be known.

    ``updated`` are rows of coded data that the store had in another state.
    """

    items: int
    added: int
    known: int
    skipped: int
    done_bytes: int
    total_bytes: int | None
    updated: int = 0


@dataclass(slots=True)
class Summary:
    """What became of every item of an import: ``items == added + updated + known + skipped``.

    ``updated`` counts rows of coded data that the store had in another state, ``changes`` which parts of them are new.
    ``unread`` counts those of the added whose text is stored though reading it failed. ``reasons`` tell of the first
    skipped items and ``failures`` of the first unread ones; the store has all of them. ``feeds`` are the addresses of
    feeds that the store has begun to remember.
    """

    added: int = 0
    known: int = 0
    skipped: int = 0
    unread: int = 0
    reasons: list[Skipped] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    seconds: float = 0.0
    interrupted: bool = False
    updated: int = 0
    changes: Counter[str] = field(default_factory=Counter)
    feeds: list[str] = field(default_factory=list)

    @property
    def items(self) -> int:
        """How many items the sources held, whatever became of them."""
        return self.added + self.updated + self.known + self.skipped


def import_paths(
    store: Path,
    paths: Sequence[str],
    *,
    jobs: int = 1,
    world: World | None = None,
    model: str | None = None,
    cluster: str | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    stop: threading.Event | None = None,
    allow_private: bool = False,
) -> Summary:
    """Import files, folders, web addresses and ``-`` (standard input) into a store, creating it where there is none.

    ``jobs`` is the number of processes that extract, ``model`` an installed spaCy pipeline to parse with, ``cluster``
    the address of a Dask scheduler whose workers extract instead.
    ``allow_private`` lets addresses be read that are not public. ``on_progress`` is called after each written batch;
    setting ``stop`` (or Ctrl-C) ends the import after what is finished. Raises :class:`store.errors.StoreError` where
    the store cannot be written; a bad item never raises, it is skipped with its reason.
    """
    stop = stop or threading.Event()
    sources, missing = find_sources(paths)
    missing = [skip for skip in missing if not belongs_to(skip.path, store)]
    own = [source for source in sources if source.path is not None and is_part_of(source.path, store)]
    sources = [source for source in sources if source not in own]
    missing += [Skipped(source.name, None, "is the store that is imported into") for source in own]
    fetcher = Fetcher(allow_private=allow_private, stop=stop)
    feeds: list[FeedState] = []
    summary = import_items(
        store,
        [clean(kept_address(path) if is_address(path) else path) for path in paths],
        items_of(sources, missing, fetcher, feeds.append),
        total_bytes=_total(sources),
        jobs=jobs,
        world=world,
        model=model,
        cluster=cluster,
        on_progress=on_progress,
        stop=stop,
    )
    if feeds and not summary.interrupted:
        from store.feeds import remember_feeds

        summary.feeds = remember_feeds(store, feeds)
    return summary


def import_items(
    store: Path,
    names: Sequence[str],
    items: Iterable[tuple[Item, int]],
    *,
    total_bytes: int | None = None,
    jobs: int = 1,
    world: World | None = None,
    model: str | None = None,
    cluster: str | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    stop: threading.Event | None = None,
) -> Summary:
    """Import items as readers give them, under the names of what they come from; otherwise as :func:`import_paths`."""
    from store.extraction.version import extractor_version
    from store.world import load_world

    started = monotonic()
    summary = Summary()
    stop = stop or threading.Event()
    world = world or load_world()
    with Writer(store, world) as writer:
        import_id = writer.start_import(names)
        run = _Run(writer, import_id, summary, extractor_version(world, model), on_progress)
        run.total_bytes = total_bytes
        try:
            waiting = in_line(items, stop)
            with _collecting_seldom():
                run.write_all(read_in_order(recognised(waiting, writer), text_of, jobs, world, stop, model, cluster))
            summary.interrupted = stop.is_set()
        except KeyboardInterrupt:
            summary.interrupted = True
        finally:
            writer.finish_import(import_id, "interrupted" if summary.interrupted else "finished")
    summary.seconds = monotonic() - started
    return summary


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Look for cycles of garbage less often: rows by the thousand have none, and looking costs a fifth of the time."""
    thresholds = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()


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
        self._homeless: Counter[str] = Counter()
        self._done_bytes = 0

    def write_all(self, waiting: Iterator[tuple[Waiting, Outcome]]) -> None:
        ready: list[tuple[Waiting, Outcome]] = []
        last = monotonic()
        size = rows = 0
        try:
            for pair in waiting:
                ready.append(pair)
                article, coded = pair[0].article, pair[0].coded
                size += len(article.text) if article is not None else sum(len(row.article.text) for row in coded)
                rows += len(coded) + len(pair[0].mentions)
                full = len(ready) >= BATCH_ARTICLES or rows >= BATCH_EVENTS or size >= _BATCH_CHARACTERS
                if full or monotonic() - last >= BATCH_SECONDS:
                    self._write(ready)
                    ready = []
                    last = monotonic()
                    size = rows = 0
        except KeyboardInterrupt:
            # What was read before Ctrl-C is finished work; it is written before the import ends.
            self._write(ready)
            self._tell_homeless()
            raise
        self._write(ready)
        self._tell_homeless()

    def _tell_homeless(self) -> None:
        """Say of each source in one line how many of its rows mention events that the store does not have."""
        skips = [
            Skipped(path, None, f"mentions events that the store does not have, in {_rows(count)}; {_FIRST}", count)
            for path, count in self._homeless.items()
        ]
        self._homeless.clear()
        self._write([(Waiting(None, skip, self._done_bytes), None) for skip in skips])

    def _write(self, ready: list[tuple[Waiting, Outcome]]) -> None:
        if not ready:
            return
        summary = self._summary
        added = known = updated = 0
        changes: Counter[str] = Counter()
        coded: list[CodedRecord] = []
        mentions: list[EventMention] = []
        skipped: list[Skipped] = []
        unread: list[str] = []
        homeless: Counter[str] = Counter()
        with self._writer.batch():
            for item, outcome in ready:
                if item.skipped is not None:
                    skip = item.skipped
                    self._writer.skip(self._import_id, skip.path, skip.position, skip.reason, skip.items)
                    skipped.append(skip)
                elif item.coded:
                    coded += item.coded
                elif item.mentions:
                    mentions += item.mentions
                elif item.article is not None:
                    # A text that failed to be read is stored all the same, marked as unread by its missing version.
                    failed = isinstance(outcome, str)
                    reading = Reading(None, (), ()) if isinstance(outcome, str) else outcome
                    version = None if failed else self._version
                    written = self._writer.add(item.article, reading, self._import_id, version)
                    if written.outcome == "known":
                        known += 1
                        continue
                    added += 1
                    if isinstance(outcome, str):
                        unread.append(f"{item.article.path}: {outcome}")
            if coded or mentions:
                outcomes, changes, homeless = self._write_coded(coded, mentions)
                added += outcomes["added"]
                known += outcomes["known"]
                updated = outcomes["updated"]
        self._homeless.update(homeless)
        self._done_bytes = ready[-1][0].done_bytes
        summary.updated += updated
        summary.changes.update(changes)
        summary.added += added
        summary.known += known
        summary.skipped += sum(skip.items for skip in skipped)
        summary.unread += len(unread)
        summary.reasons += skipped[: REASONS_KEPT - len(summary.reasons)]
        summary.failures += unread[: REASONS_KEPT - len(summary.failures)]
        self._tell_progress()

    def _write_coded(
        self, coded: list[CodedRecord], mentions: list[EventMention]
    ) -> tuple[Counter[str], Counter[str], Counter[str]]:
        """Write rows; return outcomes, what changed in updated ones, and rows by path whose events are not there."""
        events = self._writer.add_coded(coded, self._import_id)
        outcomes = Counter[str](events.outcomes)
        if not mentions:
            return outcomes, events.changes, Counter()
        # After the events of the batch, which they may mention.
        written = self._writer.add_event_mentions(mentions, self._import_id)
        outcomes.update(updated=written.added, known=written.known)
        if written.added:
            events.changes["further outlets"] += written.added
        return outcomes, events.changes, written.homeless

    def _tell_progress(self) -> None:
        if self._on_progress is None:
            return
        found = self._summary
        self._on_progress(
            Progress(
                found.items, found.added, found.known, found.skipped, self._done_bytes, self.total_bytes, found.updated
            )
        )


def _rows(count: int) -> str:
    return f"{count:,} rows" if count != 1 else "one row"


def _total(sources: Sequence[Source]) -> int | None:
    total = 0
    for source in sources:
        if source.size is None:
            return None
        total += source.size
    return total
