"""Rows of coded data as articles of kind ``event``: written many at a time, updated by their id, counted once.

Part of the one write path: :class:`store.writing.Writer` lends its connection, caches, pending rows and tallies.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from store.records import CodedRecord, FoundClaim, FoundEntity
from store.tallies import CountedClaim, Tallies

if TYPE_CHECKING:
    import sqlite3

    from store.resolution import Resolver
    from store.rows import PendingRows

CODED_VERSION: Final = "1"
"""The version of the readers of coded data, as ``extractor_version`` of their articles and claims."""

PLACE: Final = "place"
"""The role of the place of an event among those who take part in it."""

NAMED: Final = "named"
"""The role of an entity that a row names without telling its part."""

_KEYS_AT_ONCE: Final = 900
_MOST_REMEMBERED: Final = 50_000
_NUMBERED: Final = re.compile(r"(.*?)([1-9]\d{0,17})", re.DOTALL)

EventOutcome: TypeAlias = Literal["added", "known", "updated"]
WriteClaim: TypeAlias = Callable[[int, FoundClaim, dict[str, int], "str | None", "int | None"], None]


@dataclass(slots=True)
class WrittenEvents:
    """What became of rows of coded data, in their order; ``changes`` counts what was new in updated rows, by part."""

    outcomes: list[EventOutcome] = field(default_factory=list)
    changes: Counter[str] = field(default_factory=Counter)


def event_key(record: CodedRecord) -> bytes:
    """Return the 16 bytes by which a row is found again: of the dataset and the row's id, or of the whole row.

    Ids that end in a number keep its order in the last 8 bytes, so that a dataset in the order of its ids is written
    to one end of the index.
    """
    if record.row_id is None:
        return hashlib.blake2b(record.row_hash, digest_size=16, person=b"row").digest()
    return row_key(record.dataset, record.row_id)


def row_key(dataset: str, row_id: str) -> bytes:
    """Return the key of the row of a dataset that bears this id, see :func:`event_key`."""
    numbered = _NUMBERED.fullmatch(row_id)
    prefix, number = numbered.groups() if numbered else (row_id, "0")
    return _key_head(dataset, prefix) + int(number).to_bytes(8, "big")


@lru_cache(maxsize=1000)
def _key_head(dataset: str, prefix: str) -> bytes:
    return hashlib.blake2b(f"{dataset}\x1f{prefix}".encode(), digest_size=8, person=b"event").digest()


class EventWriter:
    """Writes rows of coded data through what the writer lends it."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        resolver: Resolver,
        rows: PendingRows,
        tallies: Tallies,
        outlet: Callable[[str | None], int | None],
        write_claim: WriteClaim,
    ) -> None:
        self._connection = connection
        self._resolver = resolver
        self._rows = rows
        self._tallies = tallies
        self._outlet = outlet
        self._write_claim = write_claim
        # Readers give the same object for the same actor again and again; holding it keeps its id its own.
        self._met: dict[int, tuple[FoundEntity, int]] = {}
        self._outlets: dict[str | None, int | None] = {}

    def forget(self) -> None:
        """Drop everything remembered of the store."""
        self._met.clear()
        self._outlets.clear()

    def write(self, records: Sequence[CodedRecord], import_id: int, moment: str) -> WrittenEvents:
        """Write rows, update those that the store has in another state, pass over those it has."""
        if len(self._met) > _MOST_REMEMBERED:
            self.forget()
        written = WrittenEvents()
        keys = list(map(event_key, records))
        there = self._find(keys)
        next_id = self._connection.execute("SELECT ifnull(max(id), 0) FROM articles").fetchone()[0] + 1
        for key, record in zip(keys, records, strict=True):
            known = there.get(key)
            if known is None:
                self._add(next_id, key, record, import_id, moment)
                there[key] = (next_id, record.row_hash)
                next_id += 1
                written.outcomes.append("added")
            elif known[1] == record.row_hash:
                written.outcomes.append("known")
            else:
                self._rows.write()
                written.changes.update(self._update(known[0], record, moment))
                there[key] = (known[0], record.row_hash)
                written.outcomes.append("updated")
        self._rows.write()
        counted = Counter(written.outcomes)
        self._connection.execute(
            "UPDATE imports SET added = added + ?, known = known + ?, updated = updated + ? WHERE id = ?",
            (counted["added"], counted["known"], counted["updated"], import_id),
        )
        return written

    def _find(self, keys: Sequence[bytes]) -> dict[bytes, tuple[int, bytes]]:
        found: dict[bytes, tuple[int, bytes]] = {}
        for first in range(0, len(keys), _KEYS_AT_ONCE):
            some = keys[first : first + _KEYS_AT_ONCE]
            rows = self._connection.execute(
                "SELECT a.text_hash, e.article_id, e.row_hash FROM articles AS a JOIN events AS e"
                f" ON e.article_id = a.id WHERE a.text_hash IN ({','.join('?' * len(some))})",
                some,
            )
            found.update((key, (article_id, row_hash)) for key, article_id, row_hash in rows)
        return found

    def _add(self, article_id: int, key: bytes, record: CodedRecord, import_id: int, moment: str) -> None:
        article = record.article
        if article.outlet not in self._outlets:
            self._outlets[article.outlet] = self._outlet(article.outlet)
        outlet_id = self._outlets[article.outlet]
        self._rows.articles.append(
            (
                article_id,
                key,
                article.title,
                outlet_id,
                article.date,
                article.language,
                article.address,
                article.path,
                article.position,
                "event",
                import_id,
                moment,
                CODED_VERSION,
                article.text,
            )
        )
        self._rows.events.append((article_id, record.dataset, record.row_id, record.row_hash, *_details(record)))
        ids = self._write_actors(article_id, record, moment)
        for claim in record.reading.claims:
            self._write_claim(article_id, claim, ids, article.date, outlet_id)

    def _write_actors(self, article_id: int, record: CodedRecord, moment: str) -> dict[str, int]:
        met = self._met
        ids: dict[str, int] = {}
        for found in record.reading.entities:
            known = met.get(id(found))
            if known is None:
                known = met[id(found)] = (found, self._resolver.resolve_coded(found, moment))
            ids[found.key] = known[1]
            if found.mentions:
                places = sorted({(span.start, span.end) for span in found.mentions})
                self._rows.mentions += [(article_id, start, end, known[1]) for start, end in places]
        for name in record.names:
            if name.key in ids:
                self._resolver.add_name(ids[name.key], name.name, name.type, name.since, name.until)
        named = set(ids.values())
        roles = [(article_id, ids[key], role) for key, role in record.actors]
        if record.place is not None:
            roles.append((article_id, ids[record.place], PLACE))
        told = {row[1] for row in roles}
        if len(roles) != len(named) or told != named:
            # Some are one in the store, have several parts or none.
            roles = [*dict.fromkeys(roles), *((article_id, entity_id, NAMED) for entity_id in named - told)]
        self._rows.event_actors += roles
        self._tallies.add_event(named, article_id, record.article.date)
        return ids

    def _update(self, article_id: int, record: CodedRecord, moment: str) -> Iterable[str]:
        """Bring an event to what its row says now; return which parts of it changed."""
        article = record.article
        old = self._connection.execute(
            "SELECT a.text, a.date, a.outlet_id, a.address, a.title, e.type, e.subtype, e.latitude, e.longitude,"
            " e.deaths, e.deaths_low, e.deaths_high, e.sources FROM articles AS a JOIN events AS e"
            " ON e.article_id = a.id WHERE a.id = ?",
            (article_id,),
        ).fetchone()
        old_roles = self._roles(article_id)
        outlet_id = self._outlet(article.outlet)
        self._take_out(article_id, old_roles, old[2], outlet_id, redate=old[1] != article.date)
        self._connection.execute(
            "UPDATE articles SET title = ?, outlet_id = ?, date = ?, language = ?, address = ?, text = ?,"
            " extractor_version = ? WHERE id = ?",
            (
                article.title,
                outlet_id,
                article.date,
                article.language,
                article.address,
                article.text,
                CODED_VERSION,
                article_id,
            ),
        )
        self._connection.execute(
            "UPDATE events SET row_hash = ?, type = ?, subtype = ?, latitude = ?, longitude = ?, deaths = ?,"
            " deaths_low = ?, deaths_high = ?, sources = ? WHERE article_id = ?",
            (record.row_hash, *_details(record), article_id),
        )
        # A claim that bears a verdict stays; its evidence is the row's text as it is now.
        self._connection.execute(
            "UPDATE claims SET start = 0, end = max(1, ?) WHERE article_id = ? AND extractor LIKE 'coded: %'",
            (len(article.text), article_id),
        )
        judged = {
            tuple(row)
            for row in self._connection.execute(
                "SELECT subject_id, relation, object_id FROM claims WHERE article_id = ?", (article_id,)
            )
        }
        ids = self._write_actors(article_id, record, moment)
        for claim in record.reading.claims:
            said = ids[claim.subject], claim.relation.value, ids[claim.object]
            if said not in judged and not (claim.undirected and said[::-1] in judged):
                self._write_claim(article_id, claim, ids, article.date, outlet_id)
        self._rows.write()
        return _changed(old, record, outlet_id, old_roles != self._roles(article_id))

    def _take_out(
        self, article_id: int, roles: set[tuple[int, str]], was: int | None, will_be: int | None, *, redate: bool
    ) -> None:
        """Take what the row said out of the counts, but for claims that bear a verdict."""
        for relationship, subject, target, status, date, verdict in self._connection.execute(
            "SELECT relationship_id, subject_id, object_id, status, date, verdict FROM claims WHERE article_id = ?",
            (article_id,),
        ).fetchall():
            if verdict == "rejected" or relationship is None or (verdict is not None and was == will_be):
                continue
            self._tallies.remove_claim(CountedClaim(relationship, subject, target, status, date, was))
            if verdict is not None:
                self._tallies.add_claim(CountedClaim(relationship, subject, target, status, date, will_be))
        self._connection.execute("DELETE FROM claims WHERE article_id = ? AND verdict IS NULL", (article_id,))
        mentions: Mapping[int, int] = dict(
            self._connection.execute(
                "SELECT entity_id, count(*) FROM mentions WHERE article_id = ? GROUP BY entity_id", (article_id,)
            ).fetchall()
        )
        for entity_id in {entity_id for entity_id, _ in roles} | set(mentions):
            self._tallies.remove_mentions(entity_id, article_id, mentions.get(entity_id, 0))
            if redate:
                self._tallies.date_anew(entity_id)
        for table in ("event_actors", "mentions"):
            self._connection.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))

    def _roles(self, article_id: int) -> set[tuple[int, str]]:
        found = self._connection.execute(
            "SELECT entity_id, role FROM event_actors WHERE article_id = ?", (article_id,)
        ).fetchall()
        return {(entity_id, role) for entity_id, role in found}


def _details(record: CodedRecord) -> tuple[object, ...]:
    return (
        record.type,
        record.subtype,
        record.latitude,
        record.longitude,
        record.deaths,
        record.deaths_low,
        record.deaths_high,
        record.sources,
    )


def _changed(old: Sequence[object], record: CodedRecord, outlet_id: int | None, actors: bool) -> list[str]:
    article = record.article
    parts = {
        "notes": old[0] != article.text,
        "date": old[1] != article.date,
        "sources": old[2] != outlet_id or old[12] != record.sources or old[3] != article.address,
        "type": (old[5], old[6]) != (record.type, record.subtype),
        "coordinates": (old[7], old[8]) != (record.latitude, record.longitude),
        "deaths": tuple(old[9:12]) != (record.deaths, record.deaths_low, record.deaths_high),
        "actors or place": actors,
    }
    return [part for part, differs in parts.items() if differs] or ["other columns"]
