"""Common English words, given names and surnames that are also names of towns or look like acronyms."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).parent / "data" / "common-words.txt"


@cache
def _parts() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Words that are never places, other everyday words, names of people and groups: the three parts of the file."""
    parts: list[set[str]] = []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("##"):
            parts.append(set())
        elif not line.startswith("#"):
            parts[-1].update(line.split())
    never, everyday, names = map(frozenset, parts)
    return never, everyday, names


def is_common(folded: str) -> bool:
    """Whether a folded single word is a common English word, a given name or a surname."""
    return any(folded in part for part in _parts())


def is_everyday(folded: str) -> bool:
    """Whether a folded single word is a common English word, whoever may be named like it."""
    return any(folded in part for part in _parts()[:2])


def is_never_place(folded: str) -> bool:
    """Whether a folded word is so frequent ("in March", "of Most") that not even a cue makes it a place."""
    return folded in _parts()[0]
