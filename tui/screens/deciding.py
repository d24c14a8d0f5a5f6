"""Marking items of the review queue and deciding them: verdicts, mended claims, merges."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.screen import Screen

from store.queries.connections import Connections
from store.queries.filters import EntityFilter
from store.queries.review import DoubtfulClaim
from store.records import Relation, Status
from tui.curation import curate
from tui.reports.review import Queued
from tui.widgets.windowed_list import WindowedList
from tui.wording import SIGNS, STATUS_SIGNS, VERBS, count
from tui.workers import AsksStore

if TYPE_CHECKING:
    from store.curation import Curator, Verdict
    from store.journal import Entry

# Questions are imported where they are first asked.


class Decides(AsksStore, Screen[EntityFilter | None]):
    """The part of the review that writes; what is decided leaves the list at once, and the store follows."""

    connections: Connections
    rows: WindowedList

    def __init__(self) -> None:
        super().__init__()
        self.marked: set[int] = set()
        self.total: int | None = None
        self.waiting = 0
        """Steps that are asked for and not yet written."""
        self.wanted: int | None = None
        """The item to go to when the queue is read next."""

    def reload(self) -> None:
        """Read the queue anew."""
        raise NotImplementedError

    def show_count(self) -> None:
        """Say how many items are listed and marked."""
        raise NotImplementedError

    def show_detail(self) -> None:
        """Show all about the item under the cursor."""
        raise NotImplementedError

    # Marking

    def action_mark(self) -> None:
        """Mark the item under the cursor, or take its mark off, and go to the next."""
        number = self.rows.current
        if number is not None:
            self.marked ^= {number}
            self.rows.forget_strips()
            self.rows.action_cursor_down()
            self.show_count()

    def action_mark_all(self) -> None:
        """Mark everything in the queue, or where all is marked already, nothing."""
        everything = set(self.rows.ids)
        self.marked = set() if self.marked == everything else everything
        self.rows.forget_strips()
        self.show_count()

    def _meant(self) -> list[int]:
        """Return the marked items in the order of the queue, or the one under the cursor."""
        if self.marked:
            return [number for number in self.rows.ids if number in self.marked]
        return [] if self.rows.current is None else [self.rows.current]

    def _meant_claims(self) -> list[int]:
        """Return the claims among what is meant; say so where there is none."""
        claims = [number for number in self._meant() if number > 0]
        if not claims and self._meant():
            self.notify("This is for claims; a suggestion is merged (m) or kept apart (a).", markup=False)
        return claims

    # Deciding

    def _curate(self, step: Callable[[Curator], object]) -> None:
        self.waiting += 1
        curate(self.app, step)

    def show_curated(self, entries: Sequence[Entry]) -> None:
        """Read the queue anew when nothing is being written any more; go to what an undone step was about."""
        self.waiting = max(0, self.waiting - 1)
        if any(entry.undone for entry in entries):
            claims = entries[-1].details.get("claims")
            self.wanted = claims[0] if isinstance(claims, list) and claims else None
            self.reload()
        elif not entries or not self._mending(entries):
            if not self.waiting:
                self.reload()
        else:
            # What was mended stays under the cursor, to be mended further.
            self.rows.forget_records()

    @staticmethod
    def _mending(entries: Sequence[Entry]) -> bool:
        return all(entry.action in ("retype", "swap", "set status", "redate", "respan") for entry in entries)

    def _drop(self, numbers: Iterable[int]) -> None:
        """Take decided items out of the list at once; the store follows."""
        gone = set(numbers)
        self.marked -= gone
        if self.total is not None:
            self.total -= len(gone)
        place = self.rows.cursor - sum(1 for number in self.rows.ids[: self.rows.cursor] if number in gone)
        self.rows.set_ids(array("q", (number for number in self.rows.ids if number not in gone)))
        self.rows.cursor = max(0, min(place, len(self.rows.ids) - 1))
        self.show_count()
        self.show_detail()

    def action_confirm(self) -> None:
        self._decide("confirmed", merge=True)

    def action_reject(self) -> None:
        self._decide("rejected", merge=False)

    def _decide(self, verdict: Verdict, *, merge: bool) -> None:
        """Confirm or reject what is meant; of a suggestion that is to merge the two or to keep them apart."""
        meant = self._meant()
        claims = [number for number in meant if number > 0]
        pairs = [-number for number in meant if number < 0]
        if claims:
            self._curate(lambda curator: curator.judge(claims, verdict))
        if pairs:
            self._curate(partial(_settle_pairs, self.connections, pairs, merge=merge))
        self._drop(meant)

    def action_merge(self) -> None:
        self._settle(merge=True)

    def action_keep_apart(self) -> None:
        self._settle(merge=False)

    def _settle(self, *, merge: bool) -> None:
        pairs = [number for number in self._meant() if number < 0]
        if not pairs:
            self.notify("This is for suggestions to merge; claims are confirmed (c) or rejected (r).", markup=False)
            return
        self._curate(partial(_settle_pairs, self.connections, [-number for number in pairs], merge=merge))
        self._drop(pairs)

    def action_swap(self) -> None:
        claims = self._meant_claims()
        if claims:
            self._curate(lambda curator: curator.swap(claims))

    def action_retype(self) -> None:
        from tui.screens.choose import Answer, ChooseScreen

        claims = self._meant_claims()
        if not claims:
            return

        def chosen(relation: Relation | None) -> None:
            if relation is not None:
                self._curate(lambda curator: curator.retype(claims, relation))

        answers = [Answer(VERBS[each], each, sign=SIGNS[each.stance]) for each in Relation]
        self.app.push_screen(ChooseScreen(f"The relation of {_these(claims)}", answers), chosen)

    def action_set_status(self) -> None:
        from tui.screens.choose import Answer, ChooseScreen

        claims = self._meant_claims()
        if not claims:
            return

        def chosen(status: Status | None) -> None:
            if status is not None:
                self._curate(lambda curator: curator.set_status(claims, status))

        answers = [Answer(each.value, each, sign=STATUS_SIGNS[each]) for each in Status]
        self.app.push_screen(ChooseScreen(f"The status of {_these(claims)}", answers), chosen)

    def action_redate(self) -> None:
        from tui.screens.ask import AskScreen

        claims = self._meant_claims()
        if not claims:
            return
        item = self.rows.records.get(claims[0])
        before = item.claim.date or "" if len(claims) == 1 and isinstance(item, DoubtfulClaim) else ""

        def answered(date: str | None) -> None:
            if date is not None:
                self._curate(lambda curator: curator.redate(claims, date or None))

        hint = "2016, 2016-08 or 2016-08-24; nothing for undated"
        self.app.push_screen(AskScreen(f"The date of {_these(claims)}", before, hint=hint, check=_no_date), answered)

    def action_respan(self) -> None:
        from tui.screens.span import SpanScreen

        item: Queued | None = self.rows.current_record
        if not isinstance(item, DoubtfulClaim):
            self.notify("Put the cursor on a claim first.", severity="warning", markup=False)
            return
        claim = item.claim

        def chosen(span: tuple[int, int] | None) -> None:
            if span is not None and span != (claim.start, claim.end):
                self._curate(lambda curator: curator.respan(claim.id, *span))

        screen = SpanScreen(self.connections, claim.article_id, claim.start, claim.end)
        self.app.push_screen(screen, chosen)


def _these(claims: Sequence[int]) -> str:
    return "this claim" if len(claims) == 1 else f"these {count(len(claims), 'claim')}"


def _no_date(text: str) -> str:
    from store.claim_steps import is_date

    return "" if not text or is_date(text) else "no date; write it as 2016, 2016-08 or 2016-08-24"


def _settle_pairs(connections: Connections, numbers: Sequence[int], curator: Curator, *, merge: bool) -> None:
    """Merge the two of each suggestion or keep them apart, each a step of its own. Runs in a thread."""
    from store.queries.suggestions import suggestion

    for number in numbers:
        with connections.use("suggestion") as connection:
            found = suggestion(connection, number)
        if found is None:
            continue  # an earlier merge of these has settled it
        if merge:
            curator.merge([found.goes_id], found.stays_id)
        else:
            curator.keep_apart(found.stays_id, found.goes_id)
