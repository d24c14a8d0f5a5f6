"""Refit the ranking: ``python -m training.names.fit_ranking TASKS_FOLDER NAMES.tsv [NAMES.tsv ...]``.

TASKS_FOLDER holds ``*.tsv`` files of ``query<TAB>id|id|...``; a NAMES file holds ``id<TAB>name``, one index each (use
several sizes). Weights are fitted by the listwise softmax loss (Cao et al. 2007) for each query class. Writes
``store/names/data/ranking.json`` and prints the share of queries with a right name among the first ten, for a fifth of
the entities that the fit has not seen.
"""

from __future__ import annotations

import json
import sys
import zlib
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from store.names import features, ranking, search
from store.names.candidates import Scanner
from store.names.query import parse
from store.names.segment import build

OUTPUT = Path(__file__).parents[2] / "store" / "names" / "data" / "ranking.json"
DETAILED = features.DETAILED
SAMPLED_FROM = 300_000
"""Of a larger index than this, every second query is enough."""
UNBOUNDED = {"frequency", "length"}
"""Features that may count for or against a name."""
TASK_WEIGHT = {"t5_first4": 0.0, "t5_prefix50": 0.7, "t5_prefix75": 0.8}
Floats = npt.NDArray[np.float64]


@dataclass(slots=True)
class Lists:
    """The queries of one class: features and labels of their candidates."""

    values: list[npt.NDArray[np.float32]] = field(default_factory=list)
    right: list[npt.NDArray[np.bool_]] = field(default_factory=list)
    weight: list[float] = field(default_factory=list)
    fold: list[int] = field(default_factory=list)
    task: list[str] = field(default_factory=list)


def collect(tasks: Path, names: Path, into: dict[str, Lists], missed: dict[str, list[int]]) -> None:
    """Search every query in an index of the names and keep what the ranking sees."""
    with names.open(encoding="utf-8") as lines:
        rows = [(int(i), name) for i, name in (line.rstrip("\n").split("\t") for line in lines)]
    scanner = Scanner(build(rows))
    for path in sorted(tasks.glob("*.tsv")):
        weight = TASK_WEIGHT.get(path.stem, 1.0)
        lines = path.read_text(encoding="utf-8").splitlines()
        for line in lines[:: 1 if len(rows) <= SAMPLED_FROM else 2]:
            text, ids = line.split("\t")
            query = parse(text)
            table = search.lookup(scanner, query, set())
            if table is None:
                continue
            right = np.isin(scanner.segment.ids[table.rows], [int(i) for i in ids.split("|")])
            missed[path.stem].append(int(not right.any()))
            if not right.any() or not weight:
                continue
            lists = into[ranking.query_class(query)]
            lists.values.append(table.values.astype(np.float32))
            lists.right.append(right)
            lists.weight.append(weight)
            lists.fold.append(zlib.crc32(ids.encode()) % 5)
            lists.task.append(path.stem)


