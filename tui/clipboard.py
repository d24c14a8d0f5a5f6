"""The clipboard of this machine, beside the terminal's own: not every terminal passes OSC 52 on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

_SECONDS = 5


def local_command() -> Sequence[str] | None:
    """Return the command that takes a text for the clipboard here, or None; over SSH the terminal's must do."""
    if os.environ.get("SSH_CONNECTION"):
        return None
    wanted: list[Sequence[str]] = []
    if sys.platform == "darwin":
        wanted = [("pbcopy",)]
    elif sys.platform == "win32":
        wanted = [("clip",)]
    elif os.environ.get("WAYLAND_DISPLAY"):
        wanted = [("wl-copy",)]
    elif os.environ.get("DISPLAY"):
        wanted = [("xclip", "-selection", "clipboard"), ("xsel", "--clipboard", "--input")]
    return next((words for words in wanted if shutil.which(words[0])), None)


def copy_locally(text: str) -> bool:
    """Put a text into the clipboard of this machine; return whether that was possible."""
    words = local_command()
    if words is None:
        return False
    encoded = text.encode("utf-16-le" if words[0] == "clip" else "utf-8", "replace")
    try:
        done = subprocess.run(  # noqa: S603 - one of the commands above
            words, input=encoded, check=False, timeout=_SECONDS, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
