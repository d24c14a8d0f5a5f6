"""The progress bar of an import on a terminal; rich is imported only where one is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

if TYPE_CHECKING:
    from store.importing import Progress as Importing


@contextmanager
def bar() -> Iterator[Callable[[Importing], None]]:
    """Show a bar on standard error: bytes done and their rate, articles a second, and the time that remains."""
    started = monotonic()
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TextColumn("{task.fields[articles]}"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as display:
        task = display.add_task("importing", total=None, articles="")

        def show(progress: Importing) -> None:
            rate = progress.items / max(monotonic() - started, 0.001)
            display.update(
                task,
                completed=progress.done_bytes,
                total=progress.total_bytes,
                articles=f"{progress.items:,} items, {rate:,.0f}/s",
            )

        yield show
