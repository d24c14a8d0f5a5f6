"""PDF files: each is read by a process of its own, which a hostile one may fill or crash without harm to others."""

from __future__ import annotations

import json
import multiprocessing
from importlib.util import find_spec
from multiprocessing.connection import Connection
from time import monotonic
from typing import IO, Any, Final

from store.readers.extras import missing_extra
from store.readers.items import Items, Skipped, Source
from store.readers.opening import Opening
from store.records import Article

LARGEST_PDF: Final = 256_000_000
"""The largest PDF file, in bytes, that is read."""

MOST_MEMORY: Final = 2 * 1024**3
"""How much memory reading a PDF file may take beside the file, in bytes, where the system can hold it to that."""

MOST_SECONDS: Final = 180.0
"""How long reading a PDF file may take."""

_LONGEST_ANSWER: Final = 128 * 1024 * 1024
_WATCH_SECONDS: Final = 0.1


def read_pdf(source: Source, file: IO[bytes], opening: Opening) -> Items:
    """Yield the article of a PDF file; one that is locked, broken, scanned or costs too much is told in one line."""
    size = file.seek(0, 2)
    file.seek(0)
    if size > LARGEST_PDF:
        yield Skipped(source.name, None, f"is too large for a PDF file (more than {LARGEST_PDF / 1e6:,.0f} MB)"), size
        return
    if find_spec("pypdfium2") is None:
        yield Skipped(source.name, None, missing_extra("a PDF file", "pdf")), size
        return
    found = _in_own_process(file.read(), opening)
    if found is None:
        return  # an end was asked for
    if found["text"] is not None:
        article = Article(
            text=found["text"], title=found["title"], date=found["date"], address=source.address, path=source.name
        )
        yield article, size
    if found["trouble"] is not None:
        yield Skipped(source.name, None, found["trouble"]), size


def _in_own_process(data: bytes, opening: Opening) -> dict[str, Any] | None:
    # Spawned like the processes that extract: a forked one would inherit the threads and locks of the explorer.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_answer, args=(theirs, MOST_MEMORY, MOST_SECONDS), daemon=True)
    process.start()
    theirs.close()
    try:
        return _ask(ours, data, opening)
    except (EOFError, OSError):
        return _trouble("takes too much memory to read, or makes the reader of PDF files fail")
    finally:
        ours.close()
        process.kill()
        process.join()
        process.close()


def _ask(connection: Connection, data: bytes, opening: Opening) -> dict[str, Any] | None:
    connection.send_bytes(data)
    started = monotonic()
    while not connection.poll(_WATCH_SECONDS):
        if opening.fetcher is not None and opening.fetcher.stop.is_set():
            return None
        if monotonic() - started > MOST_SECONDS:
            return _trouble(f"takes longer than {MOST_SECONDS:g} seconds to read")
    # JSON and no pickle: what has read a hostile file is not trusted with more than text.
    found: dict[str, Any] = json.loads(connection.recv_bytes(_LONGEST_ANSWER))
    return found


def _trouble(reason: str) -> dict[str, Any]:
    return {"text": None, "title": None, "date": None, "trouble": reason}


def _answer(connection: Connection, memory: int, seconds: float) -> None:
    """Read one PDF file and answer what it says; runs in the process of its own."""
    import signal
    from dataclasses import asdict

    from store.readers.pdf_text import read_pdf_text

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program; it ends this process when it wants to
    data = connection.recv_bytes(LARGEST_PDF)
    _limit(memory + len(data), seconds)
    connection.send_bytes(json.dumps(asdict(read_pdf_text(data))).encode())


def _limit(memory: int, seconds: float) -> None:
    """Hold this process to some memory (bytes of address space) and time, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, int(seconds) + 1),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(what)
        if hard == resource.RLIM_INFINITY or most < hard:
            resource.setrlimit(what, (most, hard))
