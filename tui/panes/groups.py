"""The Groups pane: name, kind, counts of articles and claims."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from store.queries.filters import Filter, Listing
from store.queries.listing import PARTS
from tui.commands import Place
from tui.keys import bindings
from tui.panes.list_pane import ListPane
from tui.safe_text import safe_text
from tui.widgets.cells import Piece, fit
from tui.wording import KIND_SIGNS, KINDS, dates, sparkline

if TYPE_CHECKING:
    from store.queries.groups import GroupRow

_KIND = 12
_ARTICLES, _CLAIMS = 9, 8
_DATES = 19


class GroupsPane(ListPane):
    """Groups, those with most claims first."""

    BINDINGS = bindings(Place.GROUPS, "screen.")
    listing: ClassVar = Listing.GROUPS
    number: ClassVar = 2

    def heads(self, width: int) -> Sequence[Piece]:
        room = self._widths(width)
        pieces = [Piece("   "), self.head(fit("name", room.name), "name"), Piece(" ")]
        if room.kind:
            pieces += [self.head(fit("kind", room.kind), "kind"), Piece(" ")]
        if room.articles:
            pieces += [self.head(fit("articles", room.articles, right=True), "articles")]
        if room.claims:
            pieces += [self.head(fit("claims", room.claims, right=True), "claims")]
        if room.activity:
            pieces += [Piece("  " + fit("over time", room.activity))]
        if room.dates:
            pieces += [Piece("  "), self.head(fit("first", 10), "first"), self.head(fit("last seen", 9), "last")]
        return pieces

    def lines(self, record: GroupRow, width: int) -> Sequence[Sequence[Piece]]:
        room = self._widths(width)
        line = [
            Piece(f" {KIND_SIGNS[record.kind]} ", "quiet"),
            Piece(fit(safe_text(record.name, 300), room.name)),
            Piece(" "),
        ]
        if room.kind:
            line += [Piece(fit(KINDS[record.kind], room.kind), "quiet"), Piece(" ")]
        if room.articles:
            line += [Piece(fit(f"{record.articles:,}", room.articles, right=True), "quiet")]
        if room.claims:
            line += [Piece(fit(f"{record.claims:,}", room.claims, right=True))]
        if room.activity:
            line += [Piece("  " + sparkline(self.activity.get(record.id), room.activity), "accent")]
        if room.dates:
            line += [Piece("  "), Piece(fit(dates(record.first_date, record.last_date), room.dates), "quiet")]
        return [line]

    def filter_of(self, record: GroupRow) -> Filter:
        from store.queries.filters import EntityFilter

        return EntityFilter(record.id, record.name)

    def activity_width(self, width: int) -> int:
        # Bars before dates where there is room for one of them only and no room to spare.
        return self.room_for("activity", PARTS if 64 <= width < 76 or width >= 90 else 0)

    def _widths(self, width: int) -> _Widths:
        kind = self.room_for("kind", _KIND if width >= 52 else 0)
        articles, claims = self.room_for("articles", _ARTICLES), self.room_for("claims", _CLAIMS)
        seen = self.room_for("dates", _DATES if width >= 76 else 0)
        bars = self.activity_width(width)
        taken = (
            5 + (kind + 1 if kind else 0) + articles + claims + (bars + 2 if bars else 0) + (seen + 2 if seen else 0)
        )
        return _Widths(max(6, width - taken), kind, articles, claims, bars, seen)


class _Widths(NamedTuple):
    """The widths of the columns, 0 where there is no room or none is wanted."""

    name: int
    kind: int
    articles: int
    claims: int
    activity: int
    dates: int
