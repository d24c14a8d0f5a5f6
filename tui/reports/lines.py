"""The lines of a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from store.queries.filters import Listing
from tui.state import Selection
from tui.widgets.cells import Piece


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
