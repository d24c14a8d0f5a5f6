"""GDELT mentions: one row a sentence of a page that mentions an event, in 13 to 16 columns and without a header.

Method: the GDELT 2.0 event codebook, "mentions table". A row names the event by its id and no actors.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from store.event_mentions import EventMention
from store.readers.coded import values
from store.readers.coded.gdelt import DATASET
from store.readers.coded.layouts import Columns, Fields

FIELDS: Final[Fields] = {
    "id": ("global_event_id", "globaleventid"),
    "time": ("mention_time_date",),
    "type": ("mention_type",),
    "outlet": ("mention_source_name",),
    "address": ("mention_identifier",),
}
_PLACES: Final = {"id": 0, "time": 2, "type": 3, "outlet": 4, "address": 5}
_WEB: Final = "1"
_ADDRESS: Final = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)


def fits(columns: Columns) -> bool:
    """Whether a table with a header is one of mentions that says which page mentions which event."""
    return columns.has("id", "outlet", "address")


def columns_without_header(row: Sequence[str]) -> Columns | None:
    """Find the columns of a file of mentions, which has no header, by their number and first cells."""
    if not 13 <= len(row) <= 16:
        return None
    if not (re.fullmatch(r"\d{1,12}", row[0]) and all(re.fullmatch(r"\d{14}", cell) for cell in row[1:3])):
        return None
    return Columns(tuple(f"column {i + 1}" for i in range(len(row))), _PLACES)


class MentionParser:
    """Parses rows of one GDELT file of mentions."""

    dataset = DATASET

    def __init__(self, name: str, columns: Columns, *, has_header: bool = True) -> None:
        self.has_header = has_header
        self._name = name
        self._width = len(columns.headers)
        self._at = tuple(columns.index(each) for each in FIELDS)
        self._day = values.Days()

    def parse(self, cells: Sequence[str], position: int) -> EventMention | str | None:
        """Return what one row says."""
        row = [*cells[: self._width], *[""] * (self._width - len(cells) + 1)]
        row_id, time, type_, outlet, address = [values.one_line(row[i]) for i in self._at]
        if not row_id:
            return None if values.is_tag_row(cells) else "does not say which event it mentions"
        if type_ not in ("", _WEB):
            return f"is no mention on the web (its kind is {type_[:20]})"
        if not _ADDRESS.fullmatch(address):
            return "has no web address"
        return EventMention(DATASET, row_id, outlet or None, self._day(time[:8]), address, self._name, position)
