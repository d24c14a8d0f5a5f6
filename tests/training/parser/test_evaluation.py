"""Scores of a parser, and the gate before weights are written."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from store.extraction.syntax import WEIGHTS, Parse
from store.extraction.syntax.network import read_weights
from training.parser.__main__ import main, ship
from training.parser.evaluation import evaluate
from training.parser.treebank import Sentence

TEXT = "The rebels attacked the army."
GOLD = Sentence(
    TEXT,
    ("The", "rebels", "attacked", "the", "army", "."),
    ("the", "rebel", "attack", "the", "army", "."),
    ("DET", "NOUN", "VERB", "DET", "NOUN", "PUNCT"),
    (2, 3, 0, 5, 3, 3),
    ("det", "nsubj", "root", "det", "obj", "punct"),
)


class Fixed:
    """A parser with one answer."""

    def __init__(self, parse: Parse) -> None:
        self.answer = parse

    def parse(self, sentences: Sequence[Sequence[str]], names: object = None) -> list[Parse]:
        return [self.answer for _ in sentences]


def test_the_annotation_itself_scores_full_marks() -> None:
    scores = evaluate(Fixed(Parse(GOLD.heads, GOLD.labels, GOLD.upos)), [GOLD])
    assert (scores.words, scores.uas, scores.las, scores.plain_las, scores.upos) == (1, 1, 1, 1, 1)


def test_wrong_heads_labels_and_subtypes_are_counted_apart() -> None:
    labels = ("det", "nsubj:pass", "root", "det", "obl", "punct")
    scores = evaluate(Fixed(Parse((2, 3, 0, 3, 3, 3), labels, GOLD.upos)), [GOLD])
    assert scores.uas == pytest.approx(5 / 6)
    assert scores.las == pytest.approx(3 / 6)
    assert scores.plain_las == pytest.approx(4 / 6)


def test_words_cut_otherwise_than_annotated_count_against_the_score() -> None:
    gold = replace(GOLD, forms=("The", "rebels", "attacked", "the", "ar", "my."))
    scores = evaluate(Fixed(Parse(GOLD.heads, GOLD.labels, GOLD.upos)), [gold])
    assert scores.words == pytest.approx(4 / 6)


def treebanks(folder: Path, heads: tuple[int, ...] = GOLD.heads) -> Path:
    rows = [
        f"{i}\t{form}\t{form}\t{upos}\t_\t_\t{head}\t{label}\t_\t_"
        for i, (form, upos, head, label) in enumerate(
            zip(GOLD.forms, GOLD.upos, heads, GOLD.labels, strict=True), start=1
        )
    ]
    for name in ("ewt-test", "gumnews-test", "pud-test"):
        (folder / f"{name}.conllu").write_text(f"# text = {TEXT}\n" + "\n".join(rows) + "\n\n", encoding="utf-8")
    return folder


def test_good_weights_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "new.npz"
    assert ship(read_weights(WEIGHTS), target, treebanks(tmp_path)) == 0
    assert read_weights(target).labels == read_weights(WEIGHTS).labels
    assert "LAS 100.00%" in capsys.readouterr().out
    assert not list(tmp_path.glob("*draft*"))


def test_weights_below_the_gate_are_refused_and_the_old_ones_stay(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    weights = read_weights(WEIGHTS)
    spoilt = replace(weights, arrays={name: np.zeros_like(a) for name, a in weights.arrays.items()})
    target = tmp_path / "old.npz"
    target.write_bytes(b"old")
    assert ship(spoilt, target, treebanks(tmp_path)) == 1
    assert target.read_bytes() == b"old"
    assert "below the gate" in capsys.readouterr().err
    assert not list(tmp_path.glob("*draft*"))


def test_evaluation_tells_by_its_exit_code_whether_the_gate_is_reached(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["parser", "evaluate", str(treebanks(tmp_path))])
    assert main() == 0
    monkeypatch.setattr(sys, "argv", ["parser", "evaluate", str(treebanks(tmp_path, (3, 3, 0, 3, 3, 3)))])
    assert main() == 1
