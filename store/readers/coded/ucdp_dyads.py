"""UCDP dyads and conflicts by year: who fought whom, who helped which side, and how many died.

docs/datasets.md says what becomes of each column. Covers the dyadic, the non-state, the battle-deaths and the one-sided
tables, which share their columns' names; several names in one cell stand between commas.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from store.readers.coded import values
from store.readers.coded.building import SIDES, Actors, Claims, shorten
from store.readers.coded.layouts import Columns, Fields
from store.records import Article, CodedRecord, Confidence, Reading, Relation

DATASET: Final = "UCDP dyads"
_OUTLET: Final = "UCDP"

FIELDS: Final[Fields] = {
    "dyad_id": ("dyad_id", "new_dyad_id", "dyad_new_id", "dyadid"),
    "conflict_id": ("conflict_id", "new_conflict_id", "conflict_new_id"),
    "dyad": ("dyad_name", "name"),
    "side_a": ("side_a", "side_a_name", "side_a_name_fulleng", "sidea"),
    "side_b": ("side_b", "side_b_name", "side_b_name_fulleng", "sideb"),
    "second_a": ("side_a_2nd", "side_a2nd", "sidea2nd", "side_a_second"),
    "second_b": ("side_b_2nd", "side_b2nd", "sideb2nd", "side_b_second"),
    "actor": ("actor_name",),
    "location": ("location", "location_inc", "battle_location"),
    "territory": ("territory_name", "territory"),
    "incompatibility": ("incompatibility",),
    "year": ("year",),
    "start": ("start_date2", "start_date_2", "start_date", "startdate"),
    "end": ("ep_end_date", "end_date"),
    "intensity": ("intensity_level", "intensity", "int"),
    "kind": ("type_of_conflict", "type"),
    "best": ("bd_best", "best_fatality_estimate", "best"),
    "low": ("bd_low", "low_fatality_estimate", "low"),
    "high": ("bd_high", "high_fatality_estimate", "high"),
    "id_a": ("side_a_id", "side_a_new_id"),
    "id_b": ("side_b_id", "side_b_new_id"),
    "gwno": ("gwno_loc", "gwno_location", "gwno_a"),
    "version": ("version",),
}
_SIGNS: Final = (
    "conflict_id", "dyad", "second_a", "second_b", "incompatibility", "intensity", "kind", "best", "id_a", "id_b",
    "gwno", "territory", "version",
)  # fmt: skip
WANTED: Final = ("side_a", "side_b")

_INCOMPATIBILITY: Final = {"1": "about territory", "2": "about government", "3": "about government and territory"}


def fits(columns: Columns) -> bool:
    """Whether a table's columns are those of dyads or conflicts, with or without actors."""
    return (columns.has("dyad_id") or columns.has("conflict_id")) and columns.count(_SIGNS) >= 3


def has_actors(columns: Columns) -> bool:
    """Whether the table says who took part."""
    return columns.has("side_a", "side_b") or columns.has("dyad") or columns.has("actor")


class DyadParser:
    """Parses rows of one table of dyads."""

    dataset = DATASET

    def __init__(self, name: str, columns: Columns, *, day_first: bool = True) -> None:
        self.has_header = True
        self._name = name
        self._start = values.Days(day_first=day_first)
        self._columns = columns
        self._actors = Actors()

    def parse(self, cells: Sequence[str], position: int) -> CodedRecord | str | None:
        """Return what one row says."""
        row = {name: values.one_line(cells[i]) for name, i in self._columns.at.items() if i < len(cells)}

        def cell(name: str) -> str:
            value = row.get(name, "")
            return "" if values.is_nothing(value) else value

        side_a, side_b = cell("side_a"), cell("side_b")
        if not side_a and not side_b and " - " in cell("dyad"):
            side_a, side_b = cell("dyad").split(" - ", 1)
        side_a = side_a or cell("actor")
        if not side_a and not side_b:
            return None if values.is_tag_row(cells) else "names no actors"
        year = cell("year")[:4] if re.fullmatch(r"\d{4}(?:\.0)?", cell("year")) else None
        start = self._start(cell("start"))
        country = cell("location").split(",")[0]
        one, two = (self._actors.groups(side, country=country, separator=",") for side in (side_a, side_b))
        second_a, second_b = (
            self._actors.groups(cell(name), country=country, separator=",") for name in ("second_a", "second_b")
        )
        text = self._text(cell, side_a, side_b, year)
        claims = Claims(DATASET, text, year)
        claims.add(one, Relation.FIGHTS, two, Confidence.HIGH, SIDES, undirected=True)
        claims.add(second_a, Relation.SUPPORTS, one, Confidence.HIGH, "coded as a secondary party on its side")
        claims.add(second_b, Relation.SUPPORTS, two, Confidence.HIGH, "coded as a secondary party on its side")
        place = self._actors.place(cell("territory") or country)
        entities = {found.key: found for found in (*one, *two, *second_a, *second_b)}
        if place is not None:
            entities[place.key] = place
        row_id = cell("dyad_id") or cell("conflict_id")
        dead = values.persons(cell("best")), values.persons(cell("low")), values.persons(cell("high"))
        return CodedRecord(
            Article(text, shorten(text.split("\n", 1)[0]), _OUTLET, self._day(year, start), None, None, self._name,
                    position),
            Reading(None, tuple(entities.values()), claims.found()),
            DATASET,
            self._row_id(row_id, year, side_a, side_b),
            values.row_hash(text, year, start, dead, sorted(entities)),
            (
                *[(group.key, "side a") for group in one],
                *[(group.key, "side b") for group in two],
                *[(group.key, "with side a") for group in second_a],
                *[(group.key, "with side b") for group in second_b],
            ),
            (),
            "Dyad" if side_b else "One-sided violence",
            _INCOMPATIBILITY.get(cell("incompatibility"), cell("incompatibility") or None),
            place.key if place is not None else None,
            None,
            None,
            *dead,
            _OUTLET,
        )  # fmt: skip

    @staticmethod
    def _row_id(row_id: str, year: str | None, side_a: str, side_b: str) -> str | None:
        """Return what tells a row of several tables apart: a conflict's row may stand for many dyads."""
        return "/".join(part for part in (row_id, year, side_a, side_b) if part) if row_id else None

    @staticmethod
    def _day(year: str | None, start: str | None) -> str | None:
        """Return the day on which the row's year of fighting can have begun at the earliest."""
        if start is not None and (year is None or start.startswith(year)):
            return start
        return f"{year}-01-01" if year is not None else None

    @staticmethod
    def _text(cell: Callable[[str], str], side_a: str, side_b: str, year: str | None) -> str:
        line = f"{side_a} – {side_b}" if side_b else side_a
        line += f", {year}" if year else ""
        about = _INCOMPATIBILITY.get(cell("incompatibility"), "")
        where = ", ".join(part for part in (cell("territory"), cell("location")) if part)
        lines = [line, " ".join(part for part in (about, f"in {where}" if where else "") if part)]
        for name, side in (("second_a", side_a), ("second_b", side_b)):
            if cell(name):
                lines.append(f"on the side of {side}: {cell(name)}")
        return "\n".join(part for part in lines if part)
