"""The one write path of a store: articles with their readings go in, counters and relationships stay in step.

Everything that is written in one :meth:`Writer.batch` is one transaction: it is there whole or not at all.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from store.database import OpenStore, explain
from store.event_mentions import EventMention, WrittenMentions, write_mentions
from store.events import EventWriter, WrittenEvents
from store.journal import claims_as_read
from store.names import fold
from store.records import Article, CodedRecord, FoundClaim, Reading, Relation
from store.relationships import find_relationship
from store.resolution import Resolver
from store.rows import PendingRows, index_texts
from store.stories import Stories
from store.tallies import CountedClaim, Tallies

if TYPE_CHECKING:
    from store.world import World

_MOST_REMEMBERED: Final = 100_000

Outcome = Literal["added", "known"]
ImportState = Literal["finished", "interrupted"]


@dataclass(frozen=True, slots=True)
class Written:
    """What became of an article: its id in the store, and whether it is new."""

    article_id: int
    outcome: Outcome


def text_hash(text: str) -> bytes:
    """Return the 16 bytes by which two texts count as the same: BLAKE2b of the text with white space folded."""
    return hashlib.blake2b(" ".join(text.split()).encode(), digest_size=16).digest()


def now() -> str:
    """Return the present moment in UTC as the store writes it (ISO 8601, to the second)."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Writer(OpenStore):
    """Writes to a store through one sqlite-utils connection.

    Raises :class:`store.errors.StoreError`, in one line that names the file, for whatever SQLite or the disk refuses.
    """

    def __init__(self, path: Path, world: World) -> None:
        super().__init__(path)
        self._resolver = Resolver(self._connection, world)
        self._outlets: dict[str, int] = {}
        self._relationships: dict[tuple[int, str, int], int] = {}
        self._mended: dict[int, set[tuple[int, str, int]]] | None = None
        self._tallies = Tallies(self._connection)
        self._stories = Stories(self._connection, self._tallies)
        self._rows = PendingRows(self._connection)
        self._events = EventWriter(
            self._connection, self._resolver, self._rows, self._tallies, self._outlet, self._write_claim
        )
        self._seen_version = self._data_version()

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Write everything inside as one transaction; roll all of it back when an exception leaves the block."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            raise explain(self.path, error) from error
        try:
            self._notice_others()
            yield
            if self._tallies.write() or len(self._relationships) > _MOST_REMEMBERED:
                self._relationships.clear()  # some may have lost their last claim and be gone
            self._write_suggestions()
            self._connection.execute("COMMIT")
        except BaseException as error:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            self._forget()
            if isinstance(error, sqlite3.Error):
                raise explain(self.path, error) from error
            raise

    def start_import(self, sources: Sequence[str]) -> int:
        """Open the record of an import and return its id."""
        with self.batch():
            row = {"started_at": now(), "sources": json.dumps(list(sources), ensure_ascii=False)}
            import_id = self.db.table("imports").insert(row).last_pk
        assert isinstance(import_id, int)
        return import_id

    def finish_import(self, import_id: int, state: ImportState) -> None:
        """Close the record of an import."""
        with self.batch():
            self.db.table("imports").update(import_id, {"finished_at": now(), "state": state})

    def skip(self, import_id: int, path: str, position: int | None, reason: str, items: int = 1) -> None:
        """Record an item that could not be imported, or so many at once, and why. Call inside a batch."""
        self.db.table("skipped_items").insert(
            {"import_id": import_id, "path": path, "position": position, "reason": reason}
        )
        self._connection.execute("UPDATE imports SET skipped = skipped + ? WHERE id = ?", (items, import_id))

    def find(self, text: str) -> int | None:
        """Return the id of the article with this text, if the store has it."""
        return self.find_hash(text_hash(text))

    def find_hash(self, digest: bytes) -> int | None:
        """Return the id of the article whose text has this :func:`text_hash`, if the store has it."""
        row = self._connection.execute("SELECT id FROM articles WHERE text_hash = ?", (digest,)).fetchone()
        return None if row is None else int(row[0])

    def add(self, article: Article, reading: Reading | None, import_id: int, extractor_version: str | None) -> Written:
        """Write an article with what was read from it, or a further copy of one that is there. Call inside a batch.

        ``reading`` may be ``None`` only where :meth:`find` has just found the text.
        """
        digest = text_hash(article.text)
        known = self.find_hash(digest)
        if known is not None:
            self._add_copy(known, article, import_id)
            self._connection.execute("UPDATE imports SET known = known + 1 WHERE id = ?", (import_id,))
            return Written(known, "known")
        if reading is None:
            message = "an article that the store does not have needs a reading"
            raise ValueError(message)
        outlet_id = self._outlet(article.outlet)
        cursor = self._connection.execute(
            "INSERT INTO articles (text_hash, title, outlet_id, date, language, address, path, position, import_id,"
            " added_at, extractor_version, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                digest,
                article.title,
                outlet_id,
                article.date,
                article.language or reading.language,
                article.address,
                article.path,
                article.position,
                import_id,
                now(),
                extractor_version,
                article.text,
            ),
        )
        article_id = cursor.lastrowid
        assert article_id is not None
        index_texts(self._connection, article_id, article_id)
        self._stories.add(article_id, article.text, reading.story_keys)
        self._write_reading(article_id, reading, article.date, outlet_id)
        self._connection.execute("UPDATE imports SET added = added + 1 WHERE id = ?", (import_id,))
        return Written(article_id, "added")

    def add_coded(self, records: Sequence[CodedRecord], import_id: int) -> WrittenEvents:
        """Write rows of coded data, or bring those that are there to their present state. Call inside a batch."""
        return self._events.write(records, import_id, now())

    def add_event_mentions(self, mentions: Sequence[EventMention], import_id: int) -> WrittenMentions:
        """Write pages that mention events of the store as further outlets of those. Call inside a batch."""
        return write_mentions(self._connection, mentions, import_id, self._outlet)

    def reread(self, article_id: int, reading: Reading, extractor_version: str) -> None:
        """Replace what was read from an article, keeping every claim that bears a verdict. Call inside a batch."""
        article = self._connection.execute(
            "SELECT date, outlet_id, language, text FROM articles WHERE id = ?", (article_id,)
        ).fetchone()
        if article is None:
            return
        date, outlet_id, language, text = article
        self._remove_reading(article_id, outlet_id)
        self.find_story(article_id, text, reading.story_keys)
        self._connection.execute(
            "UPDATE articles SET extractor_version = ?, language = ? WHERE id = ?",
            (extractor_version, language or reading.language, article_id),
        )
        self._write_reading(article_id, reading, date, outlet_id)

    def find_story(self, article_id: int, text: str, keys: Sequence[int]) -> bool:
        """Find the story of an article that was written without its keys; return whether it was looked for now.

        Call inside a batch.
        """
        if not keys or self._stories.has_keys(article_id, keys):
            return False
        self._stories.add(article_id, text, keys)
        if self._connection.execute("SELECT 1 FROM copies WHERE article_id = ? LIMIT 1", (article_id,)).fetchone():
            self._stories.settle([article_id])
        return True

    def _remove_reading(self, article_id: int, outlet_id: int | None) -> None:
        claims = self._connection.execute(
            "SELECT relationship_id, subject_id, object_id, status, date FROM claims"
            " WHERE article_id = ? AND verdict IS NULL",
            (article_id,),
        ).fetchall()
        counted_for = self._stories.attribution(article_id, outlet_id)
        for relationship_id, subject, target, status, date in claims:
            self._tallies.remove_claim(CountedClaim(relationship_id, subject, target, status, date, *counted_for))
        self._connection.execute("DELETE FROM claims WHERE article_id = ? AND verdict IS NULL", (article_id,))
        counted = self._connection.execute(
            "SELECT entity_id, count(*) FROM mentions WHERE article_id = ? GROUP BY entity_id", (article_id,)
        ).fetchall()
        for entity_id, mentions in counted:
            self._tallies.remove_mentions(entity_id, article_id, mentions)
        self._connection.execute("DELETE FROM mentions WHERE article_id = ?", (article_id,))

    def remove_orphans(self) -> int:
        """Drop entities that nothing names any more and return how many.

        What the analyst had a hand in stays. Call inside a batch, after articles were read anew.
        """
        self._tallies.write()
        removed = self._connection.execute(
            "DELETE FROM entities WHERE mentions = 0 AND claims = 0 AND merged_into IS NULL"
            " AND NOT EXISTS (SELECT 1 FROM entity_articles WHERE entity_id = entities.id)"
            " AND NOT EXISTS (SELECT 1 FROM event_actors WHERE entity_id = entities.id)"
            " AND NOT EXISTS (SELECT 1 FROM claims WHERE subject_id = entities.id OR object_id = entities.id)"
            " AND NOT EXISTS (SELECT 1 FROM claims WHERE said_by_id = entities.id)"
            " AND NOT EXISTS (SELECT 1 FROM entities AS other WHERE other.merged_into = entities.id)"
            " AND NOT EXISTS (SELECT 1 FROM names WHERE entity_id = entities.id AND origin = 'analyst')"
        ).rowcount
        self._forget()
        return removed

    def _write_reading(self, article_id: int, reading: Reading, date: str | None, outlet_id: int | None) -> None:
        moment = now()
        ids = {found.key: self._resolver.resolve(found, moment) for found in reading.entities}
        mentions: dict[int, set[tuple[int, int]]] = defaultdict(set)
        for found in reading.entities:
            mentions[ids[found.key]].update((span.start, span.end) for span in found.mentions)
        # In the order of the table, whose pages are fuller then.
        self._rows.mentions += sorted(
            (article_id, start, end, entity_id) for entity_id, spans in mentions.items() for start, end in spans
        )
        for entity_id, spans in mentions.items():
            self._tallies.add_mentions(entity_id, article_id, len(spans), date)
        judged = self._judged(article_id)
        counted_for, copied_by = self._stories.attribution(article_id, outlet_id)
        for claim in reading.claims:
            # The analyst's verdict stands on the claim as it was seen: reading it again adds nothing.
            if (ids[claim.subject], claim.relation.value, ids[claim.object]) in judged:
                continue
            self._write_claim(article_id, claim, ids, date, counted_for, copied_by)
        self._rows.write()

    def _write_claim(
        self,
        article_id: int,
        claim: FoundClaim,
        ids: dict[str, int],
        article_date: str | None,
        counted_for: int | None,
        copied_by: int | None = None,
    ) -> None:
        subject, target = ids[claim.subject], ids[claim.object]
        if subject == target:
            return  # two found entities that the store knows to be one say nothing of each other
        relationship_id = self._relationship(subject, claim.relation, target, undirected=claim.undirected)
        self._rows.add_claim(article_id, relationship_id, claim, ids, article_date)
        date = claim.date or article_date
        counted = CountedClaim(relationship_id, subject, target, claim.status.value, date, counted_for, copied_by)
        self._tallies.add_claim(counted)

    def _judged(self, article_id: int) -> set[tuple[int, str, int]]:
        """Return what the analyst has judged of an article, as it says now and as it was read before it was mended."""
        rows = self._connection.execute(
            "SELECT id, subject_id, relation, object_id FROM claims WHERE article_id = ? AND verdict IS NOT NULL",
            (article_id,),
        ).fetchall()
        if rows and self._mended is None:
            self._mended = claims_as_read(self._connection)
        judged = {(subject, relation, target) for _, subject, relation, target in rows}
        return judged.union(*((self._mended or {}).get(row[0], set()) for row in rows))

    def _relationship(self, subject: int, relation: Relation, target: int, *, undirected: bool = False) -> int:
        if undirected and target < subject:
            subject, target = target, subject
        key = (subject, relation.value, target)
        known = self._relationships.get(key)
        if known is not None:
            return known
        found = find_relationship(self._connection, subject, relation, target)
        self._relationships[key] = found
        return found

    def _add_copy(self, article_id: int, article: Article, import_id: int) -> None:
        outlet_id = self._outlet(article.outlet)
        row = self._connection.execute(
            "SELECT kind, title, outlet_id, date, address FROM articles WHERE id = ?", (article_id,)
        ).fetchone()
        if tuple(row[1:]) == (article.title, outlet_id, article.date, article.address):
            return
        added = self._connection.execute(
            "INSERT OR IGNORE INTO copies (article_id, title, outlet_id, date, address, path, position, import_id)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                article_id,
                article.title,
                outlet_id,
                article.date,
                article.address,
                article.path,
                article.position,
                import_id,
            ),
        ).rowcount
        if row[0] == "report" and added:
            self._stories.settle([article_id])

    def _outlet(self, name: str | None) -> int | None:
        if name is None:
            return None
        folded = fold(name) or name
        known = self._outlets.get(folded)
        if known is None:
            self._connection.execute("INSERT OR IGNORE INTO outlets (name, folded) VALUES (?, ?)", (name, folded))
            known = self._connection.execute("SELECT id FROM outlets WHERE folded = ?", (folded,)).fetchone()[0]
            self._outlets[folded] = known
        return known

    def _write_suggestions(self) -> None:
        self._connection.executemany(
            "INSERT OR IGNORE INTO merge_suggestions (entity_id, other_id, score, why) VALUES (?, ?, ?, ?)",
            [
                (min(s.entity_id, s.other_id), max(s.entity_id, s.other_id), s.score, s.why)
                for s in self._resolver.suggestions
            ],
        )
        self._resolver.suggestions.clear()

    def _data_version(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def _notice_others(self) -> None:
        """Another program may have merged or added since the last batch: what is remembered may be wrong."""
        version = self._data_version()
        if version != self._seen_version:
            self._seen_version = version
            self._forget()

    def _forget(self) -> None:
        self._resolver.forget()
        self._outlets.clear()
        self._relationships.clear()
        self._mended = None
        self._tallies.clear()
        self._stories.forget()
        self._rows.forget()
        self._events.forget()
