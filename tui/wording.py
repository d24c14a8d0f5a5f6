"""Words and signs on the screen for what the store holds; no widgets here, so listings in plain text may use them."""

from __future__ import annotations

from typing import Final

from store.records import Confidence, Kind, Relation, Stance, Status

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


def count(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its word: ``1 claim``, ``1,204 claims``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def dates(first: str | None, last: str | None) -> str:
    """Return first and last date as one short text: the months, or the days where both lie in one month."""
    if not first and not last:
        return "undated"
    first, last = first or last or "", last or first or ""
    if first == last:
        return first
    return f"{first[:7]} – {last[:7]}" if first[:7] != last[:7] else f"{first} – {last[8:] or last}"


def short_dates(first: str | None, last: str | None) -> str:
    """Return first and last date in ten cells: the years, or the months of one year, or the one day."""
    if not first and not last:
        return "undated"
    first, last = first or last or "", last or first or ""
    if first == last:
        return first[:10]
    if first[:4] != last[:4]:
        return f"{first[:4]}–{last[:4]}"
    return f"{first[:7]}–{last[5:7]}" if first[:7] != last[:7] and last[5:7] else first[:7]


def showing(shown: int, total: int | None, *, complete: bool = True) -> str:
    """Say how much of a list is shown: a cut or a filter is never silent."""
    if not complete:
        return f"showing first {shown:,} …"
    if total is None or shown == total:
        return f"{shown:,}"
    return f"showing {shown:,} of {total:,}"
