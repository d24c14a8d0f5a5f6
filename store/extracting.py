"""Reading many texts on as many cores as wanted, in order, with a bounded number on their way."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from itertools import chain
from multiprocessing import active_children, get_context, parent_process
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

from store.extraction import Text
from store.records import Reading

if TYPE_CHECKING:
    from store.world import World

CHUNK: Final = 16
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
) -> Iterator[tuple[T, Outcome]]:
    """Yield every item with its reading, in order: few texts are read here, many by ``jobs`` worker processes.

    Setting ``stop`` ends the stream; items that are still on their way are dropped.
    """
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
            yield from _read_by_pool(chain(ahead, items), text_of, jobs, world, stop, model)
            return
    yield from _read_here(ahead, text_of, world, stop, model)


def _read_here(
    items: Iterable[T],
    text_of: Callable[[T], Text | None],
    world: World,
    stop: threading.Event,
    model: str | None,
) -> Iterator[tuple[T, Outcome]]:
    items = iter(items)
    while not stop.is_set():
        chunk, texts = _next_chunk(items, text_of)
        if not chunk:
            return
        yield from zip(chunk, _read_with_gaps(texts, world, model), strict=True)


def _read_with_gaps(texts: Sequence[Text | None], world: World, model: str | None) -> list[Outcome]:
    read = iter(read_texts([text for text in texts if text is not None], world, model))
    return [None if text is None else next(read) for text in texts]


def _read_by_pool(
    items: Iterator[T],
    text_of: Callable[[T], Text | None],
    jobs: int,
    world: World,
    stop: threading.Event,
    model: str | None = None,
) -> Iterator[tuple[T, Outcome]]:
    in_flight: deque[tuple[list[T], list[Text | None], Future[list[Reading | str]] | None]] = deque()
    # Fork would copy the threads' locks of an explorer that imports in the background.
    others = set(active_children())
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_start_worker)
    finished = broken = False
    try:
        while not stop.is_set():
            while not finished and not broken and len(in_flight) < 2 * jobs + 2:
                chunk, texts = _next_chunk(items, text_of)
                if not chunk:
                    finished = True
                    break
                work = [text for text in texts if text is not None]
                try:
                    future = pool.submit(_read_chunk, work, model) if work else None
                except (RuntimeError, OSError):
                    # Broken pools say so in several ways, depending on what the killed worker was doing.
                    broken, future = True, None
                in_flight.append((chunk, texts, future))
            if not in_flight:
                break
            chunk, texts, future = in_flight.popleft()
            try:
                readings = iter(future.result() if future is not None else ())
                outcomes: list[Outcome] = [
                    None if text is None else next(readings, None) or read_texts([text], world, model)[0]
                    for text in texts
                ]
            except BrokenProcessPool:
                # A worker was killed, by lack of memory say: what it had is read here, more slowly.
                broken = True
                outcomes = _read_with_gaps(texts, world, model)
            yield from zip(chunk, outcomes, strict=True)
        if broken:
            yield from _read_here(items, text_of, world, stop, model)
    finally:
        if broken:
            # A worker that was just starting when the pool broke is waited for, but never told to end.
            for worker in set(active_children()) - others:
                worker.kill()
        pool.shutdown(wait=True, cancel_futures=True)


def _next_chunk(items: Iterator[T], text_of: Callable[[T], Text | None]) -> tuple[list[T], list[Text | None]]:
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
