"""Finding what to read, and handing each source to the reader of its format."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Final

from store.readers.decoding import clean
from store.readers.items import MAX_ARTICLE_BYTES, Item, Items, Skipped, Source
from store.readers.sniffing import Format, sniff

ENDINGS: Final = frozenset(
    {
        ".txt",
        ".text",
        ".md",
        ".markdown",
        ".html",
        ".htm",
        ".xhtml",
        ".csv",
        ".tsv",
        ".tab",
        ".jsonl",
        ".ndjson",
        ".json",
    }
)
"""File name endings that are looked into inside a folder; a file named outright is looked into whatever its ending."""

_SPOOL_BYTES: Final = 8 * 1024 * 1024


def find_sources(paths: Iterable[str]) -> tuple[list[Source], list[Skipped]]:
    """Expand files, folders and ``-`` into sources, in order, folders sorted by name; what is not there is skipped."""
    sources: list[Source] = []
    skipped: list[Skipped] = []
    for name in paths:
        if name == "-":
            sources.append(Source("-", None, None))
            continue
        path, name = Path(name), clean(name)  # noqa: PLW2901 - from here on the name is only told
        try:
            mode = path.stat().st_mode
        except OSError as error:
            skipped.append(Skipped(name, None, _why(error)))
            continue
        except ValueError:
            skipped.append(Skipped(name, None, "is not a possible file name"))
            continue
        if stat.S_ISDIR(mode):
            _walk(path, sources, skipped)
        else:
            _take(path, sources, skipped)
    return sources, skipped


def _walk(folder: Path, sources: list[Source], skipped: list[Skipped]) -> None:
    def cannot(error: OSError) -> None:
        skipped.append(Skipped(clean(str(error.filename or folder)), None, _why(error)))

    for root, folders, files in os.walk(folder, onerror=cannot):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(root, name)
            if name.startswith("."):
                continue
            if path.suffix.lower() in ENDINGS:
                _take(path, sources, skipped)
            else:
                reason = f"has the ending {path.suffix or '(none)'}; name the file itself to import it all the same"
                skipped.append(Skipped(clean(str(path)), None, reason))


def _take(path: Path, sources: list[Source], skipped: list[Skipped]) -> None:
    try:
        status = path.stat()
    except OSError as error:
        skipped.append(Skipped(clean(str(path)), None, _why(error)))
        return
    if stat.S_ISREG(status.st_mode):
        sources.append(Source(clean(str(path)), path, status.st_size))
    elif stat.S_ISFIFO(status.st_mode):
        sources.append(Source(clean(str(path)), path, None))  # as a shell's <(command) gives
    else:
        skipped.append(Skipped(clean(str(path)), None, "is neither a file nor a folder"))


def read_source(source: Source) -> Items:
    """Yield the articles and skipped items of one source, each with the bytes read so far."""
    try:
        with _open(source) as file:
            yield from _read_open(source, file)
    except OSError as error:
        yield Skipped(source.name, None, _why(error)), source.size or 0


def _open(source: Source) -> IO[bytes]:
    if source.path is not None and source.size is not None:
        return source.path.open("rb")
    # A pipe cannot be read twice, and formats are found by looking first: it is kept aside, on disk if it is long.
    if source.path is None and sys.stdin is None:
        raise OSError(errno.EBADF, "standard input is closed")
    spool: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(max_size=_SPOOL_BYTES)  # noqa: SIM115
    try:
        stream = sys.stdin.buffer if source.path is None else source.path.open("rb")
        while block := stream.read(1024 * 1024):
            spool.write(block)
        if source.path is not None:
            stream.close()
        spool.seek(0)
    except BaseException:
        spool.close()
        raise
    return spool


def _read_open(source: Source, file: IO[bytes]) -> Items:
    head = file.read(64 * 1024)
    file.seek(0, os.SEEK_END)
    size = file.tell()
    file.seek(0)
    found = sniff(head, source.name)
    if isinstance(found, str):
        yield Skipped(source.name, None, found), size
        return
    if found.streams:
        yield from _streaming_reader(found)(source, file)
        return
    if size > MAX_ARTICLE_BYTES:
        advice = "write one object to a line" if found is Format.JSON else "split it"
        reason = (
            f"is too large for one article ({size / 1e6:,.0f} MB; at most {MAX_ARTICLE_BYTES / 1e6:,.0f} MB); {advice}"
        )
        yield Skipped(source.name, None, reason), size
        return
    for item in _whole_reader(found)(source.name, file.read()):
        yield item, size


def _streaming_reader(found: Format) -> Callable[[Source, IO[bytes]], Items]:
    if found is Format.JSON_LINES:
        from store.readers.json_lines import read_json_lines

        return read_json_lines
    from store.readers.tables import read_table

    return read_table


def _whole_reader(found: Format) -> Callable[[str, bytes], Iterable[Item]]:
    if found is Format.HTML:
        from store.readers.pages import read_page

        return read_page
    if found is Format.JSON:
        from store.readers.json_lines import read_json

        return read_json
    from store.readers.plain import read_plain

    return read_plain


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "does not exist"
    return f"cannot be read ({error.strerror or error})"
