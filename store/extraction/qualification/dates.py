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
    r"|(?:on |early |late |this |last )?(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
    r"|last (?P<last>week|month|year))\b",
    re.IGNORECASE,
)
_DIGIT: Final = re.compile(r"\d")
_MONTH_STARTS: Final = tuple({name[:3] for name in _MONTHS})


def date_of_claim(document: Document, sentence: int, trigger: int, date: str | None) -> str | None:
    """The date (YYYY, YYYY-MM or YYYY-MM-DD) that the sentence gives nearest to its trigger, a token; None without one.

    Names are no dates: the March 23 Movement tells nothing of when.
    """
    first, last = document.sentences[sentence]
    tokens = document.tokens
    start, end = tokens.start[first], tokens.end[last]
    text = document.text[start:end]
    if not _likely_patterns(text):
        return None
    for number in {at for at in document.at[first : last + 1] if at >= 0}:
        mention = document.mentions[number]
        if first <= mention.first:
            name = slice(mention.start - start, mention.end - start)
            text = text[: name.start] + "_" * (min(name.stop, len(text)) - name.start) + text[name.stop :]
    return find_date(text, parse_iso(date), tokens.start[trigger] - start)


def parse_iso(date: str | None) -> datetime.date | None:
    """The day of an ISO date; None where there is none or it is no day."""
    if not date:
        return None
    try:
        return datetime.date.fromisoformat(date[:10])
    except ValueError:
        return None


def find_date(text: str, today: datetime.date | None, near: int = 0) -> str | None:
    """The date that a sentence gives nearest to a character; without a year, the last such day before ``today``."""
    found: list[tuple[int, int, str]] = []
    for pattern in _likely_patterns(text):
        for match in pattern.finditer(text):
            # "May 3, 2014" is one date, and not another one "in 2014"
            if any(match.start() < end and start < match.end() for start, end, _ in found):
                continue
            if pattern is _RELATIVE:
                date = None if today is None else _relative(match, today)
            else:
                date = _absolute(match.groupdict(), today)
            if date is not None:
                found.append((match.start(), match.end(), date))
    if not found:
        return None

    def far(one: tuple[int, int, str]) -> tuple[bool, int, int]:
        between = text[one[1] : near] if one[1] <= near else text[near : one[0]]
        # A comma ends the part of the sentence that a date belongs to: "Founded in 2011, it ...".
        return "," in between, len(between), one[0]

    return min(found, key=far)[2]


def _likely_patterns(text: str) -> list[re.Pattern[str]]:
    """The patterns that can match: those whose digits and parts of names stand in a text, which is quickly told."""
    low = text.casefold()
    digits = _DIGIT.search(low) is not None
    months = any(name in low for name in _MONTH_STARTS)
    patterns = [
        pattern
        for pattern, needs_digits, needs_months in zip(
            _PATTERNS, (True, True, True, False, True), (False, True, True, True, False), strict=True
        )
        if digits >= needs_digits and months >= needs_months
    ]
    return [*patterns, _RELATIVE] if "day" in low or "ght" in low or "last " in low else patterns


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
