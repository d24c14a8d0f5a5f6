"""The explorer: three linked panes and the claims behind them."""

from __future__ import annotations

from typing import Any, Final

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.timer import Timer

from store.errors import StoreError
from store.queries.articles import Articles
from store.queries.claims import ClaimRow, Claims
from store.queries.connections import Connections, Superseded
from store.queries.filters import EntityFilter, Listing
from store.queries.groups import Groups
from store.queries.name_filter import SpellingFilter
from store.queries.overview import overview
from store.queries.relationships import RelationshipRow, Relationships
from tui.commands import Place
from tui.keys import bindings
from tui.messages import OverviewRead, StoreChanged, StoreFailed
from tui.panes.articles import ArticlesPane
from tui.panes.claims import ClaimsPane
from tui.panes.groups import GroupsPane
from tui.panes.list_pane import ListPane
from tui.panes.relationships import RelationshipsPane
from tui.screens.asking import OpensScreens
from tui.state import ExplorerState
from tui.widgets.breadcrumb import Breadcrumb
from tui.widgets.empty import EmptyStore
from tui.widgets.footer import CommandFooter
from tui.widgets.header import PaneTabs, StoreHeader

# The reader and citations are imported where they are first needed: the first frame does not wait for them.

FOLLOW_SECONDS: Final = 0.04
"""How long the other panes wait for the next key before they follow the cursor."""
_WIDE: Final = 100
"""Columns from which all panes have room side by side."""
LOOK_SECONDS: Final = 2.0
"""How often the store is looked at for what another program has written."""


