"""A list of any length: ids in an array, records fetched for what is seen, lines rendered when needed."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.commands import Place
from tui.keys import bindings
from tui.widgets.cells import Piece, fit_line
from tui.widgets.parts import style_of

RecordLines = Callable[[Any, int], Sequence[Sequence[Piece]]]
"""Turns a record into its lines of a given width; the texts in it are safe already."""

_STRIPS_KEPT: Final = 400
_RECORDS_KEPT: Final = 1500
WAITING: Final = "·"
"""Stands in a row whose record is still being fetched."""


def joined(ids: array[int], more: array[int]) -> array[int]:
    """Return ids with more behind them; in eight bytes each as soon as one of both needs them."""
    if ids.typecode != more.typecode:
        ids, more = array("q", ids), array("q", more)
    ids.extend(more)
    return ids


class WindowedList(ScrollView, can_focus=True):
    """Shows rows known by their ids. Whoever owns it sets the ids, and the records when it asks for them."""

    BINDINGS = bindings(Place.LIST)
    cursor: reactive[int] = reactive(0, repaint=False)

    @dataclass(eq=False, repr=False)
    class Moved(Message):
        """The cursor stands on another row, or on another record; ``by_hand`` where a key or the mouse moved it."""

        list: WindowedList
        id: int | None
        by_hand: bool

        @property
        def control(self) -> WindowedList:
            return self.list

    @dataclass(eq=False, repr=False)
    class Chosen(Message):
        """A row was clicked while the cursor stood on it."""

        list: WindowedList
        id: int

        @property
        def control(self) -> WindowedList:
            return self.list

    @dataclass(eq=False, repr=False)
    class Wanted(Message):
        """Records are needed for what is seen; set them with :meth:`WindowedList.add_records`."""

        list: WindowedList
        ids: Sequence[int]

        @property
        def control(self) -> WindowedList:
            return self.list

    @dataclass(eq=False, repr=False)
    class FurtherWanted(Message):
        """More ids are needed, up to some number of rows; add them with :meth:`WindowedList.append_ids`."""

        list: WindowedList
        rows: int

        @property
        def control(self) -> WindowedList:
            return self.list

    def __init__(
        self,
        lines: RecordLines,
        *,
        row_height: int = 1,
        id: str | None = None,  # noqa: A002 - the framework's name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.ids: array[int] = array("q")
        self.records: OrderedDict[int, Any] = OrderedDict()
        self.row_height = row_height
        self.lines_of = lines
        self.why_empty: Callable[[int], Sequence[Sequence[Piece]]] | None = None
        """Tells in lines of a width why nothing is listed."""
        self._strips: OrderedDict[tuple[int, int, int, int], Strip] = OrderedDict()
        self._styles: dict[tuple[int, str], Style] = {}
        self._asked: frozenset[int] = frozenset()
        self._moved = False
        self._complete = True
        self._expected = 0
        self._going: int | None = None

    # What is listed

    def set_ids(self, ids: array[int], *, keep: bool = True, near: bool = False, complete: bool = True) -> None:
        """Show other rows. With ``keep`` the cursor stays on its row where that is still there; else it goes first.

        With ``near`` it stays in its place where its row is gone. Unless ``complete``, others may be added.
        """
        current = self.current
        place = 0
        # A cursor that nobody has moved stays on the first row, whichever that is.
        if keep and current is not None and (self.cursor or self._moved):
            try:
                place = ids.index(current)
            except ValueError:
                place = self.cursor if near else 0
        offset = self.cursor * self.row_height - self.scroll_offset.y
        self.ids = ids
        self._complete, self._expected, self._going = complete, 0, None
        self._asked = frozenset()
        self._measure()
        self.set_reactive(WindowedList.cursor, max(0, min(place, len(ids) - 1)))
        self.scroll_to(y=max(0, self.cursor * self.row_height - offset), animate=False, force=True, immediate=True)
        self._show_cursor()
        self.refresh()
        self.want_records()
        self.post_message(self.Moved(self, self.current, by_hand=False))

    def append_ids(self, more: array[int], *, complete: bool = True) -> None:
        """Add rows at the end; the cursor stays, unless it is on its way there."""
        self.ids = joined(self.ids, more)
        self._complete = complete
        self._measure()
        self.refresh()
        self.want_records()
        if self._going is not None and (complete or self._going < len(self.ids)):
            self._move(self._going)

    def expect(self, rows: int) -> None:
        """Say how many rows there will be once all ids are known: the scrollbar shows them already."""
        if rows != self._expected:
            self._expected = rows
            self._measure()

    @property
    def _length(self) -> int:
        """Rows, those included whose ids are not known yet."""
        return len(self.ids) if self._complete else max(len(self.ids), self._expected)

    def add_records(self, records: Mapping[int, Any]) -> None:
        """Give the records that were asked for."""
        self.records.update(records)
        while len(self.records) > _RECORDS_KEPT:
            self.records.popitem(last=False)
        self._asked = frozenset()
        self._strips.clear()
        self.refresh()
        self.want_records()
        if self.current in records:
            self.post_message(self.Moved(self, self.current, by_hand=False))

    def forget_strips(self) -> None:
        """Render every line anew; needed where records were replaced under the same ids."""
        self._strips.clear()
        self.refresh()

    def forget_records(self) -> None:
        """Fetch everything anew, as after a change of the store."""
        self.records.clear()
        self._strips.clear()
        self._asked = frozenset()
        self.refresh()
        self.want_records()

    @property
    def current(self) -> int | None:
        """The id of the row under the cursor."""
        return self.ids[self.cursor] if 0 <= self.cursor < len(self.ids) else None

    @property
    def current_record(self) -> Any:
        """The record under the cursor, or None while it is being fetched or where the list is empty."""
        return None if self.current is None else self.records.get(self.current)

    @property
    def settled(self) -> bool:
        """Whether every visible row has its record."""
        first, last = self._visible_rows()
        return first <= last and all(row in self.records for row in self.ids[first:last])

    def reveal(self, row_id: int) -> bool:
        """Put the cursor on a row; return whether it is listed."""
        try:
            self.cursor = self.ids.index(row_id)
            self._moved = True
        except ValueError:
            return False
        return True

    def set_row_height(self, height: int) -> None:
        """Change the lines that each row takes."""
        if height != self.row_height:
            self.row_height = height
            self._strips.clear()
            self._measure()
            self._show_cursor()
            self.refresh()

    def want_records(self) -> None:
        """Ask for the records of what is seen and of a screen around it."""
        first, last = self._visible_rows()
        margin = self._rows_per_page
        if not self._complete and max(first, last) + 2 * margin > len(self.ids):
            self.post_message(self.FurtherWanted(self, max(first, last) + 2 * margin))
        if self._asked or not self.ids:
            return
        seen = self.ids[first:last]
        if all(row in self.records for row in seen):
            return
        around = self.ids[max(0, first - margin) : last + margin]
        wanted = [row for row in around if row not in self.records][:128]
        missing_now = [row for row in seen if row not in self.records]
        wanted = list(dict.fromkeys([*missing_now, *wanted]))[:128]
        self._asked = frozenset(wanted)
        self.post_message(self.Wanted(self, wanted))

    # Moving

    @property
    def _place(self) -> int:
        """Where the cursor is, or is on its way to: further steps go on from there."""
        return self.cursor if self._going is None else self._going

    def action_cursor_down(self) -> None:
        self._move(self._place + 1)

    def action_cursor_up(self) -> None:
        self._move(self._place - 1)

    def action_page_down(self) -> None:
        self._move(self._place + self._rows_per_page)

    def action_page_up(self) -> None:
        self._move(self._place - self._rows_per_page)

    def action_first(self) -> None:
        self._move(0)

    def action_last(self) -> None:
        self._move(self._length - 1)

    @property
    def _rows_per_page(self) -> int:
        return max(1, self.scrollable_content_region.height // self.row_height)

    def _move(self, place: int) -> None:
        if not self.ids:
            return
        place = max(0, min(place, self._length - 1))
        self._going = None
        if place >= len(self.ids):
            # The cursor follows as soon as that row is known, unless it is sent elsewhere first.
            self._going = place
            self.post_message(self.FurtherWanted(self, place + 1))
            return
        self._moved = True
        if place != self.cursor:
            self.cursor = place
            self.post_message(self.Moved(self, self.current, by_hand=True))

    def watch_cursor(self, before: int, now: int) -> None:
        if not self.is_mounted:
            return
        self._show_cursor()
        for row in (before, now):
            self._refresh_row(row)

    def _refresh_row(self, row: int) -> None:
        top = row * self.row_height - self.scroll_offset.y
        self.refresh(Region(0, top, self.size.width, self.row_height))

    def _show_cursor(self) -> None:
        height = self.scrollable_content_region.height
        if height <= 0:
            return
        top, offset = self.cursor * self.row_height, self.scroll_offset.y
        if top < offset:
            offset = top
        elif top + self.row_height > offset + height:
            offset = top + self.row_height - height
        else:
            return
        self.scroll_to(y=offset, animate=False, force=True, immediate=True)

    async def _on_click(self, event: events.Click) -> None:
        row = (event.y + self.scroll_offset.y) // self.row_height
        if not 0 <= row < len(self.ids) or event.get_content_offset(self) is None:
            return
        if row == self.cursor and event.chain > 1:
            self.post_message(self.Chosen(self, self.ids[row]))
        elif row == self.cursor:
            self._moved = True
            self.post_message(self.Moved(self, self.ids[row], by_hand=True))
        else:
            self._move(row)

    # Showing

    def on_focus(self) -> None:
        self._refresh_row(self.cursor)

    def on_blur(self) -> None:
        self._refresh_row(self.cursor)

    def on_resize(self) -> None:
        self._strips.clear()
        self._measure()
        self._show_cursor()
        self.want_records()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.want_records()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._strips.clear()
        self._styles.clear()

    def _measure(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, self._length * self.row_height)

    def _visible_rows(self) -> tuple[int, int]:
        top, height = self.scroll_offset.y, max(1, self.scrollable_content_region.height)
        return top // self.row_height, min(len(self.ids), (top + height - 1) // self.row_height + 1)

    def render_line(self, y: int) -> Strip:
        row, line = divmod(self.scroll_offset.y + y, self.row_height)
        width = self.scrollable_content_region.width
        if len(self.ids) <= row < self._length:
            return self._strip([Piece(f" {WAITING}", "quiet")], 0, width)
        if row >= len(self.ids):
            return self._blank(width) if self.ids or self.why_empty is None else self._told_empty(y, width)
        state = 0 if row != self.cursor else 2 if self.has_focus else 1
        key = (self.ids[row], line, state, width)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._row_strip(row, line, state, width)
            if self.ids[row] in self.records:
                self._strips[key] = strip
                if len(self._strips) > _STRIPS_KEPT:
                    self._strips.popitem(last=False)
        return strip

    def _blank(self, width: int) -> Strip:
        """Return one and the same strip for every empty line: a strip is costly to make."""
        strip = self._strips.get((0, 0, -1, width))
        if strip is None:
            strip = self._strips[0, 0, -1, width] = Strip.blank(width, self._style(0, ""))
        return strip

    def _told_empty(self, y: int, width: int) -> Strip:
        lines = self.why_empty(width) if self.why_empty is not None else ()
        return self._strip(lines[y], 0, width) if y < len(lines) else self._blank(width)

    def _row_strip(self, row: int, line: int, state: int, width: int) -> Strip:
        record = self.records.get(self.ids[row])
        if record is None:
            lines: Sequence[Sequence[Piece]] = [[Piece(f" {WAITING}", "quiet")]]
        else:
            lines = self.lines_of(record, width)
        return self._strip(lines[line] if line < len(lines) else (), state, width)

    def _strip(self, line: Sequence[Piece], state: int, width: int) -> Strip:
        pieces = fit_line(line, width)
        return Strip([Segment(piece.text, self._style(state, piece.part)) for piece in pieces], width)

    def _style(self, state: int, part: str) -> Style:
        style = self._styles.get((state, part))
        if style is None:
            style = style_of(self, f"{('', 'blurred', 'cursor')[state]} {part}")
            self._styles[state, part] = style
        return style
