"""The journal: every step of curation, newest first, with those that were undone."""

from __future__ import annotations

import sqlite3

from store.journal import Entry, count_entries, entries
from store.queries.claims import Claims
from store.queries.filters import EntityFilter, Listing, RelationshipFilter
from store.queries.listing import PAGE
from tui.reports.lines import Opening, ReportLine, blank, heading, plain
from tui.safe_text import safe_text
from tui.state import Selection
from tui.steps import told
from tui.widgets.cells import Piece
from tui.wording import VERBS, count, showing

_MOST = 1000
UNDONE = "↶"
"""Stands before a step that was undone."""


def journal_lines(connection: sqlite3.Connection) -> list[ReportLine]:
    """Read the journal and lay it out; a line opens the claims or the group that the step was about."""
    total = count_entries(connection)
    found = entries(connection, _MOST)
    if not found:
        return [plain(Piece(" Nothing was decided yet.", "quiet"))]
    undone = sum(entry.undone for entry in found)
    note = f"{showing(len(found), total)} {'step' if total == 1 else 'steps'}"
    if undone:
        note += f" · {UNDONE} {count(undone, 'undone step')}"
    opened = _openings(connection, found)
    return [
        heading("newest first", f"{note} · u undoes the latest, ^r makes it again"),
        blank(),
        *(_line(e, opened) for e in found),
    ]


def _line(entry: Entry, opened: dict[int, Opening]) -> ReportLine:
    part = "quiet" if entry.undone else ""
    return plain(
        Piece(f" {UNDONE if entry.undone else ' '} ", "warning" if entry.undone else ""),
        Piece(f"{entry.id:>5}  {entry.at[:16].replace('T', ' ')}  ", "quiet"),
        Piece("undone: " if entry.undone else "", "warning"),
        Piece(safe_text(told(entry), 1000), part),
        opens=opened.get(_claim(entry)) if _claim(entry) else _entity(entry),
    )


def _claim(entry: Entry) -> int:
    """Return the first claim that a step was about, 0 for none."""
    claims = entry.details.get("claims")
    found = claims[0] if isinstance(claims, list) and claims else entry.details.get("claim", 0)
    return found if isinstance(found, int) else 0


def _entity(entry: Entry) -> Opening | None:
    details = entry.details
    number = details.get("into", details.get("entity"))
    if not isinstance(number, int):
        return None
    name = str(details.get("to") or details.get("of") or details.get("name") or "")
    return Opening((Selection(Listing.GROUPS, EntityFilter(number, name)),), Listing.RELATIONSHIPS)


def _openings(connection: sqlite3.Connection, found: list[Entry]) -> dict[int, Opening]:
    """Return what opens the relationship that each claim of the steps is filed under now."""
    wanted = sorted({claim for entry in found if (claim := _claim(entry))})
    openings: dict[int, Opening] = {}
    for start in range(0, len(wanted), PAGE):
        for number, row in Claims().rows(connection, wanted[start : start + PAGE]).items():
            if row.relationship_id is not None:
                sentence = f"{row.subject} {VERBS[row.relation]} {row.object}"
                chosen = RelationshipFilter(row.relationship_id, sentence)
                openings[number] = Opening((Selection(Listing.RELATIONSHIPS, chosen),))
    return openings
