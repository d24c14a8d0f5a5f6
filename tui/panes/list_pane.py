"""What the four panes share: a titled box with column heads, a windowed list, a line for the typed filter, workers."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import islice
from typing import TYPE_CHECKING, Any, ClassVar, Final

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget

from store.errors import StoreError
from store.queries.connections import Connections, Superseded
from store.queries.filters import Filter, Listing
from tui.messages import ActivityRead, IdsRead, RecordsRead, StoreFailed
from tui.state import Request
from tui.widgets.cells import Piece, fit_line
from tui.widgets.windowed_list import WindowedList, joined
from tui.wording import showing
from tui.workers import AsksStore

if TYPE_CHECKING:
    from textual.widgets import Input

    from store.queries.activity import Months
    from store.queries.listing import Source

FIRST_IDS: Final = 256
"""Ids after which a list is shown for the first time, while the rest is still being read."""
FIRST_TYPED: Final = 48
"""The same while something is typed: a screenful, for the next letter may make the rest useless."""
_TYPING_SECONDS: Final = 0.25
"""How long the rest waits for that letter."""
_MORE_IDS: Final = 50_000
_MOST_ACTIVITY: Final = 4000
"""Rows whose bars are kept; those of a screen are read again in no time."""


class ColumnHeads(Widget):
    """The line above a list; a click on a head sorts by it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"heads--plain", "heads--sorted"}

    @dataclass(eq=False, repr=False)
    class Clicked(Message):
        """A head was clicked; ``key`` is its sort."""

        key: str

    def __init__(self, pane: ListPane) -> None:
        super().__init__()
        self._pane = pane
        self._places: list[tuple[int, int, str]] = []

    def render(self) -> Text:
        plain = self.get_component_rich_style("heads--plain", partial=True)
        sorted_by = self.get_component_rich_style("heads--sorted", partial=True)
        text, at = Text(no_wrap=True, end=""), 0
        self._places = []
        width = self.size.width - 1  # the list keeps a cell for its scrollbar, shown or not
        for piece in fit_line(self._pane.heads(width), width):
            text.append(piece.text, sorted_by if piece.part.endswith("!") else plain)
            if piece.part:
                self._places.append((at, at + len(piece.text), piece.part.rstrip("!")))
            at += len(piece.text)
        return text

    def jumps(self) -> list[tuple[int, Callable[[], object]]]:
        """Return where each head begins, and how to sort by it."""
        return [(start, partial(self.post_message, self.Clicked(key))) for start, _, key in self._places]

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        for start, end, key in self._places:
            if offset is not None and start <= offset.x < end:
                self.post_message(self.Clicked(key))


def _packed(found: Iterator[int]) -> array[int]:
    """Return ids in four bytes each, or in eight where a store has greater ones."""
    wide = array("q", found)
    try:
        return array("i", wide)
    except OverflowError:
        return wide


