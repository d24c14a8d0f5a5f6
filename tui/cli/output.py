"""Writing to the terminal, to a pipe or as JSON: the one place that knows which of them it is."""

from __future__ import annotations

import json
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Final, Generic, Literal, TypeVar

from tui.safe_text import safe_text

_Row = TypeVar("_Row")

_GAP: Final = "  "
_MEASURED: Final = 128
"""Rows whose widths decide those of the columns; later ones are fitted to them, so that long lists stream."""

_NARROWEST: Final = 8


def on_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout.isatty()


def line(text: str = "") -> None:
    """Write a line of data to standard output; the text must be safe already."""
    sys.stdout.write(text + "\n")


def narrate(text: str) -> None:
    """Write a line about what happens to standard error."""
    sys.stdout.flush()
    sys.stderr.write(safe_text(text, 4000) + "\n")
    sys.stderr.flush()


def to_json(value: object, *, indent: int | None = None) -> str:
    """Return JSON that the output's encoding can carry and that holds no line separators of its own."""
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "")
    return json.dumps(value, ensure_ascii=encoding not in ("utf8", "utf8sig"), indent=indent)


def json_array(values: Iterable[Any]) -> None:
    """Write a JSON array, one element a line, as the values come."""
    opened = False
    for value in values:
        sys.stdout.write(("[\n " if not opened else ",\n ") + to_json(value))
        opened = True
    sys.stdout.write("\n]\n" if opened else "[]\n")


def width_of(text: str) -> int:
    """Return how many columns of a terminal a safe text takes."""
    if text.isascii():
        return len(text)
    return sum(map(_width, text))


def fit(text: str, width: int) -> str:
    """Cut a safe text to a width, with an ellipsis where something is lost."""
    if width_of(text) <= width:
        return text
    taken, used = [], 0
    for character in text:
        used += _width(character)
        if used > width - 1:
            break
        taken.append(character)
    return "".join(taken).rstrip() + "…"


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


@dataclass(frozen=True, slots=True)
class Column(Generic[_Row]):
    """A column of a table: its header and how a row's cell reads.

    On a terminal a ``flexible`` column may be cut: to that many characters it still reads well. One with a ``drop``
    number is left out, the highest first, where there is no room for all. ``only`` limits it to terminals or pipes.
    """

    header: str
    cell: Callable[[_Row], object]
    align: Literal["left", "right"] = "left"
    flexible: int = 0
    drop: int = 0
    only: Literal["terminal", "pipe"] | None = None


def table(columns: Sequence[Column[_Row]], rows: Iterable[_Row]) -> None:
    """Write rows in columns: aligned and cut to the width of a terminal, or whole and apart by tabs into a pipe."""
    terminal = on_terminal()
    columns = [column for column in columns if column.only in (None, "terminal" if terminal else "pipe")]
    texts = ([_text(column.cell(row)) for column in columns] for row in rows)
    if terminal:
        _aligned(columns, texts, shutil.get_terminal_size((100, 24)).columns)
        return
    line("\t".join(column.header for column in columns))
    for cells in texts:
        line("\t".join(cells))


def _aligned(columns: Sequence[Column[_Row]], texts: Iterator[list[str]], width: int) -> None:
    first = list(islice(texts, _MEASURED))
    widths = [
        max(width_of(column.header), *(width_of(cells[index]) for cells in first)) if first else width_of(column.header)
        for index, column in enumerate(columns)
    ]
    kept = _kept(columns, widths, width)
    columns = [columns[index] for index in kept]
    widths = _fitted(columns, [widths[index] for index in kept], width)
    line(_row(columns, [column.header for column in columns], widths))
    for cells in chain(first, texts):
        line(_row(columns, [cells[index] for index in kept], widths))


def _kept(columns: Sequence[Column[_Row]], widths: Sequence[int], width: int) -> list[int]:
    """Return which columns there is room for, when flexible ones are as narrow as they are still readable."""
    kept = list(range(len(columns)))
    while True:
        least = [min(widths[index], columns[index].flexible or widths[index]) for index in kept]
        droppable = [index for index in kept if columns[index].drop]
        if not droppable or sum(least) + len(_GAP) * (len(kept) - 1) <= width:
            return kept
        kept.remove(max(droppable, key=lambda index: columns[index].drop))


def _fitted(columns: Sequence[Column[_Row]], widths: list[int], width: int) -> list[int]:
    too_many = sum(widths) + len(_GAP) * (len(columns) - 1) - width
    flexible = [index for index, column in enumerate(columns) if column.flexible]
    while too_many > 0:
        # The widest gives way first, so that short names stay whole beside long titles.
        widest = max(flexible, key=lambda index: widths[index], default=None)
        if widest is None or widths[widest] <= _NARROWEST:
            break
        widths[widest] -= 1
        too_many -= 1
    return widths


def _row(columns: Sequence[Column[_Row]], cells: Sequence[str], widths: Sequence[int]) -> str:
    parts = []
    for column, text, width in zip(columns, cells, widths, strict=True):
        fitted = fit(text, width)
        space = " " * (width - width_of(fitted))
        parts.append(space + fitted if column.align == "right" else fitted + space)
    return _GAP.join(parts).rstrip()


def _text(value: object) -> str:
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) and on_terminal() else safe_text(str(value))
