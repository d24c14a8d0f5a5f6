"""The matrix of who stands how to whom; Enter on a cell opens its sentences."""

from __future__ import annotations

from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Region, Size, Spacing
from textual.message import Message
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.strip import Strip

from store.queries.connections import Connections
from store.queries.filters import Filters, Listing, PairFilter
from store.queries.matrix import MOST_EVER, MOST_GROUPS, Matrix, matrix
from tui.commands import Place
from tui.keys import bindings
from tui.messages import StoreFailed
from tui.reports.lines import Opening
from tui.reports.matrix import MANY_OUTLETS, mark
from tui.safe_text import safe_text
from tui.state import Selection
from tui.widgets.cells import fit, width_of
from tui.widgets.footer import CommandFooter
from tui.widgets.parts import style_of
from tui.wording import count, showing
from tui.workers import AsksStore

_CELL: Final = 3
_MOST_NAME: Final = 26
_HEAD: Final = 2
_HUNDRED: Final = 100
_FEWEST: Final = 4
_LONG: Final = 9
"""Figures that no number of groups has."""


class MatrixView(ScrollView, can_focus=True):
    """Rows and columns of numbered groups; names stand at the rows, numbers over the columns."""

    BINDINGS = bindings(Place.GRID, "screen.")

    def __init__(self) -> None:
        super().__init__(id="matrix")
        self.matrix = Matrix((), (), {}, 0)
        self.row = self.column = 0
        self._names: list[str] = []
        self._name_width = 8
        self._styles: dict[str, Style] = {}

    def show(self, found: Matrix) -> None:
        """Show a matrix from its first cell, or with the cursor on the two groups on which it stood."""
        old = self.matrix.ids
        here = [old[self.row], old[self.column]] if old else []
        self.matrix = found
        self._names = [safe_text(name, 100) for name in found.names]
        self._name_width = max(8, min(_MOST_NAME, max((width_of(name) for name in self._names), default=8)))
        self.virtual_size = Size(self._left + len(found.ids) * _CELL + 1, len(found.ids) + _HEAD)
        if here and all(entity in found.ids for entity in here):
            self.move(found.ids.index(here[0]), found.ids.index(here[1]))
        else:
            self.move(0, min(1, len(found.ids) - 1))

    @property
    def _left(self) -> int:
        return self._name_width + 6

    def move(self, row: int, column: int) -> None:
        """Put the cursor on a cell and bring it into view."""
        last = len(self.matrix.ids) - 1
        self.row, self.column = max(0, min(row, last)), max(0, min(column, last))
        cell = Region(self._left + self.column * _CELL, self.row + _HEAD, _CELL, 1)
        self.scroll_to_region(cell, spacing=Spacing(_HEAD, 0, 0, self._left), animate=False, force=True)
        self.refresh()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles.clear()

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        offset = self.scroll_offset
        # The heads stay where they are while the cells scroll below and beside them.
        line = y if y < _HEAD else y + offset.y
        row = line - _HEAD
        if row >= len(self.matrix.ids):
            return Strip.blank(width, self._style(""))
        head = Strip(self._head(line, row)).adjust_cell_length(self._left, self._style(""))
        cells = Strip(self._numbers(line) if line < _HEAD else self._cells(row))
        return Strip.join([head, cells.crop(offset.x, offset.x + max(0, width - self._left))]).adjust_cell_length(
            width, self._style("")
        )

    def _head(self, line: int, row: int) -> list[Segment]:
        if line < _HEAD:
            return [Segment(" " * self._left, self._style(""))]
        style = self._style("strong accent" if row == self.row else "")
        return [
            Segment(f" {row + 1:>3} ", self._style("quiet")),
            Segment(fit(self._names[row], self._name_width) + " ", style),
        ]

    def _numbers(self, line: int) -> list[Segment]:
        # Hundreds stand above the rest, for three figures would run into those beside them.
        numbers = range(1, len(self.matrix.ids) + 1)
        if len(numbers) < _HUNDRED:
            written = [f"{number:>{_CELL}}" if line else " " * _CELL for number in numbers]
        elif line:
            written = [f" {number % _HUNDRED:02}" if number >= _HUNDRED else f"{number:>{_CELL}}" for number in numbers]
        else:
            written = [f" {number // _HUNDRED} " if number >= _HUNDRED else " " * _CELL for number in numbers]
        return [
            Segment(text, self._style("strong accent" if column == self.column else "quiet"))
            for column, text in enumerate(written)
        ]

    def _cells(self, row: int) -> list[Segment]:
        ids = self.matrix.ids
        segments = []
        for column, other in enumerate(ids):
            sign, part = ("╲", "quiet") if column == row else mark(self.matrix.cell(ids[row], other))
            here = "cursor" if (row, column) == (self.row, self.column) else ""
            across = "blurred" if not here and (row == self.row or column == self.column) else ""
            segments.append(Segment(f" {sign} ", self._style(f"{here} {across} {part}")))
        return segments

    def _style(self, parts: str) -> Style:
        style = self._styles.get(parts)
        if style is None:
            style = self._styles[parts] = style_of(self, parts)
        return style

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None or offset.x < self._left or offset.y < _HEAD:
            return
        row, column = offset.y + self.scroll_offset.y - _HEAD, (offset.x + self.scroll_offset.x - self._left) // _CELL
        again = (row, column) == (self.row, self.column)
        self.move(row, column)
        self.post_message(self.Clicked(again))

    class Clicked(Message):
        """A cell was clicked; ``again`` where the cursor stood on it already."""

        def __init__(self, again: bool) -> None:
            super().__init__()
            self.again = again


