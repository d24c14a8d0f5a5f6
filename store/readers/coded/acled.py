"""ACLED: one row an event, in layouts of 25 to 31 columns that changed their names over the years.

docs/datasets.md says what becomes of each column. Method: the codebook of the Armed Conflict Location and Event Data
Project. Of battles it says that the order of the actors means nothing; so claims of them are undirected.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from store.readers.coded import values
from store.readers.coded.building import EITHER, MAX_NOTES, SIDES, Actors, Claims, shorten
from store.readers.coded.layouts import Columns, Fields
from store.records import Article, CodedRecord, Confidence, FoundClaim, FoundEntity, Kind, Reading, Relation, Span

DATASET: Final = "ACLED"

FIELDS: Final[Fields] = {
    "id": ("event_id_cnty", "event_id_country", "event_id", "eventid"),
    "data_id": ("data_id", "dataid"),
    "date": ("event_date", "eventdate", "date"),
    "type": ("event_type", "eventtype", "type"),
    "subtype": ("sub_event_type", "subevent_type", "sub_type", "subtype"),
    "actor1": ("actor1", "actor_1", "actor1_name", "name_of_actor1"),
    "assoc1": (
        "assoc_actor_1", "assoc_actor1", "ally_actor_1", "ally_actor1", "associated_actor_1", "associate_actor_1",
        "actor1_associated", "actor1_ally",
    ),
    "inter1": ("inter1", "inter_1", "actor1_type", "actor_type_1"),
    "actor2": ("actor2", "actor_2", "actor2_name", "name_of_actor2"),
    "assoc2": (
        "assoc_actor_2", "assoc_actor2", "ally_actor_2", "ally_actor2", "associated_actor_2", "associate_actor_2",
        "actor2_associated", "actor2_ally",
    ),
    "inter2": ("inter2", "inter_2", "actor2_type", "actor_type_2"),
    "actor": ("actor", "actor_name"),
    "assoc": ("assoc_actor", "associated_actor", "ally_actor", "associate_actor"),
    "inter": ("inter", "actor_type"),
    "country": ("country", "country_name"),
    "admin1": ("admin1", "admin_1", "adm1"),
    "admin2": ("admin2", "admin_2", "adm2"),
    "location": ("location", "location_name", "place"),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon", "long", "lng"),
    "source": ("source", "sources"),
    "notes": ("notes", "note", "description"),
    "deaths": ("fatalities", "total_fatalities", "deaths"),
    "interaction": ("interaction",),
    "geo_precision": ("geo_precision", "geoprecision", "geo_precis"),
    "time_precision": ("time_precision", "timeprecision", "time_preci"),
    "event_no": ("event_id_no_cnty", "event_no"),
    "scale": ("source_scale",),
    "disorder": ("disorder_type",),
    "civilians": ("civilian_targeting",),
    "timestamp": ("timestamp",),
    "iso": ("iso", "iso3", "gwno"),
    "events": ("events", "event_count"),
}  # fmt: skip
_SIGNS: Final = (
    "id", "data_id", "subtype", "assoc1", "inter1", "assoc2", "inter2", "assoc", "inter", "interaction",
    "geo_precision", "time_precision", "event_no", "scale", "disorder", "civilians", "admin1", "deaths", "notes",
)  # fmt: skip
WANTED: Final = ("actor1", "actor2")

# The kinds of actors in codes and in words. Rioters, protesters and civilians are no groups.
_INTER: Final = {
    "1": "state", "state forces": "state", "state force": "state",
    "2": "armed_group", "rebel groups": "armed_group", "rebel group": "armed_group", "rebel forces": "armed_group",
    "3": "armed_group", "political militias": "armed_group", "political militia": "armed_group",
    "4": "armed_group", "identity militias": "armed_group", "identity militia": "armed_group",
    "communal militias": "armed_group", "ethnic militias": "armed_group",
    "5": "nobody", "rioters": "nobody",
    "6": "nobody", "protesters": "nobody", "protestors": "nobody",
    "7": "nobody", "civilians": "nobody",
    "8": "", "external/other forces": "", "external forces": "", "other forces": "", "external/other": "",
}  # fmt: skip

_ROLES: Final = ("side a", "side b", "with side a", "with side b")
_MOST_REMEMBERED: Final = 20_000

_GOVERNMENT_TAKES: Final = "government regains territory"
_OTHERS_TAKE: Final = "non-state actor overtakes territory"
_HANDED_OVER: Final = "non-violent transfer of territory"
_BASE: Final = "headquarters or base established"


def fits(columns: Columns) -> bool:
    """Whether a table's columns are those of ACLED events, with or without actors."""
    return columns.has("date", "type") and columns.count(_SIGNS) >= 3


