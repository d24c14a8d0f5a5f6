"""Check lists of names as a whole: what a single line cannot show, such as one spelling that two entries claim."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from store.world.entries import Entry, Problem, Row, Table, read_table
from store.world.folding import slug
from store.world.lookup import phrase_of

FIRST_YEAR: Final = 1100
LAST_YEAR: Final = 2100
# ISO 3166 codes of states that are no more, and the code in common use for Kosovo.
_FORMER_CODES: Final = frozenset({"BU", "CS", "DD", "RH", "SU", "TP", "VD", "XK", "YD", "YU", "ZR"})


@cache
def country_codes() -> frozenset[str]:
    """ISO 3166 alpha-2 codes, those of former states included."""
    from babel import Locale  # heavy, and only needed to check lists

    codes = {str(code) for code in Locale("en").territories}
    unused = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
    return frozenset(code for code in codes - unused if len(code) == 2 and code.isalpha()) | _FORMER_CODES


def check_lists(paths: Sequence[Path]) -> list[Problem]:
    """Everything wrong in these lists, taken together, by file and line."""
    tables = [read_table(path) for path in paths]
    problems = [problem for table in tables for problem in table.problems]
    rows = [row for table in tables for row in table.rows]
    for row in rows:
        problems += (Problem(row.path, row.line, what) for what in _faults(row))
    problems += _shared_keys(rows)
    problems += _shared_spellings(rows)
    problems += _lost_parents(rows)
    return sorted(set(problems), key=lambda problem: (str(problem.path), problem.line, problem.what))


def check_line(table: Table) -> list[Problem]:
    """Everything wrong in one list taken alone."""
    return [*table.problems, *(Problem(row.path, row.line, what) for row in table.rows for what in _faults(row))]


def _faults(row: Row) -> Iterable[str]:
    entry = row.entry
    countries = (entry.country or "") if entry else row.place.country if row.place else ""
    for code in filter(None, countries.split("; ")):
        if code not in country_codes():
            yield f"country '{code}' is no ISO 3166 alpha-2 code"
    if entry is None:
        return
    if entry.name.startswith("the "):
        yield f"name '{entry.name}' begins with 'the'"
    for name in entry.names:
        yield from _bad_years(name.text, name.since, name.until)
        if name.type == "acronym" and sum(sign.isupper() or sign.isdigit() for sign in name.text) < 2:
            yield f"acronym '{name.text}' has fewer than two capitals; list it as an alias"
    if row.state is not None:
        for leader in row.state.leaders:
            yield from _bad_years(leader.name, leader.since, leader.until)


def _bad_years(text: str, since: int | None, until: int | None) -> Iterable[str]:
    for year in (since, until):
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            yield f"year {year} of '{text}' is not between {FIRST_YEAR} and {LAST_YEAR}"


def _where(row: Row) -> str:
    return f"{row.path.name}:{row.line}"


def _shared_keys(rows: Sequence[Row]) -> Iterable[Problem]:
    first: dict[str, Row] = {}
    for row in rows:
        key = row.entry.key if row.entry else f"{slug(row.place.name)} {row.place.country}" if row.place else ""
        earlier = first.setdefault(key, row)
        if earlier is not row:
            name = row.entry.name if row.entry else row.place.name if row.place else ""
            yield Problem(row.path, row.line, f"'{name}' already stands at {_where(earlier)}")


def _shared_spellings(rows: Sequence[Row]) -> Iterable[Problem]:
    first: dict[str, tuple[Row, Entry]] = {}
    for row in rows:
        if row.entry is None:
            continue
        for name in row.entry.names:
            if name.type == "acronym":
                continue
            earlier, entry = first.setdefault(phrase_of(name.text), (row, row.entry))
            if entry.key != row.entry.key:
                what = f"'{name.text}' ({name.type} of '{row.entry.name}') is also a spelling of '{entry.name}'"
                yield Problem(row.path, row.line, f"{what} at {_where(earlier)}")


def _lost_parents(rows: Sequence[Row]) -> Iterable[Problem]:
    known = {phrase_of(name.text) for row in rows if row.entry for name in row.entry.names}
    for row in rows:
        if row.of and phrase_of(row.of) not in known:
            yield Problem(row.path, row.line, f"of '{row.of}' is the name of no entry")
        elif row.of and row.entry and slug(row.of) == row.entry.key:
            yield Problem(row.path, row.line, f"'{row.of}' is listed as part of itself")
