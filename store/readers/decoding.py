"""From bytes to text: the encoding is found by looking at the bytes, and nothing is ever lost silently."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Iterable
from contextlib import suppress
from typing import IO, Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_BLOCK: Final = 1024 * 1024
_SAMPLE: Final = 256 * 1024

# Western single-byte texts have few bytes beyond ASCII, and a guess by letter frequency then has nothing to go by.
_FEW_HIGH_BYTES: Final = 0.05

# What files of news are written in; the hundred others only add chances to mistake one for another.
_CANDIDATES: Final = (
    "cp1251", "koi8_r", "cp1256", "cp1255", "cp1254", "cp1253", "cp1250", "cp1252", "cp1257", "cp874", "gb18030",
    "big5", "euc_jp", "shift_jis", "euc_kr",
)  # fmt: skip

_WESTERN: Final = frozenset({"ascii", "iso8859-1", "cp1252"})

# What is called by the narrower name holds characters of the wider one.
_WIDER: Final = {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "iso8859-9": "cp1254"}

# One character in so many may be broken, as the last one of a page that was cut off.
_BROKEN_SHARE: Final = 500

_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")


def clean(text: str) -> str:
    """Return text as it is stored: line ends as line feeds, what SQLite cannot hold (NUL, surrogates) as U+FFFD."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSTORABLE.sub("�", text)


def byte_order_mark(head: bytes) -> str | None:
    """Return the encoding that a byte order mark at the start of ``head`` announces."""
    return next((name for mark, name in _MARKS if head.startswith(mark)), None)


def find_encoding(file: IO[bytes]) -> str:
    """Return the encoding of a whole file, which is left at its start.

    UTF-8 wherever the bytes are valid as such, to the last one; otherwise a single-byte encoding. Memory is bounded.
    """
    file.seek(0)
    marked = byte_order_mark(file.read(4))
    file.seek(0)
    if marked is not None:
        return marked
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while block := file.read(_BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        # Look where the trouble is: the head of the file may be plain ASCII.
        file.seek(max(0, file.tell() - _BLOCK - _SAMPLE // 2))
        return guess_single_byte(file.read(_SAMPLE + _BLOCK))
    finally:
        file.seek(0, os.SEEK_SET)
    return "utf-8"


def guess_single_byte(sample: bytes) -> str:
    """Return the likeliest encoding of bytes that are not UTF-8."""
    high = sum(byte > 127 for byte in sample)
    if high >= _FEW_HIGH_BYTES * len(sample):
        import charset_normalizer

        best = charset_normalizer.from_bytes(sample[:_SAMPLE], cp_isolation=list(_CANDIDATES)).best()
        if best is not None:
            return str(best.encoding)
    # 0x81, 0x8D, 0x8F, 0x90 and 0x9D mean nothing in Windows-1252.
    return "latin-1" if any(byte in sample for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)) else "cp1252"


def decode_declared(data: bytes, declared: Iterable[str | None]) -> str:
    """Decode a whole document of which headers or marks in it say what encoding it has, in order of belief.

    None of them is believed against the bytes: valid UTF-8 is UTF-8, and what hardly decodes is no such encoding.
    Western encodings are what servers say when they know nothing, so they are guessed like no word at all.
    """
    marked = byte_order_mark(data[:4])
    if marked is not None:
        return clean(data.decode(marked, errors="replace"))
    with suppress(UnicodeDecodeError):
        return clean(data.decode("utf-8"))
    for name in declared:
        try:
            encoding = codecs.lookup(name or "").name
            if encoding in _WESTERN:
                continue
            text = data.decode(_WIDER.get(encoding, encoding), errors="replace")
        except (LookupError, UnicodeError, ValueError):
            continue
        if text.count("\ufffd") * _BROKEN_SHARE <= len(text):
            return clean(text)
    return clean(data.decode(guess_single_byte(data), errors="replace"))


def decode(data: bytes) -> str:
    """Decode a whole text, whatever its encoding, to what is stored."""
    return decode_declared(data, ())
