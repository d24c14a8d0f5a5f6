"""Refit the costs of the name search: ``python -m training.names.fit_costs PAIRS_FOLDER [OUTPUT]``.

PAIRS_FOLDER holds ``pairs_arabic.tsv.gz``, ``pairs_hebrew.tsv.gz`` and ``pairs_russian.tsv.gz``, each line a word in
the script, a Latin spelling of the same name and a count, tab-separated. Writes ``store/names/data/costs.npz``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt

from store.names import costs, scripts
from training.names import pairs, stochastic

DEAREST = 8 * costs.SCALE
OUTPUT = Path(__file__).parents[2] / "store" / "names" / "data" / "costs.npz"


def as_costs(probabilities: npt.NDArray[np.float64]) -> npt.NDArray[np.int16]:
    """Turn probabilities into whole-number costs."""
    logs = -np.log(np.maximum(probabilities, 1e-9)) * costs.SCALE
    return np.minimum(np.round(logs), DEAREST).astype(np.int16)


def within_latin(model: stochastic.Model) -> dict[str, npt.NDArray[np.int16]]:
    """Give symmetric costs between Latin spellings, as differences from copying, which is free."""
    replace, leave_out, put_in = map(as_costs, (model.replace, model.leave_out, model.put_in))
    copied = np.diag(replace).copy()
    replace = np.maximum(replace - copied, 0)
    put_in = np.maximum(put_in - copied, costs.SCALE // 4)
    for first in range(0, len(put_in), 3):
        replace[first : first + 3, first : first + 3] = 0
    alone = (put_in + leave_out) // 2
    return {"replace": (replace + replace.T) // 2, "leave_out": alone, "put_in": alone}


def main(arguments: list[str]) -> None:
    """Fit and write."""
    if not 1 <= len(arguments) <= 2:
        raise SystemExit(__doc__)
    data = pairs.read(Path(arguments[0]))
    out: dict[str, npt.NDArray[np.int16]] = {}
    for number, rows in data.items():
        print(f"{scripts.NAMES[number]}: {len(rows)} pairs")
        model, _ = stochastic.fit(number, scripts.LATIN, pairs.encode(rows, number, scripts.LATIN))
        stem = f"{scripts.NAMES[number]}_latin"
        for part in ("replace", "leave_out", "put_in"):
            out[f"{stem}_{part}"] = as_costs(getattr(model, part))
    rows = pairs.latin_pairs(data)
    print(f"latin: {len(rows)} pairs")
    model, _ = stochastic.fit(scripts.LATIN, scripts.LATIN, pairs.encode(rows, scripts.LATIN, scripts.LATIN))
    for part, values in within_latin(model).items():
        out[f"latin_latin_{part}"] = values
    np.savez_compressed(Path(arguments[1]) if len(arguments) > 1 else OUTPUT, **out)  # type: ignore[arg-type]


if __name__ == "__main__":
    main(sys.argv[1:])
