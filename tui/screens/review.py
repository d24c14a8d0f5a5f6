"""Review: what was read with little confidence and who may be one, as a queue of decisions."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.message import Message
from textual.screen import Screen

from store.queries.claims import Claims
from store.queries.connections import Connections
from store.queries.filters import EntityFilter, Filters
from store.queries.listing import Order
from store.queries.name_filter import NameFilter
from store.queries.review import Doubt, DoubtfulClaim, DoubtfulPair, ReviewQueue
from store.records import Relation, Status
from tui.commands import Place
from tui.curation import curate
from tui.keys import bindings
from tui.messages import RecordsRead, StoreFailed
from tui.reports.review import Queued, detail_lines, row_pieces
from tui.safe_text import safe_text
from tui.state import Crumb
from tui.widgets.breadcrumb import Breadcrumb
from tui.widgets.cells import Piece
from tui.widgets.footer import CommandFooter
from tui.widgets.piece_view import PieceView
from tui.widgets.windowed_list import WindowedList
from tui.wording import SIGNS, STATUS_SIGNS, VERBS, count, showing
from tui.workers import AsksStore

if TYPE_CHECKING:
    from store.curation import Curator, Verdict
    from store.journal import Entry

_DETAIL_SCROLL: Final = 4


class QueueRead(Message, bubble=False):
    """The queue is there; ``total`` counts what waits without filters."""

    def __init__(self, turn: int, ids: array[int], total: int) -> None:
        super().__init__()
        self.turn, self.ids, self.total = turn, ids, total


class ReviewScreen(AsksStore, Screen[EntityFilter | None]):
    """The queue on one side, all about the item under the cursor on the other; decided items leave the queue."""

    BINDINGS = bindings(Place.REVIEW)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - the framework declares it so
    AUTO_FOCUS = ""

    def __init__(self, connections: Connections, filters: Filters, names: NameFilter) -> None:
        super().__init__()
        self._connections = connections
        self.filters = filters
        self.queue = ReviewQueue(Claims(names))
        self.order = Order("date")
        self.typed = ""
        self.marked: set[int] = set()
        self.rows = WindowedList(self._lines, id="review-rows")
        self.detail = PieceView(id="review-detail")
        self.read = False
        self._total: int | None = None
        self._turn = 0
        self._waiting = 0
        self._wanted: int | None = None
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
        self._turn += 1
        crumbs = [Crumb(part.label, kept=part) for part in self.filters]
        self._breadcrumb.show([*crumbs, Crumb(self.queue.doubt.value)])
        self.ask("review", partial(self._read_ids, self._turn, self.filters, self.typed, self.order))

    def _read_ids(self, turn: int, filters: Filters, typed: str, order: Order) -> None:
        def question(connection: sqlite3.Connection) -> QueueRead:
            ids = array("q", self.queue.ids(connection, filters, typed, order))
            return QueueRead(turn, ids, self.queue.total(connection) if filters or typed else len(ids))

        self.answer(self._connections, "review", question, turn)

    def _read_rows(self, ids: Sequence[int]) -> None:
        self.answer(self._connections, "review-rows", lambda c: RecordsRead(self.queue.rows(c, ids), 0))

    @on(StoreFailed)
    def _tell_failure(self, message: StoreFailed) -> None:
        self.notify(safe_text(message.reason), title="The queue cannot be read", severity="error", markup=False)

    @on(QueueRead)
    def _show_queue(self, message: QueueRead) -> None:
        if message.turn != self._turn:
            return
        self.read, self._total = True, message.total
        self.marked &= set(message.ids)
        self.rows.forget_records()
        self._set_ids(message.ids)

    def _set_ids(self, ids: array[int]) -> None:
        """Show other ids: the cursor stays on its item, or in its place where that is gone."""
        wanted, self._wanted = self._wanted, None
        self.rows.set_ids(ids, near=True)
        if wanted is not None:
            self.rows.reveal(wanted)
        self._show_count()
        self._show_detail()
        self.refresh_bindings()

    def _show_count(self) -> None:
        box = self.query_one("#review-queue")
        marked = f"{len(self.marked):,} marked · " if self.marked else ""
        box.border_subtitle = marked + showing(len(self.rows.ids), self._total)

    @on(RecordsRead)
    def _show_rows(self, message: RecordsRead) -> None:
        self.rows.add_records(message.records)
        self._show_detail()

    @on(WindowedList.Wanted)
    def _fetch(self, message: WindowedList.Wanted) -> None:
        message.stop()
        self.ask("review-rows", partial(self._read_rows, message.ids), exclusive=False)

    @on(WindowedList.Moved)
    def _moved(self, message: WindowedList.Moved) -> None:
        message.stop()
        self._show_detail()

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

    def _show_detail(self) -> None:
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

    # Marking

    def action_mark(self) -> None:
        """Mark the item under the cursor, or take its mark off, and go to the next."""
        number = self.rows.current
        if number is not None:
            self.marked ^= {number}
            self.rows.forget_strips()
            self.rows.action_cursor_down()
            self._show_count()

    def action_mark_all(self) -> None:
        """Mark everything in the queue, or where all is marked already, nothing."""
        everything = set(self.rows.ids)
        self.marked = set() if self.marked == everything else everything
        self.rows.forget_strips()
        self._show_count()

    def _meant(self) -> list[int]:
        """Return the marked items in the order of the queue, or the one under the cursor."""
        if self.marked:
            return [number for number in self.rows.ids if number in self.marked]
        return [] if self.rows.current is None else [self.rows.current]

    def _meant_claims(self) -> list[int]:
        """Return the claims among what is meant; say so where there is none."""
        claims = [number for number in self._meant() if number > 0]
        if not claims and self._meant():
            self.notify("This is for claims; a suggestion is merged (m) or kept apart (a).", markup=False)
        return claims

    # Deciding

    def _curate(self, step: Callable[[Curator], object]) -> None:
        self._waiting += 1
        curate(self.app, step)

    def show_curated(self, entries: Sequence[Entry]) -> None:
        """Read the queue anew when nothing is being written any more; go to what an undone step was about."""
        self._waiting = max(0, self._waiting - 1)
        if any(entry.undone for entry in entries):
            claims = entries[-1].details.get("claims")
            self._wanted = claims[0] if isinstance(claims, list) and claims else None
            self.reload()
        elif not entries or not self._mending(entries):
            if not self._waiting:
                self.reload()
        else:
            # What was mended stays under the cursor, to be mended further.
            self.rows.forget_records()

    @staticmethod
    def _mending(entries: Sequence[Entry]) -> bool:
        return all(entry.action in ("retype", "swap", "set status", "redate", "respan") for entry in entries)

    def _drop(self, numbers: Iterable[int]) -> None:
        """Take decided items out of the list at once; the store follows."""
        gone = set(numbers)
        self.marked -= gone
        if self._total is not None:
            self._total -= len(gone)
        place = self.rows.cursor - sum(1 for number in self.rows.ids[: self.rows.cursor] if number in gone)
        self.rows.set_ids(array("q", (number for number in self.rows.ids if number not in gone)))
        self.rows.cursor = max(0, min(place, len(self.rows.ids) - 1))
        self._show_count()
        self._show_detail()

    def action_confirm(self) -> None:
        self._decide("confirmed", merge=True)

    def action_reject(self) -> None:
        self._decide("rejected", merge=False)

    def _decide(self, verdict: Verdict, *, merge: bool) -> None:
        """Confirm or reject what is meant; of a suggestion that is to merge the two or to keep them apart."""
        meant = self._meant()
        claims = [number for number in meant if number > 0]
        pairs = [-number for number in meant if number < 0]
        if claims:
            self._curate(lambda curator: curator.judge(claims, verdict))
        if pairs:
            self._curate(partial(_settle_pairs, self._connections, pairs, merge=merge))
        self._drop(meant)

    def action_merge(self) -> None:
        self._settle(merge=True)

    def action_keep_apart(self) -> None:
        self._settle(merge=False)

    def _settle(self, *, merge: bool) -> None:
        pairs = [number for number in self._meant() if number < 0]
        if not pairs:
            self.notify("This is for suggestions to merge; claims are confirmed (c) or rejected (r).", markup=False)
            return
        self._curate(partial(_settle_pairs, self._connections, [-number for number in pairs], merge=merge))
        self._drop(pairs)

    def action_swap(self) -> None:
        claims = self._meant_claims()
        if claims:
            self._curate(lambda curator: curator.swap(claims))

    def action_retype(self) -> None:
        from tui.screens.choose import Answer, ChooseScreen

        claims = self._meant_claims()
        if not claims:
            return

        def chosen(relation: Relation | None) -> None:
            if relation is not None:
                self._curate(lambda curator: curator.retype(claims, relation))

        answers = [Answer(VERBS[each], each, sign=SIGNS[each.stance]) for each in Relation]
        self.app.push_screen(ChooseScreen(f"What {_these(claims)} really tell of", answers), chosen)

    def action_set_status(self) -> None:
        from tui.screens.choose import Answer, ChooseScreen

        claims = self._meant_claims()
        if not claims:
            return

        def chosen(status: Status | None) -> None:
            if status is not None:
                self._curate(lambda curator: curator.set_status(claims, status))

        answers = [Answer(each.value, each, sign=STATUS_SIGNS[each]) for each in Status]
        self.app.push_screen(ChooseScreen(f"How {_these(claims)} tell it", answers), chosen)

    def action_redate(self) -> None:
        from tui.screens.ask import AskScreen

        claims = self._meant_claims()
        if not claims:
            return
        item = self.rows.records.get(claims[0])
        before = item.claim.date or "" if len(claims) == 1 and isinstance(item, DoubtfulClaim) else ""

        def answered(date: str | None) -> None:
            if date is not None:
                self._curate(lambda curator: curator.redate(claims, date or None))

        hint = "2016, 2016-08 or 2016-08-24; nothing for undated"
        self.app.push_screen(AskScreen(f"When {_these(claims)} happened", before, hint=hint, check=_no_date), answered)

    def action_respan(self) -> None:
        from tui.screens.span import SpanScreen

        item: Queued | None = self.rows.current_record
        if not isinstance(item, DoubtfulClaim):
            self.notify("Put the cursor on a claim first.", severity="warning", markup=False)
            return
        claim = item.claim

        def chosen(span: tuple[int, int] | None) -> None:
            if span is not None and span != (claim.start, claim.end):
                self._curate(lambda curator: curator.respan(claim.id, *span))

        screen = SpanScreen(self._connections, claim.article_id, claim.start, claim.end)
        self.app.push_screen(screen, chosen)

    # Looking

    def action_open(self) -> None:
        item: Queued | None = self.rows.current_record
        if isinstance(item, DoubtfulClaim):
            from tui.screens.reader import ReaderScreen

            claim = item.claim
            reader = ReaderScreen(self._connections, claim.article_id, claim.id, claim.start)
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


def _these(claims: Sequence[int]) -> str:
    return "this claim" if len(claims) == 1 else f"these {count(len(claims), 'claim')}"


def _no_date(text: str) -> str:
    from store.claim_steps import is_date

    return "" if not text or is_date(text) else "no date; write it as 2016, 2016-08 or 2016-08-24"


def _settle_pairs(connections: Connections, numbers: Sequence[int], curator: Curator, *, merge: bool) -> None:
    """Merge the two of each suggestion or keep them apart, each a step of its own. Runs in a thread."""
    from store.queries.suggestions import suggestion

    for number in numbers:
        with connections.use("suggestion") as connection:
            found = suggestion(connection, number)
        if found is None:
            continue  # an earlier merge of these has settled it
        if merge:
            curator.merge([found.goes_id], found.stays_id)
        else:
            curator.keep_apart(found.stays_id, found.goes_id)
