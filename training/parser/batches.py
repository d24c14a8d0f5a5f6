"""Sentences as tensors, in batches of one length so that no padding is needed."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from store.extraction.syntax.features import NAME, ROOT, features
from training.parser.treebank import Sentence

UNKNOWN = "\ufffcUNKNOWN"


@dataclass(frozen=True, slots=True)
class Inventory:
    """What is numbered: norms, labels, parts of speech. Row 0 of words is the unknown word."""

    words: tuple[str, ...]
    labels: tuple[str, ...]
    upos: tuple[str, ...]
    counts: Counter[str]

    @classmethod
    def of(cls, sentences: Iterable[Sentence], least: int = 2) -> Inventory:
        """Inventory of a treebank; norms seen less than `least` times are unknown words."""
        counts: Counter[str] = Counter()
        labels: Counter[str] = Counter()
        upos: Counter[str] = Counter()
        for sentence in sentences:
            counts.update(features(form).norm for form in sentence.forms)
            labels.update(sentence.labels)
            upos.update(sentence.upos)
        words = [w for w, n in counts.most_common() if n >= least and len(w) <= 24 and w not in (NAME, ROOT)]
        return cls((UNKNOWN, ROOT, NAME, *sorted(words)), tuple(sorted(labels)), tuple(sorted(upos)), counts)


@dataclass(frozen=True, slots=True)
class Batch:
    """Sentences of one length; ids B x T with the artificial root first, gold of its column unused."""

    rows: dict[str, Tensor]
    rarity: Tensor  # B x T: how likely a word is hidden in training
    heads: Tensor
    labels: Tensor
    upos: Tensor
    sentences: Sequence[Sentence]

    def with_words_hidden(self) -> dict[str, Tensor]:
        """Rows in which words are unknown at random, rare ones more often (word dropout)."""
        kept = torch.rand(self.rarity.shape) >= self.rarity
        return self.rows | {"word": self.rows["word"] * kept}


class Encoder:
    """Makes batches; remembers the ids of every form."""

    def __init__(self, inventory: Inventory) -> None:
        self.inventory = inventory
        self._word = {w: i for i, w in enumerate(inventory.words)}
        self._label = {w: i for i, w in enumerate(inventory.labels)}
        self._upos = {w: i for i, w in enumerate(inventory.upos)}

    def batch(self, sentences: Sequence[Sentence]) -> Batch:
        """One batch of sentences of one length."""
        ids: dict[str, list[int]] = defaultdict(list)
        offsets: list[int] = []
        grams: list[int] = []
        rarity: list[float] = []
        for sentence in sentences:
            for form in (ROOT, *sentence.forms):
                f = features(form)
                word = self._word.get(f.norm, 0)
                rarity.append(0.3 / (0.3 + self.inventory.counts[f.norm]) if word > 2 else 0.0)
                ids["word"].append(word)
                ids["prefix"].append(f.prefix)
                ids["suffix2"].append(f.suffix2)
                ids["suffix3"].append(f.suffix3)
                ids["shape"].append(f.shape)
                offsets.append(len(grams))
                grams.extend(f.ngrams)
        size = (len(sentences), -1)
        rows = {name: torch.tensor(values).view(size) for name, values in ids.items()}
        rows |= {"ngrams": torch.tensor(grams), "offsets": torch.tensor(offsets)}
        return Batch(
            rows,
            torch.tensor(rarity).view(size),
            torch.tensor([s.heads for s in sentences]),
            torch.tensor([[self._label.get(x, 0) for x in s.labels] for s in sentences]),
            torch.tensor([[self._upos.get(x, 0) for x in s.upos] for s in sentences]),
            sentences,
        )

    def batches(self, sentences: Iterable[Sentence], words: int, rng: random.Random | None = None) -> Iterator[Batch]:
        """Batches of about `words` tokens, in random order when `rng` is given."""
        by_length: dict[int, list[Sentence]] = defaultdict(list)
        for sentence in sentences:
            by_length[len(sentence)].append(sentence)
        groups: list[list[Sentence]] = []
        for length, group in by_length.items():
            if rng is not None:
                rng.shuffle(group)
            step = max(1, words // (length + 1))
            groups.extend(group[i : i + step] for i in range(0, len(group), step))
        if rng is not None:
            rng.shuffle(groups)
        for group in groups:
            yield self.batch(group)
