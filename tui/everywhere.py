"""What works on every screen: searching, and going to what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App

from store.queries.connections import Connections
from tui.message_log import Level, MessageLog

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from tui.reports.lines import Opening
    from tui.screens.explorer import ExplorerScreen
    from tui.screens.search import Target

# Screens are imported where they are first needed: the first frame does not wait for them.


class WorksEverywhere(App[None]):
    """The commands that are the same whatever is on the screen."""

    connections: Connections

    def __init__(self) -> None:
        self.told = MessageLog()
        super().__init__()

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show a message for a while, and keep it in the log."""
        levels = {"warning": Level.WARNING, "error": Level.ERROR}
        self.told.add(f"{title}: {message}" if title else message, levels.get(severity, Level.TOLD))
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    def tell_slow(self, name: str, seconds: float) -> None:
        """Keep in the log that a question to the store took long."""
        self.told.add(f"{name} took {seconds:.1f} s", Level.SLOW)

    @property
    def explorer(self) -> ExplorerScreen:
        """The explorer, whatever lies over it."""
        from tui.screens.explorer import ExplorerScreen

        return next(screen for screen in self.screen_stack if isinstance(screen, ExplorerScreen))

    def action_search_all(self) -> None:
        """Ask for a query over everything, and go to what is chosen."""
        from tui.screens.search import SearchScreen

        if not isinstance(self.screen, SearchScreen):
            self.push_screen(SearchScreen(self.connections, self.explorer.names), self._go_to)

    def show_opening(self, opening: Opening | None) -> None:
        """Show in the explorer what a report has opened."""
        if opening is not None:
            while self.screen is not self.explorer:
                self.pop_screen()
            self.explorer.show_opening(opening)

    def _go_to(self, target: Target | None) -> None:
        if target is None:
            return
        from store.queries.claims import ClaimRow
        from store.queries.filters import EntityFilter
        from store.queries.groups import GroupRow

        explorer = self.explorer
        while self.screen is not explorer:
            self.pop_screen()
        record = target.record
        if isinstance(record, GroupRow):
            explorer.walk_to(EntityFilter(record.id, record.name))
        elif isinstance(record, ClaimRow):
            explorer.read(record.article_id, record.id, record.start)
        else:
            explorer.read(record.id, find=target.words)
