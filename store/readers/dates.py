"""Dates of articles, in the spellings that files carry, as ISO 8601 days."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

_ISO: Final = re.compile(r"\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_COMPACT: Final = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?\s*$")
_NUMBERS: Final = re.compile(r"\s*(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)")
_EARLIEST: Final = 1800


def day_first(values: Iterable[str]) -> bool:
    """Whether dates such as 4/5/2017 in a column put the day first, judged by the values that leave no doubt.

    A column in which every value could be either is taken as day first, which most of the world writes.
    """
    first = second = 0
    for value in values:
        match = _NUMBERS.match(value)
        if match:
            first += int(match[1]) > 12
            second += int(match[2]) > 12
    return first >= second


def parse_date(value: str, *, day_first: bool = True) -> str | None:
    """Return a date as YYYY-MM-DD, or ``None`` where the value names no full and plausible day."""
    value = value.strip()
    if not value or len(value) > 100:
        return None
    for pattern, order in ((_ISO, (1, 2, 3)), (_COMPACT, (1, 2, 3))):
        match = pattern.match(value)
        if match:
            return _iso(*(int(match[group]) for group in order))
    match = _NUMBERS.match(value)
    if match:
        one, two, year = int(match[1]), int(match[2]), _full_year(match[3])
        day, month = (one, two) if day_first else (two, one)
        return _iso(year, month, day) or _iso(year, day, month)
    return _parse_words(value)


def _parse_words(value: str) -> str | None:
    """Dates in words: "3 December 2020", "Dec 3, 2020 at 4 pm", "Thu, 03 Dec 2020 16:00:00 GMT"."""
    from dateutil import parser

    try:
        # Two defaults that differ in every part: what differs in the outcome was not in the text.
        one = parser.parse(value, default=datetime(2000, 1, 1), fuzzy=False)
        two = parser.parse(value, default=datetime(2001, 2, 2), fuzzy=False)
    except (ValueError, OverflowError, TypeError, AttributeError):
        return None
    if one.date() != two.date():
        return None
    return _iso(one.year, one.month, one.day)


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year < 70 else 1900)


def _iso(year: int, month: int, day: int) -> str | None:
    if year < _EARLIEST:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
