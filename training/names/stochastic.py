"""Expectation maximisation for a stochastic edit distance (after Ristad and Yianilos, IEEE PAMI 1998).

The model gives P(left | right): every unit of the right word is written as one unit of the left word or as none,
and units of the left word may come from nowhere. Worked out for all pairs together, cell by cell.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from store.names import costs
from training.names.pairs import Encoded

Floats = npt.NDArray[np.float64]


@dataclass(slots=True)
class Model:
    """Probabilities by unit code: replace[left, right], leave_out[left], put_in[right]."""

    replace: Floats
    leave_out: Floats
    put_in: Floats


def start(left: int, right: int) -> Model:
    """Give the model that the script tables alone suggest."""
    table = costs.from_tables(left, right)
    return normalised(
        np.exp(-table.replace / costs.SCALE),
        np.exp(-table.leave_out / costs.SCALE),
        np.exp(-table.put_in / costs.SCALE),
    )


def normalised(replace: Floats, leave_out: Floats, put_in: Floats, positions: float | None = None) -> Model:
    """Make probabilities of counts: over all that a right unit may become, and for each left unit from nowhere."""
    total = replace.sum(axis=0) + put_in
    places = total.sum() if positions is None else positions
    spare = leave_out / max(places, 1e-9) if positions is not None else leave_out / leave_out.sum() * 0.1
    return Model(replace / total, spare, put_in / total)


def expect(model: Model, pairs: Encoded) -> tuple[Model, Floats]:
    """Give the expected counts of every edit, and the log probability of each pair."""
    count, width_left = pairs.left.shape
    width_right = pairs.right.shape[1]
    lanes = np.arange(count)
    n_right = len(model.put_in)
    sub = np.empty((width_left, width_right, count))
    for i in range(width_left):
        for j in range(width_right):
            sub[i, j] = model.replace[pairs.left[:, i], pairs.right[:, j]]
            sub[i, j][(pairs.left_size <= i) | (pairs.right_size <= j)] = 0
    out = np.where(np.arange(width_left)[:, None] < pairs.left_size, model.leave_out[pairs.left.T], 0)
    put = np.where(np.arange(width_right)[:, None] < pairs.right_size, model.put_in[pairs.right.T], 0)
    forward = np.zeros((width_left + 1, width_right + 1, count))
    forward[0, 0] = 1
    for i in range(width_left + 1):
        for j in range(width_right + 1):
            if i:
                forward[i, j] += forward[i - 1, j] * out[i - 1]
            if j:
                forward[i, j] += forward[i, j - 1] * put[j - 1]
            if i and j:
                forward[i, j] += forward[i - 1, j - 1] * sub[i - 1, j - 1]
    z = forward[pairs.left_size, pairs.right_size, lanes]
    scale = np.where(z > 0, pairs.weight / np.maximum(z, 1e-300), 0)
    backward = np.zeros((width_left + 1, width_right + 1, count))
    backward[pairs.left_size, pairs.right_size, lanes] = 1
    replaced = np.zeros(model.replace.size)
    left_out = np.zeros(len(model.leave_out))
    put_in = np.zeros(n_right)
    for i in range(width_left, -1, -1):
        for j in range(width_right, -1, -1):
            here = backward[i, j]
            if i < width_left:
                flow = out[i] * backward[i + 1, j]
                here += flow
                left_out += np.bincount(pairs.left[:, i], forward[i, j] * flow * scale, len(left_out))
            if j < width_right:
                flow = put[j] * backward[i, j + 1]
                here += flow
                put_in += np.bincount(pairs.right[:, j], forward[i, j] * flow * scale, n_right)
            if i < width_left and j < width_right:
                flow = sub[i, j] * backward[i + 1, j + 1]
                here += flow
                cell = pairs.left[:, i] * n_right + pairs.right[:, j]
                replaced += np.bincount(cell, forward[i, j] * flow * scale, len(replaced))
    return Model(replaced.reshape(model.replace.shape), left_out, put_in), np.log(np.maximum(z, 1e-300))


def smoothed(counts: Model, prior: Model, pairs: Encoded, strength: float = 4.0, table: float = 1.0) -> Model:
    """Give probabilities of counts, leaning on the same units in any place of the word, and on the script tables."""
    left, right = counts.replace.shape
    units = counts.replace.reshape(left // 3, 3, right // 3, 3).sum(axis=(1, 3))
    units_put = counts.put_in.reshape(right // 3, 3).sum(axis=1)
    units_out = counts.leave_out.reshape(left // 3, 3).sum(axis=1)
    base = prior.replace[1::3, 1::3], prior.put_in[1::3], prior.leave_out[1::3]
    total = units.sum(axis=0) + units_put + table * 20
    p_units = (units + table * 20 * base[0]) / total
    p_put = (units_put + table * 20 * base[1]) / total
    # Share of each place of the left unit, to spread the backing over.
    of_place = counts.replace.reshape(left // 3, 3, right // 3, 3).sum(axis=(0, 2)) + 1e-3
    of_place /= of_place.sum(axis=0)
    spread = p_units[:, None, :, None] * of_place[None, :, None, :]
    replace = counts.replace + strength * spread.reshape(left, right)
    put_in = counts.put_in + strength * np.repeat(p_put, 3)
    positions = float((pairs.weight * (pairs.right_size + 1)).sum())
    leave_out = counts.leave_out + strength * np.repeat(units_out + 1, 3) / 30
    return normalised(replace, leave_out, put_in, positions)


def fit(left: int, right: int, pairs: Encoded, rounds: int = 10, drop: float = 0.04) -> tuple[Model, Encoded]:
    """Fit a model; after some rounds the pairs that fit worst (other names under one form) are left aside."""
    prior = start(left, right)
    model = prior
    for turn in range(rounds):
        total: Model | None = None
        logs = []
        for chunk in np.array_split(np.arange(len(pairs.weight)), max(1, len(pairs.weight) // 8000)):
            counts, log = expect(model, pairs.take(chunk))
            logs.append(log)
            total = (
                counts
                if total is None
                else Model(
                    total.replace + counts.replace, total.leave_out + counts.leave_out, total.put_in + counts.put_in
                )
            )
        log = np.concatenate(logs)
        per_unit = log / (pairs.left_size + pairs.right_size)
        print(f"  round {turn}: mean log probability a unit {np.average(per_unit, weights=pairs.weight):.4f}")
        assert total is not None
        model = smoothed(total, prior, pairs)
        if turn in {2, 5}:
            pairs = pairs.take(np.flatnonzero(per_unit > np.quantile(per_unit, drop)))
    return model, pairs