def counts_events(columns: Columns) -> bool:
    """Whether a table sums up events by place and time, which ACLED offers as well and which names no actors."""
    return columns.has("events", "deaths") and columns.count(("country", "admin1", "type", "subtype", "disorder")) >= 2


def has_actors(columns: Columns) -> bool:
    """Whether the table says who took part."""
    return columns.has("actor1") or columns.has("actor")


class AcledParser:
    """Parses rows of one ACLED file. Of the columns, what is kept makes a row's hash: layouts differ in the rest."""

    dataset = DATASET

    def __init__(self, name: str, columns: Columns, *, day_first: bool = True) -> None:
        self.has_header = True
        self._name = name
        self._day = values.Days(day_first=day_first)
        self._outlets: dict[str, list[str]] = {}
        self._parties: dict[tuple[str, ...], _Party] = {}
        self._width = len(columns.headers)
        single = not columns.has("actor1")
        sides = ("actor", "assoc", "inter") if single else ("actor1", "assoc1", "inter1")
        names = (
            "id", "data_id", "date", "type", "subtype", *sides, "actor2", "assoc2", "inter2", "country", "admin1",
            "admin2", "location", "latitude", "longitude", "source", "notes", "deaths",
        )  # fmt: skip
        self._cells = itemgetter(*(columns.index(each) for each in names))
        # A table with one actor column has a row for each actor of an event, under the event's id.
        self._monadic = not columns.has("actor2")
        self._actors = Actors()

    def parse(self, cells: Sequence[str], position: int) -> CodedRecord | str | None:
        """Return what one row says."""
        width = self._width
        # One empty cell more stands for all columns that the table does not have.
        row = [*cells, ""] if len(cells) == width else [*cells[:width], *[""] * (width - len(cells) + 1)]
        (
            row_id, data_id, date, type_, subtype, actor1, assoc1, inter1, actor2, assoc2, inter2, country, admin1,
            admin2, location, latitude, longitude, source, notes, deaths,
        ) = map(str.strip, self._cells(row))  # fmt: skip
        when = self._day(date)
        if when is None:
            if values.is_tag_row(cells):
                return None
            if not actor1 and not actor2:
                return "has neither date nor actors"
        if len(notes) > MAX_NOTES:
            return "has notes of more than a million characters (a quote is never closed)"
        told = (type_, subtype, actor1, inter1, assoc1, actor2, inter2, assoc2)
        party = self._parties.get(told)
        if party is None:
            party = self._meet(told, country)
        place = self._actors.place(location or admin2 or admin1 or country)
        where = " ".join((location or country).split())
        title = shorten(f"{party.line} ({where})" if where else party.line)
        text = notes or title
        north, east = values.coordinates(latitude, longitude)
        outlets = self._outlets.get(source)
        if outlets is None:
            outlets = self._split(source)
        dead = values.persons(deaths)
        digest = values.row_hash(
            row_id, when, party.sides, country, admin1, admin2, location, north, east, source, notes, dead
        )
        return CodedRecord(
            Article(text, title, outlets[0] if outlets else None, when, None, None, self._name, position),
            Reading(
                None,
                (*party.groups, place) if place is not None else party.groups,
                party.claims_on(text, place) if party.claims else (),
            ),
            DATASET,
            self._row_id(row_id, data_id, actor1),
            digest,
            party.roles,
            (),
            type_ or None,
            subtype or None,
            place.key if place is not None else None,
            north,
            east,
            dead,
            None,
            None,
            "; ".join(outlets) or None,
        )

    def _row_id(self, row_id: str, data_id: str, actor: str) -> str | None:
        # Ids of events outlive their updates; a data_id is new with every update of an event.
        found = row_id or (f"data {data_id}" if data_id else "")
        if not found:
            return None
        return f"{found} {actor}" if self._monadic else found

    def _side(self, actor: str, inter: str, country: str) -> tuple[FoundEntity, ...]:
        if not actor:
            return ()
        kind = _INTER.get(inter.casefold(), "") if inter else ""
        return () if kind == "nobody" else self._actors.groups(actor, kind, country)

    def _meet(self, told: tuple[str, ...], country: str) -> _Party:
        """Work out what rows with these types and actors say, wherever and whenever."""
        type_, subtype, actor1, inter1, assoc1, actor2, inter2, assoc2 = told
        one, two = self._side(actor1, inter1, country), self._side(actor2, inter2, country)
        with_one = self._actors.groups(assoc1, country=country, separator=";") if one and assoc1 else ()
        with_two = self._actors.groups(assoc2, country=country, separator=";") if two and assoc2 else ()
        sides = sorted((f"{actor1}|{assoc1}", f"{actor2}|{assoc2}"))
        found = _Party(
            groups=tuple(dict.fromkeys((*one, *two, *with_one, *with_two))),
            roles=_roles(one, two, with_one, with_two),
            claims=_claims(type_, subtype, (one, two), (with_one, with_two)),
            line=_line(subtype or type_ or "Event", actor1, actor2),
            sides="|".join((type_, subtype, *sides)),
        )
        if len(self._parties) > _MOST_REMEMBERED:
            self._parties.clear()
        self._parties[told] = found
        return found

    def _split(self, source: str) -> list[str]:
        if len(self._outlets) > _MOST_REMEMBERED:
            self._outlets.clear()
        found = self._outlets[source] = values.parts(source)
        return found


