"""The list of commands: each module declares its own here, and the program is built from the list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

_Function = TypeVar("_Function", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its words on the command line, the function that runs it and examples with what they do."""

    words: tuple[str, ...]
    function: Callable[..., Any]
    examples: tuple[tuple[str, str], ...]

    @property
    def summary(self) -> str:
        """The first paragraph of the help, for the list of commands."""
        return " ".join((self.function.__doc__ or "").strip().split("\n\n")[0].split())

    @property
    def epilog(self) -> str:
        """The examples as help shows them, one a line, unwrapped."""
        calls = [example if "|" in example else f"conflict-tui {example}" for example, _meaning in self.examples]
        width = max(map(len, calls))
        lines = [f"  {call:{width}}  {meaning}" for call, (_, meaning) in zip(calls, self.examples, strict=True)]
        return "\n".join(["\b", "Examples:", *lines])


COMMANDS: Final[list[Command]] = []


def command(words: str, examples: dict[str, str]) -> Callable[[_Function], _Function]:
    """Declare a function as a command; its docstring is the help, ``examples`` map arguments to what they do."""

    def declare(function: _Function) -> _Function:
        COMMANDS.append(Command(tuple(words.split()), function, tuple(examples.items())))
        return function

    return declare
