"""How two entities are connected: the shortest chains of relationships between them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Final

from store.queries.listing import PAGE, marks
from store.queries.relationships import DirectedRelationships, RelationshipRow

LONGEST: Final = 6
"""Links after which two entities count as unconnected."""
MOST_CHAINS: Final = 20
_Edges = dict[int, list[tuple[int, int]]]


def paths(connection: sqlite3.Connection, first: int, second: int) -> list[list[RelationshipRow]]:
    """Return the shortest chains between two entities, those with most claims first; none where there is none.

    Breadth first from both ends, a layer at a time, always on the side with fewer entities. Of several relationships
    between the same two entities a chain takes the one with most claims; denied ones count only where nothing else is.
    Each row is a :class:`~store.queries.relationships.DirectedRow`.
    """
    if first == second:
        return []
    layers: tuple[list[set[int]], list[set[int]]] = ([{first}], [{second}])
    seen: tuple[set[int], set[int]] = ({first}, {second})
    edges: _Edges = {}
    while len(layers[0]) + len(layers[1]) - 2 < LONGEST:
        side = 0 if len(layers[0][-1]) <= len(layers[1][-1]) else 1
        found = _neighbours(connection, layers[side][-1], edges) - seen[side]
        if not found:
            return []
        layers[side].append(found)
        seen[side].update(found)
        if found & seen[1 - side]:
            break
    else:
        return []
    meeting = layers[side][-1] & seen[1 - side]
    chains: list[list[int]] = []
    for entity in sorted(meeting):
        before = _walk_back(entity, layers[0], edges)
        after = _walk_back(entity, layers[1], edges)
        chains += [[*one, *reversed(other)] for one in before for other in after]
    shortest = min(len(chain) for chain in chains)
    rows: dict[int, RelationshipRow] = {}
    wanted = sorted({link for chain in chains if len(chain) == shortest for link in chain})
    for start in range(0, len(wanted), PAGE):
        rows |= DirectedRelationships().rows(connection, wanted[start : start + PAGE])
    told = [[rows[link] for link in chain] for chain in chains if len(chain) == shortest]
    told.sort(key=lambda chain: (-min(link.claims for link in chain), -sum(link.claims for link in chain)))
    return told[:MOST_CHAINS]


def _neighbours(connection: sqlite3.Connection, layer: set[int], edges: _Edges) -> set[int]:
    """Read the relationships of a layer into ``edges``; return the entities at their other ends."""
    found: set[int] = set()
    listed = sorted(layer)
    for start in range(0, len(listed), PAGE):
        page = listed[start : start + PAGE]
        for here, there in (("subject_id", "object_id"), ("object_id", "subject_id")):
            for link, one, other in connection.execute(
                f"SELECT id, {here}, {there} FROM relationships WHERE {here} IN ({marks(page)}) AND claims > 0 "
                "ORDER BY denied = claims, claims DESC",
                page,
            ):
                edges.setdefault(one, []).append((link, other))
                edges.setdefault(other, []).append((link, one))
                found.add(other)
    return found


def _walk_back(entity: int, layers: Sequence[set[int]], edges: _Edges) -> list[list[int]]:
    """Return the chains of links from the first layer to an entity, at most as many as are wanted."""
    depth = next((number for number, layer in enumerate(layers) if entity in layer), None)
    if depth is None:
        return []
    if depth == 0:
        return [[]]
    chains: list[list[int]] = []
    taken: set[int] = set()
    for link, other in edges.get(entity, ()):
        if other in layers[depth - 1] and other not in taken:
            taken.add(other)
            chains += [[*chain, link] for chain in _walk_back(other, layers[:depth], edges)]
        if len(chains) >= MOST_CHAINS:
            break
    return chains
