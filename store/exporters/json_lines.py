"""JSON lines (UTF-8): one record to a line, with names and evidence as lists."""

from __future__ import annotations

import json
from typing import TextIO

from store.exporters import Wanted
from store.exporters.columns import records
from store.exporters.selection import Selection


def write(selection: Selection, wanted: Wanted, out: TextIO) -> int:
    """Write the wanted records; return how many."""
    written = 0
    for record in records(selection, wanted, nested=True):
        # Some readers take U+2028 and U+2029 for line ends, which JSON itself allows within a text.
        line = json.dumps(record, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
        out.write(line + "\n")
        written += 1
    return written
