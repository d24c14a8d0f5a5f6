"""When a claim is said to have happened: dates in its sentence, absolute or relative to the article's date."""

from __future__ import annotations

import datetime
import re
from typing import Final

from store.extraction.document import Document

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sep sept", "october oct", "november nov", "december dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAYS: Final = {
    name: number for number, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())
}
_MONTH: Final = (
    r"(?P<month>(?:jan|febr?)(?:uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|(?:octo|nov|novem|dec|decem)(?:ber)?|oct)"
)
_PATTERNS: Final = (
    re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<m>0\d|1[0-2])-(?P<day>[0-3]\d)\b"),
    re.compile(
        rf"\b(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?: of)? {_MONTH}\b\.?(?:,? (?P<year>(?:19|20)\d\d))?", re.IGNORECASE
    ),
    re.compile(rf"\b{_MONTH}\.? (?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b(?:,? (?P<year>(?:19|20)\d\d))?", re.IGNORECASE),
    re.compile(
        rf"\b(?:in|since|last|this|from|until|early|late|mid)[ -]?(?:early |late |mid-)?{_MONTH}\b"
        r"(?: (?:of )?(?P<year>(?:19|20)\d\d))?",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:in|since|during|from|by|early|late|mid)[ -](?P<year>(?:19|20)\d\d)\b", re.IGNORECASE),
)
_RELATIVE: Final = re.compile(
    r"\b(?P<day>yesterday|today|tonight|earlier today"
    r"|on (?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
    r"|last (?P<last>week|month|year))\b",
    re.IGNORECASE,
)


def date_of_claim(document: Document, sentence: int, date: str | None) -> str | None:
    """The date that the sentence gives (YYYY, YYYY-MM or YYYY-MM-DD), else the article's own date."""
    first, last = document.sentences[sentence]
    text = document.text[document.tokens.start[first] : document.tokens.end[last]]
    today = parse_iso(date)
    return find_date(text, today) or date


def parse_iso(date: str | None) -> datetime.date | None:
    """The day of an ISO date; None where there is none or it is no day."""
    if not date:
        return None
    try:
        return datetime.date.fromisoformat(date[:10])
    except ValueError:
        return None


def find_date(text: str, today: datetime.date | None) -> str | None:
    """The first date that a sentence gives; those without a year are the last such day before ``today``."""
    for pattern in _PATTERNS:
        match = pattern.search(text)
        if match is not None:
            found = _absolute(match.groupdict(), today)
            if found is not None:
                return found
    match = _RELATIVE.search(text)
    if match is None or today is None:
        return None
    return _relative(match, today)


def _absolute(parts: dict[str, str | None], today: datetime.date | None) -> str | None:
    month = _MONTHS.get((parts.get("month") or "").lower()) or int(parts.get("m") or 0)
    year = int(parts.get("year") or 0)
    day = int(parts.get("day") or 0)
    if not month:
        return str(year) if year else None
    if not year:
        if today is None:
            return None
        later = (month, day or 1) > (today.month, today.day)
        year = today.year - 1 if later else today.year
    if not day:
        return f"{year:04d}-{month:02d}"
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def _relative(match: re.Match[str], today: datetime.date) -> str | None:
    weekday = match["weekday"]
    if weekday:
        back = (today.weekday() - _WEEKDAYS[weekday.lower()]) % 7
        return (today - datetime.timedelta(days=back)).isoformat()
    last = (match["last"] or "").lower()
    if last == "year":
        return f"{today.year - 1:04d}"
    if last == "month":
        before = today.replace(day=1) - datetime.timedelta(days=1)
        return f"{before.year:04d}-{before.month:02d}"
    if last == "week":
        return None
    back = 1 if match["day"].lower() == "yesterday" else 0
    return (today - datetime.timedelta(days=back)).isoformat()
