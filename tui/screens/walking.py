"""Walking through the store: from a row to what lies behind it, and on to the other side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from store.queries.filters import Listing
from tui.panes.list_pane import ListPane
from tui.screens.base import ExplorerBase

if TYPE_CHECKING:
    from store.queries.filters import EntityFilter

# The reader is imported where it is first needed: the first frame does not wait for it.


class Walks(ExplorerBase):
    """The part of the explorer that follows cursor and Enter."""

    def __init__(self) -> None:
        super().__init__()
        self._awaited: Listing | None = None

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
        self.follow()

    @on(ListPane.Chosen)
    def _pane_chosen(self, message: ListPane.Chosen) -> None:
        self.state.focus = message.pane.listing
        self.action_open()

    def action_open(self) -> None:
        pane, record = self.pane, self.pane.rows.current_record
        if record is None:
            return
        from store.queries.claims import ClaimRow

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
            self.follow()

    def read(self, article_id: int, claim_id: int | None = None, around: int = 0, find: str = "") -> None:
        """Open the reader at a claim, at the first place of a searched text, or at the beginning of an article."""
        from tui.screens.reader import ReaderScreen

        self.app.push_screen(ReaderScreen(self.connections, article_id, claim_id, around, find), self.walk_to)

    def walk_to(self, entity: EntityFilter | None) -> None:
        """Go on with an entity: its relationships."""
        if entity is None:
            return
        self.state.walk(entity)
        self.panes[Listing.GROUPS].rows.reveal(entity.entity_id)
        self._go_into(Listing.RELATIONSHIPS)

    def action_walk(self) -> None:
        from store.queries.filters import EntityFilter

        record = self.pane.rows.current_record
        from store.queries.relationships import RelationshipRow

        if isinstance(record, RelationshipRow):
            here = self.state.request(Listing.RELATIONSHIPS).filters
            subjects = {part.entity_id for part in here if isinstance(part, EntityFilter)}
            if record.object_id in subjects and record.subject_id not in subjects:
                self.walk_to(EntityFilter(record.subject_id, record.subject))
            else:
                self.walk_to(EntityFilter(record.object_id, record.object))

    def action_walk_subject(self) -> None:
        from store.queries.filters import EntityFilter

        record = self.pane.rows.current_record
        from store.queries.relationships import RelationshipRow

        if isinstance(record, RelationshipRow):
            self.walk_to(EntityFilter(record.subject_id, record.subject))

    def action_back(self) -> None:
        self._awaited = None
        self.state.back()
        self.apply()
        self.pane.rows.focus()
