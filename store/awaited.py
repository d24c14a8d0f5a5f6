"""Recognise what the store has among the items that sources give, before it is read."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from store.event_mentions import EventMention
from store.extraction import Text
from store.fetching import Fetcher
from store.readers import Item, Skipped, Source, read_source
from store.records import Article, CodedRecord
from store.writing import Writer, text_hash

if TYPE_CHECKING:
    from store.readers.feeds import FeedState

_ROWS_TOGETHER: Final = 200
"""Rows of coded data need no reading: they go to the writer so many together, and fill larger transactions."""


@dataclass(slots=True)
class Waiting:
    """An article, or some rows of coded data, on their way from their reader to the writer."""

    article: Article | None
    skipped: Skipped | None
    done_bytes: int
    known: bool = False
    coded: tuple[CodedRecord, ...] = ()
    mentions: tuple[EventMention, ...] = ()


def items_of(
    sources: Sequence[Source], missing: Iterable[Skipped], fetcher: Fetcher, on_feed: Callable[[FeedState], None]
) -> Iterator[tuple[Item, int]]:
    """Yield what sources hold, each item with the bytes that were read so far; first what is ``missing``."""
    for skip in missing:
        yield skip, 0
    before = 0
    for source in sources:
        for item, done in read_source(source, fetcher, on_feed):
            yield item, before + done
        before += source.size or 0


def in_line(items: Iterable[tuple[Item, int]], stop: threading.Event) -> Iterator[Waiting]:
    """Put items in line for reading, rows of coded data many together, until it is to ``stop``."""
    rows: list[CodedRecord] = []
    mentions: list[EventMention] = []
    done = 0
    for item, done in items:
        if isinstance(item, CodedRecord):
            rows.append(item)
            if len(rows) < _ROWS_TOGETHER:
                continue
        elif isinstance(item, EventMention):
            mentions.append(item)
            if len(mentions) < _ROWS_TOGETHER:
                continue
        if rows:
            yield Waiting(None, None, done, coded=tuple(rows))
            rows.clear()
        if mentions:
            yield Waiting(None, None, done, mentions=tuple(mentions))
            mentions.clear()
        if stop.is_set():
            return
        if isinstance(item, Skipped):
            yield Waiting(None, item, done)
        elif isinstance(item, Article):
            yield Waiting(item, None, done)
    if rows:
        yield Waiting(None, None, done, coded=tuple(rows))
    if mentions:
        yield Waiting(None, None, done, mentions=tuple(mentions))


def recognised(waiting: Iterator[Waiting], writer: Writer) -> Iterator[Waiting]:
    """Mark what the store has, or what came earlier in this import, so that it is not extracted again."""
    seen: set[bytes] = set()
    for item in waiting:
        if item.article is not None:
            digest = text_hash(item.article.text)
            item.known = digest in seen or writer.find_hash(digest) is not None
            seen.add(digest)
        yield item


def text_of(item: Waiting) -> Text | None:
    """Return the text that is to be read of an item, if any."""
    if item.article is None or item.known:
        return None  # coded data are not read: their claims come from the columns
    return Text(item.article.text, item.article.date, item.article.language)
