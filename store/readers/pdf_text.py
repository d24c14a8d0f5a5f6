"""The text of a PDF file, through pypdfium2: lines from the pages, a title and a date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from store.readers.dates import parse_date
from store.readers.decoding import clean
from store.readers.page_layout import Line, paragraphs
from store.readers.plain import short_title

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

MOST_PAGES: Final = 3000
_MOST_CHARACTERS: Final = 16_000_000
_MOST_SECONDS: Final = 120.0
_BROKEN: Final = "is a broken PDF file, or one that is cut off"
_FEW_CHARACTERS: Final = 20

_DATE: Final = re.compile(r"D?:?(\d{4})(\d{2})(\d{2})")
# What programs write as a title when nobody gave one.
_NO_TITLE: Final = re.compile(
    r"microsoft word\b|untitled|slide 1$|document\d*$|powerpoint presentation"
    r"|.*\.(?:docx?|pdf|indd|odt|rtf|tex|pub|qxp)$",
    re.IGNORECASE,
)
_HYPHENS: Final = (2, 0xFFFE)
"""What PDFium gives for a hyphen at the end of a line, after which the next line follows at once."""

_LINE_ENDS: Final = (10, 13, *_HYPHENS)
_LARGER: Final = 1.2
"""How many times the size of the text a title is at least."""


@dataclass(frozen=True, slots=True)
class PdfText:
    """What a PDF file says; ``trouble`` tells why nothing can be read, or what is left out where there is a text."""

    text: str | None
    title: str | None = None
    date: str | None = None
    trouble: str | None = None


def read_pdf_text(data: bytes) -> PdfText:
    """Read a PDF file. Hostile ones take what time and memory they like, or crash: see :mod:`store.readers.pdf`."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower() or "security" in str(error).lower()
        return PdfText(None, trouble="is locked with a password" if locked else _BROKEN)
    try:
        return _read(document)
    except (pypdfium2.PdfiumError, ValueError, OSError) as error:
        return PdfText(None, trouble=f"cannot be read as a PDF file ({type(error).__name__})")
    finally:
        document.close()


def _read(document: PdfDocument) -> PdfText:
    pages, cut, unread = _pages(document)
    text = clean("\n\n".join(paragraphs(pages))).strip()
    if len(text) < _FEW_CHARACTERS:
        scanned = "has pages but no text on them (a scan?); a program for text recognition such as ocrmypdf adds it"
        return PdfText(None, trouble=_BROKEN if unread else scanned)
    about: dict[str, str] = document.get_metadata_dict()
    if unread and not cut:
        cut = f"{unread:,} of its pages cannot be read (the file is broken or cut off); the others are"
    return PdfText(
        text,
        _title(clean(about.get("Title", "")), pages) or short_title(text.split("\n", 1)[0]),
        _day(about.get("CreationDate", "")) or _day(about.get("ModDate", "")),
        cut,
    )


def _pages(document: PdfDocument) -> tuple[list[list[Line]], str | None, int]:
    """Return the lines of every page, why not all were looked at, and how many could not be read."""
    import pypdfium2

    pages: list[list[Line]] = []
    characters = unread = 0
    started = monotonic()
    for number in range(len(document)):
        if number >= MOST_PAGES or characters >= _MOST_CHARACTERS or monotonic() - started > _MOST_SECONDS:
            return pages, f"is too long; only its first {number:,} pages are read", unread
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            unread += 1
            continue
        try:
            lines = list(_lines(page))
        finally:
            page.close()
        characters += sum(len(line.text) for line in lines)
        pages.append(lines)
    return pages, None, unread


def _lines(page: PdfPage) -> Iterator[Line]:
    from pypdfium2 import raw

    text_page = page.get_textpage()
    try:
        count = text_page.count_chars()
        start = 0
        letters: list[str] = []
        for index in range(min(count, _MOST_CHARACTERS) + 1):
            code = raw.FPDFText_GetUnicode(text_page, index) if index < count else 10
            if code in _HYPHENS:
                letters.append("\u00ad")
            if code in _LINE_ENDS:
                line = _line(text_page, raw, start, index, "".join(letters))
                if line is not None:
                    yield line
                start = index + 1
                letters = []
            else:
                letters.append(_letter(code))
    finally:
        text_page.close()


def _letter(code: int) -> str:
    return chr(code) if 32 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else " "


def _line(text_page: Any, raw: Any, start: int, end: int, text: str) -> Line | None:
    stripped = text.strip()
    if not stripped:
        return None
    first = start + len(text) - len(text.lstrip())
    last = start + len(text.rstrip().rstrip("\u00ad")) - 1
    left, bottom, _right, top = text_page.get_charbox(first, loose=True)
    _left, _bottom, right, _top = text_page.get_charbox(last, loose=True)
    size = raw.FPDFText_GetFontSize(text_page, first) or 0.0
    # Sizes may be told as 1 and stretched by a matrix; the height of the box is what is seen.
    return Line(" ".join(stripped.split()), left, right, bottom, top, max(top - bottom, 1.0) if size <= 1 else size)


def _title(told: str, pages: list[list[Line]]) -> str | None:
    told = " ".join(told.split())
    if len(told) >= 4 and not _NO_TITLE.match(told) and any(letter.isalpha() for letter in told):
        return short_title(told)
    lines = next((page for page in pages if page), [])
    sizes = sorted(line.size for page in pages[:5] for line in page for _ in range(max(1, len(line.text) // 20)))
    if not lines or not sizes:
        return None
    largest = max(line.size for line in lines)
    if largest < _LARGER * sizes[len(sizes) // 2]:
        return None
    start = next(index for index, line in enumerate(lines) if line.size == largest)
    taken = [lines[start].text]
    for line in lines[start + 1 : start + 4]:
        if line.size < 0.95 * largest:
            break
        taken.append(line.text)
    return short_title(" ".join(taken).replace("\u00ad", ""))


def _day(value: str) -> str | None:
    match = _DATE.match(value.strip())
    return parse_date("-".join(match.groups())) if match else None
