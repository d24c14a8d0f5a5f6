"""From options of the command line to filters of the read side."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from store.errors import ConflictTuiError
from store.names import fold
from store.queries.filters import (
    ConfidenceFilter,
    DateFilter,
    EntityFilter,
    Filters,
    KindFilter,
    OutletFilter,
    RelationFilter,
    StanceFilter,
    StatusFilter,
)
from store.queries.name_index import StoreNames
from store.queries.overview import outlets
from store.records import Confidence, Kind, Relation, Stance, Status
from tui.cli.likeness import ALIKE, likeness
from tui.cli.output import narrate
from tui.wording import KINDS

_LOOKED_AT: Final = 10
_OTHERS_TOLD: Final = 4
_CLOSE: Final = 0.2
"""Names that are by no more than this less alike than the best one are worth telling."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the options of a listing ask for."""

    store: Path
    group: str | None
    outlet: str | None
    since: str | None
    until: str | None
    kind: Kind | None
    stance: Stance | None
    relation: Relation | None
    status: Status | None
    confidence: Confidence | None

    def filters(self, connection: sqlite3.Connection) -> Filters:
        """Return the filters; raises :class:`ConflictTuiError` where a named group or outlet is not in the store."""
        filters = Filters()
        if self.group is not None:
            filters &= entity_named(self.store, connection, self.group)
        if self.outlet is not None:
            filters &= _outlet_named(connection, self.outlet)
        if self.since or self.until:
            filters &= DateFilter(self.since or "", self.until or "")
        if self.kind is not None:
            filters &= KindFilter(self.kind)
        if self.stance is not None:
            filters &= StanceFilter(self.stance)
        if self.relation is not None:
            filters &= RelationFilter(self.relation)
        if self.status is not None:
            filters &= StatusFilter(self.status)
        if self.confidence is not None:
            filters &= ConfidenceFilter(self.confidence)
        return filters


def entity_named(store: Path, connection: sqlite3.Connection, name: str) -> EntityFilter:
    """Return the filter for the entity that a name in any spelling means best; tell of others that it may mean.

    ``#12`` means the entity of that id, or the one that it was merged into.
    """
    if name.startswith("#") and name[1:].isdecimal():
        return _entity_numbered(connection, int(name[1:]))
    found = [(likeness(name, hit), hit) for hit in StoreNames(store).search(connection, name, _LOOKED_AT)]
    found = [(alike, hit) for alike, hit in found if alike >= ALIKE]
    if not found:
        message = f"nobody in the store is called anything like {name!r}; try 'conflict-tui search'"
        raise ConflictTuiError(message)
    # The likest comes first; among equals groups before people and places, then the order of the search.
    found.sort(key=lambda pair: (-round(pair[0], 2), not pair[1].kind.acts))
    (alike, best), *others = found
    also = dict.fromkeys(f"{hit.entity} ({KINDS[hit.kind]})" for close, hit in others if close >= alike - _CLOSE)
    if fold(best.name) != fold(name) or any(close >= alike for close, _ in others):
        told = f"; could also be: {', '.join(list(also)[:_OTHERS_TOLD])}" if also else ""
        narrate(f"taking {name!r} for {best.entity} ({KINDS[best.kind]}, {best.why}){told}")
    return EntityFilter(best.entity_id, best.entity)


def _entity_numbered(connection: sqlite3.Connection, number: int) -> EntityFilter:
    wanted: int | None = number
    seen: set[int] = set()
    while wanted is not None and wanted not in seen and wanted < 1 << 63:
        seen.add(wanted)
        row = connection.execute("SELECT id, name, merged_into FROM entities WHERE id = ?", (wanted,)).fetchone()
        if row is None:
            break
        if row[2] is None:
            return EntityFilter(row[0], row[1])
        wanted = row[2]
    message = f"nobody in the store has the number #{number}"
    raise ConflictTuiError(message)


def _outlet_named(connection: sqlite3.Connection, name: str) -> OutletFilter:
    """Return the filter for the outlet of this name, or the one with most articles whose name holds all its words."""
    wanted = fold(name)
    found = [outlet for outlet in outlets(connection) if all(word in fold(outlet.name) for word in wanted.split())]
    found.sort(key=lambda outlet: fold(outlet.name) != wanted)
    if not found or not wanted:
        message = f"no outlet in the store is called anything like {name!r}"
        raise ConflictTuiError(message)
    best, *others = found
    if others and fold(best.name) != wanted:
        also = ", ".join(other.name for other in others[:_OTHERS_TOLD])
        narrate(f"taking {name!r} for {best.name}; could also be: {also}")
    return OutletFilter(best.id, best.name)
