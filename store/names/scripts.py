"""Scripts: a folded word becomes a string of sound units, by a table for each script.

A table (``data/*.tsv``) gives the spellings of a script, the unit each one stands for (one character a unit) and the
consonant classes of that unit. Words of a script without a table are romanised by anyascii first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
import numpy.typing as npt

LATIN, ARABIC, HEBREW, CYRILLIC = range(4)
NAMES: Final = ("latin", "arabic", "hebrew", "cyrillic")
TITLES: Final = ("Latin", "Arabic", "Hebrew", "Cyrillic")
CLASSES: Final = "PKSTHMNLR"
"""Consonant classes: lips, back, hissing, teeth, breath, m, n, l, r."""

DIGITS: Final = "0123456789"
UNKNOWN: Final = "?"
WORD_LIMIT: Final = 28
"""Units of a word that count."""

INITIAL, MEDIAL, FINAL = range(3)
_REPEATED: Final = re.compile(r"([^0-9])\1+")
_OTHER_THAN_LATIN: Final = re.compile(r"[^a-z0-9]")


@dataclass(frozen=True, slots=True)
class Script:
    """The table of one script."""

    number: int
    units: str
    """Every unit; the place of a unit here is its number."""
    spellings: dict[str, str]
    classes: dict[str, str]
    """Unit -> consonant classes, the commonest first; "" for vowels; "-" where the sound is often left out."""
    reads: dict[str, tuple[str, ...]]
    """Spelling -> Latin readings."""
    pattern: re.Pattern[str]
    places: dict[int, int] = field(repr=False)
    """Unit -> its number, for ``str.translate``."""

    def read(self, word: str) -> str:
        """Give the units of a folded word, doubled letters as one."""
        spelled = self.spellings
        out = self.pattern.sub(lambda m: spelled.get(m[0], ""), word)
        return _REPEATED.sub(r"\1", out)[:WORD_LIMIT]


@cache
def script(number: int) -> Script:
    """Load the table of a script."""
    text = (files("store.names") / "data" / f"{NAMES[number]}.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")][1:]
    spellings: dict[str, str] = {}
    classes: dict[str, str] = {}
    reads: dict[str, tuple[str, ...]] = {}
    for row in rows:
        spelling, unit, row_classes, notes = [*row, "", ""][:4]
        spellings[spelling] = unit
        reads[spelling] = tuple(notes.split()) if number else (spelling,)
        if len(unit) == 1:
            classes.setdefault(unit, row_classes.replace(" ", ""))
    for digit in DIGITS:
        spellings[digit] = digit
        classes[digit] = "-"
    units = "".join(classes) + UNKNOWN
    classes[UNKNOWN] = "-"
    longest = sorted(spellings, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, longest)) + "|.", re.DOTALL)
    return Script(number, units, spellings, classes, reads, pattern, {ord(u): i for i, u in enumerate(units)})


def script_of(word: str) -> int:
    """Give the script of a folded word; LATIN also for scripts without a table and for mixed words."""
    if word.isascii():
        return LATIN
    found = -1
    for char in word:
        code = ord(char)
        if code < 0x0400:
            this = LATIN if char.isalpha() else found
        elif code < 0x0530:
            this = CYRILLIC
        elif 0x0590 <= code < 0x0600:
            this = HEBREW
        elif 0x0600 <= code < 0x0780 or 0x08A0 <= code < 0x0900:
            this = ARABIC
        else:
            this = LATIN
        if found not in {-1, this}:
            return LATIN
        found = this
    return max(found, LATIN)


def romanised(word: str) -> str:
    """Give a word in ASCII letters, whatever its script (by anyascii); may be empty."""
    from anyascii import anyascii

    return _OTHER_THAN_LATIN.sub("", anyascii(word).lower())


def roman(word: str) -> str:
    """Give a folded word in ASCII letters; an ASCII word is left as it is."""
    return word if word.isascii() else romanised(word)


def units(word: str) -> tuple[int, str]:
    """Give the script and the units of a folded word. A word without any known letter has no units."""
    number = script_of(word)
    if number == LATIN and not word.isascii():
        word = romanised(word)
    return number, script(number).read(word)


def place(number: int, text: str) -> npt.NDArray[np.uint8]:
    """Give the codes of a unit string: three for each unit, for its place (first, inside, last) in the word."""
    table = script(number)
    numbers = np.array([table.places[ord(u)] for u in text], dtype=np.uint8) * 3 + MEDIAL
    if len(numbers):
        numbers[-1] += 1
        numbers[0] -= numbers[0] % 3
    return numbers


def places(number: int, texts: list[str]) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int32]]:
    """Give the codes of many unit strings, one after the other, and where each begins (one more than the strings)."""
    table = script(number)
    lengths = np.fromiter(map(len, texts), dtype=np.int32, count=len(texts))
    starts = np.zeros(len(texts) + 1, dtype=np.int32)
    np.cumsum(lengths, out=starts[1:])
    flat = "".join(texts).translate({k: chr(v) for k, v in table.places.items()}).encode("latin-1")
    codes = np.frombuffer(flat, dtype=np.uint8) * np.uint8(3) + np.uint8(MEDIAL)
    filled = lengths > 0
    codes[starts[1:][filled] - 1] += 1
    first = starts[:-1][filled]
    codes[first] -= codes[first] % 3
    return codes, starts


def code_count(number: int) -> int:
    """Give how many codes a script has."""
    return 3 * len(script(number).units)
