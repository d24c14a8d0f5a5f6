"""The line in which anything is typed: what is pasted into it reaches the terminal no more than any other text."""

from __future__ import annotations

from typing import ClassVar

from textual.widgets import Input

from tui.safe_text import safe_text
from tui.widgets.windowed_list import WindowedList


class LineInput(Input):
    """An input whose value never holds control or invisible characters, wherever they were copied from."""

    def validate_value(self, value: str) -> str:
        """Take out what no terminal should see."""
        return safe_text(value)


class ListInput(LineInput):
    """A line above a list: up and down move the list while something is typed."""

    BINDINGS: ClassVar = [
        ("down", "pass_on('cursor_down')", ""),
        ("up", "pass_on('cursor_up')", ""),
        ("pagedown", "pass_on('page_down')", ""),
        ("pageup", "pass_on('page_up')", ""),
    ]

    def __init__(self, rows: WindowedList, value: str = "", hint: str = "") -> None:
        super().__init__(value, placeholder=hint, compact=True, select_on_focus=False)
        self.rows = rows

    def action_pass_on(self, action: str) -> None:
        """Move the list."""
        getattr(self.rows, f"action_{action}")()
