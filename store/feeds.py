"""Feeds that the store remembers: asked again for what is new, each entry taken once.

A poll asks each server whether the feed has changed since (ETag, Last-Modified; RFC 9110, 13.1), leaves those alone
that asked for it (Retry-After), and imports the entries that were not taken before like any article.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from store.database import explain, open_reader, open_writer
from store.errors import ConflictTuiError, ReadingError
from store.fetching import Fetched, Fetcher, FetchError, StoppedError, kept_address, parse_address
from store.importing import Progress, Summary, import_items
from store.readers.feeds import LARGEST_FEED, Feed, FeedState, find_feed, parse_feed, read_entry, state_of
from store.readers.items import Item
from store.readers.opening import Opening
from store.readers.sources import opening_of
from store.writing import now

if TYPE_CHECKING:
    from store.world import World


class FeedError(ConflictTuiError):
    """There is no such feed, or it cannot be remembered."""


@dataclass(frozen=True, slots=True)
class RememberedFeed:
    """A feed as the store remembers it; ``entries`` counts those taken so far, ``failure`` is that of the last poll."""

    id: int
    address: str
    title: str | None
    entries: int
    added_at: str
    polled_at: str | None
    retry_at: str | None
    failure: str | None


@dataclass(frozen=True, slots=True)
class PolledFeed:
    """What came of polling one feed; ``unchanged`` where its server said so, or it had no new entries."""

    feed: RememberedFeed
    added: int = 0
    known: int = 0
    skipped: int = 0
    unchanged: bool = False
    failure: str | None = None


@dataclass(slots=True)
class Polled:
    """What came of polling feeds, with an account of all their new entries."""

    feeds: list[PolledFeed] = field(default_factory=list)
    summary: Summary = field(default_factory=Summary)


def list_feeds(store: Path) -> list[RememberedFeed]:
    """Return the remembered feeds in the order in which they were added. Raises :class:`StoreError`."""
    with closing(open_reader(store)) as connection:
        rows = connection.execute(
            "SELECT id, address, title, (SELECT count(*) FROM feed_entries WHERE feed_id = feeds.id) AS entries,"
            " added_at, polled_at, retry_at, failure FROM feeds ORDER BY id"
        )
        return [RememberedFeed(*row) for row in rows]


def find_feeds(store: Path, wanted: Sequence[str]) -> list[RememberedFeed]:
    """Return the feeds that are meant by numbers ("#3"), addresses or parts of titles; all where nothing is named.

    Raises :class:`FeedError` where one is none, or several.
    """
    feeds = list_feeds(store)
    found: dict[int, RememberedFeed] = {}
    for text in wanted:
        exact = [feed for feed in feeds if text in (f"#{feed.id}", str(feed.id)) or kept_address(text) == feed.address]
        meant = exact or [feed for feed in feeds if text.casefold() in f"{feed.title or ''} {feed.address}".casefold()]
        if not meant:
            raise FeedError(f"there is no feed {text!r}; 'conflict-tui feeds list' names those that there are")
        if len(meant) > 1:
            told = ", ".join(f"#{feed.id}" for feed in meant[:10])
            raise FeedError(f"{text!r} may be one of several feeds ({told}); name it by its number")
        found[meant[0].id] = meant[0]
    return list(found.values()) if wanted else feeds


def add_feed(store: Path, address: str) -> RememberedFeed:
    """Remember a feed, to be polled; one that is remembered already stays as it is. Raises :class:`FeedError`."""
    try:
        parsed = parse_address(address)
    except FetchError as error:
        raise FeedError(f"{kept_address(address)} {error}") from error
    if parsed.credentials is not None:
        raise FeedError(f"{parsed.text} has a name and password before it, which the store would have to keep")
    with _writing(store) as connection:
        connection.execute("INSERT OR IGNORE INTO feeds (address, added_at) VALUES (?, ?)", (parsed.text, now()))
    return next(feed for feed in list_feeds(store) if feed.address == parsed.text)


def remove_feed(store: Path, feed: RememberedFeed) -> None:
    """Forget a feed; its articles stay."""
    with _writing(store) as connection:
        connection.execute("DELETE FROM feed_entries WHERE feed_id = ?", (feed.id,))
        connection.execute("DELETE FROM feeds WHERE id = ?", (feed.id,))


def remember_feeds(store: Path, states: Iterable[FeedState]) -> list[str]:
    """Remember feeds that were imported by their addresses, and return the addresses of those that are new."""
    added: list[str] = []
    with _writing(store) as connection:
        for state in states:
            row = connection.execute("SELECT id FROM feeds WHERE address = ?", (state.address,)).fetchone()
            if row is None:
                added.append(state.address)
                connection.execute("INSERT INTO feeds (address, added_at) VALUES (?, ?)", (state.address, now()))
                row = connection.execute("SELECT id FROM feeds WHERE address = ?", (state.address,)).fetchone()
            _write_state(connection, int(row[0]), state)
    return added


def poll_feeds(
    store: Path,
    feeds: Sequence[RememberedFeed],
    *,
    fetcher: Fetcher | None = None,
    jobs: int = 1,
    world: World | None = None,
    model: str | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    on_feed: Callable[[PolledFeed], None] | None = None,
) -> Polled:
    """Ask for what is new in feeds and import it; ``on_feed`` is called after each.

    One that fails keeps its reason and stops no other. The fetcher's ``stop`` ends the poll after what is finished;
    entries of a feed that was not finished are asked for again. Raises :class:`store.errors.StoreError`.
    """
    fetcher = fetcher or Fetcher()
    polled = Polled()

    def load(name: str, items: Iterable[tuple[Item, int]]) -> Summary:
        return import_items(
            store, [name], items, jobs=jobs, world=world, model=model, on_progress=on_progress, stop=fetcher.stop
        )

    for feed in feeds:
        try:
            outcome = _poll(store, feed, fetcher, load, polled.summary)
        except StoppedError:
            outcome = None
        if outcome is not None:
            polled.feeds.append(outcome)
            if on_feed is not None:
                on_feed(outcome)
        if fetcher.stop.is_set():
            polled.summary.interrupted = True
            break
    return polled


def _poll(
    store: Path,
    feed: RememberedFeed,
    fetcher: Fetcher,
    load: Callable[[str, Iterable[tuple[Item, int]]], Summary],
    total: Summary,
) -> PolledFeed | None:
    if feed.retry_at is not None and feed.retry_at > now():
        return PolledFeed(feed, failure=f"is left alone until {feed.retry_at}, as its server asked")
    etag, last_modified, taken = _state(store, feed)
    asked = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    try:
        found = fetcher.fetch(
            feed.address, {name: value for name, value in asked.items() if value}, largest=LARGEST_FEED
        )
        with found.file as file:
            if found.status == 304:
                _write_outcome(store, feed, None)
                return PolledFeed(feed, unchanged=True)
            read = _parse(file.read(), found)
    except ReadingError as error:
        wait = error.retry_after if isinstance(error, FetchError) else None
        _write_outcome(store, feed, str(error), wait)
        return PolledFeed(feed, failure=str(error))
    lasting: list[str] = [entry.key for entry in read.entries if entry.key in taken]
    summary = Summary()
    if len(lasting) < len(read.entries):
        summary = load(feed.address, _new_items(feed, read, taken, lasting, opening_of(fetcher, found)))
        _add_up(total, summary)
        if summary.interrupted:
            return None
    with _writing(store) as connection:
        _write_state(connection, feed.id, state_of(found, read, lasting, feed.address))
    return PolledFeed(feed, summary.added, summary.known, summary.skipped, unchanged=not summary.items)


def _parse(data: bytes, found: Fetched) -> Feed:
    try:
        return parse_feed(data, found.address, found.charset)
    except ReadingError as error:
        other = find_feed(data, found.address)
        if other is not None:
            raise ReadingError(f"is no feed but a page; its feed is {other}") from error
        raise


def _new_items(
    feed: RememberedFeed, read: Feed, taken: frozenset[str], lasting: list[str], opening: Opening
) -> Iterator[tuple[Item, int]]:
    for position, entry in enumerate(read.entries, start=1):
        if entry.key in taken:
            continue
        item, final = read_entry(feed.address, position, entry, read, opening)
        if item is None:
            return
        if final:
            lasting.append(entry.key)
        yield item, 0


def _add_up(total: Summary, summary: Summary) -> None:
    total.added += summary.added
    total.known += summary.known
    total.skipped += summary.skipped
    total.unread += summary.unread
    total.reasons += summary.reasons
    total.failures += summary.failures
    total.seconds += summary.seconds


def _state(store: Path, feed: RememberedFeed) -> tuple[str | None, str | None, frozenset[str]]:
    with closing(open_reader(store)) as connection:
        row = connection.execute("SELECT etag, last_modified FROM feeds WHERE id = ?", (feed.id,)).fetchone()
        entries = connection.execute("SELECT entry FROM feed_entries WHERE feed_id = ?", (feed.id,))
        taken = frozenset(entry for (entry,) in entries)
    return (None, None, taken) if row is None else (row[0], row[1], taken)


def _write_state(connection: sqlite3.Connection, feed_id: int, state: FeedState) -> None:
    connection.execute(
        "UPDATE feeds SET title = coalesce(?, title), etag = ?, last_modified = ?, polled_at = ?, retry_at = NULL,"
        " failure = NULL WHERE id = ?",
        (state.title, state.etag, state.last_modified, now(), feed_id),
    )
    # A feed that has moved for good is asked at its new address, unless that one is remembered already.
    connection.execute("UPDATE OR IGNORE feeds SET address = ? WHERE id = ?", (state.address, feed_id))
    connection.executemany(
        "INSERT OR IGNORE INTO feed_entries (feed_id, entry) VALUES (?, ?)", [(feed_id, key) for key in state.taken]
    )


def _write_outcome(store: Path, feed: RememberedFeed, failure: str | None, wait: int | None = None) -> None:
    later = (datetime.now(UTC) + timedelta(seconds=wait)).strftime("%Y-%m-%dT%H:%M:%SZ") if wait else None
    with _writing(store) as connection:
        connection.execute(
            "UPDATE feeds SET polled_at = ?, failure = ?, retry_at = ? WHERE id = ?", (now(), failure, later, feed.id)
        )


@contextmanager
def _writing(store: Path) -> Iterator[sqlite3.Connection]:
    """Lend a connection for one transaction. Raises :class:`store.errors.StoreError`."""
    database = open_writer(store)
    try:
        connection: sqlite3.Connection = database.conn
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    except sqlite3.Error as error:
        raise explain(store, error) from error
    finally:
        database.close()
