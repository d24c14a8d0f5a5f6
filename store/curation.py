"""What the analyst decides: claims judged and mended, entities merged, split and named; every step can be undone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from store import journal
from store.claim_steps import ClaimSteps, Verdict
from store.errors import StoreError
from store.journal import Entry, Step
from store.names import fold
from store.records import Kind
from store.spelling import sounds
from store.step_making import CurationError
from store.writing import now

__all__ = ["CurationError", "Curator", "Verdict"]

_OF_ENTITY = "entity_id = ? AND article_id IN (SELECT article_id FROM entity_articles WHERE entity_id = ?)"
"""The condition on mentions of an entity, by its articles: there is no index of mentions by entity."""


class Curator(ClaimSteps):
    """Makes steps of curation on one store, each a transaction of its own.

    Raises :class:`CurationError` for a step that cannot be made, :class:`store.errors.StoreError` where the store
    cannot be written.
    """

    def merge(self, entity_ids: Iterable[int], into: int) -> None:
        """Make entities one: names, mentions and claims go to ``into``; what they were stays in the journal."""
        target = self._entity(into)
        sources = [self._entity(entity_id) for entity_id in dict.fromkeys(entity_ids)]
        if any(source["id"] == into for source in sources):
            message = "an entity cannot be merged into itself"
            raise CurationError(message)
        names = {source["id"]: source["name"] for source in sources}
        with self._step("merge", {"into": into, "name": target["name"], "merged": names}) as step:
            for source in sources:
                self._move_names(step, source["id"], into)
                for mention in self._rows("mentions", _OF_ENTITY, source["id"], source["id"]):
                    self._move_mention(step, mention, into)
                for actor in self._rows("event_actors", "entity_id = ?", source["id"]):
                    self._move_actor(step, actor, into)
                self._move_claims(step, self._claims_of(source["id"]), source["id"], into)
                for earlier in self._rows("entities", "merged_into = ?", source["id"]):
                    step.change("entities", earlier, merged_into=into)
                step.change("entities", source, merged_into=into)
                self._decide(step, source["id"], into, "merged")

    def split(self, entity_id: int, names: Sequence[str], kind: Kind | None = None) -> int:
        """Take names out of an entity into a new one, with the mentions that use them and the claims around those.

        Returns the id of the new entity, which is named by the first of the names.
        """
        source = self._entity(entity_id)
        wanted = {fold(name) for name in names}
        moving = [name for name in self._rows("names", "entity_id = ?", entity_id) if name["folded"] in wanted]
        if not names or not moving:
            message = f"“{source['name']}” has no such name"
            raise CurationError(message)
        if len(moving) == len(self._rows("names", "entity_id = ?", entity_id)):
            message = f"these are all names of “{source['name']}”; rename it instead"
            raise CurationError(message)
        if any(name["name"] == source["name"] for name in moving):
            message = f"“{source['name']}” is shown by this very name; rename it first"
            raise CurationError(message)
        new_kind = (kind or Kind(source["kind"])).value
        with self._step("split", {"entity": entity_id, "name": source["name"], "names": list(names)}) as step:
            new = step.insert("entities", {"name": moving[0]["name"], "kind": new_kind, "added_at": now()})
            for name in moving:
                step.change("names", name, entity_id=new, type="canonical" if name is moving[0] else name["type"])
            spans: dict[int, list[tuple[int, int]]] = {}
            for mention in self._mentions_by_text(entity_id, wanted):
                self._move_mention(step, mention, new)
                spans.setdefault(mention["article_id"], []).append((mention["start"], mention["end"]))
            events = self._actors_by_title(entity_id, wanted)
            for actor in events:
                self._move_actor(step, actor, new)
            rows = {actor["article_id"] for actor in events}
            claims = [
                claim
                for claim in self._claims_of(entity_id)
                if claim["article_id"] in rows
                or any(claim["start"] <= start < claim["end"] for start, _ in spans.get(claim["article_id"], ()))
            ]
            self._move_claims(step, claims, entity_id, new)
        return new

    def rename(self, entity_id: int, name: str) -> None:
        """Show an entity by another name, which becomes one of its names."""
        entity = self._entity(entity_id)
        with self._step("rename", {"entity": entity_id, "from": entity["name"], "to": name}) as step:
            for old in self._rows("names", "entity_id = ? AND type = 'canonical'", entity_id):
                step.change("names", old, type="alias")
            self._put_name(step, entity_id, name, "canonical")
            step.change("entities", entity, name=" ".join(name.split()))

    def add_name(self, entity_id: int, name: str, type_: str = "alias") -> None:
        """Add a spelling to an entity."""
        entity = self._entity(entity_id)
        with self._step("add name", {"entity": entity_id, "of": entity["name"], "name": name}) as step:
            self._put_name(step, entity_id, name, type_)

    def set_kind(self, entity_id: int, kind: Kind) -> None:
        """Say what an entity is."""
        entity = self._entity(entity_id)
        details = {"entity": entity_id, "name": entity["name"], "from": entity["kind"], "to": kind.value}
        with self._step("set kind", details) as step:
            step.change("entities", entity, kind=kind.value)

    def keep_apart(self, entity_id: int, other_id: int) -> None:
        """Say that two entities are not one, so that merging them is not suggested again."""
        one, other = self._entity(entity_id), self._entity(other_id)
        if entity_id == other_id:
            message = f"“{one['name']}” cannot be kept apart from itself"
            raise CurationError(message)
        details = {"entities": [entity_id, other_id], "names": [one["name"], other["name"]]}
        with self._step("keep apart", details) as step:
            if not self._decide(step, entity_id, other_id, "apart"):
                low, high = sorted((entity_id, other_id))
                row = {"entity_id": low, "other_id": high, "score": 0.0, "why": "kept apart by hand", "state": "apart"}
                step.insert("merge_suggestions", row)

    def undo(self) -> Entry | None:
        """Take back the latest step that is not undone; return it, or ``None`` where there is none."""
        return self._turn("undone_at IS NULL", "DESC", forward=False)

    def redo(self) -> Entry | None:
        """Make the step again that was undone last and has no later step after it; return it or ``None``."""
        latest = self._connection.execute("SELECT max(id) FROM journal WHERE undone_at IS NULL").fetchone()[0] or 0
        return self._turn(f"undone_at IS NOT NULL AND id > {latest}", "ASC", forward=True)

    def _turn(self, condition: str, order: str, *, forward: bool) -> Entry | None:
        try:
            return self._turned(condition, order, forward=forward)
        except StoreError as error:
            if isinstance(error.__cause__, sqlite3.IntegrityError):
                message = "articles that came in since use what this step made; it can no longer be taken back"
                raise CurationError(message) from error
            raise

    def _turned(self, condition: str, order: str, *, forward: bool) -> Entry | None:
        with self._transaction():
            row = self._connection.execute(
                f"SELECT id FROM journal WHERE {condition} ORDER BY id {order} LIMIT 1"
            ).fetchone()
            if row is None:
                return None
            changes = journal.apply(self._connection, row[0], forward=forward)
            self._connection.execute(
                "UPDATE journal SET undone_at = ? WHERE id = ?", (None if forward else now(), row[0])
            )
            self._settle(changes)
        turned = journal.entry(self._connection, row[0])
        self.all_made.append(turned)
        return turned

    def _claims_of(self, entity_id: int) -> list[dict[str, Any]]:
        sides = "subject_id = ? OR object_id = ? OR said_by_id = ?"
        return self._rows("claims", sides, entity_id, entity_id, entity_id)

    def _move_names(self, step: Step, source: int, target: int) -> None:
        there = {name["name"] for name in self._rows("names", "entity_id = ?", target)}
        for name in self._rows("names", "entity_id = ?", source):
            if name["name"] in there:
                step.delete("names", name)
            else:
                kind = "alias" if name["type"] == "canonical" else name["type"]
                step.change("names", name, entity_id=target, type=kind)

    def _move_mention(self, step: Step, mention: Mapping[str, Any], target: int) -> None:
        moved = {**mention, "entity_id": target}
        place = (moved["article_id"], moved["start"], moved["end"], target)
        if self._rows("mentions", "article_id = ? AND start = ? AND end = ? AND entity_id = ?", *place):
            step.delete("mentions", mention)
        else:
            step.change("mentions", mention, entity_id=target)

    def _move_claims(self, step: Step, claims: Sequence[Mapping[str, Any]], source: int, target: int) -> None:
        for claim in claims:
            sides = ("subject_id", "object_id", "said_by_id")
            step.change("claims", claim, **{side: target for side in sides if claim[side] == source})

    def _move_actor(self, step: Step, actor: Mapping[str, Any], target: int) -> None:
        key = (actor["article_id"], target, actor["role"])
        if self._rows("event_actors", "article_id = ? AND entity_id = ? AND role = ?", *key):
            step.delete("event_actors", actor)
        else:
            step.change("event_actors", actor, entity_id=target)

    def _actors_by_title(self, entity_id: int, folded: set[str]) -> list[dict[str, Any]]:
        """Return an entity's parts in events whose title, which names the actors as the row does, has these names."""
        known = self._connection.execute("SELECT folded FROM names WHERE entity_id = ?", (entity_id,)).fetchall()
        names = sorted({row[0] for row in known if row[0]} | folded, key=len, reverse=True)
        found = self._connection.execute(
            "SELECT e.article_id, e.entity_id, e.role, a.title FROM event_actors AS e"
            " JOIN articles AS a ON a.id = e.article_id WHERE e.entity_id = ?",
            (entity_id,),
        ).fetchall()
        columns = ("article_id", "entity_id", "role")
        moving = []
        for row in found:
            title = f" {fold(row[3])} "
            if next((name for name in names if f" {name} " in title), None) in folded:
                moving.append(dict(zip(columns, row[:3], strict=True)))
        return moving

    def _mentions_by_text(self, entity_id: int, folded: set[str]) -> list[dict[str, Any]]:
        found = self._connection.execute(
            "SELECT m.article_id, m.start, m.end, m.entity_id, substr(a.text, m.start + 1, m.end - m.start)"
            " FROM entity_articles AS e"
            " CROSS JOIN mentions AS m ON m.article_id = e.article_id AND m.entity_id = e.entity_id"
            " JOIN articles AS a ON a.id = m.article_id WHERE e.entity_id = ?",
            (entity_id,),
        ).fetchall()
        columns = ("article_id", "start", "end", "entity_id")
        return [dict(zip(columns, row[:4], strict=True)) for row in found if fold(row[4]) in folded]

    def _put_name(self, step: Step, entity_id: int, name: str, type_: str) -> None:
        name = " ".join(name.split())
        folded = fold(name)
        if not folded:
            message = f"“{name}” has neither letters nor digits"
            raise CurationError(message)
        rows = self._rows("names", "entity_id = ? AND name = ?", entity_id, name)
        if rows:
            step.change("names", rows[0], type=type_)
            return
        row = {"entity_id": entity_id, "name": name, "folded": folded, "sounds": sounds(name)}
        step.insert("names", {**row, "type": type_, "origin": "analyst"})

    def _decide(self, step: Step, one: int, other: int, state: str) -> bool:
        low, high = sorted((one, other))
        rows = self._rows("merge_suggestions", "entity_id = ? AND other_id = ?", low, high)
        for row in rows:
            step.change("merge_suggestions", row, state=state)
        return bool(rows)
