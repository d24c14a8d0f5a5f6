"""The parser's network in numpy: from forms to scores of arcs, labels and parts of speech.

Same computation as `training.parser.network`, without PyTorch, for many sentences at a time. Tokens are packed by time
step (all first tokens, then all second tokens, ...), longest sentence first, so that the recurrent steps of all
sentences and both directions are one matrix product and nothing is padded.
"""

from __future__ import annotations

import json
import threading
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from store.extraction.syntax.features import ROOT, features

Floats = NDArray[np.float32]
Ints = NDArray[np.intp]

FORMAT = 1
# Forms are remembered up to this many (5 kB each).
REMEMBERED_FORMS = 8_192
LONGEST_REMEMBERED = 64


class WeightsError(Exception):
    """The weights file is missing, damaged or of another format."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Arrays by name, in float32, and the inventories they are numbered by."""

    arrays: dict[str, Floats]
    words: tuple[str, ...]
    labels: tuple[str, ...]
    upos: tuple[str, ...]


def read_weights(path: Path) -> Weights:
    """Weights from a file written by `write_weights`. Raises WeightsError."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            about = json.loads(bytes(stored["about"]).decode())
            if about["format"] != FORMAT:
                raise WeightsError(f"{path.name}: format {about['format']}, expected {FORMAT}")
            words = bytes(stored["words"]).decode().split("\n")
            arrays = {
                k: _read(stored, k) for k in stored.files if k not in {"about", "words"} and not k.endswith("/scale")
            }
    except (OSError, EOFError, ValueError, KeyError, TypeError, BadZipFile, zlib.error) as error:
        raise WeightsError(f"{path.name}: not a weights file ({error})") from error
    return Weights(arrays, tuple(words), tuple(about["labels"]), tuple(about["upos"]))


def write_weights(path: Path, weights: Weights) -> None:
    """Write weights: embedding tables as 8-bit integers with a scale per row, all else as float16."""
    about = {"format": FORMAT, "labels": weights.labels, "upos": weights.upos}
    stored: dict[str, Any] = {
        "about": np.frombuffer(json.dumps(about).encode(), np.uint8),
        "words": np.frombuffer("\n".join(weights.words).encode(), np.uint8),
    }
    for name, array in weights.arrays.items():
        if name.startswith("form."):
            scale = np.maximum(np.abs(array).max(axis=1, keepdims=True) / 127, 1e-8).astype(np.float16)
            scale = np.maximum(scale, np.float16(6e-8))
            stored[name] = np.clip(np.rint(array / scale.astype(np.float32)), -127, 127).astype(np.int8)
            stored[name + "/scale"] = scale
        else:
            stored[name] = array.astype(np.float16)
    with path.open("wb") as file:
        np.savez_compressed(file, **stored)


def _read(stored: Any, name: str) -> Floats:
    array = stored[name].astype(np.float32)
    if name + "/scale" in stored.files:
        array *= stored[name + "/scale"].astype(np.float32)
    return np.ascontiguousarray(array)


def _shortened(form: str) -> str:
    """The form, or its two ends if it is too long to be a word: what is remembered stays small."""
    return (
        form if len(form) <= LONGEST_REMEMBERED else form[: LONGEST_REMEMBERED // 2] + form[-LONGEST_REMEMBERED // 2 :]
    )


@dataclass(frozen=True, slots=True)
class Scored:
    """What the network says of a group of sentences, token by token, sentence after sentence, each led by its root."""

    offsets: list[int]  # where each sentence begins; one more at the end
    arc_dependent: Floats  # tokens x width; its product with arc_head is the arcs' scores
    arc_head: Floats
    label_dependent: Floats
    label_head: Floats
    upos: Floats  # tokens x parts of speech


class Network:
    """The forward pass over the weights."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        w = dict(weights.arrays)
        self._w = w
        self._word_rows = {word: i for i, word in enumerate(weights.words)}
        self.layers = sum(name.startswith("lstm.") and name.endswith(".input") for name in w)
        self._hidden = w["lstm.0.recurrent"].shape[1]
        self._lock = threading.Lock()
        self._forms: dict[str, int] = {}
        # What each form gives to the gates of the first layer, whatever the sentence.
        self._form_gates = np.empty((2, 4, REMEMBERED_FORMS, self._hidden), np.float32)
        # The runtime's LSTM puts out twice its output (see _recurrent): what takes it is halved. Weights are cut by
        # direction and gate; the bias is the last row of what is multiplied with inputs, whose last column is 1.
        self._recurrent_weights = [0.5 * self._by_gate(f"lstm.{i}.recurrent") for i in range(self.layers)]
        self._inputs = [self._by_gate(f"lstm.{i}.input", f"lstm.{i}.bias") for i in range(self.layers)]
        for layer in self._inputs[1:]:
            layer[:, :, :-1] *= 0.5
        # Outputs of the last layer that are needed together are computed together.
        heads = ("arc_dependent", "arc_head", "label_dependent", "label_head", "upos")
        self._out = np.concatenate([np.vstack([0.5 * w[f"{h}.weight"], w[f"{h}.bias"]]) for h in heads], axis=1)
        self._cuts = np.cumsum([w[f"{h}.weight"].shape[1] for h in heads])[:-1]

    def _by_gate(self, name: str, bias: str | None = None) -> Floats:
        """An LSTM's weights as 2 directions x 4 gates x inputs x hidden."""
        weight = self._w[name]
        if weight.ndim == 2:
            weight = np.stack(np.split(weight, 2, axis=1))
        if bias is not None:
            weight = np.concatenate([weight, self._w[bias].reshape(2, 1, -1)], axis=1)
        return np.ascontiguousarray(weight.reshape(2, -1, 4, self._hidden).transpose(0, 2, 1, 3))

    def _vectors_of(self, forms: Sequence[str]) -> Floats:
        """Vectors of forms, computed from the tables, and a column of ones."""
        rows = [features(form) for form in forms]
        w = self._w
        grams = np.array([g for f in rows for g in f.ngrams], np.intp)
        counts = np.array([len(f.ngrams) for f in rows])
        sums = np.add.reduceat(w["form.ngram"][grams], np.cumsum(counts) - counts, axis=0)
        return np.concatenate(
            [
                w["form.word"][[self._word_rows.get(f.norm, 0) for f in rows]],
                w["form.prefix"][[f.prefix for f in rows]],
                w["form.suffix2"][[f.suffix2 for f in rows]],
                w["form.suffix3"][[f.suffix3 for f in rows]],
                w["form.shape"][[f.shape for f in rows]],
                sums / counts.astype(np.float32)[:, None],
                np.ones((len(forms), 1), np.float32),
            ],
            axis=1,
        )

    def _first_gates(self, forms: Sequence[str], order: Ints, mirrored: Ints) -> Floats:
        """What the forms give to the first layer's gates, packed. Safe for several threads."""
        with self._lock:
            known = self._forms
            different = dict.fromkeys(forms)
            new = [form for form in different if form not in known]
            if len(known) + len(new) > REMEMBERED_FORMS:
                known.clear()
                new = list(different)
            if new:
                first, last = len(known), len(known) + len(new)
                vectors = self._vectors_of(new)
                self._form_gates[:, :, first:last] = np.matmul(vectors, self._inputs[0])
                known.update(zip(new, range(first, last), strict=True))
            rows = np.fromiter((known[form] for form in forms), np.intp, len(forms))[order]
            both = np.empty((2, 4, len(rows), self._hidden), np.float32)
            np.take(self._form_gates[0], rows, axis=1, out=both[0], mode="clip")
            np.take(self._form_gates[1], rows[mirrored], axis=1, out=both[1], mode="clip")
            return both

    def score(self, sentences: Sequence[Sequence[str]]) -> Scored:
        """Scores of a group of sentences. The group's size bounds the memory: about 12 kB a token."""
        lengths = np.array([len(s) + 1 for s in sentences], np.intp)
        offsets = np.concatenate([[0], np.cumsum(lengths)])
        forms = [form for s in sentences for form in (ROOT, *s)]
        if max(map(len, forms), default=0) > LONGEST_REMEMBERED:
            forms = list(map(_shortened, forms))
        # Packed order: step by step, longest sentence first. `order` maps packed places to places in reading order.
        longest_first = np.argsort(-lengths, kind="stable")
        step = np.concatenate([np.arange(n) for n in lengths[longest_first]])
        rank = np.repeat(np.arange(len(lengths)), lengths[longest_first])
        by_step = np.argsort(step * len(lengths) + rank)
        step, rank = step[by_step], rank[by_step]
        starts = offsets[longest_first][rank]
        order = starts + step
        place = np.empty_like(order)
        place[order] = np.arange(len(order))
        mirrored = place[starts + lengths[longest_first][rank] - 1 - step]
        active = np.bincount(step).tolist()

        gates = self._first_gates(forms, order, mirrored)
        inputs = self._recurrent(gates, 0, active, mirrored)
        for layer in range(1, self.layers):
            np.matmul(inputs, self._inputs[layer][0], out=gates[0])
            np.matmul(inputs[mirrored], self._inputs[layer][1], out=gates[1])
            inputs = self._recurrent(gates, layer, active, mirrored)
        out = inputs[place] @ self._out
        arc_dependent, arc_head, label_dependent, label_head, upos = np.split(out, self._cuts, axis=1)
        arc_dependent = np.maximum(arc_dependent, 0.1 * arc_dependent) @ self._w["arc.weight"]
        arc_dependent += self._w["arc.bias"]
        arc_head = np.maximum(arc_head, 0.1 * arc_head)
        return Scored(offsets.tolist(), arc_dependent, arc_head, label_dependent, label_head, upos)

    def _recurrent(self, gates: Floats, layer: int, active: list[int], mirrored: Ints) -> Floats:
        """Both directions of an LSTM layer over packed gates (2 directions x 4 gates x tokens x hidden).

        The way back runs over each sentence mirrored, so that both directions take the same steps. Alters the gates.
        """
        hidden, tokens = self._hidden, gates.shape[2]
        weights = self._recurrent_weights[layer]
        out = np.empty((2, 1, tokens, hidden), np.float32)
        cell = np.zeros((2, active[0], hidden), np.float32)
        product = np.empty((2, 4, active[0], hidden), np.float32)
        start = 0
        for t, n in enumerate(active):
            end = start + n
            g = gates[:, :, start:end]
            if t:
                before = start - active[t - 1]
                g += np.matmul(out[:, :, before : before + n], weights, out=product[:, :, :n])
            # Sigmoids by the hyperbolic tangent: weights of these gates are stored halved, and 2 * sigmoid is tanh + 1.
            np.tanh(g, out=g)
            sigmoids = g[:, :3]
            sigmoids += 1
            c = cell[:, :n]
            c *= g[:, 1]
            new = g[:, 0]
            new *= g[:, 3]
            c += new
            c *= 0.5
            # Twice the output: the weights that take it are halved on loading.
            np.tanh(c, out=new)
            np.multiply(new, g[:, 2], out=out[:, 0, start:end])
            start = end
        joined = np.empty((tokens, 2 * hidden + 1), np.float32)
        joined[:, :hidden] = out[0, 0]
        joined[:, hidden:-1] = out[1, 0][mirrored]
        joined[:, -1] = 1
        return joined

    def labels(self, scored: Scored, heads: Ints) -> Floats:
        """Scores tokens x labels for the arcs to `heads` (places in reading order)."""
        x = scored.label_head[heads]
        x += scored.label_dependent
        np.maximum(x, 0.1 * x, out=x)
        result: Floats = x @ self._w["label.weight"]
        result += self._w["label.bias"]
        return result
