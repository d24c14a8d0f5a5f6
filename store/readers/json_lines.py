"""JSON lines (one article a line) and JSON files (one article, or a list of them)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import IO

from store.readers.coded.objects import JsonParsers
from store.readers.columns import describe_missing, find_columns, says_text
from store.readers.dates import day_first
from store.readers.decoding import decode
from store.readers.items import Item, Items, Skipped, Source
from store.readers.lines import text_lines
from store.readers.links import follow_the_money
from store.readers.rows import row_to_item


def read_json_lines(source: Source, file: IO[bytes]) -> Items:
    """Yield the articles of a file with one JSON object a line."""
    first = next((line for line, _ in text_lines(file) if line is None or line.strip()), None)
    file.seek(0)
    if first is not None and follow_the_money.is_entity(first):
        yield from follow_the_money.read_follow_the_money(source, file)
        return
    objects = JsonParsers(source.name)
    for position, (line, done) in enumerate(text_lines(file), start=1):
        if line is None:
            yield Skipped(source.name, position, "is too large for one article"), done
            continue
        text = line.strip().lstrip("\ufeff")
        if not text:
            continue
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            yield Skipped(source.name, position, "is not valid JSON"), done
            continue
        item = _item(source.name, position, value, objects)
        if item is not None:
            yield item, done


def read_json(name: str, data: bytes) -> Iterable[Item]:
    """Read a JSON file: one article as an object, or a list of them (also under a key such as ``articles``)."""
    try:
        value = json.loads(decode(data))
    except (ValueError, RecursionError):
        yield Skipped(name, None, "is not valid JSON")
        return
    if isinstance(value, Mapping):
        lists = [part for part in value.values() if isinstance(part, list) and part and isinstance(part[0], Mapping)]
        if find_columns([str(key) for key in value]).text is None and len(lists) == 1:
            value = lists[0]
    objects = JsonParsers(name)
    found: Iterable[tuple[int | None, object]] = (
        enumerate(value, start=1) if isinstance(value, list) else [(None, value)]
    )
    for position, part in found:
        item = _item(name, position, part, objects)
        if item is not None:
            yield item


def _item(name: str, position: int | None, value: object, objects: JsonParsers) -> Item | None:
    if not isinstance(value, Mapping):
        return Skipped(name, position, "is no JSON object")
    row = {str(key): part for key, part in value.items()}
    columns = find_columns(list(row))
    parser = objects.find(row)
    if parser is not None and not (isinstance(parser, str) and says_text(columns.text)):
        coded = parser if isinstance(parser, str) else parser.parse(objects.cells(row), position or 1)
        return Skipped(name, position, coded) if isinstance(coded, str) else coded
    if columns.text is None:
        return Skipped(name, position, describe_missing(list(row)).replace("column", "key"))
    days = day_first([str(row.get(columns.date))]) if columns.date is not None else True
    return row_to_item(name, position, row, columns, day_first=days)
