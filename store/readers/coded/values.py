"""Values of coded tables: dates, numbers and lists, as many cells repeat and few are clean."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from store.readers.dates import parse_date
from store.readers.decoding import clean

_INTEGER: Final = re.compile(r"[+-]?\d{1,15}(?:\.0*)?")
_NOTHING: Final = frozenset({"", "n/a", "na", "nan", "none", "null", "-", "n.a.", "-99", "-999", "-9999", "(null)"})


class Days:
    """:func:`store.readers.dates.parse_date`, remembered: a dataset has thousands of rows of one day."""

    def __init__(self, *, day_first: bool = True) -> None:
        self._day_first = day_first
        self._met: dict[str, str | None] = {}

    def __call__(self, value: str) -> str | None:
        """Return the day in ISO 8601, or ``None``."""
        if value in self._met:
            return self._met[value]
        if len(self._met) > 65_536:
            self._met.clear()
        found = self._met[value] = parse_date(value, day_first=self._day_first) if value else None
        return found


def is_nothing(value: str) -> bool:
    """Whether a cell says that there is no value."""
    return value.strip().casefold() in _NOTHING


def number(value: str) -> float | None:
    """Return a decimal number (a comma may stand for the point), or ``None`` for anything else."""
    if "_" in value:
        return None  # 1_000 is a number in Python alone
    try:
        found = float(value.replace(",", ".", 1) if "," in value else value)
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def coordinates(latitude: str, longitude: str) -> tuple[float | None, float | None]:
    """Return both in degrees, or neither where they are no place on the globe."""
    north, east = number(latitude), number(longitude)
    if north is None or east is None or not (-90 <= north <= 90 and -180 <= east <= 180):
        return None, None
    return north, east


def persons(value: str) -> int | None:
    """Return a number of persons, or ``None`` where the cell holds none (negative codes stand for unknown)."""
    value = value.strip()
    if value.isdecimal() and value.isascii() and len(value) <= 15:
        return int(value)
    if not _INTEGER.fullmatch(value):
        return None
    found = int(float(value))
    return found if found >= 0 else None


def one_line(value: str) -> str:
    """Return a cell as one line of text that can be stored."""
    return " ".join(clean(value).split())


def parts(value: str, separator: str = ";") -> list[str]:
    """Split a cell into its values, each as one line, empty and repeated ones left out."""
    found = map(_part, value.split(separator))
    return list(dict.fromkeys(part for part in found if part))


@lru_cache(maxsize=4096)
def _part(value: str) -> str:
    """Return one value of a list as one line, empty where it says that there is none."""
    found = one_line(value)
    return "" if is_nothing(found) else found


def row_hash(*cells: object) -> bytes:
    """Return the 16 bytes that tell whether a row, in what of it is kept, has changed."""
    return hashlib.blake2b("\x1f".join(map(str, cells)).encode("utf-8", "replace"), digest_size=16).digest()


def is_tag_row(cells: Iterable[str]) -> bool:
    """Whether a row holds the tags of the Humanitarian Exchange Language (#date, #adm1+name) and no data."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return bool(filled) and all(re.fullmatch(r"#[A-Za-z]\w*(?:\s*\+\s*\w+)*", cell) for cell in filled)
