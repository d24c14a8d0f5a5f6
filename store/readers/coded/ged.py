"""UCDP Georeferenced Event Dataset: one row an event of organised violence, in any order of its 45 to 52 columns.

docs/datasets.md says what becomes of each column. Method: the codebook of the Uppsala Conflict Data Program. Side A
and side B are names of roles, not of who attacked, so claims of them are undirected; in one-sided violence side B are
civilians, who are no group.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from store.readers.coded import values
from store.readers.coded.building import EITHER, MAX_NOTES, SIDES, Actors, Claims, shorten
from store.readers.coded.layouts import Columns, Fields
from store.records import Article, CodedRecord, Confidence, Reading, Relation

DATASET: Final = "UCDP GED"

FIELDS: Final[Fields] = {
    "relid": ("relid", "rel_id"),
    "id": ("id", "event_id"),
    "violence": ("type_of_violence", "type_of_vi", "violence_type"),
    "conflict": ("conflict_name", "conflict_n"),
    "dyad": ("dyad_name",),
    "side_a": ("side_a", "side_a_name", "sidea"),
    "side_b": ("side_b", "side_b_name", "sideb"),
    "article": ("source_article", "source_art"),
    "office": ("source_office", "source_off"),
    "headline": ("source_headline", "source_hea"),
    "original": ("source_original", "source_ori"),
    "where": ("where_coordinates", "where_coor", "location"),
    "description": ("where_description", "where_desc"),
    "adm1": ("adm_1", "adm1", "admin1"),
    "adm2": ("adm_2", "adm2", "admin2"),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon", "long"),
    "wkt": ("geom_wkt", "geometry", "wkt"),
    "country": ("country", "country_name"),
    "start": ("date_start", "start_date", "startdate"),
    "end": ("date_end", "end_date", "enddate"),
    "date_precision": ("date_prec", "date_precision"),
    "where_precision": ("where_prec",),
    "clarity": ("event_clarity",),
    "best": ("best", "best_est", "best_estimate", "deaths_best"),
    "high": ("high", "high_est", "high_estimate", "deaths_high"),
    "low": ("low", "low_est", "low_estimate", "deaths_low"),
    "deaths_a": ("deaths_a",),
    "deaths_b": ("deaths_b",),
    "deaths_civilians": ("deaths_civilians", "deaths_civ"),
    "grid": ("priogrid_gid",),
    "sources": ("number_of_sources",),
}  # fmt: skip
_SIGNS: Final = (
    "relid", "violence", "dyad", "conflict", "where_precision", "date_precision", "clarity", "best", "deaths_a",
    "deaths_civilians", "grid", "end", "office", "description",
)  # fmt: skip
WANTED: Final = ("side_a", "side_b")

_VIOLENCE: Final = {
    "1": "state-based conflict",
    "2": "non-state conflict",
    "3": "one-sided violence",
}
_RELID: Final = re.compile(r"[A-Z]{2,4}-\d{4}-\d-\w+-[\w.]+")
_MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}(?:[ T][\d:.]+)?|\d{1,2}/\d{1,2}/\d{4}.*")
_POINT: Final = re.compile(r"POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)", re.IGNORECASE)


def fits(columns: Columns) -> bool:
    """Whether a table's columns are those of UCDP events, with or without actors."""
    return columns.has("start") and columns.count(_SIGNS) >= 5


def has_actors(columns: Columns) -> bool:
    """Whether the table says who took part."""
    return columns.has("side_a", "side_b") or columns.has("dyad")


def columns_without_header(row: Sequence[str]) -> Columns | None:
    """Find the columns of a release that has no header by what stands in a row of it, or ``None``.

    The dyad's name is made of the names of its sides, which fixes where those are; the codebook's order of columns
    around them, with or without those that releases differ in, tells the rest.
    """
    cells = [cell.strip() for cell in row]
    if not 40 <= len(cells) <= 60:
        return None
    dyad = next((i for i, cell in enumerate(cells) if i > 2 and " - " in cell and _sides(cells, i)), None)
    if dyad is None:
        return None
    side_a, side_b = _sides(cells, dyad) or (0, 0)
    at = {"dyad": dyad, "side_a": side_a, "side_b": side_b}
    at |= {"id": 0} if cells[0] else {}
    relid = next((i for i, cell in enumerate(cells[:dyad]) if _RELID.fullmatch(cell)), None)
    at |= {"relid": relid} if relid is not None else {}
    violence = [i for i in range(dyad) if cells[i] in _VIOLENCE and i > (relid or 0)]
    at |= {"violence": violence[-1]} if violence else {}
    moments = [i for i in range(side_b + 1, len(cells)) if _MOMENT.fullmatch(cells[i])]
    starts = [i for i in moments if i + 1 in moments and len(cells) > i + 8]
    if not starts:
        return None
    start = starts[-1]
    deaths = ("deaths_a", "deaths_b", "deaths_civilians", "unknown", "best", "high", "low")
    at |= {"start": start, "end": start + 1} | {name: start + 2 + i for i, name in enumerate(deaths)}
    wkt = next((i for i in range(side_b, start) if _POINT.search(cells[i])), None)
    if wkt is not None and wkt >= 11:
        before = ("article", "office", "source_date", "headline", "original", "where_precision", "where",
                  "description", "adm1", "adm2", "latitude", "longitude")  # fmt: skip
        at |= {name: wkt - len(before) + i for i, name in enumerate(before) if wkt - len(before) + i > side_b}
        at |= {"wkt": wkt, "country": wkt + 2}
    return Columns(tuple(f"column {i + 1}" for i in range(len(cells))), at)


