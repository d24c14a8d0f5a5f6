"""The Articles pane: date, outlet, title."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from store.errors import StoreError
from store.queries.connections import Superseded
from store.queries.filters import Filter, Listing
from tui.commands import Place
from tui.keys import bindings
from tui.panes.list_pane import ListPane
from tui.safe_text import safe_text
from tui.state import Request
from tui.widgets.cells import Piece, fit
from tui.wording import count, shown_date

if TYPE_CHECKING:
    from store.queries.articles import ArticleRow

_DATE = 10
_CLAIMS = 6
_ROOM_FOR_COPIES = 24


class ArticlesPane(ListPane):
    """Articles, newest first."""

    BINDINGS = bindings(Place.ARTICLES, "screen.")
    listing: ClassVar = Listing.ARTICLES
    number: ClassVar = 1

    def heads(self, width: int) -> Sequence[Piece]:
        outlet, title, claims = self._widths(width)
        pieces = [Piece(" "), self.head(fit("date", _DATE), "date"), Piece("  ")]
        if outlet:
            pieces += [self.head(fit("outlet", outlet), "outlet"), Piece("  ")]
        pieces += [self.head(fit("title", title), "title")]
        if claims:
            pieces += [Piece(" "), self.head(fit("claims", claims, right=True), "claims")]
        return pieces

    def lines(self, record: ArticleRow, width: int) -> Sequence[Sequence[Piece]]:
        outlet, title, claims = self._widths(width)
        date = shown_date(safe_text(record.date, 40)) or "undated"
        line = [Piece(" "), Piece(fit(date, _DATE), "quiet"), Piece("  ")]
        if outlet:
            line += [Piece(fit(safe_text(record.outlet, 200) or "–", outlet), "quiet"), Piece("  ")]
        mark = _copies(record) if title >= _ROOM_FOR_COPIES else ""
        line += [Piece(fit(safe_text(record.title, 400).strip() or "(no title)", title - len(mark)))]
        if mark:
            line += [Piece(mark, "quiet")]
        if claims:
            line += [Piece(fit(str(record.claims) if record.claims else "", claims + 1, right=True), "quiet")]
        return [line]

    async def start_typing(self, text: str) -> None:
        """Open the line for the typed filter, and read meanwhile what its first letters are looked for in."""
        if self.request is not None:
            self.ask(f"{self.listing}-first", partial(self._prepare, self.request))
        await super().start_typing(text)

    def _prepare(self, request: Request) -> None:
        source = self.source
        try:
            with self.connections.use(f"{self.listing}-first") as connection:
                source.prepare(connection, request.filters, request.order)  # type: ignore[attr-defined]
        except (Superseded, StoreError):
            return

    def filter_of(self, record: ArticleRow) -> Filter:
        from store.queries.filters import ArticleFilter

        return ArticleFilter(record.id, record.title)

    def _widths(self, width: int) -> tuple[int, int, int]:
        """Return the widths of outlet, title and claims (0 where there is no room, or none is wanted)."""
        outlet = self.room_for("outlet", 0 if width < 64 else min(24, width // 5))
        claims = self.room_for("claims", 0 if width < 64 else _CLAIMS)
        taken = 1 + _DATE + 2 + (outlet + 2 if outlet else 0) + (claims + 2 if claims else 1)
        return outlet, max(4, width - taken), claims


def _copies(record: ArticleRow) -> str:
    """Return the mark of a story with copies: how many more printed it, or that this one is such a copy."""
    if not record.copies:
        return ""
    return f" +{count(record.copies, 'copy', 'copies')}" if record.first else " copy"
