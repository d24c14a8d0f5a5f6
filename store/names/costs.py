"""Costs: what it costs to read one unit as another, and the cheapest reading of many words at once.

The costs of a pair of scripts are three tables: replacing a unit of the query by one of the candidate, leaving one
out of the query, and putting one of the candidate in. ``data/costs.npz`` holds them as fitted from pairs of spellings
by ``training/names``; costs are whole numbers, ``SCALE`` to one natural logarithm.

The distance is the weighted edit distance (Wagner and Fischer 1974) with fitted costs (after Ristad and Yianilos
1998), worked out row by row for all candidates together: the run along the candidate is a running minimum over
cumulated insertions.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
import numpy.typing as npt

from store.names import scripts

SCALE: Final = 32
LONGER: Final = 6
"""How many units more than the query are read of a candidate."""

Short = npt.NDArray[np.int16]
Codes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Costs:
    """The costs between a query script and a candidate script, by unit code."""

    replace: Short
    leave_out: Short
    put_in: Short


@cache
def _fitted() -> dict[str, Short]:
    path = files("store.names") / "data" / "costs.npz"
    if not path.is_file():
        return {}
    with path.open("rb") as stream, np.load(stream, allow_pickle=False) as data:
        return {key: data[key].astype(np.int16) for key in data.files}


@cache
def between(query: int, candidate: int) -> Costs:
    """Give the costs of reading a word of one script as a word of another."""
    data = _fitted()
    stem = f"{scripts.NAMES[query]}_{scripts.NAMES[candidate]}"
    if f"{stem}_replace" in data:
        return Costs(data[f"{stem}_replace"], data[f"{stem}_leave_out"], data[f"{stem}_put_in"])
    turned = f"{scripts.NAMES[candidate]}_{scripts.NAMES[query]}"
    if f"{turned}_replace" in data:
        replace = np.ascontiguousarray(data[f"{turned}_replace"].T)
        return Costs(replace, data[f"{turned}_put_in"], data[f"{turned}_leave_out"])
    return from_tables(query, candidate)


def from_tables(query: int, candidate: int) -> Costs:
    """Give costs that stand on the tables alone: shared readings are cheap, shared classes less dear."""
    a, b = scripts.script(query), scripts.script(candidate)

    def readings(table: scripts.Script) -> dict[str, tuple[str, ...]]:
        out: dict[str, tuple[str, ...]] = {}
        for spelling, unit in table.spellings.items():
            if len(unit) == 1:
                latin = tuple(scripts.script(scripts.LATIN).read(r) for r in table.reads.get(spelling, (spelling,)))
                out.setdefault(unit, latin or ("",))
        return out

    ra, rb = readings(a), readings(b)
    vowels = set("aeiouyw")
    replace = np.full((len(a.units), len(b.units)), 5 * SCALE, dtype=np.int16)
    for i, x in enumerate(a.units):
        for j, y in enumerate(b.units):
            cx, cy = a.classes[x].replace("-", ""), b.classes[y].replace("-", "")
            shared = [k + m for k, p in enumerate(ra.get(x, (x,))) for m, q in enumerate(rb.get(y, (y,))) if p == q]
            if x == y and query == candidate:
                cost = 0.0
            elif shared:
                cost = 0.2 + 0.3 * min(shared)
            elif (x in scripts.DIGITS) or (y in scripts.DIGITS):
                cost = 6.0
            elif not cx and not cy:
                cost = 0.8
            elif cx and cy and cx[0] == cy[0]:
                cost = 1.0
            elif set(cx) & set(cy):
                cost = 1.6
            else:
                cost = 4.0
            replace[i, j] = round(cost * SCALE)

    def alone(table: scripts.Script) -> Short:
        out = []
        for unit in table.units:
            silent = "-" in table.classes[unit] and unit not in scripts.DIGITS
            out.append(round(SCALE * (1.0 if silent or unit in vowels else 3.5)))
        return np.array(out, dtype=np.int16)

    return Costs(
        replace.repeat(3, axis=0).repeat(3, axis=1),
        alone(a).repeat(3),
        alone(b).repeat(3),
    )


def distances(
    costs: Costs,
    query: Codes,
    flat: Codes,
    starts: npt.NDArray[np.int32],
    lengths: npt.NDArray[np.int32],
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Give the cost of reading the query as each candidate, as the cheapest beginning of each, and of putting each in.

    Candidate n is ``flat[starts[n]:starts[n] + lengths[n]]``; ``flat`` has spare codes behind the last. Of a
    candidate much longer than the query only as much is read as can matter, and the rest is put in.
    """
    count = len(starts)
    width = min(int(lengths.max()) if count else 0, len(query) + LONGER)
    spots = np.arange(width, dtype=np.int32)[:, None] + starts
    letters = flat.take(spots).astype(np.intp)
    run = np.zeros((width + 1, count), dtype=np.int16)
    # Beyond its end a candidate reads its neighbour's letters, which may be of a script with more of them.
    np.cumsum(costs.put_in.take(letters, mode="clip"), axis=0, dtype=np.int16, out=run[1:])
    row = run.copy()
    step = np.empty_like(row)
    read_as = np.empty((width, count), dtype=np.int16)
    for code in query.tolist():
        np.add(row, costs.leave_out[code], out=step)
        costs.replace[code].take(letters, out=read_as, mode="clip")
        np.add(read_as, row[:-1], out=read_as)
        np.minimum(step[1:], read_as, out=step[1:])
        np.subtract(step, run, out=step)
        for j in range(1, width + 1):  # faster than minimum.accumulate, whose inner loop is not vectorised
            np.minimum(step[j], step[j - 1], out=step[j])
        np.add(step, run, out=step)
        row, step = step, row
    ends = np.minimum(lengths, width)
    each = np.arange(count)
    whole = row[ends, each].astype(np.int32)
    filled = run[ends, each].astype(np.int32)
    if width and int(lengths.max()) > width:
        rest = (lengths - ends) * int(np.median(costs.put_in))
        whole += rest
        filled += rest
    # Beyond its end a candidate reads its neighbour's letters: leave those out of the cheapest beginning.
    row[np.arange(width + 1, dtype=np.int32)[:, None] > ends] = np.iinfo(np.int16).max
    return whole, row.min(axis=0).astype(np.int32), filled
