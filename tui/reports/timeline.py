"""A timeline: one line a month, cooperative claims to the left of the axis, hostile ones to the right."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from store.queries.filters import DateFilter, Filters, Listing
from store.queries.timeline import Month, timeline
from store.records import Stance
from tui.reports.lines import Opening, ReportLine, bar, blank, heading, plain
from tui.safe_text import safe_text
from tui.state import Selection
from tui.widgets.cells import Piece, fit
from tui.wording import SIGNS, VERBS, count


def timeline_lines(connection: sqlite3.Connection, filters: Filters, about: str = "") -> list[ReportLine]:
    """Read a timeline and lay it out."""
    read = timeline(connection, filters)
    if not read.months:
        return [plain(Piece(" No dated claims.", "quiet"))]
    most = max(max(m.counts[Stance.COOPERATIVE], m.counts[Stance.HOSTILE]) for m in read.months)
    lines = [heading(safe_text(about, 300) or "Everything"), blank()]
    lines += [heading("month", "+ cooperative │ hostile ×   ⊂ structural   ▣ territorial   splits, mergers, renames")]
    before = ""
    for month in read.months:
        gap = _gap(before, month.month)
        if gap:
            lines.append(plain(Piece(f"   ⋮ {count(gap, 'month')} without claims", "quiet")))
        lines.append(_line(month, most, filters))
        before = month.month
    if read.undated:
        lines += [blank(), plain(Piece(f" and {count(read.undated, 'claim')} without a date", "quiet"))]
    return lines


def _gap(before: str, now: str) -> int:
    """Return the months between two that have claims; 0 where one of them is only a year."""
    if len(before) != 7 or len(now) != 7:
        return 0
    return (int(now[:4]) - int(before[:4])) * 12 + int(now[5:7]) - int(before[5:7]) - 1


def _line(month: Month, most: int, filters: Filters) -> ReportLine:
    counts = month.counts

    def pieces(width: int) -> Sequence[Piece]:
        side = max(6, min(30, (width - 40) // 2))
        left = bar(counts[Stance.COOPERATIVE], most, side, SIGNS[Stance.COOPERATIVE])
        right = bar(counts[Stance.HOSTILE], most, side, SIGNS[Stance.HOSTILE])
        told = [
            f"{safe_text(m.subject, 60)} {VERBS[m.relation]} {safe_text(m.object, 60)}"
            + (f" ({m.claims})" if m.claims > 1 else "")
            for m in month.marks[:3]
        ]
        if len(month.marks) > 3:
            told.append(f"and {len(month.marks) - 3} more")
        return [
            Piece(f" {fit(month.month, 8)}"),
            Piece(fit(left, side, right=True), "cooperative"),
            Piece("│", "quiet"),
            Piece(fit(right, side), "hostile"),
            Piece(_count(counts[Stance.STRUCTURAL], SIGNS[Stance.STRUCTURAL]), "structural"),
            Piece(_count(counts[Stance.TERRITORIAL], SIGNS[Stance.TERRITORIAL]), "territorial"),
            Piece("  " + "; ".join(told)),
        ]

    selections = (*filters, DateFilter(month.month, month.month))
    return ReportLine(pieces, Opening(tuple(Selection(Listing.GROUPS, part) for part in selections)))


def _count(number: int, sign: str) -> str:
    return fit(f" {sign}{number}" if number else "", 6)
