"""Syntax: tokens, dependency trees and lemmas of English sentences.

    from store.extraction.syntax import tokenize, load_parser, lemma

    tokens = tokenize(sentence)
    parse = load_parser().parse([[sentence[t.start : t.end] for t in tokens]])[0]

Nothing heavy is imported and no weights are read before `load_parser` is called. See docs/parser.md.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from store.extraction.syntax.lemmas import lemma
from store.extraction.syntax.tokens import Token, tokenize

if TYPE_CHECKING:
    from store.extraction.syntax.parser import Parse, Parser

__all__ = ["Parse", "Parser", "Token", "lemma", "load_parser", "tokenize"]

WEIGHTS = Path(__file__).parent / "data" / "english.npz"


@lru_cache(maxsize=4)
def load_parser(model: str | None = None) -> Parser:
    """The parser, loaded once: the one shipped, or the installed spaCy pipeline named `model` (a package or a folder).

    Raises `store.extraction.syntax.network.WeightsError` when the shipped weights cannot be read, and
    `store.extraction.syntax.pipelines.PipelineError`, with a message for the user, when the pipeline cannot be used.
    """
    if model is not None:
        from store.extraction.syntax.pipelines import load_pipeline

        return load_pipeline(model)
    from store.extraction.syntax.threads import use_one_thread

    use_one_thread()
    from store.extraction.syntax.network import read_weights
    from store.extraction.syntax.parser import NetworkParser

    return NetworkParser(read_weights(WEIGHTS))


def __getattr__(name: str) -> object:
    """`Parse` and `Parser` need numpy: they are imported when asked for."""
    if name in {"Parse", "Parser"}:
        from store.extraction.syntax import parser

        return getattr(parser, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
