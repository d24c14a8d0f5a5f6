"""The names of the world, and the analyst's own additions to them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from store.errors import ConflictTuiError
from store.records import Kind
from tui.cli.commands import command
from tui.cli.options import JsonOption, LimitOption
from tui.cli.output import Column, json_array, line, narrate, on_terminal, table
from tui.safe_text import safe_text
from tui.wording import KINDS, count

if TYPE_CHECKING:
    from store.world import Entry

_SHOWN_ON_TERMINAL: Final = 50


@command(
    "names add",
    {
        "names add 'Karanda Front' --alias 'Front of Karanda' --acronym KF": "an armed group with two more names",
        "names add 'Karanda Brigade' --of 'Karanda Front' --country SY": "a unit of it",
        "names add Karanda --kind place --country SY": "a place",
    },
)
def names_add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The commonest English spelling, without 'the'.")],
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help="armed_group, state, organization or place.")
    ] = Kind.ARMED_GROUP.value,
    alias: Annotated[
        list[str] | None, typer.Option("--alias", help="Another name; may be given several times.")
    ] = None,
    acronym: Annotated[list[str] | None, typer.Option("--acronym", help="A short form in capitals.")] = None,
    original: Annotated[list[str] | None, typer.Option("--original", help="The name in its own script.")] = None,
    former: Annotated[
        list[str] | None, typer.Option("--former", help="An earlier name, with years: 'Old Name (2012-2016)'.")
    ] = None,
    country: Annotated[list[str] | None, typer.Option("--country", help="Where it acts: SY, IQ (ISO 3166).")] = None,
    of: Annotated[str, typer.Option("--of", metavar="NAME", help="What it is part of.")] = "",
    place_kind: Annotated[
        str, typer.Option("--place-kind", metavar="KIND", help="Of a place: town, river, province, crossing ...")
    ] = "",
) -> None:
    """Add a name to your own lists, which every import and extract reads beside the shipped ones.

    Articles that are in the store already are read with it by 'conflict-tui reread'.
    """
    from store.world import WorldError
    from store.world.user_files import add_name

    try:
        path, key = add_name(
            name,
            kind,
            aliases=alias or (),
            acronyms=acronym or (),
            original=original or (),
            former=former or (),
            country=country or (),
            of=of,
            place_kind=place_kind,
        )
    except WorldError as error:
        raise ConflictTuiError(str(error)) from error
    line(safe_text(f"added {name} ({key}) to {path}"))
    tell_problems()


@command(
    "names import",
    {
        "names import groups.tsv": "a list of names of your own",
        "names import groups.tsv --replace": "its newer edition",
    },
)
def names_import(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE", help="Lists of names (tab-separated, UTF-8).")],
    replace: Annotated[bool, typer.Option("--replace", help="Replace a list of the same file name.")] = False,
) -> None:
    """Import lists of names into your own folder of them; docs/names-of-the-world.md describes the format.

    A list with a faulty line is not imported, and every faulty line is told.
    """
    from store.world import WorldError
    from store.world.user_files import import_names

    failed = False
    for path in paths:
        try:
            target, names = import_names(path, replace=replace)
        except WorldError as error:
            failed = True
            for told in str(error).splitlines():
                narrate(told)
            continue
        line(safe_text(f"{count(names, 'name')} imported to {target}"))
    tell_problems()
    if failed:
        raise typer.Exit(1)


@command(
    "names list",
    {
        "names list nusra": "what the lists know under a name like this",
        "names list --kind organization --json": "all organizations, as JSON",
        "names list --mine": "only what you added",
    },
)
def names_list(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="Words of the name.", show_default=False)] = "",
    kind: Annotated[Kind | None, typer.Option("--kind", help="Only this kind.")] = None,
    mine: Annotated[bool, typer.Option("--mine", help="Only names of your own lists.")] = False,
    limit: LimitOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the groups, states and organizations known before any article is read, with all their names."""
    from store.world import load_world

    world = load_world()
    wanted = _own_keys() if mine else None
    found = [
        entry
        for key, entry in sorted(world.entries.items())
        if (wanted is None or key in wanted) and (kind is None or entry.kind is kind) and _bears(entry, text)
    ]
    if limit is None:
        limit = _SHOWN_ON_TERMINAL if on_terminal() and not as_json else 0
    shown = found[:limit] if limit else found
    if as_json:
        json_array(map(_plain, shown))
    elif found or not on_terminal():
        table(_COLUMNS, shown)
    else:
        narrate("nothing found")
    if len(shown) < len(found):
        narrate(f"showing {len(shown):,} of {len(found):,}; --limit 0 shows all")
    tell_problems()


def _other_names(entry: Entry) -> str:
    return "; ".join(name.text for name in entry.names if name.text != entry.name)


_COLUMNS: Final[list[Column[Entry]]] = [
    Column("name", lambda entry: entry.name, flexible=24),
    Column("kind", lambda entry: KINDS[entry.kind]),
    Column("country", lambda entry: entry.country, flexible=8, drop=1),
    Column("part of", lambda entry: entry.of, flexible=20, drop=2),
    Column("other names", _other_names, flexible=24),
]


def _plain(entry: Entry) -> dict[str, Any]:
    return {
        "key": entry.key,
        "name": entry.name,
        "kind": entry.kind.value,
        "country": entry.country,
        "of": entry.of,
        "names": [
            {"name": name.text, "type": name.type, "since": name.since, "until": name.until} for name in entry.names
        ],
    }


def _bears(entry: Entry, text: str) -> bool:
    from store.names import fold

    words = fold(text).split()
    if not words:
        return True
    return any(all(word in folded for word in words) for folded in (fold(name.text) for name in entry.names))


def _own_keys() -> set[str]:
    from store.world import WorldError
    from store.world.entries import read_table
    from store.world.loading import user_lists

    keys: set[str] = set()
    for path in user_lists():
        try:
            keys |= {row.entry.key for row in read_table(path).rows if row.entry is not None}
        except WorldError as error:
            narrate(str(error))
    return keys


def tell_problems() -> None:
    """Say what of the user's own lists could not be taken."""
    from store.world import load_world

    problems = load_world().problems
    for problem in problems[:5]:
        narrate(f"left out: {problem}")
    if len(problems) > 5:
        narrate(f"and {len(problems) - 5:,} more lines left out")
