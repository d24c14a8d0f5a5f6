"""The Relationships pane: sentences with a sign, counts of claims and of outlets, first and last date."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from store.queries.filters import Filter, Listing, RelationshipFilter
from store.queries.relationships import RelationshipRow
from store.records import Status
from tui.commands import Place
from tui.keys import bindings
from tui.panes.list_pane import ListPane
from tui.safe_text import safe_text
from tui.widgets.cells import Piece, fit, width_of
from tui.wording import SIDED_SIGNS, STATUS_SIGNS, VERBS, dates, short_dates

_CLAIMS, _OUTLETS = 7, 8
_DATES, _SHORT_DATES = 17, 10


class RelationshipsPane(ListPane):
    """Relationships, those with most claims first."""

    BINDINGS = bindings(Place.RELATIONSHIPS, "screen.")
    listing: ClassVar = Listing.RELATIONSHIPS
    number: ClassVar = 3

    def heads(self, width: int) -> Sequence[Piece]:
        sentence, seen = _widths(width)
        pieces = [
            Piece(" "),
            self.head(fit("+ ×", 3), "stance"),
            Piece(" "),
            self.head(fit("who does what to whom", sentence), "sentence"),
        ]
        pieces += [self.head(fit("claims", _CLAIMS, right=True), "claims")]
        pieces += [self.head(fit("outlets", _OUTLETS, right=True), "outlets")]
        if seen:
            pieces += [Piece("  "), self.head(fit("first and last" if seen == _DATES else "dates", seen), "last")]
        return pieces

    def lines(self, record: RelationshipRow, width: int) -> Sequence[Sequence[Piece]]:
        sentence, seen = _widths(width)
        written = dates if seen == _DATES else short_dates
        line = [Piece(f" {SIDED_SIGNS[record.stance]} ", record.stance.value), *_sentence(record, sentence)]
        line += [Piece(fit(f"{record.claims:,}", _CLAIMS, right=True))]
        line += [Piece(fit(f"{record.outlets:,}", _OUTLETS, right=True), "quiet")]
        if seen:
            line += [Piece("  "), Piece(fit(written(record.first_date, record.last_date), seen), "quiet")]
        return [line]

    def filter_of(self, record: RelationshipRow) -> Filter:
        words = f"{safe_text(record.subject, 300)} {VERBS[record.relation]} {safe_text(record.object, 300)}"
        return RelationshipFilter(record.id, words)


def _sentence(record: RelationshipRow, width: int) -> list[Piece]:
    """Return subject, verb and object in ``width`` cells; where they are too long, both names give way alike."""
    subject, object_ = safe_text(record.subject, 300), safe_text(record.object, 300)
    verb = f" {VERBS[record.relation]} "
    mark = ""
    if record.denied == record.claims:
        mark = f" {STATUS_SIGNS[Status.DENIED]} denied"
    elif record.planned == record.claims:
        mark = f" {STATUS_SIGNS[Status.PLANNED]} planned"
    elif record.denied:
        mark = f" {STATUS_SIGNS[Status.DENIED]}{record.denied:,}"
    if width_of(subject + verb + object_ + mark) > width and " " in mark.strip():
        mark = mark[:2]  # the sign alone, where the word would cost the names their letters
    room = width - width_of(verb) - width_of(mark)
    if room < 8:
        return [Piece(fit(subject + verb + object_, width))]
    first, second = width_of(subject), width_of(object_)
    if first + second > room:
        first = min(first, max(room // 2, room - second))
        second = room - first
    pieces = [
        Piece(fit(subject, first)),
        Piece(verb, record.stance.value),
        Piece(fit(object_, second)),
        Piece(mark, "quiet"),
    ]
    rest = room - first - second
    return [*pieces, Piece(" " * rest)] if rest > 0 else pieces


def _widths(width: int) -> tuple[int, int]:
    """Return the widths of the sentence and of the dates (0 where there is no room)."""
    seen = _DATES if width >= 84 else _SHORT_DATES if width >= 56 else 0
    return max(8, width - 5 - _CLAIMS - _OUTLETS - (seen + 2 if seen else 0) - 1), seen
