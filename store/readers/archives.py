"""ZIP archives and gzip files: what they hold is read like any file, and nothing is written under a name of theirs."""

from __future__ import annotations

import gzip
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import PurePosixPath
from typing import IO, Final

from store.readers.decoding import clean
from store.readers.items import Item, Items, Skipped, Source
from store.readers.opening import Opening, Readable

_ELSEWHERE: Final = 0xFFFFFFFF
"""Stands for a length that a ZIP64 record tells."""

_END_SEARCHED: Final = 65_557
_LARGEST_DIRECTORY: Final = 8 * 1024 * 1024
"""The list of members of an archive, in bytes; that of twenty thousand files takes about a quarter of it."""

_LONGEST_NAME: Final = 300

# ZIP archives under other names, by a member that only they have.
_DISGUISES: Final = {
    "word/document.xml": "a Word document; save it as PDF, HTML or text",
    "xl/workbook.xml": "an Excel workbook; save it as CSV",
    "ppt/presentation.xml": "a PowerPoint presentation; save it as PDF",
    "content.xml": "an OpenDocument file; save it as PDF, HTML, text or CSV",
    "AndroidManifest.xml": "a program for Android",
    "META-INF/MANIFEST.MF": "a program in Java",
}
_ENCRYPTED: Final = 0x1


def read_zip(source: Source, file: IO[bytes], opening: Opening) -> Items:
    """Yield what the files of a ZIP archive hold; names are shown as ``archive.zip/name`` and open nothing."""
    size = _size(file)
    try:
        _check_directory(file, size)
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error) as error:
        yield Skipped(source.name, None, f"is a broken ZIP archive ({_short(error)})"), size
        return
    with archive:
        members = archive.infolist()
        disguise = next((_DISGUISES[each.filename] for each in members if each.filename in _DISGUISES), None)
        if disguise is not None:
            yield Skipped(source.name, None, f"is {disguise}"), size
            return
        done = 0
        found = False
        for member in members:
            done += member.compress_size
            if _hidden(member):
                continue
            found = True
            for item in _read_member(source, archive, member, opening):
                yield item, min(done, size)
        if not found:
            yield Skipped(source.name, None, "is an archive without files"), size


def read_gzip(source: Source, file: IO[bytes], opening: Opening) -> Items:
    """Yield what a gzip file holds, under the file's name without ``.gz``."""
    size = _size(file)
    name = source.name[:-3] if source.name.lower().endswith(".gz") else source.name
    with gzip.GzipFile(fileobj=file) as stream:
        whole = WholePart(stream)
        spool = opening.unpack(whole)
        broken = whole.broken
    with spool:
        if broken is None or spool.read(1):
            spool.seek(0)
            inner = Source(name, None, None, address=source.address, charset=source.charset)
            for item, _done in opening.read_member(inner, spool):
                yield item, size
    if broken is not None:
        yield Skipped(source.name, None, broken), size


class WholePart:
    """A packed stream that ends where it breaks, and tells so."""

    def __init__(self, stream: Readable) -> None:
        # read() of a gzip file loses what it has unpacked when the file breaks off; read1() does not.
        self._read = stream.read1 if isinstance(stream, gzip.GzipFile) else stream.read
        self.broken: str | None = None

    def read(self, count: int) -> bytes:
        """Return the next bytes, none where the stream ends or is broken."""
        try:
            return self._read(count)
        except EOFError:
            self.broken = "ends too early (the file is cut off); what came before is read"
        except (OSError, zlib.error) as error:
            self.broken = f"is a broken gzip file ({_short(error)}); what came before is read"
        return b""


def _read_member(source: Source, archive: zipfile.ZipFile, member: zipfile.ZipInfo, opening: Opening) -> Iterator[Item]:
    from store.readers.sources import unwanted

    opening.budget.take_member()
    shown = _shown(source, member.filename)
    reason = unwanted(member.filename)
    if reason is None and member.flag_bits & _ENCRYPTED:
        reason = "is locked with a password"
    if reason is not None:
        yield Skipped(shown, None, reason)
        return
    try:
        with closing(archive.open(member)) as stream, opening.unpack(stream) as file:
            for item, _done in opening.read_member(Source(shown, None, member.file_size), file):
                yield item
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        yield Skipped(shown, None, f"is broken inside its archive ({_short(error)})")
    except (NotImplementedError, RuntimeError):
        yield Skipped(shown, None, "is packed in a way that cannot be read")


def _hidden(member: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(member.filename).parts
    return (
        not member.filename  # as only a broken list of files has it; is_dir() cannot take it
        or member.is_dir()
        or any(part.startswith(".") and part not in {".", ".."} for part in parts)
        or (bool(parts) and parts[0] == "__MACOSX")
    )


def _shown(source: Source, name: str) -> str:
    return f"{source.name}/{clean(name)[:_LONGEST_NAME]}"


def _check_directory(file: IO[bytes], size: int) -> None:
    """Refuse an archive whose list of members would fill the memory before any of them is looked at."""
    file.seek(max(0, size - _END_SEARCHED))
    tail = file.read(_END_SEARCHED)
    # Whichever of these records counts, and whatever a comment feigns: none may tell of a list that is too long.
    for mark, layout, offset in ((b"PK\x05\x06", "<I", 12), (b"PK\x06\x06", "<Q", 40)):
        for match in re.finditer(mark, tail):
            place = match.start() + offset
            if place + struct.calcsize(layout) > len(tail):
                continue
            length = struct.unpack_from(layout, tail, place)[0]
            if length > _LARGEST_DIRECTORY and not (layout == "<I" and length == _ELSEWHERE):
                raise ValueError("its list of files is too long")
    file.seek(0)


def _size(file: IO[bytes]) -> int:
    size = file.seek(0, 2)
    file.seek(0)
    return size


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:100] or type(error).__name__
