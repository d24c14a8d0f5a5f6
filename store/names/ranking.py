"""Ranking: the fitted weights that make one score of the features of a name (``data/ranking.json``)."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

import numpy as np

from store.names import scripts
from store.names.features import FEATURES, ROUGH, Floats, Table
from store.names.query import Query


@cache
def rough_weights() -> dict[str, Floats]:
    """Load the fitted weights of the first choice: query class -> one weight for each of ``ROUGH``."""
    data = json.loads((files("store.names") / "data" / "ranking.json").read_text(encoding="utf-8"))
    return {name: np.array([row.get(f"rough_{f}", 0.0) for f in ROUGH]) for name, row in data.items()}


@cache
def weights() -> dict[str, Floats]:
    """Load the fitted weights: query class -> one weight for each of ``FEATURES``, and the two of the scale."""
    data = json.loads((files("store.names") / "data" / "ranking.json").read_text(encoding="utf-8"))
    return {name: np.array([row.get(f, 0.0) for f in (*FEATURES, "scale", "shift")]) for name, row in data.items()}


def query_class(query: Query) -> str:
    """Give the class of a query: its script is Latin or not, and it has one word or several."""
    latin = all(word.script == scripts.LATIN for word in query.lookups)
    content = sum(1 for word in query.lookups if word.first == word.last and not word.small)
    if latin and content <= 1 and query.acronym and len(query.words) == 1 and len(query.words[0]) <= 4:
        return "short"
    return ("latin" if latin else "other") + ("_one" if content <= 1 else "_many")


def scores(query: Query, table: Table) -> Floats:
    """Give the score of every name, 0 to 1: the logistic of the weighted features."""
    row = weights()[query_class(query)]
    raw = table.values @ row[:-2]
    out: Floats = 1 / (1 + np.exp(-np.clip(row[-2] * raw + row[-1], -30, 30)))
    same = table.values[:, FEATURES.index("equal")] > 0
    out = np.minimum(out, 0.999)
    out[same] = 1.0
    return out
