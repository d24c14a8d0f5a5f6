"""The best dependency tree for given arc scores."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_NEVER = np.float32(-1e9)


def best_tree(scores: Floats) -> list[int]:
    """Heads of tokens 1..n of the best tree with one root; `scores[d, h]` is the score of head h for token d + 1.

    `scores` is n x (n + 1), head 0 being the artificial root, and is altered. The best head of every token on its own
    is nearly always a tree already; only when it is not, the maximum spanning tree is sought (Chu and Liu 1965, Edmonds
    1967) under a root that is chosen first: exact but for that choice.
    """
    n = len(scores)
    if n == 0:
        return []
    scores.reshape(-1)[1 :: n + 2] = _NEVER
    heads: list[int] = scores.argmax(axis=1).tolist()
    if heads.count(0) == 1 and _is_tree(heads):
        return heads
    # Only one token may hang on the root: the one that loses least by it.
    margin = scores[:, 0] - scores[:, 1:].max(axis=1) if n > 1 else scores[:, 0]
    root = int(margin.argmax())
    scores[:, 0] = _NEVER
    scores[root, :] = _NEVER
    scores[root, 0] = 0.0
    heads = scores.argmax(axis=1).tolist()
    if _is_tree(heads):
        return heads
    return _spanning_tree(scores)


def _is_tree(heads: list[int]) -> bool:
    """Whether every token reaches the root."""
    return not _cycle(heads)


def _cycle(heads: list[int]) -> list[int]:
    """Tokens (1-based) of one cycle, or nothing."""
    state = [0] * (len(heads) + 1)
    state[0] = -1
    for first in range(1, len(heads) + 1):
        token = first
        while state[token] == 0:
            state[token] = first
            token = heads[token - 1]
        if state[token] == first:
            cycle = [token]
            while (token := heads[token - 1]) != cycle[0]:
                cycle.append(token)
            return cycle
        # Everything on this path leads to the root.
        token = first
        while state[token] == first:
            state[token] = -1
            token = heads[token - 1]
    return []


def _spanning_tree(scores: Floats) -> list[int]:
    """Maximum spanning tree by contracting one cycle after the other."""
    n = len(scores)
    square = np.full((n + 1, n + 1), _NEVER, np.float64)
    square[1:] = scores
    # Contractions are undone last to first: (cycle, its heads, who entered, who left).
    heads = np.zeros(n + 1, np.intp)
    alive = np.ones(n + 1, bool)
    undo: list[tuple[int, list[int], dict[int, int], NDArray[np.intp], NDArray[np.intp]]] = []
    while True:
        places = np.flatnonzero(alive)
        heads[places] = places[square[np.ix_(places, places)].argmax(axis=1)]
        index = {int(p): i for i, p in enumerate(places)}
        cycle = [int(places[c]) for c in _cycle([index[int(heads[p])] for p in places[1:]])]
        if not cycle:
            break
        members = np.array(cycle)
        kept = cycle[0]
        inner = {c: int(heads[c]) for c in cycle}
        # Arcs into the cycle cost the arc they break; arcs out of it take their best member.
        gain = square[members, :] - square[members, heads[members]][:, None]
        enter = members[gain.argmax(axis=0)]
        leave = members[square[:, members].argmax(axis=1)]
        square[kept, :] = gain.max(axis=0)
        square[:, kept] = square[:, members].max(axis=1)
        square[kept, kept] = _NEVER
        alive[members[1:]] = False
        undo.append((kept, cycle, inner, enter, leave))
    for kept, cycle, inner, enter, leave in reversed(undo):
        outside = int(heads[kept])
        gone = set(cycle)
        for place in np.flatnonzero(alive):
            if heads[place] == kept and place != kept:
                heads[place] = leave[place]
        for c in cycle:
            heads[c] = inner[c]
        heads[enter[outside]] = outside
        alive[list(gone)] = True
    result: list[int] = heads[1:].tolist()
    return result
