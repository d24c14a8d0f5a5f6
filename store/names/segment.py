"""A segment: the arrays of one batch of names, built once and never changed.

Rows are names; tokens are the distinct folded words of all rows, in alphabetical order.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from store.names import acronyms, folding, scripts, skeleton

WORDS_LIMIT: Final = 20
"""Words of a name that are indexed."""

Ints = npt.NDArray[np.int32]


@dataclass(slots=True)
class Segment:
    """Arrays of one batch of names; every field is an array, so that a cache file is a list of arrays."""

    ids: npt.NDArray[np.int64]
    text: npt.NDArray[np.uint8]
    text_at: npt.NDArray[np.int64]
    words: npt.NDArray[np.uint8]
    words_at: Ints
    word_hash: npt.NDArray[np.uint64]
    """Hashes of all words, sorted, to find one without reading the others."""
    word_by_hash: Ints
    row_words: Ints
    row_at: Ints
    posts: Ints
    posts_at: Ints
    script: npt.NDArray[np.uint8]
    codes: npt.NDArray[np.uint8]
    codes_at: Ints
    first_key: npt.NDArray[np.uint16]
    last_key: npt.NDArray[np.uint16]
    letter: npt.NDArray[np.uint64]
    initials: npt.NDArray[np.uint64]
    initials_row: Ints

    @property
    def count(self) -> int:
        """How many names."""
        return len(self.ids)

    @property
    def word_count(self) -> int:
        """How many distinct words."""
        return len(self.script)

    def name(self, row: int) -> str:
        """Give the name of a row as it was stored."""
        return bytes(self.text[self.text_at[row] : self.text_at[row + 1]]).decode("utf-8", "surrogatepass")

    def word(self, number: int) -> str:
        """Give the folded word of a number."""
        return bytes(self.words[self.words_at[number] : self.words_at[number + 1]]).decode("utf-8", "surrogatepass")

    def word_from(self, text: str) -> int:
        """Give the number of the first word that is not before ``text``, in code point order."""
        goal = text.encode("utf-8", "surrogatepass")
        low, high = 0, self.word_count
        words, at = self.words, self.words_at
        while low < high:
            middle = (low + high) // 2
            if words[at[middle] : at[middle + 1]].tobytes() < goal:
                low = middle + 1
            else:
                high = middle
        return low

    def word_number(self, text: str) -> int:
        """Give the number of a folded word, -1 when no name has it."""
        return self.word_numbers([text])[0]

    def word_numbers(self, texts: Sequence[str]) -> list[int]:
        """Give the numbers of several folded words, -1 for each that no name has."""
        if not self.word_count or not texts:
            return [-1] * len(texts)
        goals = [hashed(t) for t in texts]
        places = np.searchsorted(self.word_hash, np.array(goals, dtype=np.uint64)).tolist()
        out = []
        for text, goal, place in zip(texts, goals, places, strict=True):
            number = -1
            if place < self.word_count and int(self.word_hash[place]) == goal:
                number = int(self.word_by_hash[place])
                if self.word(number) != text:
                    number = -1
            out.append(number)
        return out

    def words_with_prefix(self, text: str) -> tuple[int, int]:
        """Give the range of words that begin with ``text``."""
        return self.word_from(text), self.word_from(text + "\U0010ffff")

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Give every array by its name."""
        return {f.name: getattr(self, f.name) for f in fields(self)}


def hashed(word: str) -> int:
    """Give a 64-bit hash that is the same in every run."""
    data = word.encode("utf-8", "surrogatepass")
    return zlib.crc32(data) << 32 | zlib.crc32(data[::-1], len(data))


def _blob(texts: Iterable[bytes], count: int, kind: Any) -> tuple[npt.NDArray[np.uint8], npt.NDArray[Any]]:
    texts = list(texts)
    at = np.zeros(count + 1, dtype=kind)
    np.cumsum(np.fromiter(map(len, texts), dtype=np.int64, count=count), out=at[1:])
    return np.frombuffer(b"".join(texts), dtype=np.uint8), at


