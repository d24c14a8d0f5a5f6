"""Common English words, given names and surnames that are also names of towns or look like acronyms."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).parent / "data" / "common-words.txt"
_NEVER: Final = "## never places"


@cache
def _parts() -> tuple[frozenset[str], frozenset[str]]:
    """All words of the file, and those of its first part."""
    never: set[str] = set()
    cue: set[str] = set()
    into = cue
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("##"):
            into = never if line == _NEVER else cue
        elif not line.startswith("#"):
            into.update(line.split())
    return frozenset(never | cue), frozenset(never)


def is_common(folded: str) -> bool:
    """Whether a folded single word is a common English word, a given name or a surname."""
    return folded in _parts()[0]


def is_never_place(folded: str) -> bool:
    """Whether a folded word is so frequent ("in March", "of Most") that not even a cue makes it a place."""
    return folded in _parts()[1]
