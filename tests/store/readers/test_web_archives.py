"""WARC files: pages come out, the rest is counted, and damage ends nothing but itself."""

from __future__ import annotations

import gzip
import sys
import tracemalloc
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.readers import Skipped
from store.records import Article
from tests.store.readers.reading import articles, read, reasons

pytest.importorskip("warcio")


def page(number: int, text: str = "Rebels took the town of Karanda, a spokesman said. ") -> bytes:
    return f"<html><body><article><h1>Report {number}</h1><p>{text * 10}{number}</p></article></body></html>".encode()


def record(address: str, http: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2016-03-03T10:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789abc>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def warc(records: list[tuple[str, str, bytes]], *, packed: bool, status: str = "200 OK") -> bytes:
    """Return a WARC file of responses: address, content type and body of each."""
    whole = [
        record(address, f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body)
        for address, kind, body in records
    ]
    return b"".join(gzip.compress(each) if packed else each for each in whole)


def reports(count: int, *, packed: bool) -> bytes:
    return warc([(f"https://ridge.test/{n}", "text/html", page(n)) for n in range(count)], packed=packed)


@pytest.mark.parametrize("packed", [False, True])
def test_pages_are_articles_with_their_addresses(tmp_path: Path, packed: bool) -> None:
    content = warc(
        [
            ("https://ann:secret@ridge.test/1", "text/html; charset=utf-8", page(1)),
            ("https://ridge.test/style.css", "text/css", b"p {}"),
            (
                "https://ridge.test/2",
                "text/html; charset=windows-1251",
                page(2, "Город взят группой. ").decode().encode("cp1251"),
            ),
        ],
        packed=packed,
    )
    items = read(tmp_path / "a.warc.gz", content)
    assert [(item.title, item.address, item.path) for item in articles(items)] == [
        ("Report 1", "https://ridge.test/1", "a.warc.gz/https://ridge.test/1"),
        ("Report 2", "https://ridge.test/2", "a.warc.gz/https://ridge.test/2"),
    ]
    assert "Город взят группой." in articles(items)[1].text
    assert reasons(items) == [("a.warc.gz", "1 records that are no pages are passed over")]


def test_pages_that_say_only_that_something_failed_are_no_pages(tmp_path: Path) -> None:
    content = warc([("https://ridge.test/1", "text/html", page(1))], packed=False, status="404 Not Found")
    assert reasons(read(tmp_path / "a.warc", content)) == [("a.warc", "1 records that are no pages are passed over")]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("share", [0.33, 0.57, 0.81, 0.98])
def test_a_file_that_is_cut_off_gives_what_was_whole_and_one_line(tmp_path: Path, packed: bool, share: float) -> None:
    content = reports(20, packed=packed)
    items = read(tmp_path / "a.warc", content[: int(len(content) * share)])
    assert len(articles(items)) >= int(20 * share) - 1
    ((_path, reason),) = reasons(items)
    assert "cut off" in reason


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    content = warc(
        [("https://ridge.test/1", "text/html", page(1)), ("https://r.test/", "text/html", bytes(100_000_000))],
        packed=True,
    )
    items = read(tmp_path / "a.warc.gz", content)
    assert len(articles(items)) == 1
    assert reasons(items)[-1] == ("a.warc.gz", "unpacks to more than 200 times its size; the rest is left out")


def test_a_body_that_is_a_bomb_is_refused(tmp_path: Path) -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(200)) + packer.flush()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + bomb
    items = read(tmp_path / "a.warc", record("https://r.test/", http))
    assert not articles(items)
    assert len(reasons(items)) <= 2


def test_a_header_without_an_end_is_not_taken_in(tmp_path: Path) -> None:
    content = gzip.compress(b"WARC/1.0\r\nWARC-Type: " + b"x" * 100_000_000, compresslevel=1)
    tracemalloc.start()
    items = read(tmp_path / "a.warc.gz", content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert reasons(items) == [("a.warc.gz", "has a header of more than 1 MB; the rest is left out")]
    assert peak < 60_000_000


def test_a_page_may_be_one_long_line(tmp_path: Path) -> None:
    content = warc(
        [("https://ridge.test/x.js", "text/javascript", b"x" * 5_000_000), ("https://r.test/", "text/html", page(1))],
        packed=False,
    )
    assert len(articles(read(tmp_path / "a.warc", content))) == 1


def test_without_the_package_one_line_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "warcio.archiveiterator", None)
    told = "is a WARC file, which needs another package: pip install 'conflict-tui[warc]'"
    assert reasons(read(tmp_path / "a.warc", b"WARC/1.0\r\n\r\n")) == [("a.warc", told)]


@settings(deadline=None)
@given(st.integers(0, 5000), st.binary(min_size=1, max_size=20), st.booleans())
def test_no_damage_to_a_file_breaks_the_reading(
    tmp_path_factory: pytest.TempPathFactory, at: int, data: bytes, packed: bool
) -> None:
    damaged = bytearray(reports(3, packed=packed))
    at = 5 + at % len(damaged)
    damaged[at : at + len(data)] = data
    for item in read(tmp_path_factory.getbasetemp() / "damaged.warc", bytes(damaged)):
        assert isinstance(item, Article | Skipped)
