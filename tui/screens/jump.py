"""Jump mode: a letter over every pane and control; pressing it goes there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Protocol, runtime_checkable

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

LETTERS: Final = "asdfghjkletuiopqwrzxcvbnm1234567890"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the screen, in cells, and what going there does."""

    x: int
    y: int
    go: Callable[[], object]


def targets_of(screen: Screen[Any]) -> list[Spot]:
    """Return everything on a screen that can be focused, and the parts of lines that can be clicked."""
    found: list[Spot] = []
    for widget in screen.query("*"):
        if not widget.display or not widget.is_on_screen:
            continue
        x, y = widget.region.offset
        if isinstance(widget, HasJumps):
            found += [Spot(x + place, y, go) for place, go in widget.jumps()]
        elif widget.focusable:
            found.append(Spot(x + 1, y, widget.focus))
    return found


@runtime_checkable
class HasJumps(Protocol):
    """A line with parts to click: where each begins, and what a click on it does."""

    def jumps(self) -> Sequence[tuple[int, Callable[[], object]]]:
        """Return the parts that are on the screen now."""


class JumpScreen(ModalScreen[Spot | None]):
    """Lies over a screen and ends with the target whose letter was pressed, or None."""

    BINDINGS: ClassVar = [("escape", "leave", "back")]
    places: ClassVar = ()

    def __init__(self, targets: Sequence[Spot]) -> None:
        super().__init__()
        self.targets = dict(zip(LETTERS, targets, strict=False))

    def compose(self) -> ComposeResult:
        for letter, target in self.targets.items():
            label = Static(Text(f" {letter} ", end=""), classes="jump-letter", markup=False)
            label.styles.offset = (target.x, target.y)
            yield label

    def on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            return
        event.stop()
        self.dismiss(self.targets.get(event.character or ""))

    def action_leave(self) -> None:
        self.dismiss(None)
