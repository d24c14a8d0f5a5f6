"""Reading many texts on as many cores as wanted, in order, with a bounded number on their way."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from itertools import chain
from multiprocessing import active_children, get_context, parent_process
from typing import TYPE_CHECKING, Final, Protocol, Self, TypeAlias, TypeVar

from store.extraction import Text
from store.records import Reading

if TYPE_CHECKING:
    from types import TracebackType

    from store.world import World

CHUNK: Final = 32
"""Texts that are read at a time: their sentences are parsed together."""

POOL_FROM: Final = 64
"""Texts from which on starting worker processes pays."""

_CHUNK_CHARACTERS: Final = 1_000_000
_MOST_AHEAD: Final = 16 * POOL_FROM
"""Items looked at before the pool is started anyway: those without a text to read cost memory as well."""


Outcome: TypeAlias = Reading | str | None
"""A reading, a line that says why there is none, or ``None`` for an item without a text to read."""

T = TypeVar("T")


def read_texts(texts: Sequence[Text], world: World, model: str | None = None) -> list[Reading | str]:
    """Read texts together; a failure becomes a line, since one bad text must never stop the rest.

    ``model`` names an installed spaCy pipeline to parse with.
    """
    from store.extraction import read_many
    from store.near_duplicates import story_keys

    try:
        read = list(read_many(texts, world=world, model=model))
        return [replace(reading, story_keys=story_keys(text.text)) for text, reading in zip(texts, read, strict=True)]
    except Exception as error:
        if len(texts) == 1:
            return [f"reading it failed ({type(error).__name__}: {error})"]
    return [outcome for text in texts for outcome in read_texts([text], world, model)]


def read_in_order(
    items: Iterator[T],
    text_of: Callable[[T], Text | None],
    jobs: int,
    world: World,
    stop: threading.Event,
    model: str | None = None,
    cluster: str | None = None,
) -> Iterator[tuple[T, Outcome]]:
    """Yield every item with its reading, in order: few texts are read here, many by ``jobs`` worker processes.

    ``cluster`` is the address of a Dask scheduler whose workers read instead, however few the texts are. Setting
    ``stop`` ends the stream; items that are still on their way are dropped. Raises
    :class:`store.cluster.ClusterError` where no scheduler answers, or its workers would read otherwise.
    """
    if cluster is not None:
        from store.cluster import ClusterCrew

        with ClusterCrew(cluster, world, model, stop) as crew:
            yield from _read_by_crew(items, text_of, crew, world, stop, model)
        return
    if jobs <= 1:
        yield from _read_here(items, text_of, world, stop, model)
        return
    ahead: list[T] = []
    texts = size = 0
    for item in items:
        text = text_of(item)
        if text is None and not ahead:
            yield item, None  # nothing waits before it: a file that is known to its end is passed through
            if stop.is_set():
                return
            continue
        ahead.append(item)
        texts += text is not None
        size += len(text.text) if text is not None else 0
        if texts >= POOL_FROM or len(ahead) >= _MOST_AHEAD or size >= _CHUNK_CHARACTERS:
            with _ProcessCrew(jobs, model) as crew:
                yield from _read_by_crew(chain(ahead, items), text_of, crew, world, stop, model)
            return
    yield from _read_here(ahead, text_of, world, stop, model)


class LostError(Exception):
    """A crew has gone: what was handed to it does not come back and must be read here."""


class Crew(Protocol):
    """Others who read texts: processes of this machine, or of a cluster."""

    @property
    def ahead(self) -> int:
        """How many chunks may be on their way at a time, so that nobody waits and memory stays bounded."""
        ...

    def hand(self, work: list[Text]) -> Callable[[], list[Reading | str]]:
        """Hand over some texts; what is returned waits for their readings, none where these texts alone were lost.

        Either raises :class:`LostError` where nothing will come back any more.
        """
        ...


class _ProcessCrew:
    """Worker processes on this machine."""

    def __init__(self, jobs: int, model: str | None) -> None:
        self.ahead = 2 * jobs + 2
        self._model = model
        self._broken = False
        # Fork would copy the threads' locks of an explorer that imports in the background.
        self._others = set(active_children())
        self._pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_start_worker)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._broken:
            # A worker that was just starting when the pool broke is waited for, but never told to end.
            for worker in set(active_children()) - self._others:
                worker.kill()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def hand(self, work: list[Text]) -> Callable[[], list[Reading | str]]:
        try:
            future = self._pool.submit(_read_chunk, work, self._model)
        except (RuntimeError, OSError) as error:
            # Broken pools say so in several ways, depending on what the killed worker was doing.
            self._broken = True
            raise LostError from error

        def wait() -> list[Reading | str]:
            try:
                return future.result()
            except BrokenProcessPool as error:  # a worker was killed, by lack of memory say
                self._broken = True
                raise LostError from error

        return wait


def _read_here(
    items: Iterable[T],
    text_of: Callable[[T], Text | None],
    world: World,
    stop: threading.Event,
    model: str | None,
) -> Iterator[tuple[T, Outcome]]:
    items = iter(items)
    while not stop.is_set():
        chunk, texts = _next_chunk(items, text_of, alone=True)
        if not chunk:
            return
        yield from zip(chunk, _read_with_gaps(texts, world, model), strict=True)


def _read_with_gaps(texts: Sequence[Text | None], world: World, model: str | None) -> list[Outcome]:
    read = iter(read_texts([text for text in texts if text is not None], world, model))
    return [None if text is None else next(read) for text in texts]


def _read_by_crew(
    items: Iterator[T],
    text_of: Callable[[T], Text | None],
    crew: Crew,
    world: World,
    stop: threading.Event,
    model: str | None = None,
) -> Iterator[tuple[T, Outcome]]:
    in_flight: deque[tuple[list[T], list[Text | None], Callable[[], list[Reading | str]] | None]] = deque()
    finished = lost = False
    while not stop.is_set():
        while not finished and not lost and len(in_flight) < crew.ahead:
            chunk, texts = _next_chunk(items, text_of)
            if not chunk:
                finished = True
                break
            work = [text for text in texts if text is not None]
            try:
                waiting = crew.hand(work) if work else None
            except LostError:
                lost, waiting = True, None
            in_flight.append((chunk, texts, waiting))
        if not in_flight:
            break
        chunk, texts, waiting = in_flight.popleft()
        try:
            readings = iter(waiting() if waiting is not None else ())
            outcomes: list[Outcome] = [
                None if text is None else next(readings, None) or read_texts([text], world, model)[0] for text in texts
            ]
        except LostError:
            # What a killed worker had is read here, more slowly.
            lost = True
            outcomes = _read_with_gaps(texts, world, model)
        yield from zip(chunk, outcomes, strict=True)
    if lost:
        yield from _read_here(items, text_of, world, stop, model)


def _next_chunk(
    items: Iterator[T], text_of: Callable[[T], Text | None], *, alone: bool = False
) -> tuple[list[T], list[Text | None]]:
    """Take what is read together; ``alone`` passes an item without a text on at once, if no text waits before it."""
    chunk: list[T] = []
    texts: list[Text | None] = []
    count = size = 0
    for item in items:
        text = text_of(item)
        chunk.append(item)
        texts.append(text)
        if text is not None:
            count += 1
            size += len(text.text)
        elif alone and not count:
            break
        if count >= CHUNK or len(chunk) >= 16 * CHUNK or size > _CHUNK_CHARACTERS:
            break
    return chunk, texts


def _read_chunk(work: list[Text], model: str | None) -> list[Reading | str]:
    from store.world import load_world

    return read_texts(work, load_world(), model)


def _start_worker() -> None:
    """Leave Ctrl-C, which reaches the whole process group, to the main process; end when that one is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A worker waits for work on a pipe that it holds open itself, so it would outlive a killed main process.
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
