"""The explorer's views as text or JSON: profile, matrix, timeline, contradictions, paths."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from store.errors import ConflictTuiError
from tui.cli.commands import command
from tui.cli.filtering import Asked, narrowed
from tui.cli.listings import as_plain
from tui.cli.options import JsonOption, StoreOption, chosen_store
from tui.cli.output import line, narrate, on_terminal, to_json

if TYPE_CHECKING:
    import sqlite3

    from store.queries.filters import EntityFilter
    from tui.reports.lines import Part

_PIPE_WIDTH: Final = 120
"""Columns for which a view is laid out where nothing says how wide the output is; no line is cut there."""
_MATRIX_GROUPS: Final = 20

_GroupArgument = Annotated[
    str,
    typer.Argument(
        metavar="GROUP", help="A group, person or place: a name in any spelling, or '#12'.", show_default=False
    ),
]


def _print(parts: Iterable[Part]) -> None:
    """Write a report's lines: cut to the width of a terminal, whole into a pipe."""
    from tui.reports.lines import laid_out
    from tui.widgets.cells import fit_line

    terminal = on_terminal()
    width = shutil.get_terminal_size((_PIPE_WIDTH, 24)).columns if terminal else _PIPE_WIDTH
    for each in laid_out(parts, width):
        pieces = each.build(width)
        line("".join(piece.text for piece in (fit_line(pieces, width) if terminal else pieces)).rstrip())


def _meant(asked: Asked, connection: sqlite3.Connection, name: str) -> EntityFilter:
    """Return whom a name means; who else it may mean is told."""
    from tui.cli.narrowing import entity_named

    return entity_named(asked.store, connection, name)


@command(
    "show",
    {
        "show 'Nusra Front'": "names, friends and foes, members, leaders, territory",
        "show 'Jabhet an-Nusrah' --json": "the same as JSON, by a name in any spelling",
    },
)
@narrowed(without=("group", "text"))
def show(asked: Asked, group: _GroupArgument, as_json: JsonOption = False) -> None:
    """Show the profile of a group: names and where each was seen, with and against whom, structure, territory.

    Cooperative claims stand to the left of the other party's name, hostile ones to the right, each with the number of
    distinct outlets in brackets. Filters choose among the relationships; names are always those of the whole store.
    """
    from store.queries.profile import profile
    from store.queries.relationships import undirected
    from tui.reports.profile import profile_lines

    with asked.reading() as (connection, filters):
        entity = _meant(asked, connection, group)
        if not as_json:
            _print(profile_lines(connection, entity.entity_id, filters))
            return
        found = profile(connection, entity.entity_id, filters)
        if found is None:
            message = f"{group!r} is no longer in the store"
            raise ConflictTuiError(message)
        open_claims = undirected(connection, [tie.relationship_id for tie in found.ties])
        outlets: dict[int, dict[str, int]] = {}
        for (other, stance), number in found.outlets.items():
            outlets.setdefault(other, {})[stance.value] = number
        told = {
            "group": as_plain(found.group),
            "names": [as_plain(name) | {"seen": name.seen and as_plain(name.seen)} for name in found.names],
            "ties": [
                as_plain(tie) | {"stance": tie.stance.value, "undirected": open_claims.get(tie.relationship_id, 0)}
                for tie in found.ties
            ],
            "ties_total": found.ties_total,
            "outlets_by_other_and_stance": outlets,
            "mentions_looked_at": found.mentions,
            "mentions": found.mentions_total,
            "spellings": found.spellings_total,
        }
        line(to_json(told, indent=1))


@command(
    "matrix",
    {
        "matrix": "who stands how to whom among the groups with most claims",
        "matrix --from 2016 --top 12": "twelve groups, since 2016",
        "matrix --group 'Nusra Front' --json": "one group and those it has to do with, as JSON",
    },
)
@narrowed(without=("text",))
def matrix(
    asked: Asked,
    limit: Annotated[
        int, typer.Option("--top", "--limit", "-n", min=2, max=500, metavar="N", help="The N groups with most claims.")
    ] = _MATRIX_GROUPS,
    as_json: JsonOption = False,
) -> None:
    """Show who stands how to whom, groups that stand together beside each other.

    o is cooperative, x hostile, ± both; ● and X where three outlets or more tell it.
    """
    from store.queries.matrix import matrix as read_matrix
    from tui.reports.matrix import matrix_text

    with asked.reading() as (connection, filters):
        found = read_matrix(connection, filters, limit)
    if as_json:
        cells = [{"one": one, "other": other} | as_plain(cell) for (one, other), cell in found.cells.items()]
        groups = [{"id": number, "name": name} for number, name in zip(found.ids, found.names, strict=True)]
        line(to_json({"groups": groups, "cells": cells, "groups_total": found.total}, indent=1))
        return
    if not found.ids:
        narrate("no two groups are told to stand with or against each other")
        return
    for text in matrix_text(found, shutil.get_terminal_size((_PIPE_WIDTH, 24)).columns if on_terminal() else 0):
        line(text)
    if len(found.ids) < found.total:
        narrate(f"showing {len(found.ids):,} of {found.total:,} groups; --top N shows more")


