"""What the four panes share: a titled box with column heads, a windowed list, a line for the typed filter, workers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget

from store.queries.connections import Connections
from store.queries.filters import Filter, Listing
from tui.panes.filling import FillsList
from tui.widgets.cells import Piece, fit_line
from tui.widgets.windowed_list import WindowedList

if TYPE_CHECKING:
    from textual.widgets import Input

    from store.queries.listing import Source


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


class ListPane(FillsList, Vertical):
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
        super().__init__(make_source, connections, id=self.listing.value)
        self.rows = WindowedList(self.lines, row_height=self.row_height)
        self.rows.why_empty = self._why_empty
        self._heads = ColumnHeads(self)
        self._typing = False
        self._told = ""
        self._unheard = 0
        self.columns: frozenset[str] | None = None
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

    def asked_anew(self) -> None:
        self._heads.refresh()

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
