"""An installed spaCy pipeline in the parser's place."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from store.extraction.syntax import load_parser
from store.extraction.syntax.pipelines import PipelineError, PipelineParser

SENTENCES = [
    ("The rebels attacked the army .".split(), [1, 2, 2, 4, 2, 2], ["det", "nsubj", "ROOT", "det", "obj", "punct"]),
    ("The army attacked Microsoft .".split(), [1, 2, 2, 2, 2], ["det", "nsubj", "ROOT", "obj", "punct"]),
    ("Microsoft attacked the army .".split(), [1, 1, 3, 1, 1], ["nsubj", "ROOT", "det", "obj", "punct"]),
    ("Microsoft attacked Microsoft .".split(), [1, 1, 1, 1], ["nsubj", "ROOT", "obj", "punct"]),
]


@pytest.fixture(scope="module")
def pipeline() -> Any:
    """A pipeline that has learnt four sentences by heart."""
    spacy = pytest.importorskip("spacy")
    from spacy.training import Example

    nlp = spacy.blank("en")
    nlp.add_pipe("parser", config={"min_action_freq": 1})
    examples = [
        Example.from_dict(spacy.tokens.Doc(nlp.vocab, words=words), {"heads": heads, "deps": labels})
        for words, heads, labels in SENTENCES
    ]
    spacy.util.fix_random_seed(0)
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(40):
        nlp.update(examples, sgd=optimizer)
    return nlp


def test_pipeline_parses_in_our_terms(pipeline: Any) -> None:
    parser = PipelineParser(pipeline)
    first, empty, second = parser.parse([SENTENCES[0][0], [], SENTENCES[1][0]])
    assert first.heads == (2, 3, 0, 5, 3, 3)
    assert first.labels == ("det", "nsubj", "root", "det", "obj", "punct")
    assert empty.heads == ()
    assert len(second.upos) == 5


def test_names_are_hidden_from_the_pipeline(pipeline: Any) -> None:
    words = "Ahrar al-Sham attacked IS .".split()
    (parse,) = PipelineParser(pipeline).parse([words], [[(0, 2), (3, 4)]])
    assert parse.labels == ("nsubj", "flat", "root", "obj", "punct")
    assert parse.heads == (3, 1, 0, 3, 3)
    assert parse.upos[:2] == ("PROPN", "PROPN")


def test_pipeline_is_loaded_from_a_folder(pipeline: Any, tmp_path: Path) -> None:
    pipeline.to_disk(tmp_path / "small")
    assert load_parser(str(tmp_path / "small")).parse([SENTENCES[0][0]])[0].labels[2] == "root"


def test_pipeline_without_a_parser_is_refused() -> None:
    spacy = pytest.importorskip("spacy")
    with pytest.raises(PipelineError, match="no dependency parser"):
        PipelineParser(spacy.blank("en"))


def test_unknown_pipeline_is_one_clear_line() -> None:
    pytest.importorskip("spacy")
    with pytest.raises(PipelineError, match="--model no_such_pipeline") as caught:
        load_parser("no_such_pipeline")
    assert "\n" not in str(caught.value)


def test_missing_spacy_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(PipelineError, match="spaCy is not installed"):
        load_parser("en_core_web_sm")
