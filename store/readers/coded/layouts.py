"""Which columns a coded table has: found by many names, in any order, with others between them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

Fields: TypeAlias = Mapping[str, tuple[str, ...]]
"""What a dataset's columns hold, each with the names that releases and exports give the column, best first."""

_SHOWN: Final = 8


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a table has what: ``at`` holds the index of each column that was found."""

    headers: tuple[str, ...]
    at: Mapping[str, int] = field(default_factory=dict)

    def index(self, name: str) -> int:
        """Return the index of a column, or -1, which reads the empty cell put behind every row."""
        return self.at.get(name, -1)

    def has(self, *names: str) -> bool:
        """Whether the table has all these columns."""
        return all(name in self.at for name in names)

    def count(self, names: Sequence[str]) -> int:
        """Count those of the columns that the table has."""
        return sum(name in self.at for name in names)


def find_columns(headers: Sequence[str], fields: Fields) -> Columns:
    """Find a dataset's columns among the headers of a table; a header serves one column only."""
    names = [plain(header) for header in headers]
    squeezed = [name.replace("_", "") for name in names]
    at: dict[str, int] = {}
    taken: set[int] = set()
    for what, wanted in fields.items():
        for name in wanted:
            short = name.replace("_", "")
            index = next((i for i, each in enumerate(squeezed) if each == short and i not in taken), None)
            if index is not None:
                at[what] = index
                taken.add(index)
                break
    return Columns(tuple(headers), at)


def plain(header: str) -> str:
    """Return a header in small letters, words joined by underscores: "Sub Event-Type" as sub_event_type."""
    spaced = re.sub(r"([a-z0-9])([A-Z][a-z])", r"\1_\2", header.strip().lstrip("\ufeff").strip("\"'"))
    return re.sub(r"[^a-z0-9]+", "_", spaced.lower()).strip("_")


def refusal(dataset: str, columns: Columns, missed: Sequence[str]) -> str:
    """Say in one sentence that a table of a dataset has no actors: the columns found, and those missed."""
    found = [header.strip()[:40] for header in columns.headers if header.strip()]
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return (
        f"looks like {dataset} data, but has no actors, without which no row says who does what (found: "
        f"{', '.join(found[:_SHOWN])}{more}; missed: {', '.join(missed)})"
    )
