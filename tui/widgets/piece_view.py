"""A box of lines that are made for its width and only read: the details beside a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.segment import Segment
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.widgets.cells import Line, fit_line
from tui.widgets.parts import style_of

MakeLines = Callable[[int], Sequence[Line]]


class PieceView(ScrollView, can_focus=False):
    """Shows lines that are made anew for every width; what is longer than the box scrolls with the wheel."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - the framework's name
        super().__init__(id=id)
        self._make: MakeLines | None = None
        self._follow: Callable[[Sequence[Line]], int] | None = None
        self._lines: Sequence[Line] = ()

    def show(self, make: MakeLines | None, follow: Callable[[Sequence[Line]], int] | None = None) -> None:
        """Show other lines from the first one on; None empties the box. ``follow`` tells the line to keep in sight."""
        self._make, self._follow = make, follow
        if follow is None:
            self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self._remake()

    @property
    def text(self) -> str:
        """What the box shows, as plain lines."""
        return "\n".join("".join(piece.text for piece in line).rstrip() for line in self._lines)

    def on_resize(self) -> None:
        self._remake()

    def _remake(self) -> None:
        width = self.scrollable_content_region.width
        self._lines = self._make(width) if self._make is not None and width > 0 else ()
        self.virtual_size = Size(width, len(self._lines))
        if self._follow is not None and self._lines:
            middle = self._follow(self._lines) - self.scrollable_content_region.height // 2
            self.scroll_to(y=max(0, middle), animate=False, force=True, immediate=True)
        self.refresh()

    def scroll_by(self, lines: int) -> None:
        """Move the lines up or down."""
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False, force=True, immediate=True)

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        number = self.scroll_offset.y + y
        line = self._lines[number] if number < len(self._lines) else ()
        return Strip([Segment(piece.text, style_of(self, piece.part)) for piece in fit_line(line, width)], width)
