"""Reports as tables: what a report tells, as records to write out."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from store.journal import entries
from store.queries.claims import ClaimRow
from store.queries.contested import contested
from store.queries.filters import EntityFilter, Filters
from store.queries.path import paths
from store.queries.profile import profile
from store.queries.relationships import DirectedRow
from store.queries.review import DoubtfulClaim, DoubtfulPair
from store.queries.timeline import timeline
from store.records import Stance
from tui.reports.contested import contested_claims
from tui.steps import told
from tui.writing_out import columns_of, plain

Record = Mapping[str, Any]
_ALL_STEPS: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a report and what reads its records, which have the columns as keys."""

    columns: tuple[str, ...]
    read: Callable[[sqlite3.Connection], Iterator[Record]]


def timeline_table(filters: Filters) -> Table:
    """Return a month to a row: claims by stance, and the turning points."""
    return Table(("month", *(stance.value for stance in Stance), "marks"), partial(_timeline, filters))


def _timeline(filters: Filters, connection: sqlite3.Connection) -> Iterator[Record]:
    for month in timeline(connection, filters).months:
        counts = {stance.value: month.counts[stance] for stance in Stance}
        marks = [f"{mark.subject} {mark.relation.value} {mark.object}" for mark in month.marks]
        yield {"month": month.month} | counts | {"marks": marks}


def contested_table(filters: Filters) -> Table:
    """Return two rows for each contradiction, the claims of either side, with the number of the contradiction."""
    return Table(("contradiction", "sort", *columns_of(ClaimRow)), partial(_contested, filters))


def _contested(filters: Filters, connection: sqlite3.Connection) -> Iterator[Record]:
    found = contested(connection, filters)
    claims = contested_claims(connection, found)
    for number, each in enumerate(found, 1):
        for side in (each.one_claim, each.other_claim):
            if side in claims:
                yield {"contradiction": number, "sort": each.sort.value} | plain(claims[side], columns_of(ClaimRow))


def path_table(first: EntityFilter, second: EntityFilter) -> Table:
    """Return a link to a row, with the numbers of its chain and of its place there."""
    return Table(("chain", "link", *columns_of(DirectedRow)), partial(_path, first, second))


def _path(first: EntityFilter, second: EntityFilter, connection: sqlite3.Connection) -> Iterator[Record]:
    for number, chain in enumerate(paths(connection, first.entity_id, second.entity_id), 1):
        for place, link in enumerate(chain, 1):
            yield {"chain": number, "link": place} | plain(link, columns_of(DirectedRow))


def profile_table(entity_id: int) -> Table:
    """Return a relationship of a group to a row, seen from the group."""
    columns = (
        "group relation stance outward other_id other other_kind claims outlets denied first_date last_date"
    ).split()
    return Table(tuple(columns), partial(_profile, entity_id))


def _profile(entity_id: int, connection: sqlite3.Connection) -> Iterator[Record]:
    found = profile(connection, entity_id)
    for tie in found.ties if found is not None else ():
        assert found is not None
        columns = "relation stance outward other_id other other_kind claims outlets denied first_date last_date"
        yield {"group": found.group.name} | plain(tie, columns.split())


def journal_table() -> Table:
    """Return a step of curation to a row, the latest first."""
    return Table(("step", "at", "undone", "what"), _journal)


def _journal(connection: sqlite3.Connection) -> Iterator[Record]:
    for entry in entries(connection, _ALL_STEPS):
        yield {"step": entry.id, "at": entry.at, "undone": bool(entry.undone), "what": told(entry)}


REVIEW_COLUMNS: Final = tuple(
    "waits id subject relation object status confidence said_by date outlet title address evidence why".split()
)
_OF_CLAIM: Final = REVIEW_COLUMNS[1:-1]


def review_record(item: DoubtfulClaim | DoubtfulPair) -> Record:
    """Return what waits for a verdict as a row: a claim, or a suggestion to merge its subject into its object."""
    if isinstance(item, DoubtfulClaim):
        return {"waits": "claim"} | plain(item.claim, _OF_CLAIM) | {"why": [*item.why, item.confidence_why]}
    found = item.suggestion
    names = {"subject": found.goes, "relation": "may be", "object": found.stays}
    told = {"waits": "merge", "id": found.id, "why": [f"{found.why} (score {found.score:.2f})"]}
    return dict.fromkeys(REVIEW_COLUMNS) | names | told
