"""Options that several commands share, and what they mean."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Final

import typer

from store.errors import ConflictTuiError
from tui.cli.opening import choose_store

_DATE: Final = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_STORE: Final = "conflict_tui.store"


def check_date(value: str | None) -> str | None:
    """Take a year, a month or a day in ISO 8601; refuse anything else as wrongly asked."""
    if value is not None and not _DATE.fullmatch(value):
        message = f"{value!r} is no date; write it as 2016, 2016-08 or 2016-08-24"
        raise typer.BadParameter(message)
    return value


StoreOption = Annotated[
    Path | None,
    typer.Option(
        "--store",
        metavar="PATH",
        help="The store to use (otherwise $CONFLICT_TUI_STORE, or a file in your user data folder).",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
LimitOption = Annotated[
    int | None,
    typer.Option(
        "--limit",
        "-n",
        min=0,
        metavar="N",
        help="Show at most N rows; 0 shows all. On a terminal 50 are shown unless you say otherwise.",
        show_default=False,
    ),
]
GroupOption = Annotated[
    str | None,
    typer.Option(
        "--group",
        "-g",
        metavar="NAME",
        help="Only what has to do with this group, person or place, whose name may be in any spelling.",
        show_default=False,
    ),
]
OutletOption = Annotated[
    str | None,
    typer.Option("--outlet", metavar="NAME", help="Only what this outlet says.", show_default=False),
]
FromOption = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="DATE",
        callback=check_date,
        help="Nothing before this year, month or day.",
        show_default=False,
    ),
]
ToOption = Annotated[
    str | None,
    typer.Option(
        "--to",
        metavar="DATE",
        callback=check_date,
        help="Nothing after this year, month or day.",
        show_default=False,
    ),
]
TextOption = Annotated[
    str | None,
    typer.Option(
        "--text",
        metavar="TEXT",
        help="Only rows that this finds, as typed after / in the explorer.",
        show_default=False,
    ),
]
JobsOption = Annotated[
    int | None,
    typer.Option(
        "--jobs", "-j", min=1, metavar="N", help="Read with N processes (default: all cores).", show_default=False
    ),
]
ClusterOption = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        help="Read on the workers of this Dask scheduler, such as tcp://scheduler:8786.",
        show_default=False,
    ),
]
ModelOption = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="NAME",
        help="Parse with this installed spaCy pipeline instead of the parser that comes with the program.",
        show_default=False,
    ),
]
ReverseOption = Annotated[bool, typer.Option("--reverse", help="Turn the order round.")]


def remember_store(context: typer.Context, store: Path | None) -> None:
    """Keep the store named before the command for the command."""
    context.meta[_STORE] = store


def chosen_store(context: typer.Context, store: Path | None = None) -> Path:
    """Return the store to use: named with the command, before it, in the environment, the settings, or the default."""
    return choose_store(store or context.meta.get(_STORE))


def check_model(model: str | None) -> None:
    """Refuse a pipeline that cannot be used before any text is read. Raises :class:`ConflictTuiError`."""
    if model is None:
        return
    from store.extraction.syntax import load_parser
    from store.extraction.syntax.pipelines import PipelineError

    try:
        load_parser(model)
    except PipelineError as error:
        raise ConflictTuiError(str(error)) from error
