"""What stands in place of the panes while the store is empty."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual.widgets import Static

from store.database import default_path
from tui.safe_text import safe_text


class EmptyStore(Static):
    """Says what to type to fill the store."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"empty--command", "empty--quiet"}

    def __init__(self, path: Path) -> None:
        super().__init__(markup=False)
        self._path = path

    def render(self) -> Text:
        command = self.get_component_rich_style("empty--command", partial=True)
        quiet = self.get_component_rich_style("empty--quiet", partial=True)
        path = safe_text(str(self._path), 500)
        text = Text(justify="center")
        text.append("There is nothing in this store yet.\n", "bold")
        text.append(f"{path}\n\n", quiet)
        text.append("Fill it from another terminal, then press ")
        text.append("r", command)
        text.append(":\n\n")
        named = "" if self._path == default_path() else f"--store {path} "
        text.append(f"conflict-tui {named}import PATH …\n", command)
        text.append("texts, Markdown, saved web pages, folders,\nCSV, TSV or JSON lines of articles\n\n", quiet)
        text.append("or look at the sample first:\n\n")
        text.append(f"conflict-tui {named}import --sample\n\n", command)
        text.append("q", command)
        text.append(" leaves, ")
        text.append("?", command)
        text.append(" shows every key")
        return text
