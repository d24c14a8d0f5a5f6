"""Import: files in, with progress while it runs and an account of every item when it ends."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from tui.cli.commands import command
from tui.cli.interrupts import INTERRUPTED, cores, two_interrupts
from tui.cli.naming import tell_problems
from tui.cli.options import ClusterOption, JobsOption, JsonOption, ModelOption, StoreOption, check_model, chosen_store
from tui.cli.output import line, narrate, to_json
from tui.safe_text import safe_text
from tui.wording import count

if TYPE_CHECKING:
    from store.importing import Progress, Summary

_REASONS_SHOWN: Final = 20
_QUIET_SECONDS: Final = 10.0
_NOTHING_READ: Final = 1

AllowPrivateOption = Annotated[
    bool,
    typer.Option("--allow-private", help="Fetch from addresses on this machine and in private networks, too."),
]


@command(
    "import",
    {
        "import --sample": "the sample articles that come with the program",
        "import reports/ news.csv page.html": "a folder, a table of articles and a saved page",
        "import https://example.org/report.html": "a page from the web; a feed is remembered",
        "curl -s URL | conflict-tui import -": "from a pipe",
        "--store work.db import news.jsonl --json": "into a store of your own, with a summary as JSON",
    },
)
def import_(
    context: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH", help="Files, folders, web addresses, or - for standard input.", show_default=False
        ),
    ] = None,
    sample: Annotated[bool, typer.Option("--sample", help="Import the sample articles of the program.")] = False,
    jobs: JobsOption = None,
    model: ModelOption = None,
    cluster: ClusterOption = None,
    allow_private: AllowPrivateOption = False,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Import articles into the store and read what they claim.

    Text and Markdown files, pages, PDF, feeds, mails, web archives, CSV, TSV and JSON (lines) of articles, ZIP archives
    and folders of them, as files or at web addresses; coded datasets (ACLED, UCDP, GDELT), whose rows become events and
    are updated by their ids. The format is found by looking into the file. What the store has
    already is recognised and not read again; an item that cannot be read is told and never stops the rest. Ctrl-C keeps
    what is finished; run the same command again to go on.
    """
    wanted = [*(paths or []), *_sample(sample)]
    if not wanted:
        message = "name files, folders or addresses to import, - for standard input, or --sample"
        raise typer.BadParameter(message)
    path = chosen_store(context, store)
    check_model(model)
    if "-" in wanted and sys.stdin is not None and sys.stdin.isatty():
        narrate("reading what you type; end it with Ctrl-D on a line of its own")
    with two_interrupts() as stop, progress() as show:
        from store.importing import import_paths

        summary = import_paths(
            path,
            wanted,
            jobs=jobs or cores(),
            model=model,
            cluster=cluster,
            on_progress=show,
            stop=stop,
            allow_private=allow_private,
        )
    if as_json:
        line(to_json(summary_as_record(summary, path), indent=1))
    else:
        tell_summary(summary, path)
    tell_problems()
    if summary.interrupted:
        narrate("stopped; everything finished is kept. Run the same command again to go on.")
        raise typer.Exit(INTERRUPTED)
    if not summary.added + summary.updated + summary.known:
        raise typer.Exit(_NOTHING_READ)


def _sample(wanted: bool) -> list[str]:
    if not wanted:
        return []
    from store.sample import sample_paths

    return [str(path) for path in sample_paths()]


@contextmanager
def progress() -> Iterator[Callable[[Progress], None]]:
    """Lend what shows progress: a bar on a terminal, now and then a line elsewhere."""
    if sys.stderr.isatty():
        from tui.cli.progress import bar

        with bar() as show:
            yield show
        return
    from time import monotonic

    told = monotonic()

    def tell(progress: Progress) -> None:
        nonlocal told
        if monotonic() - told < _QUIET_SECONDS:
            return
        told = monotonic()
        share = f" ({progress.done_bytes / progress.total_bytes:.0%})" if progress.total_bytes else ""
        narrate(
            f"{count(progress.items, 'item')}{share}: {progress.added:,} added, {progress.known:,} already known, "
            f"{progress.skipped:,} skipped"
        )

    yield tell


def summary_as_record(summary: Summary, store: Path) -> dict[str, object]:
    """Return the account of an import as JSON holds it."""
    return {
        "store": str(store),
        "items": summary.items,
        "added": summary.added,
        "updated": summary.updated,
        "changes": dict(summary.changes),
        "known": summary.known,
        "skipped": summary.skipped,
        "reasons": [{"path": s.path, "position": s.position, "reason": s.reason} for s in summary.reasons],
        "unread": summary.unread,
        "failures": summary.failures,
        "feeds": summary.feeds,
        "seconds": round(summary.seconds, 3),
        "interrupted": summary.interrupted,
    }


def tell_summary(summary: Summary, store: Path) -> None:
    """Print the account of an import."""
    line(f"{count(summary.items, 'item')} read in {_duration(summary.seconds)}")
    rows = [("added", summary.added), ("already known", summary.known), ("skipped", summary.skipped)]
    if summary.updated:
        parts = ", ".join(f"{part} in {number:,}" for part, number in summary.changes.most_common())
        rows.insert(1, (f"updated ({parts})", summary.updated))
    width = max(len(f"{number:,}") for _, number in rows)
    for word, number in rows:
        line(f"  {number:{width},}  {word}")
    reasons = [_reason(skip.path, skip.position, skip.reason) for skip in summary.reasons]
    items = summary.skipped - sum(skip.items - 1 for skip in summary.reasons)
    _print_some("skipped:", reasons, items, "more; the table skipped_items of the store has them all")
    _print_some("stored, but not read:", summary.failures, summary.unread, "more")
    for address in summary.feeds:
        line(f"feed remembered: {safe_text(address, 500)}; 'conflict-tui feeds poll' asks for what is new")
    line(f"store: {safe_text(str(store))}")


def _print_some(heading: str, lines: Sequence[str], total: int, rest: str) -> None:
    if not total:
        return
    line(heading)
    for text in lines[:_REASONS_SHOWN]:
        line("  " + safe_text(text, 500))
    if total > _REASONS_SHOWN:
        line(f"  and {total - _REASONS_SHOWN:,} {rest}")


def _reason(path: str, position: int | None, reason: str) -> str:
    return f"{path}, row {position}: {reason}" if position is not None else f"{path}: {reason}"


def _duration(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min {rest} s"