def _sides(cells: Sequence[str], dyad: int) -> tuple[int, int] | None:
    """Return where the two names stand behind the dyad's that it is made of."""
    for a in range(dyad + 1, min(dyad + 5, len(cells))):
        if len(cells[a]) > 1 and cells[dyad].startswith(cells[a] + " - "):
            rest = cells[dyad][len(cells[a]) + 3 :].strip()
            for b in range(a + 1, min(a + 5, len(cells))):
                if cells[b] == rest:
                    return a, b
    return None


class GedParser:
    """Parses rows of one UCDP file of events."""

    dataset = DATASET

    def __init__(self, name: str, columns: Columns, *, has_header: bool = True, day_first: bool = True) -> None:
        self.has_header = has_header
        self._name = name
        self._day = values.Days(day_first=day_first)
        self._width = len(columns.headers)
        names = (
            "id", "relid", "violence", "conflict", "dyad", "side_a", "side_b", "article", "office", "headline",
            "original", "where", "description", "adm1", "adm2", "latitude", "longitude", "wkt", "country", "start",
            "end", "best", "high", "low", "date_precision",
        )  # fmt: skip
        self._at = tuple(columns.index(each) for each in names)
        self._actors = Actors()

    def parse(self, cells: Sequence[str], position: int) -> CodedRecord | str | None:
        """Return what one row says."""
        width = self._width
        row = [*cells[:width], *[""] * (width - len(cells) + 1)]
        (
            row_id, relid, violence, conflict, dyad, side_a, side_b, article, office, headline, original, where,
            description, adm1, adm2, latitude, longitude, wkt, country, start, end, best, high, low, date_precision,
        ) = [row[i].strip() for i in self._at]  # fmt: skip
        if not side_a and not side_b and " - " in dyad:
            side_a, side_b = dyad.split(" - ", 1)
        when = self._day(start)
        until = self._day(end) if end else when
        if when is None and values.is_tag_row(cells):
            return None
        if not side_a and not side_b:
            return "names no actors"
        if len(headline) + len(article) > MAX_NOTES:
            return "has sources of more than a million characters (a quote is never closed)"
        one = self._actors.groups(side_a, country=country, separator=",")
        two = self._actors.groups(side_b, country=country, separator=",")
        spot = self._spot(where) or adm2 or adm1 or country
        place = self._actors.place(spot)
        what = _VIOLENCE.get(violence, values.one_line(violence) or "event").capitalize()
        text = self._text(what, (side_a, side_b), headline, description or where, country, conflict)
        claims = Claims(DATASET, text, self._date(when, until, date_precision))
        several = len(one) > 1 or len(two) > 1
        sure = Confidence.MEDIUM if several else Confidence.HIGH
        claims.add(one, Relation.FIGHTS, two, sure, SIDES, *((EITHER,) if several else ()), undirected=True)
        north, east = values.coordinates(latitude, longitude)
        point = _POINT.search(wkt)
        if north is None and point:
            north, east = values.coordinates(point[2], point[1])
        outlets = values.parts(office) or values.parts(original)
        dead = values.persons(best), values.persons(low), values.persons(high)
        entities = {found.key: found for found in (*one, *two, *((place,) if place is not None else ()))}
        number = str(int(row_id)) if row_id.isdecimal() and row_id.isascii() and len(row_id) < 18 else row_id
        return CodedRecord(
            Article(
                text,
                shorten(values.one_line(f"{what}: {side_a} – {side_b} ({', '.join(filter(None, (spot, country)))})")),
                outlets[0] if outlets else None,
                when,
                None,
                None,
                self._name,
                position,
            ),
            Reading(None, tuple(entities.values()), claims.found()),
            DATASET,
            number or relid or None,
            values.row_hash(
                number, relid, when, until, violence, side_a, side_b, spot, north, east, outlets, text, dead
            ),
            (*[(group.key, "side a") for group in one], *[(group.key, "side b") for group in two]),
            (),
            what,
            None,
            place.key if place is not None else None,
            north,
            east,
            *dead,
            "; ".join(outlets) or None,
        )

    @staticmethod
    def _spot(where: str) -> str:
        """Return the place's name without what it is: "Novokaterynivka village"."""
        return re.sub(
            r"\s+(?:village|town|city|settlement)$", "", values.one_line(where.split("(", maxsplit=1)[0]).strip(" ,")
        )

    @staticmethod
    def _date(start: str | None, end: str | None, precision: str) -> str | None:
        """Return a month or year for what is known no more closely, ``None`` where the row's own date says it all."""
        if start is None or end is None or start == end:
            return None
        if precision == "5" or start[:7] != end[:7]:
            return start[:4] if start[:4] == end[:4] else None
        return start[:7] if precision == "4" else None

    @staticmethod
    def _text(what: str, sides: tuple[str, str], headline: str, description: str, country: str, conflict: str) -> str:
        """Return what the row tells in words: its sources' headlines, or a line made of its columns."""
        line = f"{what}: {sides[0]} – {sides[1]}"
        where = values.one_line(description)
        place = ", ".join(part for part in (where, country) if part)
        lines = [values.one_line(f"{line} ({conflict})" if conflict else line)]
        if place:
            lines.append(place)
        lines += values.parts(headline)
        return "\n".join(lines)
