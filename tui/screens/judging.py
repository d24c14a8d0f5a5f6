"""Deciding from the panes: verdicts on the claim under the cursor, merging and naming groups, and the review queue."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from textual import events, on

from store.queries.filters import Listing
from tui.curation import curate
from tui.safe_text import safe_text
from tui.screens.base import ExplorerBase

if TYPE_CHECKING:
    from store.curation import Curator, Verdict
    from store.journal import Entry
    from store.queries.filters import EntityFilter
    from store.queries.groups import GroupRow

# Other screens are imported where they are first needed: the first frame does not wait for them.


class Judges(ExplorerBase):
    """The part of the explorer that writes decisions; the panes then refresh by themselves."""

    def __init__(self) -> None:
        super().__init__()
        self._merged_from: GroupRow | None = None
        self._stale = False

    def action_refresh(self) -> None:
        """Read the store again."""
        raise NotImplementedError

    def walk_to(self, entity: EntityFilter | None) -> None:
        """Go on with an entity."""
        raise NotImplementedError

    def action_review(self) -> None:
        from tui.screens.review import ReviewScreen

        filters = self.state.request(Listing.CLAIMS).filters
        self.app.push_screen(ReviewScreen(self.connections, filters, self.names), self.walk_to)

    def action_confirm(self) -> None:
        self._judge("confirmed")

    def action_reject(self) -> None:
        self._judge("rejected")

    def _judge(self, verdict: Verdict) -> None:
        record: Any = self.pane.rows.current_record
        from store.queries.claims import ClaimRow

        if not isinstance(record, ClaimRow):
            return
        claim, wanted = record.id, None if record.verdict == verdict else verdict
        self._curate(lambda curator: curator.judge([claim], wanted))

    def action_rename(self) -> None:
        from tui.screens.ask import AskScreen

        record: Any = self.pane.rows.current_record
        from store.queries.groups import GroupRow

        if not isinstance(record, GroupRow):
            return
        group = record.id

        def answered(name: str | None) -> None:
            if name is not None and name != record.name:
                self._curate(lambda curator: curator.rename(group, name))

        hint = "the old name stays among the names"
        self.app.push_screen(AskScreen(f"Rename {record.name}", record.name, hint=hint, check=_no_name), answered)

    def action_merge(self) -> None:
        """Take the group under the cursor as one of two to merge; with the second one ask which stays."""
        record: Any = self.pane.rows.current_record
        from store.queries.groups import GroupRow

        if not isinstance(record, GroupRow):
            return
        first, self._merged_from = self._merged_from, None
        if first is None or first.id == record.id:
            self._merged_from = record
            told = f"Merge {safe_text(record.name, 120)}: go to the other group and press M again."
            self.notify(told, markup=False)
            return
        self.app.clear_notifications()  # what to do next has been done
        self._ask_which_stays(first, record)

    def _ask_which_stays(self, first: GroupRow, second: GroupRow) -> None:
        from tui.screens.choose import Answer, ChooseScreen
        from tui.wording import KIND_SIGNS, count

        both = sorted((first, second), key=lambda row: (-row.claims, -row.articles, row.id))
        answers = [
            Answer(f"{row.name} stays", row.id, f"#{row.id}, {count(row.claims, 'claim')}", KIND_SIGNS[row.kind])
            for row in both
        ]

        def chosen(stays: int | None) -> None:
            if stays is not None:
                goes = first.id if stays == second.id else second.id
                self._curate(lambda curator: curator.merge([goes], stays))

        title = f"Make {safe_text(first.name, 60)} and {safe_text(second.name, 60)} one"
        self.app.push_screen(ChooseScreen(title, answers), chosen)

    def _curate(self, step: Callable[[Curator], object]) -> None:
        curate(self.app, step)

    # After a step

    def show_curated(self, entries: Sequence[Entry]) -> None:
        """Read everything anew after a step, at once or when this screen is seen again."""
        if not entries:
            return
        if self.app.screen is self:
            self.action_refresh()
        else:
            self._stale = True

    @on(events.ScreenResume)
    def _refresh_stale(self) -> None:
        if self._stale:
            self._stale = False
            self.action_refresh()


def _no_name(text: str) -> str:
    from store.names import fold

    return "" if fold(text) else "a name has letters or digits"
