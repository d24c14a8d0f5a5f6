"""Who else told of an event of a coded dataset: further outlets and addresses, kept as copies of the event.

An event that many mention stays one event, and its claims count for its own outlet alone: the coders say that a page
mentions the event, not that it says who did what to whom.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from store.events import row_key

if TYPE_CHECKING:
    import sqlite3

_AT_ONCE: Final = 900


@dataclass(frozen=True, slots=True)
class EventMention:
    """A page that mentions an event, which is known by its dataset and the id of its row there.

    ``date`` is when the page was found (ISO 8601). ``path`` and ``position`` say where the mention was read.
    """

    dataset: str
    row_id: str
    outlet: str | None
    date: str | None
    address: str
    path: str
    position: int | None


@dataclass(slots=True)
class WrittenMentions:
    """What became of mentions; ``homeless`` counts those of events that the store does not have, by their path."""

    added: int = 0
    known: int = 0
    homeless: Counter[str] = field(default_factory=Counter)


def write_mentions(
    connection: sqlite3.Connection,
    mentions: Sequence[EventMention],
    import_id: int,
    outlet: Callable[[str | None], int | None],
) -> WrittenMentions:
    """Write pages that mention events of the store, each once for an event. Call inside a transaction.

    ``outlet`` returns the id of an outlet, making one where there is none.
    """
    written = WrittenMentions()
    for first in range(0, len(mentions), _AT_ONCE):
        _write(connection, mentions[first : first + _AT_ONCE], import_id, outlet, written)
    connection.execute(
        "UPDATE imports SET updated = updated + ?, known = known + ? WHERE id = ?",
        (written.added, written.known, import_id),
    )
    return written


def _write(
    connection: sqlite3.Connection,
    mentions: Sequence[EventMention],
    import_id: int,
    outlet: Callable[[str | None], int | None],
    written: WrittenMentions,
) -> None:
    keys = [row_key(mention.dataset, mention.row_id) for mention in mentions]
    wanted = list(set(keys))
    events = {
        key: (article_id, title, address)
        for key, article_id, title, address in connection.execute(
            "SELECT text_hash, id, title, address FROM articles WHERE kind = 'event'"
            f" AND text_hash IN ({_marks(wanted)})",
            wanted,
        )
    }
    ids = [article_id for article_id, _, _ in events.values()]
    there: set[tuple[int, str | None]] = {(article_id, address) for article_id, _, address in events.values()}
    there.update(
        connection.execute(
            f"SELECT article_id, address FROM copies WHERE article_id IN ({_marks(ids)})", ids
        ).fetchall()
    )
    rows: list[tuple[object, ...]] = []
    for key, mention in zip(keys, mentions, strict=True):
        event = events.get(key)
        if event is None:
            written.homeless[mention.path] += 1
            continue
        article_id, title, _ = event
        # A page that mentions an event in several of its sentences has a row for each of them.
        if (article_id, mention.address) in there:
            written.known += 1
            continue
        there.add((article_id, mention.address))
        written.added += 1
        outlet_id = outlet(mention.outlet)
        told = (mention.date, mention.address, mention.path, mention.position, import_id)
        rows.append((article_id, title, outlet_id, *told))
    connection.executemany(
        "INSERT INTO copies (article_id, title, outlet_id, date, address, path, position, import_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
