"""Reread: stored articles read anew with the present extractor."""

from __future__ import annotations

from time import monotonic
from typing import Annotated, Final

import typer

from tui.cli.commands import command
from tui.cli.interrupts import INTERRUPTED, cores, two_interrupts
from tui.cli.options import ClusterOption, JobsOption, JsonOption, ModelOption, StoreOption, check_model, chosen_store
from tui.cli.output import line, narrate, to_json
from tui.cli.upgrading import bring_up_to_date
from tui.wording import count

_QUIET_SECONDS: Final = 5.0


@command(
    "reread",
    {
        "reread": "what an older version of the program, or one with other lists of names, has read",
        "reread --all": "everything",
        "reread --model en_core_web_trf": "with a spaCy pipeline that is installed",
    },
)
def reread(
    context: typer.Context,
    everything: Annotated[
        bool, typer.Option("--all", help="Also what was read just so: by this version, with these lists and parser.")
    ] = False,
    jobs: JobsOption = None,
    model: ModelOption = None,
    cluster: ClusterOption = None,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Read stored articles anew, keeping every verdict and every merge.

    Read anew is what another version of the program has read, or this one with other lists of names or another parser.
    Ctrl-C keeps what is finished; run the same command again to go on.
    """
    from store.rereading import reread as read_anew

    path = chosen_store(context, store)
    check_model(model)
    bring_up_to_date(path)
    told = monotonic()

    def show(done: int, total: int) -> None:
        nonlocal told
        if monotonic() - told >= _QUIET_SECONDS:
            told = monotonic()
            narrate(f"{done:,} of {count(total, 'article')}")

    with two_interrupts() as stop:
        result = read_anew(
            path,
            everything=everything,
            jobs=jobs or cores(),
            model=model,
            cluster=cluster,
            on_progress=show,
            stop=stop,
        )
    if as_json:
        line(
            to_json(
                {
                    "read": result.read,
                    "failed": result.failed,
                    "total": result.total,
                    "interrupted": result.interrupted,
                }
            )
        )
    else:
        failed = f", {result.failed:,} could not be read and stay as they were" if result.failed else ""
        line(f"{result.read:,} of {count(result.total, 'article')} read anew{failed}")
    if result.interrupted:
        narrate("stopped; everything finished is kept. Run the same command again to go on.")
        raise typer.Exit(INTERRUPTED)
