"""The training loop."""

from __future__ import annotations

import copy
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from training.parser.batches import Batch, Encoder, Inventory
from training.parser.network import ParserNetwork, Size
from training.parser.treebank import Sentence, Substitutes, varied

LONGEST = 110  # words; the few longer sentences are lists and tables
WARM_UP = 300  # steps
AVERAGING = 0.998  # decay of the running average of weights, which is what is kept
UPOS_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train."""

    seed: int = 1
    epochs: int = 15
    words: int = 1200  # words in a batch
    rate: float = 2e-3
    soft: float = 0.6  # share of the teachers' opinion in the loss, when there are teachers


def train(
    sentences: Sequence[Sentence],
    size: Size,
    plan: Plan,
    teachers: Sequence[ParserNetwork] = (),
    start: ParserNetwork | None = None,
    network_file: Path | None = None,
) -> tuple[ParserNetwork, Inventory]:
    """Train a network.

    With teachers, networks trained before on the same sentences, it learns their averaged opinion besides the
    annotation (ensemble distillation: Kuncoro et al. 2016), also on sentences with exchanged words. With `start` it
    goes on from the weights of a network trained before. After every epoch it is kept in `network_file`.
    """
    torch.manual_seed(plan.seed)
    rng = random.Random(plan.seed)
    sentences = [s for s in sentences if len(s) <= LONGEST]
    inventory = Inventory.of(sentences)
    encoder = Encoder(inventory)
    substitutes = Substitutes.of(sentences) if teachers else None
    network = ParserNetwork(size, len(inventory.words), len(inventory.labels), len(inventory.upos))
    if start is not None:
        # A shallower network takes over the first layers and learns its last one anew.
        there = network.state_dict()
        network.load_state_dict({k: v for k, v in start.state_dict().items() if k in there})
    kept = copy.deepcopy(network).eval()
    optimizer = torch.optim.Adam(network.parameters(), lr=plan.rate, betas=(0.9, 0.95))
    total = sum(len(s) + 1 for s in sentences) * plan.epochs
    seen = steps = 0
    started = time.monotonic()
    for epoch in range(plan.epochs):
        network.train()
        loss_sum = words = 0.0
        epoch_start = seen
        variants = [varied(s, rng, substitutes) for s in sentences]
        for batch in encoder.batches(variants, plan.words, rng):
            decay = max(0.0, 1 - seen / total) ** 0.75
            for group in optimizer.param_groups:
                group["lr"] = plan.rate * min(1.0, (steps + 1) / WARM_UP) * decay
            loss = _loss(network, batch, teachers, plan.soft)
            optimizer.zero_grad()
            (loss / plan.words).backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimizer.step()
            steps += 1
            with torch.no_grad():
                keep = min(AVERAGING, (1 + steps) / (10 + steps))
                torch._foreach_lerp_(list(kept.parameters()), list(network.parameters()), 1 - keep)
            seen += batch.heads.numel() + len(batch.sentences)
            loss_sum += loss.item()
            words += batch.heads.numel()
        # Variants are a little shorter than the sentences they come from.
        seen = epoch_start + total // plan.epochs
        if network_file is not None:
            save_network(network_file, kept, inventory)
        uas, las = quick_scores(kept, encoder, sentences[::40])
        print(
            f"epoch {epoch + 1}/{plan.epochs}  loss {loss_sum / words:.3f}  "
            f"on a sample of the training set UAS {uas:.2%} LAS {las:.2%}  {time.monotonic() - started:,.0f} s",
            flush=True,
        )
    return kept, inventory


def _loss(network: ParserNetwork, batch: Batch, teachers: Sequence[ParserNetwork], soft: float) -> Tensor:
    """Summed loss of arcs, labels and parts of speech over a batch."""
    arcs, labels, upos = _log_probabilities(network, batch)
    gold = _nll(arcs, batch.heads) + _nll(labels, batch.labels) + UPOS_WEIGHT * _nll(upos, batch.upos)
    if not teachers:
        return gold
    with torch.no_grad():
        opinions = [_log_probabilities(t, batch, plain=True) for t in teachers]
        averaged = [torch.stack([o[i].exp() for o in opinions]).mean(0) for i in range(3)]
    crossed = [-(p * q).sum() for p, q in zip(averaged, (arcs, labels, upos), strict=True)]
    # Where words were exchanged, the teachers know better than the annotation, which is still nearly right.
    return (1 - soft) * gold + soft * (crossed[0] + crossed[1] + UPOS_WEIGHT * crossed[2])


def _log_probabilities(network: ParserNetwork, batch: Batch, *, plain: bool = False) -> tuple[Tensor, Tensor, Tensor]:
    """Log probabilities of heads, of labels of the annotated arcs, and of parts of speech."""
    scores = network(batch.plain_rows if plain else batch.rows)
    places = batch.heads[..., None].expand(-1, -1, network.size.label)
    labels = network.label_scores(scores.label_dependent[:, 1:], scores.label_head.gather(1, places))
    return (
        functional.log_softmax(scores.arcs[:, 1:], -1),
        functional.log_softmax(labels, -1),
        functional.log_softmax(scores.upos[:, 1:], -1),
    )


def _nll(log_probabilities: Tensor, gold: Tensor) -> Tensor:
    return -log_probabilities.gather(-1, gold[..., None]).sum()


@torch.no_grad()
def quick_scores(network: ParserNetwork, encoder: Encoder, sentences: Sequence[Sentence]) -> tuple[float, float]:
    """UAS and LAS with the annotated tokens and without the tree constraint: to watch training."""
    network.eval()
    words = right_heads = right_labels = 0
    for batch in encoder.batches(sentences, 3000):
        scores = network(batch.rows)
        heads = scores.arcs[:, 1:].argmax(-1)
        places = heads[..., None].expand(-1, -1, network.size.label)
        labels = network.label_scores(scores.label_dependent[:, 1:], scores.label_head.gather(1, places)).argmax(-1)
        right = heads == batch.heads
        words += right.numel()
        right_heads += int(right.sum())
        right_labels += int((right & (labels == batch.labels)).sum())
    return right_heads / max(1, words), right_labels / max(1, words)


def save_network(path: Path, network: ParserNetwork, inventory: Inventory) -> None:
    """Keep a network, to be exported or to be a teacher."""
    torch.save({"model": network.state_dict(), "size": network.size.as_dict(), "inv": inventory}, path)


def load_network(path: Path) -> tuple[ParserNetwork, Inventory]:
    """Read what `save_network` wrote. Only for files of one's own: reading runs what they contain."""
    stored = torch.load(path, weights_only=False)
    inventory: Inventory = stored["inv"]
    network = ParserNetwork(Size(**stored["size"]), len(inventory.words), len(inventory.labels), len(inventory.upos))
    network.load_state_dict(stored["model"])
    return network.eval(), inventory
