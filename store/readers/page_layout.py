"""From lines on pages to paragraphs: what a reader sees in gaps, indents and hyphens."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

_END: Final = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_HYPHEN: Final = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]$")
_NUMBER: Final = re.compile(
    r"[\W_]*(?:page\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/|\|)\s*\d{1,4})?[\W_]*$", re.IGNORECASE
)
_KEPT_HYPHENS: Final = frozenset("anti counter ex mid non pan post pre pro self semi vice".split())
_WORD_BEFORE: Final = re.compile(r"([^\W\d_]+(?:[-'’][^\W\d_]+)*)[-\u00ad\u2010]$")
_WORD_AFTER: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")

_LONGEST_WORD: Final = 100
_WIDE_GAP: Final = 1.35
_OTHER_SIZE: Final = 1.12
_INDENT: Final = 0.6
_SHORT: Final = 0.85
_COLUMN: Final = 20.0
_REPEATED_PAGES: Final = 3
_REPEATED_SHARE: Final = 0.4
_MARGIN_LINES: Final = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text with its place on the page, in points from the lower left corner, and its size."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[str]:
    """Return the paragraphs of a document; headers, footers and page numbers are left out, broken words made whole."""
    bodies = _without_margins(pages)
    gap = _usual_gap(bodies)
    words = _words(bodies)
    found: list[list[Line]] = []
    for body in bodies:
        edges = _right_edges(body)
        for number, line in enumerate(body):
            before = found[-1][-1] if found else None
            if before is None or _begins(before, line, gap, edges, new_page=number == 0):
                found.append([line])
            else:
                found[-1].append(line)
    return [text for text in (_joined(lines, words) for lines in found) if text]


def _begins(before: Line, line: Line, gap: float, edges: dict[int, float], *, new_page: bool) -> bool:
    """Whether a paragraph begins with a line."""
    if max(before.size, line.size) > _OTHER_SIZE * min(before.size, line.size):
        return True
    down = before.bottom - line.bottom
    if new_page or down < -0.5 * line.size:  # the next page, or column
        return bool(_END.search(before.text)) or not line.text[0].islower()
    if abs(down) <= 0.5 * line.size:
        return False  # the same line, in two pieces
    if down > _WIDE_GAP * max(gap, line.size):
        return True
    ended = bool(_END.search(before.text))
    if ended and _INDENT * line.size < line.left - before.left < 8 * line.size:
        return True
    edge = edges.get(int(before.left // _COLUMN), before.right)
    return ended and before.right - before.left < _SHORT * (edge - before.left)


def _without_margins(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    margins = [_margin(page) for page in pages]
    seen = Counter(text for margin in margins for text in {_folded(line) for line in margin})
    often = max(_REPEATED_PAGES, _REPEATED_SHARE * len(pages))
    bodies = []
    for page, margin in zip(pages, margins, strict=True):
        dropped = {
            id(line) for line in margin if seen[_folded(line)] >= often or (len(pages) > 1 and _NUMBER.match(line.text))
        }
        bodies.append([line for line in page if id(line) not in dropped])
    return bodies


def _margin(page: Sequence[Line]) -> list[Line]:
    """Return the uppermost and lowermost lines of a page."""
    if len(page) <= 2 * _MARGIN_LINES:
        return list(page)
    ordered = sorted(page, key=lambda line: line.bottom)
    return [*ordered[:_MARGIN_LINES], *ordered[-_MARGIN_LINES:]]


def _folded(line: Line) -> str:
    return re.sub(r"\d+", "#", " ".join(line.text.lower().split()))


def _usual_gap(pages: Sequence[Sequence[Line]]) -> float:
    gaps = [
        before.bottom - line.bottom
        for page in pages
        for before, line in pairwise(page)
        if 0.5 * line.size < before.bottom - line.bottom < 3 * line.size
    ]
    return median(gaps) if gaps else 0.0


def _right_edges(page: Sequence[Line]) -> dict[int, float]:
    """Return how far to the right the lines of each column go, by where they begin."""
    edges: dict[int, float] = {}
    for line in page:
        column = int(line.left // _COLUMN)
        for near in (column - 1, column, column + 1):
            edges[near] = max(edges.get(near, 0.0), line.right)
    return edges


def _words(pages: Iterable[Iterable[Line]]) -> frozenset[str]:
    """Return the words that stand whole inside lines, by which broken ones are recognised."""
    found: set[str] = set()
    for page in pages:
        for line in page:
            found.update(match[0].lower() for match in _WORD_AFTER.finditer(line.text))
    return frozenset(found)


def _joined(lines: Sequence[Line], words: frozenset[str]) -> str:
    text = ""
    for line in lines:
        if not text:
            text = line.text
        elif _HYPHEN.search(text):
            text = _mended(text, line.text, words)
        else:
            text = f"{text} {line.text}"
    return re.sub(r"\u00ad$", "-", text).replace("\u00ad", "")


def _mended(text: str, rest: str, words: frozenset[str]) -> str:
    """Join a word that was broken at the end of a line, with or without its hyphen."""
    before, after = _WORD_BEFORE.search(text[-_LONGEST_WORD:]), _WORD_AFTER.match(rest)
    if before is None or after is None:
        return f"{text} {rest}"
    left, right = before[1].lower(), after[0].lower()
    if not rest[0].islower():
        return f"{text[:-1]}-{rest}"  # al-Nusra, pro-Russian
    kept = left in _KEPT_HYPHENS or f"{left}-{right}" in words
    if left + right in words or not kept:
        return text[:-1] + rest
    return f"{text[:-1]}-{rest}"
