"""What workers tell the screen: small messages, never widgets."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from store.queries.overview import Extent, Overview
    from tui.session import Session


@dataclass(eq=False, repr=False)
class IdsRead(Message, bubble=False):
    """Some ids of a pane's list: the first ones replace what was shown, later ones follow.

    ``complete`` where there are no others; ``last`` where no others are being read.
    """

    turn: int
    ids: array[int]
    first: bool
    complete: bool
    last: bool


@dataclass(eq=False, repr=False)
class RecordsRead(Message, bubble=False):
    """Records of a page."""

    records: Mapping[int, object]
    age: int


@dataclass(eq=False, repr=False)
class ActivityRead(Message, bubble=False):
    """How the claims of some rows are spread over time."""

    counts: Mapping[int, tuple[int, ...]]


@dataclass(eq=False, repr=False)
class StoreOpened(Message):
    """Whether the store is empty and its dates, and where the last session ended, to go on from there."""

    extent: Extent
    session: Session | None = None


@dataclass(eq=False, repr=False)
class OverviewRead(Message):
    """The counts of the store."""

    overview: Overview


@dataclass(eq=False, repr=False)
class StoreFailed(Message):
    """The store could not be read; the text is one line for the user."""

    reason: str
    absent: bool = False


@dataclass(eq=False, repr=False)
class StoreChanged(Message):
    """Another program has written into the store."""


class ImportMoved(Message):
    """The import beside the explorer stands otherwise; only the latest such message matters."""

    def can_replace(self, message: Message) -> bool:
        """Replace one that has not been handled yet."""
        return isinstance(message, ImportMoved)


@dataclass(eq=False, repr=False)
class Told(Message, bubble=False):
    """A line for the log."""

    text: str
