"""Reading the store as a whole: its counts, whether it is empty, and what another program has written meanwhile."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Final

from textual import on

from store.errors import StoreError
from store.queries.activity import Months
from store.queries.connections import Superseded
from store.queries.filters import Filters, Listing
from store.queries.overview import overview
from tui.messages import OverviewRead, StoreChanged, StoreFailed
from tui.screens.base import ExplorerBase
from tui.widgets.header import StoreHeader

if TYPE_CHECKING:
    pass

if TYPE_CHECKING:
    from tui.session import Session

LOOK_SECONDS: Final = 2.0
"""How often the store is looked at for what another program has written."""


class WatchesStore(ExplorerBase):
    """The part of the explorer that knows how the store as a whole stands."""

    header: StoreHeader

    def __init__(self) -> None:
        super().__init__()
        self.restored: Session | None = None

    def on_mount(self) -> None:
        # The frame is painted first: reading takes the processor away from it.
        self.call_after_refresh(self._read_store)
        self.set_interval(LOOK_SECONDS, self._look_at_store)

    def _read_store(self) -> None:
        self.ask("overview", self._read_overview)

    def _read_overview(self) -> None:
        try:
            with self.connections.use("overview") as connection:
                self.post_message(OverviewRead(overview(connection), self._outdated(connection)))
        except Superseded:
            return
        except StoreError as error:
            self.post_message(StoreFailed(str(error), absent=not self.connections.path.exists()))

    def _outdated(self, connection: sqlite3.Connection) -> Filters:
        """Return what of the restored session this store does not know: another one may lie at its path."""
        if self.restored is None:
            return Filters()
        from tui.session import outdated

        state = self.restored.state
        return outdated(connection, [*state.kept, *(link.filter for link in state.chain)])

    @on(OverviewRead)
    def _show_overview(self, message: OverviewRead) -> None:
        read = message.overview
        if self.restored is not None:
            from tui.session import fit_orders, forget

            forget(self.state, message.gone)
            fit_orders(
                self.state, {listing: [s.key for s in pane.source.sorts] for listing, pane in self.panes.items()}
            )
            self.restored = None
        self.header.show(read)
        months = Months.between(read.first_date, read.last_date)
        for pane in self.panes.values():
            pane.months = months
        self.show_empty(read.articles == 0)
        totals = {
            Listing.ARTICLES: read.articles,
            Listing.GROUPS: read.groups,
            Listing.RELATIONSHIPS: read.relationships,
            Listing.CLAIMS: read.claims,
        }
        for listing, pane in self.panes.items():
            pane.total = totals[listing]
            pane.show_count()

    @on(StoreFailed)
    def _tell_failure(self, message: StoreFailed) -> None:
        if message.absent:
            self.show_empty(True)
            return
        self.notify(message.reason, title="The store cannot be read", severity="error", markup=False)

    def show_empty(self, empty: bool) -> None:
        """Show what to do with an empty store, or the panes."""
        self.empty = empty
        self.set_class(empty, "-empty")
        self.refresh_bindings()
        if not empty:
            if self.focused is None:
                self.pane.rows.focus()
            self.apply()

    def prepare_names(self) -> None:
        """Make the search over spellings ready; until then the typed letters alone decide."""
        try:
            with self.connections.use("names") as connection:
                self.names.prepare(connection)
        except (Superseded, StoreError):
            return

    def _look_at_store(self) -> None:
        self.ask("look", self._look)

    def _look(self) -> None:
        if self.connections.changed():
            self.post_message(StoreChanged())

    @on(StoreChanged)
    def _store_changed(self) -> None:
        if self.empty:
            self.action_refresh()
        else:
            self.header.tell_news()

    def action_refresh(self) -> None:
        self._read_store()
        for pane in self.panes.values():
            if not self.empty:
                pane.reload()
