"""Accuracy of the shipped parser on text it was not trained on."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.extraction.syntax import load_parser
from training.parser.evaluation import Evaluation, evaluate
from training.parser.treebank import read_conllu


def scores(shared: Path, treebank: str) -> Evaluation:
    return evaluate(load_parser(), read_conllu(shared / "treebanks" / f"{treebank}.conllu.xz"))


@pytest.mark.parametrize(("treebank", "las"), [("pud-test", 0.81), ("gumnews-test", 0.80), ("ewt-test", 0.80)])
def test_parser_reaches_the_bar_from_raw_text(shared: Path, treebank: str, las: float) -> None:
    assert scores(shared, treebank).las >= las


def test_tokens_agree_with_the_treebank_of_news(shared: Path) -> None:
    assert scores(shared, "pud-test").words >= 0.99
