"""What is on the screen as a file: CSV, JSON or Markdown of its rows, whole or not at all."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Final, TextIO

from store.exporters.files import whole_file
from store.exporters.texts import harmless_cell, one_line

FORMATS: Final[Mapping[str, str]] = {
    "csv": "a table for spreadsheets",
    "json": "an array of records",
    "markdown": "a table to put into a text",
    "svg": "a picture of the screen as it is",
}
ENDINGS: Final[Mapping[str, str]] = {"csv": ".csv", "json": ".json", "markdown": ".md", "svg": ".svg"}
_LEFT_OUT: Final = frozenset({"trigger", "sides"})
"""Offsets within the evidence, of no use outside."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a view: a name for the file, the column heads, and where the records come from.

    ``read`` is called in a worker; what it yields has the columns as keys.
    """

    name: str
    columns: tuple[str, ...]
    read: Callable[[], Iterable[Mapping[str, Any]]]


def columns_of(record: type) -> tuple[str, ...]:
    """Return the columns for records of a dataclass."""
    assert is_dataclass(record)
    return tuple(each.name for each in fields(record) if each.name not in _LEFT_OUT)


def plain(record: Any, columns: Iterable[str]) -> dict[str, Any]:
    """Return a record's columns as values that JSON knows."""
    return {column: _value(getattr(record, column)) for column in columns}


def _value(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list):
        return [_value(each) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _value(getattr(value, each.name)) for each in fields(value)}
    return value


def write_rows(rows: Rows, form: str, target: Path, *, store: Path, force: bool) -> int:
    """Write the rows and return how many; raises :class:`store.exporters.files.ExportError` in one clear line."""
    with whole_file(target, store=store, force=force) as path, path.open("w", encoding="utf-8", newline="") as out:
        return _WRITERS[form](rows, out)


def write_text(text: str, target: Path, *, store: Path, force: bool) -> None:
    """Write a text that is made already, such as a picture."""
    with whole_file(target, store=store, force=force) as path:
        path.write_text(text, encoding="utf-8")


def _csv(rows: Rows, out: TextIO) -> int:
    table = csv.writer(out, lineterminator="\n")
    table.writerow(rows.columns)
    written = 0
    for row in rows.read():
        table.writerow([_cell(row.get(column)) for column in rows.columns])
        written += 1
    return written


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        value = "; ".join(str(each) for each in value)
    return harmless_cell(value) if isinstance(value, str) else value


def _json(rows: Rows, out: TextIO) -> int:
    number = 0
    for number, row in enumerate(rows.read(), 1):
        out.write(("[\n " if number == 1 else ",\n ") + json.dumps(row, ensure_ascii=False))
    out.write("\n]\n" if number else "[]\n")
    return number


def _markdown(rows: Rows, out: TextIO) -> int:
    out.write(f"| {' | '.join(rows.columns)} |\n| {' | '.join('---' for _ in rows.columns)} |\n")
    written = 0
    for row in rows.read():
        written += 1
        out.write("| " + " | ".join(_escaped(row.get(column)) for column in rows.columns) + " |\n")
    return written


def _escaped(value: Any) -> str:
    """Return a cell in which nothing is read as markup and no bar ends it early."""
    text = one_line("" if value is None else "; ".join(map(str, value)) if isinstance(value, list) else str(value))
    return "".join(f"\\{letter}" if letter in "\\|`*_[]<>&" else letter for letter in text)


def lines(texts: Iterable[str]) -> Iterator[dict[str, str]]:
    """Return lines of a report as records of one column."""
    for text in texts:
        yield {"line": text.rstrip()}


_WRITERS: Final[Mapping[str, Callable[[Rows, TextIO], int]]] = {"csv": _csv, "json": _json, "markdown": _markdown}
