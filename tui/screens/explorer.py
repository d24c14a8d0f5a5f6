"""The explorer: three linked panes and the claims behind them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.timer import Timer

from store.queries.connections import Connections
from store.queries.filters import Listing
from tui.commands import Place
from tui.keys import bindings
from tui.panes.articles import ArticlesPane
from tui.panes.claims import ClaimsPane
from tui.panes.groups import GroupsPane
from tui.panes.list_pane import ListPane
from tui.panes.relationships import RelationshipsPane
from tui.screens.asking import OpensScreens
from tui.screens.judging import Judges
from tui.screens.walking import Walks
from tui.screens.watching import WatchesStore
from tui.settings import Settings
from tui.state import ExplorerState
from tui.widgets.breadcrumb import Breadcrumb
from tui.widgets.empty import EmptyStore
from tui.widgets.footer import CommandFooter
from tui.widgets.header import PaneTabs, StoreHeader

if TYPE_CHECKING:
    from store.queries.listing import Source
    from tui.session import Session

# Citations are imported where they are first needed: the first frame does not wait for them.

FOLLOW_SECONDS: Final = 0.04
"""How long the other panes wait for the next key before they follow the cursor."""


class ExplorerScreen(WatchesStore, Walks, Judges, OpensScreens):
    """Panes, breadcrumb, footer. What is shown is decided by the state; the panes only list."""

    BINDINGS = bindings(Place.EXPLORER)
    AUTO_FOCUS = ""

    def __init__(
        self, connections: Connections, session_path: Path | None = None, settings: Settings | None = None
    ) -> None:
        super().__init__()
        settings = settings or Settings()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (settings.narrow_below, "-wide")]
        self.connections = connections
        self.session_path = session_path
        self.state = ExplorerState()
        self.panes: dict[Listing, ListPane] = {
            Listing.ARTICLES: ArticlesPane(self._articles, connections),
            Listing.GROUPS: GroupsPane(self._groups, connections),
            Listing.RELATIONSHIPS: RelationshipsPane(self._relationships, connections),
            Listing.CLAIMS: ClaimsPane(self._claims, connections),
        }
        self._wide = settings.narrow_below
        for listing, pane in self.panes.items():
            pane.show_columns(settings.columns.get(listing))
        self._styled = False
        self.empty = False
        self._naming = False
        self._following: Timer | None = None
        self._breadcrumb = Breadcrumb()
        self.header = StoreHeader(connections.path)
        self._tabs = PaneTabs()

    # What reads the store is loaded after the first frame.

    def _articles(self) -> Source:
        from store.queries.articles import Articles
        from store.queries.first_texts import FirstTexts

        return Articles(FirstTexts())

    def _groups(self) -> Source:
        from store.queries.first_names import FirstNames
        from store.queries.groups import Groups

        return Groups(self.names, FirstNames("entities", "id"))

    def _relationships(self) -> Source:
        from store.queries.first_names import FirstNames
        from store.queries.relationships import Relationships

        return Relationships(self.names, FirstNames("relationships", "subject_id", "object_id"))

    def _claims(self) -> Source:
        from store.queries.claims import Claims
        from store.queries.first_names import FirstNames

        return Claims(self.names, FirstNames("claims", "subject_id", "object_id", "said_by_id"))

    def compose(self) -> ComposeResult:
        # Set here once, or the whole screen is styled again when its size is told.
        self.add_class("-wide" if self.app.size.width >= self._wide else "-narrow")
        self.pane.add_class("-shown")
        yield self.header
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

    def update_node_styles(self, animate: bool = True) -> None:
        # When the screen is first shown, everything in it has just been styled.
        if self._styled:
            super().update_node_styles(animate)
        self._styled = True

    def session(self, theme: str) -> Session:
        """Return where the explorer stands, for the next start."""
        from tui.session import Session

        rows = {listing: pane.rows.current for listing, pane in self.panes.items()}
        return Session(self.state, {listing: row for listing, row in rows.items() if row is not None}, theme)

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

    def follow(self) -> None:
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

    @on(ListPane.Typed)
    def _pane_typed(self, message: ListPane.Typed) -> None:
        if not message.pane.heard():
            return
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

    async def action_filter_text(self) -> None:
        if not self._naming and self.state.focus is not Listing.ARTICLES:
            # Only now: the search over spellings costs more memory than everything else here.
            self._naming = True
            self.ask("names", self.prepare_names)
        await self.pane.start_typing(self.state.typed.get(self.state.focus, ""))

    def action_exact(self) -> None:
        self.names.exact = not self.names.exact
        for pane in self.panes.values():
            pane.reload()
        spelling = "exactly as typed" if self.names.exact else "any spelling and script"
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
        "open filter_text narrow exact keep sort reverse walk walk_subject copy profile timeline matrix contested path "
        "review confirm reject rename merge"
    ).split()
)
