"""An installed spaCy pipeline as the parser.

Pipelines trained on Universal Dependencies are taken as they are. The English pipelines distributed by spaCy use the
older ClearNLP labels with prepositions as heads; their trees are turned into Universal Dependencies (see clearnlp.py).
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any

from store.extraction.syntax.clearnlp import is_clearnlp, to_universal
from store.extraction.syntax.features import NAME
from store.extraction.syntax.parser import Parse, Span, fold, unfold

# What a pipeline sees in the place of a name: a proper noun it can hardly take for anything else.
PLACEHOLDER = "Microsoft"


class PipelineError(Exception):
    """The pipeline cannot be used; the message is one line for the user."""


class PipelineParser:
    """A spaCy pipeline behind the interface of `store.extraction.syntax.Parser`."""

    def __init__(self, pipeline: Any) -> None:
        """Takes a loaded `spacy.language.Language`. Raises PipelineError when it has no dependency parser."""
        if "parser" not in pipeline.pipe_names:
            raise PipelineError(
                f"the spaCy pipeline has no dependency parser (it has: {', '.join(pipeline.pipe_names)})"
            )
        self._pipeline = pipeline
        self._clearnlp = is_clearnlp(pipeline.get_pipe("parser").labels)

    def parse(self, sentences: Sequence[Sequence[str]], names: Sequence[Sequence[Span]] | None = None) -> list[Parse]:
        """See `Parser.parse`."""
        if names is not None and len(names) != len(sentences):
            raise ValueError(f"{len(sentences)} sentences but names for {len(names)}")
        folded = [fold(s, names[i] if names is not None else ()) for i, s in enumerate(sentences)]
        return [unfold(f, self._parse(f.forms)) for f in folded]

    def _parse(self, forms: list[str]) -> Parse:
        if not forms:
            return Parse((), (), ())
        from spacy.tokens import Doc

        # spaCy refuses empty words.
        words = [PLACEHOLDER if form == NAME else form or "_" for form in forms]
        doc = Doc(self._pipeline.vocab, words=words)
        for name, component in self._pipeline.pipeline:
            if name not in {"ner", "lemmatizer", "textcat"}:
                doc = component(doc)
        return self._read(doc, forms)

    def _read(self, doc: Any, forms: list[str]) -> Parse:
        heads = [0 if t.head.i == t.i else t.head.i + 1 for t in doc]
        labels = [t.dep_ or "dep" for t in doc]
        upos = [t.pos_ or ("PROPN" if form == NAME else "X") for t, form in zip(doc, forms, strict=True)]
        # A pipeline may split the sentence again: only the first root stays one.
        root = heads.index(0) + 1 if 0 in heads else 1
        for i, head in enumerate(heads):
            if head == 0:
                first = i + 1 == root
                heads[i], labels[i] = (0, "root") if first else (root, "parataxis")
        parse = Parse(tuple(heads), tuple(labels), tuple(upos))
        return to_universal(parse, forms) if self._clearnlp else parse


def load_pipeline(model: str) -> PipelineParser:
    """The pipeline installed as the package `model`, or stored in the folder `model`. Raises PipelineError."""
    try:
        spacy = importlib.import_module("spacy")
    except ImportError as error:
        raise PipelineError(f"--model {model}: spaCy is not installed (pip install spacy)") from error
    try:
        pipeline = spacy.load(model)
    except Exception as error:  # whatever a third-party package raises on loading, the user gets one line
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise PipelineError(f"--model {model}: {reason}") from error
    return PipelineParser(pipeline)
