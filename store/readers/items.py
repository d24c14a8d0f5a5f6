"""What readers take and give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from store.event_mentions import EventMention
from store.records import Article, CodedRecord

MAX_ARTICLE_BYTES: Final = 32 * 1024 * 1024
"""The largest single text, in bytes, that is taken for an article."""


@dataclass(frozen=True, slots=True)
class Source:
    """What is read: a file, a web address, or standard input where there is neither ``path`` nor ``address``.

    ``size`` is in bytes where it is known. ``name`` is what is shown and stored, and never holds credentials;
    ``address`` may. ``charset`` is the encoding that a server, or the header of a mail, says the source has.
    """

    name: str
    path: Path | None
    size: int | None
    address: str | None = None
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """An item that is no article, with the reason in words for the user; ``position`` is its row, from 1.

    ``items`` is how many items one reason stands for.
    """

    path: str
    position: int | None
    reason: str
    items: int = 1


Item: TypeAlias = Article | CodedRecord | EventMention | Skipped

Items: TypeAlias = Iterator[tuple[Item, int]]
"""Items, each with the number of bytes of its source that are behind it."""
