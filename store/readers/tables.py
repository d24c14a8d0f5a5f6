"""CSV and TSV files with one article a row, read row by row in bounded memory."""

from __future__ import annotations

import csv
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from itertools import chain, islice
from typing import IO, Final

from store.readers.coded import RowParser, find_parser
from store.readers.coded.ucdp_actors import ActorParser
from store.readers.columns import Columns, describe_missing, find_columns, says_text
from store.readers.dates import day_first
from store.readers.decoding import find_encoding
from store.readers.items import MAX_ARTICLE_BYTES, Items, Skipped, Source
from store.readers.rows import row_to_item
from store.readers.sniffing import find_delimiter

_LOOK_AHEAD: Final = 1000
_MOST_ACTORS: Final = 20_000
"""So many rows of a list of actors are read ahead, to know whom the others refer to; there are 2,000 in the world."""

_LONGEST_HEADER: Final = 100_000
_OVERLONG: Final = "\x00\n"
"""Stands for a line that is longer than any article; NUL is in no other line, since it is replaced there."""

_MAX_LINES_OF_ROW: Final = 20_000


def read_table(source: Source, file: IO[bytes]) -> Items:
    """Yield the articles of a table, one a row; broken rows are skipped, and reading goes on at the next line."""
    encoding = find_encoding(file)
    text = TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    try:
        yield from _read_text(source, text)
    finally:
        text.detach()  # closing the file is left to whoever opened it


def _read_text(source: Source, text: TextIOWrapper) -> Items:
    lines = _Lines(text)
    header_line = lines.first_filled()
    if header_line is None:
        yield Skipped(source.name, None, "has no text (only white space)"), source.size or 0
        return
    if len(header_line) > _LONGEST_HEADER or header_line == _OVERLONG:
        reason = f"has no header line (its first line is longer than {_LONGEST_HEADER:,} characters)"
        yield Skipped(source.name, None, reason), source.size or 0
        return
    delimiter = find_delimiter(header_line.rstrip("\r\n"))
    lines.push_back([header_line])
    records = _records(lines, delimiter)
    header = next(records)
    if isinstance(header, _Broken):
        yield Skipped(source.name, None, "has a header line that is no table's (a quote is never closed)"), 0
        return
    read = ((record, lines.done) for record in records)
    ahead = list(islice(read, _LOOK_AHEAD))
    columns = find_columns(header)
    parser = find_parser(source.name, header, [row for row, _ in ahead if not isinstance(row, _Broken)])
    if parser is not None and not (isinstance(parser, str) and says_text(columns.text)):
        if isinstance(parser, str):
            yield Skipped(source.name, None, parser), source.size or 0
        else:
            if isinstance(parser, ActorParser):
                ahead += islice(read, _MOST_ACTORS)
                parser.foresee(row for row, _ in ahead if not isinstance(row, _Broken))
            first = [] if parser.has_header else [(header, lines.done)]
            yield from _coded(source, lines, parser, chain(first, ahead, read))
        return
    if columns.text is None:
        yield Skipped(source.name, None, describe_missing(header)), source.size or 0
        return
    yield from _articles(source, ahead, read, header, columns)


class _Broken:
    """Stands for a row that cannot be read."""


class _Lines:
    """Lines of a file that can be pushed back, with the bytes behind them."""

    def __init__(self, text: TextIOWrapper) -> None:
        self._text = text
        self._pushed: deque[str] = deque()
        self.done = 0
        self.overlong = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._pushed:
            return self._pushed.popleft()
        line = self._text.readline(MAX_ARTICLE_BYTES)
        if not line:
            raise StopIteration
        self.done += len(line)
        if len(line) == MAX_ARTICLE_BYTES and not line.endswith("\n"):
            while (rest := self._text.readline(MAX_ARTICLE_BYTES)) and not rest.endswith("\n"):
                self.done += len(rest)
            self.done += len(rest)
            self.overlong = True
            return _OVERLONG
        return line.replace("\x00", "�")

    def push_back(self, lines: list[str]) -> None:
        """Put lines back so that they are read again, in order."""
        self._pushed.extendleft(reversed(lines))

    def whole_row(self, delimiter: str) -> list[str] | None:
        """Return the next row where it is tidy and ends with its line, as nearly all do; or take nothing."""
        line = next(self, None)
        if line is not None and line.count('"') % 2 == 0:
            try:
                row = next(csv.reader((line,), delimiter=delimiter, strict=True), None)
            except csv.Error:
                row = None
            if row:
                return row
        if line is not None:
            self._pushed.appendleft(line)
        return None

    def first_filled(self) -> str | None:
        """Return the first line that is not blank."""
        return next((line for line in self if line.strip()), None)


