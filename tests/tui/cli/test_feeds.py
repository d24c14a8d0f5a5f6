"""Feeds on the command line, and addresses given to import."""

from __future__ import annotations

import json

import pytest

from tests.store.fetching.server import serving
from tests.store.readers.test_feeds import LONG, page, rss
from tests.tui.cli.terminal import Run

ENTRY = f"<title>Town taken\x07</title><guid>1</guid><description>{LONG}</description>".replace("\x07", "")


@pytest.mark.usefixtures("quick")
def test_a_feed_is_added_listed_polled_and_removed(program: Run) -> None:
    with serving({"/feed": rss(ENTRY, title="Ridge &#x202e;Press")}) as server:
        address = server.address + "/feed"
        ran = program("feeds", "add", address, "--allow-private", "--jobs", 1)
        assert (ran.code, ran.out.splitlines()[0]) == (0, f"#1 {address}: 1 new article")
        assert "#1 Ridge" in program("feeds", "poll", "--allow-private").out
        listed = json.loads(program("feeds", "list", "--json").out)
        assert [(feed["id"], feed["address"], feed["entries"], feed["failure"]) for feed in listed] == [
            (1, address, 1, None)
        ]
        assert "\u202e" not in program("feeds", "list").out
        polled = json.loads(program("feeds", "poll", "#1", "--allow-private", "--json").out)
        assert polled["feeds"][0]["unchanged"] is True
        assert program("feeds", "remove", "#1").out.startswith("forgot #1 ")
        assert json.loads(program("feeds", "list", "--json").out) == []
        assert "no feeds yet" in program("feeds", "poll").err


@pytest.mark.usefixtures("quick")
def test_feeds_that_all_fail_are_exit_code_1_with_one_line_each(program: Run) -> None:
    with serving({}) as server:
        ran = program("feeds", "add", server.address + "/a")
        assert ran.code == 1
        assert "this machine; --allow-private lets it be read" in ran.out
        assert program("feeds", "add", "ftp://ridge.test/a").code == 1
        assert "only http and https" in program("feeds", "add", "ftp://ridge.test/a").err


@pytest.mark.usefixtures("quick")
def test_an_address_is_imported_as_a_file_is(program: Run) -> None:
    with serving({"/a.html": page("Town taken"), "/feed": rss(ENTRY)}) as server:
        ran = program("import", server.address + "/a.html", server.address + "/feed", "--allow-private", "--jobs", 1)
        assert ran.code == 0
        assert "  2  added" in ran.out
        assert f"feed remembered: {server.address}/feed" in ran.out
        ran = program("import", server.address + "/a.html")
        assert ran.code == 1
        assert (
            f"  {server.address}/a.html: is refused: 127.0.0.1 is this machine; --allow-private lets it be read"
            in ran.out
        )


@pytest.mark.usefixtures("quick")
def test_an_address_is_extracted_as_a_file_is(program: Run) -> None:
    with serving({"/news/town.html": page("Town taken")}) as server:
        ran = program("extract", server.address + "/news/town.html", "--allow-private", "--jobs", 1, "--json")
        assert ran.code == 0
        record = json.loads(ran.out)
        assert (record["id"], record["path"]) == ("town", server.address + "/news/town.html")
        ran = program("extract", server.address + "/news/town.html", "--json")
        assert ran.code == 1
        assert "this machine; --allow-private lets it be read" in ran.err
