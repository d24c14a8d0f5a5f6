"""The Textual application: its themes, the keys that work everywhere, and the explorer as its first screen."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import SystemCommand
from textual.screen import Screen

from store.queries.connections import Connections
from tui.commands import Place, rebind
from tui.curation import CuratesStore
from tui.everywhere import WorksEverywhere
from tui.heap import use_one_arena
from tui.keys import bindings
from tui.message_log import Level
from tui.safe_text import safe_text
from tui.screens.explorer import ExplorerScreen
from tui.settings import Settings
from tui.themes import THEMES, extra_variables
from tui.wording import set_date_format

if TYPE_CHECKING:
    from textual.command import Provider


def _provider() -> type[Provider]:
    from tui.palette import CommandProvider  # only the palette needs it

    return CommandProvider


_THREADS: Final = 2
"""Questions to the store that are answered at once, beside those for the rows on screen: each takes memory.

One is stopped at once when nobody waits for it any more.
"""
_KEEP_SECONDS: Final = 3.0
"""How often a changed session is written while the program runs; it is written at the end as well."""


class ConflictApp(WorksEverywhere, CuratesStore):
    """The explorer over one store."""

    TITLE = "conflict-tui"
    CSS_PATH = "theme.tcss"
    BINDINGS = bindings(Place.EVERYWHERE, "app.")
    COMMANDS: ClassVar = {_provider}
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"

    def __init__(
        self,
        store_path: Path,
        settings: Settings | None = None,
        session_path: Path | None = None,
        problems: Sequence[str] = (),
    ) -> None:
        """Open a store with settings; the session is kept at a path, or not at all; problems are told at once."""
        super().__init__()
        self.settings = settings or Settings()
        self.connections = Connections(store_path)
        self.soon = ThreadPoolExecutor(1, "rows")
        """Answers what the rows on screen wait for, however many other questions there are."""
        self.connections.on_slow(self.settings.slow_query, self.tell_slow)
        rebind(self.settings.keys)
        if self.settings.keys:
            self.set_keymap({command: ",".join(keys) for command, keys in self.settings.keys.items()})
        set_date_format(self.settings.date_format)
        for theme in THEMES:
            self.register_theme(theme)
        self._problems = list(problems)
        self._session_path = session_path
        self._kept: dict[str, object] = {}
        self.theme = self._known_theme()
        self._first_theme = self.theme
        # The style sheet is parsed once, with the colours of this theme, and not first with those of another.
        self.stylesheet.set_variables(self.get_css_variables())
        self._explorer = ExplorerScreen(self.connections, self._session_path, self.settings)

    def _known_theme(self) -> str:
        """Return the theme to begin with: that of the session, of the settings, or the first."""
        if self._session_path is not None:
            from tui.session_path import kept_theme

            kept = kept_theme(self._session_path)
            if kept in self.available_themes:
                return kept
        if self.settings.theme and self.settings.theme not in self.available_themes:
            self._problems.append(f"theme {self.settings.theme} is not known; T shows which are")
        return self.settings.theme if self.settings.theme in self.available_themes else THEMES[0].name

    def refresh_css(self, animate: bool = True) -> None:
        """Style everything anew; not before there is anything, for then the first theme stands there already."""
        if self._explorer.is_mounted or self.theme != self._first_theme:
            super().refresh_css(animate)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give every theme the extra colour names that the explorer uses."""
        return extra_variables(self.current_theme.to_color_system().generate())

    def get_default_screen(self) -> Screen[None]:
        """Return the explorer."""
        return self._explorer

    def on_load(self) -> None:
        """Let few questions be answered at once: each thread and each connection costs memory."""
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_THREADS, "store"))

    def on_mount(self) -> None:
        for problem in self._problems:
            self.notify(safe_text(problem, 400), title="Settings", severity="warning", timeout=8, markup=False)
        if self._session_path is not None:
            self.set_interval(_KEEP_SECONDS, self.keep_session)

    def keep_session(self) -> None:
        """Write where the explorer stands, when that has changed."""
        path = self._session_path
        if path is None or self._explorer.empty or not self._explorer.total_known:
            return
        from tui.session import to_plain, write_session

        plain = to_plain(self._explorer.session(self.theme))
        if plain != self._kept:
            self._kept = plain
            self.run_worker(lambda: self._tell_kept(write_session(path, plain)), thread=True, group="session")

    def _tell_kept(self, problem: str) -> None:
        if problem:
            self.told.add(problem, Level.WARNING)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer nothing twice: the palette lists the program's own commands."""
        return ()

    def action_help(self) -> None:
        """Show every key, those that work here first."""
        from tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(getattr(self.screen, "places", ())))

    def action_picture(self) -> None:
        """Save a picture of the screen in the current folder."""
        try:
            path = self.save_screenshot(path=".")
        except OSError as error:
            self.notify(f"No picture could be saved: {error.strerror}", severity="error", markup=False)
        else:
            self.notify(path, title="Picture saved", markup=False)

    async def on_unmount(self) -> None:
        """Keep the session, and stop every query, so that leaving never waits for the store."""
        if self._session_path is not None and self._explorer.total_known and not self._explorer.empty:
            from tui.session import to_plain, write_session

            write_session(self._session_path, to_plain(self._explorer.session(self.theme)))
        if self.job is not None:
            self.job.cancel()
        self.connections.close()
        self.soon.shutdown(wait=False, cancel_futures=True)


def run(store_path: Path) -> int:
    """Open the explorer on a store and return the exit code; a store that is not there yet opens empty."""
    from tui.settings import load_settings

    settings, problems = load_settings()
    session = None
    if settings.remember:
        from tui.session_path import session_path

        session = session_path(store_path)
    # Nothing made before the first frame is garbage: looking for some took a sixth of the start. The explorer goes on.
    gc.disable()
    use_one_arena()
    app = ConflictApp(store_path, settings, session, problems)
    app.run()
    return app.return_code or 0
