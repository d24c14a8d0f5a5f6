"""The Relationships pane: sentences with a sign, counts of claims and of outlets, first and last date."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from store.queries.filters import Filter, Listing
from store.queries.listing import PARTS
from store.vocabulary import Status
from tui.commands import Place
from tui.keys import bindings
from tui.panes.list_pane import ListPane
from tui.safe_text import safe_text
from tui.widgets.cells import Piece, fit, width_of
from tui.wording import SIDED_SIGNS, STATUS_SIGNS, VERBS, dates, short_dates, sparkline

if TYPE_CHECKING:
    from store.queries.relationships import RelationshipRow

_CLAIMS, _OUTLETS = 7, 8
_DATES, _SHORT_DATES = 17, 10


class _Widths(NamedTuple):
    """The widths of the columns, 0 where there is no room or none is wanted."""

    sentence: int
    claims: int
    outlets: int
    activity: int
    dates: int


class RelationshipsPane(ListPane):
    """Relationships, those with most claims first."""

    BINDINGS = bindings(Place.RELATIONSHIPS, "screen.")
    listing: ClassVar = Listing.RELATIONSHIPS
    number: ClassVar = 3

    def heads(self, width: int) -> Sequence[Piece]:
        room = self._widths(width)
        pieces = [
            Piece(" "),
            self.head(fit("+ ×", 3), "stance"),
            Piece(" "),
            self.head(fit("who does what to whom", room.sentence), "sentence"),
        ]
        if room.claims:
            pieces += [self.head(fit("claims", room.claims, right=True), "claims")]
        if room.outlets:
            pieces += [self.head(fit("outlets", room.outlets, right=True), "outlets")]
        if room.activity:
            pieces += [Piece("  " + fit("over time", room.activity))]
        if room.dates == _DATES:
            pieces += [Piece("  "), self.head(fit("first", 10), "first"), self.head(fit("last", _DATES - 10), "last")]
        elif room.dates:
            pieces += [Piece("  "), self.head(fit("dates", room.dates), "last")]
        return pieces

    def lines(self, record: RelationshipRow, width: int) -> Sequence[Sequence[Piece]]:
        room = self._widths(width)
        written = dates if room.dates == _DATES else short_dates
        line = [Piece(f" {SIDED_SIGNS[record.stance]} ", record.stance.value), *_sentence(record, room.sentence)]
        if room.claims:
            line += [Piece(fit(f"{record.claims:,}", room.claims, right=True))]
        if room.outlets:
            line += [Piece(fit(f"{record.outlets:,}", room.outlets, right=True), "quiet")]
        if room.activity:
            line += [Piece("  " + sparkline(self.activity.get(record.id), room.activity), record.stance.value)]
        if room.dates:
            line += [Piece("  "), Piece(fit(written(record.first_date, record.last_date), room.dates), "quiet")]
        return [line]

    def activity_width(self, width: int) -> int:
        return self.room_for("activity", PARTS if width >= 100 else 0)

    def filter_of(self, record: RelationshipRow) -> Filter:
        from store.queries.filters import RelationshipFilter

        return RelationshipFilter(record.id, sentence_of(record))

    def _widths(self, width: int) -> _Widths:
        claims, outlets = self.room_for("claims", _CLAIMS), self.room_for("outlets", _OUTLETS)
        seen = self.room_for("dates", _DATES if width >= 84 else _SHORT_DATES if width >= 56 else 0)
        bars = self.activity_width(width)
        taken = 6 + claims + outlets + (bars + 2 if bars else 0) + (seen + 2 if seen else 0)
        return _Widths(max(8, width - taken), claims, outlets, bars, seen)


def sentence_of(record: RelationshipRow) -> str:
    """Return who does what to whom in words."""
    return f"{safe_text(record.subject, 300)} {VERBS[record.relation]} {safe_text(record.object, 300)}"


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
