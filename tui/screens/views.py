"""What each view has to write out: its rows, as they are listed, filtered and ordered on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from textual.screen import Screen

from store.queries.articles import ArticleRow
from store.queries.claims import ClaimRow
from store.queries.filters import Listing
from store.queries.groups import GroupRow
from store.queries.listing import PAGE
from store.queries.relationships import DirectedRelationships, DirectedRow, Relationships
from tui.panes.list_pane import ListPane
from tui.reports.records import REVIEW_COLUMNS, review_record
from tui.screens.explorer import ExplorerScreen
from tui.screens.matrix import MatrixScreen
from tui.screens.reader import ReaderScreen
from tui.screens.report import ReportScreen
from tui.screens.review import ReviewScreen
from tui.widgets.windowed_list import WindowedList
from tui.writing_out import Rows, columns_of, lines, plain

_RECORDS: dict[Listing, type] = {
    Listing.ARTICLES: ArticleRow,
    Listing.GROUPS: GroupRow,
    Listing.RELATIONSHIPS: DirectedRow,
    Listing.CLAIMS: ClaimRow,
}
_LINE_WIDTH = 120


def rows_of(screen: Screen[Any]) -> Rows | None:
    """Return the rows that a screen shows, or None where it shows none."""
    if isinstance(screen, ExplorerScreen):
        return None if screen.empty else _of_pane(screen.pane)
    if isinstance(screen, ReaderScreen):
        return _of_reader(screen)
    if isinstance(screen, MatrixScreen):
        return _of_matrix(screen)
    if isinstance(screen, ReportScreen):
        return _of_report(screen)
    if isinstance(screen, ReviewScreen):
        return _of_review(screen)
    focused = screen.focused
    listed = focused if isinstance(focused, WindowedList) else next(iter(screen.query(WindowedList)), None)
    return None if listed is None else _of_list(listed, type(screen).__name__.removesuffix("Screen").lower())


def _of_pane(pane: ListPane) -> Rows | None:
    """Return every row of a pane, those not yet seen as well."""
    request, columns = pane.request, columns_of(_RECORDS[pane.listing])
    if request is None:
        return None

    def read() -> Iterator[Mapping[str, Any]]:
        source = pane.source
        if isinstance(source, Relationships):
            source = DirectedRelationships(source.names)
        with pane.connections.use("write out") as connection:
            ids = list(source.ids(connection, request.filters, request.text, request.order))
            for first in range(0, len(ids), PAGE):
                page = ids[first : first + PAGE]
                records = source.rows(connection, page)
                yield from (plain(records[row], columns) for row in page if row in records)

    return Rows(pane.listing.value, columns, read)


def _of_reader(screen: ReaderScreen) -> Rows | None:
    article, columns = screen.article, columns_of(ClaimRow)
    if article is None:
        return None
    return Rows(f"article-{article.id}-claims", columns, lambda: [plain(claim, columns) for claim in article.claims])


def _of_matrix(screen: MatrixScreen) -> Rows:
    found = screen.view.matrix
    columns = ("group", "other", "cooperative", "hostile", "outlets")

    def read() -> Iterator[Mapping[str, Any]]:
        for place, one in enumerate(found.ids):
            for further in range(place + 1, len(found.ids)):
                cell = found.cell(one, found.ids[further])
                if cell is not None:
                    values = (found.names[place], found.names[further], cell.cooperative, cell.hostile, cell.outlets)
                    yield dict(zip(columns, values, strict=True))

    return Rows("matrix", columns, read)


def _of_report(screen: ReportScreen) -> Rows:
    def read() -> Iterator[Mapping[str, Any]]:
        with screen.connections.use("write out") as connection:
            yield from screen.table.read(connection)

    return Rows(screen.heading.lower(), screen.table.columns, read)


def _of_review(screen: ReviewScreen) -> Rows:
    """Return the whole queue, those not yet seen as well."""
    ids = list(screen.rows.ids)

    def read() -> Iterator[Mapping[str, Any]]:
        with screen.connections.use("write out") as connection:
            for first in range(0, len(ids), PAGE):
                items = screen.queue.rows(connection, ids[first : first + PAGE])
                yield from (review_record(items[number]) for number in ids[first : first + PAGE] if number in items)

    return Rows("review", REVIEW_COLUMNS, read)


def _of_list(listed: WindowedList, name: str) -> Rows:
    """Return the lines of any other list as they read."""
    texts = [
        "".join(piece.text for piece in line)
        for row in listed.ids
        if row in listed.records
        for line in listed.lines_of(listed.records[row], _LINE_WIDTH)
    ]
    return Rows(name, ("line",), lambda: lines(texts))
