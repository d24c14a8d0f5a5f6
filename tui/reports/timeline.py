"""A timeline: a line each month, cooperative claims left of the axis, hostile ones right, turning points below."""

from __future__ import annotations

import sqlite3
from typing import Final

from store.queries.filters import DateFilter, Filters, Listing
from store.queries.timeline import Month, timeline
from store.records import Relation, Stance
from tui.reports.lines import Opening, Part, ReportBlock, ReportLine, bar, blank, plain
from tui.reports.text import wrapped
from tui.safe_text import safe_text
from tui.state import Selection
from tui.widgets.cells import Piece, fit, width_of
from tui.wording import SIGNS, VERBS, count

MARKS: Final = {Relation.SPLIT_FROM: "<", Relation.MERGED_INTO: ">", Relation.SAME_AS: "="}
"""Signs of the turning points: a split, a merger, a rename."""
_MOST_MARKS: Final = 6
_LEGEND: Final = "⊂ structural  ▣ territorial  < split  > merger  = rename"
_NUMBER: Final = 6
"""Columns of the numbers beside the axis."""


def timeline_lines(connection: sqlite3.Connection, filters: Filters, about: str = "") -> list[Part]:
    """Read a timeline and lay it out."""
    read = timeline(connection, filters)
    if not read.months:
        return [plain(Piece(" No dated claims.", "quiet"))]
    most = max(max(m.counts[Stance.COOPERATIVE], m.counts[Stance.HOSTILE]) for m in read.months)
    name = safe_text(about, 300) or "Everything"
    lines: list[Part] = [ReportBlock(lambda width: _title(name, width)), blank(), ReportLine(_heads)]
    before = ""
    for month in read.months:
        gap = _gap(before, month.month)
        if gap:
            lines.append(plain(Piece(f"   ⋮ {count(gap, 'month')} without claims", "quiet")))
        lines.append(_line(month, most, filters))
        before = month.month
    left_out = []
    if read.undated:
        left_out.append(f"{count(read.undated, 'claim')} without a date")
    if read.unmarked:
        left_out.append(f"{read.unmarked:,} splits, mergers and renames are not marked, those with fewest claims")
    if left_out:
        lines += [blank(), *(plain(Piece(f" {told}", "quiet")) for told in left_out)]
    return lines


def _title(name: str, width: int) -> list[list[Piece]]:
    """Return what the timeline is about, and what its signs mean: beside it, or below where there is no room."""
    about, legend = Piece(name, "accent strong"), Piece(_LEGEND, "quiet")
    if width_of(name) + width_of(_LEGEND) + 4 <= width:
        return [[Piece(" "), about, Piece("  "), legend]]
    return [*wrapped([about], width), *wrapped([legend], width)]


def _side(width: int) -> int:
    """Return the columns of the bars on one side of the axis."""
    return max(6, min(30, (width - 42) // 2))


def _heads(width: int) -> list[Piece]:
    side = _side(width) + _NUMBER
    return [
        Piece(f" {fit('month', 8)}", "accent strong"),
        Piece(fit(f"{SIGNS[Stance.COOPERATIVE]} cooperative ", side, right=True), "cooperative"),
        Piece("│", "quiet"),
        Piece(fit(f" hostile {SIGNS[Stance.HOSTILE]}", side), "hostile"),
        Piece(fit(f" {SIGNS[Stance.STRUCTURAL]}", 6), "structural"),
        Piece(fit(f" {SIGNS[Stance.TERRITORIAL]}", 6), "territorial"),
    ]


def _gap(before: str, now: str) -> int:
    """Return the months between two that have claims; 0 where one of them is only a year."""
    if len(before) != 7 or len(now) != 7:
        return 0
    return (int(now[:4]) - int(before[:4])) * 12 + int(now[5:7]) - int(before[5:7]) - 1


def _line(month: Month, most: int, filters: Filters) -> ReportBlock:
    counts = month.counts
    told = [
        f"{MARKS[mark.relation]} {safe_text(mark.subject, 200)} {VERBS[mark.relation]} {safe_text(mark.object, 200)}"
        + (f" ({count(mark.claims, 'claim')})" if mark.claims > 1 else "")
        for mark in month.marks[:_MOST_MARKS]
    ]
    if len(month.marks) > _MOST_MARKS:
        told.append(f"and {len(month.marks) - _MOST_MARKS} more")
    signs = "".join(MARKS[relation] for relation in MARKS if any(mark.relation is relation for mark in month.marks))

    def lines(width: int) -> list[list[Piece]]:
        side = _side(width)
        left = bar(counts[Stance.COOPERATIVE], most, side, SIGNS[Stance.COOPERATIVE])
        right = bar(counts[Stance.HOSTILE], most, side, SIGNS[Stance.HOSTILE])
        first = [
            Piece(f" {fit(month.month, 8)}"),
            Piece(fit(left, side, right=True), "cooperative"),
            Piece(fit(_number(counts[Stance.COOPERATIVE]), _NUMBER, right=True)),
            Piece("│", "quiet"),
            Piece(fit(_number(counts[Stance.HOSTILE]), _NUMBER)),
            Piece(fit(right, side), "hostile"),
            Piece(_count(counts[Stance.STRUCTURAL], SIGNS[Stance.STRUCTURAL]), "structural"),
            Piece(_count(counts[Stance.TERRITORIAL], SIGNS[Stance.TERRITORIAL]), "territorial"),
            Piece(f" {signs}", "accent strong"),
        ]
        # Under the axis, so that marks stand out and are whole.
        return [first, *(wrapped_mark for text in told for wrapped_mark in wrapped([Piece(text, "accent")], width, 9))]

    selections = (*filters, DateFilter(month.month, month.month))
    return ReportBlock(lines, Opening(tuple(Selection(Listing.GROUPS, part) for part in selections)))


def _number(number: int) -> str:
    return f" {number:,} " if number else ""


def _count(number: int, sign: str) -> str:
    return fit(f" {sign}{number}" if number else "", 6)
