"""What the parsers of coded rows share: groups met before, claims over a whole text, titles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Protocol

from store.coded_names import coded_entity, is_group, kind_of, place_entity, split_either
from store.event_mentions import EventMention
from store.records import CodedRecord, Confidence, FoundClaim, FoundEntity, Kind, Relation, Span, Status

_MOST_REMEMBERED: Final = 100_000
MAX_NOTES: Final = 1_000_000
"""The longest notes of a row, in characters; no coder writes a tenth of that, but a quote that is never closed does."""

EITHER: Final = "the row names several, of whom one is meant"
SIDES: Final = "coded as an event between both; the order of the sides says nothing"


class RowParser(Protocol):
    """Turns the cells of one row into a record, a reason why there is none, or ``None`` for a row of no data."""

    dataset: str
    has_header: bool

    def parse(self, cells: Sequence[str], position: int) -> CodedRecord | EventMention | str | None:
        """Return what a row says; never raises, whatever the cells hold."""
        raise NotImplementedError


class Actors:
    """The groups and places of a file: the same object for the same cell, which the writer then knows at sight."""

    def __init__(self) -> None:
        self._groups: dict[tuple[str, str], tuple[FoundEntity, ...]] = {}
        self._places: dict[str, FoundEntity | None] = {}
        self._by_name: dict[str, FoundEntity] = {}

    def groups(self, cell: str, kind: str = "", country: str = "", separator: str = "") -> tuple[FoundEntity, ...]:
        """Return the groups that a cell names, several where it says "A and/or B" or lists them by a separator."""
        found = self._groups.get((cell, kind))
        if found is None:
            if len(self._groups) > _MOST_REMEMBERED:
                self._groups.clear()
            names = [part for one in (cell.split(separator) if separator else [cell]) for part in split_either(one)]
            found = tuple(
                dict.fromkeys(
                    self._group(name, Kind(kind) if kind else None, country)
                    for name in (" ".join(name.split()) for name in names)
                    if is_group(name)
                )
            )
            self._groups[cell, kind] = found
        return found

    def place(self, cell: str) -> FoundEntity | None:
        """Return the place that a cell names."""
        if cell not in self._places:
            if len(self._places) > _MOST_REMEMBERED:
                self._places.clear()
            self._places[cell] = place_entity(cell) if any(c.isalpha() for c in cell) else None
        return self._places[cell]

    def _group(self, name: str, kind: Kind | None, country: str) -> FoundEntity:
        found = self._by_name.get(name)
        if found is None:
            if len(self._by_name) > _MOST_REMEMBERED:
                self._by_name.clear()
            found = self._by_name[name] = coded_entity(name, kind or kind_of(name), country=country)
        return found


class Claims:
    """Collects what one row says, each thing once, with the whole text as evidence."""

    def __init__(self, dataset: str, text: str, date: str | None = None) -> None:
        self._extractor = f"coded: {dataset}"
        self._evidence = Span(0, len(text))
        self._date = date
        self._found: dict[tuple[str, Relation, str], FoundClaim] = {}

    def add(
        self,
        subjects: Iterable[FoundEntity],
        relation: Relation,
        objects: Sequence[FoundEntity],
        confidence: Confidence = Confidence.HIGH,
        *reasons: str,
        undirected: bool = False,
        status: Status = Status.ASSERTED,
    ) -> None:
        """Say that every subject stands in a relation to every object; nobody stands in one to themselves."""
        for subject in subjects:
            for target in objects:
                said = (subject.key, relation, target.key)
                turned = (target.key, relation, subject.key)
                if subject.key == target.key or said in self._found:
                    continue
                if turned in self._found and (undirected or relation.symmetric):
                    continue
                self._found[said] = FoundClaim(
                    subject.key,
                    relation,
                    target.key,
                    status,
                    self._evidence,
                    None,
                    None,
                    self._date,
                    confidence,
                    self._extractor,
                    reasons,
                    None,
                    undirected,
                )

    def found(self) -> tuple[FoundClaim, ...]:
        """Return all claims."""
        return tuple(self._found.values())


def shorten(text: str, most: int = 200) -> str:
    """Return a title that is not endless."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
