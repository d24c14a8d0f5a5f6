"""Skeleton keys: a word's consonant classes as a bit signature, to find candidates among all words at once.

A signature has two 64-bit halves. ``SOUND`` holds what survives transliteration: consonant classes that follow each
other, with and without one between them, the first and the last. ``LETTER`` holds letter pairs of the romanised
spelling, and is only worth comparing within one script; it tells short words and vowels apart.
The overlap of two signatures is a population count, a fraction of a nanosecond a word in numpy.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from store.names import scripts
from store.names.scripts import CLASSES

Bits = npt.NDArray[np.uint64]

_EDGE: Final = len(CLASSES) + 1
_ONE: Final = np.uint64(1)


def _pair_bit(left: int, right: int, kind: int) -> int:
    """Spread a pair of classes over the 64 bits; followers, skippers and edges take different places."""
    return (left * 11 + right * 7 + kind * 29 + left * right * 3) % 64


@cache
def _class_tables(number: int) -> tuple[npt.NDArray[np.uint8], list[tuple[int, ...]]]:
    """Give for each unit number its first class (0 for none), and all of its classes."""
    table = scripts.script(number)
    first = np.zeros(len(table.units), dtype=np.uint8)
    every: list[tuple[int, ...]] = []
    for place, unit in enumerate(table.units):
        numbers = tuple(CLASSES.find(c) + 1 for c in table.classes[unit])
        first[place] = numbers[0] if numbers else 0
        every.append(numbers or (0,))
    return first, every


@cache
def _pair_table() -> npt.NDArray[np.uint64]:
    size = _EDGE + 1
    table = np.zeros((3, size, size), dtype=np.uint64)
    for kind in range(3):
        for left in range(size):
            for right in range(size):
                table[kind, left, right] = _ONE << np.uint64(_pair_bit(left, right, kind))
    return table


def sound_bits(number: int, codes: npt.NDArray[np.uint8], starts: npt.NDArray[np.int32]) -> Bits:
    """Give the SOUND half for many words of one script, see ``scripts.places`` for the two arrays."""
    first, _ = _class_tables(number)
    pairs = _pair_table()
    count = len(starts) - 1
    out = np.zeros(count, dtype=np.uint64)
    word = np.repeat(np.arange(count, dtype=np.int32), np.diff(starts))
    sounds = first[codes // 3]
    keep = sounds > 0
    sounds, word = sounds[keep], word[keep]
    if not len(sounds):
        return out
    same = word[1:] == word[:-1]
    begins = np.concatenate([[True], ~same])
    ends = np.concatenate([~same, [True]])
    bits = np.zeros(len(sounds), dtype=np.uint64)
    bits[begins] |= pairs[2, _EDGE, sounds[begins]]
    bits[ends] |= pairs[2, sounds[ends], _EDGE]
    bits[1:][same] |= pairs[0, sounds[:-1][same], sounds[1:][same]]
    skip = word[2:] == word[:-2]
    bits[2:][skip] |= pairs[1, sounds[:-2][skip], sounds[2:][skip]]
    where = np.flatnonzero(begins)
    out[word[where]] = np.bitwise_or.reduceat(bits, where)
    return out


def query_sound_bits(number: int, text: str) -> tuple[int, int]:
    """Give the SOUND half of one word with every class of its units, and with the commonest only."""
    _, every = _class_tables(number)
    table = scripts.script(number)
    wide = narrow = 0
    # Paths of classes are not followed one by one: each unit links to the sets before it, through units that may
    # be silent, which only adds a few bits too many.
    recent: list[list[tuple[int, bool]]] = []
    for unit in text:
        classes = every[table.places[ord(unit)]]
        recent.append([(c, i == 0) for i, c in enumerate(classes)])
    edge = [(_EDGE, True)]
    line = [edge, *recent, edge]
    for right, here in enumerate(line):
        if right == 0:
            continue
        # walk left: units with class 0 are passed over
        open_paths: list[tuple[int, bool]] = [(0, True)]  # consonants passed, all first choices
        left = right - 1
        while open_paths and left >= 0:
            step: set[tuple[int, bool]] = set()
            for passed, sure in open_paths:
                for c, first in line[left]:
                    still = sure and first
                    if c == 0:
                        step.add((passed, still))
                        continue
                    for d, first_here in here:
                        if d == 0 or (passed and _EDGE in {c, d}):
                            continue
                        kind = 2 if _EDGE in {c, d} else passed
                        bit = 1 << _pair_bit(c, d, kind)
                        wide |= bit
                        if still and first_here:
                            narrow |= bit
                    if passed == 0:
                        step.add((1, still))
            open_paths = list(step)
            left -= 1
    return wide, narrow


def letter_bits(texts: list[bytes]) -> Bits:
    """Give the LETTER half for many romanised words (ASCII bytes)."""
    count = len(texts)
    out = np.zeros(count, dtype=np.uint64)
    if not count:
        return out
    flat = np.frombuffer(b"\n" + b"\n".join(texts) + b"\n", dtype=np.uint8).astype(np.uint32)
    hashed = (flat[:-1] * np.uint32(37) + flat[1:] * np.uint32(101)) * np.uint32(2654435761)
    bits = _ONE << (hashed >> np.uint32(26)).astype(np.uint64)
    where = np.flatnonzero(flat[:-1] == 10)
    return np.bitwise_or.reduceat(bits, where)
