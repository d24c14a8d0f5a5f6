"""CSV (RFC 4180, UTF-8): one table of articles, groups, relationships or claims that spreadsheets open safely."""

from __future__ import annotations

import csv
from typing import TextIO

from store.exporters import Wanted
from store.exporters.columns import headers, records
from store.exporters.selection import Selection
from store.exporters.texts import harmless_cell


def write(selection: Selection, wanted: Wanted, out: TextIO) -> int:
    """Write the wanted table with a header line; return the number of its rows."""
    columns = headers(wanted)
    table = csv.writer(out, lineterminator="\n")
    table.writerow(columns)
    written = 0
    for record in records(selection, wanted, nested=False):
        table.writerow([_cell(record[column]) for column in columns])
        written += 1
    return written


def _cell(value: object) -> object:
    return harmless_cell(value) if isinstance(value, str) else value
