"""Sentences in, dependency trees out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from store.extraction.syntax.features import NAME
from store.extraction.syntax.network import Network, Weights
from store.extraction.syntax.trees import best_tree

# Words of one group of sentences: enough to keep the matrix products busy, little enough for the memory.
GROUP_WORDS = 2048
# Longer sentences are parsed in pieces, so that time and memory grow with the length and not with its square.
LONGEST_PIECE = 160
_PIECE_ENDS = frozenset(".;:!?")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Parse:
    """The tree of one sentence.

    For every token its head (1-based place in the sentence, 0 for the root), its label and its part of speech, in the
    inventories of Universal Dependencies; labels with subtypes, as "nsubj:pass".
    """

    heads: tuple[int, ...]
    labels: tuple[str, ...]
    upos: tuple[str, ...]


class Parser(Protocol):
    """Anything that parses: the parser shipped with the product, or an installed pipeline."""

    def parse(self, sentences: Sequence[Sequence[str]], names: Sequence[Sequence[Span]] | None = None) -> list[Parse]:
        """One tree per sentence. Sentences are sequences of token texts.

        `names` gives, for each sentence, spans of tokens (0-based, end exclusive) known to be names. A name is parsed
        as one proper noun whatever its words; its first token carries the name's head, label and dependents, its other
        tokens hang flat on the first. Of overlapping spans the longer counts; spans beyond the sentence are ignored.
        """
        ...


@dataclass(frozen=True, slots=True)
class Folded:
    """A sentence with its names folded to one token each; `starts` maps folded tokens to the sentence's own."""

    forms: list[str]
    starts: list[int]
    length: int


class NetworkParser:
    """The parser shipped with the product. Deterministic; no state but remembered vectors of word forms."""

    def __init__(self, weights: Weights) -> None:
        self._network = Network(weights)
        self._labels = weights.labels
        self._upos = weights.upos
        self._root = weights.labels.index("root")

    def parse(self, sentences: Sequence[Sequence[str]], names: Sequence[Sequence[Span]] | None = None) -> list[Parse]:
        """See `Parser.parse`. Raises ValueError when `names` and `sentences` differ in number."""
        if names is not None and len(names) != len(sentences):
            raise ValueError(f"{len(sentences)} sentences but names for {len(names)}")
        folded = [fold(s, names[i] if names is not None else ()) for i, s in enumerate(sentences)]
        pieces = [(i, start, end) for i, f in enumerate(folded) for start, end in _pieces(f.forms)]
        trees: dict[tuple[int, int], Parse] = {}
        for group in _groups(pieces):
            parsed = self._parse_group([folded[i].forms[start:end] for i, start, end in group])
            trees |= {(i, start): parse for (i, start, _), parse in zip(group, parsed, strict=True)}
        joined: list[list[Parse]] = [[] for _ in sentences]
        for i, start, _ in pieces:
            joined[i].append(trees[i, start])
        return [unfold(f, _join(parts)) for f, parts in zip(folded, joined, strict=True)]

    def _parse_group(self, sentences: list[list[str]]) -> list[Parse]:
        scored = self._network.score(sentences)
        heads = np.zeros(scored.offsets[-1], np.intp)
        trees: list[list[int]] = []
        for begin, end in zip(scored.offsets, scored.offsets[1:], strict=False):
            arcs = scored.arc_dependent[begin + 1 : end] @ scored.arc_head[begin:end].T
            tree = best_tree(arcs)
            heads[begin + 1 : end] = tree
            heads[begin + 1 : end] += begin
            trees.append(tree)
        scores = self._network.labels(scored, heads)
        # The label "root" belongs to the root and to nothing else.
        scores[:, self._root] = -np.inf
        labels = scores.argmax(axis=1).tolist()
        upos = scored.upos.argmax(axis=1).tolist()
        parses = []
        for begin, end, tree in zip(scored.offsets, scored.offsets[1:], trees, strict=False):
            names = [self._labels[x] for x in labels[begin + 1 : end]]
            if tree:
                names[tree.index(0)] = "root"
            parses.append(Parse(tuple(tree), tuple(names), tuple([self._upos[x] for x in upos[begin + 1 : end]])))
        return parses


def fold(sentence: Sequence[str], spans: Sequence[Span]) -> Folded:
    """Replace every name by the placeholder."""
    length = len(sentence)
    if not spans:
        return Folded(list(sentence), list(range(length)), length)
    ends: dict[int, int] = {}
    taken = bytearray(length)
    for start, end in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
        if 0 <= start < end <= length and not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            ends[start] = end
    forms: list[str] = []
    starts: list[int] = []
    place = 0
    while place < length:
        starts.append(place)
        forms.append(NAME if place in ends else sentence[place])
        place = ends.get(place, place + 1)
    return Folded(forms, starts, length)


def unfold(folded: Folded, parse: Parse) -> Parse:
    """The tree over the sentence's own tokens: inner tokens of a name hang flat on its first token."""
    if len(folded.forms) == folded.length:
        return parse
    heads: list[int] = []
    labels: list[str] = []
    upos: list[str] = []
    for i, start in enumerate(folded.starts):
        head = parse.heads[i]
        heads.append(folded.starts[head - 1] + 1 if head else 0)
        labels.append(parse.labels[i])
        upos.append("PROPN" if folded.forms[i] == NAME else parse.upos[i])
        end = folded.starts[i + 1] if i + 1 < len(folded.starts) else folded.length
        inner = end - start - 1
        if inner:
            heads.extend([start + 1] * inner)
            labels.extend(["flat"] * inner)
            upos.extend(["PROPN"] * inner)
    return Parse(tuple(heads), tuple(labels), tuple(upos))


def _pieces(forms: list[str]) -> Iterator[Span]:
    """Cut a sentence that is too long, after a strong sign in the second half of a piece where there is one."""
    start = 0
    while len(forms) - start > LONGEST_PIECE:
        end = start + LONGEST_PIECE
        for i in range(end - 1, start + LONGEST_PIECE // 2, -1):
            if forms[i][:1] in _PIECE_ENDS:
                end = i + 1
                break
        yield start, end
        start = end
    yield start, len(forms)


def _join(parts: list[Parse]) -> Parse:
    """One tree from the pieces of a long sentence: later roots hang on the first as parataxis."""
    if len(parts) == 1:
        return parts[0]
    heads: list[int] = []
    labels: list[str] = []
    upos: list[str] = []
    root = 0
    for part in parts:
        offset = len(heads)
        heads.extend(h + offset if h else root for h in part.heads)
        labels.extend("parataxis" if root and label == "root" else label for label in part.labels)
        upos.extend(part.upos)
        root = root or heads.index(0) + 1
    return Parse(tuple(heads), tuple(labels), tuple(upos))


def _groups(pieces: list[tuple[int, int, int]]) -> Iterator[list[tuple[int, int, int]]]:
    """Pieces of like length together, about GROUP_WORDS words in each group."""
    group: list[tuple[int, int, int]] = []
    words = 0
    for piece in sorted(pieces, key=lambda p: p[2] - p[1]):
        group.append(piece)
        words += piece[2] - piece[1] + 1
        if words >= GROUP_WORDS:
            yield group
            group, words = [], 0
    if group:
        yield group
