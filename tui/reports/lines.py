"""The lines of a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from store.queries.filters import Listing
from tui.reports.text import hanging, wrapped
from tui.state import Selection
from tui.widgets.cells import Piece, width_of

_BETWEEN: Final = 2
_FACTS: Final = 46
"""Cells that facts mostly take, kept free beside a column of names."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What the explorer shows when a line is opened: selections, and the pane that gets the focus."""

    selections: tuple[Selection, ...]
    focus: Listing = Listing.CLAIMS


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One line: its pieces for a width, and what it opens."""

    build: Callable[[int], Sequence[Piece]]
    opens: Opening | None = None


@dataclass(frozen=True, slots=True)
class ReportBlock:
    """Some lines, how many depending on the width, that open the same."""

    build: Callable[[int], Sequence[Sequence[Piece]]]
    opens: Opening | None = None


Part = ReportLine | ReportBlock


def laid_out(parts: Iterable[Part], width: int) -> list[ReportLine]:
    """Return a report as lines for a width, blocks broken up."""
    lines: list[ReportLine] = []
    for part in parts:
        if isinstance(part, ReportLine):
            lines.append(part)
        else:
            lines += [plain(*pieces, opens=part.opens) for pieces in part.build(width)]
    return lines


def plain(*pieces: Piece, opens: Opening | None = None) -> ReportLine:
    """Return a line that is the same at any width."""
    return ReportLine(lambda _width: pieces, opens)


def heading(text: str, note: str = "") -> ReportLine:
    """Return the heading of a part."""
    return plain(Piece(f" {text}", "accent strong"), Piece(f"  {note}" if note else "", "quiet"))


def blank() -> ReportLine:
    """Return an empty line."""
    return plain()


def bar(count: int, most: int, width: int, sign: str) -> str:
    """Return a bar of signs, at least one for anything at all."""
    if count <= 0 or most <= 0:
        return ""
    return sign * max(1, round(count / most * width))


def beside(
    before: Piece, name: Sequence[Piece], facts: Sequence[Piece], column: int, opens: Opening | None = None
) -> ReportBlock:
    """Return a name with its facts beside it from a column on, or below it where both are too wide for one line."""
    taken = sum(width_of(piece.text) for piece in name)
    needed = sum(width_of(piece.text) for piece in facts)

    def lines(width: int) -> list[Sequence[Piece]]:
        margin = width_of(before.text)
        room = width - margin - needed - _BETWEEN - 1
        if taken > room:
            return [*hanging([before], name, width), *wrapped(facts, width, margin + _BETWEEN)]
        gap = max(0, min(column, width - _FACTS) - taken)
        return [[before, *name, Piece(" " * (min(gap, room - taken) + _BETWEEN)), *facts]]

    return ReportBlock(lines, opens)
