"""The documentation of the command line is complete: no command or option that is not explained."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer

from tui.cli.commands import COMMANDS, Command
from tui.cli.program import build

PAGE = Path(__file__).resolve().parents[3] / "docs" / "command-line.md"
NAMED = {" ".join(entry.words): entry for entry in COMMANDS}


def found(words: tuple[str, ...]) -> Any:
    """Return the command object that the parser runs for some words."""
    command: Any = typer.main.get_command(build())
    for word in words:
        command = command.commands[word]
    return command


def section(name: str) -> str:
    page = PAGE.read_text(encoding="utf-8")
    match = re.search(rf"^## conflict-tui {re.escape(name)}$(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert match, f"docs/command-line.md has no section on {name}"
    return match[1]


@pytest.mark.parametrize("name", sorted(NAMED))
def test_every_command_has_help_and_examples(name: str) -> None:
    entry = NAMED[name]
    command = found(entry.words)
    assert entry.summary.endswith(".")
    assert command.help
    assert entry.examples
    for parameter in command.params:
        assert parameter.help, f"{name}: {parameter.name} has no help"


@pytest.mark.parametrize("name", sorted(NAMED))
def test_every_command_and_option_is_explained_in_the_documentation(name: str) -> None:
    told = section(name)
    for parameter in found(NAMED[name].words).params:
        for option in (option for option in parameter.opts if option.startswith("--") and option != "--help"):
            assert re.search(rf"{option}\b", told), f"{name}: {option} is not in docs/command-line.md"


def test_the_documentation_explains_no_command_that_is_not_there() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert set(re.findall(r"^## conflict-tui (.+)$", page, re.MULTILINE)) == set(NAMED)


def arguments_of(entry: Command) -> list[list[str]]:
    documented = re.findall(r"^    .*?conflict-tui (.*)$", section(" ".join(entry.words)), re.MULTILINE)
    texts = [text.partition("  #")[0] for text in [example for example, _ in entry.examples] + documented]
    return [shlex.split(text.rpartition("conflict-tui ")[2]) for text in texts]


@pytest.mark.parametrize("name", sorted(NAMED))
def test_every_example_can_be_parsed(name: str) -> None:
    for arguments in arguments_of(NAMED[name]):
        if arguments[:1] == ["--store"]:
            arguments = arguments[2:]  # noqa: PLW2901 - said before the command
        words = NAMED[name].words
        assert tuple(arguments[: len(words)]) == words, arguments
        found(words).make_context(name, arguments[len(words) :], resilient_parsing=False)
