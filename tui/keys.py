"""Bindings made from the one list of commands."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from tui.commands import Command, Place, commands_of


def bindings(place: Place, prefix: str = "") -> list[BindingType]:
    """Return the bindings of a place; ``prefix`` names who runs the actions, such as ``screen.``."""
    return [
        Binding(
            key,
            prefix + command.action,
            command.footer or command.title,
            show=False,
            id=command.id,
            # Lines to type in have keys of their own; those with Ctrl that work everywhere come first.
            priority=place is Place.EVERYWHERE and key.startswith("ctrl+"),
        )
        for command in commands_of(place)
        for key in command.keys
    ]


def binding_key(command: Command) -> str:
    """Return the first key as the screen library names it."""
    return command.bound_keys[0]
