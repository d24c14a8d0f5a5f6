"""The line in which the filter of a pane is typed; a module of its own, for it is imported with the first use."""

from __future__ import annotations

from typing import ClassVar

from tui.commands import Place
from tui.keys import bindings
from tui.widgets.line_input import LineInput
from tui.widgets.windowed_list import WindowedList


class FilterInput(LineInput):
    """The line in which the filter of a pane is typed; up and down move the list meanwhile."""

    BINDINGS: ClassVar = [
        *bindings(Place.TYPING),
        ("down", "pass_on('cursor_down')", ""),
        ("up", "pass_on('cursor_up')", ""),
        ("pagedown", "pass_on('page_down')", ""),
        ("pageup", "pass_on('page_up')", ""),
    ]

    def __init__(self, rows: WindowedList, value: str) -> None:
        super().__init__(value, placeholder="type to filter", compact=True, select_on_focus=False)
        self._rows = rows

    def action_clear(self) -> None:
        if self.value:
            self.value = ""
        else:
            self._rows.focus()

    def action_done(self) -> None:
        self._rows.focus()

    def action_pass_on(self, action: str) -> None:
        getattr(self._rows, f"action_{action}")()
