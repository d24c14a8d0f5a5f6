"""What works on every screen: searching, importing, writing out, jumping, the log."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final

from textual import on
from textual.app import App

from store.queries.connections import Connections
from tui.message_log import Level, MessageLog
from tui.messages import ImportMoved
from tui.safe_text import safe_text
from tui.wording import count

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from tui.import_job import ImportJob
    from tui.reports.lines import Opening
    from tui.screens.explorer import ExplorerScreen
    from tui.screens.jump import Spot
    from tui.screens.search import Target
    from tui.writing_out import Rows

# Screens are imported where they are first needed: the first frame does not wait for them.


_REFRESH_SECONDS: Final = 3.0
"""How often the panes are read again while an import of one's own goes on."""


class WorksEverywhere(App[None]):
    """The commands that are the same whatever is on the screen."""

    connections: Connections

    def __init__(self) -> None:
        self.told = MessageLog()
        self.job: ImportJob | None = None
        self._refreshed = 0.0
        self._import_told = False
        super().__init__()

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show a message for a while, and keep it in the log."""
        levels = {"warning": Level.WARNING, "error": Level.ERROR}
        self.told.add(f"{title}: {message}" if title else message, levels.get(severity, Level.TOLD))
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy by the terminal (OSC 52), and into the clipboard of this machine where there is one."""
        from tui.clipboard import copy_locally

        super().copy_to_clipboard(text)
        self.run_worker(partial(copy_locally, text), name="copy", thread=True, exit_on_error=False)

    def tell_slow(self, name: str, seconds: float) -> None:
        """Keep in the log that a question to the store took long."""
        self.told.add(f"{name} took {seconds:.1f} s", Level.SLOW)

    @property
    def explorer(self) -> ExplorerScreen:
        """The explorer, whatever lies over it."""
        from tui.screens.explorer import ExplorerScreen

        return next(screen for screen in self.screen_stack if isinstance(screen, ExplorerScreen))

    def action_search_all(self) -> None:
        """Ask for a query over everything, and go to what is chosen."""
        from tui.screens.search import SearchScreen

        if not isinstance(self.screen, SearchScreen):
            self.push_screen(SearchScreen(self.connections, self.explorer.names), self._go_to)

    def show_opening(self, opening: Opening | None) -> None:
        """Show in the explorer what a report has opened."""
        if opening is not None:
            while self.screen is not self.explorer:
                self.pop_screen()
            self.explorer.show_opening(opening)

    def _go_to(self, target: Target | None) -> None:
        if target is None:
            return
        from store.queries.claims import ClaimRow
        from store.queries.filters import EntityFilter
        from store.queries.groups import GroupRow

        explorer = self.explorer
        while self.screen is not explorer:
            self.pop_screen()
        record = target.record
        if isinstance(record, GroupRow):
            explorer.walk_to(EntityFilter(record.id, record.name))
        elif isinstance(record, ClaimRow):
            explorer.read(record.article_id, record.id, record.start)
        else:
            explorer.read(record.id, find=target.words)

    # Importing beside the explorer

    def action_import_articles(self) -> None:
        """Ask what to import, or show how the running import stands."""
        from tui.screens.importing import ImportScreen

        if not isinstance(self.screen, ImportScreen):
            self.push_screen(ImportScreen(self))

    def start_import(self, sources: Sequence[str]) -> None:
        """Import into the store in a process of its own; its progress arrives as messages."""
        from tui.import_job import ImportJob

        try:
            self.job = ImportJob(self.connections.path, sources, self._import_moved)
        except OSError as error:
            self.notify(f"The import cannot be started: {error.strerror}", severity="error", markup=False)
            return
        self.told.add(f"import of {', '.join(sources)} begins")
        self._import_told = False
        self.explorer.header.show_work("importing …")

    def _import_moved(self) -> None:
        self.post_message(ImportMoved())

    @on(ImportMoved)
    def _show_import(self) -> None:
        """Show how the import stands, and what it has brought."""
        job = self.job
        if job is None:
            return
        standing, explorer = job.standing, self.explorer
        explorer.header.show_work(standing.told if standing.running else "")
        now = monotonic()
        if now - self._refreshed >= _REFRESH_SECONDS or not standing.running:
            self._refreshed = now
            explorer.action_refresh()
        if not standing.running and not self._import_told:
            self._import_told = True
            for skip in standing.skips:
                self.told.add(f"skipped {skip.told}", Level.WARNING)
            severity: SeverityLevel = "error" if standing.failed else "information"
            self.notify(safe_text(standing.told, 400), severity=severity, timeout=8, markup=False)
        for screen in self.screen_stack:
            if type(screen).__name__ == "ImportScreen":
                screen.show()  # type: ignore[attr-defined]

    # Writing out, jumping, looking at the log

    def action_write_out(self) -> None:
        """Ask for format and file, and write what is on the screen."""
        from tui.screens.choose import Answer, ChooseScreen
        from tui.screens.views import rows_of
        from tui.writing_out import FORMATS

        rows = rows_of(self.screen)
        picture = self.export_screenshot(title=self.title)
        offered = [Answer(form, form, note) for form, note in FORMATS.items() if rows is not None or form == "svg"]

        def chosen(form: str | None) -> None:
            if form is not None:
                self._ask_where(form, rows, picture)

        self.push_screen(ChooseScreen("Write what is on the screen as", offered), chosen)

    def _ask_where(self, form: str, rows: Rows | None, picture: str) -> None:
        from tui.screens.ask import AskScreen
        from tui.writing_out import ENDINGS

        name = rows.name if rows is not None else "screen"
        warned: list[str] = []

        def check(text: str) -> str:
            path = Path(text).expanduser()
            if not text or path.is_dir():
                return "name a file"
            if path.exists() and text not in warned:
                warned.append(text)
                return "is there already; Enter again writes over it"
            return ""

        def named(text: str | None) -> None:
            if text is not None:
                path = Path(text).expanduser()
                write = partial(self._write_out, form, rows, picture, path, text in warned)
                self.run_worker(write, name="write out", group="write out", thread=True, exit_on_error=False)

        default = str(Path.cwd() / f"conflict-tui-{name}{ENDINGS[form]}")
        self.push_screen(
            AskScreen("Write to", default, hint="the file is there whole or not at all", check=check), named
        )

    def _write_out(self, form: str, rows: Rows | None, picture: str, path: Path, force: bool) -> None:
        from store.errors import ConflictTuiError
        from store.queries.connections import Superseded
        from tui.writing_out import write_rows, write_text

        store = self.connections.path
        try:
            if form == "svg" or rows is None:
                write_text(picture, path, store=store, force=force)
                told = f"{path}: the picture is written"
            else:
                written = write_rows(rows, form, path, store=store, force=force)
                told = f"{path}: {count(written, 'row')} written"
            self.call_from_thread(self.notify, safe_text(told, 400), markup=False)
        except Superseded:
            return
        except (ConflictTuiError, OSError) as error:
            said = safe_text(str(error), 400)
            self.call_from_thread(self.notify, said, title="Nothing was written", severity="error", markup=False)

    def action_jump(self) -> None:
        """Show a letter over everything that can be focused or clicked, and go where one is pressed."""
        from tui.screens.jump import JumpScreen, targets_of

        def jumped(spot: Spot | None) -> None:
            if spot is not None:
                spot.go()

        if not isinstance(self.screen, JumpScreen):
            self.push_screen(JumpScreen(targets_of(self.screen)), jumped)

    def action_show_log(self) -> None:
        """Show the program's own messages."""
        from tui.screens.log import LogScreen

        if not isinstance(self.screen, LogScreen):
            self.push_screen(LogScreen(self))
