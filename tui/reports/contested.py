"""Contradictions, both sides beside each other with sentence, outlet, speaker and date."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import zip_longest

from store.queries.claims import ClaimRow, Claims
from store.queries.contested import MOST, Contested, Contradiction, contested
from store.queries.filters import (
    EntityFilter,
    Filter,
    Filters,
    Listing,
    PairFilter,
    RelationFilter,
    RelationshipFilter,
)
from store.queries.listing import PAGE
from tui.reports.lines import Opening, Part, ReportBlock, blank, heading, plain
from tui.reports.text import marked_text, wrapped
from tui.safe_text import safe_text
from tui.state import Selection
from tui.widgets.cells import Piece, fit_line
from tui.wording import SIGNS, STATUS_SIGNS, VERBS, count

_BESIDE = 70
"""Columns from which the two sides have room beside each other."""
_MOST_LINES = 12
"""Lines of one sentence; the explorer shows the whole."""


def contested_lines(connection: sqlite3.Connection, filters: Filters) -> list[Part]:
    """Read the contradictions and lay them out, sort by sort."""
    found = contested(connection, filters)
    claims = contested_claims(connection, found)
    lines: list[Part] = []
    for sort in Contradiction:
        these = [each for each in found if each.sort is sort]
        cut = f"showing the first {MOST}" if len(these) == MOST else f"{len(these):,}"
        left = found.uncompared.get(sort, 0)
        if these or left:
            lines += [heading(sort.value[0].upper() + sort.value[1:], cut), blank()]
        if left:
            lines += [plain(Piece(f" {_not_compared(left)}", "quiet")), blank()]
        if these:
            for each in these:
                lines += [_block(each, claims), blank()]
    return lines or [plain(Piece(" Nothing here contradicts anything else.", "quiet"))]


def _not_compared(left: int) -> str:
    """Return the sentence that tells how many claims were passed over for lack of time."""
    return (
        f"The most told claims were compared; up to {left:,} more could contradict others: narrow to a group or a time."
    )


def contested_claims(connection: sqlite3.Connection, found: Sequence[Contested]) -> dict[int, ClaimRow]:
    """Return the claims of both sides of contradictions by their ids."""
    ids = sorted({claim for each in found for claim in (each.one_claim, each.other_claim)})
    claims: dict[int, ClaimRow] = {}
    for first in range(0, len(ids), PAGE):
        claims |= Claims().rows(connection, ids[first : first + PAGE])
    return claims


def _block(each: Contested, claims: dict[int, ClaimRow]) -> ReportBlock:
    sides = [claim for number in (each.one_claim, each.other_claim) if (claim := claims.get(number)) is not None]

    def build(width: int) -> list[list[Piece]]:
        lines: list[list[Piece]] = []
        if width >= _BESIDE:
            half = (width - 3) // 2
            for pair in zip_longest(*(_side(claim, half) for claim in sides), fillvalue=[]):
                lines.append([])
                for number, line in enumerate(pair):
                    lines[-1] += [*([Piece(" │ ", "quiet")] if number else []), *fit_line(line, half)]
        else:
            for number, claim in enumerate(sides):
                lines += [[Piece("  ↔", "quiet")]] if number else []
                lines += _side(claim, width)
        if each.claims > 1:
            lines.append([Piece(f"   {count(each.claims, 'claim')} in all", "quiet")])
        return lines

    return ReportBlock(build, _opening(each, sides))


def _side(claim: ClaimRow, width: int) -> list[list[Piece]]:
    sentence = f"{SIGNS[claim.stance]} {_sentence(claim)}"
    said = f" · said by {safe_text(claim.said_by, 100)}" if claim.said_by else ""
    facts = f"{STATUS_SIGNS[claim.status]} {claim.status} · {safe_text(claim.date, 40) or 'undated'}"
    outlet = safe_text(claim.outlet, 100) or "no outlet"
    marks = [(span, f"{claim.stance.value} strong", "") for span in claim.sides]
    if claim.trigger is not None:
        marks.append((claim.trigger, "trigger", ""))
    evidence = wrapped(marked_text(claim.evidence, marks), width, 3)
    if len(evidence) > _MOST_LINES:
        evidence = [*evidence[: _MOST_LINES - 1], [Piece("   …", "quiet")]]
    return [
        *wrapped([Piece(sentence, f"{claim.stance.value} strong")], width),
        *wrapped([Piece(f"{facts} · {outlet}{said}", "quiet")], width, 3),
        *evidence,
    ]


def _sentence(claim: ClaimRow) -> str:
    return f"{safe_text(claim.subject, 200)} {VERBS[claim.relation]} {safe_text(claim.object, 200)}"


def _opening(each: Contested, sides: Sequence[ClaimRow]) -> Opening | None:
    """Return what shows the claims of both sides: what is the same in the two."""
    if len(sides) < 2:
        return None
    one, other = sides
    if each.one == each.other:
        return Opening((Selection(Listing.RELATIONSHIPS, RelationshipFilter(each.one, _sentence(one))),))
    if each.sort is Contradiction.FRIEND_AND_FOE:
        both: tuple[Filter, ...] = (PairFilter(one.subject_id, one.object_id, f"{one.subject} and {one.object}"),)
    else:
        here = {one.subject_id: one.subject, one.object_id: one.object}
        shared = next((side for side in (other.object_id, other.subject_id) if side in here), None)
        if shared is None:
            return None
        both = (EntityFilter(shared, here[shared]), RelationFilter(one.relation))
    return Opening(tuple(Selection(Listing.GROUPS, part) for part in both))
