"""Words and signs on the screen for what the store holds; no widgets here, so listings in plain text may use them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from store.vocabulary import Confidence, Kind, Relation, Stance, Status

VERBS: Final[dict[Relation, str]] = {relation: relation.words for relation in Relation}

SIGNS: Final[dict[Stance, str]] = {
    Stance.COOPERATIVE: "+",
    Stance.STRUCTURAL: "⊂",
    Stance.TERRITORIAL: "▣",
    Stance.HOSTILE: "×",
}
"""One glyph each, so that no colour is needed to tell them apart."""

SIDED_SIGNS: Final[dict[Stance, str]] = {
    Stance.COOPERATIVE: "+  ",
    Stance.STRUCTURAL: " ⊂ ",
    Stance.TERRITORIAL: " ▣ ",
    Stance.HOSTILE: "  ×",
}
"""Cooperative on the left, hostile on the right: the place in the margin tells them apart as well."""

KINDS: Final[dict[Kind, str]] = {
    Kind.ARMED_GROUP: "armed group",
    Kind.STATE: "state",
    Kind.ORGANIZATION: "organization",
    Kind.PERSON: "person",
    Kind.PLACE: "place",
}

KIND_SIGNS: Final[dict[Kind, str]] = {
    Kind.ARMED_GROUP: "◆",
    Kind.STATE: "■",
    Kind.ORGANIZATION: "○",
    Kind.PERSON: "•",
    Kind.PLACE: "▽",
}

STATUS_SIGNS: Final[dict[Status, str]] = {
    Status.ASSERTED: "●",
    Status.REPORTED: "◐",
    Status.PLANNED: "◌",
    Status.DENIED: "⊘",
}

CONFIDENCE_SIGNS: Final[dict[Confidence, str]] = {
    Confidence.HIGH: "▮▮▮",
    Confidence.MEDIUM: "▮▮▯",
    Confidence.LOW: "▮▯▯",
}


_ORDERS: Final[dict[str, tuple[str, str]]] = {
    "iso": ("-", "012"),
    "day-first": (".", "210"),
    "month-first": ("/", "120"),
}
_date_format = "iso"


def set_date_format(name: str) -> None:
    """Choose how dates are written on the screen: ``iso``, ``day-first`` or ``month-first``."""
    global _date_format  # noqa: PLW0603 - one choice for the whole screen
    _date_format = name if name in _ORDERS else "iso"


def shown_date(date: str) -> str:
    """Return an ISO date (or year, or month) in the chosen format; it is never longer than before."""
    if _date_format == "iso":
        return date
    join, order = _ORDERS[_date_format]
    parts = date[:10].split("-")
    return join.join(parts[int(place)] for place in order if int(place) < len(parts))


_BARS: Final = "▁▂▃▄▅▆▇█"


def sparkline(counts: Sequence[int] | None, width: int) -> str:
    """Return counts as bars of one cell each, the tallest for the most; no claim is no bar."""
    if not counts or not max(counts):
        return " " * width
    most = max(counts)
    bars = (_BARS[-(-number * len(_BARS) // most) - 1] if number else " " for number in counts)
    return "".join(bars)[:width].ljust(width)


def count(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its word: ``1 claim``, ``1,204 claims``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def dates(first: str | None, last: str | None) -> str:
    """Return first and last date as one short text: the months, or the days where both lie in one month."""
    if not first and not last:
        return "undated"
    first, last = first or last or "", last or first or ""
    if first == last:
        return shown_date(first)
    if first[:7] != last[:7]:
        return f"{shown_date(first[:7])} – {shown_date(last[:7])}"
    if _date_format == "iso":
        return f"{first} – {last[8:] or last}"
    return shown_date(first[:7])


def short_dates(first: str | None, last: str | None) -> str:
    """Return first and last date in ten cells: the years, or the months of one year, or the one day."""
    if not first and not last:
        return "undated"
    first, last = first or last or "", last or first or ""
    if first == last:
        return shown_date(first[:10])
    if first[:4] != last[:4]:
        return f"{first[:4]}–{last[:4]}"
    if _date_format != "iso":
        return shown_date(first[:7])
    return f"{first[:7]}–{last[5:7]}" if first[:7] != last[:7] and last[5:7] else first[:7]


def showing(shown: int, total: int | None, *, complete: bool = True) -> str:
    """Say how much of a list is shown: a cut or a filter is never silent."""
    if not complete:
        return f"showing first {shown:,} …"
    if total is None or shown == total:
        return f"{shown:,}"
    return f"showing {shown:,} of {total:,}"
