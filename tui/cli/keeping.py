"""Backup and check: keeping years of work safe, and proving that it is."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tui.cli.commands import command
from tui.cli.options import JsonOption, StoreOption, chosen_store
from tui.cli.output import line, to_json
from tui.cli.upgrading import bring_up_to_date
from tui.safe_text import safe_text

if TYPE_CHECKING:
    from store.checking import Checked


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


@command(
    "check",
    {
        "check": "prove that nothing is damaged and every count agrees",
        "check --repair": "rebuild indexes, counts and keys where they are wrong",
    },
)
def check(
    context: typer.Context,
    repair: Annotated[
        bool, typer.Option("--repair", help="Rebuild what is derived, where it is wrong; what was said stays.")
    ] = False,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Prove a store sound: the file, offsets against texts, relationships against claims, names against their keys.

    Exits with 1 where something is wrong and was not repaired.
    """
    from store.checking import check as look

    path = chosen_store(context, store)
    bring_up_to_date(path)
    checked = look(path, repair=repair, on_proof=None if as_json else lambda name: line(f"checking {name}"))
    if as_json:
        line(to_json(_as_record(path, checked)))
    else:
        _tell(checked)
    if not checked.sound:
        raise typer.Exit(1)


def _as_record(path: Path, checked: Checked) -> dict[str, object]:
    findings = [
        {
            "what": finding.what,
            "count": finding.count,
            "examples": list(finding.examples),
            "repaired": finding.repaired,
            "advice": None if finding.repaired else finding.advice,
        }
        for finding in checked.findings
    ]
    return {"store": str(path), "sound": checked.sound, "proofs": list(checked.proofs), "findings": findings}


def _tell(checked: Checked) -> None:
    for finding in checked.findings:
        shown = ", ".join(safe_text(example, 200) for example in finding.examples)
        more = f" and {finding.count - len(finding.examples):,} more" if finding.count > len(finding.examples) else ""
        line(f"{finding.count:,} {finding.what}: {shown}{more}")
        line("  repaired" if finding.repaired else f"  {finding.advice}")
    if checked.sound:
        line("the store is sound" if not checked.findings else "the store is sound again")
    else:
        line("the store is not sound")
