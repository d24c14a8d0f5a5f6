"""Another store comes into this one: its articles, claims, names, verdicts and manual merges.

What both know stays as it is here; what only the other knows is added. Where analysts decided differently, the
decision made here stands and the difference is listed. Verdicts on what is here, merges, names shown and kinds that are
taken over are steps of curation, journaled and undoable; articles come in as by an import, their verdicts with them.
The other store is only read. Doing it again goes on where it was stopped, and adds nothing where it was not.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from store.curation import Curator
from store.database import explain, open_reader, open_writer
from store.errors import StoreError
from store.incoming import Counts, IncomingWriter, Met
from store.readers.decoding import clean
from store.records import Kind
from store.schema import SCHEMA_VERSION

if TYPE_CHECKING:
    from store.curation import Verdict
    from store.world import World

CONFLICTS_KEPT: Final = 1000
"""Conflicts that a summary lists; the count goes on."""

_PAGE: Final = 200


@dataclass(frozen=True, slots=True)
class Conflict:
    """What was decided differently: ``about`` is verdict, name, kind or merge; the decisions come in words."""

    about: str
    what: str
    here: str
    there: str


@dataclass(slots=True)
class Merged(Counts):
    """What came in from another store, and what was decided differently there."""

    merges: int = 0
    conflicts: list[Conflict] = field(default_factory=list)
    conflicts_found: int = 0
    interrupted: bool = False

    def disagree(self, about: str, what: str, here: str, there: str) -> None:
        """Add a conflict."""
        self.conflicts_found += 1
        if len(self.conflicts) < CONFLICTS_KEPT:
            self.conflicts.append(Conflict(about, what, here, there))


@dataclass(slots=True)
class _Decisions:
    """What the other store's analyst decided and is still to be decided here, by ids of this store."""

    merges: list[tuple[int, int]] = field(default_factory=list)
    names: list[tuple[int, str]] = field(default_factory=list)
    kinds: list[tuple[int, Kind]] = field(default_factory=list)
    apart: list[tuple[int, int]] = field(default_factory=list)


def merge_store(
    store: Path,
    other: Path,
    *,
    world: World | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    stop: threading.Event | None = None,
) -> Merged:
    """Bring everything of ``other`` into ``store``, which is made where there is none.

    ``on_progress`` gets articles done and articles in all; setting ``stop`` ends it after what is finished. Raises
    :class:`StoreError` where either cannot be used, or both are the same file.
    """
    from store.world import load_world

    stop = stop or threading.Event()
    if store.exists() and other.exists() and store.samefile(other):
        message = f"{other}: is this very store; name another one"
        raise StoreError(message)
    merged = Merged()
    with _opened(other) as there:
        try:
            _merge(store, other, there, world or load_world(), merged, on_progress, stop)
        except sqlite3.Error as error:
            raise explain(other, error) from error
    return merged


def _merge(
    store: Path,
    other: Path,
    there: sqlite3.Connection,
    world: World,
    merged: Merged,
    on_progress: Callable[[int, int], None] | None,
    stop: threading.Event,
) -> None:
    decisions = _Decisions()
    with IncomingWriter(store, world, there, merged) as writer, writer.batch():
        here = _take_entities(writer, there, decisions, merged)
    with Curator(store) as curator:
        _make_merges(curator, here, decisions, merged)
    with IncomingWriter(store, world, there, merged) as articles:
        import_id = articles.start_import([clean(str(other))])
        try:
            _take_articles(articles, there, here, import_id, on_progress, stop)
        finally:
            merged.interrupted = stop.is_set()
            articles.finish_import(import_id, "interrupted" if merged.interrupted else "finished")
    with Curator(store) as curator:
        _make_decisions(curator, here, decisions, merged)
        _judge(curator, merged)