class ListPane(AsksStore, Vertical):
    """One pane. Subclasses give the listing's source, the column heads and the lines of a record."""

    listing: ClassVar[Listing]
    number: ClassVar[int]
    row_height: ClassVar[int] = 1

    @dataclass(eq=False, repr=False)
    class Moved(Message):
        """The cursor of a pane stands on another record."""

        pane: ListPane
        by_hand: bool

    @dataclass(eq=False, repr=False)
    class Chosen(Message):
        """A row was clicked twice."""

        pane: ListPane

    @dataclass(eq=False, repr=False)
    class Typed(Message):
        """The typed filter has changed."""

        pane: ListPane
        text: str

    @dataclass(eq=False, repr=False)
    class Sorted(Message):
        """A column head was clicked."""

        pane: ListPane
        key: str

    def __init__(self, make_source: Callable[[], Source], connections: Connections) -> None:
        super().__init__(id=self.listing.value)
        self._make_source = make_source
        self.connections = connections
        self.rows = WindowedList(self.lines, row_height=self.row_height)
        self.rows.why_empty = self._why_empty
        self.request: Request | None = None
        self.total: int | None = None
        self.complete = True
        self.busy = False
        self.arrived = False
        self._heads = ColumnHeads(self)
        self._typing = False
        self._told = ""
        self._unheard = 0
        self._turn = 0
        self._fresh = True
        self._kept: int | None = None
        self._age = 0
        self.row_wanted: int | None = None
        self.columns: frozenset[str] | None = None
        self.months: Months | None = None
        self.activity: dict[int, tuple[int, ...]] = {}
        self._spread = False

    def show_columns(self, columns: frozenset[str] | None) -> None:
        """Choose which of the columns are shown that may be left out; None means all for which there is room."""
        self.columns = columns

    def room_for(self, column: str, width: int) -> int:
        """Return the width of a column, or 0 where it is not wanted."""
        return width if self.columns is None or column in self.columns else 0

    def compose(self) -> ComposeResult:
        yield self._heads
        yield self.rows

    def on_mount(self) -> None:
        self.border_title = f"{self.number} {self.listing.value.title()}"

    @cached_property
    def source(self) -> Source:
        """The listing that is shown; made with its first use, for the first frame is painted without it."""
        return self._make_source()

    # For subclasses

    def heads(self, width: int) -> Sequence[Piece]:
        """Return the column heads; a piece's part is its sort key, with ``!`` where the list is sorted by it."""
        raise NotImplementedError

    def lines(self, record: Any, width: int) -> Sequence[Sequence[Piece]]:
        """Return the lines of a record."""
        raise NotImplementedError

    def filter_of(self, record: Any) -> Filter:
        """Return what selecting a record asks of the other panes."""
        raise NotImplementedError

    def head(self, text: str, key: str) -> Piece:
        """Return a head, marked where the list is sorted by it."""
        order = self.request.order if self.request else None
        if order is None or order.key != key:
            return Piece(text, key)
        mark = "▴" if order.reverse else "▾"
        if text.startswith(" "):
            return Piece(text[1:] + mark, key + "!")
        if text.endswith(" "):
            return Piece(text.rstrip() + mark + " " * (len(text) - len(text.rstrip()) - 1), key + "!")
        return Piece(text + mark, key + "!")

    # Loading, in workers

    def load(self, request: Request) -> None:
        """List what a request asks for; the rows shown stay until the first new ones are there."""
        self._fresh = self.request is None or self.request.text != request.text
        if request != self.request:
            self._kept = None
        self.request = request
        self._turn += 1
        self.busy, self.arrived = True, False
        self.ask(f"{self.listing}-ids", partial(self._read_ids, request, self._turn, self._kept))
        self._heads.refresh()

    def reload(self) -> None:
        """Read ids and records anew, after a change of the store; the position is kept."""
        self._age += 1
        self.rows.forget_records()
        if self.request is not None:
            self._kept = self.rows.current
            self.load(self.request)

    def _read_ids(self, request: Request, turn: int, kept: int | None) -> None:
        name, enough = f"{self.listing}-ids", FIRST_TYPED if request.text else FIRST_IDS
        try:
            with self.connections.use(name, turn) as connection:
                found = iter(self.source.ids(connection, request.filters, request.text, request.order))
                ids = _packed(islice(found, enough))
                complete = len(ids) < enough
                while not complete and kept is not None and kept not in ids:
                    before = len(ids)
                    ids = joined(ids, _packed(islice(found, _MORE_IDS)))
                    complete = len(ids) < before + _MORE_IDS
                self.post_message(IdsRead(turn, ids, first=True, complete=complete))
                if not complete:
                    # The records of the rows on screen come before the ends of long lists.
                    self.connections.pause(name, turn, _TYPING_SECONDS)
                while not complete:
                    ids = _packed(islice(found, _MORE_IDS))
                    complete = len(ids) < _MORE_IDS
                    self.post_message(IdsRead(turn, ids, first=False, complete=complete))
        except Superseded:
            return
        except StoreError as error:
            self.post_message(StoreFailed(str(error)))

    def _read_records(self, ids: Sequence[int], age: int, months: Months | None) -> None:
        try:
            with self.connections.use(f"{self.listing}-rows") as connection:
                self.post_message(RecordsRead(self.source.rows(connection, ids), age))
                if months is not None:
                    from store.queries.activity import activity

                    self.post_message(ActivityRead(activity(connection, self.listing, ids, months)))
        except Superseded:
            return
        except StoreError as error:
            self.post_message(StoreFailed(str(error)))

    @on(IdsRead)
    def _show_ids(self, message: IdsRead) -> None:
        if message.turn != self._turn:
            return
        if message.first:
            self.rows.set_ids(message.ids, keep=not self._fresh, near=self._kept is not None)
            self._fresh, self._kept = False, None
        else:
            self.rows.append_ids(message.ids)
        if self.row_wanted is not None and (self.rows.reveal(self.row_wanted) or message.complete):
            self.row_wanted = None
        self.complete = message.complete
        self.busy, self.arrived = not message.complete, True
        self.show_count()

    @on(RecordsRead)
    def _show_records(self, message: RecordsRead) -> None:
        if message.age == self._age:
            self.rows.add_records(message.records)

    @on(WindowedList.Wanted)
    def _fetch_records(self, message: WindowedList.Wanted) -> None:
        message.stop()
        self.ask(
            f"{self.listing}-rows",
            partial(self._read_records, message.ids, self._age, self._months_shown),
            exclusive=False,
        )

    def activity_width(self, width: int) -> int:
        """Return the cells for bars over time in a pane of some width; subclasses that have them say from when on."""
        return 0

    @property
    def _months_shown(self) -> Months | None:
        """The months that the bars cover, or None where there are no bars."""
        return self.months if self.activity_width(self.rows.scrollable_content_region.width) else None

    @on(ActivityRead)
    def _show_activity(self, message: ActivityRead) -> None:
        if len(self.activity) > _MOST_ACTIVITY:
            self.activity.clear()
        self.activity.update(message.counts)
        self.rows.forget_strips()

    def on_resize(self) -> None:
        """Read what a wider pane has room for."""
        spread = bool(self.activity_width(self.size.width - 3))
        if spread and not self._spread and self.rows.records:
            self.rows.forget_records()
        self._spread = spread

    def _why_empty(self, width: int) -> Sequence[Sequence[Piece]]:
        if self.request is None or not self.arrived:
            return ()
        from tui.panes.why_empty import why_empty  # most panes are never empty

        return why_empty(self.listing, self.request, width)

    def show_count(self) -> None:
        """Say how many rows are listed, of how many there are."""
        self.border_subtitle = showing(len(self.rows.ids), self.total, complete=self.complete)

    @property
    def settled(self) -> bool:
        """Whether everything that is seen has been read."""
        return self.request is not None and not self.busy and self.rows.settled

    # Moving and typing

    @on(WindowedList.Moved)
    def _moved(self, message: WindowedList.Moved) -> None:
        message.stop()
        if message.id is not None and message.id == self.rows.current:
            self.post_message(self.Moved(self, message.by_hand))

    @on(WindowedList.Chosen)
    def _chosen(self, message: WindowedList.Chosen) -> None:
        message.stop()
        self.post_message(self.Chosen(self))

    @on(ColumnHeads.Clicked)
    def _head_clicked(self, message: ColumnHeads.Clicked) -> None:
        message.stop()
        self.post_message(self.Sorted(self, message.key))

    async def start_typing(self, text: str) -> None:
        """Open the line for the typed filter, with what is typed already."""
        from tui.widgets.filter_input import FilterInput

        for line in self.query("FilterInput"):
            line.focus()
            return
        self._typing, self._told = True, text
        line = FilterInput(self.rows, text, "type to filter")
        await self.mount(line)
        line.focus()

    def on_input_changed(self, message: Input.Changed) -> None:
        """Tell what is typed now."""
        message.stop()
        self._told, self._unheard = message.value, self._unheard + 1
        self.post_message(self.Typed(self, message.value))

    def heard(self) -> bool:
        """Take note that a typed text has been heard; return whether it is still the latest."""
        self._unheard -= 1
        return not self._unheard

    def show_typed(self, text: str) -> None:
        """Bring the line for the typed filter in step with what is asked; without a text it goes.

        What the line itself has told is not written back: whoever types may be some letters ahead of it.
        """
        if not self._typing:
            return
        from textual.widgets import Input

        own = bool(self._unheard) or text == self._told
        for line in self.query(Input):
            if not text and not line.has_focus and not (own and line.value):
                line.remove()
            elif not own:
                self._told = text
                with line.prevent(Input.Changed):
                    line.value = text

    @on(events.DescendantBlur)
    def _line_left(self) -> None:
        self.call_after_refresh(lambda: self.show_typed(self.request.text if self.request else ""))
