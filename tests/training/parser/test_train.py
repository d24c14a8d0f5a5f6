"""Training, and the agreement of the runtime with the trained network. Skipped where PyTorch is absent."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from store.extraction.syntax.network import Network
from training.parser.treebank import Sentence

torch = pytest.importorskip("torch")

from training.parser.batches import Encoder  # noqa: E402
from training.parser.export import export  # noqa: E402
from training.parser.network import Size  # noqa: E402
from training.parser.train import Plan, load_network, quick_scores, train  # noqa: E402

SMALL = Size(word=8, prefix=4, suffix2=4, suffix3=4, shape=4, ngram=8, hidden=24, layers=2, arc=16, label=16)


def sentences() -> list[Sentence]:
    made = []
    for who in ("rebels", "soldiers", "fighters"):
        for verb in ("attacked", "left", "took"):
            for what in ("town", "city"):
                forms = ("The", who, verb, "the", what, ".")
                upos = ("DET", "NOUN", "VERB", "DET", "NOUN", "PUNCT")
                labels = ("det", "nsubj", "root", "det", "obj", "punct")
                made.append(Sentence(" ".join(forms), forms, forms, upos, (2, 3, 0, 5, 3, 3), labels))
    return made * 8


def test_network_learns_and_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "small.pt"
    network, inventory = train(sentences(), SMALL, Plan(epochs=12, words=60, rate=4e-2), network_file=file)
    assert quick_scores(network, Encoder(inventory), sentences())[1] > 0.8
    again, _ = load_network(file)
    for name, value in network.state_dict().items():
        assert torch.equal(value, again.state_dict()[name])


def test_pupil_of_another_size_learns_from_teachers() -> None:
    teacher, _ = train(sentences(), SMALL, Plan(epochs=12, words=60, rate=4e-2))
    narrow = Size(word=8, prefix=4, suffix2=4, suffix3=4, shape=4, ngram=8, hidden=16, layers=1, arc=16, label=16)
    plan = Plan(seed=2, epochs=12, words=60, rate=4e-2)
    pupil, inventory = train(sentences(), narrow, plan, [teacher, teacher], start=teacher)
    assert quick_scores(pupil, Encoder(inventory), sentences())[1] > 0.8


def test_runtime_computes_what_the_trained_network_computes() -> None:
    network, inventory = train(sentences(), SMALL, Plan(epochs=1, words=60))
    group = [sentences()[0], Sentence("Go", ("Go",), ("go",), ("VERB",), (0,), ("root",)), sentences()[5]]
    runtime = Network(export(network, inventory))
    scored = runtime.score([s.forms for s in group])
    for sentence, begin, end in zip(group, scored.offsets, scored.offsets[1:], strict=False):
        with torch.no_grad():
            batch = Encoder(inventory).batch([sentence])
            expected = network(batch.rows)
            ends = expected.label_head.gather(1, batch.heads[..., None].expand(-1, -1, SMALL.label))
            labels = network.label_scores(expected.label_dependent[:, 1:], ends)
        arcs = scored.arc_dependent[begin:end] @ scored.arc_head[begin:end].T
        np.testing.assert_allclose(arcs, expected.arcs[0].numpy(), atol=1e-4)
        np.testing.assert_allclose(scored.upos[begin:end], expected.upos[0].numpy(), atol=1e-4)
        heads = np.arange(scored.offsets[-1])
        heads[begin + 1 : end] = begin + np.array(sentence.heads)
        found = runtime.labels(scored, heads)[begin + 1 : end]
        np.testing.assert_allclose(found, labels[0].numpy(), atol=1e-4)
