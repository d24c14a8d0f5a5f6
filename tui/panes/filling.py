"""Filling a pane: its ids, as far as they are wanted, and the records of the rows that are seen, in workers.

A list of a million rows begins with a few hundred ids. All of them are read where their number is to be told or where
somebody may go to their end: in a list that is narrowed, and in the one that has the focus. The others read on as far
as they are scrolled.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from itertools import islice
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events, on

from store.errors import StoreError
from store.queries.connections import Connections, Superseded
from store.queries.filters import Listing
from tui.messages import ActivityRead, IdsRead, RecordsRead, StoreFailed
from tui.widgets.windowed_list import WindowedList, joined
from tui.wording import showing
from tui.workers import AsksStore

if TYPE_CHECKING:
    from textual.timer import Timer

    from store.queries.activity import Months
    from store.queries.listing import Source
    from tui.state import Request

FIRST_IDS: Final = 256
"""Ids after which a list is shown for the first time, while the rest is still being read."""
FIRST_TYPED: Final = 48
"""The same while something is typed: a screenful, for the next letter may make the rest useless."""
_REST_SECONDS: Final = 0.25
"""How long the rest waits: for that letter, and for the records of the rows on screen."""
_SLOW_SECONDS: Final = 0.05
"""A narrowed list whose first ids took so long is read on at once: beginning anew would take as long again."""
_MORE_IDS: Final = 32_768
_AHEAD: Final = 8
"""How many times the known ids a list has after it was scrolled near their end."""
_MOST_ACTIVITY: Final = 4000
"""Rows whose bars are kept; those of a screen are read again in no time."""


def _packed(found: Iterator[int]) -> array[int]:
    """Return ids in four bytes each, or in eight where a store has greater ones."""
    wide = array("q", found)
    try:
        return array("i", wide)
    except OverflowError:
        return wide


class FillsList(AsksStore):
    """The part of a pane that asks the store for what it lists."""

    listing: ClassVar[Listing]
    rows: WindowedList

    def __init__(
        self,
        make_source: Callable[[], Source],
        connections: Connections,
        *,
        id: str,  # noqa: A002 - the framework's name
    ) -> None:
        super().__init__(id=id)
        self._make_source = make_source
        self.connections = connections
        self.request: Request | None = None
        self.total: int | None = None
        self.complete = True
        self.busy = False
        self.arrived = False
        self.row_wanted: int | None = None
        self.months: Months | None = None
        self.activity: dict[int, tuple[int, ...]] = {}
        self._turn = 0
        self._fresh = True
        self._kept: int | None = None
        self._age = 0
        self._wanted = 0.0
        self._reading = False
        self._pausing: Timer | None = None

    @cached_property
    def source(self) -> Source:
        """The listing that is shown; made with its first use, for the first frame is painted without it."""
        return self._make_source()

    def load(self, request: Request) -> None:
        """List what a request asks for; the rows shown stay until the first new ones are there."""
        self._fresh = self.request is None or self.request.text != request.text
        if request != self.request:
            self._kept = None
        self.request = request
        self._turn += 1
        self.busy, self.arrived = True, False
        self._wanted, self._reading = 0.0, True
        if self._pausing is not None:
            self._pausing.stop()
            self._pausing = None
        self.ask(f"{self.listing}-ids", partial(self._read_ids, request, self._turn, self._kept))
        self.asked_anew()

    def asked_anew(self) -> None:
        """Show what is asked for now; for subclasses that show it anywhere."""

    def reload(self) -> None:
        """Read ids and records anew, after a change of the store; the position is kept."""
        self._age += 1
        self.rows.forget_records()
        if self.request is not None:
            self._kept = self.rows.current
            self.load(self.request)

    def want_ids(self, wanted: float) -> None:
        """Read on until so many ids are known, or all of them."""
        self._wanted = max(self._wanted, wanted)
        if self.request is None or self._reading or self.complete or len(self.rows.ids) >= self._wanted:
            return
        self._reading = self.busy = True
        known = array(self.rows.ids.typecode, self.rows.ids)
        self.ask(f"{self.listing}-ids", partial(self._read_on, self.request, self._turn, known, self._wanted))

    @property
    def _narrowed(self) -> bool:
        """Whether the number of rows is not known before they are read."""
        return self.request is not None and bool(self.request.text or self.request.filters)

    # In threads

    def _read_ids(self, request: Request, turn: int, kept: int | None) -> None:
        name, enough = f"{self.listing}-ids", FIRST_TYPED if request.text else FIRST_IDS
        try:
            with self.connections.use(name, turn) as connection:
                begun = monotonic()
                found = iter(self.source.ids(connection, request.filters, request.text, request.order))
                ids = _packed(islice(found, enough))
                complete = len(ids) < enough
                while not complete and kept is not None and kept not in ids:
                    before = len(ids)
                    ids = joined(ids, _packed(islice(found, _MORE_IDS)))
                    complete = len(ids) < before + _MORE_IDS
                narrowed = request.text or request.filters
                further = not complete and narrowed and monotonic() - begun > _SLOW_SECONDS
                self.post_message(IdsRead(turn, ids, first=True, complete=complete, last=not further))
                if further:
                    self._post_rest(turn, found, inf)
        except Superseded:
            return
        except StoreError as error:
            self.post_message(StoreFailed(str(error)))

    def _read_on(self, request: Request, turn: int, known: array[int], wanted: float) -> None:
        """Read ids after those that are known; where these have changed meanwhile, all of them anew."""
        try:
            with self.connections.use(f"{self.listing}-ids", turn) as connection:
                found = iter(self.source.ids(connection, request.filters, request.text, request.order))
                again = _packed(islice(found, len(known)))
                if again != known:
                    complete = len(again) < len(known)
                    self.post_message(IdsRead(turn, again, first=True, complete=complete, last=complete))
                    if complete:
                        return
                self._post_rest(turn, found, wanted - len(known))
        except Superseded:
            return
        except StoreError as error:
            self.post_message(StoreFailed(str(error)))

    def _post_rest(self, turn: int, found: Iterator[int], wanted: float) -> None:
        complete = False
        while not complete and wanted > 0:
            stretch = int(min(wanted, _MORE_IDS))
            ids = _packed(islice(found, stretch))
            complete, wanted = len(ids) < stretch, wanted - stretch
            self.post_message(IdsRead(turn, ids, first=False, complete=complete, last=complete or wanted <= 0))

    def _read_records(self, ids: Sequence[int], age: int, months: Months | None) -> None:
        try:
            with self.connections.use(f"{self.listing}-rows") as connection:
                self.post_message(RecordsRead(self.source.rows(connection, ids), age))
                if months is not None:
                    from store.queries.activity import activity

                    self.post_message(ActivityRead(activity(connection, self.listing, ids, months)))
        except Superseded:
            return
        except StoreError as error:
            self.post_message(StoreFailed(str(error)))

    # What they have read

    @on(IdsRead)
    def _show_ids(self, message: IdsRead) -> None:
        if message.turn != self._turn:
            return
        self.complete, self.arrived = message.complete, True
        if message.last:
            self._reading = False
        if message.first:
            near = self._kept is not None
            self.rows.set_ids(message.ids, keep=not self._fresh, near=near, complete=message.complete)
            self._fresh, self._kept = False, None
        else:
            self.rows.append_ids(message.ids, complete=message.complete)
        if self.row_wanted is not None and (self.rows.reveal(self.row_wanted) or message.complete):
            self.row_wanted = None
        self.busy = not message.complete and (self._reading or self._narrowed)
        self.show_count()
        if self.row_wanted is not None:
            self.want_ids(inf)
        elif message.first and not message.complete:
            self._pausing = self.set_timer(_REST_SECONDS, self._go_on)
        else:
            self.want_ids(self._wanted)

    def _go_on(self) -> None:
        """Read on after a pause, as far as is wanted by now."""
        self._pausing = None
        self.want_ids(inf if self._narrowed or self.has_focus_within else self._wanted)

    @on(events.DescendantFocus)
    def _focus_came(self) -> None:
        if self._pausing is None and self.arrived:
            self.want_ids(inf)

    @on(WindowedList.FurtherWanted)
    def _read_further(self, message: WindowedList.FurtherWanted) -> None:
        message.stop()
        wanted = max(message.rows, _AHEAD * len(self.rows.ids))
        if self._pausing is None and self.arrived:
            self.want_ids(wanted)
        else:
            self._wanted = max(self._wanted, wanted)  # asked for once only: remembered until reading goes on

    @on(RecordsRead)
    def _show_records(self, message: RecordsRead) -> None:
        if message.age == self._age:
            self.rows.add_records(message.records)

    @on(WindowedList.Wanted)
    def _fetch_records(self, message: WindowedList.Wanted) -> None:
        message.stop()
        self.ask(
            f"{self.listing}-rows",
            partial(self._read_records, message.ids, self._age, self._months_shown),
            exclusive=False,
            soon=True,
        )

    def activity_width(self, width: int) -> int:
        """Return the cells for bars over time in a pane of some width; subclasses that have them say from when on."""
        return 0

    @property
    def _months_shown(self) -> Months | None:
        """The months that the bars cover, or None where there are no bars."""
        return self.months if self.activity_width(self.rows.scrollable_content_region.width) else None

    @on(ActivityRead)
    def _show_activity(self, message: ActivityRead) -> None:
        if len(self.activity) > _MOST_ACTIVITY:
            self.activity.clear()
        self.activity.update(message.counts)
        self.rows.forget_strips()

    def show_count(self) -> None:
        """Say how many rows are listed, of how many there are."""
        if not self._narrowed and self.total is not None and not self.complete:
            self.rows.expect(self.total)
            self.border_subtitle = showing(self.total, self.total)
        else:
            self.border_subtitle = showing(len(self.rows.ids), self.total, complete=self.complete)

    @property
    def settled(self) -> bool:
        """Whether everything that is seen has been read."""
        return self.request is not None and not self.busy and self.rows.settled