def build(pairs: Iterable[tuple[int, str]]) -> Segment:
    """Build the segment of (id, name) pairs."""
    ids = array("q")
    stored: list[bytes] = []
    numbers: dict[str, int] = {}
    row_words = array("i")
    row_at = array("i", [0])
    initials = array("Q")
    initials_row = array("i")
    for row, (key, name) in enumerate(pairs):
        ids.append(key)
        stored.append(name.encode("utf-8", "surrogatepass"))
        found = folding.words(name)[:WORDS_LIMIT]
        for word in found:
            row_words.append(numbers.setdefault(word, len(numbers)))
        row_at.append(len(row_words))
        for letters in acronyms.of_words(found):
            initials.append(letters)
            initials_row.append(row)
    text, text_at = _blob(stored, len(stored), np.int64)
    del stored
    known = list(numbers)
    del numbers
    order = sorted(range(len(known)), key=known.__getitem__)
    renumber = np.empty(len(known), dtype=np.int32)
    renumber[order] = np.arange(len(known), dtype=np.int32)
    known = [known[k] for k in order]
    flat = renumber[np.frombuffer(row_words, dtype=np.int32)] if len(row_words) else np.zeros(0, np.int32)
    at = np.array(row_at, dtype=np.int32)
    by_word = np.argsort(flat, kind="stable")
    posts = np.repeat(np.arange(len(ids), dtype=np.int32), np.diff(at))[by_word]
    posts_at = np.zeros(len(known) + 1, dtype=np.int32)
    np.cumsum(np.bincount(flat, minlength=len(known)), out=posts_at[1:])
    words, words_at = _blob((w.encode("utf-8", "surrogatepass") for w in known), len(known), np.int32)
    hashes = np.fromiter(map(hashed, known), dtype=np.uint64, count=len(known))
    by_hash = np.argsort(hashes)
    packed = np.array(initials, dtype=np.uint64)
    by_initials = np.argsort(packed, kind="stable")
    return Segment(
        ids=np.array(ids, dtype=np.int64),
        text=text,
        text_at=text_at,
        words=words,
        words_at=words_at,
        word_hash=hashes[by_hash],
        word_by_hash=by_hash.astype(np.int32),
        row_words=flat,
        row_at=at,
        posts=posts,
        posts_at=posts_at,
        **_sounds(known),
        initials=packed[by_initials],
        initials_row=np.array(initials_row, dtype=np.int32)[by_initials],
    )


def _sounds(known: list[str]) -> dict[str, npt.NDArray[Any]]:
    """Give script, unit codes and their places, skeleton keys and letter signatures of all words."""
    count = len(known)
    script = np.zeros(count, dtype=np.uint8)
    read: list[str] = []
    roman: list[bytes] = []
    for place, word in enumerate(known):
        number, text = scripts.units(word)
        script[place] = number
        read.append(text)
        roman.append(scripts.roman(word).encode("ascii"))
    lengths = np.fromiter(map(len, read), dtype=np.int64, count=count)
    codes_at = np.zeros(count + 1, dtype=np.int32)
    np.cumsum(lengths, out=codes_at[1:])
    codes = np.zeros(int(codes_at[-1]) + scripts.WORD_LIMIT, dtype=np.uint8)
    first = np.zeros(count, dtype=np.uint16)
    last = np.zeros(count, dtype=np.uint16)
    for number in range(len(scripts.NAMES)):
        chosen = np.flatnonzero(script == number)
        if not len(chosen):
            continue
        part, part_at = scripts.places(number, [read[k] for k in chosen])
        first[chosen], last[chosen] = skeleton.keys(number, part, part_at)
        spread = np.repeat(codes_at[chosen] - part_at[:-1], np.diff(part_at)) + np.arange(len(part), dtype=np.int32)
        codes[spread] = part
    return {
        "script": script,
        "codes": codes,
        "codes_at": codes_at,
        "first_key": first,
        "last_key": last,
        "letter": skeleton.letter_bits(roman),
    }
