"""ZIP archives and gzip files: what they hold is read, and nothing that they do costs more than it may."""

from __future__ import annotations

import gzip
import io
import struct
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.readers import Skipped, opening
from store.records import Article
from tests.store.readers.reading import articles, read, reasons

PAGE = b"<html><body><article><h1>Town taken</h1><p>%s</p></article></body></html>" % (
    b"Rebels took the town on Monday, a spokesman said. " * 6
)


def zipped(members: dict[str, bytes], level: int = 9) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def test_what_an_archive_holds_is_read_by_its_content(tmp_path: Path) -> None:
    table = b"title,text\nOne,First.\nTwo,Second.\n"
    content = zipped({"a/page.html": PAGE, "news.csv": table, "picture.png": b"\x89PNG", "__MACOSX/a.txt": b"no"})
    items = read(tmp_path / "all.zip", content)
    assert [(item.path, item.position, item.title) for item in articles(items)] == [
        ("all.zip/a/page.html", None, "Town taken"),
        ("all.zip/news.csv", 1, "One"),
        ("all.zip/news.csv", 2, "Two"),
    ]
    assert reasons(items) == [("all.zip/picture.png", "has the ending .png")]


def test_archives_lie_within_archives_to_a_depth(tmp_path: Path) -> None:
    content = zipped({"a.txt": b"News."})
    for _ in range(2):
        content = zipped({"in.zip": content})
    assert [item.path for item in articles(read(tmp_path / "x.zip", content))] == ["x.zip/in.zip/in.zip/a.txt"]
    told = reasons(read(tmp_path / "x.zip", zipped({"in.zip": content})))
    assert told == [("x.zip/in.zip/in.zip/in.zip/a.txt", "lies in more than 3 archives, one within the other")]


def test_an_archive_in_itself_ends(tmp_path: Path) -> None:
    """Stands for archives that hold themselves: however deep, three are opened."""
    content = zipped({"a.txt": b"News."})
    for _ in range(10):
        content = zipped({"in.zip": content, "b.txt": b"More news."})
    items = read(tmp_path / "x.zip", content)
    assert len(articles(items)) == 3


def test_a_bomb_is_refused_and_what_came_before_is_kept(tmp_path: Path) -> None:
    content = zipped({"a.txt": b"News.", "bomb.txt": bytes(200 * 1024 * 1024), "b.txt": b"Later."})
    tracemalloc.start()
    items = read(tmp_path / "x.zip", content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [item.text for item in articles(items)] == ["News."]
    assert reasons(items) == [("x.zip", "unpacks to more than 200 times its size; the rest is left out")]
    assert peak < 60_000_000


def test_a_bomb_of_many_archives_is_counted_as_one(tmp_path: Path) -> None:
    inner = zipped({"a.txt": b"News. " * 4_000_000})
    items = read(tmp_path / "x.zip", zipped({f"{number}.zip": inner for number in range(10)}))
    assert reasons(items) == [("x.zip", "unpacks to more than 200 times its size; the rest is left out")]
    assert 1 <= len(articles(items)) < 5


def test_members_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_MEMBERS", 5)
    items = read(tmp_path / "x.zip", zipped({f"{number}.txt": b"News %d." % number for number in range(9)}))
    assert len(articles(items)) == 5
    assert reasons(items) == [("x.zip", "holds more than 5 files; the rest is left out")]


def test_a_list_of_members_that_would_fill_the_memory_is_not_read(tmp_path: Path) -> None:
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65535, 65535, 300_000_000, 0, 0)
    items = read(tmp_path / "x.zip", b"PK\x03\x04" + bytes(100) + end)
    assert reasons(items) == [("x.zip", "is a broken ZIP archive (its list of files is too long)")]


def test_names_of_members_open_nothing(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    content = zipped({"../../evil.txt": b"News.", "/etc/evil.txt": b"News two.", "C:\\evil.txt": b"News three."})
    items = read(inside / "x.zip", content)
    assert len(articles(items)) == 3
    assert [path.name for path in tmp_path.rglob("*")] == ["in", "x.zip"]


def test_locked_and_broken_members_are_told(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.txt": b"News. " * 20, "b.txt": b"More."}))
    content[content.index(b"a.txt") + 8] ^= 0xFF
    items = read(tmp_path / "x.zip", bytes(content))
    assert [item.path for item in articles(items)] == ["x.zip/b.txt"]
    assert "is broken inside its archive" in reasons(items)[0][1]
    locked = bytearray(zipped({"a.txt": b"News."}))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert reasons(read(tmp_path / "y.zip", bytes(locked))) == [("y.zip/a.txt", "is locked with a password")]


@pytest.mark.parametrize(
    ("member", "what"), [("word/document.xml", "Word"), ("xl/workbook.xml", "Excel"), ("content.xml", "OpenDocument")]
)
def test_documents_in_the_guise_of_archives_are_called_by_their_names(tmp_path: Path, member: str, what: str) -> None:
    ((_path, reason),) = reasons(read(tmp_path / "report.docx", zipped({member: b"<x/>", "other.xml": b"<x/>"})))
    assert what in reason


def test_an_archive_without_files_and_a_cut_one_are_told(tmp_path: Path) -> None:
    assert reasons(read(tmp_path / "x.zip", zipped({}))) == [("x.zip", "is an archive without files")]
    ((_path, reason),) = reasons(read(tmp_path / "x.zip", zipped({"a.txt": b"News."})[:-30]))
    assert reason.startswith("is a broken ZIP archive")


def test_a_gzip_file_is_read_under_its_name_without_the_ending(tmp_path: Path) -> None:
    items = read(tmp_path / "news.csv.gz", gzip.compress(b"title,text\nOne,First.\n"))
    assert [(item.path, item.text) for item in articles(items)] == [("news.csv", "First.")]


def test_a_gzip_file_that_is_cut_off_gives_what_was_whole(tmp_path: Path) -> None:
    rows = b"".join(b"Title %d,Text %d.\n" % (number, zlib.crc32(b"%d" % number)) for number in range(20_000))
    packed = gzip.compress(b"title,text\n" + rows)
    items = read(tmp_path / "news.csv.gz", packed[: len(packed) // 2])
    assert len(articles(items)) > 5000
    assert reasons(items) == [("news.csv.gz", "ends too early (the file is cut off); what came before is read")]


def test_a_gzip_bomb_is_refused(tmp_path: Path) -> None:
    items = read(tmp_path / "a.txt.gz", gzip.compress(bytes(200 * 1024 * 1024)))
    assert reasons(items) == [("a.txt.gz", "unpacks to more than 200 times its size; the rest is left out")]


@settings(deadline=None)
@given(st.binary(max_size=200), st.integers(0, 400), st.integers(0, 255))
def test_no_damage_to_an_archive_breaks_the_reading(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, at: int, bits: int
) -> None:
    folder = tmp_path_factory.getbasetemp()
    for start in (zipped({"a.txt": b"News.", "b.zip": zipped({"c.html": PAGE})}), gzip.compress(PAGE)):
        damaged = bytearray(start + data)
        damaged[at % len(damaged)] ^= bits
        for item in read(folder / "damaged", bytes(damaged)):
            assert isinstance(item, Article | Skipped)
