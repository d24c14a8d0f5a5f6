"""PDF files: paragraphs as a reader sees them, titles and dates, and files that are locked, broken or scanned."""

from __future__ import annotations

import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.readers import pdf as pdf_reader
from store.readers import pdf_text
from store.readers.pdf_text import PdfText, read_pdf_text
from tests.store.readers.pdf_files import Placed, assembled, pdf
from tests.store.readers.reading import articles, read, reasons

pytest.importorskip("pypdfium2")

LOCKED = (
    "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + "00" * 32 + "> /U <" + "00" * 32 + "> >> /ID [<00> <00>]"
)


def column(lines: list[str], *, x: float = 72, y: float = 700, size: float = 11, down: float = 14) -> list[Placed]:
    return [(x, y - number * down, size, line) for number, line in enumerate(lines)]


def test_lines_become_paragraphs_and_broken_words_whole(tmp_path: Path) -> None:
    first = [
        "Fighters of the Karanda Front took the northern town on Monday after a day of heavy fight-",
        "ing, a spokesman of the group said. The army spoke of an orderly withdrawal of its pro-",
        "government allies towards the al-",
        "Nusra lines.",
    ]
    second = [
        "The governor denied on Tuesday that any of the fighting had reached the city, and called it",
        "a rumour.",
    ]
    page = [*column(first), *column(second, y=700 - 4 * 14 - 14)]
    (found,) = articles(read(tmp_path / "a.pdf", pdf([page])))
    assert found.text.split("\n\n") == [
        "Fighters of the Karanda Front took the northern town on Monday after a day of heavy fighting, a spokesman of "
        "the group said. The army spoke of an orderly withdrawal of its pro-government allies towards the al-Nusra lines.",
        "The governor denied on Tuesday that any of the fighting had reached the city, and called it a rumour.",
    ]


def test_indents_and_short_last_lines_begin_paragraphs(tmp_path: Path) -> None:
    long = "The army and the rebels fought over the road to the north for most of the week, it"
    page = [
        *column([long, "said.", long + " said."]),
        *column([long, "added later."], y=700 - 3 * 14),
        (86, 700 - 5 * 14, 11, "An indented line begins the next paragraph, as in books."),
    ]
    (found,) = articles(read(tmp_path / "a.pdf", pdf([page])))
    assert [text[:12] for text in found.text.split("\n\n")] == ["The army and", "The army and", "An indented "]


def test_a_paragraph_goes_on_over_pages_without_headers_and_footers(tmp_path: Path) -> None:
    pages = [
        [
            (72, 800, 9, f"RIDGE REPORTS - page {number + 1}"),
            *column(["One line of the report about the fighting of the week goes on and"] * 8),
            (290, 30, 9, str(number + 1)),
        ]
        for number in range(4)
    ]
    (found,) = articles(read(tmp_path / "a.pdf", pdf(pages)))
    assert "RIDGE" not in found.text
    assert "\n" not in found.text or found.text.count("\n\n") == 3
    assert not any(character.isdigit() for character in found.text)


def test_the_title_and_date_are_those_that_the_file_tells(tmp_path: Path) -> None:
    page = column(["Fighters took the town on Monday, a spokesman said."])
    info = {"Title": "The week in Karanda", "CreationDate": "D:20160303101500+02'00'"}
    (found,) = articles(read(tmp_path / "a.pdf", pdf([page], info)))
    assert (found.title, found.date) == ("The week in Karanda", "2016-03-03")


@pytest.mark.parametrize("told", ["", "Microsoft Word - report_final.doc", "untitled", "x.indd", "--"])
def test_a_title_that_is_none_gives_way_to_the_largest_line(tmp_path: Path, told: str) -> None:
    page = [
        (72, 780, 9, "Ridge Press, Thursday"),
        (72, 740, 22, "Rebels take the town"),
        (72, 715, 22, "after a week"),
        *column(["Fighters took the town on Monday, a spokesman said."] * 4, y=680),
    ]
    (found,) = articles(read(tmp_path / "a.pdf", pdf([page], {"Title": told})))
    assert found.title == "Rebels take the town after a week"


def test_without_any_title_the_first_line_is_one(tmp_path: Path) -> None:
    (found,) = articles(read(tmp_path / "a.pdf", pdf([column(["Fighters took the town on Monday."])])))
    assert found.title == "Fighters took the town on Monday."
    assert found.date is None


def test_locked_scanned_and_broken_files_are_told(tmp_path: Path) -> None:
    page = column(["Fighters took the town on Monday, a spokesman said."])
    assert reasons(read(tmp_path / "a.pdf", pdf([page], trailer=LOCKED))) == [("a.pdf", "is locked with a password")]
    ((_path, reason),) = reasons(read(tmp_path / "a.pdf", pdf([[], []])))
    assert "scan" in reason
    assert reasons(read(tmp_path / "a.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 9)) == [
        ("a.pdf", "is a broken PDF file, or one that is cut off")
    ]


def test_a_file_that_is_cut_off_gives_its_whole_pages_or_one_line(tmp_path: Path) -> None:
    whole = pdf([column([f"Page {number} tells of fighters who took the town."]) for number in range(30)])
    for share in (0.1, 0.5, 0.9, 0.99):
        items = read(tmp_path / "a.pdf", whole[: int(len(whole) * share)])
        assert items
        assert len(reasons(items)) <= 1
        assert len(items) <= 2


def test_too_many_pages_are_cut_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_text, "MOST_PAGES", 2)
    found = read_pdf_text(pdf([column([f"Page {number} tells of fighters."]) for number in range(4)]))
    assert found.text
    assert found.trouble == "is too long; only its first 2 pages are read"


def packed(megabytes: int, unit: bytes) -> bytes:
    packer = zlib.compressobj(9)
    pieces = [packer.compress(unit * ((1 << 20) // len(unit))) for _ in range(megabytes)]
    return assembled([b"".join(pieces) + packer.flush()], extra="/Filter /FlateDecode")


@pytest.mark.skipif(sys.platform == "win32", reason="the system holds no process to its memory")
def test_a_packed_bomb_fills_no_memory_but_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "MOST_MEMORY", 400 * 1024 * 1024)
    items = read(tmp_path / "a.pdf", packed(600, b"BT /F1 9 Tf (aaaaaaaaaaaaaaaaaaaaaa) Tj ET "))
    assert reasons(items) == [("a.pdf", "takes too much memory to read, or makes the reader of PDF files fail")]


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "MOST_SECONDS", 0.2)
    items = read(tmp_path / "a.pdf", packed(40, b"BT /F1 9 Tf (aaaaaaaaaaaaaaaaaaaaaa) Tj ET "))
    assert reasons(items) == [("a.pdf", "takes longer than 0.2 seconds to read")]


def test_without_the_package_one_line_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    told = "is a PDF file, which needs another package: pip install 'conflict-tui[pdf]'"
    assert reasons(read(tmp_path / "a.pdf", pdf([[]]))) == [("a.pdf", told)]


@settings(deadline=None)
@given(st.integers(0, 3000), st.binary(min_size=1, max_size=20))
def test_no_damage_to_a_file_breaks_the_reading(at: int, data: bytes) -> None:
    damaged = bytearray(pdf([column(["Fighters took the town on Monday."] * 3)] * 3, {"Title": "Town"}))
    damaged[at : at + len(data)] = data
    found = read_pdf_text(bytes(damaged))
    assert isinstance(found, PdfText)
    assert found.text or found.trouble
