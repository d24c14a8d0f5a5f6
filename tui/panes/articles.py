"""The Articles pane: date, outlet, title."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from store.queries.articles import ArticleRow
from store.queries.filters import ArticleFilter, Filter, Listing
from tui.commands import Place
from tui.keys import bindings
from tui.panes.list_pane import ListPane
from tui.safe_text import safe_text
from tui.widgets.cells import Piece, fit

_DATE = 10
_CLAIMS = 6


class ArticlesPane(ListPane):
    """Articles, newest first."""

    BINDINGS = bindings(Place.ARTICLES, "screen.")
    listing: ClassVar = Listing.ARTICLES
    number: ClassVar = 1

    def heads(self, width: int) -> Sequence[Piece]:
        outlet, title = _widths(width)
        pieces = [Piece(" "), self.head(fit("date", _DATE), "date"), Piece("  ")]
        if outlet:
            pieces += [self.head(fit("outlet", outlet), "outlet"), Piece("  ")]
        pieces += [self.head(fit("title", title), "title")]
        if outlet:
            pieces += [Piece(" "), self.head(fit("claims", _CLAIMS, right=True), "claims")]
        return pieces

    def lines(self, record: ArticleRow, width: int) -> Sequence[Sequence[Piece]]:
        outlet, title = _widths(width)
        line = [Piece(" "), Piece(fit(safe_text(record.date, 40) or "undated", _DATE), "quiet"), Piece("  ")]
        if outlet:
            line += [Piece(fit(safe_text(record.outlet, 200) or "–", outlet), "quiet"), Piece("  ")]
        line += [Piece(fit(safe_text(record.title, 400).strip() or "(no title)", title))]
        if outlet:
            line += [Piece(fit(str(record.claims) if record.claims else "", _CLAIMS + 1, right=True), "quiet")]
        return [line]

    def filter_of(self, record: ArticleRow) -> Filter:
        return ArticleFilter(record.id, record.title)


def _widths(width: int) -> tuple[int, int]:
    """Return the widths of outlet (0 where there is no room) and title."""
    outlet = 0 if width < 64 else min(24, width // 5)
    return outlet, max(4, width - 1 - _DATE - 2 - (outlet + 2 + _CLAIMS + 2 if outlet else 1))