def _number(text: str) -> int:
    """Return a number of groups that a matrix can show, 0 for anything else."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < _LONG else 0
    return number if _FEWEST <= number <= MOST_EVER else 0


class MatrixRead(Message, bubble=False):
    """The matrix is there."""

    def __init__(self, found: Matrix) -> None:
        super().__init__()
        self.found = found


class MatrixScreen(AsksStore, Screen[Opening | None]):
    """The matrix of what passes some filters. It ends with what to open, or None."""

    AUTO_FOCUS = ""
    places: ClassVar = (Place.GRID,)

    def __init__(self, connections: Connections, filters: Filters) -> None:
        super().__init__()
        self._connections, self._filters = connections, filters
        self.view = MatrixView()
        self.read = False
        self.most = MOST_GROUPS

    def compose(self) -> ComposeResult:
        with Vertical(id="report-box") as box:
            box.border_title = "Matrix"
            box.border_subtitle = "reading …"
            yield self.view
        yield CommandFooter()

    def on_mount(self) -> None:
        self.view.focus()
        self.ask("matrix", self._ask)

    def _ask(self) -> None:
        most = self.most
        self.answer(self._connections, "report", lambda connection: MatrixRead(matrix(connection, self._filters, most)))

    @on(StoreFailed)
    def _tell_failure(self, message: StoreFailed) -> None:
        self.notify(message.reason, title="The matrix cannot be made", severity="error", markup=False)

    @on(MatrixRead)
    def _show(self, message: MatrixRead) -> None:
        self.read = True
        self.view.show(message.found)
        self._tell()

    def _tell(self) -> None:
        """Say in words what the cell under the cursor shows."""
        found, view = self.view.matrix, self.view
        box = self.query_one("#report-box")
        shown = f"{showing(len(found.ids), found.total)} groups"
        if len(found.ids) < self.most and len(found.ids) < found.total:
            shown += ", nothing told of the rest"
        box.border_subtitle = f"{shown} · o cooperative · x hostile · ± both · ● X {MANY_OUTLETS}+ outlets"
        if not found.ids:
            box.border_title = "Matrix: no two groups here fight or back each other"
            return
        one, other = view.row, view.column
        cell = found.cell(found.ids[one], found.ids[other])
        told = "nothing told"
        if one == other:
            told = "itself"
        elif cell is not None:
            told = f"{count(cell.cooperative, 'cooperative claim')}, {count(cell.hostile, 'hostile claim')}"
        # Names come from articles: as content, their brackets are no markup.
        box.border_title = Content(f"{view._names[one]} – {view._names[other]}: {told}")

    def _move(self, down: int, right: int) -> None:
        if self.view.matrix.ids:
            self.view.move(self.view.row + down, self.view.column + right)
            self._tell()

    def _show_most(self, most: int) -> None:
        most = max(_FEWEST, min(most, MOST_EVER))
        if most != self.most:
            self.most = most
            self.query_one("#report-box").border_subtitle = "reading …"
            self.ask("matrix", self._ask)

    def action_more(self) -> None:
        self._show_most(self.most * 2)

    def action_fewer(self) -> None:
        self._show_most(min(self.most, len(self.view.matrix.ids)) // 2)

    def action_how_many(self) -> None:
        from tui.screens.ask import AskScreen

        def check(text: str) -> str:
            return "" if _number(text) else f"a number from {_FEWEST} to {MOST_EVER}"

        def said(text: str | None) -> None:
            if text is not None:
                self._show_most(_number(text))

        self.app.push_screen(AskScreen("How many groups, those with most claims", str(self.most), check=check), said)

    def action_page_down(self) -> None:
        self._move(self._page, 0)

    def action_page_up(self) -> None:
        self._move(-self._page, 0)

    def action_first(self) -> None:
        self._move(-MOST_EVER, 0)

    def action_last(self) -> None:
        self._move(MOST_EVER, 0)

    @property
    def _page(self) -> int:
        return max(1, self.view.scrollable_content_region.height - _HEAD - 1)

    def action_cursor_up(self) -> None:
        self._move(-1, 0)

    def action_cursor_down(self) -> None:
        self._move(1, 0)

    def action_cursor_left(self) -> None:
        self._move(0, -1)

    def action_cursor_right(self) -> None:
        self._move(0, 1)

    @on(MatrixView.Clicked)
    def _clicked(self, message: MatrixView.Clicked) -> None:
        message.stop()
        self._tell()
        if message.again:
            self.action_open_cell()

    def action_open_cell(self) -> None:
        found, view = self.view.matrix, self.view
        if not found.ids or view.row == view.column:
            return
        one, other = found.ids[view.row], found.ids[view.column]
        if found.cell(one, other) is not None:
            names = f"{found.names[view.row]} and {found.names[view.column]}"
            self.dismiss(Opening((Selection(Listing.GROUPS, PairFilter(one, other, names)),)))

    def action_back(self) -> None:
        self.dismiss(None)
