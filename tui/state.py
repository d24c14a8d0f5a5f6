"""What the explorer shows, apart from any widget: selections, kept filters, typed texts, orders, focus.

A pane that moves becomes a link of the chain. Each pane is narrowed by the kept filters and by the links before its
own, so that going back to an earlier pane finds it as it was left. Tests drive this object without a screen.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from store.queries.filters import ArticleFilter, EntityFilter, Filter, Filters, Listing, RelationshipFilter
from store.queries.listing import Order

DEFAULT_ORDERS = {
    Listing.ARTICLES: Order("date"),
    Listing.GROUPS: Order("claims"),
    Listing.RELATIONSHIPS: Order("claims"),
    Listing.CLAIMS: Order("date"),
}
_DEEPER = {Listing.GROUPS: Listing.RELATIONSHIPS, Listing.RELATIONSHIPS: Listing.CLAIMS}


@dataclass(frozen=True, slots=True)
class Request:
    """Everything that decides what a pane lists."""

    filters: Filters
    text: str
    order: Order


@dataclass(frozen=True, slots=True)
class Selection:
    """The row of one pane that narrows the panes after it."""

    listing: Listing
    filter: Filter


@dataclass(frozen=True, slots=True)
class Crumb:
    """One part of the breadcrumb: a kept filter, a selection, or a typed text."""

    label: str
    kept: Filter | None = None
    selection: Selection | None = None
    typed: Listing | None = None


@dataclass(slots=True)
class ExplorerState:
    """The state of one explorer; methods are what keys do."""

    kept: Filters = field(default_factory=Filters)
    chain: tuple[Selection, ...] = ()
    typed: dict[Listing, str] = field(default_factory=dict)
    orders: dict[Listing, Order] = field(default_factory=lambda: dict(DEFAULT_ORDERS))
    focus: Listing = Listing.GROUPS

    def request(self, listing: Listing) -> Request:
        """Return what a pane lists now."""
        filters = self.kept
        for link in self.chain:
            if link.listing is listing:
                break
            filters = filters & link.filter
        return Request(filters, self.typed.get(listing, ""), self.orders[listing])

    def requests(self) -> dict[Listing, Request]:
        """Return what every pane lists now."""
        return {listing: self.request(listing) for listing in Listing}

    def move(self, listing: Listing, chosen: Filter) -> None:
        """Take the row under the cursor of a pane as its selection; the links after it fall away.

        Claims narrow nothing: they are the end of every walk.
        """
        if listing is Listing.CLAIMS:
            return
        before = self.chain[: self._place(listing)]
        self.chain = (*before, Selection(listing, chosen))

    def enter(self, listing: Listing, chosen: Filter) -> Listing | None:
        """Select a row and go on to the next pane; return it, or None where the reader comes next."""
        self.move(listing, chosen)
        deeper = _DEEPER.get(listing)
        if deeper is not None:
            self.focus = deeper
        return deeper

    def can_go_back(self) -> bool:
        """Whether there is a step to go back."""
        return bool(self.typed.get(self.focus) or self.chain or self.kept)

    def back(self) -> bool:
        """Take back one step: the text typed here, then the selections, then the kept filters, last first.

        Returns whether there was one.
        """
        if self.typed.pop(self.focus, ""):
            return True
        if self.chain:
            if self.chain[-1].listing is self.focus:
                self.chain = self.chain[:-1]
            if self.chain:
                self.focus = self.chain[-1].listing
            return True
        if self.kept:
            self.kept = self.kept.without(self.kept.parts[-1])
            return True
        return False

    def walk(self, entity: EntityFilter) -> None:
        """Start a new walk at one entity: its relationships, whatever was selected or typed before."""
        self.chain = (Selection(Listing.GROUPS, entity),)
        self.typed.pop(Listing.RELATIONSHIPS, None)
        self.typed.pop(Listing.CLAIMS, None)
        self.focus = Listing.RELATIONSHIPS

    def open(self, selections: tuple[Selection, ...], focus: Listing) -> None:
        """Show what a report stands on: its selections instead of the present ones, within the kept filters."""
        kept = set(self.kept)
        self.chain = tuple(link for link in selections if link.filter not in kept)
        self.typed.pop(focus, None)
        self.focus = focus

    def keep(self) -> bool:
        """Turn the last selection into a kept filter; return whether there was one."""
        if not self.chain:
            return False
        self.kept = self.kept & self.chain[-1].filter
        self.chain = self.chain[:-1]
        return True

    def add(self, chosen: Filter) -> None:
        """Keep a filter; one of the same slot is replaced."""
        others = Filters(tuple(part for part in self.kept if not chosen.slot or part.slot != chosen.slot))
        self.kept = others & chosen

    def crumbs(self) -> list[Crumb]:
        """Return the breadcrumb: kept filters, selections, typed texts."""
        crumbs = [Crumb(part.label, kept=part) for part in self.kept]
        crumbs += [Crumb(link.filter.label, selection=link) for link in self.chain]
        crumbs += [Crumb(f"{listing} “{text}”", typed=listing) for listing, text in self.typed.items() if text]
        return crumbs

    def remove(self, crumb: Crumb) -> None:
        """Take one part out of the breadcrumb; the others stay."""
        if crumb.kept is not None:
            self.kept = self.kept.without(crumb.kept)
        if crumb.selection is not None:
            self.chain = tuple(link for link in self.chain if link != crumb.selection)
        if crumb.typed is not None:
            self.typed.pop(crumb.typed, None)

    def remove_all(self) -> None:
        """Show everything again; orders and focus stay."""
        self.kept, self.chain = Filters(), ()
        self.typed.clear()

    def _place(self, listing: Listing) -> int:
        for place, link in enumerate(self.chain):
            if link.listing is listing:
                return place
        return len(self.chain)


__all__ = [
    "ArticleFilter",
    "Crumb",
    "EntityFilter",
    "ExplorerState",
    "RelationshipFilter",
    "Request",
    "Selection",
]
