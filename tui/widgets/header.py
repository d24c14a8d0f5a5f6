"""The first line: which store is open and how much is in it; and the line of tabs for narrow screens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import events
from textual.message import Message
from textual.widget import Widget

from store.queries.filters import Listing
from tui.safe_text import safe_text
from tui.widgets.cells import fit
from tui.wording import count

if TYPE_CHECKING:
    from store.queries.overview import Overview


class StoreHeader(Widget):
    """Name of the store on the left, counts on the right."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"header--name", "header--quiet", "header--news"}

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._name = safe_text(path.name, 200)
        self._overview: Overview | None = None
        self._news = False
        self._work = ""

    def show_work(self, told: str) -> None:
        """Say how work in the background stands; an empty text when it has ended."""
        self._work, self._news = told, False
        self.refresh()

    def show(self, overview: Overview | None) -> None:
        """Show other counts."""
        self._overview, self._news = overview, False
        self.refresh()

    def tell_news(self) -> None:
        """Say that another program has written into the store."""
        self._news = True
        self.refresh()

    def render(self) -> Text:
        quiet = self.get_component_rich_style("header--quiet", partial=True)
        text = Text(no_wrap=True, end="")
        text.append("conflict-tui", self.get_component_rich_style("header--name", partial=True))
        counts = ""
        if self._work:
            counts = fit(safe_text(self._work, 200), max(10, min(len(self._work), self.size.width - 16)))
        elif self._news:
            counts = "new data: press r"
        elif self._overview is not None:
            o = self._overview
            parts = [count(o.articles, "article"), count(o.groups, "group"), count(o.relationships, "relationship")]
            counts = " · ".join([*parts, count(o.claims, "claim"), count(o.outlets, "outlet")])
        room = self.size.width - text.cell_len - len(counts) - 2
        text.append(fit(f"  {self._name}", max(0, room)), quiet)
        text.append(
            "  " + counts,
            self.get_component_rich_style("header--news", partial=True) if self._news or self._work else quiet,
        )
        return text


class PaneTabs(Widget):
    """One line naming the four panes; shown where only one of them has room."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"tabs--plain", "tabs--here", "tabs--number"}

    @dataclass(eq=False, repr=False)
    class Clicked(Message):
        """A pane was chosen."""

        listing: Listing

    def __init__(self) -> None:
        super().__init__()
        self._here = Listing.GROUPS
        self._places: list[tuple[int, int, Listing]] = []

    def show(self, here: Listing) -> None:
        """Mark another pane as the one that is seen."""
        if here is not self._here:
            self._here = here
            self.refresh()

    def render(self) -> Text:
        text = Text(no_wrap=True, end="")
        self._places = []
        number_style = self.get_component_rich_style("tabs--number", partial=True)
        for number, listing in enumerate(Listing, 1):
            style = self.get_component_rich_style(
                "tabs--here" if listing is self._here else "tabs--plain", partial=True
            )
            start = text.cell_len
            text.append(f" {number} ", style if listing is self._here else number_style)
            text.append(f"{listing.value.title()} ", style)
            self._places.append((start, text.cell_len, listing))
            text.append(" ")
        return text

    def jumps(self) -> list[tuple[int, Callable[[], object]]]:
        """Return where each tab begins, and how to choose it."""
        return [(start, partial(self.post_message, self.Clicked(listing))) for start, _, listing in self._places]

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        for start, end, listing in self._places:
            if offset is not None and start <= offset.x < end:
                self.post_message(self.Clicked(listing))
