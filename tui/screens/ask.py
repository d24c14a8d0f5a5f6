"""A small question with a line to type the answer in."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.safe_text import safe_text
from tui.widgets.line_input import LineInput

Check = Callable[[str], str]
"""Says in a few words what is wrong with an answer, or returns an empty text."""


class AskScreen(ModalScreen[str | None]):
    """Asks for one line; ends with the text, or with None where it was left."""

    BINDINGS: ClassVar = [("escape", "leave", "back")]

    def __init__(self, title: str, value: str = "", *, hint: str = "", check: Check | None = None) -> None:
        super().__init__()
        self._title, self._value, self._hint, self._check = title, value, hint, check

    def compose(self) -> ComposeResult:
        with Vertical(id="ask") as box:
            box.border_title = Content(safe_text(self._title, 200))
            box.border_subtitle = "Enter saves · Esc leaves"
            yield LineInput(safe_text(self._value, 1000), compact=True)
            yield Static(self._hint, id="ask-hint", markup=False)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._say(self._hint)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        text = " ".join(event.value.split())
        wrong = self._check(text) if self._check else ""
        if wrong:
            self._say(wrong, wrong=True)
        else:
            self.dismiss(text)

    def _say(self, text: str, *, wrong: bool = False) -> None:
        line = self.query_one("#ask-hint", Static)
        line.set_class(wrong, "-wrong")
        line.update(("! " if wrong else "") + text)

    def action_leave(self) -> None:
        self.dismiss(None)
