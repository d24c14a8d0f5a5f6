"""WARC files, through warcio: the pages that a crawler was given."""

from __future__ import annotations

import gzip
import re
import sys
from dataclasses import replace
from typing import IO, TYPE_CHECKING, Final

from store.fetching import kept_address
from store.readers.archives import WholePart
from store.readers.decoding import clean
from store.readers.extras import missing_extra
from store.readers.items import MAX_ARTICLE_BYTES, Items, Skipped, Source
from store.readers.opening import Budget, Opening, TooMuchError

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_WANTED: Final = re.compile(r"(?:text/html|application/xhtml\+xml|application/pdf)\b", re.IGNORECASE)
_PIECE: Final = 64 * 1024
_LONGEST_LINE: Final = 1_000_000
_LONGEST_NAME: Final = 2000


def read_warc(source: Source, file: IO[bytes], opening: Opening) -> Items:
    """Yield the pages of a WARC file; what else it holds is counted and told in one line at the end."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        yield Skipped(source.name, None, missing_extra("a WARC file", "warc")), source.size or 0
        return
    size = file.seek(0, 2)
    file.seek(0)
    if opening.depth == 0:
        # Archives of the web are large by nature, and one record at a time is taken out: only the ratio is bounded.
        opening = replace(opening, budget=Budget(size, most=sys.maxsize))
    others = pages = 0
    broken: str | None = None
    stream = _Unpacked(file, opening.budget)
    try:
        for record in ArchiveIterator(stream):
            stream.in_body = True
            if _is_page(record):
                pages += 1
                for item, _done in _read(source, record, opening):
                    yield item, file.tell()
            elif record.rec_type in ("response", "resource"):
                others += 1
            _read_past(record)
            stream.in_body = False
    except TooMuchError:
        raise
    except (ArchiveLoadFailed, EOFError, ValueError, OSError, AttributeError, RecursionError) as error:
        broken = f"is broken or cut off ({_short(error)}); what came before is read"
    broken = broken or stream.broken
    if broken is not None:
        yield Skipped(source.name, None, broken), size
    if others or not (pages or broken):
        told = f"{others:,} records that are no pages are passed over" if others else "holds no pages"
        yield Skipped(source.name, None, told), size


class _Unpacked:
    """The bytes of a WARC file, unpacked where it is packed, as far as they may be and are whole."""

    def __init__(self, file: IO[bytes], budget: Budget) -> None:
        self._budget = budget
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        self._part = WholePart(gzip.GzipFile(fileobj=file) if packed else file)
        self._tail = b""
        self._line = 0
        self.in_body = False

    @property
    def broken(self) -> str | None:
        """What is the matter with the file, once it is read to its end: every record ends with two line ends."""
        if self._part.broken is None and not self._tail.endswith((b"\r\n\r\n", b"\n\n")):
            return "is cut off; what came before is read"
        return self._part.broken

    def read(self, count: int = _PIECE) -> bytes:
        """Return the next bytes. Raises :class:`TooMuchError`."""
        piece = self._part.read(count)
        self._budget.take(len(piece))
        end = piece.rfind(b"\n")
        self._line = 0 if self.in_body else self._line + len(piece) if end < 0 else len(piece) - end
        if self._line > _LONGEST_LINE:  # a header that warcio would take in whole
            raise TooMuchError(f"has a header of more than {_LONGEST_LINE / 1e6:,.0f} MB; the rest is left out")
        self._tail = (self._tail + piece)[-4:]
        return piece


def _is_page(record: ArcWarcRecord) -> bool:
    if record.rec_type == "response":
        headers = record.http_headers
        return (
            headers is not None
            and headers.get_statuscode() == "200"
            and bool(_WANTED.match(headers.get_header("Content-Type") or ""))
        )
    return record.rec_type == "resource" and bool(_WANTED.match(record.rec_headers.get_header("Content-Type") or ""))


def _read(source: Source, record: ArcWarcRecord, opening: Opening) -> Items:
    from store.fetching.answers import charset_of

    address = clean(kept_address(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>"))[:_LONGEST_NAME]
    name = f"{source.name}/{address}"
    stream = record.content_stream()
    headers = record.http_headers or record.rec_headers
    charset = charset_of(headers.get_header("Content-Type") or "")
    member = Source(name, None, None, address=address or None, charset=charset)
    with opening.unpack(stream, most=MAX_ARTICLE_BYTES) as page:
        yield from opening.read_member(member, page)


def _read_past(record: ArcWarcRecord) -> None:
    """Read the rest of a record piece by piece. Raises :class:`EOFError` where it ends before its length."""
    while record.raw_stream.read(_PIECE):
        pass
    if getattr(record.raw_stream, "limit", 0):
        raise EOFError("a record ends before its length")


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
