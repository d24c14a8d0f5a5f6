"""Import: files, folders and addresses into the store, while the explorer stays usable."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from store.fetching import is_address
from tui.commands import Place
from tui.keys import bindings
from tui.safe_text import safe_text
from tui.widgets.cells import Piece
from tui.widgets.line_input import ListInput
from tui.widgets.told_list import Told, ToldList

if TYPE_CHECKING:
    from tui.everywhere import WorksEverywhere

_BAR = 40


class ImportScreen(ModalScreen[None]):
    """Collects sources, starts the import, shows how it stands and what it left out."""

    places: ClassVar = (Place.IMPORT,)

    def __init__(self, owner: WorksEverywhere) -> None:
        super().__init__()
        self._owner = owner
        self.sources: list[str] = []
        self._told = ""
        self.rows = ToldList(id="import-rows")
        self.line = _SourceInput(self.rows, hint="a file, a folder or a web address; Enter adds it")

    def compose(self) -> ComposeResult:
        with Vertical(id="import") as box:
            box.border_title = "Import"
            yield self.line
            yield self.rows

    def on_mount(self) -> None:
        self.rows.can_focus = False
        self.line.focus()
        self.show()

    def show(self) -> None:
        """Bring the lines in step with sources and standing."""
        self.rows.tell([_told(pieces) for pieces in self._lines()])
        working = self._importing
        self.query_one("#import").border_subtitle = "^x cancels · Esc leaves it running" if working else "Esc closes"

    @property
    def _importing(self) -> bool:
        return self._owner.job is not None and self._owner.job.standing.running

    def _lines(self) -> list[list[Piece]]:
        lines: list[list[Piece]] = []
        if self._told:
            lines += [[Piece(f" ! {self._told}", "warning")], []]
        if self.sources:
            lines += [[Piece(" To import", "accent strong")]]
            lines += [[Piece(f"   {safe_text(source, 1000)}")] for source in self.sources]
            lines += [[Piece("   Enter on the empty line starts, ^x takes the last one away", "quiet")], []]
        job = self._owner.job
        if job is None:
            if not self.sources:
                lines += [[Piece(f" {text}", "quiet")] for text in _HINTS]
            return lines
        standing = job.standing
        part = "warning" if standing.failed else "strong"
        lines += [[Piece(f" {safe_text(standing.told, 1000)}", part)]]
        if standing.running:
            done = round((standing.share or 0) * _BAR)
            lines += [[Piece(" " + "━" * done, "accent"), Piece("─" * (_BAR - done), "quiet")]]
        lines += [[Piece(f"   from {safe_text(source, 1000)}", "quiet")] for source in job.paths]
        if standing.changes:
            parts = ", ".join(f"{part} in {number:,}" for part, number in standing.changes)
            lines += [[], [Piece(f" Updated: {safe_text(parts, 1000)}")]]
        if standing.feeds:
            lines += [[], [Piece(" Feeds remembered", "accent strong")]]
            lines += [[Piece(f"   {safe_text(address, 1000)}")] for address in standing.feeds]
        if standing.skips:
            shown = f", showing the first {len(standing.skips):,}" if standing.skipped > len(standing.skips) else ""
            lines += [[], [Piece(f" Skipped{shown}", "accent strong")]]
            lines += [[Piece(f"   {safe_text(skip.told, 1000)}")] for skip in standing.skips]
        if standing.failures:
            lines += [[], [Piece(" Stored, but not read", "accent strong")]]
            lines += [[Piece(f"   {safe_text(failure, 1000)}")] for failure in standing.failures]
        return lines

    def action_take(self) -> None:
        """Add what is typed; with nothing typed, start."""
        text = self.line.value.strip()
        self._told = ""
        if text:
            source = text if is_address(text) else str(Path(text).expanduser())
            if not is_address(text) and not Path(source).exists():
                self._told = f"{source}: is not there"
            else:
                if source not in self.sources:
                    self.sources.append(source)
                self.line.value = ""
        elif self._importing:
            self._told = "an import is running; ^x cancels it"
        elif self.sources:
            self._owner.start_import(self.sources)
            self.sources = []
        self.show()

    def action_cancel(self) -> None:
        """Cancel the running import, or take the last source away."""
        if self._importing and self._owner.job is not None:
            self._owner.job.cancel()
        elif self.sources:
            self.sources.pop()
        self.show()

    def action_leave(self) -> None:
        self.dismiss(None)


def _told(pieces: Sequence[Piece]) -> Told:
    """Return a line whose text goes on below where it begins."""
    if len(pieces) != 1:
        return Told(pieces)
    (piece,) = pieces
    text = piece.text.lstrip()
    return Told((Piece(piece.text[: len(piece.text) - len(text)]),), (Piece(text, piece.part),))


class _SourceInput(ListInput):
    """The line for a source; up and down move the report."""

    BINDINGS: ClassVar = bindings(Place.IMPORT, "screen.")


_HINTS = (
    "Texts, Markdown, saved web pages, folders of them, tables and",
    "JSON lines of articles, coded events, feeds and pages by address.",
    "",
    "Enter adds what is typed; Enter on the empty line starts the import.",
    "It runs beside the explorer: Esc leaves, new data come by themselves.",
)
