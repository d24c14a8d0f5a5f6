"""Texts of articles in the lines of reports: marked, and broken to a width."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from store.records import Span
from tui.safe_text import safe_text
from tui.widgets.cells import Piece, width_of, wrap


def marked_text(text: str, marks: Sequence[tuple[Span, str, str]]) -> list[Piece]:
    """Return a text made safe in pieces: the marked spans in their parts, each with a sign after its end.

    Where marks lie over each other the first one decides.
    """
    cuts = sorted({0, len(text), *(place for span, *_ in marks for place in (span.start, span.end))})
    pieces: list[Piece] = []
    for start, end in pairwise(cut for cut in cuts if 0 <= cut <= len(text)):
        part = next((part for span, part, _ in marks if span.start <= start and end <= span.end), "")
        pieces.append(Piece(safe_text(text[start:end]), part))
        signs = {sign: part for span, part, sign in marks if span.end == end and sign}
        pieces += [Piece(sign, part) for sign, part in signs.items()]
    return pieces


def wrapped(pieces: Sequence[Piece], width: int, margin: int = 1) -> list[list[Piece]]:
    """Break pieces of safe text into lines of a width, each after a margin."""
    text = "".join(piece.text for piece in pieces)
    ends: list[tuple[int, str]] = []
    at = 0
    for piece in pieces:
        at += len(piece.text)
        ends.append((at, piece.part))
    lines: list[list[Piece]] = []
    for start, broken in wrap(text, max(8, width - margin - 1)):
        end = start + len(text[start:broken].rstrip())
        line, here = [Piece(" " * margin)], start
        for stop, part in ends:
            if here < min(stop, end):
                line.append(Piece(text[here : min(stop, end)], part))
                here = min(stop, end)
        lines.append(line)
    return lines


def hanging(before: Sequence[Piece], text: Sequence[Piece], width: int) -> list[list[Piece]]:
    """Return a text broken to a width, its first line after some pieces and the others below its own beginning."""
    margin = sum(width_of(piece.text) for piece in before)
    lines = wrapped(text, width, margin)
    return [[*before, *lines[0][1:]], *lines[1:]] if lines else [list(before)]
