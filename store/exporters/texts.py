"""Texts from outside on their way into other programs' files: what no reader of those files should ever meet."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Final

_CONTROLS: Final = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_NOT_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BIDI: Final = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")

# Excel, LibreOffice and Google Sheets run cells that begin with one of these; the wide forms are read as the narrow.
_FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")


def without_controls(text: str) -> str:
    """Return a text without escape sequences and C0 and C1 control characters other than tab and line ends."""
    return _CONTROLS.sub("", text)


def one_line(text: str) -> str:
    """Return a text as one line, without control and bidirectional formatting characters."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join(_BIDI.sub("", without_controls(text)).split())


def harmless_cell(text: str) -> str:
    """Return a text that no spreadsheet runs as a formula: an apostrophe goes before a leading = + - @ tab or CR."""
    text = without_controls(text)
    guarded = f"'{text}" if text.startswith(_FORMULA) else text
    # A bare carriage return would end the row for some readers.
    return guarded.replace("\r\n", "\n").replace("\r", "\n")


def xml_text(text: str) -> str:
    """Return a text of characters that XML 1.0 allows (production 2, ``Char``), line ends as line feeds."""
    if text.isprintable() and text.isascii():
        return text
    return _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def first_day(text: str) -> str | None:
    """Return the first day of a date that may be a year or a month, ``None`` where it is no date."""
    found = _DATE.fullmatch(text)
    return _day(found[1], found[2] or "01", found[3] or "01") if found else None


def last_day(text: str) -> str | None:
    """Return the last day of a date that may be a year or a month, ``None`` where it is no date."""
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    month = found[2] or "12"
    if not 1 <= int(month) <= 12 or not int(found[1]):
        return None
    return _day(found[1], month, found[3] or f"{monthrange(int(found[1]), int(month))[1]:02d}")


def _day(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def web_address(text: str | None) -> str | None:
    """Return an address that is safe to make a link of: http or https, without spaces, quotes and brackets."""
    if text is None or not re.fullmatch(r"https?://[^\s<>\"'`{}\\^|\x00-\x20\x7f-\xa0]+", text):
        return None
    return text
