"""Folding to phones: a rough common sound alphabet in which names of any script can be laid side by side.

A unit becomes the phone of its likeliest Latin reading; sounds that transliteration systems exchange (p/b stay apart,
k/q/c and i/e/y do not) share a phone. One byte a phone, so that rapidfuzz compares whole names.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from store.names import costs, scripts

_PHONE_OF_LATIN: Final = {
    "q": "k",
    "c": "k",
    "x": "k",
    "X": "h",
    "G": "g",
    "v": "f",
    "w": "u",
    "z": "s",
    "D": "t",
    "T": "t",
    "C": "S",
    "j": "S",
    "Z": "S",
    "H": "s",
    "e": "i",
    "y": "i",
    "o": "u",
    scripts.UNKNOWN: "",
}
VOWELS: Final = b"aiu"


@cache
def table(number: int) -> npt.NDArray[np.uint8]:
    """Give the phone of every unit code of a script; 0 where a unit has none."""
    latin = scripts.script(scripts.LATIN)
    of_latin = [_PHONE_OF_LATIN.get(u, u) for u in latin.units]
    if number == scripts.LATIN:
        phones = of_latin
    else:
        found = costs.between(number, scripts.LATIN)
        inside = found.replace[scripts.MEDIAL :: 3, scripts.MEDIAL :: 3]
        silent = found.leave_out[scripts.MEDIAL :: 3]
        likeliest = inside.argmin(axis=1)
        dropped = inside.min(axis=1) >= silent + 2 * costs.SCALE
        phones = ["" if dropped[k] else of_latin[int(likeliest[k])] for k in range(len(likeliest))]
    return np.array([ord(p) if p else 0 for p in phones], dtype=np.uint8).repeat(3)


def of_codes(number: int, codes: npt.NDArray[np.uint8]) -> bytes:
    """Give the phones of a word's codes."""
    return table(number)[codes].tobytes().replace(b"\0", b"")


def consonants(phones: bytes) -> bytes:
    """Give phones without their vowels."""
    return phones.translate(None, VOWELS)
