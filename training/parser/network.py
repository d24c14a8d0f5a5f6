"""The network in PyTorch: what training needs. The runtime's twin in numpy is `store.extraction.syntax.network`."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from store.extraction.syntax import features as f


@dataclass(frozen=True, slots=True)
class Size:
    """Widths of the layers."""

    word: int = 96
    prefix: int = 32
    suffix2: int = 24
    suffix3: int = 48
    shape: int = 24
    ngram: int = 64
    hidden: int = 160
    layers: int = 3
    arc: int = 192
    label: int = 128
    bilinear: bool = False  # label scores by a bilinear form: for teachers only, as it is slow

    @property
    def form(self) -> int:
        """Width of a form's vector."""
        return self.word + self.prefix + self.suffix2 + self.suffix3 + self.shape + self.ngram

    def as_dict(self) -> dict[str, int]:
        """Fields by name."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of a batch of B sentences with T tokens, the artificial root first."""

    arcs: Tensor  # B, T, T: dependent, head
    upos: Tensor  # B, T, U
    label_dependent: Tensor  # B, T, D
    label_head: Tensor  # B, T, D


class ParserNetwork(nn.Module):
    """Form features, bidirectional LSTM, biaffine arcs (Dozat and Manning 2017), labels by a layer over both ends."""

    def __init__(self, size: Size, vocabulary: int, labels: int, upos: int, dropout: float = 0.33) -> None:
        super().__init__()
        self.size = size
        self.labels, self.tags = labels, upos
        self.word = nn.Embedding(vocabulary, size.word)
        self.prefix = nn.Embedding(f.PREFIX_ROWS, size.prefix)
        self.suffix2 = nn.Embedding(f.SUFFIX2_ROWS, size.suffix2)
        self.suffix3 = nn.Embedding(f.SUFFIX3_ROWS, size.suffix3)
        self.shape = nn.Embedding(f.SHAPE_ROWS, size.shape)
        self.ngram = nn.EmbeddingBag(f.NGRAM_ROWS, size.ngram, mode="mean")
        for table in (self.word, self.prefix, self.suffix2, self.suffix3, self.shape, self.ngram):
            nn.init.normal_(table.weight, std=0.3)
        widths = [size.form] + [2 * size.hidden] * (size.layers - 1)
        self.lstms = nn.ModuleList(nn.LSTM(w, size.hidden, batch_first=True, bidirectional=True) for w in widths)
        for lstm in self.lstms:
            for name, value in lstm.named_parameters():
                if "weight_hh" in name:
                    for gate in value.data.chunk(4):
                        nn.init.orthogonal_(gate)
                elif "weight_ih" in name:
                    nn.init.xavier_uniform_(value)
                else:
                    nn.init.zeros_(value)
        out = 2 * size.hidden
        self.arc_dependent = nn.Linear(out, size.arc)
        self.arc_head = nn.Linear(out, size.arc)
        self.arc = nn.Parameter(torch.zeros(size.arc + 1, size.arc))
        self.label_dependent = nn.Linear(out, size.label)
        self.label_head = nn.Linear(out, size.label)
        if size.bilinear:
            self.label_form = nn.Parameter(torch.randn(labels, size.label + 1, size.label + 1) * 0.02)
        else:
            self.label = nn.Linear(size.label, labels)
        nn.init.normal_(self.arc, std=0.05)
        self.upos = nn.Linear(out, upos)
        self.dropout = dropout

    def _locked(self, x: Tensor) -> Tensor:
        """Dropout with one mask per sentence, the same at every token."""
        if not self.training:
            return x
        keep = 1.0 - self.dropout
        mask = torch.bernoulli(x.new_full((x.shape[0], 1, x.shape[2]), keep)) / keep
        return x * mask

    def forms(self, rows: dict[str, Tensor]) -> Tensor:
        """Vectors of forms: B, T, width. Ids are B x T; n-grams come flat with offsets."""
        parts = [
            self.word(rows["word"]),
            self.prefix(rows["prefix"]),
            self.suffix2(rows["suffix2"]),
            self.suffix3(rows["suffix3"]),
            self.shape(rows["shape"]),
            self.ngram(rows["ngrams"], rows["offsets"]).view(*rows["word"].shape, -1),
        ]
        if self.training:
            # A whole feature goes missing at random tokens: none may become indispensable.
            for i, part in enumerate(parts):
                keep = torch.bernoulli(part.new_full((*part.shape[:2], 1), 0.9 if i else 1.0))
                parts[i] = part * keep
        return self._locked(torch.cat(parts, -1))

    def forward(self, rows: dict[str, Tensor]) -> Scores:
        """Scores of a batch of sentences of one length."""
        x = self.forms(rows)
        for lstm in self.lstms:
            x = self._locked(lstm(x)[0])
        dependent = self._locked(functional.leaky_relu(self.arc_dependent(x), 0.1))
        head = self._locked(functional.leaky_relu(self.arc_head(x), 0.1))
        arcs = (dependent @ self.arc[:-1] + self.arc[-1]) @ head.transpose(1, 2)
        return Scores(arcs, self.upos(x), self.label_dependent(x), self.label_head(x))

    def label_scores(self, dependent: Tensor, head: Tensor) -> Tensor:
        """Scores B x T x labels of arcs from the label vectors of their two ends, each B x T x width."""
        if self.size.bilinear:
            left, right = (self._locked(functional.leaky_relu(x, 0.1)) for x in (dependent, head))
            one = dependent.new_ones(*dependent.shape[:2], 1)
            left, right = torch.cat([left, one], -1), torch.cat([right, one], -1)
            return torch.einsum("btd,lde,bte->btl", left, self.label_form, right)
        return self.label(self._locked(functional.leaky_relu(dependent + head, 0.1)))
