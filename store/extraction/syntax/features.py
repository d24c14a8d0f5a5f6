"""Features of a word form: what the parser knows of a word before it sees the sentence.

Every feature is an integer that depends on the form alone, so the vector of a form is computed once and remembered.
Rare and unseen forms are told apart by hashed character features (prefix, suffixes, shape, n-grams).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

# Stands for a whole named entity: its letters are hidden from the parser, so that "IS" is never a verb.
NAME = "\ufffcNAME"
ROOT = "\ufffcROOT"

PREFIX_ROWS = 2048
SUFFIX2_ROWS = 1024
SUFFIX3_ROWS = 4096
SHAPE_ROWS = 512
NGRAM_ROWS = 8192
NGRAM_LENGTHS = (3, 4, 5)
# Longer forms are addresses and noise; their n-grams would only cost time.
LONGEST_FORM = 32

_FOLDED = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "`": "'",
        "ʼ": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "–": "-",
        "—": "-",
        "‐": "-",
        "‑": "-",
        "…": ".",
    }
)


@dataclass(frozen=True, slots=True)
class FormFeatures:
    """Row numbers of one form in the embedding tables; `norm` is its key in the vocabulary."""

    norm: str
    prefix: int
    suffix2: int
    suffix3: int
    shape: int
    ngrams: tuple[int, ...]


def normalise(form: str) -> str:
    """Lower case, plain quotes and dashes, accents removed, every digit 0."""
    folded = form.translate(_FOLDED)
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", folded)
        folded = "".join(c for c in decomposed if not unicodedata.combining(c)) or folded
    lower = folded.lower()
    if any(c.isdigit() for c in lower):
        lower = "".join("0" if c.isdigit() else c for c in lower)
    return lower


def shape(form: str) -> str:
    """Pattern of letter cases, digits and signs, with runs cut to two: "Jabhat" is "Xxx", "ISIS" is "XX"."""
    out: list[str] = []
    for c in form[:LONGEST_FORM]:
        if c.isalpha():
            kind = "X" if c.isupper() else "x"
        elif c.isdigit():
            kind = "0"
        else:
            kind = c
        if len(out) < 2 or out[-1] != kind or out[-2] != kind:
            out.append(kind)
    return "".join(out[:8])


def _row(seed: int, text: str, rows: int) -> int:
    return crc32(text.encode("utf-8", "surrogatepass"), seed) % rows


# One hash function for each feature.
_PREFIX, _SUFFIX2, _SUFFIX3, _SHAPE, _NGRAM = (crc32(kind) for kind in (b"p", b"s", b"t", b"h", b"n"))


@lru_cache(maxsize=1 << 15)
def features(form: str) -> FormFeatures:
    """Features of a form: of any string, also the empty one. There is always at least one n-gram."""
    norm = form if form in (NAME, ROOT) else normalise(form)
    short = norm[:LONGEST_FORM]
    wrapped = f"<{short}>"
    grams = {
        _row(_NGRAM, wrapped[i : i + n], NGRAM_ROWS) for n in NGRAM_LENGTHS for i in range(max(1, len(wrapped) - n + 1))
    }
    return FormFeatures(
        norm=norm,
        prefix=_row(_PREFIX, short[:3], PREFIX_ROWS),
        suffix2=_row(_SUFFIX2, norm[-2:], SUFFIX2_ROWS),
        suffix3=_row(_SUFFIX3, norm[-3:], SUFFIX3_ROWS),
        shape=_row(_SHAPE, shape(form), SHAPE_ROWS),
        ngrams=tuple(sorted(grams)),
    )
