"""Finding what to read, and handing each source to the reader of its format."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePath
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Final

from store.fetching import is_address, kept_address
from store.readers.decoding import clean
from store.readers.items import MAX_ARTICLE_BYTES, Item, Items, Skipped, Source
from store.readers.opening import Opening, TooMuchError
from store.readers.sniffing import Format, sniff

if TYPE_CHECKING:
    from store.fetching import Fetched, Fetcher
    from store.readers.feeds import FeedState

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
        ".graphml",
        ".gexf",
        ".xml",
        ".rss",
        ".atom",
        ".rdf",
        ".eml",
        ".mbox",
        ".mht",
        ".mhtml",
        ".pdf",
        ".warc",
        ".zip",
        ".gz",
    }
)
"""File name endings that are looked into inside a folder; a file named outright is looked into whatever its ending."""

_SPOOL_BYTES: Final = 8 * 1024 * 1024


def find_sources(paths: Iterable[str]) -> tuple[list[Source], list[Skipped]]:
    """Expand files, folders, web addresses and ``-`` into sources, in order, folders sorted by name.

    What is not there is skipped; nothing is fetched yet.
    """
    sources: list[Source] = []
    skipped: list[Skipped] = []
    for name in paths:
        if name == "-":
            sources.append(Source("-", None, None))
            continue
        if is_address(name):
            sources.append(Source(clean(kept_address(name)), None, None, address=name))
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
            reason = unwanted(name)
            if reason is None:
                _take(path, sources, skipped)
            else:
                reason += "; name the file itself to import it all the same"
                skipped.append(Skipped(clean(str(path)), None, reason))


def unwanted(name: str) -> str | None:
    """Say why a file of a folder or an archive is not looked into, or ``None`` where it is."""
    ending = PurePath(name).suffix
    return None if ending.lower() in ENDINGS else f"has the ending {clean(ending) or '(none)'}"


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


def read_source(
    source: Source, fetcher: Fetcher | None = None, on_feed: Callable[[FeedState], None] | None = None
) -> Items:
    """Yield the articles and skipped items of one source, each with the bytes read so far.

    Addresses are fetched by ``fetcher``, and not before the first item is asked for; without one, an address is
    skipped. Once the fetcher is asked to stop, reading ends. ``on_feed`` is told of feeds that were fetched.
    """
    opening = Opening(_read_open, fetcher, on_feed=on_feed)
    try:
        if source.address is not None:
            yield from _read_address(source, source.address, opening)
            return
        with _open(source) as file:
            yield from _read_open(source, file, opening)
    except OSError as error:
        yield Skipped(source.name, None, _why(error)), source.size or 0


def opening_of(fetcher: Fetcher, found: Fetched) -> Opening:
    """Return how the links of a feed are followed that was fetched."""
    return Opening(_read_open, fetcher, follow=True, fetched=found)


def _read_address(source: Source, address: str, opening: Opening) -> Items:
    from store.fetching import FetchError, StoppedError

    if opening.fetcher is None:
        yield Skipped(source.name, None, "is an address, and nothing is fetched here"), 0
        return
    try:
        found = opening.fetcher.fetch(address)
    except FetchError as error:
        yield Skipped(source.name, None, str(error)), 0
        return
    except StoppedError:
        return
    with found.file as file:
        # From here on the address is the one that redirects led to, and holds no credentials.
        fetched = replace(source, address=found.address, size=found.size, charset=found.charset)
        yield from _read_open(fetched, file, replace(opening, follow=True, fetched=found))


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


def _read_open(source: Source, file: IO[bytes], opening: Opening) -> Items:
    head = file.read(64 * 1024)
    file.seek(0, os.SEEK_END)
    size = file.tell()
    file.seek(0)
    if opening.depth == 0:
        opening.budget.packed = size
    found = sniff(head, source.name)
    if isinstance(found, str):
        yield Skipped(source.name, None, found), size
        return
    container = _container_reader(found)
    if container is not None:
        try:
            yield from container(source, file, opening)
        except TooMuchError as error:
            if opening.depth:
                raise  # told once, of the source that all of it came out of
            yield Skipped(source.name, None, str(error)), size
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
    for item in _whole_reader(found, source)(source.name, file.read()):
        yield item, size


def _container_reader(found: Format) -> Callable[[Source, IO[bytes], Opening], Items] | None:
    """Return the reader of a format whose members are read in turn, or that may lead to others."""
    if found is Format.ZIP:
        from store.readers.archives import read_zip

        return read_zip
    if found is Format.GZIP:
        from store.readers.archives import read_gzip

        return read_gzip
    if found is Format.WARC:
        from store.readers.web_archives import read_warc

        return read_warc
    if found is Format.MAIL:
        from store.readers.mail import read_mail

        return read_mail
    if found is Format.PDF:
        from store.readers.pdf import read_pdf

        return read_pdf
    if found is Format.FEED:
        from store.readers.feeds import read_feed

        return read_feed
    return None


def _streaming_reader(found: Format) -> Callable[[Source, IO[bytes]], Items]:
    if found is Format.JSON_LINES:
        from store.readers.json_lines import read_json_lines

        return read_json_lines
    if found is Format.GRAPH:
        from store.readers.links.graphs import read_graph

        return read_graph
    from store.readers.tables import read_table

    return read_table


def _whole_reader(found: Format, source: Source) -> Callable[[str, bytes], Iterable[Item]]:
    if found is Format.HTML:
        from store.readers.pages import read_page

        return partial(read_page, address=source.address, charset=source.charset)
    if found is Format.JSON:
        from store.readers.json_lines import read_json

        return read_json
    from store.readers.plain import read_plain

    return partial(read_plain, address=source.address)


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "does not exist"
    return f"cannot be read ({error.strerror or error})"