def _take_entities(
    writer: IncomingWriter, there: sqlite3.Connection, decisions: _Decisions, merged: Merged
) -> dict[int, int]:
    """Return which entity here each one there is; note what was decided there about those that are here already."""
    names: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for row in there.execute("SELECT * FROM names ORDER BY id"):
        names[row["entity_id"]].append(dict(row))
    rows = [dict(row) for row in there.execute("SELECT * FROM entities ORDER BY id").fetchall()]
    # Those that were merged there are looked for before the one they became brings their names along.
    known = {row["id"]: writer.find_known(row) for row in rows}
    taken: dict[int, str] = {}
    met: dict[int, Met] = {}
    # Who is here beyond doubt comes first, so that nobody else takes their place by a name that both bear.
    for row in sorted((row for row in rows if row["merged_into"] is None), key=lambda row: known[row["id"]] is None):
        own = known[row["id"]]
        if own is None:
            own = writer.find_alike(row, names[row["id"]], taken.keys())
        found = met[row["id"]] = writer.take_entity(row, names[row["id"]], own)
        if found.id in taken:
            merged.disagree("merge", f"{taken[found.id]} and {row['name']}", "one", "two")
        taken[found.id] = row["name"]
    here = {entity: found.id for entity, found in met.items()}
    parents = {row["id"]: row["merged_into"] for row in rows if row["merged_into"] is not None}
    by_id = {row["id"]: row for row in rows}
    for entity in parents:
        survivor = _survivor(entity, parents)
        if survivor not in here:
            continue  # merged in a circle, which no program of ours writes
        here[entity] = here[survivor]
        own = known[entity]
        if own is None:
            writer.take_gravestone(by_id[entity], here[survivor])
        elif own != here[survivor]:
            decisions.merges.append((own, here[survivor]))
    _note_decisions(there, rows, names, met, decisions)
    return here


def _survivor(entity: int, parents: Mapping[int, int]) -> int:
    seen = set()
    while entity in parents and entity not in seen:
        seen.add(entity)
        entity = parents[entity]
    return entity


def _note_decisions(
    there: sqlite3.Connection,
    rows: list[dict[str, Any]],
    names: Mapping[int, list[Mapping[str, Any]]],
    met: Mapping[int, Met],
    decisions: _Decisions,
) -> None:
    kinds = _kinds_set(there)
    for row in rows:
        found = met.get(row["id"])
        if found is None or found.new:
            continue
        if any(name["type"] == "canonical" and name["origin"] == "analyst" for name in names[row["id"]]):
            decisions.names.append((found.id, row["name"]))
        if row["id"] in kinds:
            decisions.kinds.append((found.id, Kind(row["kind"])))
    for one, other in there.execute("SELECT entity_id, other_id FROM merge_suggestions WHERE state = 'apart'"):
        decisions.apart.append((one, other))


def _kinds_set(connection: sqlite3.Connection) -> set[int]:
    """Return the entities whose kind an analyst has set."""
    rows = connection.execute("SELECT details FROM journal WHERE action = 'set kind' AND undone_at IS NULL").fetchall()
    return {int(json.loads(row[0]).get("entity", 0)) for row in rows}


def _make_merges(curator: Curator, here: dict[int, int], decisions: _Decisions, merged: Merged) -> None:
    """Merge what was merged there, unless it is kept apart here; let the map follow."""
    into: dict[int, int] = {}
    for own, survivor in decisions.merges:
        one, other = _survivor(own, into), _survivor(survivor, into)
        if one == other:
            continue
        if _apart(curator, one, other):
            merged.disagree("merge", f"{_name(curator, one)} and {_name(curator, other)}", "kept apart", "merged")
            continue
        curator.merge([one], other)
        into[one] = other
        merged.merges += 1
    for entity, found in here.items():
        here[entity] = _survivor(found, into)


def _take_articles(
    writer: IncomingWriter,
    there: sqlite3.Connection,
    here: Mapping[int, int],
    import_id: int,
    on_progress: Callable[[int, int], None] | None,
    stop: threading.Event,
) -> None:
    total = there.execute("SELECT count(*) FROM articles").fetchone()[0]
    done = last = 0
    while not stop.is_set():
        page = there.execute(f"SELECT * FROM articles WHERE id > ? ORDER BY id LIMIT {_PAGE}", (last,)).fetchall()
        if not page:
            return
        with writer.batch():
            for row in page:
                writer.take_article(dict(row), here, import_id)
        last = page[-1]["id"]
        done += len(page)
        if on_progress is not None:
            on_progress(done, total)


