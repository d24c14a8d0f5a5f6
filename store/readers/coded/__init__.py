"""Coded datasets: tables in which each row is an event or an actor, and the columns say who did what to whom.

Each is known by its columns, whatever the file's name, order of columns or delimiter. A row becomes a
:class:`store.records.CodedRecord`, whose claims come from the columns; its notes are stored and searched, not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from store.readers.coded import acled, gdelt, gdelt_mentions, ged, ucdp_actors, ucdp_dyads
from store.readers.coded.building import RowParser
from store.readers.coded.layouts import Columns, find_columns, refusal
from store.readers.dates import day_first

__all__ = ["RowParser", "find_parser", "looks_coded"]


def looks_coded(cells: Sequence[str], rows: Iterable[Sequence[str]] = ()) -> bool:
    """Whether the first row of a table is that of a coded dataset or of links, or of one that is refused as such."""
    return find_parser("", cells, rows) is not None


def find_parser(name: str, first: Sequence[str], rows: Iterable[Sequence[str]]) -> RowParser | str | None:
    """Return what parses a table by its first row, a sentence that refuses it, or ``None`` for other tables.

    ``rows`` are some that follow, by which dates such as 4/5/2017 are understood.
    """
    from store.readers.links.tables import find_links

    rows = list(rows)
    found = (_without_header(name, first) or _with_header(name, first, rows)) if len(first) >= 5 else None
    return found if found is not None else find_links(name, first, rows)


def _without_header(name: str, first: Sequence[str]) -> RowParser | str | None:
    columns = gdelt.columns_without_header(first)
    if columns is not None:
        return gdelt.GdeltParser(name, columns, has_header=False)
    columns = gdelt_mentions.columns_without_header(first)
    if columns is not None:
        return gdelt_mentions.MentionParser(name, columns, has_header=False)
    columns = ged.columns_without_header(first)
    return ged.GedParser(name, columns, has_header=False) if columns is not None else None


def _with_header(name: str, first: Sequence[str], rows: list[Sequence[str]]) -> RowParser | str | None:
    columns = find_columns(first, gdelt.FIELDS)
    if gdelt.fits(columns):
        if not gdelt.has_actors(columns):
            mentions = find_columns(first, gdelt_mentions.FIELDS)
            if gdelt_mentions.fits(mentions):
                return gdelt_mentions.MentionParser(name, mentions)
            told = columns.has("mention_time") or columns.has("mention_source")
            return refusal("GDELT mentions" if told else gdelt.DATASET, columns, gdelt.WANTED)
        return gdelt.GdeltParser(name, columns)
    columns = find_columns(first, ged.FIELDS)
    if ged.fits(columns):
        if not ged.has_actors(columns):
            return refusal(ged.DATASET, columns, ged.WANTED)
        return ged.GedParser(name, columns, day_first=_days(columns, rows, "start"))
    columns = find_columns(first, acled.FIELDS)
    if acled.fits(columns) or acled.counts_events(columns):
        if not acled.has_actors(columns):
            return refusal(acled.DATASET, columns, acled.WANTED)
        return acled.AcledParser(name, columns, day_first=_days(columns, rows, "date"))
    columns = find_columns(first, ucdp_actors.FIELDS)
    if ucdp_actors.fits(columns):
        if not ucdp_actors.has_actors(columns):
            return refusal(ucdp_actors.DATASET, columns, ucdp_actors.WANTED)
        return ucdp_actors.ActorParser(name, columns)
    columns = find_columns(first, ucdp_dyads.FIELDS)
    if ucdp_dyads.fits(columns):
        if not ucdp_dyads.has_actors(columns):
            return refusal(ucdp_dyads.DATASET, columns, ucdp_dyads.WANTED)
        return ucdp_dyads.DyadParser(name, columns, day_first=_days(columns, rows, "start"))
    return None


def _days(columns: Columns, rows: Iterable[Sequence[str]], name: str) -> bool:
    """Whether dates in numbers put the day first in this column."""
    index = columns.index(name)
    return day_first(row[index] for row in rows if 0 <= index < len(row))
