"""A report over the whole screen: lines, some of which open their sentences."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.screen import Screen

from store.queries.connections import Connections
from tui.commands import Place
from tui.keys import bindings
from tui.messages import StoreFailed
from tui.reports.lines import Opening, Part, ReportLine, laid_out
from tui.safe_text import safe_text
from tui.widgets.cells import Piece
from tui.widgets.footer import CommandFooter
from tui.widgets.windowed_list import WindowedList
from tui.workers import AsksStore

if TYPE_CHECKING:
    from store.journal import Entry
    from tui.reports.records import Table

Question = Callable[[sqlite3.Connection], Sequence[Part]]


class ReportRead(Message, bubble=False):
    """The lines are there."""

    def __init__(self, parts: Sequence[Part]) -> None:
        super().__init__()
        self.parts = parts


class ReportScreen(AsksStore, Screen[Opening | None]):
    """Shows the lines that a question to the store gives. It ends with what to open, or None."""

    BINDINGS = bindings(Place.REPORT)
    AUTO_FOCUS = ""
    places: ClassVar = (Place.REPORT, Place.LIST)

    def __init__(self, connections: Connections, title: str, question: Question, table: Table) -> None:
        """Show what ``question`` gives; ``table`` is the same for writing it out."""
        super().__init__()
        self.connections, self.heading, self._question, self.table = connections, title, question, table
        self.lines = WindowedList(self._line, id="report")
        self.read = False
        self._parts: Sequence[Part] = ()
        self._laid_out_for = 0

    def compose(self) -> ComposeResult:
        with Vertical(id="report-box") as box:
            box.border_subtitle = "Esc goes back"
            yield self.lines
        yield CommandFooter()

    def on_mount(self) -> None:
        self.query_one("#report-box").border_title = self.heading
        self.lines.add_records({0: ReportLine(lambda _width: [Piece(" reading …", "quiet")])})
        self.lines.set_ids(array("q", [0]))
        self.lines.focus()
        self.ask("report", self._ask)

    def _ask(self) -> None:
        self.answer(self.connections, "report", lambda connection: ReportRead(self._question(connection)))

    def show_curated(self, entries: Sequence[Entry]) -> None:
        """Make the report anew after steps of curation."""
        if entries:
            self.ask("report", self._ask)

    @on(StoreFailed)
    def _tell_failure(self, message: StoreFailed) -> None:
        self.notify(safe_text(message.reason), title="The report cannot be made", severity="error", markup=False)

    @on(ReportRead)
    def _show(self, message: ReportRead) -> None:
        keep, self.read = self.read, True
        self._parts = message.parts
        self._lay_out(keep=keep)

    def on_resize(self) -> None:
        """Break the lines anew for another width."""
        if self.read and self._width != self._laid_out_for:
            self._lay_out(keep=True)

    @property
    def _width(self) -> int:
        return self.lines.scrollable_content_region.width or self.app.size.width - 3

    def _lay_out(self, *, keep: bool) -> None:
        self._laid_out_for = self._width
        lines = laid_out(self._parts, self._laid_out_for)
        self.lines.records.clear()
        self.lines.records.update(enumerate(lines))
        self.lines.forget_strips()
        self.lines.set_ids(array("q", range(len(lines))), keep=keep, near=True)

    @staticmethod
    def _line(line: ReportLine, width: int) -> Sequence[Sequence[Piece]]:
        return [line.build(width)]

    @on(WindowedList.Moved)
    @on(WindowedList.Wanted)
    def _nothing_follows(self, event: WindowedList.Moved | WindowedList.Wanted) -> None:
        event.stop()

    @on(WindowedList.Chosen)
    def _chosen(self, event: WindowedList.Chosen) -> None:
        event.stop()
        self.action_open_line()

    def action_open_line(self) -> None:
        line: ReportLine | None = self.lines.current_record
        if line is not None and line.opens is not None:
            self.dismiss(line.opens)

    def action_next_line(self) -> None:
        self._step(1)

    def action_previous_line(self) -> None:
        self._step(-1)

    def _step(self, step: int) -> None:
        """Go to the next line that opens something."""
        place = self.lines.cursor + step
        while 0 <= place < len(self.lines.ids):
            line: ReportLine = self.lines.records[self.lines.ids[place]]
            if line.opens is not None:
                self.lines.cursor = place
                return
            place += step

    def action_back(self) -> None:
        self.dismiss(None)
