"""Curation: verdicts, merges, splits and names; every step is in the journal and can be undone."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from store.errors import ConflictTuiError
from store.records import Kind
from tui.cli.commands import command
from tui.cli.options import JsonOption, StoreOption, chosen_store
from tui.cli.output import line, narrate, to_json
from tui.safe_text import safe_text
from tui.steps import told

if TYPE_CHECKING:
    from store.curation import Curator
    from store.journal import Entry

_GROUP_HELP: Final = "A group, person or place: a name in any spelling, or its number, such as '#12'."
_STANDARD_INPUT: Final = "-"

GroupArgument = Annotated[str, typer.Argument(metavar="GROUP", help=_GROUP_HELP, show_default=False)]


class NameType(StrEnum):
    """What kind of name one is."""

    ALIAS = "alias"
    ACRONYM = "acronym"
    FORMER = "former"
    ORIGINAL = "original"


class Session:
    """A curator with what finds out whom the user's words mean."""

    def __init__(self, path: Path, curator: Curator) -> None:
        self.path = path
        self.curator = curator

    def entity(self, name: str) -> int:
        """Return the id of the entity that a name or ``#ID`` means."""
        from tui.cli.entities import entity_meant
        from tui.cli.rows import reading

        with reading(self.path) as connection:
            return entity_meant(self.path, connection, clean_name(name))


@contextmanager
def curating(context: typer.Context, store: Path | None) -> Iterator[Session]:
    """Open the chosen store for curation."""
    from store.curation import Curator

    path = chosen_store(context, store)
    with Curator(path) as curator:
        yield Session(path, curator)


def show(entry: Entry | None, *, as_json: bool, before: str = "") -> None:
    """Print a step, in words or as JSON; ``None`` is a step that changed nothing."""
    if entry is None:
        if as_json:
            line("null")
        narrate("nothing changes: it is so already")
    elif as_json:
        line(to_json(as_record(entry)))
    else:
        line(safe_text(f"{before}{told(entry)}"))


def as_record(entry: Entry) -> dict[str, Any]:
    """Return a step as what JSON can hold."""
    return {
        "id": entry.id,
        "at": entry.at,
        "action": entry.action,
        "told": told(entry),
        "details": entry.details,
        "undone": entry.undone,
    }


