"""The Textual application: its themes, the keys that work everywhere, and the explorer as its first screen."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import SystemCommand
from textual.screen import Screen

from store.queries.connections import Connections
from tui.commands import Place
from tui.curation import CuratesStore
from tui.everywhere import WorksEverywhere
from tui.keys import bindings
from tui.screens.explorer import ExplorerScreen
from tui.themes import THEMES, extra_variables

if TYPE_CHECKING:
    from textual.command import Provider


def _provider() -> type[Provider]:
    from tui.palette import CommandProvider  # only the palette needs it

    return CommandProvider


class ConflictApp(WorksEverywhere, CuratesStore):
    """The explorer over one store."""

    TITLE = "conflict-tui"
    CSS_PATH = "theme.tcss"
    BINDINGS = bindings(Place.EVERYWHERE, "app.")
    COMMANDS: ClassVar = {_provider}
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"

    def __init__(self, store_path: Path) -> None:
        super().__init__()
        self.connections = Connections(store_path)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give every theme the extra colour names that the explorer uses."""
        return extra_variables(self.current_theme.to_color_system().generate())

    def get_default_screen(self) -> Screen[None]:
        """Return the explorer."""
        return ExplorerScreen(self.connections)

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
        """Stop every query, so that leaving never waits for the store."""
        self.connections.close()


def run(store_path: Path) -> int:
    """Open the explorer on a store and return the exit code; a store that is not there yet opens empty."""
    app = ConflictApp(store_path)
    app.run()
    return app.return_code or 0
