"""Text cut and padded to cells of the screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size


class Piece(NamedTuple):
    """Some text and the part of a line it is, which decides its style; an empty part means plain."""

    text: str
    part: str = ""


Line = Sequence[Piece]


def width_of(text: str) -> int:
    """Return the cells a safe text takes."""
    return len(text) if text.isascii() else cell_len(text)


def fit(text: str, width: int, *, right: bool = False) -> str:
    """Return a safe text in exactly ``width`` cells: padded, or cut with an ellipsis."""
    if width <= 0:
        return ""
    taken = width_of(text)
    if taken > width:
        return set_cell_size(text, width - 1).rstrip() + "…" + " " * _lost(text, width)
    padding = " " * (width - taken)
    return padding + text if right else text + padding


def _lost(text: str, width: int) -> int:
    """Cells to add after the ellipsis where cutting removed spaces at the end."""
    cut = set_cell_size(text, width - 1)
    return width_of(cut) - width_of(cut.rstrip())


def fit_line(pieces: Iterable[Piece], width: int) -> list[Piece]:
    """Return pieces in exactly ``width`` cells, the last one cut with an ellipsis or followed by spaces."""
    fitted: list[Piece] = []
    left = width
    for text, part in pieces:
        if not text or left <= 0:
            continue
        taken = width_of(text)
        if taken > left:
            fitted.append(Piece(fit(text, left), part))
            return fitted
        fitted.append(Piece(text, part))
        left -= taken
    if left > 0:
        fitted.append(Piece(" " * left))
    return fitted


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Break one paragraph of a safe text into lines of at most ``width`` cells; return their offsets."""
    lines: list[tuple[int, int]] = []
    start = end = taken = 0
    for begin, stop in _words(text):
        word = width_of(text[begin:stop].rstrip())
        if taken and taken + word > width:
            lines.append((start, end))
            start, taken = begin, 0
        rest = begin
        if word > width:
            start = rest = _break_word(text, begin, stop, width, lines)
        taken += width_of(text[rest:stop])
        end = stop
    if start < len(text) or not lines:
        lines.append((start, len(text)))
    return lines


def _words(text: str) -> Iterable[tuple[int, int]]:
    """Yield the offsets of words, each with the spaces after it."""
    place, length = 0, len(text)
    while place < length:
        space = text.find(" ", place)
        if space < 0:
            yield place, length
            return
        stop = space
        while stop < length and text[stop] == " ":
            stop += 1
        yield place, stop
        place = stop


def _break_word(text: str, begin: int, stop: int, width: int, lines: list[tuple[int, int]]) -> int:
    """Add the full lines of a word wider than a line; return where its rest begins."""
    taken = 0
    start = begin
    for place in range(begin, stop):
        cells = width_of(text[place])
        if taken + cells > width and place > start:
            lines.append((start, place))
            start, taken = place, 0
        taken += cells
    return start
