"""Every command of the explorer, declared once: its keys, its footer text, its palette entry and its help line.

Screens and panes take their bindings from here, the footer its texts, the palette its entries and the help its chart;
there is no second list. Nothing of the screen library is imported, so that other programs may read the list.
"""

from __future__ import annotations

from typing import Final

from tui.command import Command, Place, rebind
from tui.commands_of_explorer import EXPLORER_COMMANDS
from tui.commands_of_screens import SCREEN_COMMANDS

EVERYWHERE_COMMANDS: Final[tuple[Command, ...]] = (
    Command("undo", ("u",), Place.EVERYWHERE, "Undo", "undo the latest step of curation"),
    Command("redo", ("ctrl+r",), Place.EVERYWHERE, "Redo", "make the step again that was undone last"),
    Command("journal", ("J",), Place.EVERYWHERE, "Journal", "every step of curation, with those undone"),
    Command(
        "import_articles",
        ("I",),
        Place.EVERYWHERE,
        "Import files, folders, addresses",
        "import files, folders and addresses, beside the explorer",
    ),
    Command(
        "write_out",
        ("W",),
        Place.EVERYWHERE,
        "Write what is on the screen to a file",
        "write what is on the screen to a file: CSV, JSON, Markdown, SVG",
    ),
    Command("jump", ("ctrl+o",), Place.EVERYWHERE, "Jump", "jump to a pane or control by the letter over it"),
    Command(
        "show_log",
        ("ctrl+l",),
        Place.EVERYWHERE,
        "Log",
        "the program's own messages: imports, slow questions, failures",
    ),
    Command(
        "search_all",
        ("ctrl+f",),
        Place.EVERYWHERE,
        "Search everything",
        "search groups, people, places, articles and claims",
        "search",
    ),
    Command(
        "help", ("question_mark", "f1"), Place.EVERYWHERE, "Help: every key", "every key, and what works here", "help"
    ),
    Command(
        "command_palette",
        ("ctrl+p",),
        Place.EVERYWHERE,
        "All commands",
        "all commands, by name",
        "commands",
        palette=False,
    ),
    Command(
        "change_theme", ("T",), Place.EVERYWHERE, "Change the theme", "change the theme: light, dark, high contrast …"
    ),
    Command(
        "picture",
        ("P",),
        Place.EVERYWHERE,
        "Save a picture of the screen",
        "save a picture of the screen (SVG) in the current folder",
    ),
    Command("quit", ("q", "ctrl+q"), Place.EVERYWHERE, "Leave", "leave the program"),
)

COMMANDS: Final = EXPLORER_COMMANDS + SCREEN_COMMANDS + EVERYWHERE_COMMANDS


def commands_of(place: Place) -> list[Command]:
    """Return the commands that work in a place, in the order of the chart."""
    return [command for command in COMMANDS if command.place is place]


__all__ = ["COMMANDS", "Command", "Place", "commands_of", "rebind"]
