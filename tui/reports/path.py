"""Chains of relationships between two groups."""

from __future__ import annotations

import sqlite3

from store.queries.filters import EntityFilter, Listing, RelationshipFilter
from store.queries.path import LONGEST, MOST_CHAINS, paths
from store.queries.relationships import RelationshipRow
from store.records import Status
from tui.reports.lines import Opening, Part, ReportBlock, beside, blank, heading, plain
from tui.safe_text import safe_text
from tui.state import Selection
from tui.widgets.cells import Piece
from tui.wording import SIGNS, STATUS_SIGNS, VERBS, count, dates


def path_lines(connection: sqlite3.Connection, first: EntityFilter, second: EntityFilter) -> list[Part]:
    """Read the shortest chains and lay them out, each link on its own line."""
    chains = paths(connection, first.entity_id, second.entity_id)
    names = f"{safe_text(first.name, 200)} and {safe_text(second.name, 200)}"
    if not chains:
        return [plain(Piece(f" {names} are not connected by {LONGEST} relationships or fewer.", "quiet"))]
    many = f"showing the first {MOST_CHAINS}" if len(chains) == MOST_CHAINS else count(len(chains), "chain")
    lines: list[Part] = [heading(names, f"{count(len(chains[0]), 'link')}, {many}"), blank()]
    for chain in chains:
        lines += [*(_link(link) for link in chain), blank()]
    return lines


def _link(link: RelationshipRow) -> ReportBlock:
    subject, object_ = safe_text(link.subject, 200), safe_text(link.object, 200)
    sentence = f"{subject} {VERBS[link.relation]} {object_}"
    denied = f" {STATUS_SIGNS[Status.DENIED]}{link.denied}" if link.denied else ""
    facts = (
        f"{count(link.claims, 'claim')} · {count(link.outlets, 'outlet')} · {dates(link.first_date, link.last_date)}"
    )
    return beside(
        Piece(f"   {SIGNS[link.stance]} ", link.stance.value),
        [Piece(subject), Piece(f" {VERBS[link.relation]} ", link.stance.value), Piece(object_ + denied)],
        [Piece(facts, "quiet")],
        0,
        Opening((Selection(Listing.RELATIONSHIPS, RelationshipFilter(link.id, sentence)),)),
    )
