"""What a command is: where it works, its keys, and what footer, palette and key chart say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Place(StrEnum):
    """Where a command works; the value is the heading in the key chart."""

    EVERYWHERE = "Everywhere"
    EXPLORER = "Explorer"
    ARTICLES = "Articles pane"
    GROUPS = "Groups pane"
    RELATIONSHIPS = "Relationships pane"
    CLAIMS = "Claims pane"
    LIST = "Any list"
    TYPING = "While typing a filter"
    READER = "Reader"
    REPORT = "Profile, timeline, contested, path, journal"
    GRID = "Matrix"
    SEARCH = "Search"
    IMPORT = "Import"
    LOG = "Log"
    REVIEW = "Review"
    EVIDENCE = "Editing the evidence"


@dataclass(frozen=True, slots=True)
class Command:
    """One command. ``action`` is the method that runs it, ``keys`` in the screen library's names, the first one shown.

    ``footer`` is empty for what the footer leaves out; ``title`` and ``help`` stand in palette and key chart.
    """

    action: str
    keys: tuple[str, ...]
    place: Place
    title: str
    help: str
    footer: str = ""
    palette: bool = True

    @property
    def id(self) -> str:
        """The name of the command in the settings: its place and its action."""
        action = self.action.replace("('", "_").removesuffix("')")
        return f"{self.place.name.lower()}.{action}"

    @property
    def bound_keys(self) -> tuple[str, ...]:
        """The keys that run it: those of the settings, or its own."""
        return _REBOUND.get(self.id, self.keys)

    @property
    def key_text(self) -> str:
        """The keys as printed on a keyboard, the alternatives apart by a space."""
        return " ".join(_printed(key) for key in self.bound_keys)

    @property
    def first_key(self) -> str:
        """The first key as printed on a keyboard."""
        return _printed(self.bound_keys[0])


_REBOUND: Final[dict[str, tuple[str, ...]]] = {}


def rebind(keys: Mapping[str, tuple[str, ...]]) -> None:
    """Let other keys stand in footer, palette and chart, by the ids of commands; all others get their own back."""
    _REBOUND.clear()
    _REBOUND.update(keys)


def _printed(key: str) -> str:
    return _KEY_NAMES.get(key, key.replace("ctrl+", "^"))


_KEY_NAMES: Final = {
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "shift+tab": "⇧Tab",
    "shift+left": "⇧←",
    "shift+right": "⇧→",
    "asterisk": "*",
    "plus": "+",
    "minus": "-",
    "slash": "/",
    "question_mark": "?",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "space": "Space",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "f1": "F1",
}
