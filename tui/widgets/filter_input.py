"""The line in which the filter of a pane is typed; a module of its own, for it is imported with the first use."""

from __future__ import annotations

from typing import ClassVar

from tui.commands import Place
from tui.keys import bindings
from tui.widgets.line_input import ListInput


class FilterInput(ListInput):
    """The line in which the filter of a pane is typed; up and down move the list meanwhile."""

    BINDINGS: ClassVar = bindings(Place.TYPING)

    def action_clear(self) -> None:
        if self.value:
            self.value = ""
        else:
            self.rows.focus()

    def action_done(self) -> None:
        self.rows.focus()
