"""Stories: the articles of which there are copies, and finding the copies in stores from before there were stories."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Final

import typer

from tui.cli.commands import command
from tui.cli.interrupts import INTERRUPTED, two_interrupts
from tui.cli.listings import SHOWN_ON_TERMINAL, as_plain
from tui.cli.options import (
    FromOption,
    GroupOption,
    JsonOption,
    LimitOption,
    OutletOption,
    StoreOption,
    ToOption,
    chosen_store,
)
from tui.cli.output import Column, json_array, line, narrate, on_terminal, table, to_json
from tui.cli.upgrading import bring_up_to_date
from tui.wording import count

if TYPE_CHECKING:
    from pathlib import Path

    from store.queries.stories import Story

_QUIET_SECONDS: Final = 5.0

_COLUMNS: Final[Sequence[Column[Story]]] = (
    Column("date", lambda row: row.date),
    Column("outlet", lambda row: row.outlet, flexible=16),
    Column("copies", lambda row: row.copies, "right"),
    Column("article", lambda row: row.id, "right", drop=1),
    Column("title", lambda row: row.title, flexible=36),
)


@command(
    "stories",
    {
        "stories": "what was printed most often",
        "stories --outlet reuters": "stories that one outlet printed, first or as a copy",
        "stories --find": "look for copies among articles imported by an older version",
    },
)
def stories(
    context: typer.Context,
    find: Annotated[
        bool, typer.Option("--find", help="Look for the copies of articles that an older version imported.")
    ] = False,
    group: GroupOption = None,
    outlet: OutletOption = None,
    since: FromOption = None,
    until: ToOption = None,
    limit: LimitOption = None,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """List stories that several outlets printed in nearly the same words, those with most copies first.

    A story counts once, for the outlet that had it first, wherever distinct outlets are counted.
    """
    from store.queries.stories import stories as told
    from tui.cli.narrowing import Narrowing
    from tui.cli.rows import reading

    path = chosen_store(context, store)
    if find:
        _find(path, as_json=as_json)
        return
    with reading(path) as connection:
        filters = Narrowing(path, group, outlet, since, until, None, None, None, None, None).filters(connection)
        found = list(told(connection, filters))
    if limit is None:
        limit = SHOWN_ON_TERMINAL if on_terminal() and not as_json else 0
    shown = list(islice(found, limit or None))
    if as_json:
        json_array(map(as_plain, shown))
    elif found or not on_terminal():
        table(_COLUMNS, shown)
    else:
        narrate("no story has copies")
    if len(shown) < len(found):
        narrate(f"showing {len(shown):,} of {len(found):,}; --limit 0 shows all")


def _find(path: Path, *, as_json: bool) -> None:
    from store.story_finding import find_missing

    bring_up_to_date(path)
    last = monotonic()

    def show(done: int, total: int) -> None:
        nonlocal last
        if monotonic() - last >= _QUIET_SECONDS:
            last = monotonic()
            narrate(f"{done:,} of {count(total, 'article')}")

    with two_interrupts() as stop:
        found = find_missing(path, on_progress=show, stop=stop)
    if as_json:
        line(to_json(as_plain(found)))
    else:
        line(
            f"looked at {count(found.looked_at, 'article')} for the first time; the store has "
            f"{count(found.stories, 'story', 'stories')} with copies, of {count(found.articles, 'article')}"
        )
    if found.interrupted:
        narrate("stopped; everything finished is kept. Run the same command again to go on.")
        raise typer.Exit(INTERRUPTED)