@command(
    "timeline",
    {
        "timeline 'Nusra Front'": "claims about a group, month by month",
        "timeline 'Nusra Front' 'Ahrar al-Sham'": "from alliance to war, of a pair",
        "timeline Wagner --from 2019 --json": "since 2019, as JSON",
    },
)
@narrowed(without=("group", "text"))
def timeline(
    asked: Asked,
    group: _GroupArgument,
    other: Annotated[
        str | None, typer.Argument(metavar="[OTHER]", help="The other one of a pair.", show_default=False)
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show the claims about a group, or between two, month by month.

    Cooperative claims stand to the left of the axis, hostile ones to the right, with splits, mergers and renames.
    """
    from store.queries.filters import PairFilter
    from store.queries.timeline import timeline as read_timeline
    from tui.reports.timeline import timeline_lines

    with asked.reading() as (connection, filters):
        one = _meant(asked, connection, group)
        about: EntityFilter | PairFilter = one
        if other is not None:
            two = _other(asked, connection, group, one, other)
            about = PairFilter(one.entity_id, two.entity_id, f"{one.name} and {two.name}")
        if not as_json:
            _print(timeline_lines(connection, filters & about, about.label))
            return
        found = read_timeline(connection, filters & about)
    months = [
        {"month": month.month}
        | {stance.value: number for stance, number in month.counts.items()}
        | {"marks": [as_plain(mark) for mark in month.marks]}
        for month in found.months
    ]
    line(
        to_json(
            {"about": about.label, "months": months, "undated": found.undated, "unmarked": found.unmarked}, indent=1
        )
    )


def _other(asked: Asked, connection: sqlite3.Connection, group: str, one: EntityFilter, name: str) -> EntityFilter:
    two = _meant(asked, connection, name)
    if two.entity_id == one.entity_id:
        message = f"{group!r} and {name!r} both mean {one.name}; a pair needs two"
        raise ConflictTuiError(message)
    return two


@command(
    "contested",
    {
        "contested": "claims that contradict each other",
        "contested --group 'Nusra Front' --json": "about one group, as JSON",
        "contested --from 2019-06 --to 2019-07": "in two months",
    },
)
@narrowed(without=("text",))
def contested(asked: Asked, as_json: JsonOption = False) -> None:
    """Show where outlets or speakers contradict each other, both sides beside each other.

    A claim and its denial, allied and fighting in the same weeks, two holders of one place, differing founders or
    former names. Claims of one article do not count against each other. Of a large store the most told claims are
    compared; how many others are not is told ("uncompared", of that sort).
    """
    from store.queries.contested import contested as read_contested
    from tui.reports.contested import contested_claims, contested_lines

    with asked.reading() as (connection, filters):
        if not as_json:
            _print(contested_lines(connection, filters))
            return
        found = read_contested(connection, filters)
        claims = contested_claims(connection, found)
    told: list[dict[str, Any]] = []
    for each in found:
        sides = [as_plain(claims[number]) for number in (each.one_claim, each.other_claim) if number in claims]
        left = found.uncompared.get(each.sort, 0)
        about = {"sort": each.sort.value, "claims": each.claims, "last_date": each.last_date}
        told.append({**about, "sides": sides, "uncompared": left})
    line(to_json(told, indent=1))


@command(
    "path",
    {
        "path 'Ahrar al-Sham' Hezbollah": "how two groups are connected",
        "path '#12' '#57' --json": "by their numbers, as JSON",
    },
)
def path(
    context: typer.Context,
    group: _GroupArgument,
    other: _GroupArgument,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Show the shortest chains of relationships between two groups, each link with its sign."""
    from store.queries.path import paths
    from tui.cli.rows import reading
    from tui.reports.path import path_lines

    asked = Asked(chosen_store(context, store), {})
    with reading(asked.store) as connection:
        one = _meant(asked, connection, group)
        two = _other(asked, connection, group, one, other)
        if not as_json:
            _print(path_lines(connection, one, two))
            return
        chains = paths(connection, one.entity_id, two.entity_id)
    told = {"from": as_plain(one), "to": as_plain(two), "chains": [[as_plain(row) for row in c] for c in chains]}
    line(to_json(told, indent=1))
