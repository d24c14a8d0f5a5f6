"""Feeds that the store remembers: entries are taken once, servers are asked politely, failures are kept."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

import store.extraction
from store.database import open_reader
from store.feeds import FeedError, Polled, add_feed, find_feeds, list_feeds, poll_feeds, remove_feed
from store.fetching import Fetcher
from store.importing import import_paths
from store.records import Reading
from tests.store.fetching.server import document, send, serving, status
from tests.store.readers.test_feeds import LONG, page, rss


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store.extraction, "read", lambda _text, **_options: Reading("en", (), ()))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


def entry(number: int) -> str:
    return f"<title>Report {number}</title><guid>{number}</guid><description>{number} {LONG}</description>"


def poll(path: Path, **options: bool) -> Polled:
    return poll_feeds(path, list_feeds(path), fetcher=Fetcher(allow_private=True, pause=0, **options))  # type: ignore[arg-type]


def titles(path: Path) -> list[str]:
    with closing(open_reader(path)) as connection:
        return [title for (title,) in connection.execute("SELECT title FROM articles ORDER BY id")]


def test_entries_are_taken_once(path: Path) -> None:
    with serving({"/feed": rss(entry(1), entry(2))}) as server:
        feed = add_feed(path, server.address + "/feed")
        assert (feed.title, feed.entries, feed.polled_at) == (None, 0, None)
        assert poll(path).feeds[0].added == 2
        again = poll(path)
        assert (again.feeds[0].unchanged, again.summary.items) == (True, 0)
        server.answers["/feed"] = rss(entry(3), entry(2), title="Ridge Press, new")
        polled = poll(path).feeds[0]
        assert (polled.added, polled.known, polled.unchanged) == (1, 0, False)
    assert titles(path) == ["Report 1", "Report 2", "Report 3"]
    (feed,) = list_feeds(path)
    assert (feed.title, feed.entries, feed.failure) == ("Ridge Press, new", 3, None)
    assert feed.polled_at


def test_a_server_is_told_what_it_said_the_last_time(path: Path) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.headers.get("If-None-Match") == '"7"':
            send(handler, b"", status=304)
        else:
            send(handler, rss(entry(1)), headers={"ETag": '"7"', "Last-Modified": "Thu, 03 Mar 2016 10:00:00 GMT"})

    with serving({"/feed": answer}) as server:
        add_feed(path, server.address + "/feed")
        poll(path)
        assert poll(path).feeds[0].unchanged
        assert "if-none-match" not in server.asked[0][1]
        assert server.asked[1][1]["if-none-match"] == '"7"'
        assert server.asked[1][1]["if-modified-since"] == "Thu, 03 Mar 2016 10:00:00 GMT"


def test_a_teaser_that_could_not_be_made_whole_is_tried_again(path: Path) -> None:
    with serving({"/1": status(503)}) as server:
        teaser = f"<title>Town</title><link>{server.address}/1</link><guid>a</guid><description>Teaser.</description>"
        server.answers["/feed"] = document(rss(teaser), etag='"1"')
        add_feed(path, server.address + "/feed")
        first = poll(path)
        assert (first.feeds[0].added, first.feeds[0].skipped) == (0, 1)
        server.answers["/1"] = page("Town")
        assert poll(path).feeds[0].added == 1
        assert "if-none-match" not in server.asked[-3][1]


def test_a_failure_is_kept_and_stops_no_other(path: Path) -> None:
    with serving({"/good": rss(entry(1)), "/page": b"<html><link type=application/atom+xml href=/good>"}) as server:
        for name in ("gone", "page", "good"):
            add_feed(path, f"{server.address}/{name}")
        gone, page_, good = poll(path).feeds
        assert gone.failure == "is not given out: the server answers 404 Not Found"
        assert page_.failure == f"is no feed but a page; its feed is {server.address}/good"
        assert good.added == 1
        assert [feed.failure for feed in list_feeds(path)] == [gone.failure, page_.failure, None]
        server.answers["/gone"] = rss(entry(2))
        poll(path)
        assert list_feeds(path)[0].failure is None


def test_a_server_that_asks_for_it_is_left_alone(path: Path) -> None:
    with serving({"/feed": status(429, retry_after="3600")}) as server:
        add_feed(path, server.address + "/feed")
        assert "asks to be left alone for 3,600 seconds" in (poll(path).feeds[0].failure or "")
        assert "is left alone until" in (poll(path).feeds[0].failure or "")
        assert len(server.asked) == 1


def test_a_feed_that_moved_for_good_is_asked_where_it_is(path: Path) -> None:
    with serving(
        {"/old": status(301, location="/new"), "/new": rss(entry(1)), "/odd": status(302, location="/new")}
    ) as server:
        add_feed(path, server.address + "/old")
        poll(path)
        assert list_feeds(path)[0].address == server.address + "/new"
        add_feed(path, server.address + "/odd")
        poll(path)
        assert [feed.address for feed in list_feeds(path)] == [server.address + "/new", server.address + "/odd"]


def test_a_feed_that_is_imported_is_remembered(path: Path) -> None:
    with serving({"/feed": rss(entry(1))}) as server:
        summary = import_paths(path, [server.address + "/feed"], allow_private=True)
        assert (summary.added, summary.feeds) == (1, [server.address + "/feed"])
        assert import_paths(path, [server.address + "/feed"], allow_private=True).feeds == []
        assert poll(path).feeds[0].unchanged
    assert [feed.entries for feed in list_feeds(path)] == [1]


def test_credentials_are_not_kept(path: Path) -> None:
    with pytest.raises(FeedError, match="name and password"):
        add_feed(path, "https://ann:secret@ridge.test/feed")
    with serving({"/feed": rss(entry(1))}) as server:
        import_paths(path, [server.address.replace("//", "//ann:secret@") + "/feed"], allow_private=True)
        assert server.asked[0][1]["authorization"]
    with closing(sqlite3.connect(path)) as connection:
        assert "secret" not in "\n".join(connection.iterdump())


def test_an_end_is_made_at_once_and_the_next_poll_goes_on(path: Path) -> None:
    stop = threading.Event()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        stop.set()
        send(handler, page("Town"))

    with serving({"/1": answer}) as server:
        teaser = f"<title>Town</title><link>{server.address}/1</link><guid>a</guid><description>Teaser.</description>"
        server.answers["/feed"] = rss(entry(1), teaser, entry(2))
        add_feed(path, server.address + "/feed")
        polled = poll(path, stop=stop)  # type: ignore[arg-type]
        assert polled.summary.interrupted
        assert list_feeds(path)[0].entries == 0
        stop.clear()
        server.answers["/1"] = page("Town")
        assert poll(path).summary.items == 3
    assert sorted(titles(path)) == ["Report 1", "Report 2", "Town"]


def test_feeds_are_found_by_number_address_and_title_and_forgotten(path: Path) -> None:
    first = add_feed(path, "https://ridge.test/a")
    second = add_feed(path, "https://ridge.test/b")
    assert add_feed(path, "https://ridge.test/a") == first
    assert find_feeds(path, ["#2"]) == [second]
    assert find_feeds(path, ["https://ridge.test/a"]) == [first]
    assert find_feeds(path, []) == [first, second]
    with pytest.raises(FeedError, match="one of several"):
        find_feeds(path, ["ridge"])
    with pytest.raises(FeedError, match="no feed 'other'"):
        find_feeds(path, ["other"])
    remove_feed(path, first)
    assert list_feeds(path) == [second]
