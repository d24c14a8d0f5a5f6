"""Merge-store: another store comes into this one."""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Final

import typer

from tui.cli.commands import command
from tui.cli.interrupts import INTERRUPTED, two_interrupts
from tui.cli.options import JsonOption, StoreOption, chosen_store
from tui.cli.output import line, narrate, to_json
from tui.safe_text import safe_text
from tui.wording import count

if TYPE_CHECKING:
    from store.merging import Merged

_QUIET_SECONDS: Final = 5.0
_CONFLICTS_SHOWN: Final = 20


@command(
    "merge-store",
    {
        "merge-store colleague.db": "what a colleague has imported and decided",
        "--store both.db merge-store colleague.db --json": "into a store of its own, with the conflicts as JSON",
    },
)
def merge_store(
    context: typer.Context,
    other: Annotated[
        Path, typer.Argument(metavar="OTHER.db", help="The other store; it is only read.", show_default=False)
    ],
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Bring the articles, claims, names, verdicts and merges of another store into this one.

    What both have stays as it is here. Where the two were decided differently, the decision made here stands and the
    difference is listed. Ctrl-C keeps what is finished; run the same command again to go on.
    """
    from store.merging import merge_store as merge

    path = chosen_store(context, store)
    told = monotonic()

    def show(done: int, total: int) -> None:
        nonlocal told
        if monotonic() - told >= _QUIET_SECONDS:
            told = monotonic()
            narrate(f"{done:,} of {count(total, 'article')}")

    with two_interrupts() as stop:
        merged = merge(path, other.expanduser(), on_progress=show, stop=stop)
    if as_json:
        line(to_json(_as_record(merged), indent=1))
    else:
        _print(merged)
    if merged.interrupted:
        narrate("stopped; everything finished is kept. Run the same command again to go on.")
        raise typer.Exit(INTERRUPTED)


def _as_record(merged: Merged) -> dict[str, object]:
    return {
        "added": merged.added,
        "known": merged.known,
        "claims": merged.claims,
        "entities": merged.entities,
        "names": merged.names,
        "verdicts": merged.verdicts,
        "merges": merged.merges,
        "conflicts_found": merged.conflicts_found,
        "conflicts": [
            {"about": each.about, "what": each.what, "here": each.here, "there": each.there}
            for each in merged.conflicts
        ],
        "interrupted": merged.interrupted,
    }


def _print(merged: Merged) -> None:
    line(f"{count(merged.added, 'article')} added, {merged.known:,} already known")
    line(
        f"{count(merged.claims, 'claim')}, {count(merged.entities, 'new entity', 'new entities')}, "
        f"{count(merged.names, 'new name')}, {count(merged.verdicts, 'verdict')}, {count(merged.merges, 'merge')}"
    )
    if not merged.conflicts_found:
        return
    line(f"{count(merged.conflicts_found, 'conflict')}; what was decided here stands:")
    for each in merged.conflicts[:_CONFLICTS_SHOWN]:
        line(
            f"  {each.about} of {safe_text(each.what, 400)}: {safe_text(each.here)} here, {safe_text(each.there)} there"
        )
    if merged.conflicts_found > _CONFLICTS_SHOWN:
        line(f"  and {merged.conflicts_found - _CONFLICTS_SHOWN:,} more; --json lists the first thousand")