class ExplorerScreen(OpensScreens):
    """Panes, breadcrumb, footer. What is shown is decided by the state; the panes only list."""

    BINDINGS = bindings(Place.EXPLORER)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_WIDE, "-wide")]  # noqa: RUF012 - the framework declares it so
    AUTO_FOCUS = ""

    def __init__(self, connections: Connections, state: ExplorerState | None = None) -> None:
        super().__init__()
        self.connections = connections
        self.state = state or ExplorerState()
        self._names = names = SpellingFilter(connections.path)
        self.panes: dict[Listing, ListPane] = {
            Listing.ARTICLES: ArticlesPane(Articles(), connections),
            Listing.GROUPS: GroupsPane(Groups(names), connections),
            Listing.RELATIONSHIPS: RelationshipsPane(Relationships(names), connections),
            Listing.CLAIMS: ClaimsPane(Claims(names), connections),
        }
        self.empty = False
        self._naming = False
        self._awaited: Listing | None = None
        self._following: Timer | None = None
        self._breadcrumb = Breadcrumb()
        self._header = StoreHeader(connections.path)
        self._tabs = PaneTabs()

    def compose(self) -> ComposeResult:
        # Set here once, or the whole screen is styled again when its size is told.
        self.add_class("-wide" if self.app.size.width >= _WIDE else "-narrow")
        self.pane.add_class("-shown")
        yield self._header
        yield self._tabs
        yield self._breadcrumb
        with Container(id="panes"):
            yield self.panes[Listing.ARTICLES]
            yield self.panes[Listing.RELATIONSHIPS]
            yield self.panes[Listing.GROUPS]
            yield self.panes[Listing.CLAIMS]
        yield EmptyStore(self.connections.path)
        yield CommandFooter()

    def on_mount(self) -> None:
        self._show_focus()
        # The frame is painted first: reading takes the processor away from it.
        self.call_after_refresh(self._read_store)
        self.set_interval(LOOK_SECONDS, self._look_at_store)

    @property
    def pane(self) -> ListPane:
        """The focused pane."""
        return self.panes[self.state.focus]

    @property
    def places(self) -> tuple[Place, ...]:
        """Where the focus is, for help and palette."""
        here = {
            Listing.ARTICLES: Place.ARTICLES,
            Listing.GROUPS: Place.GROUPS,
            Listing.RELATIONSHIPS: Place.RELATIONSHIPS,
            Listing.CLAIMS: Place.CLAIMS,
        }
        if self.focused is not None and self.focused.css_identifier == "FilterInput":
            return (Place.TYPING,)
        return (here[self.state.focus], Place.EXPLORER, Place.LIST)

    @property
    def settled(self) -> bool:
        """Whether everything that is asked for is shown."""
        asked = self.state.requests()
        return self._following is None and all(
            pane.request == asked[listing] and pane.settled for listing, pane in self.panes.items()
        )

    @property
    def total_known(self) -> bool:
        """Whether everything in the store has been counted."""
        return all(pane.total is not None for pane in self.panes.values())

    # Reading the store

    def _read_store(self) -> None:
        self.ask("overview", self._read_overview)

    def _read_overview(self) -> None:
        try:
            with self.connections.use("overview") as connection:
                self.post_message(OverviewRead(overview(connection)))
        except Superseded:
            return
        except StoreError as error:
            self.post_message(StoreFailed(str(error), absent=not self.connections.path.exists()))

    @on(OverviewRead)
    def _show_overview(self, message: OverviewRead) -> None:
        read = message.overview
        self._header.show(read)
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

    def _prepare_names(self) -> None:
        """Make the search over spellings ready; until then the typed letters alone decide."""
        try:
            with self.connections.use("names") as connection:
                self._names.prepare(connection)
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
            self._header.tell_news()

    def action_refresh(self) -> None:
        self._read_store()
        for pane in self.panes.values():
            if not self.empty:
                pane.reload()

    # The state and the panes

    def apply(self) -> None:
        """Bring every pane in step with the state; panes whose question is the same are left alone."""
        if self._following is not None:
            self._following.stop()
            self._following = None
        for listing, request in self.state.requests().items():
            pane = self.panes[listing]
            if pane.request != request:
                pane.load(request)
            pane.show_typed(request.text)
        self._breadcrumb.show(self.state.crumbs())
        self._show_focus()

    def _follow(self) -> None:
        """Apply the state when the keys pause: a held key does not ask the store at every row."""
        self._breadcrumb.show(self.state.crumbs())
        if self._following is not None:
            self._following.stop()
        self._following = self.set_timer(FOLLOW_SECONDS, self.apply)

    def _show_focus(self) -> None:
        for listing, pane in self.panes.items():
            pane.set_class(listing is self.state.focus, "-shown")
        self._tabs.show(self.state.focus)
        pane = self.pane
        if not self.empty and not pane.has_focus_within and self.focused is not None:
            pane.rows.focus()
        self.refresh_bindings()

    @on(events.DescendantFocus)
    def _focus_moved(self) -> None:
        for listing, pane in self.panes.items():
            if pane.has_focus_within and listing is not self.state.focus:
                self.state.focus = listing
                self._show_focus()

    @on(ListPane.Moved)
    def _pane_moved(self, message: ListPane.Moved) -> None:
        pane = message.pane
        awaited = self._awaited is pane.listing and pane.arrived
        if not message.by_hand and not awaited:
            return
        record = pane.rows.current_record
        if record is None:
            self._awaited = pane.listing
            return
        self._awaited = None
        self.state.move(pane.listing, pane.filter_of(record))
        self._follow()

    @on(ListPane.Chosen)
    def _pane_chosen(self, message: ListPane.Chosen) -> None:
        self.state.focus = message.pane.listing
        self.action_open()

    @on(ListPane.Typed)
    def _pane_typed(self, message: ListPane.Typed) -> None:
        listing = message.pane.listing
        if message.text:
            self.state.typed[listing] = message.text
        else:
            self.state.typed.pop(listing, None)
        self.apply()

    @on(ListPane.Sorted)
    def _pane_sorted(self, message: ListPane.Sorted) -> None:
        listing = message.pane.listing
        self.state.orders[listing] = self.state.orders[listing].turned(message.key)
        self.apply()

    @on(Breadcrumb.Removed)
    def _crumb_removed(self, message: Breadcrumb.Removed) -> None:
        if message.crumb is None:
            self.state.remove_all()
        else:
            self.state.remove(message.crumb)
        self.apply()

    @on(PaneTabs.Clicked)
    def _tab_clicked(self, message: PaneTabs.Clicked) -> None:
        self.action_focus_pane(message.listing)

    # Commands

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("back", "remove_last", "remove_all"):
            return self.state.can_go_back()
        if action == "keep":
            return bool(self.state.chain)
        return not (self.empty and action in _NEED_ROWS)

    def action_open(self) -> None:
        pane, record = self.pane, self.pane.rows.current_record
        if record is None:
            return
        if isinstance(record, ClaimRow):
            self.read(record.article_id, record.id, record.start)
            return
        deeper = self.state.enter(pane.listing, pane.filter_of(record))
        if deeper is None:
            self.apply()
            self.read(record.id)
            return
        self._go_into(deeper)

    def _go_into(self, listing: Listing) -> None:
        """Focus a pane and select its first row as soon as it is there."""
        pane = self.panes[listing]
        self._awaited = listing if listing is not Listing.CLAIMS else None
        self.apply()
        pane.rows.focus()
        record = pane.rows.current_record
        if self._awaited is listing and pane.arrived and record is not None:
            self._awaited = None
            self.state.move(listing, pane.filter_of(record))
            self._follow()

    def read(self, article_id: int, claim_id: int | None = None, around: int = 0) -> None:
        """Open the reader at a claim or at the beginning of an article."""
        from tui.screens.reader import ReaderScreen

        self.app.push_screen(ReaderScreen(self.connections, article_id, claim_id, around), self._walk_to)

    def _walk_to(self, entity: EntityFilter | None) -> None:
        """Go on with an entity: its relationships."""
        if entity is None:
            return
        self.state.walk(entity)
        self.panes[Listing.GROUPS].rows.reveal(entity.entity_id)
        self._go_into(Listing.RELATIONSHIPS)

    def action_walk(self) -> None:
        record = self.pane.rows.current_record
        if isinstance(record, RelationshipRow):
            here = self.state.request(Listing.RELATIONSHIPS).filters
            subjects = {part.entity_id for part in here if isinstance(part, EntityFilter)}
            if record.object_id in subjects and record.subject_id not in subjects:
                self._walk_to(EntityFilter(record.subject_id, record.subject))
            else:
                self._walk_to(EntityFilter(record.object_id, record.object))

    def action_walk_subject(self) -> None:
        record = self.pane.rows.current_record
        if isinstance(record, RelationshipRow):
            self._walk_to(EntityFilter(record.subject_id, record.subject))

    def action_back(self) -> None:
        self._awaited = None
        self.state.back()
        self.apply()
        self.pane.rows.focus()

    async def action_filter_text(self) -> None:
        if not self._naming and self.state.focus is not Listing.ARTICLES:
            # Only now: the search over spellings costs more memory than everything else here.
            self._naming = True
            self.ask("names", self._prepare_names)
        await self.pane.start_typing(self.state.typed.get(self.state.focus, ""))

    def action_exact(self) -> None:
        self._names.exact = not self._names.exact
        for pane in self.panes.values():
            pane.reload()
        spelling = "exactly as typed" if self._names.exact else "any spelling and script"
        self.notify(f"names are found in {spelling}", timeout=3, markup=False)

    def action_keep(self) -> None:
        self.state.keep()
        self.apply()

    def action_remove_last(self) -> None:
        crumbs = self.state.crumbs()
        if crumbs:
            self.state.remove(crumbs[-1])
            self.apply()

    def action_remove_all(self) -> None:
        self.state.remove_all()
        self.apply()

    def action_reverse(self) -> None:
        listing = self.state.focus
        self.state.orders[listing] = self.state.orders[listing].turned(self.state.orders[listing].key)
        self.apply()

    def action_focus_pane(self, listing: str) -> None:
        self.state.focus = Listing(listing)
        self._show_focus()
        self.pane.rows.focus()

    def action_next_pane(self) -> None:
        self._turn_pane(1)

    def action_previous_pane(self) -> None:
        self._turn_pane(-1)

    def _turn_pane(self, step: int) -> None:
        order = list(Listing)
        self.action_focus_pane(order[(order.index(self.state.focus) + step) % len(order)])

    def action_copy(self) -> None:
        from tui.citation import cite

        record: Any = self.pane.rows.current_record
        if record is None:
            return
        text = cite(record) or self.pane.filter_of(record).label
        self.app.copy_to_clipboard(text)
        self.notify("copied", timeout=2, markup=False)


_NEED_ROWS = frozenset(
    (
        "open filter_text narrow exact keep sort reverse walk walk_subject copy profile timeline matrix contested path"
    ).split()
)
