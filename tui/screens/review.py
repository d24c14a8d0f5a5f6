"""Review: what was read with little confidence and who may be one, as a queue of decisions."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Sequence
from functools import partial
from itertools import count as count_up
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.message import Message

from store.queries.claims import Claims
from store.queries.connections import Connections
from store.queries.filters import EntityFilter, Filters
from store.queries.listing import Order
from store.queries.name_filter import NameFilter
from store.queries.review import Doubt, DoubtfulClaim, DoubtfulPair, ReviewQueue
from tui.commands import Place
from tui.keys import bindings
from tui.messages import RecordsRead, StoreFailed
from tui.reports.review import Queued, detail_lines, row_pieces
from tui.safe_text import safe_text
from tui.screens.deciding import Decides
from tui.state import Crumb
from tui.widgets.breadcrumb import Breadcrumb
from tui.widgets.cells import Piece
from tui.widgets.footer import CommandFooter
from tui.widgets.piece_view import PieceView
from tui.widgets.windowed_list import WindowedList
from tui.wording import showing

_DETAIL_SCROLL: Final = 4
_TURNS: Final = count_up(1)
"""Turns of all queues, one after the other: those of an earlier screen must not be later than a new one's."""


class QueueRead(Message, bubble=False):
    """The queue is there; ``total`` counts what waits without filters."""

    def __init__(self, turn: int, ids: array[int], total: int) -> None:
        super().__init__()
        self.turn, self.ids, self.total = turn, ids, total


