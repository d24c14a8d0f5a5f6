"""What the explorer asks the user, and the reports it opens: the parts of it that open other screens."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from store.errors import StoreError
from store.queries.connections import Superseded
from store.queries.filters import Filter, Listing
from tui.safe_text import safe_text
from tui.screens.base import ExplorerBase

if TYPE_CHECKING:
    from store.queries.filters import EntityFilter
    from tui.reports.lines import Opening
    from tui.reports.records import Table
    from tui.screens.choose import ChooseScreen
    from tui.screens.report import Question

# Other screens are imported where they are first needed: the first frame does not wait for them.


class OpensScreens(ExplorerBase):
    """Questions and reports about what the state and the focused pane show."""

    def __init__(self) -> None:
        super().__init__()
        self._path_from: EntityFilter | None = None

    def action_narrow(self) -> None:
        from tui.narrowing import fixed_answers, typed_dates
        from tui.screens.choose import ChooseScreen

        question: ChooseScreen[Filter] = ChooseScreen(
            "Narrow by", fixed_answers(), typed=typed_dates, hint="type to find; dates: 2016-03 or 2014..2016"
        )

        def chosen(answer: Filter | None) -> None:
            if answer is not None:
                self.state.add(answer)
                self.apply()

        self.app.push_screen(question, chosen)
        self.ask("outlets", partial(self._read_outlets, question))

    def _read_outlets(self, question: ChooseScreen[Filter]) -> None:
        from store.queries.overview import outlets
        from tui.narrowing import outlet_answers

        try:
            with self.connections.use("outlets") as connection:
                found = outlets(connection)
            self.app.call_from_thread(question.add_answers, outlet_answers(found))
        except (Superseded, StoreError):
            return  # the other filters work without

    def action_sort(self) -> None:
        from tui.screens.choose import Answer, ChooseScreen

        listing = self.state.focus
        now = self.state.orders[listing]
        answers = [
            Answer(sort.label, sort.key, "now" if sort.key == now.key else "") for sort in self.pane.source.sorts
        ]

        def chosen(key: str | None) -> None:
            if key is not None:
                self.state.orders[listing] = now.turned(key)
                self.apply()

        self.app.push_screen(ChooseScreen(f"Sort {listing} by", answers), chosen)

    def _entity_here(self) -> EntityFilter | None:
        """Return the group under the cursor: of a relationship or claim its subject."""
        from store.queries.filters import EntityFilter

        record: Any = self.pane.rows.current_record
        from store.queries.groups import GroupRow

        if isinstance(record, GroupRow):
            return EntityFilter(record.id, record.name)
        from store.queries.claims import ClaimRow
        from store.queries.relationships import RelationshipRow

        if isinstance(record, RelationshipRow | ClaimRow):
            return EntityFilter(record.subject_id, record.subject)
        return None

    def action_profile(self) -> None:
        from tui.reports.profile import profile_lines
        from tui.reports.records import profile_table

        entity = self._entity_here()
        if entity is None:
            self._need_group()
            return
        self._report(
            "Profile", lambda connection: profile_lines(connection, entity.entity_id), profile_table(entity.entity_id)
        )

    def action_timeline(self) -> None:
        from store.queries.filters import PairFilter
        from tui.reports.records import timeline_table
        from tui.reports.timeline import timeline_lines

        record = self.pane.rows.current_record
        about: Filter | None = self._entity_here()
        from store.queries.claims import ClaimRow
        from store.queries.relationships import RelationshipRow

        if isinstance(record, RelationshipRow | ClaimRow):
            about = PairFilter(record.subject_id, record.object_id, f"{record.subject} and {record.object}")
        filters = self.state.kept & about if about is not None else self.state.request(Listing.CLAIMS).filters
        label = " and ".join(part.label for part in filters)
        self._report("Timeline", lambda connection: timeline_lines(connection, filters, label), timeline_table(filters))

    def action_contested(self) -> None:
        from tui.reports.contested import contested_lines
        from tui.reports.records import contested_table

        filters = self.state.request(Listing.CLAIMS).filters
        self._report("Contested", lambda connection: contested_lines(connection, filters), contested_table(filters))

    def action_path(self) -> None:
        from tui.reports.path import path_lines
        from tui.reports.records import path_table

        here, first = self._entity_here(), self._path_from
        if here is None:
            self._need_group()
        elif first is None or first == here:
            self._path_from = here
            told = f"Path from {safe_text(here.name, 120)}: go to the other group and press p again."
            self.notify(told, markup=False)
        else:
            self._path_from = None
            self.app.clear_notifications()  # what to do next has been done
            self._report("Path", lambda connection: path_lines(connection, first, here), path_table(first, here))

    def action_matrix(self) -> None:
        from tui.screens.matrix import MatrixScreen

        filters = self.state.request(Listing.CLAIMS).filters
        self.app.push_screen(MatrixScreen(self.connections, filters), self.show_opening)

    def _need_group(self) -> None:
        self.notify("Put the cursor on a group or a relationship first.", severity="warning", markup=False)

    def _report(self, title: str, question: Question, table: Table) -> None:
        from tui.screens.report import ReportScreen

        self.app.push_screen(ReportScreen(self.connections, title, question, table), self.show_opening)

    def show_opening(self, opening: Opening | None) -> None:
        """Show what a report opened."""
        if opening is not None:
            self.state.open(opening.selections, opening.focus)
            self.apply()
            self.pane.rows.focus()
