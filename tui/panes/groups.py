"""The Groups pane: name, kind, counts of articles and claims."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from store.queries.filters import EntityFilter, Filter, Listing
from store.queries.groups import GroupRow
from tui.commands import Place
from tui.keys import bindings
from tui.panes.list_pane import ListPane
from tui.safe_text import safe_text
from tui.widgets.cells import Piece, fit
from tui.wording import KIND_SIGNS, KINDS, dates

_KIND = 12
_ARTICLES, _CLAIMS = 9, 8
_DATES = 19


class GroupsPane(ListPane):
    """Groups, those with most claims first."""

    BINDINGS = bindings(Place.GROUPS, "screen.")
    listing: ClassVar = Listing.GROUPS
    number: ClassVar = 2

    def heads(self, width: int) -> Sequence[Piece]:
        name, kind, seen = _widths(width)
        pieces = [Piece("   "), self.head(fit("name", name), "name"), Piece(" ")]
        if kind:
            pieces += [self.head(fit("kind", kind), "kind"), Piece(" ")]
        pieces += [self.head(fit("articles", _ARTICLES, right=True), "articles")]
        pieces += [self.head(fit("claims", _CLAIMS, right=True), "claims")]
        if seen:
            pieces += [Piece("  "), self.head(fit("first and last seen", seen), "last")]
        return pieces

    def lines(self, record: GroupRow, width: int) -> Sequence[Sequence[Piece]]:
        name, kind, seen = _widths(width)
        line = [
            Piece(f" {KIND_SIGNS[record.kind]} ", "quiet"),
            Piece(fit(safe_text(record.name, 300), name)),
            Piece(" "),
        ]
        if kind:
            line += [Piece(fit(KINDS[record.kind], kind), "quiet"), Piece(" ")]
        line += [Piece(fit(f"{record.articles:,}", _ARTICLES, right=True), "quiet")]
        line += [Piece(fit(f"{record.claims:,}", _CLAIMS, right=True))]
        if seen:
            line += [Piece("  "), Piece(fit(dates(record.first_date, record.last_date), seen), "quiet")]
        return [line]

    def filter_of(self, record: GroupRow) -> Filter:
        return EntityFilter(record.id, record.name)


def _widths(width: int) -> tuple[int, int, int]:
    """Return the widths of name, kind and dates (0 where there is no room)."""
    kind = _KIND if width >= 52 else 0
    seen = _DATES if width >= 76 else 0
    taken = 5 + (kind + 1 if kind else 0) + _ARTICLES + _CLAIMS + (seen + 2 if seen else 0)
    return max(6, width - taken), kind, seen
