"""The log view: what the program itself has told, the latest first."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from tui.commands import Place
from tui.keys import bindings
from tui.message_log import Level
from tui.safe_text import safe_text
from tui.widgets.cells import Piece, fit
from tui.widgets.told_list import Told, ToldList

if TYPE_CHECKING:
    from tui.everywhere import WorksEverywhere


class LogScreen(ModalScreen[None]):
    """The program's own messages, the latest first."""

    places: ClassVar = (Place.LOG, Place.LIST)
    BINDINGS = bindings(Place.LOG)

    def __init__(self, owner: WorksEverywhere) -> None:
        super().__init__()
        self._owner = owner
        self._shown = -1
        self.rows = ToldList(id="log-rows")

    def compose(self) -> ComposeResult:
        with Vertical(id="log") as box:
            box.border_title = "Log"
            box.border_subtitle = "Esc closes"
            yield self.rows

    def on_mount(self) -> None:
        self.rows.focus()
        self._show()
        self.set_interval(1.0, self._show)

    def _show(self) -> None:
        if self._owner.told.added == self._shown:
            return
        self._shown = self._owner.told.added
        lines = [
            Told(
                (
                    Piece(time.strftime(" %H:%M:%S  ", time.localtime(entry.at)), "quiet"),
                    Piece(fit(entry.level.value, 9), "warning" if entry.level is Level.ERROR else "quiet"),
                ),
                (Piece(safe_text(entry.text, 1000)),),
            )
            for entry in reversed(self._owner.told.entries())
        ]
        self.rows.tell(lines or [Told((), (Piece("nothing to tell yet", "quiet"),))])

    def action_leave(self) -> None:
        self.dismiss(None)
