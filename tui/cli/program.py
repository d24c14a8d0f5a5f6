"""The program put together from its commands."""

from __future__ import annotations

import sys
from typing import Annotated, Any, Final

import typer

from tui.cli import (
    curating,
    exporting,
    extracting,
    feeds,
    importing,
    journaling,
    keeping,
    listings,
    merging,
    naming,
    rereading,
    reviewing,
    searching,
    serving,
    stories,
    views,
)
from tui.cli.commands import COMMANDS
from tui.cli.opening import explore
from tui.cli.options import StoreOption, chosen_store, remember_store

# Importing a module declares its commands; this is their order in the help.
_MODULES: Final = (
    importing,
    feeds,
    listings,
    views,
    searching,
    extracting,
    exporting,
    curating,
    reviewing,
    journaling,
    merging,
    naming,
    rereading,
    stories,
    keeping,
    serving,
)
_WIDE: Final[dict[str, Any]] = {"help_option_names": ["-h", "--help"], "max_content_width": 120}
_FAMILIES: Final = {
    "feeds": "Feeds that the store remembers and asks for what is new.",
    "names": "The names of the world, and your own additions to them.",
}
_HELP: Final = "Explore conflict reporting: who fights, backs, joined, left and renamed whom, according to whom."
_EPILOG: Final = """
Without a command the explorer opens on the store; where there is no terminal, an overview is printed instead.

\b
Begin:
  conflict-tui import --sample                          fill the store with the sample articles
  conflict-tui                                          open the explorer
  conflict-tui --store work.db import reports/ news.csv use a store of your own
"""


def _show_version(value: bool) -> None:
    if value:
        from store import __version__

        sys.stdout.write(f"conflict-tui {__version__}\n")
        raise typer.Exit


def _start(
    context: typer.Context,
    store: StoreOption = None,
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Remember the options before the command; without a command open the explorer."""
    remember_store(context, store)
    if context.invoked_subcommand is None:
        raise typer.Exit(explore(chosen_store(context)))


def build() -> typer.Typer:
    """Return the program with all its commands."""
    # Plain help instead of rich panels: no import of rich, and it reads well at any width and through any pipe.
    program = typer.Typer(
        name="conflict-tui",
        help=_HELP,
        epilog=_EPILOG,
        invoke_without_command=True,
        no_args_is_help=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings=_WIDE,
    )
    program.callback()(_start)
    families: dict[str, typer.Typer] = {}
    order = [module.__name__ for module in _MODULES]
    for entry in sorted(COMMANDS, key=lambda entry: order.index(entry.function.__module__)):
        home = program
        for word in entry.words[:-1]:
            if word not in families:
                families[word] = typer.Typer(help=_FAMILIES[word], rich_markup_mode=None, no_args_is_help=True)
                program.add_typer(families[word], name=word, context_settings=_WIDE)
            home = families[word]
        home.command(entry.words[-1], short_help=entry.summary, epilog=entry.epilog, context_settings=_WIDE)(
            entry.function
        )
    return program
