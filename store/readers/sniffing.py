"""What format a source has, by its first bytes; the file name only settles what the bytes leave open."""

from __future__ import annotations

import csv
import json
import re
from enum import Enum
from pathlib import PurePath
from typing import Final

from store.readers.columns import find_columns
from store.readers.decoding import byte_order_mark, guess_single_byte
from store.readers.signs import is_feed, is_graph, is_mail, root_of, start_of_gzip

DELIMITERS: Final = (",", "\t", ";", "|")

_HTML: Final = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<article[\s>]", re.IGNORECASE)
_SIGNATURES: Final = (
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ\x00", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of an old Office program"),
    (b"SQLite format 3\x00", "an SQLite file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
)
_MAX_CONTROL: Final = 0.02
_ROWS: Final = 20


class Format(Enum):
    """A format that can be read; those that stream hold many articles and are read piece by piece."""

    TEXT = "text"
    HTML = "html"
    TABLE = "table"
    JSON_LINES = "json lines"
    JSON = "json"
    FEED = "feed"
    MAIL = "mail"
    PDF = "pdf"
    WARC = "warc"
    ZIP = "zip"
    GZIP = "gzip"
    GRAPH = "graph"

    @property
    def streams(self) -> bool:
        """Whether a source of this format is read piece by piece."""
        return self in (Format.TABLE, Format.JSON_LINES, Format.GRAPH)


def sniff(head: bytes, name: str) -> Format | str:
    """Return the format of a source from its first bytes, or the reason why it cannot be read."""
    if not head:
        return "is empty"
    for signature, what in _SIGNATURES:
        if head.startswith(signature):
            return f"is {what}, which cannot be read as an article"
    if head[257:262] == b"ustar":
        return "is a tar archive, which cannot be read; unpack it, or pack it as ZIP"
    packed = _packed_format(head)
    if packed is not None:
        return packed
    text = _decode_head(head)
    if text is None:
        return "is not text (it holds binary data)"
    stripped = text.lstrip("\ufeff \t\r\n")
    if not stripped:
        return Format.TEXT  # the reader of texts says whether anything follows the white space
    ending = PurePath(name).suffix.lower()
    if stripped[0] == "<" and is_feed(root_of(stripped)):
        return Format.FEED
    if stripped[0] == "<" and is_graph(root_of(stripped)):
        return Format.GRAPH
    if is_mail(stripped):
        return Format.MAIL
    if stripped[0] == "<" and (_HTML.search(stripped) or ending in (".html", ".htm", ".xhtml")):
        return Format.HTML
    if stripped.startswith("<?xml"):
        return f"is XML of a kind that is not read (its first element is {root_of(stripped) or 'far from its start'})"
    if stripped[0] in "{[" and ending not in (".txt", ".text", ".md", ".markdown"):
        return _json_format(stripped, ending)
    if ending in (".csv", ".tsv", ".tab"):
        return Format.TABLE
    if ending in (".html", ".htm", ".xhtml"):
        return Format.HTML
    if ending not in (".md", ".markdown") and _looks_like_table(stripped):
        return Format.TABLE
    return Format.TEXT


def find_delimiter(header: str) -> str:
    """Return the delimiter of a table: the one that its header line has most of."""
    return max(DELIMITERS, key=lambda delimiter: len(header_cells(header, delimiter)))


def header_cells(header: str, delimiter: str) -> list[str]:
    """Split the header line of a table; empty where no reader of tables could make cells of it."""
    try:
        return next(csv.reader([header], delimiter=delimiter), [])
    except csv.Error:
        return []


def _packed_format(head: bytes) -> Format | None:
    if head.startswith(b"WARC/"):
        return Format.WARC
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Format.ZIP
    if head.startswith(b"\x1f\x8b"):
        return Format.WARC if start_of_gzip(head).startswith(b"WARC/") else Format.GZIP
    return None


def _decode_head(head: bytes) -> str | None:
    marked = byte_order_mark(head)
    if marked is not None:
        return head.decode(marked, errors="replace")
    if b"\x00" in head:
        return None
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        # A head cut inside a character is still UTF-8.
        if error.start >= len(head) - 4:
            text = head.decode("utf-8", errors="ignore")
        else:
            text = head.decode(guess_single_byte(head), errors="replace")
    control = sum(c < " " and c not in "\t\n\r\f\x1b" for c in text)
    return None if control > _MAX_CONTROL * len(text) else text


def _json_format(text: str, ending: str) -> Format:
    first, _, rest = text.partition("\n")
    if text[0] == "{" and (ending in (".jsonl", ".ndjson") or rest.lstrip().startswith("{")):
        try:
            json.loads(first)
        except (ValueError, RecursionError):
            return Format.JSON_LINES if ending in (".jsonl", ".ndjson") else Format.JSON
        return Format.JSON_LINES
    return Format.JSON


def _looks_like_table(text: str) -> bool:
    """Whether the first line reads as a header with a column for articles' texts, or as one of a coded dataset."""
    from store.readers.coded import looks_coded

    header = text.split("\n", 1)[0].rstrip("\r")
    if len(header) > 32_768 or "\n" not in text:
        return False
    cells = header_cells(header, find_delimiter(header))
    if len(cells) >= 2 and len(header) <= 4096 and find_columns(cells).text is not None:
        return True
    rows = (header_cells(line.rstrip("\r"), find_delimiter(header)) for line in text.split("\n", _ROWS)[1:_ROWS])
    return looks_coded(cells, rows)