class ReviewScreen(Decides):
    """The queue on one side, all about the item under the cursor on the other; decided items leave the queue."""

    BINDINGS = bindings(Place.REVIEW)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - the framework declares it so
    AUTO_FOCUS = ""

    def __init__(self, connections: Connections, filters: Filters, names: NameFilter) -> None:
        super().__init__()
        self.connections = connections
        self.filters = filters
        self.queue = ReviewQueue(Claims(names))
        self.order = Order("date")
        self.typed = ""
        self.rows = WindowedList(self._lines, id="review-rows")
        self.detail = PieceView(id="review-detail")
        self.read = False
        self._turn = 0
        self._breadcrumb = Breadcrumb()

    def compose(self) -> ComposeResult:
        yield self._breadcrumb
        with Container(id="review"):
            with Vertical(id="review-queue") as box:
                box.border_title = "Review"
                yield self.rows
            yield self.detail
        yield CommandFooter()

    def on_mount(self) -> None:
        self.detail.border_title = "Why"
        self.rows.focus()
        self.reload()

    @property
    def places(self) -> tuple[Place, ...]:
        """Where the focus is, for help and palette."""
        if self.focused is not None and self.focused.css_identifier == "FilterInput":
            return (Place.TYPING,)
        return (Place.REVIEW, Place.LIST)

    # Reading the queue

    def reload(self) -> None:
        """Read the queue anew; the cursor stays where it is in the list."""
        self._turn = next(_TURNS)
        crumbs = [Crumb(part.label, kept=part) for part in self.filters]
        self._breadcrumb.show([*crumbs, Crumb(self.queue.doubt.value)])
        self.ask("review", partial(self._read_ids, self._turn, self.filters, self.typed, self.order))

    def _read_ids(self, turn: int, filters: Filters, typed: str, order: Order) -> None:
        def question(connection: sqlite3.Connection) -> QueueRead:
            ids = array("q", self.queue.ids(connection, filters, typed, order))
            return QueueRead(turn, ids, self.queue.total(connection) if filters or typed else len(ids))

        self.answer(self.connections, "review", question, turn)

    def _read_rows(self, ids: Sequence[int]) -> None:
        self.answer(self.connections, "review-rows", lambda c: RecordsRead(self.queue.rows(c, ids), 0))

    @on(StoreFailed)
    def _tell_failure(self, message: StoreFailed) -> None:
        self.notify(safe_text(message.reason), title="The queue cannot be read", severity="error", markup=False)

    @on(QueueRead)
    def _show_queue(self, message: QueueRead) -> None:
        if message.turn != self._turn:
            return
        self.read, self.total = True, message.total
        self.marked &= set(message.ids)
        self.rows.forget_records()
        self._set_ids(message.ids)

    def _set_ids(self, ids: array[int]) -> None:
        """Show other ids: the cursor stays on its item, or in its place where that is gone."""
        wanted, self.wanted = self.wanted, None
        self.rows.set_ids(ids, near=True)
        if wanted is not None:
            self.rows.reveal(wanted)
        self.show_count()
        self.show_detail()
        self.refresh_bindings()

    def show_count(self) -> None:
        """Say how many items are listed and marked."""
        box = self.query_one("#review-queue")
        marked = f"{len(self.marked):,} marked · " if self.marked else ""
        box.border_subtitle = marked + showing(len(self.rows.ids), self.total)

    @on(RecordsRead)
    def _show_rows(self, message: RecordsRead) -> None:
        self.rows.add_records(message.records)
        self.show_detail()

    @on(WindowedList.Wanted)
    def _fetch(self, message: WindowedList.Wanted) -> None:
        message.stop()
        self.ask("review-rows", partial(self._read_rows, message.ids), exclusive=False)

    @on(WindowedList.Moved)
    def _moved(self, message: WindowedList.Moved) -> None:
        message.stop()
        self.show_detail()

    @on(WindowedList.Chosen)
    def _chosen(self, message: WindowedList.Chosen) -> None:
        message.stop()
        self.action_open()

    @on(Breadcrumb.Removed)
    def _crumb_removed(self, message: Breadcrumb.Removed) -> None:
        if message.crumb is None:
            self.filters = Filters()
        elif message.crumb.kept is not None:
            self.filters = self.filters.without(message.crumb.kept)
        self.reload()

    def _lines(self, item: Queued, width: int) -> Sequence[Sequence[Piece]]:
        return [row_pieces(item, item.id in self.marked, width)]

    def show_detail(self) -> None:
        """Show all about the item under the cursor."""
        item: Queued | None = self.rows.current_record
        if item is not None:
            self.detail.show(partial(detail_lines, item))
        elif self.rows.current is not None or not self.read:
            return  # still being read
        else:
            nothing = "nothing is left to review"
            if self.filters or self.typed:
                nothing += " within the filters; x removes them"
            elif self.queue.doubt is not Doubt.ALL:
                nothing += f" of {self.queue.doubt}; f takes in more"
            self.detail.show(lambda _width: [[Piece(f" {nothing}", "quiet")]])

    # Looking

    def action_open(self) -> None:
        item: Queued | None = self.rows.current_record
        if isinstance(item, DoubtfulClaim):
            from tui.screens.reader import ReaderScreen

            claim = item.claim
            reader = ReaderScreen(self.connections, claim.article_id, claim.id, claim.start)
            self.app.push_screen(reader, self._walk_to)
        elif isinstance(item, DoubtfulPair):
            self.dismiss(EntityFilter(item.suggestion.goes_id, item.suggestion.goes))

    def _walk_to(self, entity: EntityFilter | None) -> None:
        if entity is not None:
            self.dismiss(entity)

    def action_copy(self) -> None:
        from tui.citation import cite_claim

        item: Queued | None = self.rows.current_record
        if isinstance(item, DoubtfulClaim):
            self.app.copy_to_clipboard(cite_claim(item.claim))
            self.notify("copied", timeout=2, markup=False)

    def action_detail_down(self) -> None:
        self.detail.scroll_by(_DETAIL_SCROLL)

    def action_detail_up(self) -> None:
        self.detail.scroll_by(-_DETAIL_SCROLL)

    def action_doubt(self) -> None:
        from tui.screens.choose import Answer, ChooseScreen

        answers = [Answer(each.value, each, "now" if each is self.queue.doubt else "") for each in Doubt]

        def chosen(doubt: Doubt | None) -> None:
            if doubt is not None:
                self.queue.doubt = doubt
                self.reload()

        self.app.push_screen(ChooseScreen("Review claims of", answers), chosen)

    def action_sort(self) -> None:
        from tui.screens.choose import Answer, ChooseScreen

        answers = [Answer(s.label, s.key, "now" if s.key == self.order.key else "") for s in self.queue.sorts]

        def chosen(key: str | None) -> None:
            if key is not None:
                self.order = self.order.turned(key)
                self.reload()

        self.app.push_screen(ChooseScreen("Sort the claims by", answers), chosen)

    def action_remove_all(self) -> None:
        self.filters, self.typed = Filters(), ""
        for line in self.query("FilterInput"):
            line.remove()
        self.reload()

    async def action_filter_text(self) -> None:
        from tui.widgets.filter_input import FilterInput

        line = next(iter(self.query(FilterInput)), None)
        if line is None:
            line = FilterInput(self.rows, self.typed)
            await self.query_one("#review-queue").mount(line)
        line.focus()

    def on_input_changed(self, message: Message) -> None:
        """Narrow the queue to what is typed."""
        message.stop()
        self.typed = getattr(message, "value", "")
        self.reload()

    def action_back(self) -> None:
        self.dismiss(None)
