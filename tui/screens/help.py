"""Help: every key, made of the one list of commands, those of the present place first."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from tui.commands import Place, commands_of
from tui.widgets.cells import Piece, fit
from tui.widgets.windowed_list import WindowedList
from tui.wording import KIND_SIGNS, KINDS, SIGNS, STATUS_SIGNS

_KEYS = 18


def chart(places: Sequence[Place]) -> list[list[Piece]]:
    """Return the key chart as lines, the given places first, and what the signs mean."""
    lines: list[list[Piece]] = []
    for place in [*places, *(place for place in Place if place not in places)]:
        commands = commands_of(place)
        if not commands:
            continue
        lines += [[Piece(f" {place.value}", "accent strong")]]
        lines += [[Piece(f"   {fit(command.key_text, _KEYS)} ", "strong"), Piece(command.help)] for command in commands]
        lines += [[]]
    lines += [[Piece(" Signs", "accent strong")]]
    lines += [[Piece(f"   {fit(sign, 3)}", stance.value), Piece(stance.value)] for stance, sign in SIGNS.items()]
    lines += [[Piece(f"   {fit(sign, 3)}"), Piece(KINDS[kind])] for kind, sign in KIND_SIGNS.items()]
    lines += [[Piece(f"   {fit(sign, 3)}"), Piece(f"status {status.value}")] for status, sign in STATUS_SIGNS.items()]
    return lines


class HelpScreen(ModalScreen[None]):
    """The key chart."""

    BINDINGS: ClassVar = [("escape,question_mark,q,f1", "leave", "back")]

    def __init__(self, places: Sequence[Place]) -> None:
        super().__init__()
        self._places = places
        self._list = WindowedList(lambda line, _width: [line])

    def compose(self) -> ComposeResult:
        with Vertical(id="help") as box:
            box.border_title = "Keys"
            box.border_subtitle = "Esc closes"
            yield self._list

    def on_mount(self) -> None:
        lines = chart(self._places)
        self._list.add_records(dict(enumerate(lines)))
        self._list.set_ids(array("q", range(len(lines))))
        self._list.focus()

    @on(WindowedList.Moved)
    @on(WindowedList.Wanted)
    def _nothing_follows(self, event: WindowedList.Moved | WindowedList.Wanted) -> None:
        event.stop()

    def action_leave(self) -> None:
        self.dismiss(None)
