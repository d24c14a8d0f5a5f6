"""Skeleton keys: the first three and the last three consonants of every word, as numbers.

A key is a number below ``KEYS``. For a query word, the cost of reading it as each possible key is worked out once, for
all keys together, from the fitted costs; one look-up a word and key then ranks every word of the index by what its
consonants would cost. Vowels cost nothing here: scripts leave them out, and spellings disagree on them most.

Beside the keys stands ``letter_bits``, a 64-bit signature of letter pairs, compared by population count; it tells
apart the vowels of short words.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from store.names import costs, scripts

VOWELS: Final = "aeiouyw"
_LATIN: Final = scripts.script(scripts.LATIN)
CONSONANTS: Final = "".join(u for u in _LATIN.units if u not in VOWELS + scripts.DIGITS + scripts.UNKNOWN)
SYMBOLS: Final = len(CONSONANTS) + 2
"""Symbols of a key: none, each Latin consonant unit, any digit."""
KEYS: Final = SYMBOLS**3
_DEAR: Final = 2000
_LENGTH: Final = 16
_SYMBOL_OF_UNIT: Final = np.array(
    [CONSONANTS.find(u) + 1 if u not in scripts.DIGITS else SYMBOLS - 1 for u in _LATIN.units], dtype=np.int16
)
_UNITS_OF_KEYS: Final = np.flatnonzero(_SYMBOL_OF_UNIT > 0)
_VOWEL_UNITS: Final = np.array([_LATIN.units.index(u) for u in VOWELS])

Short = npt.NDArray[np.int16]
Keys = npt.NDArray[np.uint16]


@lru_cache(maxsize=8)
def _symbols(number: int) -> npt.NDArray[np.int16]:
    """Give the symbol of every unit of a script, by its likeliest Latin reading (0 for vowels)."""
    if number == scripts.LATIN:
        return _SYMBOL_OF_UNIT
    table = costs.between(number, scripts.LATIN)
    inside = table.replace[scripts.MEDIAL :: 3, scripts.MEDIAL :: 3]
    silent = table.leave_out[scripts.MEDIAL :: 3]
    likeliest = inside.argmin(axis=1)
    symbols = np.where(inside.min(axis=1) < silent + 2 * costs.SCALE, _SYMBOL_OF_UNIT[likeliest], 0)
    return symbols.astype(np.int16)


def keys(number: int, codes: npt.NDArray[np.uint8], starts: npt.NDArray[np.int32]) -> tuple[Keys, Keys]:
    """Give the first and the last key of many words of one script, see ``scripts.places`` for the two arrays."""
    count = len(starts) - 1
    symbols = _symbols(number)[codes // 3].astype(np.int32)
    word = np.repeat(np.arange(count, dtype=np.int32), np.diff(starts))
    keep = symbols > 0
    symbols, word = symbols[keep], word[keep]
    size = np.bincount(word, minlength=count)
    ends = np.cumsum(size)
    begins = ends - size
    padded = np.concatenate([symbols, [0, 0, 0]]).astype(np.int32)
    first = np.zeros(count, dtype=np.int32)
    last = np.zeros(count, dtype=np.int32)
    for step in range(3):
        first = first * SYMBOLS + np.where(size > step, padded[np.minimum(begins + step, len(symbols))], 0)
        last = last * SYMBOLS + np.where(size > step, padded[np.maximum(ends - 1 - step, 0)], 0)
    return first.astype(np.uint16), last.astype(np.uint16)


@dataclass(frozen=True, slots=True)
class KeyCosts:
    """What each key would cost a query word: as its beginning, as its end, and as how a longer word begins."""

    first: Short
    last: Short
    prefix: Short


@lru_cache(maxsize=256)
def key_costs(number: int, codes: bytes, depth: int = 3) -> KeyCosts:
    """Work out the cost of reading a word (its unit codes) as every key.

    With a ``depth`` of two the keys are of two consonants: quicker, for words among others.
    """
    query = np.frombuffer(codes[:_LENGTH], dtype=np.uint8)
    table = costs.between(number, scripts.LATIN)
    by_unit = table.replace[query].reshape(len(query), -1, 3).min(axis=2)
    replace = np.full((len(query), SYMBOLS), _DEAR, dtype=np.int16)
    put_by_unit = table.put_in.reshape(-1, 3).min(axis=1)
    put_in = np.full(SYMBOLS, _DEAR, dtype=np.int16)
    for unit in _UNITS_OF_KEYS.tolist():
        symbol = int(_SYMBOL_OF_UNIT[unit])
        np.minimum(replace[:, symbol], by_unit[:, unit], out=replace[:, symbol])
        put_in[symbol] = min(put_in[symbol], put_by_unit[unit])
    leave = np.minimum(table.leave_out[query], by_unit[:, _VOWEL_UNITS].min(axis=1)).astype(np.int16)
    # Both directions at once: the word read forwards and backwards.
    whole, prefix = _readings(np.stack([replace, replace[::-1]]), np.stack([leave, leave[::-1]]), put_in, depth)
    return KeyCosts(whole[0], whole[1], prefix[0])


def _readings(replace: Short, leave: Short, put_in: Short, depth: int) -> tuple[Short, Short]:
    """Give the cost of every key: as the whole consonants or their first ones, and as the beginning of a word.

    ``replace`` and ``leave`` have one entry for each direction of reading; so have both results.
    """
    ways, size = leave.shape
    left = np.zeros((ways, size + 1), dtype=np.int16)
    np.cumsum(leave, axis=1, dtype=np.int16, out=left[:, 1:])
    row = left[:, :, None]
    whole = np.empty((ways, *(SYMBOLS,) * depth), dtype=np.int16)
    whole[:] = left[:, -1].reshape(ways, *(1,) * depth)
    prefix = whole.copy()
    for step in range(depth):
        fresh = row[:, :, :, None] + put_in
        np.minimum(fresh[:, 1:], row[:, :-1, :, None] + replace[:, :, None, :], out=fresh[:, 1:])
        # The run over units left out is a running minimum over their cumulated costs.
        fresh -= left[:, :, None, None]
        for k in range(1, size + 1):
            np.minimum(fresh[:, k], fresh[:, k - 1], out=fresh[:, k])
        fresh += left[:, :, None, None]
        # A key that ends here is the whole skeleton; one that is full may go on.
        full = step == depth - 1
        level = (fresh.min(axis=1) if full else fresh[:, -1]).reshape(ways, *(SYMBOLS,) * (step + 1))
        some = (slice(None),) + (slice(1, None),) * (step + 1)
        spread = level[some][(..., *(None,) * (depth - step - 1))]
        whole[some] = spread
        np.minimum(prefix[some], spread, out=prefix[some])
        row = fresh.reshape(ways, size + 1, -1)
    return whole.reshape(ways, -1), prefix.reshape(ways, -1)


def letter_bits(texts: list[bytes]) -> npt.NDArray[np.uint64]:
    """Give the letter-pair signatures of many romanised words (ASCII bytes)."""
    if not texts:
        return np.zeros(0, dtype=np.uint64)
    flat = np.frombuffer(b"\n" + b"\n".join(texts) + b"\n", dtype=np.uint8).astype(np.uint32)
    hashed = (flat[:-1] * np.uint32(37) + flat[1:] * np.uint32(101)) * np.uint32(2654435761)
    bits = np.uint64(1) << (hashed >> np.uint32(26)).astype(np.uint64)
    return np.bitwise_or.reduceat(bits, np.flatnonzero(flat[:-1] == 10))