def _make_decisions(curator: Curator, here: Mapping[int, int], decisions: _Decisions, merged: Merged) -> None:
    connection = curator.db.conn
    kinds = _kinds_set(connection)
    for entity, name in decisions.names:
        entity_id = _present(curator, entity)
        row = connection.execute("SELECT name FROM entities WHERE id = ?", (entity_id,)).fetchone()
        if row[0] == name:
            continue
        decided = connection.execute(
            "SELECT 1 FROM names WHERE entity_id = ? AND type = 'canonical' AND origin = 'analyst'", (entity_id,)
        ).fetchone()
        if decided:
            merged.disagree("name", row[0], row[0], name)
        else:
            curator.rename(entity_id, name)
    for entity, kind in decisions.kinds:
        entity_id = _present(curator, entity)
        row = connection.execute("SELECT name, kind FROM entities WHERE id = ?", (entity_id,)).fetchone()
        if row[1] == kind.value:
            continue
        if entity_id in kinds:
            merged.disagree("kind", row[0], row[1].replace("_", " "), kind.value.replace("_", " "))
        else:
            curator.set_kind(entity_id, kind)
    for one, other in decisions.apart:
        if one not in here or other not in here:
            continue
        first, second = _present(curator, here[one]), _present(curator, here[other])
        if first == second:
            merged.disagree("merge", _name(curator, first), "one", "two kept apart")
        elif not _apart(curator, first, second):
            curator.keep_apart(first, second)


def _judge(curator: Curator, merged: Merged) -> None:
    verdicts: tuple[Verdict, ...] = ("confirmed", "rejected")
    for verdict in verdicts:
        claims = [each.claim_id for each in merged.judged if each.here is None and each.there == verdict]
        if claims:
            curator.judge(claims, verdict)
            merged.verdicts += len(claims)
    for each in merged.judged:
        if each.here is not None:
            merged.disagree("verdict", each.sentence, each.here, each.there)


def _present(curator: Curator, entity: int) -> int:
    """Return the entity, or the one that it was merged into since."""
    row = curator.db.conn.execute("SELECT merged_into FROM entities WHERE id = ?", (entity,)).fetchone()
    return entity if row is None or row[0] is None else int(row[0])


def _apart(curator: Curator, one: int, other: int) -> bool:
    row = curator.db.conn.execute(
        "SELECT 1 FROM merge_suggestions WHERE entity_id = ? AND other_id = ? AND state = 'apart'",
        (min(one, other), max(one, other)),
    ).fetchone()
    return row is not None


def _name(curator: Curator, entity: int) -> str:
    return str(curator.db.conn.execute("SELECT name FROM entities WHERE id = ?", (entity,)).fetchone()[0])


@contextmanager
def _opened(other: Path) -> Iterator[sqlite3.Connection]:
    """Lend a reader of another store; one of an older version is brought up to date in a copy, never in place."""
    with tempfile.TemporaryDirectory(prefix="conflict-tui-") as folder:
        path = _up_to_date(other, Path(folder) / "copy.db")
        connection = open_reader(path)
        try:
            connection.execute("BEGIN")
            yield connection
        finally:
            connection.close()


def _up_to_date(other: Path, copy: Path) -> Path:
    if not other.is_file():
        open_reader(other).close()  # says in one line what is wrong with it
    with other.open("rb") as file:
        version = int.from_bytes(file.read(64)[60:64], "big")  # user_version in the header of the file
    if version >= SCHEMA_VERSION or version == 0:
        return other
    source = sqlite3.connect(f"{other.resolve().as_uri()}?mode=ro", uri=True)
    target = sqlite3.connect(copy)
    try:
        source.backup(target)
    except sqlite3.Error as error:
        raise explain(other, error) from error
    finally:
        source.close()
        target.close()
    open_writer(copy, create=False).close()
    return copy
