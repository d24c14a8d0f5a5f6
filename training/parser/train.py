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
# Epochs for which teachers are asked; later ones meet the same variants again, in turn.
ASKED = 3


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
        # A shallower or narrower network takes over what fits, at least the tables of form features.
        there = network.state_dict()
        taken = {k: v for k, v in start.state_dict().items() if k in there and v.shape == there[k].shape}
        network.load_state_dict(there | taken)
    kept = copy.deepcopy(network).eval()
    optimizer = torch.optim.Adam(network.parameters(), lr=plan.rate, betas=(0.9, 0.95))
    total = sum(len(s) + 1 for s in sentences) * plan.epochs
    seen = steps = 0
    remembered: list[list[Lesson]] = []
    started = time.monotonic()
    for epoch in range(plan.epochs):
        network.train()
        loss_sum = words = 0.0
        epoch_start = seen
        if teachers and epoch >= ASKED:
            lessons = remembered[epoch % ASKED]
            rng.shuffle(lessons)
        else:
            variants = [varied(s, rng, substitutes) for s in sentences]
            batches = encoder.batches(variants, plan.words, rng)
            lessons = [Lesson.of(batch, teachers, plan.soft, network) for batch in batches]
            remembered.append(lessons)
        for lesson in lessons:
            decay = max(0.0, 1 - seen / total) ** 0.75
            for group in optimizer.param_groups:
                group["lr"] = plan.rate * min(1.0, (steps + 1) / WARM_UP) * decay
            batch = lesson.batch
            loss = lesson.loss(network)
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


@dataclass(frozen=True, slots=True)
class Lesson:
    """A batch and what is to be learnt from it: distributions of heads, labels and parts of speech."""

    batch: Batch
    targets: tuple[Tensor, Tensor, Tensor]

    @classmethod
    def of(cls, batch: Batch, teachers: Sequence[ParserNetwork], soft: float, pupil: ParserNetwork) -> Lesson:
        """The annotation, mixed with the share `soft` of what the teachers think of the sentences on average.

        Where words were exchanged the teachers may know better than the annotation, which is still nearly right.
        """
        sizes = (batch.heads.shape[1] + 1, pupil.labels, pupil.tags)
        gold = (batch.heads, batch.labels, batch.upos)
        targets = [functional.one_hot(g, n).float() for g, n in zip(gold, sizes, strict=True)]
        if teachers:
            with torch.no_grad():
                opinions = [_log_probabilities(t, batch, batch.rows) for t in teachers]
            for i in range(3):
                opinion = torch.stack([o[i].exp() for o in opinions]).mean(0)
                targets[i] = (1 - soft) * targets[i] + soft * opinion
        return cls(batch, (targets[0].half(), targets[1].half(), targets[2].half()))

    def loss(self, network: ParserNetwork) -> Tensor:
        """Cross entropy, summed over the words of the batch."""
        arcs, labels, upos = _log_probabilities(network, self.batch, self.batch.with_words_hidden())
        parts = [-(p * q).sum() for p, q in zip(self.targets, (arcs, labels, upos), strict=True)]
        return parts[0] + parts[1] + UPOS_WEIGHT * parts[2]


def _log_probabilities(network: ParserNetwork, batch: Batch, rows: dict[str, Tensor]) -> tuple[Tensor, Tensor, Tensor]:
    """Log probabilities of heads, of labels of the annotated arcs, and of parts of speech."""
    scores = network(rows)
    places = batch.heads[..., None].expand(-1, -1, network.size.label)
    labels = network.label_scores(scores.label_dependent[:, 1:], scores.label_head.gather(1, places))
    return (
        functional.log_softmax(scores.arcs[:, 1:], -1),
        functional.log_softmax(labels, -1),
        functional.log_softmax(scores.upos[:, 1:], -1),
    )


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
