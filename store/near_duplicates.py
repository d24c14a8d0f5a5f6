"""When two texts are one story: resemblance of their word sequences, and keys by which the resembling are found.

Two texts resemble each other by the share of their sequences of three words ("shingles") that both have: the Jaccard
coefficient of A. Broder, "On the resemblance and containment of documents" (1997). Wire copy is cut from its end, so
the beginnings of both, as long as the shorter of them, are compared as well, and the higher figure counts.

Resembling texts are found by MinHash: the least of the hashes of a set's shingles is the same for two sets with a
probability equal to their resemblance. A key is such a least hash of the sequences of ten words: long enough that
turns of phrase which every report has do not meet, short enough that a copy keeps many of them. docs/stories.md has
the figures.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeAlias
from zlib import crc32

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Words: TypeAlias = npt.NDArray[np.uint64]

THRESHOLD: Final = 0.5
"""The resemblance from which on two texts are one story."""

SHORTEST: Final = 40
"""Words of a text below which nothing is said about it: a few words in common mean nothing then."""

_COMPARED: Final = 3
"""Words in a sequence by which texts are compared."""
_KEYED: Final = 10
"""Words in a sequence that becomes a key."""
_KEYS_OF_ALL: Final = 4
_KEYS_OF_HEAD: Final = 3
_HEAD: Final = 150
"""Words at the beginning of a text that some keys are made of, since copies are cut from the end."""

_WORD: Final = re.compile(r"\w+")
_LONGEST: Final = 20_000
"""Words of a text that are looked at."""

_MOST_REMEMBERED: Final = 200_000


class _Hashes(dict[str, int]):
    """The hashes of words met before: looking one up takes a third of the time of making it."""

    def __missing__(self, word: str) -> int:
        found = self[word] = crc32(word.encode("utf-8", "surrogatepass"))
        return found


_HASHES: Final = _Hashes()

# Odd, with well-spread bits: the golden ratio, and a prime number of SHA-2.
_SPREAD: Final = 0x9E3779B97F4A7C15
_FINISH: Final = 0xA54FF53A5F1D36F1


def words_of(text: str) -> Words:
    """Return the words of a text, without case and punctuation, as hashes."""
    import numpy as np

    found = _WORD.findall(text.casefold())[:_LONGEST]
    if len(_HASHES) > _MOST_REMEMBERED:
        _HASHES.clear()
    return _mixed(np.fromiter(map(_HASHES.__getitem__, found), np.uint64, len(found)))


def resemblance(one: Words, other: Words) -> float:
    """Return how much of two texts is the same, from 0 to 1: of the whole texts, or of beginnings of one length.

    Texts below :data:`SHORTEST` words resemble nothing.
    """
    shorter = min(len(one), len(other))
    if shorter < SHORTEST:
        return 0.0
    whole = _jaccard(one, other)
    return whole if len(one) == len(other) else max(whole, _jaccard(one[:shorter], other[:shorter]))


def story_keys(text: str) -> tuple[int, ...]:
    """Return the keys of a text, signed 32-bit numbers; texts of one story most likely have at least one in common.

    A text below :data:`SHORTEST` words has none.
    """
    import numpy as np

    words = words_of(text)
    if len(words) < SHORTEST:
        return ()
    hashes = _sequences(words, _KEYED)
    # Multiplying by an odd number orders the hashes anew, each time another way.
    numbers = np.arange(1, _KEYS_OF_ALL + _KEYS_OF_HEAD + 1, dtype=np.uint64)
    factors = (_mixed(_mixed(numbers)) | np.uint64(1))[:, None]
    of_all = (hashes * factors[:_KEYS_OF_ALL]).min(axis=1)
    of_head = (hashes[:_HEAD] * factors[_KEYS_OF_ALL:]).min(axis=1)
    # The number of the key goes in, so that keys of different numbers do not meet.
    keys = _mixed(np.concatenate([of_all, of_head]) + numbers)
    return tuple((keys >> np.uint64(32)).astype(np.uint32).view(np.int32).tolist())


def _sequences(words: Words, length: int) -> Words:
    """Return a hash for each sequence of so many words, in the order of the text."""
    import numpy as np

    last = len(words) - length + 1
    hashes = words[:last].copy()
    for place in range(1, length):
        hashes *= np.uint64(_SPREAD)
        hashes += words[place : last + place]
    return _mixed(hashes)


def _mixed(hashes: Words) -> Words:
    """Spread every bit of each number over all its bits."""
    import numpy as np

    hashes = (hashes ^ (hashes >> np.uint64(31))) * np.uint64(_SPREAD)
    hashes = (hashes ^ (hashes >> np.uint64(29))) * np.uint64(_FINISH)
    return hashes ^ (hashes >> np.uint64(32))


def _jaccard(one: Words, other: Words) -> float:
    import numpy as np

    one, other = np.unique(_sequences(one, _COMPARED)), np.unique(_sequences(other, _COMPARED))
    both = len(np.intersect1d(one, other, assume_unique=True))
    return both / (len(one) + len(other) - both)
