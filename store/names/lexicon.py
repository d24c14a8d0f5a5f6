"""The lexicon: common words of group names by meaning, across languages (``data/words.tsv``)."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from importlib.resources import files

from store.names import folding


@cache
def _rows() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    text = (files("store.names") / "data" / "words.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")][1:]
    return tuple((meaning, role, tuple(folding.letters(forms).split())) for meaning, role, forms in rows)


@cache
def meanings() -> dict[str, tuple[str, ...]]:
    """Give the meanings of every word of the lexicon."""
    out: dict[str, list[str]] = defaultdict(list)
    for meaning, _, forms in _rows():
        for form in forms:
            if meaning not in out[form]:
                out[form].append(meaning)
    return {form: tuple(found) for form, found in out.items()}


@cache
def _forms() -> dict[str, tuple[str, ...]]:
    out: dict[str, list[str]] = defaultdict(list)
    for meaning, _, forms in _rows():
        out[meaning].extend(f for f in forms if f not in out[meaning])
    return {meaning: tuple(found) for meaning, found in out.items()}


def same_meaning(word: str) -> tuple[str, ...]:
    """Give the other words that mean what a folded word means; none for a word outside the lexicon."""
    found = meanings().get(word, ())
    return tuple(dict.fromkeys(f for meaning in found for f in _forms()[meaning] if f != word))


@cache
def with_role(role: str) -> frozenset[str]:
    """Give the words of a role: ``key``, ``legal`` or ``title``."""
    return frozenset(form for _, own, forms in _rows() if own == role for form in forms)
