"""The footer: the commands that work here and now, in the order of their declaration."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import events
from textual.widget import Widget

from tui.commands import COMMANDS, Command, Place
from tui.keys import binding_key
from tui.widgets.cells import width_of


class CommandFooter(Widget):
    """One line; what does not fit is left to the help, whose key always stands at the end."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"footer--key", "footer--label"}

    def __init__(self) -> None:
        super().__init__()
        self._places: list[tuple[int, int, str]] = []

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, _screen: object) -> None:
        self.refresh()

    def _working(self) -> list[Command]:
        """Return what works here: bound, enabled, and meant for the footer."""
        active = self.screen.active_bindings
        working: list[Command] = []
        places = (*getattr(self.screen, "places", ()), Place.EVERYWHERE)
        for command in COMMANDS:
            if command.place not in places:
                continue
            found = active.get(binding_key(command))
            action = found.binding.action.rpartition(".")[2] if found else ""
            label = found.binding.description if found else ""
            if found and found.enabled and action == command.action and command.footer == label:
                working.append(command)
        return working

    def render(self) -> Text:
        key_style = self.get_component_rich_style("footer--key", partial=True)
        label_style = self.get_component_rich_style("footer--label", partial=True)
        text = Text(no_wrap=True, end="")
        self._places = []
        working = self._working()
        always = [command for command in working if command.action == "help"]
        left = self.size.width - sum(self._taken(command) for command in always)
        shown = []
        for command in working:
            if command in always:
                continue
            left -= self._taken(command)
            if left < 0:
                break
            shown.append(command)
        for command in shown + always:
            start = text.cell_len
            text.append(f" {command.first_key}", key_style)
            text.append(f" {command.footer} ", label_style)
            self._places.append((start, text.cell_len, binding_key(command)))
        return text

    @staticmethod
    def _taken(command: Command) -> int:
        return width_of(command.first_key) + width_of(command.footer) + 3

    async def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        for start, end, key in self._places:
            if start <= offset.x < end:
                self.app.simulate_key(key)
