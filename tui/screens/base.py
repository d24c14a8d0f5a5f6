"""What the parts of the explorer share: its panes and its state."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from textual.screen import Screen

from store.queries.connections import Connections
from store.queries.filters import Listing
from tui.panes.list_pane import ListPane
from tui.state import ExplorerState
from tui.workers import AsksStore

if TYPE_CHECKING:
    from store.queries.name_filter import SpellingFilter


class ExplorerBase(AsksStore, Screen[None]):
    """The attributes of the explorer that its parts, each a module of its own, work with."""

    connections: Connections
    state: ExplorerState
    panes: dict[Listing, ListPane]
    empty: bool

    @cached_property
    def names(self) -> SpellingFilter:
        """What decides in which spellings names are found, the same for every pane; made with its first use."""
        from store.queries.name_filter import SpellingFilter

        return SpellingFilter(self.connections.path)

    @property
    def pane(self) -> ListPane:
        """The focused pane."""
        return self.panes[self.state.focus]

    def apply(self) -> None:
        """Bring every pane in step with the state."""
        raise NotImplementedError

    def follow(self) -> None:
        """Bring every pane in step with the state as soon as the keys pause."""
        raise NotImplementedError