def padded(lists: Lists, chosen: npt.NDArray[np.intp]) -> tuple[Floats, npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Give the lists as arrays: features, right ones, and which places are filled."""
    width = max(len(lists.right[k]) for k in chosen)
    values = np.zeros((len(chosen), width, len(features.FEATURES)), dtype=np.float32)
    right = np.zeros((len(chosen), width), dtype=np.bool_)
    filled = np.zeros((len(chosen), width), dtype=np.bool_)
    for place, k in enumerate(chosen):
        size = len(lists.right[k])
        values[place, :size], right[place, :size], filled[place, :size] = lists.values[k], lists.right[k], True
    return values, right, filled


def fit(lists: Lists, chosen: npt.NDArray[np.intp], steps: int = 300) -> Floats:
    """Fit the weights of one class by Adam on the listwise softmax loss, with a small ridge."""
    return fit_arrays(lists, chosen, *padded(lists, chosen), steps)


def fit_arrays(
    lists: Lists,
    chosen: npt.NDArray[np.intp],
    values: npt.NDArray[np.float32],
    right: npt.NDArray[np.bool_],
    filled: npt.NDArray[np.bool_],
    steps: int = 300,
) -> Floats:
    """Fit weights for padded features, see ``fit``."""
    weight = np.array([lists.weight[k] for k in chosen])
    weight /= weight.sum()
    columns = features.FEATURES if values.shape[2] == len(features.FEATURES) else features.ROUGH
    bounded = np.array([f not in UNBOUNDED for f in columns])
    w = np.zeros(values.shape[2])
    first, second = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, steps + 1):
        z = np.where(filled, values @ w, -1e9)
        z -= z.max(axis=1, keepdims=True)
        e = np.exp(z)
        p = e / e.sum(axis=1, keepdims=True)
        q = np.where(right, p, 0)
        q /= np.maximum(q.sum(axis=1, keepdims=True), 1e-12)
        gradient = np.einsum("n,nk,nkf->f", weight, p - q, values, optimize=True) + 1e-4 * w
        first = 0.9 * first + 0.1 * gradient
        second = 0.99 * second + 0.01 * gradient**2
        w -= 0.25 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-6)
        # More likeness never makes a name less likely: without this bound, weights that cancel out among the fitted
        # names go wrong on others, above all in small stores.
        w[bounded] = np.maximum(w[bounded], 0)
    return w


def scale(lists: Lists, w: Floats) -> tuple[float, float]:
    """Give the logistic that makes a score of the weighted features.

    It is steady over index sizes: a half where nineteen in twenty of the right names lie above, and 0.9 in their
    middle. (A chance of being right would depend on how many names are indexed.)
    """
    right = [float((v @ w)[r].max()) for v, r in zip(lists.values, lists.right, strict=True) if r.any()]
    low, middle = np.quantile(right, 0.05), np.quantile(right, 0.5)
    slope = np.log(9) / max(middle - low, 1e-6)
    return float(slope), float(-slope * low)


def found(lists: Lists, k: int, w: Floats, top: int) -> bool:
    """Say whether a right name of a query is among the first."""
    if not lists.right[k].any():
        return False
    z = lists.values[k] @ w
    return bool((z > z[lists.right[k]].max()).sum() < top)


def main(arguments: list[str]) -> None:
    """Fit and write."""
    if len(arguments) < 2:
        raise SystemExit(__doc__)
    features.DETAILED = 10**6  # see every candidate with all of its features
    classes: dict[str, Lists] = defaultdict(Lists)
    missed: dict[str, list[int]] = defaultdict(list)
    for names in arguments[1:]:
        collect(Path(arguments[0]), Path(names), classes, missed)
    out: dict[str, dict[str, float]] = {}
    seen: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    columns = [features.FEATURES.index(f) for f in features.ROUGH]
    for name, lists in sorted(classes.items()):
        fold = np.array(lists.fold)
        every = np.arange(len(fold))
        values, right, filled = padded(lists, every)
        rough = fit_arrays(lists, every, np.ascontiguousarray(values[:, :, columns]), right, filled)
        del values, right, filled
        kept = Lists(weight=lists.weight, fold=lists.fold, task=lists.task)
        for k in every.tolist():
            order = np.argsort(-(lists.values[k][:, columns] @ rough), kind="stable")[:DETAILED]
            kept.values.append(lists.values[k][order])
            kept.right.append(lists.right[k][order])
        w = fit(kept, np.flatnonzero(fold != 0))
        for k in np.flatnonzero(fold == 0).tolist():
            seen[kept.task[k]].append((found(kept, k, w, 1), found(kept, k, w, 10)))
        w = fit(kept, every)
        a, b = scale(kept, w)
        row = {f: round(float(x), 4) for f, x in zip(features.FEATURES, w, strict=True)}
        row.update({f"rough_{f}": round(float(x), 4) for f, x in zip(features.ROUGH, rough, strict=True)})
        out[name] = {**row, "scale": round(a, 4), "shift": round(b, 4)}
        print(name, len(fold), out[name])
    for task, misses in sorted(missed.items()):
        done = np.array(seen.get(task) or [(False, False)])
        found_share = 1 - sum(misses) / len(misses)
        first, ten = found_share * done.mean(axis=0)
        print(f"{task:18} candidates {found_share:.3f}  r@1 {first:.3f}  r@10 {ten:.3f}")
    OUTPUT.write_text(json.dumps(out, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
