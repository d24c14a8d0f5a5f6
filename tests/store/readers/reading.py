"""What the tests of readers share: reading bytes as a file of some name."""

from __future__ import annotations

from pathlib import Path

from store.fetching import Fetcher
from store.readers import Item, Skipped, Source, read_source
from store.records import Article


def read(path: Path, content: bytes | str | None = None) -> list[Item]:
    """Write a file, where there is content for it, and return what it is read as."""
    if content is not None:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return [item for item, _done in read_source(Source(path.name, path, path.stat().st_size))]


def read_address(address: str, fetcher: Fetcher) -> list[Item]:
    return [item for item, _done in read_source(Source(address, None, None, address=address), fetcher)]


def articles(items: list[Item]) -> list[Article]:
    return [item for item in items if isinstance(item, Article)]


def reasons(items: list[Item]) -> list[tuple[str, str]]:
    return [(item.path, item.reason) for item in items if isinstance(item, Skipped)]
