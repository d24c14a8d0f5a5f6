"""Finding what to read, and by its content how."""

from __future__ import annotations

import gzip
import io
import os
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from store.readers import MAX_ARTICLE_BYTES, Skipped, Source, find_sources, read_source
from store.readers.sniffing import Format, sniff
from store.records import Article


def reasons(paths: list[Path]) -> list[str]:
    _sources, skipped = find_sources(map(str, paths))
    return [skip.reason for skip in skipped]


def items(path: Path) -> list[Article | Skipped]:
    sources, skipped = find_sources([str(path)])
    return [*skipped, *(item for source in sources for item, _done in read_source(source))]


def test_a_folder_is_walked_in_order_and_names_what_it_passes_over(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.csv", ".hidden.txt", "photo.jpg", ".git/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    sources, skipped = find_sources([str(tmp_path)])
    assert [Path(source.name).name for source in sources] == ["a.md", "b.txt", "c.csv"]
    assert [Path(skip.path).name for skip in skipped] == ["photo.jpg"]


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    assert reasons([tmp_path / "nothing.txt"]) == ["does not exist"]
    assert reasons([Path("\0")]) == ["is not a possible file name"]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_and_a_file_without_rights_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    (folder / "a.txt").write_text("x")
    file = tmp_path / "secret.txt"
    file.write_text("x")
    folder.chmod(0)
    file.chmod(0)
    try:
        assert reasons([folder]) == ["cannot be read (Permission denied)"]
        assert [item.reason for item in items(file) if isinstance(item, Skipped)] == [
            "cannot be read (Permission denied)"
        ]
    finally:
        folder.chmod(0o700)


def test_a_folder_that_cannot_be_listed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: object) -> None:
        raise PermissionError(13, "Permission denied", str(tmp_path))

    monkeypatch.setattr(os, "scandir", refuse)
    assert reasons([tmp_path]) == ["cannot be read (Permission denied)"]


def test_random_bytes_and_empty_files_are_refused_in_one_line(tmp_path: Path) -> None:
    noise, empty = tmp_path / "noise.txt", tmp_path / "empty.txt"
    noise.write_bytes(os.urandom(50_000))
    empty.touch()
    (item,) = items(noise)
    assert isinstance(item, Skipped)
    assert "not text" in item.reason
    assert items(empty) == [Skipped(str(empty), None, "is empty")]


@pytest.mark.parametrize(
    ("head", "what"),
    [
        (b"Rar!\x1a\x07\x01", "RAR"),
        (b"a.txt".ljust(257, b"\x00") + b"ustar", "tar"),
        (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
        (b"SQLite format 3\x00", "SQLite"),
    ],
)
def test_other_formats_are_called_by_their_names(head: bytes, what: str) -> None:
    found = sniff(head, "article.txt")
    assert isinstance(found, str)
    assert what in found


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (b"<!DOCTYPE html><html>", "x", Format.HTML),
        (b"  <html lang=en>", "x.txt", Format.HTML),
        (b"%PDF-1.7", "article.txt", Format.PDF),
        (b"junk \n%PDF-1.4", "x", Format.PDF),
        (b"PK\x03\x04..", "article.txt", Format.ZIP),
        (b"\x1f\x8b\x08", "article.txt", Format.GZIP),
        (b"WARC/1.0\r\n", "x", Format.WARC),
        (gzip.compress(b"WARC/1.0\r\n", mtime=0), "x.gz", Format.WARC),
        (b'<?xml version="1.0"?>\n<!-- by hand -->\n<rss version="2.0">', "x", Format.FEED),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', "x.txt", Format.FEED),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD"><html>', "x.xml", Format.HTML),
        (b"MIME-Version: 1.0\r\nSubject: News\r\n\r\nNews", "x", Format.MAIL),
        (b"From ann@example.org Thu Mar  3 2016\nMessage-ID: <1>\nSubject: News\n\nNews", "x", Format.MAIL),
        (b"Rebels take town\nDate: 2016-03-03\nSource: Ridge\n\nNews", "x", Format.TEXT),
        (b"Date: 2016-03-03\nOutlet: Ridge\n\nNews", "x", Format.TEXT),
        (b'{"text": "a"}\n{"text": "b"}\n', "x", Format.JSON_LINES),
        (b'{"text":\n "a"}', "x", Format.JSON),
        (b"[1]", "x.json", Format.JSON),
        (b"[AFP] Rebels said", "x.txt", Format.TEXT),
        (b"title,text\na,b\n", "x", Format.TABLE),
        (b"title\ttext\na\tb\n", "x.txt", Format.TABLE),
        (b"Rebels, soldiers and others fought.\nAgain.", "x", Format.TEXT),
        (b"anything", "x.csv", Format.TABLE),
    ],
)
def test_the_format_is_found_by_looking(head: bytes, name: str, expected: Format) -> None:
    assert sniff(head, name) is expected


def test_a_text_beyond_the_largest_article_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    with path.open("wb") as file:
        file.write(b"word " * 20_000)
        file.truncate(MAX_ARTICLE_BYTES + 1)
    (item,) = items(path)
    assert isinstance(item, Skipped)
    assert "too large for one article" in item.reason


@pytest.mark.slow
def test_a_single_line_of_200_megabytes_is_refused_whatever_it_is_called(tmp_path: Path) -> None:
    for name, start in (
        ("long.txt", b""),
        ("long.csv", b""),
        ("row.csv", b"title,text\n"),
        ("long.jsonl", b'{"text": "'),
        ("long.json", b'{"text": "'),
    ):
        path = tmp_path / name
        with path.open("wb") as file:
            file.write(start)
            for _ in range(200):
                file.write(b"fighting " * (1_000_000 // 9))
        found = items(path)
        assert all(isinstance(item, Skipped) and ("large" in item.reason or "longer" in item.reason) for item in found)
        assert len(found) == 1
        path.unlink()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_named_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_text("Clash\n\nThey fought."), daemon=True)
    writer.start()
    (item,) = items(pipe)
    writer.join()
    assert isinstance(item, Article)
    assert item.text == "Clash\n\nThey fought."


def test_standard_input_is_sniffed_like_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"title,text\nA,One.\nB,Two.\n")))
    found = [item for item, _done in read_source(Source("-", None, None))]
    assert [item.text for item in found if isinstance(item, Article)] == ["One.", "Two."]


def test_a_closed_standard_input_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    ((item, _done),) = read_source(Source("-", None, None))
    assert isinstance(item, Skipped)
    assert "standard input is closed" in item.reason


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are Unicode here")
def test_a_file_name_that_is_not_utf8_is_told_in_characters_that_can_be_stored(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff.txt"))
    path.write_text("Clash\n\nThey fought.")
    (item,) = items(path)
    assert isinstance(item, Article)
    item.path.encode()
