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
    """A column of a table: its header, how a row's cell reads, and whether it may be cut to fit the terminal."""

    header: str
    cell: Callable[[_Row], object]
    align: Literal["left", "right"] = "left"
    flexible: bool = False


def table(columns: Sequence[Column[_Row]], rows: Iterable[_Row]) -> None:
    """Write rows in columns: aligned and cut to the width of a terminal, or whole and apart by tabs into a pipe."""
    texts = ([_text(column.cell(row)) for column in columns] for row in rows)
    if on_terminal():
        _aligned(columns, texts, shutil.get_terminal_size((100, 24)).columns)
        return
    line("\t".join(column.header for column in columns))
    for cells in texts:
        line("\t".join(cells))


def _aligned(columns: Sequence[Column[_Row]], texts: Iterator[list[str]], width: int) -> None:
    first = list(islice(texts, _MEASURED))
    widths = _widths(columns, first, width)
    line(_row(columns, [column.header for column in columns], widths))
    for cells in chain(first, texts):
        line(_row(columns, cells, widths))


def _widths(columns: Sequence[Column[_Row]], texts: Sequence[Sequence[str]], width: int) -> list[int]:
    widths = [max((width_of(cells[index]) for cells in texts), default=0) for index, _column in enumerate(columns)]
    widths = [max(found, width_of(column.header)) for found, column in zip(widths, columns, strict=True)]
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
