"""Compile the lists of names into what lookups need: dicts of strings, which JSON holds and reads back quickly.

A value of several parts is a string of lines with tabs between the cells; neither stands in a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from store.world.common_words import is_common
from store.world.entries import Entry, ListedName, PlaceRow, Problem, Row, StateFacts, Table
from store.world.folding import slug
from store.world.lookup import phrase_of
from store.world.places import Strength


def compile_tables(tables: Iterable[Table], abroad: Mapping[str, Iterable[str]] | None = None) -> dict[str, Any]:
    """Compile everything that :class:`store.world.World` is made of.

    Lines with the same key, in one file or several, are one entry: the names add up; kind, country and ``of`` are those
    of the last line that tells them, so that a user's list has its way over the shipped ones. What cannot be used is
    told in ``problems``.

    ``abroad`` holds names of countries in other scripts by ISO 3166 alpha-2 code; the state that a code stands for is
    found by them without their becoming names of its entry.
    """
    entries: dict[str, Entry] = {}
    states: dict[str, StateFacts] = {}
    places: list[PlaceRow] = []
    parents: list[tuple[str, Row]] = []
    problems: list[Problem] = []
    for table in tables:
        problems += table.problems
        for row in table.rows:
            if row.place is not None:
                places.append(row.place)
            if row.entry is not None:
                entries[row.entry.key] = _joined(entries.get(row.entry.key), row.entry)
                if row.of:
                    parents.append((row.entry.key, row))
            if row.state is not None:
                states[row.state.key] = _joined_facts(states.get(row.state.key), row.state)
    phrases = _phrases(entries.values())
    of = _resolved(parents, entries, phrases, problems)
    by_country = states_by_country(entries, states)
    for country, names in (abroad or {}).items():
        for name in names if country in by_country else ():
            phrases.setdefault(phrase_of(name), f"{by_country[country]}\t{name}\toriginal")
    heads: dict[str, int] = {}
    for phrase in phrases:
        first, length = phrase.split(" ", 1)[0], phrase.count(" ") + 1
        heads[first] = heads.get(first, 0) | 1 << length
    return {
        "entries": {key: _entry_row(entry, of.get(key)) for key, entry in entries.items()},
        "countries": by_country,
        "states": {key: _state_row(state) for key, state in states.items()},
        "phrases": phrases,
        "heads": heads,
        "places": _place_rows(places),
        "problems": [str(problem) for problem in problems],
    }


def states_by_country(entries: Mapping[str, Entry], states: Iterable[str]) -> dict[str, str]:
    """Tell the state that a country's code stands for: the first listed one that acts there alone."""
    first: dict[str, str] = {}
    for key in states:
        country = entries[key].country
        if country and "; " not in country:
            first.setdefault(country, key)
    return first


def _joined(first: Entry | None, then: Entry) -> Entry:
    if first is None:
        return then
    known = {name.text for name in first.names}
    more = [
        ListedName(name.text, "alias" if name.type == "canonical" else name.type, name.since, name.until)
        for name in then.names
        if name.text not in known
    ]
    return Entry(first.key, first.name, then.kind, (*first.names, *more), None, then.country or first.country)


def _joined_facts(first: StateFacts | None, then: StateFacts) -> StateFacts:
    if first is None:
        return then
    return StateFacts(
        first.key,
        tuple(dict.fromkeys(first.demonyms + then.demonyms)),
        tuple(dict.fromkeys(first.capitals + then.capitals)),
        tuple(dict.fromkeys(first.leaders + then.leaders)),
    )


def _phrases(entries: Iterable[Entry]) -> dict[str, str]:
    phrases: dict[str, str] = {}
    for entry in entries:
        for name in entry.names:
            _append(phrases, phrase_of(name.text), entry.key, name.text, name.type)
    return phrases


def _append(lines: dict[str, str], key: str, *cells: str) -> None:
    line = "\t".join(cells)
    lines[key] = f"{lines[key]}\n{line}" if key in lines else line


def _resolved(
    parents: list[tuple[str, Row]], entries: dict[str, Entry], phrases: dict[str, str], problems: list[Problem]
) -> dict[str, str]:
    of: dict[str, str] = {}
    for key, row in parents:
        name = row.of or ""
        parent = slug(name)
        if parent not in entries:
            parent = phrases.get(phrase_of(name), "").partition("\t")[0]
        if not parent:
            problems.append(Problem(row.path, row.line, f"of '{name[:80]}' is the name of no entry"))
        elif parent == key:
            problems.append(Problem(row.path, row.line, f"'{name[:80]}' is listed as part of itself"))
        else:
            of[key] = parent
    return of


def _entry_row(entry: Entry, of: str | None) -> str:
    lines = ["\t".join([entry.key, entry.name, entry.kind, of or "", entry.country or ""])]
    lines += [f"{name.text}\t{name.type}\t{name.since or ''}\t{name.until or ''}" for name in entry.names]
    return "\n".join(lines)


def _state_row(state: StateFacts) -> list[Any]:
    leaders = [[leader.name, leader.since, leader.until] for leader in state.leaders]
    return [state.key, state.demonyms, state.capitals, leaders]


def _place_rows(places: Iterable[PlaceRow]) -> dict[str, str]:
    rows: dict[str, str] = {}
    for place in places:
        country = place.country.partition(";")[0].lower()
        key = f"{slug(place.name)}-{country}" if country else slug(place.name)
        for name in place.names:
            phrase = phrase_of(name)
            strength = Strength.NEEDS_CUE if is_common(phrase) else Strength.SURE
            _append(rows, phrase, key, place.name, place.country, place.kind, strength)
    return rows
