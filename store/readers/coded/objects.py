"""Rows of coded data that come as JSON objects, as the programming interfaces of datasets give them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from store.readers.coded import RowParser, find_parser
from store.readers.decoding import clean

_MOST_SHAPES: Final = 64


class JsonParsers:
    """What parses the objects of one file, found by their keys; objects of one shape share a parser."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._found: dict[tuple[str, ...], RowParser | str | None] = {}

    def find(self, row: Mapping[str, object]) -> RowParser | str | None:
        """Return what parses an object, a sentence that refuses it, or ``None`` for one that is no coded data."""
        keys = tuple(row)
        if keys not in self._found:
            if len(self._found) >= _MOST_SHAPES:
                self._found.clear()
            self._found[keys] = find_parser(self._name, keys, [self.cells(row)])
        return self._found[keys]

    @staticmethod
    def cells(row: Mapping[str, object]) -> list[str]:
        """Return the values of an object as the cells of a row."""
        return [
            "" if value is None else clean(value if isinstance(value, str) else str(value)) for value in row.values()
        ]
