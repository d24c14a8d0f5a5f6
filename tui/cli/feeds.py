"""Feeds: list those that the store remembers, add, poll and remove them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from tui.cli.commands import command
from tui.cli.importing import AllowPrivateOption, progress, summary_as_record, tell_summary
from tui.cli.interrupts import INTERRUPTED, cores, two_interrupts
from tui.cli.options import JobsOption, JsonOption, StoreOption, chosen_store
from tui.cli.output import Column, json_array, line, narrate, table, to_json
from tui.safe_text import safe_text
from tui.wording import count

if TYPE_CHECKING:
    from pathlib import Path

    from store.feeds import Polled, PolledFeed, RememberedFeed

_FAILED = 1

_FeedsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="FEED", help="Feeds by number ('#3'), address or part of the title; all of them.", show_default=False
    ),
]


@command(
    "feeds list",
    {"feeds list": "the feeds of the store, and how their last poll went", "feeds list --json": "the same as JSON"},
)
def list_(context: typer.Context, as_json: JsonOption = False, store: StoreOption = None) -> None:
    """List the feeds that are remembered, with the number of entries taken and how the last poll went."""
    from store.feeds import list_feeds

    feeds = list_feeds(chosen_store(context, store))
    if as_json:
        json_array(_as_record(feed) for feed in feeds)
        return
    if not feeds:
        narrate("no feeds yet: 'conflict-tui feeds add ADDRESS' remembers one")
        return
    columns: list[Column[RememberedFeed]] = [
        Column("feed", lambda feed: f"#{feed.id}", "right"),
        Column("title", lambda feed: feed.title or "", flexible=16),
        Column("entries", lambda feed: feed.entries, "right"),
        Column("polled", lambda feed: feed.polled_at or "never", drop=2),
        Column("address", lambda feed: feed.address, flexible=24, drop=1),
        Column("last failure", lambda feed: feed.failure or "", flexible=16),
    ]
    table(columns, feeds)


@command(
    "feeds add",
    {
        "feeds add https://example.org/feed.xml": "remember a feed and import what it has",
        "feeds add https://example.org/a.rss https://example.org/b.atom": "several at once",
    },
)
def add(
    context: typer.Context,
    addresses: Annotated[list[str], typer.Argument(metavar="ADDRESS", help="Addresses of RSS or Atom feeds.")],
    allow_private: AllowPrivateOption = False,
    jobs: JobsOption = None,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Remember feeds and import what they have now.

    Each entry becomes an article; where the feed has only its beginning, the page that it leads to is fetched, if the
    site lets programs do so. 'conflict-tui feeds poll' asks for what is new later on.
    """
    from store.feeds import add_feed

    path = chosen_store(context, store)
    feeds = [add_feed(path, address) for address in addresses]
    _poll(path, feeds, allow_private=allow_private, jobs=jobs, as_json=as_json)


@command(
    "feeds poll",
    {
        "feeds poll": "ask every feed for what is new",
        "feeds poll '#3' ridge": "only feed 3 and the one with this in its title",
    },
)
def poll(
    context: typer.Context,
    feeds: _FeedsArgument = None,
    allow_private: AllowPrivateOption = False,
    jobs: JobsOption = None,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Ask feeds for new entries and import them.

    A feed that has not changed costs one short question. One that fails says why, here and in the list, and stops no
    other; one whose server asks to be left alone is left alone. Ctrl-C keeps what is finished.
    """
    from store.feeds import find_feeds

    path = chosen_store(context, store)
    found = find_feeds(path, feeds or [])
    if not found:
        narrate("no feeds yet: 'conflict-tui feeds add ADDRESS' remembers one")
        return
    _poll(path, found, allow_private=allow_private, jobs=jobs, as_json=as_json)


@command("feeds remove", {"feeds remove '#3'": "forget feed 3; its articles stay"})
def remove(
    context: typer.Context,
    feeds: Annotated[list[str], typer.Argument(metavar="FEED", help="Feeds by number, address or part of the title.")],
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Forget feeds. The articles that came from them stay."""
    from store.feeds import find_feeds, remove_feed

    path = chosen_store(context, store)
    found = find_feeds(path, feeds)
    for feed in found:
        remove_feed(path, feed)
        if not as_json:
            line(f"forgot {_name(feed)}")
    if as_json:
        json_array(_as_record(feed) for feed in found)


def _poll(path: Path, feeds: list[RememberedFeed], *, allow_private: bool, jobs: int | None, as_json: bool) -> None:
    from store.feeds import poll_feeds
    from store.fetching import Fetcher

    with two_interrupts() as stop, progress() as show:
        polled = poll_feeds(
            path,
            feeds,
            fetcher=Fetcher(allow_private=allow_private, stop=stop),
            jobs=jobs or cores(),
            on_progress=show,
            on_feed=None if as_json else _tell,
        )
    if as_json:
        line(to_json(_account(polled, path), indent=1))
    elif polled.summary.items:
        tell_summary(polled.summary, path)
    if polled.summary.interrupted:
        narrate("stopped; everything finished is kept. Run the same command again to go on.")
        raise typer.Exit(INTERRUPTED)
    if polled.feeds and all(each.failure for each in polled.feeds):
        raise typer.Exit(_FAILED)


def _tell(polled: PolledFeed) -> None:
    if polled.failure is not None:
        told = polled.failure
    elif polled.unchanged:
        told = "nothing new"
    else:
        told = f"{count(polled.added, 'new article')}"
        told += f", {polled.known:,} already known" if polled.known else ""
        told += f", {polled.skipped:,} skipped" if polled.skipped else ""
    line(f"{_name(polled.feed)}: {safe_text(told, 500)}")


def _name(feed: RememberedFeed) -> str:
    return safe_text(f"#{feed.id} {feed.title or feed.address}", 200)


def _as_record(feed: RememberedFeed) -> dict[str, Any]:
    return {
        "id": feed.id,
        "address": feed.address,
        "title": feed.title,
        "entries": feed.entries,
        "added_at": feed.added_at,
        "polled_at": feed.polled_at,
        "retry_at": feed.retry_at,
        "failure": feed.failure,
    }


def _account(polled: Polled, path: Path) -> dict[str, Any]:
    feeds = [
        {
            "id": each.feed.id,
            "address": each.feed.address,
            "added": each.added,
            "known": each.known,
            "skipped": each.skipped,
            "unchanged": each.unchanged,
            "failure": each.failure,
        }
        for each in polled.feeds
    ]
    return summary_as_record(polled.summary, path) | {"feeds": feeds}
