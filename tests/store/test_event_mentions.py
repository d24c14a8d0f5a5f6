"""Pages that mention an event become further outlets of it, once each, and change nothing that is counted."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from store.database import open_reader
from store.importing import Summary, import_paths
from tests.store.readers.coded.test_layouts import gdelt

EVENT = "123456"
OWN = "https://www.arvenian.example/mill"


def mention(
    page: str = "https://radio.example/a", event: str = EVENT, kind: str = "1", sentence: int = 1, day: str = "20150219"
) -> str:
    cells = [event, "20150218101500", f"{day}113000", kind, page.split("/")[2] if "//" in page else "Radio"]
    return "\t".join([*cells, page, str(sentence), "-1", "40", "60", "1", "80", "2400", "-3.1", "", ""]) + "\n"


def store_with_event(tmp_path: Path) -> Path:
    store = tmp_path / "store.db"
    add(store, tmp_path / "events.csv", gdelt(61))
    return store


def add(store: Path, file: Path, text: str) -> Summary:
    file.write_text(text, encoding="utf-8")
    return import_paths(store, [str(file)])


def told(summary: Summary) -> tuple[int, int, int, int]:
    return summary.added, summary.updated, summary.known, summary.skipped


def rows(store: Path, sql: str) -> list[tuple[object, ...]]:
    connection: sqlite3.Connection = open_reader(store)
    try:
        return [tuple(row) for row in connection.execute(sql).fetchall()]
    finally:
        connection.close()


COPIES = "SELECT c.article_id, o.name, c.date, c.address FROM copies AS c JOIN outlets AS o ON o.id = c.outlet_id"


def test_each_page_becomes_a_further_outlet_of_its_event(tmp_path: Path) -> None:
    store = store_with_event(tmp_path)
    text = mention() + mention(sentence=7) + mention("https://daily.example/b", day="20150220") + mention(OWN)
    found = add(store, tmp_path / "x.mentions.csv", text)
    assert told(found) == (0, 2, 2, 0)
    assert found.changes == {"further outlets": 2}
    assert rows(store, f"{COPIES} ORDER BY c.id") == [
        (1, "radio.example", "2015-02-19", "https://radio.example/a"),
        (1, "daily.example", "2015-02-20", "https://daily.example/b"),
    ]
    assert rows(store, "SELECT updated, known FROM imports ORDER BY id DESC LIMIT 1") == [(2, 2)]


def test_a_second_import_of_mentions_adds_nothing(tmp_path: Path) -> None:
    store = store_with_event(tmp_path)
    text = mention() + mention("https://daily.example/b")
    add(store, tmp_path / "x.csv", text)
    assert told(add(store, tmp_path / "x.csv", text)) == (0, 0, 2, 0)
    assert told(add(store, tmp_path / "later.csv", mention(day="20150301"))) == (0, 0, 1, 0)
    assert len(rows(store, COPIES)) == 2


def test_mentions_of_events_that_are_not_there_are_told_in_one_line(tmp_path: Path) -> None:
    store = store_with_event(tmp_path)
    text = mention(event="999") + mention() + mention("https://b.example/", event="998")
    found = add(store, tmp_path / "x.csv", text)
    assert told(found) == (0, 1, 0, 2)
    (skip,) = found.reasons
    assert skip.reason == (
        "mentions events that the store does not have, in 2 rows; import the events first, then these again"
    )
    assert rows(store, "SELECT skipped FROM imports ORDER BY id DESC LIMIT 1") == [(2,)]
    assert rows(store, "SELECT count(*) FROM skipped_items") == [(1,)]


def test_mentions_find_events_of_the_same_import(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "1.export.csv").write_text(gdelt(61), encoding="utf-8")
    (tmp_path / "in" / "2.mentions.csv").write_text(mention(), encoding="utf-8")
    found = import_paths(tmp_path / "store.db", [str(tmp_path / "in")])
    assert told(found) == (1, 1, 0, 0)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (mention(kind="2"), "is no mention on the web (its kind is 2)"),
        (mention("Radio Arvenia, morning"), "has no web address"),
        (mention("javascript:alert(1)"), "has no web address"),
    ],
)
def test_what_is_no_web_page_is_skipped_with_its_reason(tmp_path: Path, row: str, reason: str) -> None:
    found = add(store_with_event(tmp_path), tmp_path / "x.csv", mention() + row)
    assert [(skip.position, skip.reason) for skip in found.reasons] == [(2, reason)]


def test_exports_of_mentions_with_a_header_come_in_too(tmp_path: Path) -> None:
    header = "GLOBALEVENTID,EventTimeDate,MentionTimeDate,MentionType,MentionSourceName,MentionIdentifier,SentenceID\n"
    row = ",".join(mention().split("\t")[:7]) + "\n"
    assert told(add(store_with_event(tmp_path), tmp_path / "x.csv", header + row)) == (0, 1, 0, 0)


def test_mentions_change_no_count(tmp_path: Path) -> None:
    store = store_with_event(tmp_path)
    counts = "SELECT id, articles, mentions, claims FROM entities ORDER BY id"
    before = rows(store, counts), rows(store, "SELECT count(*) FROM claims")
    add(store, tmp_path / "x.csv", mention())
    assert (rows(store, counts), rows(store, "SELECT count(*) FROM claims")) == before
