"""Backup and check: keeping years of work safe, and proving that it is."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from tui.cli.commands import command
from tui.cli.options import JsonOption, StoreOption, chosen_store
from tui.cli.output import line, to_json
from tui.safe_text import safe_text


@command(
    "backup",
    {
        "backup": "beside the store, named with the day and time",
        "backup /media/safe/work.db": "to a file of your choice",
    },
)
def backup(
    context: typer.Context,
    target: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]",
            help="Where to put the copy (otherwise beside the store, with the day and time in its name).",
            show_default=False,
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there already.")] = False,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Copy the store as it is at this moment, while it is in use.

    The copy is a store like any other: open it with --store, or put it in the place of one that was damaged.
    """
    from store.backup import back_up, default_target

    path = chosen_store(context, store)
    copy = target or default_target(path, datetime.now().astimezone())
    size = back_up(path, copy, force=force)
    if as_json:
        line(to_json({"store": str(path), "backup": str(copy), "bytes": size}))
    else:
        line(f"copied to {safe_text(str(copy))} ({size / 1e6:,.1f} MB)")
