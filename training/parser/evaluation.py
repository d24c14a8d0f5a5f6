"""Scores of a parser from raw text, and its speed."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from store.extraction.syntax import tokenize
from store.extraction.syntax.parser import Parser
from training.parser.treebank import Sentence


@dataclass(frozen=True, slots=True)
class Evaluation:
    """F1 of words that match in place, and of their heads, labels and parts of speech.

    As in the CoNLL 2018 shared task, punctuation included; but `las` asks for the whole label with its subtype, and
    `plain_las` only for what precedes the colon.
    """

    words: float
    uas: float
    las: float
    plain_las: float
    upos: float
    words_per_second: float

    def __str__(self) -> str:
        return (
            f"words {self.words:.2%}  UAS {self.uas:.2%}  LAS {self.las:.2%}  without subtypes {self.plain_las:.2%}  "
            f"UPOS {self.upos:.2%}  {self.words_per_second:,.0f} words/s"
        )


Place = tuple[int, int]


def evaluate(parser: Parser, sentences: Sequence[Sentence]) -> Evaluation:
    """Tokenise and parse the texts of a treebank and compare with its annotation.

    Speed is in words by processor time of parsing, without tokenising, remembered word forms not warmed up.
    """
    tokens = [tokenize(s.text) for s in sentences]
    forms = [[s.text[t.start : t.end] for t in row] for s, row in zip(sentences, tokens, strict=True)]
    started = time.process_time()
    parses = parser.parse(forms)
    seconds = time.process_time() - started
    counts = dict.fromkeys(("words", "uas", "las", "plain", "upos"), 0)
    gold_words = sum(len(s) for s in sentences)
    system_words = sum(len(row) for row in tokens)
    for sentence, row, parse in zip(sentences, tokens, parses, strict=True):
        gold = _read(_places(sentence), sentence.heads, sentence.labels, sentence.upos)
        system = _read([(t.start, t.end) for t in row], parse.heads, parse.labels, parse.upos)
        for place in gold.keys() & system.keys():
            (gold_head, gold_label, gold_upos), (head, label, upos) = gold[place], system[place]
            counts["words"] += 1
            counts["upos"] += upos == gold_upos
            if head == gold_head:
                counts["uas"] += 1
                counts["las"] += label == gold_label
                counts["plain"] += label.split(":")[0] == gold_label.split(":")[0]

    def f1(name: str) -> float:
        return 2 * counts[name] / max(1, gold_words + system_words)

    return Evaluation(f1("words"), f1("uas"), f1("las"), f1("plain"), f1("upos"), system_words / max(seconds, 1e-9))


def _places(sentence: Sentence) -> list[Place | None]:
    """Where the annotated words stand in the text; None for words that do not stand there as written."""
    places: list[Place | None] = []
    position = 0
    for form in sentence.forms:
        start = sentence.text.find(form, position, position + len(form) + 24)
        if start < 0:
            places.append(None)
        else:
            position = start + len(form)
            places.append((start, position))
    return places


def _read(
    places: Sequence[Place | None], heads: Sequence[int], labels: Sequence[str], upos: Sequence[str]
) -> dict[Place, tuple[Place | None, str, str]]:
    """Head's place, label and part of speech by place; the root's head has the empty place before the text."""
    root = (-1, -1)
    return {
        place: (places[head - 1] if head else root, label, pos)
        for place, head, label, pos in zip(places, heads, labels, upos, strict=True)
        if place is not None
    }
