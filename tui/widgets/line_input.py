"""The line in which anything is typed: what is pasted into it reaches the terminal no more than any other text."""

from __future__ import annotations

from textual.widgets import Input

from tui.safe_text import safe_text


class LineInput(Input):
    """An input whose value never holds control or invisible characters, wherever they were copied from."""

    def validate_value(self, value: str) -> str:
        """Take out what no terminal should see."""
        return safe_text(value)