def _coded(source: Source, lines: _Lines, parser: RowParser, read: Iterable[tuple[list[str] | _Broken, int]]) -> Items:
    size = source.size if source.size is not None else sys.maxsize
    for position, (record, behind) in enumerate(read, start=1):
        done = behind if behind < size else size
        if isinstance(record, _Broken):
            yield Skipped(source.name, position, "is broken (a quote is never closed)"), done
        elif lines.overlong and any("\x00" in cell for cell in record):
            yield Skipped(source.name, position, "is too large for one event"), done
        elif record:
            item = parser.parse(record, position)
            if item is not None:
                yield (Skipped(source.name, position, item) if isinstance(item, str) else item), done


def _articles(
    source: Source,
    ahead: list[tuple[list[str] | _Broken, int]],
    read: Iterator[tuple[list[str] | _Broken, int]],
    header: list[str],
    columns: Columns,
) -> Items:
    days = day_first(_cells([record for record, _ in ahead], header, columns.date))
    for position, (record, behind) in enumerate(chain(ahead, read), start=1):
        done = min(behind, source.size) if source.size is not None else behind
        if isinstance(record, _Broken):
            yield Skipped(source.name, position, "is broken (a quote is never closed)"), done
        elif any("\x00" in cell for cell in record):
            yield Skipped(source.name, position, "is too large for one article"), done
        elif record:
            row = dict(zip(header, record, strict=False))
            yield row_to_item(source.name, position, row, columns, day_first=days), done


def _cells(records: list[list[str] | _Broken], header: list[str], column: str | None) -> Iterator[str]:
    if column is None:
        return
    index = header.index(column)
    for record in records:
        if not isinstance(record, _Broken) and len(record) > index:
            yield record[index]


def _records(lines: _Lines, delimiter: str) -> Iterator[list[str] | _Broken]:
    """Yield rows; a quote that is never closed costs its own line, not the rest of the file.

    A row is first read strictly. Where that fails on the row's first line, its quotes are merely untidy and it is
    read leniently; where it fails later, the quote has run into the next rows, and only the first line is given up.
    """
    csv.field_size_limit(MAX_ARTICLE_BYTES)
    while True:
        whole = lines.whole_row(delimiter)
        if whole is not None:
            yield whole
            continue
        used: list[str] = []

        def feed(used: list[str] = used) -> Iterator[str]:
            for line in lines:
                used.append(line)
                if len(used) > _MAX_LINES_OF_ROW:
                    return
                yield line

        try:
            record = next(csv.reader(feed(), delimiter=delimiter, strict=True), None)
        except csv.Error:
            if len(used) == 1:
                lenient = _lenient(used, lines, delimiter)
                yield lenient if lenient is not None else _Broken()
                continue
            lines.push_back(used[1:])
            yield _Broken()
            continue
        if record is None:
            return
        if record or used[0].strip():
            yield record


def _lenient(used: list[str], lines: _Lines, delimiter: str) -> list[str] | None:
    """Read an untidily quoted row, which may still span lines, but not past the next untidy one."""
    taken: list[str] = []

    def feed() -> Iterator[str]:
        yield used[0]
        for line in lines:
            taken.append(line)
            if len(taken) > _MAX_LINES_OF_ROW:
                return
            yield line

    try:
        record = next(csv.reader(feed(), delimiter=delimiter), None)
        alone = next(csv.reader(used, delimiter=delimiter), None)
    except csv.Error:
        lines.push_back(taken)
        return None
    if taken and alone is not None and record is not None and len(alone) >= len(record):
        # More lines brought no more cells: the open quote belongs to the first line alone.
        lines.push_back(taken)
        return alone
    return record
