"""Curation from the screen: steps are made in a worker, one after the other, and every screen hears of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, runtime_checkable

from textual.app import App
from textual.screen import ModalScreen

from store.errors import ConflictTuiError
from store.queries.connections import Connections
from tui.safe_text import safe_text
from tui.wording import count

if TYPE_CHECKING:
    from store.curation import Curator
    from store.journal import Entry
    from tui.reports.lines import Opening

Step = Callable[["Curator"], object]
"""Makes one step or several through a curator."""

PATIENCE_SECONDS: Final = 1.0
"""How long a step may wait for another program that writes before the user is told of the wait."""
_MOST_TOLD: Final = 160
_JOURNAL: Final = "Journal"


@runtime_checkable
class Curated(Protocol):
    """A screen that shows what curation changes."""

    def show_curated(self, entries: Sequence[Entry]) -> None:
        """Bring what is shown in step with the store after some steps; none where they failed."""


def curate(app: App[Any], step: Step) -> None:
    """Make a step through the app; see :meth:`CuratesStore.curate`."""
    assert isinstance(app, CuratesStore)
    app.curate(step)


class CuratesStore(App[None]):
    """The part of the app that writes; no key waits for it."""

    connections: Connections

    def __init__(self) -> None:
        super().__init__()
        self._turn = asyncio.Lock()

    def curate(self, step: Step) -> None:
        """Make a step in the background, after those asked for before it; tell what was done and how to undo it."""
        self.run_worker(self._curate(step, "%s · u undoes"), group="curation", exit_on_error=False)

    def action_undo(self) -> None:
        """Take back the latest step of curation."""
        self._turn_back(lambda curator: curator.undo(), "undone: %s · ^r makes it again", "nothing is left to undo")

    def action_redo(self) -> None:
        """Make the step again that was undone last."""
        self._turn_back(lambda curator: curator.redo(), "made again: %s", "nothing is left to make again")

    def action_journal(self) -> None:
        """Show every step of curation."""
        from tui.reports.journal import journal_lines
        from tui.reports.records import journal_table
        from tui.screens.report import ReportScreen

        if not (isinstance(self.screen, ReportScreen) and self.screen.heading == _JOURNAL):
            self.push_screen(
                ReportScreen(self.connections, _JOURNAL, journal_lines, journal_table()), self.show_opening
            )

    def show_opening(self, opening: Opening | None) -> None:
        """Show in the explorer what a report has opened."""
        raise NotImplementedError

    def _turn_back(self, step: Callable[[Curator], Entry | None], told: str, nothing: str) -> None:
        # A question that is open now was asked of the store as it stands.
        if not isinstance(self.screen, ModalScreen):
            self.run_worker(self._curate(step, told, nothing), group="curation", exit_on_error=False)

    async def _curate(self, step: Step, told: str, nothing: str = "nothing changes: it is so already") -> None:
        entries: list[Entry] = []
        async with self._turn:
            task = asyncio.ensure_future(asyncio.to_thread(_make, self.connections, step))
            try:
                done, _ = await asyncio.wait((task,), timeout=PATIENCE_SECONDS)
                if not done:
                    self.notify("waiting for another program that writes into the store …", markup=False)
                entries = await task
            except ConflictTuiError as error:
                self.notify(safe_text(str(error), 500), title="Not done", severity="error", timeout=10, markup=False)
            else:
                self.notify(_told(entries, told) if entries else nothing, timeout=4, markup=False)
        for screen in self.screen_stack:
            if isinstance(screen, Curated):
                screen.show_curated(entries)


def _make(connections: Connections, step: Step) -> list[Entry]:
    """Make a step and return the journal's entries of it. Runs in a thread."""
    from store.curation import Curator

    path: Path = connections.path
    with Curator(path) as curator:
        step(curator)
    connections.changed()  # what this program has written is no news to it
    return curator.all_made


def _told(entries: Sequence[Entry], words: str) -> str:
    from tui.steps import told

    text = safe_text(told(entries[0]), _MOST_TOLD)
    return words % (text + (f" and {count(len(entries) - 1, 'step')} more" if len(entries) > 1 else ""))
