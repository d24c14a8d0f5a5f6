"""A list of told lines, each broken to the width there is, so that nothing of them is cut."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message

from tui.reports.text import hanging
from tui.widgets.cells import Piece
from tui.widgets.windowed_list import WindowedList


@dataclass(frozen=True, slots=True)
class Told:
    """One line: what stands before it, and the text that goes on below where the width ends."""

    before: Sequence[Piece]
    text: Sequence[Piece] = ()


class ToldList(WindowedList):
    """Shows told lines; nothing follows from walking through them."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the framework's name
        super().__init__(lambda line, _width: [line], id=id)
        self._told: Sequence[Told] = ()

    def tell(self, told: Sequence[Told]) -> None:
        """Show other lines; the cursor keeps its place."""
        self._told = told
        width = self.scrollable_content_region.width or self.app.size.width
        lines = [line for each in told for line in hanging(each.before, each.text, width)]
        self.records.clear()
        self.forget_strips()
        self.records.update(enumerate(lines))
        self.set_ids(array("q", range(len(lines))))

    def on_resize(self) -> None:
        super().on_resize()
        self.tell(self._told)

    def post_message(self, message: Message) -> bool:
        """Keep the list's own messages to itself: no line of it opens anything."""
        if isinstance(message, WindowedList.Moved | WindowedList.Wanted | WindowedList.Chosen):
            return False
        return super().post_message(message)
