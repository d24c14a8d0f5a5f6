"""From the trained PyTorch network to the arrays of the numpy runtime."""

from __future__ import annotations

import numpy as np
from torch import Tensor

from store.extraction.syntax.network import Floats, Weights
from training.parser.batches import Inventory
from training.parser.network import ParserNetwork


def export(network: ParserNetwork, inventory: Inventory) -> Weights:
    """Weights for `store.extraction.syntax.network.Network`, which computes the same scores."""
    arrays = {
        f"form.{table}": _array(getattr(network, table).weight)
        for table in ("word", "prefix", "suffix2", "suffix3", "shape", "ngram")
    }
    for i, lstm in enumerate(network.lstms):
        values = dict(lstm.named_parameters())
        directions = ("", "_reverse")
        inputs = [_gates(_array(values[f"weight_ih_l0{d}"])) for d in directions]
        recurrent = [_gates(_array(values[f"weight_hh_l0{d}"])) for d in directions]
        biases = [_gates(_array(values[f"bias_ih_l0{d}"] + values[f"bias_hh_l0{d}"])) for d in directions]
        arrays[f"lstm.{i}.input"] = np.concatenate(inputs).T
        arrays[f"lstm.{i}.recurrent"] = np.stack([r.T for r in recurrent])
        arrays[f"lstm.{i}.bias"] = np.concatenate(biases)
    for name in ("arc_dependent", "arc_head", "label_dependent", "label_head", "upos", "label"):
        layer = getattr(network, name)
        arrays[f"{name}.weight"] = _array(layer.weight).T
        arrays[f"{name}.bias"] = _array(layer.bias)
    arrays["arc.weight"] = _array(network.arc[:-1])
    arrays["arc.bias"] = _array(network.arc[-1])
    return Weights(
        {k: np.ascontiguousarray(v) for k, v in arrays.items()}, inventory.words, inventory.labels, inventory.upos
    )


def _array(tensor: Tensor) -> Floats:
    array: Floats = tensor.detach().numpy().astype(np.float32)
    return array


def _gates(array: Floats) -> Floats:
    """PyTorch's gates in, forget, cell, out as in, forget, out, cell, with the sigmoid ones halved."""
    i, f, g, o = np.split(array, 4)
    return np.concatenate([0.5 * i, 0.5 * f, 0.5 * o, g])
