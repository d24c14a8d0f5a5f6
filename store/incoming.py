"""What comes in from another store: its entities find theirs here, its articles come with mentions and claims."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from store.names import fold
from store.near_duplicates import story_keys
from store.reasons import ReasonReader
from store.records import Article, Kind, Relation
from store.resolution import looks_like_acronym
from store.rows import index_texts
from store.spelling import other_spelling, sounds
from store.stories import Attribution
from store.tallies import CountedClaim
from store.writing import Writer, now

if TYPE_CHECKING:
    from store.world import World

_NEVER_COPIED: Final = frozenset({"id", "outlet_id", "import_id", "relationship_id", "claims"})


class Judged(NamedTuple):
    """A claim of an article that both stores have, judged differently there: ``here`` is ``None`` where unjudged."""

    claim_id: int
    sentence: str
    here: str | None
    there: str


@dataclass(slots=True)
class Met:
    """An entity of the other store: the one it is here, and whether it came in just now."""

    id: int
    new: bool


@dataclass(slots=True)
class Counts:
    """What came in so far."""

    added: int = 0
    known: int = 0
    claims: int = 0
    entities: int = 0
    names: int = 0
    verdicts: int = 0
    judged: list[Judged] = field(default_factory=list)


class IncomingWriter(Writer):
    """Writes what another store holds into this one. Every method is to be called inside a batch."""

    def __init__(self, path: Path, world: World, other: sqlite3.Connection, counts: Counts | None = None) -> None:
        super().__init__(path, world)
        self._other = other
        self._reasons_there = ReasonReader(other)
        self._columns = {table: self._shared_columns(table) for table in ("articles", "claims", "events")}
        self.counts = Counts() if counts is None else counts
        """What came in; one that was given goes on counting."""

    def find_known(self, entity: Mapping[str, Any]) -> int | None:
        """Return the entity here that one of the other store is beyond doubt.

        It has the same place in the world lists, is shown by the same name, or was known by it before it was merged.
        """
        if entity["listed"] is not None:
            row = self._connection.execute(
                "SELECT coalesce(merged_into, id) FROM entities WHERE listed = ?", (entity["listed"],)
            ).fetchone()
            if row is not None:
                return int(row[0])
        rows = self._connection.execute(
            "SELECT coalesce(merged_into, id), kind, listed FROM entities WHERE name = ? COLLATE NOCASE",
            (entity["name"],),
        ).fetchall()
        return _only({row[0] for row in rows if _may_be(entity, row[1], row[2])})

    def find_alike(self, entity: Mapping[str, Any], names: Iterable[Mapping[str, Any]], taken: Set[int]) -> int | None:
        """Return the entity here that bears a name of one of the other store, in this spelling or another.

        Those ``taken`` are others there: two that are apart in the other store never become one by their names alone.
        """
        # A lone word that is not the name shown, such as a surname, may mean somebody else here.
        full = [row["name"] for row in names if row["type"] != "acronym" and " " in fold(row["name"])]
        for name in dict.fromkeys([entity["name"], *full]):
            rows = self._connection.execute(
                "SELECT DISTINCT coalesce(e.merged_into, e.id), e.kind, e.listed FROM names AS n"
                " JOIN entities AS e ON e.id = n.entity_id WHERE n.folded = ? AND (n.type != 'acronym' OR n.name = ?)",
                (fold(name), name),
            ).fetchall()
            found = _only({row[0] for row in rows if _may_be(entity, row[1], row[2])} - taken)
            if found is not None:
                return found
        kind = Kind(entity["kind"])
        if entity["listed"] is None and not looks_like_acronym(entity["name"]):
            if not kind.acts and " " not in fold(entity["name"]):
                return None  # surnames and lone place names are too alike to be joined by their sound
            kinds = [each for each in Kind if each.acts] if kind.acts else [kind]
            found, _ = other_spelling(self._connection, entity["name"], kinds)
            return found if found is not None and found not in taken else None
        return None

    def take_entity(self, entity: Mapping[str, Any], names: Iterable[Mapping[str, Any]], known: int | None) -> Met:
        """Add the names of an entity of the other store to the one it is here, which is made where none is known."""
        found = known
        if found is None:
            found = self._insert(
                "entities", {column: entity[column] for column in ("name", "kind", "listed")} | {"added_at": now()}
            )
            self.counts.entities += 1
        for row in names:
            # The name shown here stays the one shown.
            type_ = "alias" if row["type"] == "canonical" and known is not None else row["type"]
            self.counts.names += self._connection.execute(
                "INSERT OR IGNORE INTO names (entity_id, name, folded, sounds, type, since, until, origin)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (found, row["name"], fold(row["name"]), sounds(row["name"]), type_, row["since"], row["until"],
                 row["origin"]),
            ).rowcount  # fmt: skip
        return Met(found, known is None)

    def take_gravestone(self, entity: Mapping[str, Any], into: int) -> None:
        """Remember that a listed entity, which is not here yet, was merged there: it shall be met as ``into``."""
        if entity["listed"] is not None:
            self._connection.execute(
                "INSERT OR IGNORE INTO entities (name, kind, listed, merged_into, added_at) VALUES (?, ?, ?, ?, ?)",
                (entity["name"], entity["kind"], entity["listed"], into, now()),
            )

    def take_article(self, row: Mapping[str, Any], here: Mapping[int, int], import_id: int) -> None:
        """Add an article with its mentions and claims, or what one that is here has beyond that: copies, verdicts."""
        known = self._connection.execute("SELECT id FROM articles WHERE text_hash = ?", (row["text_hash"],)).fetchone()
        outlet = self._outlet_there(row["outlet_id"])
        if known is None:
            article_id = self._add_article(row, outlet, import_id)
            self._add_mentions(row, article_id, here)
            self._add_event(row, article_id, here)
            if row["kind"] == "report":
                self._stories.add(article_id, row["text"], story_keys(row["text"]))
            counted_for = self._stories.attribution(article_id, self._outlet(outlet))
            for claim in self._claims_there(row["id"]):
                self._add_claim(claim, article_id, counted_for, here)
            self.counts.added += 1
            self._connection.execute("UPDATE imports SET added = added + 1 WHERE id = ?", (import_id,))
        else:
            article_id = int(known[0])
            self._add_copy(article_id, self._as_article(row, outlet), import_id)
            self._compare(row["id"], article_id, here)
            self.counts.known += 1
            self._connection.execute("UPDATE imports SET known = known + 1 WHERE id = ?", (import_id,))
        for copy in self._other.execute("SELECT * FROM copies WHERE article_id = ?", (row["id"],)).fetchall():
            self._add_copy(article_id, self._as_article(copy, self._outlet_there(copy["outlet_id"])), import_id)

    def _add_article(self, row: Mapping[str, Any], outlet: str | None, import_id: int) -> int:
        values = {column: row[column] for column in self._columns["articles"]}
        article_id = self._insert("articles", values | {"outlet_id": self._outlet(outlet), "import_id": import_id})
        index_texts(self._connection, article_id, article_id)
        return article_id

    def _add_mentions(self, row: Mapping[str, Any], article_id: int, here: Mapping[int, int]) -> None:
        spans: dict[int, set[tuple[int, int]]] = defaultdict(set)
        for start, end, entity in self._other.execute(
            "SELECT start, end, entity_id FROM mentions WHERE article_id = ?", (row["id"],)
        ):
            spans[here[entity]].add((start, end))
        self._connection.executemany(
            "INSERT INTO mentions (article_id, start, end, entity_id) VALUES (?, ?, ?, ?)",
            sorted((article_id, start, end, entity) for entity, places in spans.items() for start, end in places),
        )
        for entity, places in spans.items():
            self._tallies.add_mentions(entity, article_id, len(places), row["date"])

    def _add_event(self, row: Mapping[str, Any], article_id: int, here: Mapping[int, int]) -> None:
        """Add what only a row of coded data has."""
        if row["kind"] != "event":
            return
        for event in self._other.execute("SELECT * FROM events WHERE article_id = ?", (row["id"],)).fetchall():
            values = {column: event[column] for column in self._columns["events"]}
            self._insert("events", values | {"article_id": article_id})
        actors = {
            (here[entity], role)
            for entity, role in self._other.execute(
                "SELECT entity_id, role FROM event_actors WHERE article_id = ?", (row["id"],)
            )
        }
        self._connection.executemany(
            "INSERT INTO event_actors (article_id, entity_id, role) VALUES (?, ?, ?)",
            [(article_id, entity, role) for entity, role in sorted(actors)],
        )
        mentioned = {
            here[found[0]]
            for found in self._other.execute("SELECT entity_id FROM mentions WHERE article_id = ?", (row["id"],))
        }
        for entity in {entity for entity, _ in actors} - mentioned:
            self._tallies.add_mentions(entity, article_id, 0, row["date"])

    def _add_claim(
        self, claim: Mapping[str, Any], article_id: int, counted_for: Attribution, here: Mapping[int, int]
    ) -> None:
        subject, target = here[claim["subject_id"]], here[claim["object_id"]]
        if subject == target:
            return  # two that are one here say nothing of each other
        undirected = bool(claim["undirected"])
        relationship = self._relationship(subject, Relation(claim["relation"]), target, undirected=undirected)
        values = {column: claim[column] for column in self._columns["claims"]}
        values |= {"article_id": article_id, "subject_id": subject, "object_id": target}
        said_by = claim["said_by_id"]
        values["reasons"] = self._rows.reasons.stored(self._reasons_there.told(claim["reasons"]))
        values |= {"relationship_id": relationship, "said_by_id": here[said_by] if said_by is not None else None}
        self._insert("claims", values)
        self.counts.claims += 1
        self.counts.verdicts += claim["verdict"] is not None
        if claim["verdict"] != "rejected":
            counted = CountedClaim(relationship, subject, target, claim["status"], claim["date"], *counted_for)
            self._tallies.add_claim(counted)

    def _compare(self, there: int, article_id: int, here: Mapping[int, int]) -> None:
        """Bring the verdicts on an article that both have: to the claim as it is here, or with the claim itself."""
        own: dict[tuple[int, str, int], tuple[int, str | None]] = {}
        for claim_id, subject, relation, target, verdict in self._connection.execute(
            "SELECT id, subject_id, relation, object_id, verdict FROM claims WHERE article_id = ?", (article_id,)
        ):
            own[_said(subject, relation, target)] = (claim_id, verdict)
        (outlet_id,) = self._connection.execute("SELECT outlet_id FROM articles WHERE id = ?", (article_id,)).fetchone()
        counted_for = self._stories.attribution(article_id, outlet_id)
        for claim in self._claims_there(there):
            if claim["verdict"] is None:
                continue
            said = _said(here[claim["subject_id"]], claim["relation"], here[claim["object_id"]])
            if said not in own:
                self._add_claim(claim, article_id, counted_for, here)
                continue
            claim_id, verdict = own[said]
            if verdict != claim["verdict"]:
                self.counts.judged.append(Judged(claim_id, self._sentence(claim), verdict, claim["verdict"]))

    def _sentence(self, claim: Mapping[str, Any]) -> str:
        names = dict(
            self._other.execute(
                "SELECT id, name FROM entities WHERE id IN (?, ?)", (claim["subject_id"], claim["object_id"])
            ).fetchall()
        )
        relation = claim["relation"].replace("_", " ")
        return f"{names[claim['subject_id']]} {relation} {names[claim['object_id']]}"

    def _claims_there(self, article_id: int) -> list[dict[str, Any]]:
        rows = self._other.execute("SELECT * FROM claims WHERE article_id = ? ORDER BY id", (article_id,))
        return [dict(row) for row in rows]

    def _outlet_there(self, outlet_id: int | None) -> str | None:
        if outlet_id is None:
            return None
        row = self._other.execute("SELECT name FROM outlets WHERE id = ?", (outlet_id,)).fetchone()
        return None if row is None else str(row[0])

    @staticmethod
    def _as_article(row: Mapping[str, Any], outlet: str | None) -> Article:
        return Article(
            "", row["title"], outlet, row["date"], None, row["address"], row["path"], row["position"]
        )  # fmt: skip

    def _insert(self, table: str, values: Mapping[str, Any]) -> int:
        columns = ", ".join(f'"{column}"' for column in values)
        cursor = self._connection.execute(
            f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(values))})", tuple(values.values())
        )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def _shared_columns(self, table: str) -> list[str]:
        """Return the columns of a table that both stores have and whose values mean the same in both."""
        here, there = (
            [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            for connection in (self._connection, self._other)
        )
        return [column for column in here if column in there and column not in _NEVER_COPIED]


def _may_be(entity: Mapping[str, Any], kind: str, listed: str | None) -> bool:
    """Whether one of this kind and place in the lists can be the same: outlets disagree on what kind a group is."""
    same_family = kind == entity["kind"] or (Kind(kind).acts and Kind(entity["kind"]).acts)
    return same_family and (listed is None or entity["listed"] is None or listed == entity["listed"])


def _only(found: Set[int]) -> int | None:
    return next(iter(found)) if len(found) == 1 else None


def _said(subject: int, relation: str, target: int) -> tuple[int, str, int]:
    """Return what a claim says, the two sides of a symmetric relation in one order."""
    if Relation(relation).symmetric and target < subject:
        subject, target = target, subject
    return subject, relation, target