@dataclass(frozen=True, slots=True)
class _Party:
    """What all rows with the same types and actors have in common; many rows do, as sides fight again and again."""

    groups: tuple[FoundEntity, ...]
    roles: tuple[tuple[str, str], ...]
    claims: tuple[FoundClaim, ...]
    line: str
    sides: str

    def claims_on(self, text: str, place: FoundEntity | None) -> tuple[FoundClaim, ...]:
        """Return the claims of a row with this text and place."""
        evidence = Span(0, len(text))
        return tuple(
            [
                FoundClaim(
                    claim.subject,
                    claim.relation,
                    place.key if claim.object == _HERE.key and place is not None else claim.object,
                    claim.status,
                    evidence,
                    None,
                    None,
                    None,
                    claim.confidence,
                    claim.extractor,
                    claim.reasons,
                    None,
                    claim.undirected,
                )
                for claim in self.claims
                if claim.object != _HERE.key or place is not None
            ]
        )


_HERE: Final = FoundEntity("the place of the row", "", Kind.PLACE, (), ())


def _line(what: str, actor1: str, actor2: str) -> str:
    """Return what happened in one line: with the place, the title, and the text of a row without notes."""
    line = f"{what}: {actor1} – {actor2}" if actor1 and actor2 else f"{what}: {actor1 or actor2}"
    return " ".join(line.split())


def _roles(*sides: tuple[FoundEntity, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((group.key, role) for role, groups in zip(_ROLES, sides, strict=True) for group in groups)


def _claims(
    type_: str,
    subtype: str,
    sides: tuple[tuple[FoundEntity, ...], tuple[FoundEntity, ...]],
    allies: tuple[tuple[FoundEntity, ...], tuple[FoundEntity, ...]],
) -> tuple[FoundClaim, ...]:
    claims = Claims(DATASET, "")
    one, two = sides
    told = f"{type_} / {subtype}".casefold()
    several = len(one) > 1 or len(two) > 1
    sure = Confidence.LOW if several else Confidence.HIGH
    reasons = (EITHER,) if several else ()
    if one and two and ("battle" in told or "explosion" in told or "remote" in told or "armed clash" in told):
        claims.add(one, Relation.FIGHTS, two, sure, SIDES, *reasons, undirected=True)
    elif "agreement" in told:
        claims.add(one, Relation.NEGOTIATES_WITH, two, sure, *reasons)
    if "territory" in told:
        _take(claims, told, one, two, (_HERE,))
    elif _BASE in told:
        claims.add(one, Relation.CONTROLS, (_HERE,), Confidence.MEDIUM, "a base of it was set up there")
    for group, with_it in zip(sides, allies, strict=True):
        if with_it:
            both = Confidence.LOW if len(group) > 1 else Confidence.MEDIUM
            claims.add(group, Relation.ALLIED_WITH, with_it, both, "coded as an associated actor")
    return claims.found()


def _take(
    claims: Claims,
    told: str,
    one: tuple[FoundEntity, ...],
    two: tuple[FoundEntity, ...],
    place: tuple[FoundEntity, ...],
) -> None:
    """Say who took a place and who lost it, as far as the kind of the event and of the sides tell."""
    if _HANDED_OVER in told:
        takers, losers = one, two
    elif _GOVERNMENT_TAKES in told or _OTHERS_TAKE in told:
        states = tuple(all(group.kind is Kind.STATE for group in side) and bool(side) for side in (one, two))
        if states[0] == states[1] and one and two:
            return  # both or neither are a state's: the row does not tell who of them took the place
        first = states[0] == (_GOVERNMENT_TAKES in told) if one else False
        takers, losers = (one, two) if first else (two, one)
    else:
        return
    sure = Confidence.MEDIUM if len(takers) == 1 else Confidence.LOW
    claims.add(takers, Relation.CONTROLS, place, sure, "coded as a change of territory")
    sure = Confidence.MEDIUM if len(losers) == 1 else Confidence.LOW
    claims.add(losers, Relation.WITHDRAWS_FROM, place, sure, "coded as a change of territory")
