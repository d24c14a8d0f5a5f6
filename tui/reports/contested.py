"""Contradictions, both sides below each other with sentence, outlet, speaker and date."""

from __future__ import annotations

import sqlite3

from store.queries.claims import ClaimRow, Claims
from store.queries.contested import MOST, Contested, Contradiction, contested
from store.queries.filters import Filters, Listing, RelationshipFilter
from store.queries.listing import PAGE
from tui.reports.lines import Opening, ReportLine, blank, heading, plain
from tui.safe_text import safe_text
from tui.state import Selection
from tui.widgets.cells import Piece
from tui.wording import SIGNS, STATUS_SIGNS, VERBS, count


def contested_lines(connection: sqlite3.Connection, filters: Filters) -> list[ReportLine]:
    """Read the contradictions and lay them out, sort by sort."""
    found = contested(connection, filters)
    ids = sorted({claim for each in found for claim in (each.one_claim, each.other_claim)})
    claims: dict[int, ClaimRow] = {}
    for first in range(0, len(ids), PAGE):
        claims |= Claims().rows(connection, ids[first : first + PAGE])
    lines: list[ReportLine] = []
    for sort in Contradiction:
        these = [each for each in found if each.sort is sort]
        cut = f"showing the first {MOST}" if len(these) == MOST else f"{len(these):,}"
        if these:
            lines += [heading(sort.value[0].upper() + sort.value[1:], cut), blank()]
            for each in these:
                lines += [*_sides(each, claims), blank()]
    return lines or [plain(Piece(" Nothing here contradicts anything else.", "quiet"))]


def _sides(each: Contested, claims: dict[int, ClaimRow]) -> list[ReportLine]:
    lines: list[ReportLine] = []
    for mark, number in (("┌", each.one_claim), ("└", each.other_claim)):
        claim = claims.get(number)
        if claim is None:
            continue
        sentence = f"{safe_text(claim.subject, 200)} {VERBS[claim.relation]} {safe_text(claim.object, 200)}"
        said = f" · said by {safe_text(claim.said_by, 100)}" if claim.said_by else ""
        facts = f"{claim.date or 'undated'} · {safe_text(claim.outlet, 100) or 'no outlet'}{said}"
        opening = None
        if claim.relationship_id is not None:
            chosen = RelationshipFilter(claim.relationship_id, sentence)
            opening = Opening((Selection(Listing.RELATIONSHIPS, chosen),))
        lines.append(
            plain(
                Piece(f" {mark} ", "quiet"),
                Piece(f"{SIGNS[claim.stance]} {sentence}", f"{claim.stance.value} strong"),
                Piece(f"   {STATUS_SIGNS[claim.status]} {claim.status} · {safe_text(facts)}", "quiet"),
                opens=opening,
            )
        )
        lines.append(
            plain(Piece(" │ " if mark == "┌" else "   ", "quiet"), Piece(safe_text(claim.evidence)), opens=opening)
        )
    if each.claims > 1:
        lines.append(plain(Piece(f"   {count(each.claims, 'claim')} in all", "quiet")))
    return lines