@command(
    "merge",
    {
        "merge ISIS ISIL --into 'Islamic State'": "three that are one",
        "merge '#57' --into '#12'": "by their numbers",
    },
)
def merge(
    context: typer.Context,
    groups: Annotated[list[str], typer.Argument(metavar="GROUP...", help=_GROUP_HELP, show_default=False)],
    into: Annotated[str, typer.Option("--into", metavar="GROUP", help="The one that stays.", show_default=False)],
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Make groups one: names, mentions and claims go to the one that stays.

    Articles that are imported later and name the others mean the one that stays. 'undo' takes it apart again.
    """
    with curating(context, store) as session:
        session.curator.merge([session.entity(name) for name in groups], session.entity(into))
        show(session.curator.made, as_json=as_json)


@command(
    "split",
    {"split 'Free Syrian Army' 'Southern Front' --kind armed_group": "a name that means somebody else"},
)
def split(
    context: typer.Context,
    group: GroupArgument,
    names: Annotated[
        list[str], typer.Argument(metavar="NAME...", help="The names that mean the other.", show_default=False)
    ],
    kind: Annotated[
        Kind | None, typer.Option("--kind", help="What the new one is; the same as the old unless you say.")
    ] = None,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Take names out of a group into a new one, with the mentions that use them and the claims around those."""
    with curating(context, store) as session:
        session.curator.split(session.entity(group), [clean_name(name) for name in names], kind)
        show(session.curator.made, as_json=as_json)


@command("rename", {"rename 'Nusra Front' 'Jabhat al-Nusra'": "the name that lists show"})
def rename(
    context: typer.Context,
    group: GroupArgument,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name to show.", show_default=False)],
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Show a group by another name; the old one stays among its names."""
    with curating(context, store) as session:
        session.curator.rename(session.entity(group), clean_name(name))
        show(session.curator.made, as_json=as_json)


@command(
    "add-name",
    {
        "add-name 'Nusra Front' 'Front de soutien'": "another spelling",
        "add-name 'Nusra Front' JaN --type acronym": "a short form",
    },
)
def add_name(
    context: typer.Context,
    group: GroupArgument,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The further name.", show_default=False)],
    type_: Annotated[NameType, typer.Option("--type", help="What kind of name it is.")] = NameType.ALIAS,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Add a name to a group, by which it is found and recognised from now on."""
    with curating(context, store) as session:
        session.curator.add_name(session.entity(group), clean_name(name), type_.value)
        show(session.curator.made, as_json=as_json)


@command("set-kind", {"set-kind Hezbollah armed_group": "what a group is"})
def set_kind(
    context: typer.Context,
    group: GroupArgument,
    kind: Annotated[Kind, typer.Argument(metavar="KIND", help="What it is.", show_default=False)],
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Say what a group, person or place is."""
    with curating(context, store) as session:
        session.curator.set_kind(session.entity(group), kind)
        show(session.curator.made, as_json=as_json)


ClaimsArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="CLAIM...",
        help="Ids of claims, as 'claims --json' tells them; - reads ids, or those records, from standard input.",
        show_default=False,
    ),
]
_BackOption = Annotated[bool, typer.Option("--take-back", help="Take the verdict back instead.")]


@command(
    "confirm",
    {
        "confirm 12 13": "two claims",
        "conflict-tui claims --group Wagner --json | conflict-tui confirm -": "everything that a listing finds",
    },
)
def confirm(
    context: typer.Context,
    claims: ClaimsArgument,
    take_back: _BackOption = False,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Say of claims that the article does say so."""
    with curating(context, store) as session:
        session.curator.judge(claim_ids(claims), None if take_back else "confirmed")
        show(session.curator.made, as_json=as_json)


@command(
    "reject",
    {
        "reject 14": "a claim that was misread",
        "reject 14 --take-back": "after all it was not",
    },
)
def reject(
    context: typer.Context,
    claims: ClaimsArgument,
    take_back: _BackOption = False,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Say of claims that the article does not say so: they stay, but no longer count."""
    with curating(context, store) as session:
        session.curator.judge(claim_ids(claims), None if take_back else "rejected")
        show(session.curator.made, as_json=as_json)


@command("undo", {"undo": "the latest step", "undo --steps 3": "the latest three"})
def undo(
    context: typer.Context,
    steps: Annotated[int, typer.Option("--steps", min=1, metavar="N", help="How many steps to take back.")] = 1,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Take back the latest step of curation that is not undone yet."""
    with curating(context, store) as session:
        _turn(session.curator.undo, steps, "undone", "nothing is left to undo", as_json=as_json)


@command("redo", {"redo": "the step undone last"})
def redo(
    context: typer.Context,
    steps: Annotated[int, typer.Option("--steps", min=1, metavar="N", help="How many steps to make again.")] = 1,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Make a step again that was undone last; a new step in between ends what can be made again."""
    with curating(context, store) as session:
        _turn(session.curator.redo, steps, "redone", "nothing is left to make again", as_json=as_json)


def _turn(turn: Callable[[], Entry | None], steps: int, word: str, nothing: str, *, as_json: bool) -> None:
    for step in range(steps):
        entry = turn()
        if entry is None:
            narrate(nothing)
            if not step:
                raise typer.Exit(1)
            return
        show(entry, as_json=as_json, before=f"{word}: ")


def clean_name(name: str) -> str:
    """Return a name as the store can hold it."""
    from store.readers.decoding import clean

    return clean(name)


def claim_ids(words: Sequence[str]) -> list[int]:
    """Return the ids that words of the command line name, ``-`` standing for standard input.

    Raises :class:`ConflictTuiError` where something else stands there.
    """
    found: list[int] = []
    for word in words:
        if word == _STANDARD_INPUT:
            found += _ids_in(sys.stdin.read())
        else:
            found.append(_id(word.removeprefix("#")))
    if not found:
        message = "no claims were named"
        raise ConflictTuiError(message)
    return list(dict.fromkeys(found))


def _ids_in(text: str) -> list[int]:
    """Read a JSON array, JSON lines or plain words; records are known by their ``id``."""
    try:
        loaded = json.loads(text)
    except ValueError:
        try:
            loaded = [json.loads(row) for row in text.splitlines() if row.strip()]
        except ValueError:
            loaded = text.split()
    values = loaded if isinstance(loaded, list) else [loaded]
    # The review queue tells suggestions to merge beside claims: those bear no verdict.
    values = [value for value in values if not (isinstance(value, dict) and value.get("waits") == "merge")]
    return [_id(value.get("id") if isinstance(value, dict) else value) for value in values]


def _id(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 63:
        return value
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 19:
        return int(value)
    message = f"{value!r} is no id of a claim; 'conflict-tui claims --json' tells them"
    raise ConflictTuiError(message)
