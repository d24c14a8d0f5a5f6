"""Export: what the store holds, written for other programs or as a document."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, TextIO

import typer

from store.exporters import FORMATS, Format
from store.queries.filters import Listing
from store.records import Confidence, Kind, Relation, Stance, Status
from tui.cli.commands import command
from tui.cli.options import (
    FromOption,
    GroupOption,
    OutletOption,
    StoreOption,
    TextOption,
    ToOption,
    chosen_store,
)
from tui.cli.output import narrate
from tui.wording import count

if TYPE_CHECKING:
    from store.exporters import Wanted
    from store.exporters.selection import Selection
    from tui.cli.narrowing import Narrowing

_DOSSIERS: Final = (Format.MARKDOWN, Format.HTML)
_TABLES: Final = (Format.CSV, Format.JSONL)
_EVIDENCE: Final = 5
_STANDARD_OUTPUT: Final = "-"

_FORMAT_HELP: Final = " ".join(f"{name.value}: {summary}." for name, summary in FORMATS.items())


@command(
    "export",
    {
        "export csv --of relationships -o relationships.csv": "every relationship as a table",
        "export gexf --from 2016 --stance hostile -o hostile.gexf": "who fought whom since 2016, for Gephi",
        "export html --group 'Nusra Front' -o nusra.html": "a dossier of one group",
        "export markdown -g 'Nusra Front' --with 'Ahrar al-Sham' -o -": "a dossier of a pair, to standard output",
        "export ftm -o store.ftm.json": "FollowTheMoney entities of everything",
        "export datasette -o public.db": "a copy to publish with Datasette",
    },
)
def export(
    context: typer.Context,
    format_: Annotated[
        Format, typer.Argument(metavar="FORMAT", help=_FORMAT_HELP, show_default=False, case_sensitive=False)
    ],
    output: Annotated[
        str,
        typer.Option("-o", "--output", metavar="FILE", help="The file to write; - is standard output."),
    ] = _STANDARD_OUTPUT,
    force: Annotated[bool, typer.Option("--force", help="Write over FILE where it is there already.")] = False,
    of: Annotated[
        Listing | None, typer.Option("--of", help="What a table lists (csv, jsonl).", show_default="relationships")
    ] = None,
    evidence: Annotated[
        int | None,
        typer.Option(
            "--evidence",
            min=0,
            metavar="N",
            show_default=False,
            help="Sentences beside each relationship at most; 0 is all. A dossier has all, other formats 5 of them.",
        ),
    ] = None,
    with_text: Annotated[
        bool, typer.Option("--with-text", help="Put the whole texts into a table of articles.")
    ] = False,
    group: GroupOption = None,
    with_: Annotated[
        str | None,
        typer.Option(
            "--with", metavar="NAME", help="With --group: only what lies between these two.", show_default=False
        ),
    ] = None,
    kind: Annotated[Kind | None, typer.Option("--kind", help="Only what involves this kind of group.")] = None,
    outlet: OutletOption = None,
    since: FromOption = None,
    until: ToOption = None,
    stance: Annotated[Stance | None, typer.Option("--stance", help="Only relationships of this family.")] = None,
    relation: Annotated[Relation | None, typer.Option("--relation", help="Only this relation.")] = None,
    status: Annotated[Status | None, typer.Option("--status", help="Only what is claimed with this status.")] = None,
    confidence: Annotated[
        Confidence | None, typer.Option("--confidence", help="Only what is read with this confidence.")
    ] = None,
    text: TextOption = None,
    store: StoreOption = None,
) -> None:
    """Write articles, groups, relationships or claims for other programs, or a dossier of a group or a pair.

    The filters are those of the listings. Files are written whole or not at all, and never over one that is there
    unless --force says so. Claims that were rejected stand only in the table of claims, with their verdict. Cells that
    a spreadsheet would run as formulas get an apostrophe.
    """  # fmt: skip
    from store.exporters import Wanted
    from tui.cli.narrowing import Narrowing

    path = chosen_store(context, store)
    if with_ is not None and group is None:
        message = "--with names the second of a pair; name the first with --group"
        raise typer.BadParameter(message)
    if format_ in _DOSSIERS and group is None:
        message = f"a dossier in {format_.value} is about a group or a pair; name it with --group (and --with)"
        raise typer.BadParameter(message)
    if of is not None and format_ not in _TABLES:
        message = f"--of says what a table lists (csv, jsonl); {format_.value} has a content of its own"
        raise typer.BadParameter(message)
    named = (group, kind, outlet, since, until, stance, relation, status, confidence, text)
    if format_ is Format.DATASETTE:
        if any(value is not None for value in named):
            message = "a copy for Datasette is always of the whole store; leave the filters out"
            raise typer.BadParameter(message)
        _copy(path, output, force=force)
        return
    if evidence is None:
        evidence = 0 if format_ in _DOSSIERS else _EVIDENCE
    wanted = Wanted(of or Listing.RELATIONSHIPS, evidence, with_text)
    narrowing = Narrowing(path, None, outlet, since, until, kind, stance, relation, status, confidence)
    with _snapshot(path) as connection:
        selection, wanted = _select(connection, narrowing, group, with_, text, wanted, dossier=format_ in _DOSSIERS)
        written = _write(format_, selection, wanted, path, output, force=force)
    if output != _STANDARD_OUTPUT:
        word = {Format.CSV: "row", Format.JSONL: "record", Format.BIBTEX: "article", Format.CSL: "article"}
        word |= {Format.GRAPHML: "relationship", Format.GEXF: "relationship", Format.FTM: "entity"}
        word |= {Format.STIX: "object", Format.MARKDOWN: "claim", Format.HTML: "claim"}
        many = "entities" if format_ is Format.FTM else None
        narrate(f"{count(written, word[format_], many)} written to {output}")


@contextmanager
def _snapshot(path: Path) -> Iterator[sqlite3.Connection]:
    """Lend a connection that sees the store as it is now, whatever is written meanwhile."""
    from tui.cli.rows import reading

    with reading(path) as connection:
        connection.execute("BEGIN")
        yield connection


def _select(
    connection: sqlite3.Connection,
    narrowing: Narrowing,
    group: str | None,
    other: str | None,
    text: str | None,
    wanted: Wanted,
    *,
    dossier: bool,
) -> tuple[Selection, Wanted]:
    """Put together what is to be written; a dossier has its subjects apart from the filters."""
    from dataclasses import replace

    from store.errors import ConflictTuiError
    from store.exporters.selection import Selection
    from store.queries.filters import PairFilter
    from tui.cli.narrowing import entity_named

    filters = narrowing.filters(connection)
    subjects = [entity_named(narrowing.store, connection, name) for name in (group, other) if name is not None]
    if len(subjects) == 2 and subjects[0].entity_id == subjects[1].entity_id:
        message = f"{group!r} and {other!r} both mean {subjects[0].name}; a pair needs two"
        raise ConflictTuiError(message)
    if dossier:
        wanted = replace(wanted, subjects=tuple(subject.entity_id for subject in subjects))
    elif len(subjects) == 2:
        one, two = subjects
        filters &= PairFilter(one.entity_id, two.entity_id, f"{one.name} and {two.name}")
    elif subjects:
        filters &= subjects[0]
    return Selection(connection, filters, text or ""), wanted


def _write(
    chosen: Format, selection: Selection, wanted: Wanted, store: Path, output: str, *, force: bool
) -> int:  # fmt: skip
    from store.exporters import write
    from store.exporters.files import whole_file

    if output == _STANDARD_OUTPUT:
        with _utf8_output() as out:
            return write(chosen, selection, wanted, out)
    with (
        whole_file(Path(output), store=store, force=force) as target,
        # What SQLite or a person's editor let in without being UTF-8 must not end an export.
        target.open("w", encoding="utf-8", errors="backslashreplace", newline="") as out,
    ):
        return write(chosen, selection, wanted, out)


@contextmanager
def _utf8_output() -> Iterator[TextIO]:
    """Lend standard output as UTF-8 with line feeds, whatever the terminal's encoding; formats fix it."""
    from io import TextIOWrapper

    if not isinstance(sys.stdout, TextIOWrapper):
        yield sys.stdout
        return
    sys.stdout.flush()
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
    yield sys.stdout
    sys.stdout.flush()


def _copy(store: Path, output: str, *, force: bool) -> None:
    """Write the copy for Datasette to a file, or its bytes into a pipe."""
    from store.exporters import datasette
    from store.exporters.files import whole_file
    from tui.cli.rows import reading

    if output != _STANDARD_OUTPUT:
        if Path(output).expanduser().exists() and not Path(output).expanduser().is_file():
            message = "a copy for Datasette is a database; name a file with -o"
            raise typer.BadParameter(message)
        with reading(store) as connection, whole_file(Path(output), store=store, force=force) as target:
            articles = datasette.write(connection, target)
        narrate(f"{count(articles, 'article')} copied to {output}; show them with: datasette serve {output}")
        return
    if sys.stdout.isatty():
        message = "a copy for Datasette is a database; name a file with -o"
        raise typer.BadParameter(message)
    import shutil
    import tempfile

    with tempfile.TemporaryDirectory(prefix="conflict-tui-") as folder, reading(store) as connection:
        target = Path(folder) / "copy.db"
        datasette.write(connection, target)
        with target.open("rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)
