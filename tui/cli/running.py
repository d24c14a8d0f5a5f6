"""From arguments to an exit code: whatever goes wrong on the way becomes one line for the user."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import Final

from tui.safe_text import safe_text

DEBUG_VARIABLE: Final = "CONFLICT_TUI_DEBUG"

FAILED: Final = 1
INTERRUPTED: Final = 130
PIPE_CLOSED: Final = 141
"""What a shell reports for a program that SIGPIPE ended."""


def run(arguments: Sequence[str]) -> int:
    """Run the command that the arguments name and return its exit code; no exception leaves this function."""
    from tui.cli.opening import last_chosen

    _prepare_streams()
    last_chosen.clear()
    try:
        code = _run_program(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BrokenPipeError:
        return _abandon_output()
    except Exception as error:
        if os.environ.get(DEBUG_VARIABLE):
            raise
        code = _tell(error)
    try:
        sys.stdout.flush()
    except OSError:
        return _abandon_output()
    return code


def _run_program(arguments: Sequence[str]) -> int:
    from store.errors import ConflictTuiError
    from tui.cli.opening import choose_store, explore, plainly_asked

    output = sys.stdout
    try:
        plain = plainly_asked(arguments)
        if plain is not None:
            return explore(choose_store(*plain))
        from tui.cli.program import build

        build()(args=list(arguments), prog_name="conflict-tui")
    except SystemExit as end:
        if sys.stdout is not output:
            # So typer leaves standard output when whoever read it has gone.
            sys.stdout = output
            raise BrokenPipeError from None
        return end.code if isinstance(end.code, int) else FAILED if end.code else 0
    except ConflictTuiError as error:
        _complain(str(error))
        return FAILED
    return 0


def _prepare_streams() -> None:
    """Let no character that a terminal's encoding lacks, and no closed stream, end a command."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - it lives as long as the program
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _tell(error: Exception) -> int:
    if isinstance(error, MemoryError):
        _complain("out of memory; try with fewer --jobs, or with smaller files")
    elif isinstance(error, OSError) and error.strerror:
        _complain(f"{error.filename}: {error.strerror}" if error.filename else error.strerror)
    elif (damage := _damage(error)) is not None:
        _complain(damage)
    else:
        said = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        _complain(f"unexpected {said} (set {DEBUG_VARIABLE}=1 to see where)")
    return FAILED


def _damage(error: Exception) -> str | None:
    """Say that the store is damaged where that explains the error: nothing else puts such values into it."""
    from sqlite3 import Error as SqliteError

    from tui.cli.opening import last_chosen

    if not last_chosen or not isinstance(error, (ValueError, LookupError, TypeError, SqliteError)):
        return None
    from store.database import damaged, looks_damaged

    (path,) = last_chosen
    return str(damaged(path, error)) if looks_damaged(path) else None


def _complain(message: str) -> None:
    try:
        sys.stderr.write(f"conflict-tui: {safe_text(message, 2000)}\n")
        sys.stderr.flush()
    except OSError:
        pass  # nobody is left to hear it


def _abandon_output() -> int:
    """Whoever read the output has gone; point it elsewhere, or Python would complain when it flushes at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):
        pass
    finally:
        os.close(nowhere)
    return PIPE_CLOSED
