"""A long text, wrapped, with places in it marked; lines are rendered only when seen."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.commands import Place
from tui.keys import bindings
from tui.safe_text import HOLE, aligned_text
from tui.widgets.cells import wrap

_STRIPS_KEPT: Final = 500
_MOST_FOUND: Final = 5000
_LONGEST_LINE: Final = 100
"""Cells after which lines become hard to read, however wide the screen is."""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A marked place: offsets into the text, and the part that decides its style."""

    start: int
    end: int
    part: str


class TextView(ScrollView, can_focus=True):
    """Shows one text. Marks may lie over each other; those of later layers win."""

    BINDINGS = bindings(Place.LIST)
    PARTS: ClassVar = (
        "evidence",
        "evidence-now",
        "trigger",
        "found",
        "found-now",
        *(f"entity-{number}" for number in range(6)),
    )
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"text--{part}" for part in PARTS}
    LAYERS: Final = ("evidence", "names", "now", "found")

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.text = ""
        self.lines: list[tuple[int, int]] = []
        self._marks: dict[str, list[Mark]] = {}
        self._starts: dict[str, list[int]] = {}
        self._reach: dict[str, int] = {}
        self._line_starts: list[int] = []
        self._strips: OrderedDict[int, Strip] = OrderedDict()
        self._styles: dict[tuple[str, ...], Style] = {}
        self._wrapped_to = 0

    def show(self, text: str) -> None:
        """Show another text, from its beginning."""
        self.text = aligned_text(text)
        self._marks.clear()
        self._starts.clear()
        self._wrapped_to = 0
        self._wrap()
        self.scroll_to(y=0, animate=False, force=True, immediate=True)

    def mark(self, layer: str, marks: Sequence[Mark]) -> None:
        """Replace the marks of a layer."""
        self._marks[layer] = sorted(marks)
        self._starts[layer] = [mark.start for mark in self._marks[layer]]
        self._reach[layer] = max((mark.end - mark.start for mark in marks), default=0)
        self._strips.clear()
        self.refresh()

    def marks_of(self, layer: str) -> Sequence[Mark]:
        """Return the marks of a layer."""
        return self._marks.get(layer, ())

    def go_to(self, place: int) -> None:
        """Scroll so that a place of the text stands in the upper part of the view."""
        line = self.line_of(place)
        height = self.scrollable_content_region.height
        if self.scroll_offset.y + 1 <= line < self.scroll_offset.y + height - 3 and height > 6:
            return
        self.scroll_to(y=max(0, line - height // 3), animate=False, force=True, immediate=True)

    def line_of(self, place: int) -> int:
        """Return the number of the line that holds a place of the text."""
        return max(0, bisect_right(self._line_starts, place) - 1)

    def find(self, wanted: str) -> list[tuple[int, int]]:
        """Return where a text stands, whatever the case of its letters; at most a few thousand places."""
        if not wanted.strip():
            return []
        words = [re.escape(word) for word in wanted.split()]
        found = re.finditer(r"\s+".join(words), self.text, re.IGNORECASE)
        return [match.span() for match, _ in zip(found, range(_MOST_FOUND), strict=False)]

    def on_resize(self) -> None:
        place = self.lines[min(self.scroll_offset.y, len(self.lines) - 1)][0] if self.lines else 0
        if self._wrap():
            self.scroll_to(y=self.line_of(place), animate=False, force=True, immediate=True)

    def _wrap(self) -> bool:
        width = max(10, min(_LONGEST_LINE, self.scrollable_content_region.width - 2))
        if width == self._wrapped_to:
            return False
        self._wrapped_to = width
        lines: list[tuple[int, int]] = []
        start = 0
        for paragraph in self.text.split("\n"):
            lines += [(start + first, start + last) for first, last in wrap(paragraph, width)]
            start += len(paragraph) + 1
        self.lines = lines
        self._line_starts = [line[0] for line in lines]
        self.virtual_size = Size(width + 2, len(lines))
        self._strips.clear()
        self.refresh()
        return True

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._strips.clear()
        self._styles.clear()

    def render_line(self, y: int) -> Strip:
        number = self.scroll_offset.y + y
        width = self.scrollable_content_region.width
        if number >= len(self.lines):
            return Strip.blank(width, self._style(()))
        strip = self._strips.get(number)
        if strip is None:
            strip = self._line_strip(*self.lines[number]).adjust_cell_length(width, self._style(()))
            self._strips[number] = strip
            if len(self._strips) > _STRIPS_KEPT:
                self._strips.popitem(last=False)
        return strip

    def _line_strip(self, start: int, end: int) -> Strip:
        marks = [(layer, mark) for layer in self.LAYERS for mark in self._marks_within(layer, start, end)]
        edges = (place for _, mark in marks for place in (mark.start, mark.end))
        cuts = sorted({start, end, *(place for place in edges if start < place < end)})
        segments = [Segment(" ", self._style(()))]
        for first, last in pairwise(cuts):
            parts = tuple(mark.part for _, mark in marks if mark.start <= first and last <= mark.end)
            segments.append(Segment(self.text[first:last].replace(HOLE, ""), self._style(parts)))
        return Strip(segments)

    def _marks_within(self, layer: str, start: int, end: int) -> list[Mark]:
        marks = self._marks.get(layer)
        if not marks:
            return []
        starts = self._starts[layer]
        first, last = bisect_right(starts, start - self._reach[layer] - 1), bisect_right(starts, end - 1)
        return [mark for mark in marks[first:last] if mark.end > start]

    def _style(self, parts: tuple[str, ...]) -> Style:
        style = self._styles.get(parts)
        if style is None:
            style = self.rich_style
            for part in parts:
                style += self.get_component_rich_style(f"text--{part}", partial=True)
            self._styles[parts] = style
        return style

    def action_cursor_down(self) -> None:
        self.scroll_relative(y=1, animate=False)

    def action_cursor_up(self) -> None:
        self.scroll_relative(y=-1, animate=False)

    def action_page_down(self) -> None:
        self.scroll_relative(y=max(1, self.scrollable_content_region.height - 2), animate=False)

    def action_page_up(self) -> None:
        self.scroll_relative(y=-max(1, self.scrollable_content_region.height - 2), animate=False)

    def action_first(self) -> None:
        self.scroll_to(y=0, animate=False)

    def action_last(self) -> None:
        self.scroll_to(y=len(self.lines), animate=False)
