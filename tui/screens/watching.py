"""Reading the store as a whole: its counts, whether it is empty, and what another program has written meanwhile."""

from __future__ import annotations

import gc
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual import on

from store.errors import StoreError
from store.queries.connections import Superseded
from store.queries.filters import Listing
from tui.message_log import Level
from tui.messages import OverviewRead, StoreChanged, StoreFailed, StoreOpened, Told
from tui.screens.base import ExplorerBase
from tui.widgets.header import StoreHeader

if TYPE_CHECKING:
    from tui.session import Session

LOOK_SECONDS: Final = 2.0
"""How often the store is looked at for what another program has written."""


class WatchesStore(ExplorerBase):
    """The part of the explorer that knows how the store as a whole stands."""

    header: StoreHeader

    def __init__(self) -> None:
        super().__init__()
        self.session_path: Path | None = None

    def on_mount(self) -> None:
        # The frame is painted first: reading takes the processor away from it.
        self.call_after_refresh(self._begin)
        self.set_interval(LOOK_SECONDS, self._look_at_store)

    def _begin(self) -> None:
        if not gc.isenabled():  # as at the start of the program; what is loaded now stays, and no key waits for looking
            gc.freeze()
            gc.enable()
        self._read_store()

    def _read_store(self) -> None:
        self.ask("overview", self._read_overview)

    def _read_overview(self) -> None:
        from store.queries.overview import extent, overview

        try:
            with self.connections.use("overview") as connection:
                # The panes do not wait for the counts, which read whole indexes.
                self.post_message(StoreOpened(extent(connection), self._last_session(connection)))
                self.post_message(OverviewRead(overview(connection)))
        except Superseded:
            return
        except StoreError as error:
            self.post_message(StoreFailed(str(error), absent=not self.connections.path.exists()))

    def _last_session(self, connection: sqlite3.Connection) -> Session | None:
        """Return where the last session ended, without what this store does not know: another may lie at its path."""
        path, self.session_path = self.session_path, None
        if path is None or not path.exists():
            return None
        from tui.session import forget, outdated, read_session

        session, problem = read_session(path)
        if problem:
            self.post_message(Told(problem))
        if session is not None:
            state = session.state
            forget(state, outdated(connection, [*state.kept, *(link.filter for link in state.chain)]))
        return session

    def _go_on_with(self, session: Session) -> None:
        """Begin where the last session ended, unless something has been chosen in the meantime."""
        from tui.session import fit_orders

        if self.state.can_go_back():
            return
        self.state = session.state
        fit_orders(
            self.state, {listing: [sort.key for sort in pane.source.sorts] for listing, pane in self.panes.items()}
        )
        for listing, pane in self.panes.items():
            pane.row_wanted = session.rows.get(listing)

    @on(StoreOpened)
    def _show_store(self, message: StoreOpened) -> None:
        from store.queries.activity import Months

        if message.session is not None:
            self._go_on_with(message.session)
        months = Months.between(message.extent.first_date, message.extent.last_date)
        for pane in self.panes.values():
            pane.months = months
        self.show_empty(message.extent.empty)

    @on(OverviewRead)
    def _show_overview(self, message: OverviewRead) -> None:
        read = message.overview
        self.header.show(read)
        totals = {
            Listing.ARTICLES: read.articles,
            Listing.GROUPS: read.groups,
            Listing.RELATIONSHIPS: read.relationships,
            Listing.CLAIMS: read.claims,
        }
        for listing, pane in self.panes.items():
            pane.total = totals[listing]
            pane.show_count()

    @on(Told)
    def _keep_told(self, message: Told) -> None:
        self.app.told.add(message.text, Level.WARNING)  # type: ignore[attr-defined]

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
