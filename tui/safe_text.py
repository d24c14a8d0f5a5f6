"""The one function through which every text from outside passes before it reaches the screen."""

from __future__ import annotations

import re
from typing import Final

_ESCAPES: Final = (
    r"\x1b[\[][0-?]*[ -/]*[@-~]?"  # control sequences
    r"|\x1b[\]PX^_][^\x07\x1b\x9c]{0,4096}(?:\x07|\x1b\\|\x9c)?"  # titles, clipboard and other strings
    r"|\x1b[ -/]*[0-~]?"
    r"|\x9b[0-?]*[ -/]*[@-~]?"
    r"|[\x90\x98\x9d-\x9f][^\x07\x1b\x9c]{0,4096}(?:\x07|\x1b\\|\x9c)?"
)
_INVISIBLE: Final = (
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ud800-\udfff\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_SPACES: Final = re.compile(r"[\t\n\x0b\x0c\r\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_UNSAFE: Final = re.compile(f"{_ESCAPES}|{_INVISIBLE}")
_COMBINING: Final = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3})"
    r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_ODD: Final = "\ufffd"


def safe_text(text: str | None, limit: int = 0) -> str:
    """Return a text as one line that a terminal can only print.

    Escape sequences and other control characters (C0, C1), bidirectional overrides and isolates, zero-width and other
    invisible characters are removed, every kind of space becomes a plain one, piles of combining marks are cut to
    three. Nothing is parsed as markup here, and the result must not be either. ``limit`` (characters, 0 for none) cuts
    before cleaning, so that a text of a megabyte costs nothing.
    """
    if not text:
        return ""
    if limit and len(text) > limit:
        text = text[:limit]
    if text.isascii() and text.isprintable():
        return text
    text = _SPACES.sub(" ", _UNSAFE.sub("", text))
    text = _COMBINING.sub(r"\1", text)
    # Whatever is left that no terminal should see (unassigned, private use) gets the sign made for it.
    return text if text.isprintable() else "".join(c if c.isprintable() else _ODD for c in text)


_RIGHT_TO_LEFT: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
FIRST_STRONG_ISOLATE: Final = "\u2068"
POP_ISOLATE: Final = "\u2069"


def is_right_to_left(text: str) -> bool:
    """Whether a text holds letters that are written from right to left."""
    return _RIGHT_TO_LEFT.search(text) is not None


def isolated(text: str) -> str:
    """Return a safe text between the marks of a bidi isolate, so that its direction moves nothing beside it.

    For texts that went through :func:`safe_text`, which holds no such marks; they are the program's own.
    """
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"


HOLE: Final = "\u200b"
"""Stands, one cell or none wide, for each character taken out of a text whose offsets must stay."""


def aligned_text(text: str) -> str:
    """Return a text as :func:`safe_text` would, but as long as it was: what is removed becomes :data:`HOLE`.

    Line ends stay as they are. Offsets into the stored text are offsets into the result; take the holes out of what is
    printed.
    """
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    text = _UNSAFE.sub(lambda found: HOLE * len(found[0]), text)
    text = _SPACES.sub(lambda found: "\n" if found[0] == "\n" else " ", text)
    text = _COMBINING.sub(lambda found: found[1] + HOLE * (len(found[0]) - len(found[1])), text)
    if text.replace("\n", "").replace(HOLE, "").isprintable():
        return text
    return "".join(c if c in (HOLE, "\n") or c.isprintable() else _ODD for c in text)
