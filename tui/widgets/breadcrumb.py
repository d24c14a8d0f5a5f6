"""The breadcrumb: what narrows the panes, each part removable with a click."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.message import Message
from textual.widget import Widget

from tui.safe_text import safe_text
from tui.state import Crumb
from tui.widgets.cells import fit, width_of

_LONGEST = 40


class Breadcrumb(Widget):
    """One line that says what is shown; a click on a part removes it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "breadcrumb--quiet",
        "breadcrumb--kept",
        "breadcrumb--selection",
        "breadcrumb--typed",
    }

    @dataclass(eq=False, repr=False)
    class Removed(Message):
        """A part was clicked; None means all of them."""

        crumb: Crumb | None

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._crumbs: tuple[Crumb, ...] = ()
        self._places: list[tuple[int, int, Crumb | None]] = []

    def show(self, crumbs: Sequence[Crumb]) -> None:
        """Show other parts."""
        if tuple(crumbs) != self._crumbs:
            self._crumbs = tuple(crumbs)
            self.refresh()

    def render(self) -> Text:
        quiet = self.get_component_rich_style("breadcrumb--quiet", partial=True)
        text = Text(no_wrap=True, end="")
        self._places = []
        if not self._crumbs:
            text.append("everything", quiet)
            return text
        text.append("all", quiet)
        self._places.append((0, 3, None))
        # All parts stay visible: the long ones give way when the line is full.
        longest = max(8, min(_LONGEST, (self.size.width - 3) // len(self._crumbs) - 5))
        for crumb in self._crumbs:
            label = safe_text(crumb.label, 500)
            label = fit(label, longest) if width_of(label) > longest else label
            name = "kept" if crumb.kept else "typed" if crumb.typed else "selection"
            text.append(" › ", quiet)
            start = text.cell_len
            text.append(label, self.get_component_rich_style(f"breadcrumb--{name}", partial=True))
            text.append(" ✕" if crumb.kept or crumb.typed else "", quiet)
            self._places.append((start, text.cell_len, crumb))
        return text

    def jumps(self) -> list[tuple[int, Callable[[], object]]]:
        """Return where each part begins, and how to remove it."""
        return [(start, partial(self.post_message, self.Removed(crumb))) for start, _, crumb in self._places]

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        for start, end, crumb in self._places:
            if start <= offset.x < end:
                self.post_message(self.Removed(crumb))
